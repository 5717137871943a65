#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# tests/capture/judges.sh - what tcpdump, capinfos and tshark say about the files pfc writes.
#
# The inputs are from make_files.c: every form of pcap and pcapng with the same packets.

. "$TOP_SRCDIR/tests/cli/lib.sh"

have()
{
	command -v "$1" >/dev/null 2>&1
}

"$TOP_BUILDDIR/tests/capture/make_files" || fail "make_files: $?"

filters='
tcp port 443
udp
arp or ip6
greater 700
tcp port 65535
host 10.0.0.3 and not port 53
'

# each_filter: calls "$@" EXPR for every filter, and without one
each_filter()
{
	"$@" ''
	while read -r expr; do
		test -z "$expr" || "$@" "$expr"
	done <<-END
		$filters
	END
}

# equal FILE OPTION EXPR: both write the same file; the option may be empty
equal()
{
	rm -f theirs ours piped
	tcpdump -r "$1" -w theirs $2 "$3" 2>tcpdump.err
	theirs=$?
	pfc $theirs -r "$1" -w ours $2 "$3"
	same theirs ours
	"$PFC" -r - -w - $2 "$3" <"$1" 2>err | cat >piped
	same theirs piped
}

if have tcpdump; then
	for file in micro_le micro_be nano_le nano_be modified_le modified_be short_le short_be \
		old2_le old3_be fcs_le fcs_be lies_le; do
		each_filter equal $file.pcap ''
		each_filter equal $file.pcap --nano
		name "$file.pcap filtered is tcpdump's file, byte for byte"
	done

	# Large enough to be read at many places at once.
	tail -c +25 micro_le.pcap >body
	for _ in 1 2 3 4 5 6 7; do
		cat body body >twice
		mv twice body
	done
	cat micro_le.pcap body body >large.pcap
	test "$(stat -c %s large.pcap)" -gt 40000000 || fail "large.pcap is small"
	each_filter equal large.pcap ''
	name "a large file filtered is tcpdump's file, byte for byte"
	rm -f body large.pcap

	# libpcap reads pcapng in one byte order and without other link types.
	for file in le be; do
		each_filter equal $file.pcapng ''
		name "$file.pcapng as pcap is tcpdump's file, byte for byte"
	done

	pfc 0 -r cut.pcap -w ours
	err 'packet 300 at byte'
	err 'the file ends after'
	rm -f theirs # another user may own it
	tcpdump -r cut.pcap -w theirs 2>tcpdump.err
	same theirs ours
	name "of a cut file, all whole packets"

	for file in micro_le.pcap nano_be.pcap le.pcapng be.pcapng; do
		pfc 0 -r $file -w out.pcapng 'udp or arp'
		tcpdump --nano -nntr $file 'udp or arp' >want 2>tcpdump.err
		tcpdump --nano -nntr out.pcapng >got 2>tcpdump.err
		test -s want || fail "no packets"
		same want got
	done
	name "tcpdump reads the pcapng files"
else
	skip "the same files as tcpdump's" "tcpdump is not installed"
fi

if have capinfos; then
	for file in micro_le.pcap nano_be.pcap le.pcapng be.pcapng two.pcapng; do
		for as in pcap pcapng; do
			pfc 0 -r $file -w out.$as udp
			pfc 0 -r $file --count udp
			capinfos -Mc out.$as >capinfos.out 2>capinfos.err || show capinfos.err
			test -s capinfos.err && fail "capinfos of $file as $as" && show capinfos.err
			said=$(sed -n 's/^Number of packets: *//p' capinfos.out)
			test "$said packets" = "$(cat out)" || fail "$file as $as: $said, not $(cat out)"
		done
	done
	name "capinfos finds nothing wrong, and as many packets"
else
	skip "capinfos finds nothing wrong" "capinfos is not installed"
fi

if have tshark; then
	fields='-T fields -e frame.time_epoch -e frame.len -e frame.cap_len -e frame.comment
		-e frame.interface_id -e udp.srcport -e data.data'
	pfc 0 -r two.pcapng -w out.pcapng udp
	tshark -r two.pcapng -Y 'udp and ip' $fields 2>tshark.err >want
	tshark -r out.pcapng -Y 'udp and ip' $fields 2>tshark.err >got
	test -s want || fail "no packets"
	grep -q comment want || fail "no comments"
	same want got
	tshark -r out.pcapng -Y 'tcp' 2>tshark.err >got
	test -s got && fail "packets that the filter rejects"
	name "tshark sees all comments, interfaces and times in a copy of pcapng"
else
	skip "tshark sees all of a copy" "tshark is not installed"
fi

cp micro_le.pcap mine.pcap
ln mine.pcap link.pcap
for file in mine.pcap link.pcap; do
	pfc 1 -r mine.pcap -w $file udp
	err 'is the file that is being read'
	same micro_le.pcap mine.pcap
done
name "the input is not overwritten"

for form in pcap pcapng; do
	test -e /dev/full || continue
	ln -sf /dev/full full.$form
	pfc 1 -r micro_le.pcap -w full.$form
	err "full.$form: disk full: 0 of 300 packets saved"
done
name "a full device"

(
	"$PFC" -r micro_le.pcap -w - 2>err
	echo $? >status
) | head -c 10 >/dev/null
test "$(cat status)" = 0 || fail "exit status $(cat status)"
name "a reader that goes away"

# large: micro_le.pcap many times over, about 6 MB
cp micro_le.pcap large.pcap
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30; do
	tail -c +25 micro_le.pcap >>large.pcap
done

mkdir small
if test "$(id -u)" = 0 && unshare -m true 2>/dev/null &&
	unshare -m mount -t tmpfs -o size=1m tmpfs small 2>/dev/null; then
	for form in pcap pcapng; do
		cat >on_small_disk <<-END
			mount -t tmpfs -o size=1m tmpfs small || exit 99
			"$PFC" -r large.pcap -w small/out.$form
			echo \$? >status
			cp small/out.$form small.$form
		END
		unshare -m sh on_small_disk 2>err
		test "$(cat status)" = 1 || fail "$form: exit status $(cat status)"
		saved=$(sed -n "s/.*out.$form: disk full: \([0-9]*\) of [0-9]* packets saved.*/\1/p" err)
		test -n "$saved" || show err
		pfc 0 -r small.$form --count
		out "$saved packets"
		test "${saved:-0}" -gt 100 || fail "only $saved"
		if have tcpdump; then
			tcpdump -r small.$form -w /dev/null 2>tcpdump.err || fail "$form is torn"
		fi
	done
	name "a full disk leaves a whole file, and says how much of it there is"
else
	skip "a full disk leaves a whole file" "no permission to mount a tmpfs"
fi

finish
