#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# A capture in several files: every file is whole, no packet is lost between two, names,
# limits, ends and commands are as asked for.
. "$TOP_SRCDIR/tests/net/lib.sh"
need tcpdump capinfos
quiet_cable || skip_all "this machine has no virtual cables"

# total FILE...: packets in all of them, each read to its end without complaint
total()
{
	total_sum=0
	for total_file; do
		capinfos -Mc "$total_file" >capinfos.out 2>capinfos.err || return 1
		[ ! -s capinfos.err ] || return 1
		total_sum=$((total_sum + $(sed -n \
			's/^Number of packets: *//p' capinfos.out)))
	done
	echo $total_sum
}

# none_above SIZE FILE...
none_above()
{
	none_limit=$1
	shift
	for none_file; do
		[ "$(stat -c %s "$none_file")" -le "$none_limit" ] || return 1
	done
}

# --- by size

for form in pcap pcapng; do
	mkdir "size.$form"
	start "size_$form" -i v0 -w "size.$form/x.$form" -C 100k udp port 9
	"$SEND" v1 -n 5000 -l 200
	stop "size_$form"
	same "-C, $form: exit status" "$status" 0
	same "-C, $form: nothing is lost between files" \
		"$(total size.$form/*) $(counter "size_$form" captured)" "5000 5000"
	good "-C, $form: no file is larger" none_above 102400 size.$form/*
	good "-C, $form: there are several" test "$(ls size.$form | wc -l)" -gt 9
	same "-C, $form: names" "$(ls size.$form | grep -vcE \
		'^x-[0-9]{5}_[0-9]{8}T[0-9]{6}Z\.'$form'$')" 0
	same "-C, $form: files are their owner's alone" \
		"$(stat -c %a size.$form/* | sort -u)" 600
done

mkdir ring
start ring -i v0 -w ring/x.pcap -C 20k -W 3 udp port 9
"$SEND" v1 -n 2000 -l 200
stop ring
same "-C -W: as many files as asked for" "$(ls ring | wc -l | tr -d ' ')" 3
same "-C -W: all was captured" "$(counter ring captured)" 2000
# A record is 216 bytes: 94 fit behind a header of 24, so 2000 make 22 files, and the last
# has 2000 - 21 * 94 = 26.
same "-C -W: the newest ones" "$(for f in ring/*; do total "$f"; done | xargs)" "94 94 26"
same "-C -W: by number" "$(ls ring | sed 's/_.*//' | xargs)" "x-00020 x-00021 x-00022"

mkdir keep
start keep -i v0 -w keep/x.pcap -C 20k --keep-size 100k udp port 9
"$SEND" v1 -n 2000 -l 200
stop keep
good "--keep-size holds" test "$(cat keep/* | wc -c)" -le 102400
good "--keep-size keeps what it can" test "$(ls keep | wc -l)" -ge 5

# --- ends

