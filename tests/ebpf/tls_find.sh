#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# tests/ebpf/tls_find.sh - the places of TLS in real files, held against their symbols.

TLS_FIND=$TOP_BUILDDIR/tests/ebpf/tls_find
grep -q '^#define HAVE_EBPF 1' "$TOP_BUILDDIR/config.h" || {
	echo "1..0 # SKIP built without eBPF"
	exit 0
}
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 1
n=0

same()
{
	n=$((n + 1))
	if [ "$2" = "$3" ]; then
		echo "ok $n - $1"
	else
		printf 'got:  %s\nwant: %s\n' "$2" "$3" | sed 's/^/# /'
		echo "not ok $n - $1"
	fi
}

skip()
{
	n=$((n + 1))
	echo "ok $n - $1 # SKIP $2"
}

find_in()
{
	"$TLS_FIND" "$@" | sed 's/ $//'
}

# --- nothing, and no such thing

same "a program without TLS" "$(find_in /bin/ls)" "0 none 0 0 no names of secrets in it"
printf 'text\n' >text
same "a text" "$(find_in text)" "-8 none 0 0 it is no ELF file"
head -c 1000 /bin/ls >short
same "a program that is cut off" "$(find_in short)" \
	"-8 none 0 0 a segment goes beyond the end of the file"

# --- a program that carries OpenSSL, with its symbols

cat >st.c <<'C'
#include <openssl/ssl.h>
int main(void)
{
	char b[9];
	size_t n;
	SSL *s = SSL_new(SSL_CTX_new(TLS_method()));

	SSL_do_handshake(s);
	SSL_read_ex(s, b, 1, &n);
	SSL_write_ex(s, b, 1, &n);
	return SSL_read(s, b, 1) + SSL_write(s, b, 1);
}
C
symbol()
{
	nm "$1" | sed -n "s/^0*\([0-9a-f]*\) [tT] $2\$/\1/p"
}
if cc st.c -o st -Wl,-Bstatic -lssl -lcrypto -Wl,-Bdynamic -lpthread -ldl 2>/dev/null; then
	same "what all secrets go through is ssl_log_secret()" "$(find_in st)" \
		"0 OpenSSL $(symbol st ssl_log_secret) $(symbol st nss_keylog_int)"
	"$PFC" trace tls --list --no-cache --lib st >list
	same "reads and writes are looked at where both kinds pass" "$(
		sed -n 's/.*internal of SSL_\([a-z]*\) *0x\([0-9a-f]*\) fast/\1 \2/p' list |
			tr '\n' ' ')" \
		"read $(symbol st ssl_read_internal) write $(symbol st ssl_write_internal) "
	strip st -o stripped
	same "the same without symbols" "$(find_in stripped | cut -d' ' -f4-)" \
		"$(find_in st | cut -d' ' -f3-)"
else
	skip "a program that carries OpenSSL" "there is no static OpenSSL"
fi
node=$(readlink -f "$(command -v node)")
funnel=$(test -z "$node" || symbol "$node" ssl_log_secret)
if [ -n "$funnel" ]; then
	same "node" "$(find_in "$node" | cut -d' ' -f1-3)" "0 OpenSSL $funnel"
else
	skip "node" "it does not carry OpenSSL, or has no symbols"
fi

# --- libraries, in which the kernel does each first instruction by itself

for lib in $(ls /usr/lib/*/libssl.so.3 /usr/lib64/libssl.so.3 2>/dev/null); do
	"$PFC" trace tls --list --no-cache --lib "$lib" >list
	same "$lib: nothing is slow to look at" \
		"$(grep -c 'probe:.*fast' list) $(grep -c 'probe:.*slow' list)" "5 0"
	same "$lib: keys and calls" "$(grep -c '^	\(keys\|calls\): *yes$' list)" 2
	if command -v objdump >/dev/null; then
		objdump -d --no-show-raw-insn "$lib" |
			sed -n 's/^ *\([0-9a-f]*\):	.*/\1/p' | sort -u >theirs
		"$TLS_FIND" -i "$lib" | sort -u >ours
		same "$lib: all instructions are those of objdump" \
			"$(comm -23 ours theirs | wc -l) $(($(wc -l <ours) > 50000))" "0 1"
	fi
done

# --- of the command

"$PFC" trace tls --list --no-cache --lib text >out 2>err
same "a file that is none" "$? $(cat err)" "1 pfc: text: it is no ELF file"
"$PFC" trace tls --list --no-cache --lib /bin/ls >out 2>err
same "a file without TLS" "$? $(grep -c 'there is no TLS in it' err)" "1 1"
"$PFC" trace tls --list --no-cache --lib ./none >out 2>err
same "a file that is not there" "$? $(cat err)" "1 pfc: ./none: No such file or directory"
"$PFC" trace tls --list --no-cache port 443 >out 2>err
same "a filter for libraries" "$?" 2

echo "1..$n"
