# SunATM: circuits, signalling, LAN emulation; tests/data/make_atm.c.

links    SUNATM

filter   metac
accept   sunatm-vc.pcap:2
reject   sunatm-vc.pcap:1,3-18

filter   bcc
accept   sunatm-vc.pcap:3
reject   sunatm-vc.pcap:1-2,4-18

filter   oamf4sc
accept   sunatm-vc.pcap:4
reject   sunatm-vc.pcap:1-3,5-18

filter   oamf4ec
accept   sunatm-vc.pcap:5
reject   sunatm-vc.pcap:1-4,6-18

filter   oam
accept   sunatm-vc.pcap:4-5
reject   sunatm-vc.pcap:1-3,6-18

filter   oamf4
accept   sunatm-vc.pcap:4-5
reject   sunatm-vc.pcap:1-3,6-18

filter   sc
accept   sunatm-vc.pcap:6
reject   sunatm-vc.pcap:1-5,7-18

filter   ilmic
accept   sunatm-vc.pcap:7
reject   sunatm-vc.pcap:1-6,8-18

filter   metac or bcc
accept   sunatm-vc.pcap:2-3
reject   sunatm-vc.pcap:1,4-18

filter   not metac
accept   sunatm-vc.pcap:1,3-15,18
reject   sunatm-vc.pcap:2,16-17
note     18 has another VPI already

filter   not oam
accept   sunatm-vc.pcap:1-3,6-15,18
reject   sunatm-vc.pcap:4-5,16-17

filter   sc or ilmic or oam
accept   sunatm-vc.pcap:4-7
reject   sunatm-vc.pcap:1-3,8-18

filter   vpi 0
accept   sunatm-vc.pcap:1-7,13,15,17
reject   sunatm-vc.pcap:8-12,14,16,18

filter   vpi 1
accept   sunatm-vc.pcap:8-10,12,18
reject   sunatm-vc.pcap:1-7,11,13-17

filter   vpi 255
accept   sunatm-vc.pcap:11
reject   sunatm-vc.pcap:1-10,12-18

filter   vpi = 1
accept   sunatm-vc.pcap:8-10,12,18
reject   sunatm-vc.pcap:1-7,11,13-17

filter   vpi == 1
accept   sunatm-vc.pcap:8-10,12,18
reject   sunatm-vc.pcap:1-7,11,13-17

filter   vpi != 0
accept   sunatm-vc.pcap:8-12,14,18
reject   sunatm-vc.pcap:1-7,13,15-17

filter   vpi > 1
accept   sunatm-vc.pcap:11,14
reject   sunatm-vc.pcap:1-10,12-13,15-18

filter   vpi >= 1
accept   sunatm-vc.pcap:8-12,14,18
reject   sunatm-vc.pcap:1-7,13,15-17

filter   vpi < 2
accept   sunatm-vc.pcap:1-10,12-13,15,17-18
reject   sunatm-vc.pcap:11,14,16

filter   vpi <= 0
accept   sunatm-vc.pcap:1-7,13,15,17
reject   sunatm-vc.pcap:8-12,14,16,18

filter   vpi (1 or 2)
accept   sunatm-vc.pcap:8-10,12,14,18
reject   sunatm-vc.pcap:1-7,11,13,15-17

filter   vpi (0 or 255)
accept   sunatm-vc.pcap:1-7,11,13,15,17
reject   sunatm-vc.pcap:8-10,12,14,16,18

filter   not vpi 0
accept   sunatm-vc.pcap:8-12,14,18
reject   sunatm-vc.pcap:1-7,13,15-17

filter   vci 5
accept   sunatm-vc.pcap:6,10
reject   sunatm-vc.pcap:1-5,7-9,11-18

filter   vci 0
accept   sunatm-vc.pcap:1
reject   sunatm-vc.pcap:2-18

filter   vci 65535
accept   sunatm-vc.pcap:11
reject   sunatm-vc.pcap:1-10,12-18

filter   vci 0x105
accept   sunatm-vc.pcap:12
reject   sunatm-vc.pcap:1-11,13-18

filter   vci != 3
accept   sunatm-vc.pcap:1-3,5-8,10-15
reject   sunatm-vc.pcap:4,9,16-18

filter   vci > 5
accept   sunatm-vc.pcap:7,11-15
reject   sunatm-vc.pcap:1-6,8-10,16-18

filter   vci >= 5
accept   sunatm-vc.pcap:6-7,10-15
reject   sunatm-vc.pcap:1-5,8-9,16-18

filter   vci < 3
accept   sunatm-vc.pcap:1-3,8
reject   sunatm-vc.pcap:4-7,9-18

filter   vci <= 3
accept   sunatm-vc.pcap:1-4,8-9
reject   sunatm-vc.pcap:5-7,10-18

filter   vci (100 or 5)
accept   sunatm-vc.pcap:6,10,14
reject   sunatm-vc.pcap:1-5,7-9,11-13,15-18

filter   vci (1 or 3 or 256)
accept   sunatm-vc.pcap:2,4,8-9
reject   sunatm-vc.pcap:1,3,5-7,10-18

