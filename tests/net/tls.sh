# SPDX-License-Identifier: BSD-2-Clause
# tests/net/tls.sh - for tests of pfc trace tls: behind tests/net/lib.sh.

grep -q '^#define HAVE_EBPF 1' "$TOP_BUILDDIR/config.h" || skip_all "built without eBPF"
test -e /sys/kernel/btf/vmlinux || skip_all "this kernel does not tell its types"
test "$(uname -m)" = x86_64 || skip_all "files are analysed for x86-64 only"
need jq curl openssl nginx tshark
mount -t tmpfs none /var/cache # nothing that was found before, and nothing is left

# tls NAME ARG...: traces in the background, JSON in NAME.json; returns when it traces
tls()
{
	tls_name=$1
	shift
	rm -f "$tls_name.err"
	"$PFC" trace tls --json "$@" >"$tls_name.json" 2>"$tls_name.err" &
	eval "${tls_name}_pid=\$!"
	wait_for 10 grep -q '^pfc: tracing tls' "$tls_name.err" || {
		echo "# pfc trace tls $* does not trace:"
		note "$tls_name.err"
		return 1
	}
}

# Others on this machine may have connections, too.
own_netns=$(stat -Lc %i /proc/self/ns/net)

# ask_json NAME FILTER: what jq makes of all lines of a trace, in one line
ask_json()
{
	jq -r -s "map(select((.netns // 0) == (0, $own_netns))) | $2" "$1.json" 2>&1 | tr '\n' ' ' | sed 's/ $//'
}

# has_closed NAME COUNT: so many ends were told
has_closed()
{
	wait_for 4 sh -c "[ \$(grep -c '\"ev\":\"close\"' $1.json) -ge $2 ]"
}

# has_opened NAME COUNT: so many begins were told; the memory of what has ended cannot be read any more
has_opened()
{
	wait_for 4 sh -c "[ \$(grep -c '\"ev\":\"open\"' $1.json) -ge $2 ]"
}

# has_lines FILE COUNT: so many lines are in it
has_lines()
{
	wait_for 4 sh -c "[ \$(wc -l <$1) -ge $2 ]"
}

# sniff NAME: packets of all of lo, by tcpdump, into NAME.pcap
sniff()
{
	sniff_name=$1
	rm -f "$1.said"
	tcpdump -i lo -B 65536 -U --immediate-mode -w "$1.pcap" 2>"$1.said" &
	sniff_pid=$!
	wait_for 5 grep -q 'listening on' "$1.said"
}

# sniffed: its end, when a packet that is sent now is in the file
sniffed()
{
	curl -s http://127.0.0.1:1/
	wait_for 5 sh -c "tcpdump -nr $sniff_name.pcap port 1 2>/dev/null | grep -q ."
	kill "$sniff_pid"
	wait "$sniff_pid" 2>/dev/null
}

# web: nginx on 443, 8443 and 8444, with TLS 1.2 and 1.3, and on 8445 with HTTP/2; /big has
# 100000 bytes
web()
{
	mkdir -p www && head -c 100000 /dev/urandom | od -An -v -tx1 | tr -d ' \n' |
		head -c 100000 >www/big || return 1
	openssl req -x509 -newkey rsa:2048 -nodes -keyout web.key -out web.crt \
		-subj /CN=localhost -days 3 \
		-addext subjectAltName=DNS:localhost,IP:127.0.0.1 2>/dev/null || return 1
	cat >nginx.conf <<-END
		pid $PWD/nginx.pid;
		error_log $PWD/nginx.log;
		worker_processes 1;
		events {}
		http {
			access_log off;
			client_body_temp_path $PWD/body;
			proxy_temp_path $PWD/proxy;
			fastcgi_temp_path $PWD/fastcgi;
			uwsgi_temp_path $PWD/uwsgi;
			scgi_temp_path $PWD/scgi;
			server {
				listen 127.0.0.1:443 ssl;
				listen 127.0.0.1:8443 ssl;
				listen 127.0.0.1:8445 ssl http2;
				listen [::1]:8444 ssl;
				ssl_protocols TLSv1.2 TLSv1.3;
				ssl_certificate $PWD/web.crt;
				ssl_certificate_key $PWD/web.key;
				location /big { root $PWD/www; }
				location / { return 200 "this is \$uri\n"; }
			}
		}
	END
	nginx -c "$PWD/nginx.conf" -p "$PWD" 2>nginx.err || {
		note nginx.err
		return 1
	}
	wait_for 5 curl -sk https://127.0.0.1:8443/
}

# requests FILE [TSHARK-ARG...]: paths that tshark sees in it, and answers, sorted
requests()
{
	requests_file=$1
	shift
	# Between processors, packets of one connection may change places.
	tshark -nr "$requests_file" -o tcp.reassemble_out_of_order:TRUE -d tcp.port==8443,tls -d tcp.port==8444,tls "$@" -Y http \
		-T fields -e http.request.uri -e http.response.code 2>/dev/null |
		tr -d '\t' | sort | tr '\n' ' ' | sed 's/ $//'
}