mkdir ends
for limit in '--max-files 2 -C 20k' '--max-size 40k -C 20k' '--max-size 40000b'; do
	rm -f ends/*
	# shellcheck disable=SC2086
	start ends -i v0 -w ends/x.pcap $limit udp port 9
	"$SEND" v1 -n 2000 -l 200
	wait "$ends_pid"
	same "$limit: exit status" "$?" 0
	# 94 packets of 216 bytes fit into 20 KiB, with 24 they are 20328; twice that and a
	# file of one packet more are 40896. (40000 - 24) / 216 = 185.07
	case $limit in *b) want=185 ;; *max-size*) want=189 ;; *) want=188 ;; esac
	same "$limit: files and counters" \
		"$(total ends/*) $(counter ends captured)" "$want $want"
done

# timed SECONDS COMMAND...: it ends well, not before that time and soon after it, as soon
# as a busy machine allows
timed()
{
	timed_want=$(($1 * 1000))
	shift
	timed_from=$(date +%s%3N)
	"$@" 2>timed.err || return 1
	timed_took=$(($(date +%s%3N) - timed_from))
	echo "took $timed_took ms"
	[ $timed_took -ge $timed_want ] && [ $timed_took -lt $((timed_want + 2000)) ]
}

mkdir quiet
good "-G 2 -W 3 ends without traffic" timed 6 \
	"$PFC" -i v0 -w quiet/x-%s.pcapng -G 2 -W 3
same "-G 2 -W 3: a valid file for each time" \
	"$(ls quiet | wc -l | tr -d ' ') $(total quiet/*)" "3 0"
mkdir empty
good "--skip-empty: ends as well" timed 2 \
	"$PFC" -i v0 -w empty/x-%s.pcapng -G 1 -W 2 --skip-empty
same "--skip-empty: no file" "$(ls empty | wc -l | tr -d ' ')" 0
good "--duration ends without traffic" timed 1 "$PFC" -i v0 -w d.pcap --duration 1s
good "--duration ends a capture that prints" timed 1 "$PFC" -i v0 --duration 1000ms

# --- by time: each packet is in the file of its time

mkdir time
start time -i v0 -w time/%s.pcap -G 1 udp port 9
"$SEND" v1 -n 300 -g 10000
stop time
same "-G 1: nothing is lost" "$(total time/*) $(counter time captured)" "300 300"
good "-G 1: there are several files" test "$(ls time | wc -l)" -ge 3
first=$(ls time | head -n 1)
first=${first%.pcap}
for f in time/*; do
	from=${f#time/}
	tcpdump -nr "$f" -tt 2>/dev/null | awk -v from="${from%.pcap}" -v first="$first" '
		# the capture began within the first second of its first file
		{ if ($1 < from - 0 || $1 >= from + 2) print FILENAME, $1 }'
done >misfiled
same "-G 1: none is in another file" "$(wc -l <misfiled | tr -d ' ')" 0

mkdir aligned
start aligned -i v0 -w aligned/%s.pcap -G 1 --align udp port 9
"$SEND" v1 -n 200 -g 10000
stop aligned
for f in aligned/*; do
	from=${f#aligned/}
	tcpdump -nr "$f" -tt 2>/dev/null | grep -v "^${from%.pcap}\." | wc -l
done | sort -u | xargs >misfiled
same "--align: a file has one second of the clock" "$(cat misfiled)" 0

# --- all together, and on a disk that is full

mkdir all
start all -i v0 -w all/%s.pcapng -C 20k -G 1 --align -W 2 --keep 5 \
	udp port 9
"$SEND" v1 -n 2000 -l 200 -g 1000
stop all
good "-C -G -W --keep: the limit holds" test "$(ls all | wc -l)" -le 5
same "-C -G -W --keep: two of each time" \
	"$(ls all | sed 's/-.*//' | uniq -c | awk '$1 > 2')" ""
