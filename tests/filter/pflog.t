# PF's packet log: tests/data/make_af.c.

links    PFLOG

filter   ip
accept   pflog-af.pcap:3
reject   pflog-af.pcap:1-2,4-33

filter   ip6
accept   pflog-af.pcap:11,25,29,31
reject   pflog-af.pcap:1-10,12-24,26-28,30,32-33

filter   ip
link     *+savefile
accept   pflog-af.pcap:3
reject   pflog-af.pcap:1-2,4-33

filter   ip6
link     *+savefile
accept   pflog-af.pcap:11,25,29,31
reject   pflog-af.pcap:1-10,12-24,26-28,30,32-33

filter   udp port 53
accept   pflog-af.pcap:3
reject   pflog-af.pcap:1-2,4-33

filter   not ip and not ip6
accept   pflog-af.pcap:1-2,4-10,12-24,26-28,30,32-33
reject   pflog-af.pcap:3,11,25,29,31

filter   on em0
accept   pflog-words.pcap:1,13
reject   pflog-words.pcap:2-12,14-15
note     the NUL of 14 is missing

filter   on em1
accept   pflog-words.pcap:2,5
reject   pflog-words.pcap:1,3-4,6-15
note     D24

filter   on em10
accept   pflog-words.pcap:3
reject   pflog-words.pcap:1-2,4-15

filter   on em
accept   pflog-words.pcap:4
reject   pflog-words.pcap:1-3,5-15

filter   on interface123456
accept   pflog-words.pcap:6
reject   pflog-words.pcap:1-5,7-15
note     7 has no NUL there

filter   on interface12345
reject   pflog-words.pcap:1-15

filter   on vio0
accept   pflog-words.pcap:8-12
reject   pflog-words.pcap:1-7,13-15

filter   ifname vio0
accept   pflog-words.pcap:8-12
reject   pflog-words.pcap:1-7,13-15

filter   not on em1
accept   pflog-words.pcap:1,3-4,6-13
reject   pflog-words.pcap:2,5,15

filter   on em0 or on em10
accept   pflog-words.pcap:1,3,13
reject   pflog-words.pcap:2,4-12

filter   ruleset authpf
accept   pflog-words.pcap:1,6,13
reject   pflog-words.pcap:2-5,7-12,14-15
note     D24

filter   rset authpf
accept   pflog-words.pcap:1,6,13
reject   pflog-words.pcap:2-5,7-12,14-15

filter   rset authpf2
accept   pflog-words.pcap:2
reject   pflog-words.pcap:1,3-15

filter   not rset authpf
accept   pflog-words.pcap:2-5,7-12
reject   pflog-words.pcap:1,6,13-15

filter   rnr 12
accept   pflog-words.pcap:1
reject   pflog-words.pcap:2-15

filter   rulenum 13
accept   pflog-words.pcap:2
reject   pflog-words.pcap:1,3-15

filter   rnr 0x0c000000
accept   pflog-words.pcap:4
reject   pflog-words.pcap:1-3,5-15

filter   rnr 268
accept   pflog-words.pcap:5
reject   pflog-words.pcap:1-4,6-15

filter   rnr 1
accept   pflog-words.pcap:6-8
reject   pflog-words.pcap:1-5,9-15

filter   rnr 2
accept   pflog-words.pcap:9-13
reject   pflog-words.pcap:1-8,14-15

filter   not rnr 2
accept   pflog-words.pcap:1-8
reject   pflog-words.pcap:9-15

filter   srnr 3
accept   pflog-words.pcap:1
reject   pflog-words.pcap:2-15

filter   subrulenum 4
accept   pflog-words.pcap:2
reject   pflog-words.pcap:1,3-15

filter   srnr 0xffffffff
accept   pflog-words.pcap:3
reject   pflog-words.pcap:1-2,4-15

filter   srnr 259
accept   pflog-words.pcap:5
reject   pflog-words.pcap:1-4,6-15

filter   srnr 0
accept   pflog-words.pcap:6-13
reject   pflog-words.pcap:1-5,14-15

filter   action block
accept   pflog-words.pcap:1
reject   pflog-words.pcap:2-15

