#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# pfc trace tls --calibrate: libraries that are not what they seem. Their code runs in a process that
# can do nothing, and what comes of it is said.
. "$TOP_SRCDIR/tests/net/lib.sh"
. "$TOP_SRCDIR/tests/net/tls.sh"
need python3
ip link set lo up
web || skip_all "nginx does not start"
command -v cc >/dev/null || skip_all "there is no compiler"
lib=$(ldconfig -p | sed -n 's/.*libssl\.so\.3 .*x86-64.*=> //p' | head -1)
test -n "$lib" || skip_all "there is no OpenSSL 3"
"$PFC" trace tls --list --lib "$lib" >list 2>err
! grep -q 'checking build\|without libseccomp' list || skip_all "$(sed -n 's/.*before: no: //p' list)"

cat >hostile.h <<'END'
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>
int SSL_read(void *s, void *b, int n) { return s && b && n; }
int SSL_write(void *s, const void *b, int n) { return s && b && n; }
int SSL_write_ex(void *s, const void *b, size_t n, size_t *d) { return s && b && n && d; }
END

# hostile NAME: a library whose constructor is the body on stdin
hostile()
{
	{
		cat hostile.h
		echo '__attribute__((constructor)) static void begin(void) {'
		cat
		echo '}'
	} >"$1.c"
	cc -O1 -w -shared -fPIC -Wl,--build-id "$1.c" -o "$1.so" || skip_all "$1 does not compile"
}

# refused NAME REASON: it is not calibrated, in a moment, and that is why
refused()
{
	timeout 60 "$PFC" trace tls --calibrate --keylog "$1.keys" --lib "$1.so" --duration 1s \
		>"$1.out" 2>"$1.err"
	same "$1: exit status" "$?" 1
	says "$1: why" "$1.err" "$2"
	same "$1: no keys" "$(cat "$1.keys" 2>/dev/null)" ""
}

# --- that crash, end, and do not end

hostile crashes <<'END'
	*(volatile int *)8 = 1;
END
refused crashes "its code crashed: Segmentation fault"
hostile aborts <<'END'
	abort();
END
refused aborts "its code crashed"
hostile ends <<'END'
	_exit(0);
END
refused ends "its code ended the process"
hostile loops <<'END'
	for (;;)
		;
END
refused loops "its code took more than 3 seconds of the processor"
# In make check-long: it is the same again.
test -z "${PFC_LONG:-}" || {
hostile ignores <<'END'
	for (int i = 1; i < 65; i++)
		signal(i, SIG_IGN);
	for (;;)
		;
END
refused ignores "its code took more than 3 seconds of the processor"
}
hostile waits <<'END'
	int never = 0;
	for (;;)
		syscall(SYS_futex, &never, 0, 0, NULL, NULL, 0);
