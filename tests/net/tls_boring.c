/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/net/tls_boring.c - a client and a server of BoringSSL.
 *
 *	tls_boring ask PORT VERSION NAME	on two connections, the second one a resumption
 *		(with new keys, where the version has that), asks for /NAME/1 and /NAME/2; prints
 *		the version, and whether it was resumed
 *	tls_boring serve PORT			answers each connection
 */
#include <arpa/inet.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static SSL_SESSION *session;

static int keep(SSL *c, SSL_SESSION *s)
{
	(void)c;
	session = s;
	return 1;
}

static int open_socket(const char *port, int listens)
{
	struct sockaddr_in a = { .sin_family = AF_INET,
		                 .sin_port = htons((uint16_t)atoi(port)),
		                 .sin_addr = { htonl(INADDR_LOOPBACK) } };
	int s = socket(AF_INET, SOCK_STREAM, 0), yes = 1;

	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
	if (listens ? bind(s, (struct sockaddr *)&a, sizeof(a)) || listen(s, 8)
	            : connect(s, (struct sockaddr *)&a, sizeof(a)))
		exit(2);
	return s;
}

static SSL *ask(SSL_CTX *ctx, const char *port, const char *name, int n)
{
	SSL *c = SSL_new(ctx);
	int s = open_socket(port, 0), len;
	char b[4096];

	SSL_set_fd(c, s);
	if (session)
		SSL_set_session(c, session);
	if (SSL_connect(c) != 1)
		exit(1);
	if (n == 2 && SSL_version(c) == TLS1_3_VERSION)
		SSL_key_update(c, SSL_KEY_UPDATE_REQUESTED);
	len = snprintf(b, sizeof(b), "GET /%s/%d HTTP/1.0\r\n\r\n", name, n);
	SSL_write(c, b, len);
	while (SSL_read(c, b, sizeof(b)) > 0)
		;
	SSL_shutdown(c);
	close(s);
	return c;
}

static void serve(SSL_CTX *ctx, const char *port)
{
	static const char answer[] = "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok";
	int listener = open_socket(port, 1);
	char b[4096];

	if (SSL_CTX_use_certificate_file(ctx, "web.crt", SSL_FILETYPE_PEM) != 1 ||
	    SSL_CTX_use_PrivateKey_file(ctx, "web.key", SSL_FILETYPE_PEM) != 1)
		exit(3);
	for (;;) {
		int s = accept(listener, NULL, NULL);
		SSL *c = SSL_new(ctx);

		SSL_set_fd(c, s);
		if (SSL_accept(c) == 1 && SSL_read(c, b, sizeof(b)) > 0) {
			SSL_write(c, answer, sizeof(answer) - 1);
			SSL_shutdown(c);
		}
		SSL_free(c);
		close(s);
	}
}

int main(int argc, char **argv)
{
	SSL_CTX *ctx = SSL_CTX_new(TLS_method());
	SSL *c;

	if (argc == 3 && !strcmp(argv[1], "serve"))
		serve(ctx, argv[2]);
	if (argc != 5)
		return 2;
	SSL_CTX_set_max_proto_version(ctx, strcmp(argv[3], "2") ? TLS1_3_VERSION
	                                                        : TLS1_2_VERSION);
	SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_CLIENT);
	SSL_CTX_sess_set_new_cb(ctx, keep);
	SSL_free(ask(ctx, argv[2], argv[4], 1));
	c = ask(ctx, argv[2], argv[4], 2);
	printf("%s %s\n", SSL_get_version(c), SSL_session_reused(c) ? "resumed" : "new");
	SSL_free(c);
	return 0;
}
