#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# What a capture may still do once it runs, whose its files are, and who runs commands.
. "$TOP_SRCDIR/tests/net/lib.sh"
need tcpdump capinfos setpriv
quiet_cable || skip_all "this machine has no virtual cables"

# The program where everybody can run it. A checking build keeps system calls and files.
cp "$PFC" pfc
chmod 755 pfc
PFC=$NET_DIR/pfc
confined="1 2"
case $TEST_CFLAGS in *-*) confined="0 0" ;; esac
nobody=65534:65534

# of PID FIELD: from what the kernel says of a process
of()
{
	sed -n "s/^$2:[[:space:]]*//p" "/proc/$1/status"
}

# rights PID: no_new_privs and the kind of seccomp
rights()
{
	echo "$(of "$1" NoNewPrivs) $(of "$1" Seccomp)"
}

entered()
{
	[ "$(rights "$1")" = "$confined" ] && [ "$(of "$1" CapPrm)" = "${2:-0000000000000000}" ]
}

# owned NAME DIR OWNER: all files there are whole, and that user's alone
owned()
{
	same "$1: owner and mode" "$(stat -c '%u:%g %a' "$2"/* | sort -u)" "$3 600"
	capinfos -Mc "$2"/* >capinfos.out 2>&1 || note capinfos.out
	same "$1: nothing is lost" "$(awk '/^Number of packets:/ { n += $NF } END { print n }' \
		capinfos.out) $(counter all captured) $status" "600 600 0"
	good "$1: twenty files and more" test "$(ls "$2" | wc -l)" -ge 20
}

# rotated NAME DIR OWNER ARG...: by time, by size, and both with a limit
rotated()
{
	rotated_name=$1 rotated_dir=$2 rotated_owner=$3
	shift 3
	for rotated_how in '-C 6k' '-G 30ms -W 1000' '-C 6k -G 200ms -W 1000'; do
		rm -f "$rotated_dir"/*
		# shellcheck disable=SC2086
		start all -i v0 -w "$rotated_dir/x.pcap" $rotated_how "$@" udp port 9 ||
			return
		"$SEND" v1 -n 600 -l 200 -g 1200
		stop all
		owned "$rotated_name, $rotated_how" "$rotated_dir" "$rotated_owner"
	done
}

# --- rights of a capture

start plain -i v0 -w plain.pcap udp port 9
good "started by root: confined, no capability" wait_for 5 entered "$plain_pid"
same "none that could be gained either" \
	"$(of "$plain_pid" CapBnd) $(of "$plain_pid" CapInh) $(of "$plain_pid" CapAmb)" \
	"0000000000000000 0000000000000000 0000000000000000"
"$SEND" v1 -n 5
stop plain
same "and all is captured" "$status $(counter plain captured)" "0 5"

start prints -i v0 -v -tttt udp port 9
good "printing: confined" wait_for 5 entered "$prints_pid"
"$SEND" v1 -n 5
stop prints
same "printing: all is printed" "$status $(grep -c '^20' prints.out)" "0 5"
case $confined in
1*) same "-v has nothing to tell" "$(grep -c '^pfc: note: ' prints.err)" 0 ;;
*) says "-v tells" prints.err "not confined: this is a checking build" ;;
esac

start open -i v0 -w open.pcap --no-sandbox udp port 9
good "--no-sandbox" wait_for 5 sh -c "grep -q '^CapPrm:.*0000000000000000' \
	/proc/$open_pid/status && grep -q '^Seccomp:.*0' /proc/$open_pid/status"
stop open

# The second file would be one outside, by a link that lay in the folder before.
mkdir in out
ln -s "$NET_DIR/out/x.pcap1" in/x.pcap1
start outside -i v0 -w in/x.pcap --name tcpdump -C 20k udp port 9
"$SEND" v1 -n 200 -l 200
case $confined in
1*)
	wait "$outside_pid"
	same "a file outside of the folder: exit status" "$?" 1
	says "a file outside of the folder: why" outside.err "in/x.pcap1: Permission denied"
	same "a file outside of the folder: there is none" "$(ls out)" ""
	;;
*) stop outside ;;
esac
start allowed -i v0 -w in/x.pcap --name tcpdump -C 20k --no-sandbox udp port 9
"$SEND" v1 -n 200 -l 200
stop allowed
same "--no-sandbox: follows the link" "$status $(ls out)" "0 x.pcap1"

# The time zone comes from a file that is out of reach then.
cp /usr/share/zoneinfo/Asia/Tokyo zone 2>/dev/null && touch empty &&
	mount --bind zone "$(readlink -f /etc/localtime)"
unset TZ
mkdir zoned
start zoned -i v0 -w zoned/%H.pcap -G 1 --name tcpdump udp port 9
wait_for 5 entered "$zoned_pid"
"$SEND" v1 -n 30 -g 100000
stop zoned
same "the time zone stays" "$(ls zoned | sed 's/\.pcap.*//' | sort -u | head -n 1)" \
	"$(date -r zoned/"$(ls zoned | head -n 1)" +%H)"

# --- whose files they are

mkdir -m 755 roots users
chown $nobody users
rotated "root, in a folder of root" roots 0:0
SUDO_UID=65534 SUDO_GID=65534
export SUDO_UID SUDO_GID
rotated "by sudo, in the user's folder" users $nobody
mkdir -m 755 sudo_roots
start sudo -i v0 -w sudo_roots/x.pcap udp port 9
stop sudo
same "by sudo, in a folder of root" "$(stat -c '%u %a' sudo_roots/x.pcap)" "0 600"
start null -i v0 -w /dev/null udp port 9
good "by sudo: to a device" wait_for 5 entered "$null_pid"
same "by sudo: as the user" "$(of "$null_pid" Uid | cut -f1)" 65534
stop null
unset SUDO_UID SUDO_GID

# Root without any capability has no rights in the folder of another.
rm -f users/*
chmod 700 users
start dac -i v0 -w users/x.pcap -C 20k udp port 9
good "root, in a folder of another: CAP_DAC_OVERRIDE alone" \
	wait_for 5 entered "$dac_pid" 0000000000000002
"$SEND" v1 -n 200 -l 200
stop dac
same "root, in a folder of another: files" \
	"$status $(stat -c '%u %a' users/* | uniq -c | xargs)" "0 3 0 600"
rm -f users/*
chmod 755 users

rotated "-Z nobody" users $nobody -Z nobody
start number -i v0 -w users/n.pcap -Z 65534:7 udp port 9
good "-Z with numbers" wait_for 5 entered "$number_pid"
same "-Z with numbers: user, group, groups" "$(of "$number_pid" Uid | cut -f4) \
$(of "$number_pid" Gid | cut -f4) $(of "$number_pid" Groups | xargs)" "65534 7 7"
stop number
same "-Z with numbers: the file" "$(stat -c '%u:%g' users/n.pcap)" 65534:7

while read -r args; do
	read -r want
	# shellcheck disable=SC2086
	"$PFC" -i v0 -c 1 $args >bad.out 2>bad.err
	same "$args: exit status" "$?" 1
	says "$args: says why" bad.err "$want"
done <<'END'
-Z none-such
there is no user 'none-such'
-Z nobody:none-such
there is no group 'none-such'
-Z 12345
write 12345:GROUP
-Z nobody -w roots/z.pcap
-Z nobody: that user cannot write roots/z.pcap
END
setpriv --bounding-set=-all,+net_raw --inh-caps=-all "$PFC" -i v0 -Z nobody 2>bad.err
says "-Z, of root in a container" bad.err "takes CAP_SETUID and CAP_SETGID"
setpriv --reuid=1 --regid=1 --clear-groups "$PFC" -i v0 -Z nobody 2>bad.err
says "-Z, of an ordinary user" bad.err "only root can become another user"

# --- commands for files have the rights of the user, and no sandbox around them

cat >command <<'END'
#!/bin/sh
sed -n 's/^\(Uid\|NoNewPrivs\|Seccomp\):[[:space:]]*\([0-9]*\).*/\2/p' /proc/$$/status |
	xargs >>"$1.log"
END
chmod 755 command
for who in root nobody; do
	rm -f users/* 
	start hook -i v0 -Z $who -w users/x.pcap -C 20k -z "$NET_DIR/command" udp port 9
	"$SEND" v1 -n 150 -l 200
	stop hook
	same "-z, $who: exit status" "$status" 0
	same "-z, $who: rights of the command" "$(cat users/*.log | sort | uniq -c | xargs)" \
		"2 $(id -u $who) 0 0"
done
start killed -i v0 -w killed.pcap -z /bin/sleep udp port 9
pkill -KILL -P "$killed_pid"
stop killed
same "-z, whose process is gone: exit status" "$status" 1
says "-z, whose process is gone: says so" killed.err "the process that runs it is gone"

# --- reading files

start many -i v0 -w many.pcapng udp port 9
"$SEND" v1 -n 600
stop many
mkfifo pipe
"$PFC" -r pipe -w read.pcapng 'udp port 9 and ip' 2>read.err &
read_pid=$!
exec 3>pipe
head -c 20000 many.pcapng >&3
good "-r: confined" wait_for 5 entered "$read_pid"
tail -c +20001 many.pcapng >&3
exec 3>&-
wait "$read_pid"
same "-r: all is read" "$? $(count_tcpdump read.pcapng)" "0 600"
# A name that would have to be asked for again, were there another link type.
echo 127.0.0.9 some-name >hosts
mount --bind hosts /etc/hosts
"$PFC" -r many.pcapng -v --count 'udp and not host some-name' >names.out 2>names.err
same "-r: names" "$? $(cat names.out)" "0 600 packets"
says "-r: what is left open for them" names.err "filter has names"

# --- compiling: a set that comes through a pipe lets us look at it

mkfifo set
exec 4<>set
"$PFC" -d 'src host in @set' >set.out 2>set.err 4>&- &
set_pid=$!
good "-d: no rights but to read" wait_for 5 sh -c "
	grep -q '^CapPrm:[[:space:]]*0*2$' /proc/$set_pid/status &&
	grep -q '^NoNewPrivs:[[:space:]]*${confined% *}$' /proc/$set_pid/status"
echo 192.0.2.1 >&4
exec 4>&-
wait "$set_pid"
same "-d: exit status" "$?" 0
says "-d: the set was read" set.out "0xc0000201"

# --- a setuid program would be root for everybody

chmod u+s pfc
setpriv --reuid=1 --regid=1 --clear-groups "$PFC" -d ip >setuid.out 2>setuid.err
same "setuid: exit status" "$?" 1
says "setuid: what to do" setuid.err "setcap cap_net_raw=ep"
finish
