#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# pfc trace tls: files that were deleted, that come later, that containers have; and sockets that
# nobody can know.
. "$TOP_SRCDIR/tests/net/lib.sh"
. "$TOP_SRCDIR/tests/net/tls.sh"
need python3
ip link set lo up
web || skip_all "nginx does not start"
libs=$(dirname "$(ldconfig -p | sed -n 's/.*libssl\.so\.3 .*x86-64.*=> //p' | head -1)")
test -e "$libs/libssl.so.3" || skip_all "there is no OpenSSL 3"

# own_copy NAME: a folder with a libssl that no other process has
own_copy()
{
	mkdir "$1"
	cp -L "$libs/libssl.so.3" "$1/"
}

# slow_client FOLDER PATH COMMAND...: a request that comes when the command has come to its end
slow_client()
{
	slow_folder=$1
	slow_path=$2
	shift 2
	{
		"$@"
		printf 'GET /%s HTTP/1.0\r\n\r\n' "$slow_path"
	} | LD_LIBRARY_PATH=$slow_folder \
		openssl s_client -quiet -connect 127.0.0.1:8443 >"$slow_path.out" 2>&1
}

written()
{
	ask_json "$1" "[.[] | select(.ev == \"data\" and .dir == \"written\" and
		.comm == \"openssl\" and (.text | test(\"/$2 \"))) | .method // \"-\"] | length"
}

# --- deleted

own_copy gone
slow_client gone deleted wait_for 10 grep -q '^pfc: tracing tls' deleted.err &
client=$!
wait_for 5 grep -q verify deleted.out # said in the handshake
rm gone/libssl.so.3
"$PFC" trace tls --list --json >list
same "a deleted library is listed, with who has it" "$(
	jq -r 'select(.deleted and (.path | test("gone/libssl"))) | .pids | length' list)" 1
tls deleted --plaintext=text
wait $client
has_closed deleted 2
stop deleted
same "and followed" "$(written deleted deleted)" 1

# --- later

tls later --plaintext=text
clients=
for i in 1 2; do
	own_copy new$i
	slow_client new$i later$i sleep 0.4 &
	clients="$clients $!"
done
# shellcheck disable=SC2086
wait $clients
has_closed later 4
stop later
same "libraries that come later are found when they are mapped" \
	"$(written later later1)$(written later later2)" 11

# --- written anew where it lies

# Where the first one has its functions, the second counts, and comes to another number when any
# byte of that is another.
cat >first.c <<'END'
#include <stdio.h>
__attribute__((noinline)) int SSL_read(void *s, char *b, int n) { return n + !s; }
__attribute__((noinline)) int SSL_write(void *s, char *b, int n) { return n + !b; }
__attribute__((noinline)) int SSL_do_handshake(void *s) { return !!s; }
int main(void)
{
	char b[8];
	int n = 0;

	for (int i = 0; i < 1000; i++)
		n += SSL_do_handshake(b) + SSL_read(b, b, 1) + SSL_write(b, b, 1);
	return n != 3000;
}
END
{
	cat <<'END'
__attribute__((noinline)) int count(void)
{
	int n;

	__asm__ volatile("xor %%eax, %%eax\n.rept 1000\ninc %%eax\n.endr" : "=a"(n));
	return n;
}
END
	sed 's/int n = 0;/int n = count() - 1000;/' first.c
} >second.c
if cc -O1 -rdynamic first.c -o first 2>cc.err && cc -O1 -rdynamic second.c -o second 2>cc.err; then
	cp first app
	tls anew --lib ./app
	tls any # this one, too, has it looked at, once it runs
	./app
	has_closed any 1
	cat second >app
	sleep 1 # it takes its time to be let go of
	for i in 1 2 3 4 5; do
		./app
		echo $?
	done >out
	same "a program that is written anew where it lies runs as it should" "$(sort -u out)" 0
	has_closed any 6
	# The name is looked at once a second.
	wait_for 5 sh -c './app; [ $(grep -c "\"ev\":\"close\"" anew.json) -ge 2 ]'
	result $? "and is followed again, by its name"
	rm app
	cp first app
	wait_for 5 sh -c './app; [ $(grep -c "\"ev\":\"close\"" anew.json) -ge 5 ]'
	result $? "as is one that comes in its place"
	stop anew
	stop any
fi

# --- of containers

