#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# pfc trace tls: what is followed before it runs: large programs that were seen once, and libraries
# of containers.
. "$TOP_SRCDIR/tests/net/lib.sh"
. "$TOP_SRCDIR/tests/net/tls.sh"
ip link set lo up
web || skip_all "nginx does not start"
cache=/var/cache/pfc

# files NAME: how many files it looks at
files()
{
	sed -n 's/^pfc: tracing tls: [0-9]* places in \([0-9]*\) files$/\1/p' "$1.err"
}

# asked NAME COMM: paths that a program asked for
asked()
{
	ask_json "$1" "map(select(.ev == \"http\" and .comm == \"$2\") | .path) | sort | join(\" \")"
}

# --- large programs: node, one of Go, one of the size of a browser

cat >large.c <<'END'
#include <arpa/inet.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
int main(int argc, char **argv)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(8443) };
	SSL *s = SSL_new(SSL_CTX_new(TLS_client_method()));
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	char b[4096];

	inet_pton(AF_INET, "127.0.0.1", &to.sin_addr);
	if (argc < 2 || connect(fd, (void *)&to, sizeof(to)) != 0)
		return 1;
	SSL_set_fd(s, fd);
	snprintf(b, sizeof(b), "GET %s HTTP/1.0\r\n\r\n", argv[1]);
	SSL_connect(s);
	SSL_write(s, b, strlen(b));
	while (SSL_read(s, b, sizeof(b)) > 0)
		;
	return 0;
}
END
programs=
if cc large.c -o large -Wl,-Bstatic -lssl -lcrypto -Wl,-Bdynamic -lpthread -ldl 2>cc.err; then
	truncate -s 250M large
	programs="$programs large"
fi
node=$(readlink -f "$(command -v node)")
if [ -n "$node" ] && [ "$(wc -c <"$node")" -gt 50000000 ]; then
	programs="$programs node"
fi
go=$(go env GOROOT 2>/dev/null)/bin/go
[ ! -x "$go" ] || programs="$programs go"
HOME=$PWD
export HOME

# run_large PROGRAM PATH: a request as the first thing that it does
run_large()
{
	case $1 in
	large)
		./large "$2" ;;
	node)
		NODE_TLS_REJECT_UNAUTHORIZED=0 "$node" -e "
			require('https').get('https://127.0.0.1:8443$2', r => r.resume())" ;;
	go)
		# It takes no answer of that kind, which does not matter.
		GOFLAGS=-mod=mod GOSUMDB=off SSL_CERT_FILE=web.crt \
			GOPROXY="https://127.0.0.1:8443$2" "$go" list -m example.com/x@v1.0.0 ;;
	esac >run.out 2>&1
}

# size_of PROGRAM: in bytes
size_of()
{
	case $1 in
	large) wc -c <large ;;
	node) wc -c <"$node" ;;
	go) wc -c <"$go" ;;
	esac
}

tls before --plaintext=http
for program in $programs; do
	run_large $program /first
	# It may be over before it is known.
	wait_for 20 sh -c "ls $cache | grep -q '\.$(size_of $program)\.'"
	result $? "$program: what was found is kept"
done
stop before
same "none but root can look at it" "$(stat -c %a $cache) $(
	find $cache -type f -perm /077 | wc -l)" "700 0"
same "there is nothing else in it" "$(ls $cache | grep -cv '^\(none\|[0-9a-f]*\)\.[0-9]*\.[0-9a-f]*\.tls$\|^key$')" 0

# It is there when this starts, and none of them runs.
tls anew --plaintext=http --no-cache
tls later --plaintext=http
count=$(echo $programs | wc -w)
same "they are looked at before they run" "$(files later)" $(($(files anew) + count))
stop anew
for program in $programs; do
	run_large $program /second
done
has_closed later $((2 * count))
stop later
for program in $programs; do
	case $program in
	go) [ "$(asked later go)" = /second/example.com/x/@v/v1.0.0.info ] ;;
	*) [ "$(asked later $program)" = /second ] ;;
	esac
	result $? "$program: the first connection of the next run is followed"
done

# --- another file with the same build-id

for word in one two; do
	printf '%s\n' 'int SSL_read(void *s) { return s != 0; }' >$word.c
	[ $word = one ] || printf '%s\n' 'int other(int a, int b) { return a * b + 7; }' >>$word.c
	printf '%s\n' 'int SSL_write(int *s) { return *s; }' \
		'int SSL_write_ex(int *s) { return s[1]; }' >>$word.c
	cc -O1 -shared -fPIC -Wl,--build-id=0x0123456789abcdef $word.c -o lib$word.so 2>cc.err