filter   vci > 255
accept   sunatm-vc.pcap:11-12,15
reject   sunatm-vc.pcap:1-10,13-14,16-18

filter   not vci 5
accept   sunatm-vc.pcap:1-5,7-9,11-15
reject   sunatm-vc.pcap:6,10,16-18

filter   vpi 0 and vci 3
accept   sunatm-vc.pcap:4
reject   sunatm-vc.pcap:1-3,5-18

filter   vpi 1 and vci 3
accept   sunatm-vc.pcap:9
reject   sunatm-vc.pcap:1-8,10-18

filter   vci (100 or 200) and vpi != 0
accept   sunatm-vc.pcap:14
reject   sunatm-vc.pcap:1-13,15-18

filter   vpi 1 or vci 5
accept   sunatm-vc.pcap:6,8-10,12,18
reject   sunatm-vc.pcap:1-5,7,11,13-17

filter   link[1] = 1
accept   sunatm-vc.pcap:8-10,12,18
reject   sunatm-vc.pcap:1-7,11,13-17

filter   link[2:2] = 0x105
accept   sunatm-vc.pcap:12
reject   sunatm-vc.pcap:1-11,13-18

filter   byte 3 = 5
accept   sunatm-vc.pcap:6,10,12
reject   sunatm-vc.pcap:1-5,7-9,11,13-18

filter   vpi 256
error    VPI 256 is out of range 0 to 255

filter   vci 65536
error    VCI 65536 is out of range 0 to 65535

filter   vpi (1 and 2)
error    joined by 'or'

filter   ip and lane and metac
error    only ATM (SUNATM) packets have this

filter   connectmsg
accept   sunatm-msg.pcap:1-6
reject   sunatm-msg.pcap:7-20

filter   metaconnect
accept   sunatm-msg.pcap:9-11,13-14
reject   sunatm-msg.pcap:1-8,12,15-20

filter   connectmsg or metaconnect
accept   sunatm-msg.pcap:1-6,9-11,13-14
reject   sunatm-msg.pcap:7-8,12,15-20

filter   not connectmsg
accept   sunatm-msg.pcap:7-19
reject   sunatm-msg.pcap:1-6,20

filter   not metaconnect
accept   sunatm-msg.pcap:1-8,12,15-20
reject   sunatm-msg.pcap:9-11,13-14

filter   sc
accept   sunatm-msg.pcap:1-8,20
reject   sunatm-msg.pcap:9-19

filter   metac
accept   sunatm-msg.pcap:9-16
reject   sunatm-msg.pcap:1-8,17-20

filter   sc and not connectmsg
accept   sunatm-msg.pcap:7-8
reject   sunatm-msg.pcap:1-6,9-20

filter   metac and link[9] = 0x0f
accept   sunatm-msg.pcap:12
reject   sunatm-msg.pcap:1-11,13-20

filter   bcc
accept   sunatm-msg.pcap:19
reject   sunatm-msg.pcap:1-18,20

filter   lane
accept   sunatm-lane.pcap:1-5,7-14,16
reject   sunatm-lane.pcap:6,15,17

filter   not lane
accept   sunatm-lane.pcap:6,15,17
reject   sunatm-lane.pcap:1-5,7-14,16

filter   lane and ip
accept   sunatm-lane.pcap:1,12,14
reject   sunatm-lane.pcap:2-11,13,15-17

filter   lane and ip6
accept   sunatm-lane.pcap:7
reject   sunatm-lane.pcap:1-6,8-17

filter   lane and arp
accept   sunatm-lane.pcap:2,8
reject   sunatm-lane.pcap:1,3-7,9-17

filter   lane and tcp dst port 80
accept   sunatm-lane.pcap:1,7,14
reject   sunatm-lane.pcap:2-6,8-13,15-17

filter   lane and udp port 53
reject   sunatm-lane.pcap:1-17

filter   lane and ether src 02:00:00:00:00:01
accept   sunatm-lane.pcap:7,9-11
reject   sunatm-lane.pcap:1-6,8,12-17

filter   lane and ether dst 02:00:00:00:00:01
accept   sunatm-lane.pcap:1-3,12-14
reject   sunatm-lane.pcap:4-11,15-17

filter   lane and ether host 02:00:00:00:00:02
accept   sunatm-lane.pcap:1-4,7-14
reject   sunatm-lane.pcap:5-6,15-17

filter   lane and broadcast
accept   sunatm-lane.pcap:8
reject   sunatm-lane.pcap:1-7,9-17

filter   lane and multicast
accept   sunatm-lane.pcap:4,8
reject   sunatm-lane.pcap:1-3,5-7,9-17

filter   lane and vlan 9
accept   sunatm-lane.pcap:3
reject   sunatm-lane.pcap:1-2,4-17

filter   lane and vlan 9 and udp port 53
accept   sunatm-lane.pcap:3
reject   sunatm-lane.pcap:1-2,4-17

filter   lane and vlan and not ip
reject   sunatm-lane.pcap:1-17

filter   lane and mpls 20 and icmp
accept   sunatm-lane.pcap:9
reject   sunatm-lane.pcap:1-8,10-17