mkdir over
if mount -t tmpfs none over && mkdir over/up over/work over/root &&
	mount -t overlay -o lowerdir=/,upperdir=over/up,workdir=over/work none over/root 2>/dev/null; then
	mount --rbind /dev over/root/dev
	tls box --plaintext=text
	{ sleep 0.4; printf 'GET /shared HTTP/1.0\r\n\r\n'; } |
		chroot over/root openssl s_client -quiet -connect 127.0.0.1:8443 >out 2>&1
	touch "over/root$(readlink -f "$libs/libssl.so.3")"
	{ sleep 0.4; printf 'GET /copied HTTP/1.0\r\n\r\n'; } |
		chroot over/root openssl s_client -quiet -connect 127.0.0.1:8443 >out 2>&1
	has_closed box 4
	stop box
	same "a library that is shared with a container" "$(written box shared)" 1
	same "one that the container has a copy of" "$(written box copied)" 1
	umount -R over/root
fi

# --- a thread for sockets, another for TLS

cat >split.py <<'END'
import queue, socket, ssl, threading
def one():
    s = socket.create_connection(("127.0.0.1", 8443))
    came, goes = queue.Queue(), queue.Queue()
    def send():
        while (data := goes.get()) is not None:
            s.sendall(data)
    def receive():
        while data := s.recv(65536):
            came.put(data)
        came.put(b"")
    threads = [threading.Thread(target=send), threading.Thread(target=receive)]
    for t in threads:
        t.start()
    i, o = ssl.MemoryBIO(), ssl.MemoryBIO()
    c = ssl._create_unverified_context().wrap_bio(i, o)
    def step(fn, *args):
        while True:
            try:
                return fn(*args)
            except ssl.SSLWantReadError:
                goes.put(o.read())
                data = came.get()
                if not data:
                    return b""
                i.write(data)
    step(c.do_handshake)
    c.write(b"GET /%d HTTP/1.0\r\n\r\n" % s.getsockname()[1])
    goes.put(o.read())
    step(c.read, 65536)
    goes.put(None)
    for t in threads:
        t.join()
    s.close()
for n in range(20):
    one()
END
# methods NAME: how the sockets of python's connections are known, and how many tell another port
methods()
{
	ask_json "$1" '([.[] | select(.ev == "close" and (.comm | test("python"))) | .method] |
		group_by(.) | map("\(.[0]) \(length)") | join(", ")) + "; " +
		([.[] | select(.ev == "http" and (.comm | test("python")) and .lport > 0 and
			.path != "/\(.lport)")] | length | tostring)'
}

# All of them look at the same connections.
ip link add v0 type veth peer name v1
ip link set v0 up
tls blind --plaintext=http -i v0
tls split --plaintext=http 'port 8443'
tls other --plaintext=http 'port 9'
tls keys --comm python3 --keys-only --keylog split.keys -w split.pcapng 'port 8443'
python3 split.py
has_closed blind 40
has_closed split 40
has_lines split.keys 100
for name in blind split other keys; do
	stop $name
done
same "sockets of another thread are unknown, and not guessed" "$(methods blind)" "unknown 20; 0"
same "with hellos on the wire they are known, each its own" "$(methods split)" "wire 20; 0"
same "both have what was asked" "$(ask_json split '[.[] | select(.ev == "http" and
	.status == 200)] | length')" 40
same "and selected by it" "$(grep -c '"ev":"\(open\|close\|http\)"' other.json)" 0
same "their keys are, too" "$(requests split.pcapng | tr ' ' '\n' | grep -c /)" 20
same "those of the other end are known" "$(
	ask_json split '[.[] | select(.ev == "close" and .comm == "nginx") | .method] | unique |
		join(" ")')" call

# --- a program that may do nothing but read, write and exit

cat >strict.c <<'END'
#include <linux/seccomp.h>
#include <openssl/ssl.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(void)
{
	SSL *s = SSL_new(SSL_CTX_new(TLS_method()));
	char b[8];

	for (int i = 0; i < 100; i++) /* what memory it takes, it has then */
		SSL_read(s, b, sizeof(b));
	if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT) != 0)
		return 2;
	for (int i = 0; i < 1000; i++)
		SSL_read(s, b, sizeof(b));
	write(1, "survived\n", 9);
	syscall(SYS_exit, 0);
}
END
if cc strict.c -o strict -lssl -lcrypto 2>/dev/null; then
	tls strict
	same "a program in strict seccomp mode survives" "$(./strict)" survived
	has_closed strict 1
	stop strict
	same "and was looked at" "$(ask_json strict '[.[] | select(.ev == "close" and
		.comm == "strict")] | length')" 1
else
	echo "# no compiler, or no headers of OpenSSL: seccomp is not tried"
fi

finish
