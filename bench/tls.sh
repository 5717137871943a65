#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
# bench/tls.sh - what pfc trace tls costs the connections it follows.
#
# nginx answers ab with 1 KB, connections kept: processor time of each end per request, in
# rounds where each tier has its turn, the median against that of rounds without tracing. Both
# ends use the same library, so both are looked at.
cd "$(dirname "$0")/.." || exit 1
. bench/tracing.sh
ROUNDS=${ROUNDS:-9}
REQUESTS=${REQUESTS:-20000}
TIERS=${TIERS:-none keys metadata text}

web()
{
	openssl req -x509 -newkey rsa:2048 -nodes -keyout "$work/key" -out "$work/crt" \
		-subj /CN=localhost -days 3 2>/dev/null
	mkdir "$work/www"
	chmod 755 "$work" "$work/www"
	head -c 1024 /dev/zero | tr '\0' x >"$work/www/1k"
	cat >"$work/conf" <<-END
		daemon off;
		pid $work/pid;
		error_log $work/log;
		worker_processes 1;
		events {}
		http {
			access_log off;
			keepalive_requests 100000000;
			client_body_temp_path $work/body;
			proxy_temp_path $work/proxy;
			fastcgi_temp_path $work/fastcgi;
			uwsgi_temp_path $work/uwsgi;
			scgi_temp_path $work/scgi;
			server {
				listen 127.0.0.1:8443 ssl;
				ssl_certificate $work/crt;
				ssl_certificate_key $work/key;
				root $work/www;
			}
		}
	END
	nginx -c "$work/conf" -p "$work" 2>/dev/null &
	until curl -sk https://127.0.0.1:8443/1k >"$work/out"; do sleep 0.05; done
	server=$(pgrep -P $!)
}

args_of() # TIER
{
	case $1 in
	keys) echo --keys-only --keylog "$work/keys" ;;
	metadata) echo --json ;;
	text) echo --plaintext=text --ring 65536 ;;
	esac
}

# cost TIER AB-ARG...: ns of the server, and of the client, per request
cost()
{
	local tier=$1 before server_ns client_s
	shift
	# shellcheck disable=SC2046
	[ "$tier" = none ] || trace_begin tls $(args_of "$tier")
	before=$(cpu_of "$server")
	client_s=$(TIMEFORMAT='%U %S'; { time ab -q -n "$REQUESTS" "$@" \
		https://127.0.0.1:8443/1k >"$work/ab" 2>&1; } 2>&1)
	server_ns=$(($(cpu_of "$server") - before))
	[ "$tier" = none ] || trace_end
	grep -q '^Failed requests: *0$' "$work/ab" || cat "$work/ab" >&2
	echo "$server_ns $client_s" | awk -v n="$REQUESTS" \
		'{ printf "%.0f %.0f\n", $1 / n, ($2 + $3) * 1e9 / n }'
}

median_of() # TIER COLUMN
{
	awk -v c="$2" '{ print $c }' "$work/cost.$1" | median
}

table() # NAME AB-ARG...
{
	local name=$1 tier base base_client
	shift
	rm -f "$work"/cost.*
	for ((r = 0; r < ROUNDS; r++)); do
		for tier in $TIERS; do
			cost "$tier" "$@" >>"$work/cost.$tier"
		done
	done
	base=$(median_of none 1)
	base_client=$(median_of none 2)
	echo "$name: nginx $base ns, ab $base_client ns without tracing"
	for tier in ${TIERS#none }; do
		awk -v t="$tier" -v b="$base" -v bc="$base_client" \
			-v s="$(median_of "$tier" 1)" \
			-v c="$(median_of "$tier" 2)" 'BEGIN {
			printf "  %-9s nginx %+6d ns x%.2f   ab %+6d ns x%.2f\n",
				t, s - b, s / b, c - bc, c / bc }'
	done
}

web
table "1 KB, connections kept" -k -c 4
REQUESTS=$((REQUESTS / 20)) table "a connection for each" -c 4
kill %1