filter   action pass
accept   pflog-words.pcap:2-14
reject   pflog-words.pcap:1,15

filter   not action block
accept   pflog-words.pcap:2-14
reject   pflog-words.pcap:1,15

filter   reason match
accept   pflog-words.pcap:1-14
reject   pflog-words.pcap:15

filter   inbound
accept   pflog-words.pcap:1-2,6-8,10-12
reject   pflog-words.pcap:3-5,9,13-15

filter   outbound
accept   pflog-words.pcap:3
reject   pflog-words.pcap:1-2,4-15

filter   not inbound
accept   pflog-words.pcap:3-5,9
reject   pflog-words.pcap:1-2,6-8,10-15

filter   not inbound and not outbound
accept   pflog-words.pcap:4-5,9
reject   pflog-words.pcap:1-3,6-8,10-15

filter   ip
accept   pflog-words.pcap:1-2,4-15
reject   pflog-words.pcap:3

filter   ip6
accept   pflog-words.pcap:3
reject   pflog-words.pcap:1-2,4-15

filter   not ip
accept   pflog-words.pcap:3
reject   pflog-words.pcap:1-2,4-15

filter   udp port 53
accept   pflog-words.pcap:1,3,6-7,9-12
reject   pflog-words.pcap:2,4-5,8,13-15

filter   host 192.0.2.10
accept   pflog-words.pcap:1-2,4-12
reject   pflog-words.pcap:3,13-15

filter   ip[0] = 0x45
accept   pflog-words.pcap:1-2,4-12
reject   pflog-words.pcap:3,13-15

filter   tcp[13] = 2
accept   pflog-words.pcap:2
reject   pflog-words.pcap:1,3-15

filter   icmp[0] = 8
accept   pflog-words.pcap:4-5
reject   pflog-words.pcap:1-3,6-15

filter   host 2001:db8::10
accept   pflog-words.pcap:3
reject   pflog-words.pcap:1-2,4-15

filter   ip6[6] = 17
accept   pflog-words.pcap:3
reject   pflog-words.pcap:1-2,4-15

filter   link[2] = 1 and host 192.0.2.10
accept   pflog-words.pcap:1
reject   pflog-words.pcap:2-15
note     D9

filter   link[0] = 61 and ip[9] = 17
accept   pflog-words.pcap:1,6-8
reject   pflog-words.pcap:2-5,9-15

filter   link[0] = 100 and src port 40000
accept   pflog-words.pcap:12
reject   pflog-words.pcap:1-11,13-15

filter   len > 1000 and ip
accept   pflog-words.pcap:8
reject   pflog-words.pcap:1-7,9-15
note     D9

filter   ip protochain 17
accept   pflog-words.pcap:1,6-12
reject   pflog-words.pcap:2-5,13-15
note     D15

filter   greater 1000
accept   pflog-words.pcap:8
reject   pflog-words.pcap:1-7,9-15

filter   on em0 and inbound and port 53
accept   pflog-words.pcap:1
reject   pflog-words.pcap:2-15

filter   rnr 12 or rnr 13
accept   pflog-words.pcap:1-2
reject   pflog-words.pcap:3-15

filter   action block and reason match
accept   pflog-words.pcap:1
reject   pflog-words.pcap:2-15

filter   on vio0 and rnr 2 and udp port 53
accept   pflog-words.pcap:9-12
reject   pflog-words.pcap:1-8,13-15

filter   inbound and rnr 12 and udp port 53
accept   pflog-words.pcap:1
reject   pflog-words.pcap:2-15

filter   ruleset authpf and srnr 3
accept   pflog-words.pcap:1
reject   pflog-words.pcap:2-15

filter   link[4:4] = 0x656d3000
accept   pflog-words.pcap:1,13
reject   pflog-words.pcap:2-12,14-15

filter   byte 60 = 3
accept   pflog-words.pcap:5
reject   pflog-words.pcap:1-4,6-15

filter   action 1
error    takes a name, not the number

filter   action nosuch
error    unknown action 'nosuch'

filter   reason nosuch
error    unknown reason 'nosuch'