END
refused waits "its code did not end in 10 seconds"
hostile grows <<'END'
	for (;;) {
		char *at = mmap(NULL, 1 << 24, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		if (at == MAP_FAILED)
			abort();
		*at = 1;
	}
END
refused grows "its code crashed"
hostile empty </dev/null
refused empty "it has no "

# --- that try what they must not

# What it could do is told in a file that another process of the same user could write, at an
# address that one could connect to, to a process that one could signal. None of it happens.
mkdir -m 777 drop
touch drop/there && chmod 666 drop/there
mkfifo -m 666 drop/fifo
setpriv --reuid=65534 --regid=65534 --clear-groups sleep 300 &
neighbour=$!
cat >listen.py <<'END'
import socket
s = socket.create_server(("127.0.0.1", 9300))
while True:
    c = s.accept()[0]
    print("called", flush=True)
END
python3 listen.py >heard &
listener=$!
wait_for 5 sh -c 'ss -ltn | grep -q :9300'
cat >tries <<END
	struct sockaddr_in a = { AF_INET, htons(9300), { htonl(INADDR_LOOPBACK) } };
	int s, fd, victim = $neighbour, parent = getppid();
	char secret[64] = "";
	struct iovec own = { secret, 64 }, others = { (void *)0x400000, 64 };
	s = socket(AF_INET, SOCK_STREAM, 0);
	if (s >= 0 && connect(s, (void *)&a, sizeof(a)) == 0)
		write(s, "connected", 9);
	for (int i = 0; i < 64; i++) {
		connect(i, (void *)&a, sizeof(a));
		write(i, "", 0);
	}
	fd = open("$PWD/drop/made", O_WRONLY | O_CREAT, 0666);
	write(fd, "made", 4);
	fd = open("$PWD/drop/there", O_RDWR);
	write(fd, "written", 7);
	/* and more */
	fd = open("$PWD/drop/there", O_RDONLY | O_TRUNC);
	if (open("$PWD/hostile.h", O_RDONLY) >= 0 || open("/etc/passwd", O_RDONLY) >= 0 ||
	    open("/proc/self/environ", O_RDONLY) >= 0)
		bad |= 1;
	if (mkdir("$PWD/drop/folder", 0777) == 0 || unlink("$PWD/drop/there") == 0 ||
	    rename("$PWD/drop/there", "$PWD/drop/else") == 0 ||
	    symlink("/", "$PWD/drop/link") == 0 || chmod("$PWD/drop/there", 0600) == 0 ||
	    truncate("$PWD/drop/there", 9) == 0)
		bad |= 2;
	if (kill(victim, SIGKILL) == 0 || kill(parent, SIGUSR1) == 0 || kill(-1, SIGKILL) == 0)
		bad |= 4;
	if (ptrace(PTRACE_ATTACH, victim, 0, 0) == 0 ||
	    process_vm_readv(victim, &own, 1, &others, 1, 0) > 0)
		bad |= 8;
	if (fork() >= 0)
		bad |= 16;
	if (setuid(0) == 0 || getuid() == 0 || geteuid() == 0)
		bad |= 32;
	if (getenv("HOME") || getenv("PATH"))
		bad |= 64;
	if (syscall(SYS_bpf, 0, NULL, 0) >= 0 || syscall(SYS_memfd_create, "x", 0) >= 0 ||
	    syscall(SYS_unshare, 0x10000000) == 0 || syscall(SYS_io_uring_setup, 1, NULL) >= 0 ||
	    execl("/bin/sh", "sh", "-c", "true", NULL) == 0)
		bad |= 128;
	for (int i = 0; i < 1024; i++) {
		struct stat st;
		if (fstat(i, &st) == 0 && S_ISREG(st.st_mode) && write(i, "x", 1) == 1)
			bad |= 256;
	}
END
# What it finds is told by how it ends, the only thing that it can tell beside its result.
{
	echo '	int bad = 0;'
	cat tries
	echo '	if (!bad) *(volatile int *)8 = 1;'
} | hostile tries
refused tries "its code crashed: Segmentation fault"
same "tries: nothing was made" "$(ls drop | tr '\n' ' ')" "fifo there "
same "tries: nothing was written" "$(wc -c <drop/there)" 0
kill -0 $neighbour
result $? "tries: nobody got a signal"
same "tries: nobody was called" "$(cat heard)" ""
# The same code elsewhere: what is tried does work.
{
	cat hostile.h
	echo 'int main(void) { int bad = 0;'
	sed '/and more/q' tries
	echo '	return 0; }'
} >free.c
cc -w free.c -o free && ./free
same "unconfined, files are made and written" "$(ls drop/made 2>&1) $(wc -c <drop/there 2>&1)" \
	"drop/made 7"
wait_for 5 grep -q called heard
result $? "and calls are heard"
kill $neighbour $listener

# --- that lie

# What is told has a form of its own; here is all that fits into the pipe.
hostile floods <<'END'
	char bytes[4096];
	memset(bytes, 0x41, sizeof(bytes));
	for (int i = 0; i < 64; i++)
		for (int fd = 0; fd < 64; fd++)
			write(fd, bytes, sizeof(bytes));
	_exit(0);
END
timeout 60 "$PFC" trace tls --calibrate --keylog floods.keys --lib floods.so --duration 1s >out 2>floods.err
same "floods: exit status" "$?" 1
same "floods: one line" "$(wc -l <floods.err)" 1
hostile lies <<'END'
	char bytes[4096];
	memset(bytes, 0, sizeof(bytes)); /* no error, and places that are none */
	for (int fd = 0; fd < 64; fd++)
		write(fd, bytes, sizeof(bytes));
	_exit(0);
END
refused lies "what its code tells makes no sense"
hostile curses <<'END'
	char bytes[4096];
	memset(bytes, 0x1b, sizeof(bytes));
	for (int fd = 0; fd < 64; fd++)
		write(fd, bytes, sizeof(bytes));
	_exit(0);
END
refused curses "it cannot be calibrated"
same "curses: a terminal gets nothing of it" "$(tr -d ' -~\n' <curses.err | wc -c)" 0

# --- of a process that runs: all others are followed

cat >host.c <<'END'
#include <dlfcn.h>
#include <unistd.h>
int main(void) { return dlopen("./waiting.so", RTLD_NOW) ? pause() : 1; }
END
hostile waiting <<'END'
	if (!getenv("HOME"))
		abort();
END
cc host.c -o host -ldl
HOME=$PWD ./host &
host=$!
wait_for 5 grep -q waiting.so /proc/$host/maps
mkfifo queue
openssl s_client -connect 127.0.0.1:8443 -keylogfile truth <queue >client.out 2>&1 &
client=$!
exec 3>queue
printf 'GET /before HTTP/1.1\r\nHost: x\r\n\r\n' >&3
wait_for 5 grep -q 'this is /before' client.out
tls all --calibrate --keylog all.keys
printf 'GET /after HTTP/1.1\r\nHost: x\r\n\r\nQ\n' >&3
exec 3>&-
wait $client
has_closed all 2
stop all
kill $host
same "exit status" "$status" 0
says "it is named" all.err "waiting.so: it cannot be calibrated: its code crashed"
says "others are calibrated" all.err "libssl.so.3: calibrated"
sort all.keys >sorted
same "and their keys are found" "$(grep -v '^#' truth | sort | comm -12 - sorted | wc -l)" 5

# --- what cannot be loaded at all, or keeps its secrets otherwise

reason()
{
	"$PFC" trace tls --list --json 2>/dev/null | jq -r "select(.path | test(\"$1\")) |
		.why_not_calibrated" | head -1
}

if command -v node >/dev/null; then
	"$PFC" trace tls --calibrate --keylog k --lib "$(readlink -f "$(command -v node)")" >out 2>err
	same "node: exit status" "$?" 1
	says "node: why" err "inside of a program, which cannot be loaded by itself"
fi
for name in libgnutls.so:GnuTLS libssl3.so:NSS libnspr4.so:NSS; do
	reason "${name%:*}" >why
	test -s why || continue
	says "${name%:*}" why "${name#*:} keeps its secrets"
done
boring=$(ls /usr/lib/*/android/libssl.so.0 2>/dev/null | head -1)
if [ -n "$boring" ]; then
	"$PFC" trace tls --calibrate --keylog k --lib "$boring" >out 2>err
	same "BoringSSL: exit status" "$?" 1
	says "BoringSSL: why" err "BoringSSL has no handshakes"
fi
if command -v go >/dev/null; then
	printf 'package main\nimport "crypto/tls"\nfunc main() { tls.Dial("tcp", "", nil) }\n' >x.go
	HOME=$PWD GOCACHE=$PWD/cache GOFLAGS= go build -o gone x.go 2>go.err &&
		"$PFC" trace tls --calibrate --keylog k --lib ./gone >out 2>err
	same "Go: exit status" "$?" 1
	says "Go: why" err "programs of Go have no library"
fi
# Of another machine: its number is the only thing that is changed.
cp "$lib" other.so
printf '\267' | dd of=other.so bs=1 seek=18 conv=notrunc 2>/dev/null
"$PFC" trace tls --calibrate --keylog k --lib ./other.so >out 2>err
same "another machine: exit status" "$?" 1
says "another machine: why" err "x86-64"

finish
