# SPDX-License-Identifier: BSD-2-Clause
# tests/cli/make.sh - small capture files, byte by byte. To be sourced.
#
# Frames are hexadecimal text; the files are little-endian, so half of the machines read
# them swapped.

bytes()
{
	printf "$(echo "$1" | sed 's/ //g; s/../\\x&/g' |
		awk '{
			n = split($0, part, "\\\\x")
			for (i = 2; i <= n; i++)
				printf "\\%03o", hex(part[i])
		}
		function hex(s, d)
		{
			d = "0123456789abcdef"
			return (index(d, substr(s, 1, 1)) - 1) * 16 + index(d, substr(s, 2, 1)) - 1
		}')"
}

# Numbers as hexadecimal text, little-endian.
le32()
{
	printf '%08x' "$1" | sed 's/\(..\)\(..\)\(..\)\(..\)/\4\3\2\1/'
}

le16()
{
	printf '%04x' "$1" | sed 's/\(..\)\(..\)/\2\1/'
}

ether='020000000002 020000000001'
arp="$ether 0806 0001 0800 06 04 0001 020000000001 0a000001 000000000000 0a000002"
ip_udp='4500 0020 0001 4000 40 11 26ca 0a000001 0a000002 03e8 0035 000c 0000 64617461'
udp="$ether 0800 $ip_udp"
tcp="$ether 0800 4500 0028 0002 4000 40 06 26cc 0a000001 0a000002 03e8 0050 00000001 00000000 50 02 ffff 0000 0000"

# pcap_file LINKTYPE FRAME... >FILE: one packet a second
pcap_file()
{
	hex="d4c3b2a1 0200 0400 00000000 00000000 00000400 $(le32 "$1")"
	shift
	second=1700000000
	for frame; do
		frame=$(echo "$frame" | sed 's/ //g')
		len=$((${#frame} / 2))
		hex="$hex $(le32 $second) 01000000 $(le32 $len) $(le32 $len) $frame"
		second=$((second + 1))
	done
	bytes "$hex"
}

# pcapng_block TYPE BODY
pcapng_block()
{
	body=$(echo "$2" | sed 's/ //g')
	while test $((${#body} % 8)) != 0; do
		body=${body}00
	done
	total=$(le32 $((${#body} / 2 + 12)))
	printf '%s %s %s %s ' "$(le32 "$1")" "$total" "$body" "$total"
}

# pcapng_packet INTERFACE FRAME
pcapng_packet()
{
	frame=$(echo "$2" | sed 's/ //g')
	len=$(le32 $((${#frame} / 2)))
	pcapng_block 6 "$(le32 "$1") 00000000 01000000 $len $len $frame"
}

# mixed_file >FILE: pcapng, an Ethernet and a raw IP interface, three packets
mixed_file()
{
	bytes "$(
		pcapng_block 168627466 '4d3c2b1a 0100 0000 ffffffffffffffff'
		pcapng_block 1 "$(le16 1) 0000 00000400"
		pcapng_block 1 "$(le16 101) 0000 00000400"
		pcapng_packet 0 "$udp"
		pcapng_packet 1 "$ip_udp"
		pcapng_packet 0 "$arp"
	)"
}
