#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# A pcapng file tells offloading from damage: packets that this machine sends have no
# checksum yet, and may be longer than the wire allows.
. "$TOP_SRCDIR/tests/net/lib.sh"
need tshark nc
make_cable || skip_all "this machine has no virtual cables"

mkfifo hold
there nc -l -p 7778 >tcp.out <hold &
exec 3>hold
wait_for 5 there sh -c 'grep -q ":1E62 .* 0A " /proc/net/tcp' # 7778, listening
start out -i a0 -Q out -w out.pcapng tcp dst port 7778
head -c 100000 /dev/zero | nc -N -w2 10.9.0.2 7778
stop out

# flags FILTER: values of the flags option of the packets that match
flags()
{
	tshark -nr out.pcapng -Y "$1" -T fields -e frame.packet_flags 2>/dev/null | sort -u
}
# Outgoing is 2 in bits 0 and 1; bit 9 says that the checksum is not filled in; bit 11 that
# it is a packet of several segments.
same "sent packets: outgoing, checksum not there yet" "$(flags 'tcp.flags.syn == 1')" \
	0x00000202
same "sent packets of several segments" "$(flags 'frame.len > 1514')" 0x00000a02
finish