filter   on interface1234567
error    longer than 15 bytes

filter   rset interface1234567
error    longer than 15 bytes

filter   arp
never

filter   stp
never

filter   iso
never

filter   rarp
never

filter   pppoes
never

filter   decnet
never

filter   atalk
never

filter   vlan
error    has no VLAN tags

filter   mpls
error    pfc knows no MPLS

filter   llc
error    carry no LLC header

filter   ether host 1:2:3:4:5:6
error    needs link addresses

filter   ifindex 2
error    does not say on which interface

filter   reason match
accept   pflog-reason.pcap:1
reject   pflog-reason.pcap:2-18

filter   reason 0
accept   pflog-reason.pcap:1
reject   pflog-reason.pcap:2-18

filter   reason bad-offset
accept   pflog-reason.pcap:2
reject   pflog-reason.pcap:1,3-18

filter   reason 1
accept   pflog-reason.pcap:2
reject   pflog-reason.pcap:1,3-18

filter   reason fragment
accept   pflog-reason.pcap:3
reject   pflog-reason.pcap:1-2,4-18

filter   reason 2
accept   pflog-reason.pcap:3
reject   pflog-reason.pcap:1-2,4-18

filter   reason short
accept   pflog-reason.pcap:4
reject   pflog-reason.pcap:1-3,5-18

filter   reason 3
accept   pflog-reason.pcap:4
reject   pflog-reason.pcap:1-3,5-18

filter   reason normalize
accept   pflog-reason.pcap:5
reject   pflog-reason.pcap:1-4,6-18

filter   reason 4
accept   pflog-reason.pcap:5
reject   pflog-reason.pcap:1-4,6-18

filter   reason memory
accept   pflog-reason.pcap:6
reject   pflog-reason.pcap:1-5,7-18

filter   reason 5
accept   pflog-reason.pcap:6
reject   pflog-reason.pcap:1-5,7-18

filter   reason bad-timestamp
accept   pflog-reason.pcap:7
reject   pflog-reason.pcap:1-6,8-18

filter   reason 6
accept   pflog-reason.pcap:7
reject   pflog-reason.pcap:1-6,8-18

filter   reason congestion
accept   pflog-reason.pcap:8
reject   pflog-reason.pcap:1-7,9-18

filter   reason 7
accept   pflog-reason.pcap:8
reject   pflog-reason.pcap:1-7,9-18

filter   reason ip-option
accept   pflog-reason.pcap:9
reject   pflog-reason.pcap:1-8,10-18

filter   reason 8
accept   pflog-reason.pcap:9
reject   pflog-reason.pcap:1-8,10-18

filter   reason proto-cksum
accept   pflog-reason.pcap:10
reject   pflog-reason.pcap:1-9,11-18

filter   reason 9
accept   pflog-reason.pcap:10
reject   pflog-reason.pcap:1-9,11-18

filter   reason state-mismatch
accept   pflog-reason.pcap:11
reject   pflog-reason.pcap:1-10,12-18

filter   reason 10
accept   pflog-reason.pcap:11
reject   pflog-reason.pcap:1-10,12-18

filter   reason state-insert
accept   pflog-reason.pcap:12
reject   pflog-reason.pcap:1-11,13-18

filter   reason 11
accept   pflog-reason.pcap:12
reject   pflog-reason.pcap:1-11,13-18

filter   reason state-limit
accept   pflog-reason.pcap:13
reject   pflog-reason.pcap:1-12,14-18

filter   reason 12
accept   pflog-reason.pcap:13
reject   pflog-reason.pcap:1-12,14-18

filter   reason src-limit
accept   pflog-reason.pcap:14
reject   pflog-reason.pcap:1-13,15-18

filter   reason 13
accept   pflog-reason.pcap:14
reject   pflog-reason.pcap:1-13,15-18

filter   reason synproxy
accept   pflog-reason.pcap:15
reject   pflog-reason.pcap:1-14,16-18

filter   reason 14
accept   pflog-reason.pcap:15
reject   pflog-reason.pcap:1-14,16-18