good "-C -G -W --keep: the files are whole" total all/*

mkdir disk
mount -t tmpfs -o size=256k tmpfs disk
start full -i v0 -w disk/x.pcap -C 100k --keep 9 udp port 9
"$SEND" v1 -n 5000 -l 200
stop full
same "full disk, --keep: goes on" "$status $(counter full captured)" "0 5000"
says "full disk, --keep: says so" full.err "disk full: removing disk/x-00001_"
good "full disk, --keep: the files are whole" total disk/*
good "full disk, --keep: the newest stay" test "$(total disk/*)" -gt 400

# --- from a file

start src -i v0 -w src.pcap udp port 9
"$SEND" v1 -n 1000 -l 200
stop src
mkdir cut
good "-r -C" "$PFC" -r src.pcap -w cut/x.pcap -C 20k
same "-r -C: all packets" "$(total cut/*)" 1000
good "-r -C: no file is larger" none_above 20480 cut/*
mkdir cutng
good "-r -C, to pcapng" "$PFC" -r src.pcap -w cutng/x.pcapng -C 20k
same "-r -C, to pcapng: all packets" "$(total cutng/*)" 1000

# --- names of tcpdump, by tcpdump itself

for args in '-C 1' '-C 1 -W 3' '-C 1 -W 12'; do
	rm -rf ours theirs
	mkdir ours theirs
	# shellcheck disable=SC2086
	"$PFC" -r src.pcap -w ours/x.pcap --name tcpdump $args 2>/dev/null
	# shellcheck disable=SC2086
	tcpdump -Z root -r src.pcap -w theirs/x.pcap $args 2>/dev/null
	same "--name tcpdump $args" "$(ls ours)" "$(ls theirs)"
done
# Enough for several files of a million bytes.
start many -i v0 -w many.pcap udp port 9
"$SEND" v1 -n 4000 -l 1400
stop many
for args in '-C 1' '-C 1 -W 3' '-C 1 -W 12' '-C 2 -W 2'; do
	rm -rf ours theirs
	mkdir ours theirs
	# shellcheck disable=SC2086
	"$PFC" -r many.pcap -w ours/x.pcap --name tcpdump $args 2>/dev/null
	# shellcheck disable=SC2086
	tcpdump -Z root -r many.pcap -w theirs/x.pcap $args 2>/dev/null
	same "--name tcpdump $args, many files" "$(ls ours)" "$(ls theirs)"
	good "--name tcpdump $args: there are several" test "$(ls ours | wc -l)" -gt 1
done

# --- commands for files

cat >hook <<'END'
#!/bin/sh
[ ! -e running ] || echo "two at once" >>hook.log
: >running
echo "$# $1" >>hook.log
echo "$PFC_FILE $PFC_PACKETS $PFC_LOST $PFC_FIRST $PFC_LAST" >>variables.log
sleep 0.05
rm running
END
chmod 755 hook
mkdir hooked
# One argument, whatever is in the name.
start hooked -i v0 -w 'hooked/a b;c.pcap' -C 20k -z ./hook udp port 9
"$SEND" v1 -n 400 -l 200
stop hooked
same "-z: exit status" "$status" 0
same "-z: once for each file, one at a time, all before the end" \
	"$(cat hook.log)" "$(for f in hooked/*; do echo "1 $f"; done)"
rm hook.log variables.log
start onfile -i v0 -w onfile.pcap --on-file ./hook udp port 9
"$SEND" v1 -n 3
stop onfile
same "--on-file: no argument" "$(cat hook.log)" "0 "
first=$(tcpdump -nr onfile.pcap -tt --nano 2>/dev/null | sed -n '1s/ .*//p')
same "--on-file: variables" "$(awk '{ print $1, $2, $3, NF }' variables.log)" \
	"onfile.pcap 3 0 5"
same "--on-file: time of the first packet" \
	"$(awk '{ print substr($4, 1, 17) }' variables.log)" \
	"$(echo "$first" | cut -c 1-17)"
start nohook -i v0 -w nohook.pcap -z ./none udp port 9
"$SEND" v1 -n 3
stop nohook
same "-z without such a command: exit status" "$status" 1
says "-z without such a command: says so" nohook.err "cannot run ./none"
same "-z without such a command: the file is there" "$(total nohook.pcap)" 3

mkdir atomic
start atomic -i v0 -w atomic/x.pcap --atomic --print-files udp port 9
"$SEND" v1 -n 3
same "--atomic: .part until the end" "$(ls atomic)" x.pcap.part
stop atomic
same "--atomic: the name at the end" "$(ls atomic) $(total atomic/x.pcap)" "x.pcap 3"
same "--print-files" "$(cat atomic.out)" atomic/x.pcap

# --- what makes no sense

while read -r want args; do
	# shellcheck disable=SC2086
	"$PFC" -i v0 $args >bad.out 2>bad.err
	same "$args: exit status" "$?" 2
	says "$args: says why" bad.err "$want"
done <<'END'
-C -C 10
-G -G 10 -w -
several -w x -W 3
several -w x --keep 3
size -w x -C zero
time -w x -G 10y
--align -w x -C 10 --align
END
finish