done
if [ -e libtwo.so ]; then
	truncate -s 100000 libone.so libtwo.so
	for word in one two one two; do
		"$PFC" trace tls --list --cache mine --lib lib$word.so
	done >kept
	for word in one two one two; do
		"$PFC" trace tls --list --no-cache --lib lib$word.so
	done >fresh
	same "two files that say to be the same are looked at each in its own places" "$(cat kept)" \
		"$(cat fresh)"
	same "which are not the same" "$(grep probe fresh | grep -c SSL_write) $(
		grep probe fresh | grep SSL_write | sort -u | wc -l)" "8 4"
	same "both are kept" "$(ls mine | grep -c '^0123456789abcdef\.100000\.[0-9a-f]*\.tls$')" 2
fi

# --- folders that are not to be trusted

mkdir -m 777 open
"$PFC" trace tls --list --cache open --lib large >out 2>err
same "a folder that others can write to" "$? $(ls open | wc -l)" "1 0"
says "and what to do" err "pfc: --cache open: it is not yours alone: chown it, and chmod 700"
chmod 755 $cache
"$PFC" trace tls --list >out 2>err
same "the usual one goes without" "$?" 0
says "and says so" err "note: what is found in files is not kept: $cache: it is not yours alone"
rm -rf $cache
"$PFC" trace tls --list --no-cache >out 2>err
same "nothing is kept where it is not wanted" "$? $(ls -d $cache 2>/dev/null)" "0 "
"$PFC" trace tls --list --no-cache --cache mine >out 2>err
same "both at once" "$?" 2

# --- containers: another root, with its own libraries, of which nothing has run yet

# root_of FOLDER: a root that openssl, sleep and sh run in; its files are nobody else's
root_of()
{
	mkdir -p "$1/old" "$1/proc" "$1/tmp" "$1/dev"
	mount -t tmpfs none "$1"
	mkdir -p "$1/old" "$1/bin"
	for program in openssl sleep sh; do
		cp -L "$(command -v $program)" "$1/bin/"
		ldd "$(command -v $program)" | sed -n 's/.*[ 	]\(\/[^ ]*\) (0x.*/\1/p'
	done | sort -u | while read -r lib; do
		mkdir -p "$1/$(dirname "$lib")"
		cp -L "$lib" "$1/$lib"
	done
}

# container NAME FOLDER: a process in there; $NAME_pid
container()
{
	unshare -m sh -c "cd $2 && pivot_root . old && exec /bin/sleep 1000" &
	eval "$1_pid=\$!"
	wait_for 5 sh -c "grep -q '/sleep$' /proc/$!/maps && [ \"\$(readlink /proc/$!/root)\" = / ]"
}

# ask_inside NAME PATH: the first thing that uses TLS in there
ask_inside()
{
	eval "ask_pid=\$$1_pid"
	{ printf 'GET /%s HTTP/1.0\r\n\r\n' "$2"; sleep 0.3; } |
		nsenter -m -t "$ask_pid" /bin/openssl s_client -quiet -connect 127.0.0.1:8443 \
			>"$1.out" 2>&1
}

root_of early
root_of late
# What its owner could put there: a way out of it, and files that are none.
cp -L "$(ldconfig -p | sed -n 's/.*libssl\.so\.3 .*x86-64.*=> //p' | head -1)" outside
libs=early/usr/lib
mkdir -p $libs
ln -s "$PWD/outside" $libs/libssl.so.7
ln -s "../../../../../../../../../..$PWD/outside" $libs/libssl.so.8
ln -s /proc/1/root$PWD/outside $libs/libssl.so.9
mkfifo $libs/libssl.so.10
mknod $libs/libssl.so.11 c 1 3
ln -s libssl.so.12 $libs/libssl.so.12
container early early
timeout 20 "$PFC" trace tls --list --json >list.json
same "its libraries are found, and say whose they are" "$(
	jq -r "select(.root_pid == $early_pid) | \"\\(.kind) \\(.path | split(\"/\") | last) \\(
		.pids | length)\"" list.json)" "OpenSSL libssl.so.3 0"
same "no way leads out of there" "$(grep -c outside list.json)" 0
tls inside --plaintext=http
container late late
ask_inside early early
ask_inside late late
has_closed inside 4
stop inside
same "the first connection in a container" "$(asked inside openssl)" "/early /late"

# --- descriptors

(ulimit -Sn 30 && exec "$PFC" trace tls --duration 1ms) >out 2>err
same "few descriptors are raised to as many as there can be" "$? $(grep -c 'too many\|Too many' err)" "0 0"
(ulimit -n 9 && exec "$PFC" trace tls --list) >out 2>err
same "if that is not enough, a list goes on" "$?" 0
says "and says so" err "raise the limit with 'ulimit -n', or LimitNOFILE= of systemd"
(ulimit -n 20 && exec "$PFC" trace tls --duration 1ms) >out 2>err
same "a trace does not" "$? $(wc -l <err)" "1 1"
says "and says why" err "cannot trace TLS: too many open files; raise the limit with 'ulimit -n'"

finish