filter   reason map-failed
accept   pflog-reason.pcap:16
reject   pflog-reason.pcap:1-15,17-18

filter   reason state-locked
accept   pflog-reason.pcap:16
reject   pflog-reason.pcap:1-15,17-18

filter   reason translate
accept   pflog-reason.pcap:16
reject   pflog-reason.pcap:1-15,17-18

filter   reason dummynet
accept   pflog-reason.pcap:16
reject   pflog-reason.pcap:1-15,17-18

filter   reason 15
accept   pflog-reason.pcap:16
reject   pflog-reason.pcap:1-15,17-18

filter   reason no-route
accept   pflog-reason.pcap:17
reject   pflog-reason.pcap:1-16,18

filter   reason 16
accept   pflog-reason.pcap:17
reject   pflog-reason.pcap:1-16,18

filter   reason 17
accept   pflog-reason.pcap:18
reject   pflog-reason.pcap:1-17

filter   reason BAD-Offset
accept   pflog-reason.pcap:2
reject   pflog-reason.pcap:1,3-18

filter   not reason match
accept   pflog-reason.pcap:2-18
reject   pflog-reason.pcap:1

filter   reason 2 or reason short
accept   pflog-reason.pcap:3-4
reject   pflog-reason.pcap:1-2,5-18

filter   reason 0x0a
accept   pflog-reason.pcap:11
reject   pflog-reason.pcap:1-10,12-18

filter   action pass
accept   pflog-action.pcap:1
reject   pflog-action.pcap:2-17

filter   action accept
accept   pflog-action.pcap:1
reject   pflog-action.pcap:2-17

filter   action drop
accept   pflog-action.pcap:2
reject   pflog-action.pcap:1,3-17

filter   action block
accept   pflog-action.pcap:2
reject   pflog-action.pcap:1,3-17

filter   action scrub
accept   pflog-action.pcap:3
reject   pflog-action.pcap:1-2,4-17

filter   action noscrub
accept   pflog-action.pcap:4
reject   pflog-action.pcap:1-3,5-17

filter   action nat
accept   pflog-action.pcap:5
reject   pflog-action.pcap:1-4,6-17

filter   action nonat
accept   pflog-action.pcap:6
reject   pflog-action.pcap:1-5,7-17

filter   action binat
accept   pflog-action.pcap:7
reject   pflog-action.pcap:1-6,8-17

filter   action nobinat
accept   pflog-action.pcap:8
reject   pflog-action.pcap:1-7,9-17

filter   action rdr
accept   pflog-action.pcap:9
reject   pflog-action.pcap:1-8,10-17

filter   action nordr
accept   pflog-action.pcap:10
reject   pflog-action.pcap:1-9,11-17

filter   action synproxy-drop
accept   pflog-action.pcap:11
reject   pflog-action.pcap:1-10,12-17

filter   action defer
accept   pflog-action.pcap:12
reject   pflog-action.pcap:1-11,13-17

filter   action dummynet
accept   pflog-action.pcap:12
reject   pflog-action.pcap:1-11,13-17

filter   action match
accept   pflog-action.pcap:13
reject   pflog-action.pcap:1-12,14-17

filter   action nodummynet
accept   pflog-action.pcap:13
reject   pflog-action.pcap:1-12,14-17

filter   action divert
accept   pflog-action.pcap:14
reject   pflog-action.pcap:1-13,15-17

filter   action nat64
accept   pflog-action.pcap:14
reject   pflog-action.pcap:1-13,15-17

filter   action rt
accept   pflog-action.pcap:15
reject   pflog-action.pcap:1-14,16-17

filter   action nonat64
accept   pflog-action.pcap:15
reject   pflog-action.pcap:1-14,16-17

filter   action afrt
accept   pflog-action.pcap:16
reject   pflog-action.pcap:1-15,17

filter   action Block
accept   pflog-action.pcap:2
reject   pflog-action.pcap:1,3-17

filter   not action pass
accept   pflog-action.pcap:2-17
reject   pflog-action.pcap:1

filter   action rdr or action nordr
accept   pflog-action.pcap:9-10
reject   pflog-action.pcap:1-8,11-17
