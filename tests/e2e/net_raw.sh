#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# An ordinary user with CAP_NET_RAW, and nothing else, can do everything that a capture on
# interfaces does.
. "$TOP_SRCDIR/tests/net/lib.sh"
need tcpdump capinfos setpriv
quiet_cable || skip_all "this machine has no virtual cables"

# The program where that user can run it.
cp "$PFC" pfc
chmod 755 pfc
cat >raw <<'END'
#!/bin/sh
exec setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=-all,+net_raw \
	--ambient-caps=-all,+net_raw --bounding-set=-all,+net_raw --no-new-privs "$@"
END
cat >as_user <<END
#!/bin/sh
exec "$NET_DIR/raw" "$NET_DIR/pfc" "\$@"
END
chmod 755 raw as_user
mkdir out
chown 65534:65534 out
PFC=$NET_DIR/as_user

# held NAME FILE COUNT: report and file agree, nothing was lost
held()
{
	same "$1" "$status $(counter "$1" captured) $(count_tcpdump "$2") \
$(counter "$1" 'dropped by kernel')" "0 $3 $3 0"
}

same "it has CAP_NET_RAW, and is nobody" "$(./raw sed -n 's/^CapEff:[[:space:]]*//p
	s/^Uid:[[:space:]]*\([0-9]*\).*/\1/p' /proc/self/status | xargs)" "65534 0000000000002000"
start caps -i v0 -w out/caps.pcap udp port 9
good "and gives it up" wait_for 5 grep -q '^CapPrm:[[:space:]]*0*$' "/proc/$caps_pid/status"
"$SEND" v1 -n 10
stop caps
held caps out/caps.pcap 10
same "the file is that user's" "$(stat -c '%u %a' out/caps.pcap)" "65534 600"

start flood -i v0 -Q in -w out/flood.pcap udp port 9
"$SEND" v1 -n 200000
stop flood
held flood out/flood.pcap 200000

start many -i v0 -w out/x.pcapng -C 20k -W 3 -z /bin/true --atomic udp port 9
"$SEND" v1 -n 1000 -l 200
stop many
same "rotation" "$status $(counter many captured) $(ls out/x-* | wc -l | tr -d ' ')" "0 1000 3"

ip link set lo up
start both -i v0 -i lo -Q in -P -w out/both.pcapng udp port 9
"$SEND" v1 -n 5
stop both
held both out/both.pcapng 5

mount -t tmpfs -o size=1m,uid=65534 tmpfs out
start full -i v0 -w out/full.pcap udp port 9
"$SEND" v1 -n 20000 -l 200
wait "$full_pid"
same "disk full" "$? $(counter full captured)" "1 $(count_tcpdump out/full.pcap)"

# Without it, the message says what to do.
cat >as_user <<END
#!/bin/sh
exec setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=-all \
	--bounding-set=-all "$NET_DIR/pfc" "\$@"
END
"$PFC" -i v0 -c 1 2>none.err
same "no capability: exit status" "$?" 1
says "no capability: says how to give it" none.err "sudo setcap cap_net_raw=ep $NET_DIR/pfc"
says "no capability: to a group" none.err "sudo chgrp GROUP"
says "no capability: in a container" none.err "docker run --cap-add NET_RAW"
finish