filter   lane and pppoes 0x1f2 and ip
accept   sunatm-lane.pcap:10
reject   sunatm-lane.pcap:1-9,11-17

filter   lane and pppoes and udp port 53
accept   sunatm-lane.pcap:10
reject   sunatm-lane.pcap:1-9,11-17

filter   lane and iso
accept   sunatm-lane.pcap:11
reject   sunatm-lane.pcap:1-10,12-17

filter   lane and isis and lsp
accept   sunatm-lane.pcap:11
reject   sunatm-lane.pcap:1-10,12-17

filter   lane and stp
accept   sunatm-lane.pcap:4
reject   sunatm-lane.pcap:1-3,5-17

filter   lane and ipx
accept   sunatm-lane.pcap:13
reject   sunatm-lane.pcap:1-12,14-17

filter   lane and llc
accept   sunatm-lane.pcap:4,11
reject   sunatm-lane.pcap:1-3,5-10,12-17

filter   lane and llc ui
accept   sunatm-lane.pcap:4,11
reject   sunatm-lane.pcap:1-3,5-10,12-17

filter   lane and vxlan 5 and icmp
accept   sunatm-lane.pcap:12
reject   sunatm-lane.pcap:1-11,13-17

filter   lane and vxlan and ether src 00:1b:21:3c:9d:f8
accept   sunatm-lane.pcap:12
reject   sunatm-lane.pcap:1-11,13-17

filter   lane and not tcp
accept   sunatm-lane.pcap:2-5,8-13
reject   sunatm-lane.pcap:1,6-7,14-17
note     5 is LE control

filter   lane and not ip
accept   sunatm-lane.pcap:2-5,7-11,13
reject   sunatm-lane.pcap:1,6,12,14-17

filter   lane and link[12:2] = 0x0806
accept   sunatm-lane.pcap:2,8
reject   sunatm-lane.pcap:1,3-7,9-17

filter   lane and ip[9] = 6
accept   sunatm-lane.pcap:1,14
reject   sunatm-lane.pcap:2-13,15-17

filter   lane and link[0] & 1 = 1
accept   sunatm-lane.pcap:4,8
reject   sunatm-lane.pcap:1-3,5-7,9-17

filter   lane and arp[6:2] = 1
accept   sunatm-lane.pcap:2,8
reject   sunatm-lane.pcap:1,3-7,9-17

filter   lane and host 192.0.2.10
accept   sunatm-lane.pcap:1-2,8,14
reject   sunatm-lane.pcap:3-7,9-13,15-17

filter   ip
accept   sunatm-lane.pcap:6
reject   sunatm-lane.pcap:1-5,7-17

filter   llc
accept   sunatm-lane.pcap:6,17
reject   sunatm-lane.pcap:1-5,7-16

filter   llc u
accept   sunatm-lane.pcap:6,17
reject   sunatm-lane.pcap:1-5,7-16

filter   iso
accept   sunatm-lane.pcap:17
reject   sunatm-lane.pcap:1-16

filter   isis proto 20
accept   sunatm-lane.pcap:17
reject   sunatm-lane.pcap:1-16

filter   not ip
accept   sunatm-lane.pcap:1-5,7-17
reject   sunatm-lane.pcap:6

filter   link[0] & 15 = 1
accept   sunatm-lane.pcap:1-5,7-14,16
reject   sunatm-lane.pcap:6,15,17

filter   ip or (lane and ip)
accept   sunatm-lane.pcap:1,6,12,14
reject   sunatm-lane.pcap:2-5,7-11,13,15-17

filter   lane and vci 5
error    only ATM (SUNATM) packets have this

filter   lane and vpi 1
error    only ATM (SUNATM) packets have this

filter   lane and metac
error    only ATM (SUNATM) packets have this

filter   lane and connectmsg
error    only ATM (SUNATM) packets have this

filter   ether host 1:2:3:4:5:6
error    needs link addresses

filter   broadcast
error    needs link addresses

filter   vlan
error    has no VLAN tags

filter   mpls
error    pfc knows no MPLS

filter   inbound
error    does not say in which direction

links    ATM_RFC1483 ATM_CLIP FDDI RAW MTP2

filter   lane
error    only ATM (SUNATM) packets have this

filter   oam
error    only ATM (SUNATM) packets have this

filter   metac
error    only ATM (SUNATM) packets have this

filter   vpi 1
error    only ATM (SUNATM) packets have this

filter   vci 5
error    only ATM (SUNATM) packets have this

filter   connectmsg
error    only ATM (SUNATM) packets have this

links    ATM_RFC1483 ATM_CLIP

filter   link[0:4] = 0xaaaa0300
accept   *-ip.pcap:1-39

filter   link[6:2] = 0x86dd
accept   *-ip.pcap:24-38
reject   *-ip.pcap:1-23,39

filter   link[8] & 0xf0 = 0x40
accept   *-ip.pcap:1-23,39
reject   *-ip.pcap:24-38

filter   ether host 1:2:3:4:5:6
error    needs link addresses

filter   multicast
error    needs link addresses
