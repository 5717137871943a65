#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# pfc doctor: what it says is what is, and its counters are those of the kernel.
. "$TOP_SRCDIR/tests/net/lib.sh"
need setpriv
quiet_cable || skip_all "this machine has no virtual cables"

cp "$PFC" pfc
chmod 755 pfc
PFC=$NET_DIR/pfc
HOME=$NET_DIR
export HOME
unset XDG_CONFIG_HOME

"$PFC" doctor >all.out 2>all.err
same "as root: exit status" "$?" 0
same "as root: not a word on stderr" "$(cat all.err)" ""
says "as root: may capture" all.out "yes  CAP_NET_RAW: this process has it"
says "as root: packet sockets" all.out "yes  packet sockets: with rings"
says "the user" all.out "files here would belong to user 0, without any capability"

setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=-all "$PFC" doctor \
	>user.out 2>user.err
same "as an ordinary user: exit status" "$?" 1
says "as an ordinary user: may not capture" user.out "no   CAP_NET_RAW"
says "as an ordinary user: how to" user.out "-> sudo setcap cap_net_raw=ep $NET_DIR/pfc;"
says "as an ordinary user: packet sockets" user.out "no   packet sockets: not permitted"
mkdir -m 700 private
chown 65534:65534 private
(cd private && SUDO_UID=65534 SUDO_GID=65534 "$PFC" doctor) >sudo.out
says "by sudo, in the user's folder" sudo.out "belong to user 65534, who called sudo"
(cd private && "$PFC" doctor) >dac.out
says "as root, in the user's folder" dac.out "by root with CAP_DAC_OVERRIDE"

# What the kernel itself says. The JIT's switch is to be seen where this test cannot be.
"$PFC" doctor >kernel.out
says "the JIT, from elsewhere" kernel.out \
	"-    JIT of the kernel: its switch is not to be seen from this network namespace"
says "room for filters" kernel.out "room for filters: $(cat /proc/sys/net/core/optmem_max) bytes"

# --- eBPF, by what this process may do

# look_at_ebpf: where it is built in
look_at_ebpf()
{
	same "eBPF, as root: nothing is missing" "$(sed -n '/^eBPF/,/^W/p' all.out | grep -c '^  no ')" 0
	for title in libbpf capabilities 'kinds of programs' 'kinds of maps' 'programs at tc' \
		'programs at XDP' 'filters above 4096 instructions' BTF 'locked memory' lockdown others; do
		says "eBPF: $title" all.out "  $title: "
	done
	cat >few <<END
exec setpriv --inh-caps=-all --bounding-set=-all,+net_raw,+setpcap "$PFC" doctor
END
	sh few >few.out
	says "eBPF, without capabilities" few.out \
		"this process lacks CAP_BPF (programs), CAP_NET_ADMIN (tc, XDP), CAP_PERFMON (tc, XDP, tracing)"
	says "eBPF, without capabilities: how to" few.out \
		"sudo setcap cap_net_raw,cap_bpf,cap_net_admin,cap_perfmon=ep $NET_DIR/pfc"
	test "$(cat /proc/sys/kernel/unprivileged_bpf_disabled)" = 0 ||
		says "eBPF, without capabilities: long filters" few.out \
			"-    filters above 4096 instructions: run in user space"
	says "eBPF, without capabilities: cannot tell" few.out \
		"-    kinds of programs: cannot be tried without CAP_BPF"
}
if grep -q '^#define HAVE_EBPF 1' "$TOP_BUILDDIR/config.h"; then
	look_at_ebpf
else
	says "eBPF: not built" all.out "libbpf: this pfc was built without it"
fi

# --- the way of a packet

# counter PLACE NAME: of the JSON, in the order written
place()
{
	sed -n "/\"name\": \"$1\"/,/}/p" way.json | sed -n "s/.*\"$2\": \([0-9]*\).*/\1/p"
}
"$SEND" v1 -n 25
"$PFC" doctor -i v0 --json >way.json 2>way.err
same "--json: exit status, and not a word on stderr" "$? $(cat way.err)" "0 "
same "--json: packets" "$(place interface received)" \
	"$(ip -s link show v0 | awk '/RX:/ { getline; print $2 }')"
same "--json: no socket" "$(place capture sockets)" 0
start one -i v0 -w one.pcap
start two -i any -w two.pcap
"$PFC" doctor -i v0 --json >way.json
same "--json: sockets" "$(place capture sockets) $(place capture sockets_on_any)" "1 1"
stop one
stop two
"$PFC" doctor -i v0 >way.out
says "XDP: none" way.out "  XDP: no program"
says "tc: none" way.out "  tc ingress: no classes or filters"
if grep -q '^#define HAVE_EBPF 1' "$TOP_BUILDDIR/config.h" &&
	"$PFC" doctor | grep -q 'programs at tc: tcx'; then
	start tcx --tc -Q in -i v0 --count
	"$PFC" doctor -i v0 >way.out
	says "tc: a program by tcx" way.out "  tc ingress: 1 programs by tcx"
	stop tcx
fi
if command -v tc >/dev/null && tc qdisc add dev v0 clsact 2>/dev/null &&
	tc filter add dev v0 ingress matchall action drop 2>/dev/null; then
	"$SEND" v1 -n 7
	"$PFC" doctor -i v0 >way.out
	says "tc: what it drops" way.out "  tc ingress: 7 dropped; clsact is attached"
fi
same "another network namespace" "$(unshare --net "$PFC" doctor --netns "pid:$$" -i v0 |
	grep -c '^  interface and its ring')" 1
"$PFC" doctor -i none 2>none.err
same "an interface that is not there: exit status" "$?" 1
says "an interface that is not there: says so" none.err "none"
"$PFC" doctor ip 2>word.err
same "a word: exit status" "$?" 2
finish
