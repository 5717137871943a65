# 802.11: addresses, headers of all lengths, what they carry.

filter   wlan addr1 02:00:00:00:00:01
link     IEEE802_11
same-as  wlan address1 02:00:00:00:00:01
same-as  wlan[4:4] = 0x02000000 and wlan[8:2] = 1
accept   wlan-addr.pcap:1-25,27-29,32,34-35,38,44,47-49
reject   wlan-addr.pcap:26,30-31,33,36-37,39-43,45-46,50-51

filter   wlan addr1 ff:ff:ff:ff:ff:ff
link     IEEE802_11
accept   wlan-addr.pcap:30-31,33,36-37,39,46
reject   wlan-addr.pcap:1-29,32,34-35,38,40-45,47-51

filter   wlan addr2 02:00:00:00:00:02
link     IEEE802_11
same-as  link address2 host 02:00:00:00:00:02
accept   wlan-addr.pcap:1-14,18-26,28-46,49
reject   wlan-addr.pcap:15-17,27,47-48,50-51
note     of control frames CTS and ACK have no second address, whatever follows

filter   not wlan addr2 02:00:00:00:00:02
link     IEEE802_11
accept   wlan-addr.pcap:15-17,27
reject   wlan-addr.pcap:1-14,18-26,28-51
note     frames cut in front of the address are rejected

filter   wlan addr3 02:00:00:00:00:03
link     IEEE802_11
same-as  wlan address3 02:00:00:00:00:03
accept   wlan-addr.pcap:1-12,25-28,30-31,33,36,40-43,46
reject   wlan-addr.pcap:13-24,29,32,34-35,37-39,44-45,47-51

filter   wlan addr4 02:00:00:00:00:04
link     IEEE802_11
same-as  wlan address4 02:00:00:00:00:04
accept   wlan-addr.pcap:4,8,12,24,35-36
reject   wlan-addr.pcap:1-3,5-7,9-11,13-23,25-34,37-51
note     both direction bits say that there is a fourth address

filter   not wlan addr4 02:00:00:00:00:04
link     IEEE802_11
accept   wlan-addr.pcap:1,23,28,47-50
reject   wlan-addr.pcap:4,8,12,24,35-36,51

filter   wlan ra 02:00:00:00:00:01
link     IEEE802_11
accept   wlan-addr.pcap:1-8,13-25,27-29,32,34-35,44,47-49
reject   wlan-addr.pcap:9-12,26,30-31,33,36-43,45-46,50-51
note     D20: every frame but management has a receiver

filter   not wlan ra 02:00:00:00:00:01
link     IEEE802_11
accept   wlan-addr.pcap:9-12,26,39,45
reject   wlan-addr.pcap:1-8,13-25,50-51

filter   wlan ra ff:ff:ff:ff:ff:ff
link     IEEE802_11
accept   wlan-addr.pcap:30-31,33,36,39,46
reject   wlan-addr.pcap:1-29,32,34-35,37-38,40-45,47-51

filter   wlan ta 02:00:00:00:00:02
link     IEEE802_11
accept   wlan-addr.pcap:1-8,13-14,18-26,28-36,39-46,49
reject   wlan-addr.pcap:9-12,15-17,27,37-38,47-48,50-51
note     D20

filter   not wlan ta 02:00:00:00:00:02
link     IEEE802_11
accept   wlan-addr.pcap:9-12,15-17,27,37-38
reject   wlan-addr.pcap:1-8,13-14,18-26,28-36,39-51

filter   wlan src 02:00:00:00:00:02
link     IEEE802_11
same-as  link src host 02:00:00:00:00:02
accept   wlan-addr.pcap:1-2,5-6,9-12,26,30-32,37-38,40-44,49
reject   wlan-addr.pcap:3-4,7-8,13-25,27-29,33-36,39,45-48,50-51

filter   wlan src 02:00:00:00:00:03
link     IEEE802_11
accept   wlan-addr.pcap:3,7,33
reject   wlan-addr.pcap:1-2,4-6,8-32,34-51

filter   wlan src 02:00:00:00:00:04
link     IEEE802_11
accept   wlan-addr.pcap:4,8,35-36
reject   wlan-addr.pcap:1-3,5-7,9-34,37-51
note     management and control frames keep to their rule whatever their direction bits

filter   wlan dst 02:00:00:00:00:01
link     IEEE802_11
same-as  ether dst 02:00:00:00:00:01
accept   wlan-addr.pcap:1,3,5,7,9-12,27,29,34,38,47-49
reject   wlan-addr.pcap:2,4,6,8,13-26,28,30-33,35-37,39-46,50-51

filter   wlan dst 02:00:00:00:00:03
link     IEEE802_11
accept   wlan-addr.pcap:2,4,6,8,28,31,36,43
reject   wlan-addr.pcap:1,3,5,7,9-27,29-30,32-35,37-42,44-51

filter   wlan host 02:00:00:00:00:01
link     IEEE802_11
same-as  wlan src or dst 02:00:00:00:00:01
same-as  wlan src 02:00:00:00:00:01 or wlan dst 02:00:00:00:00:01
accept   wlan-addr.pcap:1,3,5,7,9-12,27,29,34,38,49
reject   wlan-addr.pcap:2,4,6,8,13-26,28,30-33,35-37,39-46,50-51

filter   wlan host 02:00:00:00:00:03
link     IEEE802_11
accept   wlan-addr.pcap:2-4,6-8,28,31,33,36,43
reject   wlan-addr.pcap:1,5,9-27,29-30,32,34-35,37-42,44-51

filter   wlan host 02:00:00:00:00:04
link     IEEE802_11
accept   wlan-addr.pcap:4,8,35-36
reject   wlan-addr.pcap:1-3,5-7,9-34,37-51

filter   not wlan src 02:00:00:00:00:02
link     IEEE802_11
accept   wlan-addr.pcap:3-4,7-8,13-25,27-29,33-36,39,45-46
reject   wlan-addr.pcap:1-2,5-6,9-12,47-48,50-51

filter   wlan host ff:ff:ff:ff:ff:ff
link     IEEE802_11
accept   wlan-addr.pcap:30,32-35,37
reject   wlan-addr.pcap:1-29,31,36,38-46,50-51

filter   broadcast
link     IEEE802_11
same-as  wlan broadcast
same-as  wlan dst ff:ff:ff:ff:ff:ff
accept   wlan-addr.pcap:30,32-33,35,37
reject   wlan-addr.pcap:1-29,31,34,36,38-51

filter   not broadcast
link     IEEE802_11
accept   wlan-addr.pcap:1-29,31,34,36,38-49
reject   wlan-addr.pcap:30,32-33,35,37,50-51

filter   multicast
link     IEEE802_11
same-as  wlan multicast
accept   wlan-addr.pcap:30,32-33,35,37,40-41,44
reject   wlan-addr.pcap:1-29,31,34,36,38-39,42-43,45-51
note     one bit, of the destination, wherever that is

filter   multicast and not broadcast
link     IEEE802_11
accept   wlan-addr.pcap:40-41,44
reject   wlan-addr.pcap:30,32-33,35,37,42-43

filter   dir nods
link     IEEE802_11
same-as  direction nods
same-as  wlan dir 0
same-as  not wlan[1] & 3 != 0
accept   wlan-addr.pcap:1,5,9,13,15-23,25-27,30,37-42,45-50
reject   wlan-addr.pcap:2-4,6-8,10-12,14,24,28-29,31-36,43-44,51

filter   dir tods
link     IEEE802_11
same-as  dir 1
same-as  wlan[1] & 3 = 1
accept   wlan-addr.pcap:2,6,10,14,31-32,43-44
reject   wlan-addr.pcap:1,3-5,7-9,11-13,15-30,33-42,45-51

filter   dir fromds
link     IEEE802_11
same-as  dir FROMDS
same-as  dir 2
accept   wlan-addr.pcap:3,7,11,29,33-34
reject   wlan-addr.pcap:1-2,4-6,8-10,12-28,30-32,35-51

filter   dir dstods
link     IEEE802_11
same-as  dir 3
accept   wlan-addr.pcap:4,8,12,24,28,35-36
reject   wlan-addr.pcap:1-3,5-7,9-11,13-23,25-27,29-34,37-51

filter   not dir nods
link     IEEE802_11
accept   wlan-addr.pcap:2-4,6-8,14,24
reject   wlan-addr.pcap:1,5,9,51

filter   dir tods or dir fromds
link     IEEE802_11
same-as  wlan[1] & 3 = 1 or wlan[1] & 3 = 2
accept   wlan-addr.pcap:2-3,6-7,10-11,14,29,31-34,43-44
reject   wlan-addr.pcap:1,4-5,8-9,12-13,51

filter   wlan addr1 02:00:00:00:00:01 and dir fromds
link     IEEE802_11
accept   wlan-addr.pcap:3,7,11,29,34
reject   wlan-addr.pcap:1-2,4-6,8-10,12-28,33

filter   type ctl and wlan ta 02:00:00:00:00:02 and not subtype rts
link     IEEE802_11
accept   wlan-addr.pcap:18-24,39
reject   wlan-addr.pcap:13-17,25,45

filter   wlan[0] = 0x08
link     IEEE802_11
same-as  link[0] = 8
same-as  byte 0 = 8
accept   wlan-addr.pcap:1-4,26-36,40-44,47-51
reject   wlan-addr.pcap:5-25,37-39,45-46

filter   wlan[10:4] = 0x02000000 and wlan[14:2] = 2
link     IEEE802_11
same-as  wlan[10:4] = 0x02000000 and ether[14:2] = 2
accept   wlan-addr.pcap:1-14,16-26,28-46,49
reject   wlan-addr.pcap:15,27,47-48,50-51
note     an accessor takes the bytes as they are: 16 and 17 have them

filter   ip
link     IEEE802_11
accept   wlan-data.pcap:1-7,44-49,52-53,62-63
reject   wlan-data.pcap:8-43,50-51,54-61,64
note     D20: behind headers of 24 to 36 bytes; any organisation of SNAP counts

filter   not ip
link     IEEE802_11
accept   wlan-data.pcap:8-43,50-51,54,57-60
reject   wlan-data.pcap:1-7,44-49,52-53,55-56,61-64
note     frames that end in front of the type are rejected

filter   ip6
link     IEEE802_11
accept   wlan-data.pcap:8-9,54
reject   wlan-data.pcap:1-7,10-53,55-64

filter   arp
link     IEEE802_11
same-as  link proto \arp
accept   wlan-data.pcap:10
reject   wlan-data.pcap:1-9,11-64

filter   rarp
link     IEEE802_11
accept   wlan-data.pcap:11
reject   wlan-data.pcap:1-10,12-64

filter   atalk
link     IEEE802_11
same-as  link proto 0x809b
accept   wlan-data.pcap:12
reject   wlan-data.pcap:1-11,13-64
note     AppleTalk has an organisation of its own: 13 has the number without it

filter   aarp
link     IEEE802_11
accept   wlan-data.pcap:14
reject   wlan-data.pcap:1-13,15-64

filter   stp
link     IEEE802_11
same-as  link proto 0x42
accept   wlan-data.pcap:15
reject   wlan-data.pcap:1-14,16-54,57-64

filter   netbeui
link     IEEE802_11
same-as  link proto 0xf0
accept   wlan-data.pcap:16,33
reject   wlan-data.pcap:1-15,17-32,34-54,57-60
note     both service access points count: 17 has f0 and f1

filter   ipx
link     IEEE802_11
accept   wlan-data.pcap:18,45
reject   wlan-data.pcap:1-17,19-44,46-54,57-60
note     not behind SNAP, as 19 has it

filter   link proto 0x8137
link     IEEE802_11
accept   wlan-data.pcap:19
reject   wlan-data.pcap:1-18,20-64

filter   iso
link     IEEE802_11
same-as  clnp or esis or isis
accept   wlan-data.pcap:20-23
reject   wlan-data.pcap:1-19,24-54,57-60

filter   clnp
link     IEEE802_11
accept   wlan-data.pcap:20
reject   wlan-data.pcap:1-19,21-60

filter   esis
link     IEEE802_11
same-as  iso proto 0x82
accept   wlan-data.pcap:21
reject   wlan-data.pcap:1-20,22-60

filter   isis
link     IEEE802_11
same-as  iso proto \isis
accept   wlan-data.pcap:22-23
reject   wlan-data.pcap:1-21,24-60

filter   l1 and iih
link     IEEE802_11
same-as  isis proto 15
accept   wlan-data.pcap:22
reject   wlan-data.pcap:1-21,23-60

filter   lsp
link     IEEE802_11
same-as  isis proto 20
same-as  l2
accept   wlan-data.pcap:23
reject   wlan-data.pcap:1-22,24-60

filter   link proto 6
link     IEEE802_11
accept   wlan-data.pcap:31
reject   wlan-data.pcap:1-30,32-60

filter   llc
link     IEEE802_11
same-as  type data
accept   wlan-data.pcap:1-57,61-64
reject   wlan-data.pcap:58-60

filter   not llc
link     IEEE802_11
accept   wlan-data.pcap:58-60
reject   wlan-data.pcap:1-57,61-64

filter   llc i
link     IEEE802_11
accept   wlan-data.pcap:33,57
reject   wlan-data.pcap:1-32,34-56,58-64

filter   llc s
link     IEEE802_11
same-as  llc rr or llc rnr or llc rej
accept   wlan-data.pcap:34-36
reject   wlan-data.pcap:1-33,37-64

filter   llc u
link     IEEE802_11
accept   wlan-data.pcap:1-32,37-54,61-63
reject   wlan-data.pcap:33-36,55-60,64

filter   llc rr
link     IEEE802_11
accept   wlan-data.pcap:34
reject   wlan-data.pcap:1-33,35-64

filter   llc rnr
link     IEEE802_11
accept   wlan-data.pcap:35
reject   wlan-data.pcap:1-34,36-64

filter   llc rej
link     IEEE802_11
accept   wlan-data.pcap:36
reject   wlan-data.pcap:1-35,37-64

filter   llc ui
link     IEEE802_11
accept   wlan-data.pcap:1-32,44-54,61-63
reject   wlan-data.pcap:33-43,55-60,64

filter   llc xid
link     IEEE802_11
accept   wlan-data.pcap:37
reject   wlan-data.pcap:1-36,38-64

filter   llc test
link     IEEE802_11
accept   wlan-data.pcap:38
reject   wlan-data.pcap:1-37,39-64

filter   llc disc
link     IEEE802_11
accept   wlan-data.pcap:39
reject   wlan-data.pcap:1-38,40-64

filter   llc ua
link     IEEE802_11
accept   wlan-data.pcap:40
reject   wlan-data.pcap:1-39,41-64

filter   llc dm
link     IEEE802_11
accept   wlan-data.pcap:41
reject   wlan-data.pcap:1-40,42-64

filter   llc sabme
link     IEEE802_11
accept   wlan-data.pcap:42
reject   wlan-data.pcap:1-41,43-64

filter   llc frmr
link     IEEE802_11
accept   wlan-data.pcap:43
reject   wlan-data.pcap:1-42,44-64

filter   type data and not llc u
link     IEEE802_11
accept   wlan-data.pcap:33-36,57
reject   wlan-data.pcap:1-32,37-56,58-64
note     55, 56 and 64 end in front of the control field

filter   udp
link     IEEE802_11
accept   wlan-data.pcap:1-8,44-45,47-49,52-54,63
reject   wlan-data.pcap:9-43,46,50-51,55-62,64

filter   not udp
link     IEEE802_11
accept   wlan-data.pcap:9-43,46,50-51,57-60
reject   wlan-data.pcap:1-8,44-45,47-49,52-56,61-64
note     62 is cut one byte in front of the protocol

filter   udp dst port 53
link     IEEE802_11
accept   wlan-data.pcap:1-8,44-45,47,49
reject   wlan-data.pcap:9-43,46,48,50-64

filter   udp src port 40000
link     IEEE802_11
accept   wlan-data.pcap:1-8,44-45,47,49,63
reject   wlan-data.pcap:9-43,46,48,50-62,64

filter   not port 53
link     IEEE802_11
accept   wlan-data.pcap:9-43,46,48,50-54,57-60
reject   wlan-data.pcap:1-8,44-45,47,49,55-56,61-64

filter   tcp port 80
link     IEEE802_11
accept   wlan-data.pcap:46
reject   wlan-data.pcap:1-45,47-64

filter   icmp6
link     IEEE802_11
same-as  icmp6[icmp6type] = icmp6-echo
accept   wlan-data.pcap:9
reject   wlan-data.pcap:1-8,10-64

filter   host 192.0.2.10
link     IEEE802_11
same-as  src 192.0.2.10 or dst 192.0.2.10
accept   wlan-data.pcap:1-7,10-11,44-49,63
reject   wlan-data.pcap:8-9,12-43,50-62,64

filter   src host 2001:db8::10
link     IEEE802_11
accept   wlan-data.pcap:8-9
reject   wlan-data.pcap:1-7,10-64

filter   dst net 2001:db8:7::/48
link     IEEE802_11
accept   wlan-data.pcap:8-9
reject   wlan-data.pcap:1-7,10-64

filter   arp host 192.0.2.1
link     IEEE802_11
accept   wlan-data.pcap:10
reject   wlan-data.pcap:1-9,11-64

filter   vlan
link     IEEE802_11
accept   wlan-data.pcap:25-30
reject   wlan-data.pcap:1-24,31-64

filter   vlan 73
link     IEEE802_11
accept   wlan-data.pcap:25-28,30
reject   wlan-data.pcap:1-24,29,31-64

filter   vlan 4095
link     IEEE802_11
accept   wlan-data.pcap:29
reject   wlan-data.pcap:1-28,30-64

filter   vlan and ip
link     IEEE802_11
accept   wlan-data.pcap:25,29-30
reject   wlan-data.pcap:1-24,26-28,31-64

filter   vlan and ip6
link     IEEE802_11
accept   wlan-data.pcap:26
reject   wlan-data.pcap:1-25,27-64

filter   vlan and arp
link     IEEE802_11
accept   wlan-data.pcap:27
reject   wlan-data.pcap:1-26,28-64

filter   vlan 73 and vlan 74 and icmp
link     IEEE802_11
accept   wlan-data.pcap:28
reject   wlan-data.pcap:1-27,29-64

filter   vlan and tcp port 80
link     IEEE802_11
accept   wlan-data.pcap:29-30
reject   wlan-data.pcap:25-28,46

filter   vlan 73 and host 192.0.2.10
link     IEEE802_11
accept   wlan-data.pcap:25,27,30
reject   wlan-data.pcap:1-24,26,28-29,31-64

filter   vlan 73 and wlan dst 02:00:00:00:00:03
link     IEEE802_11
accept   wlan-data.pcap:30
reject   wlan-data.pcap:1-29,31-64
note     addresses stay where they are

filter   pppoes
link     IEEE802_11
same-as  pppoes 0x1f2
accept   wlan-data.pcap:50
reject   wlan-data.pcap:1-49,51-64

filter   pppoes 0x1f2 and udp port 53
link     IEEE802_11
accept   wlan-data.pcap:50
reject   wlan-data.pcap:1-49,51-64
note     D11

filter   pppoed
link     IEEE802_11
accept   wlan-data.pcap:51
reject   wlan-data.pcap:1-50,52-64

filter   vxlan 5
link     IEEE802_11
accept   wlan-data.pcap:52
reject   wlan-data.pcap:1-51,53-64

filter   vxlan and icmp
link     IEEE802_11
accept   wlan-data.pcap:52
reject   wlan-data.pcap:1-51,53-64
note     D11

filter   vxlan and ether dst 02:00:5e:10:00:01
link     IEEE802_11
accept   wlan-data.pcap:52
reject   wlan-data.pcap:1-51,53-64

filter   geneve
link     IEEE802_11
accept   wlan-data.pcap:53-54
reject   wlan-data.pcap:1-52,55-64

filter   geneve and icmp
link     IEEE802_11
accept   wlan-data.pcap:53-54
reject   wlan-data.pcap:1-52,55-64
note     D11

filter   geneve and ether src 00:1b:21:3c:9d:f8
link     IEEE802_11
accept   wlan-data.pcap:53
reject   wlan-data.pcap:1-52,54-64
note     54 has no link header inside

filter   len > 60 and ip
link     IEEE802_11
same-as  ip and len > 60
accept   wlan-data.pcap:2-6,46-47,52-53
reject   wlan-data.pcap:1,7-45,48-51,54-64
note     D9

filter   len = 60 and ip
link     IEEE802_11
same-as  ip and len = 60
accept   wlan-data.pcap:1,7,44-45,48-49,62-63
reject   wlan-data.pcap:2-6,46-47,52-53,61
note     the length on the wire, so 62 and 63 have it, too

filter   len - 8 < 54 and udp dst port 53
link     IEEE802_11
same-as  udp dst port 53 and len < 62
accept   wlan-data.pcap:1,7,44-45,49
reject   wlan-data.pcap:2-6,8,47-48,63
note     D9

filter   subtype qos-data and ip
link     IEEE802_11
accept   wlan-data.pcap:2,4-6,46-47,52-53
reject   wlan-data.pcap:1,3,7-45,48-51,54-64

filter   dir tods and ip
link     IEEE802_11
accept   wlan-data.pcap:2,5,47,52-53
reject   wlan-data.pcap:1,3-4,6-7,44-46,48-49

filter   wlan[24:4] = 0xaaaa0300
link     IEEE802_11
accept   wlan-data.pcap:1,7,9-11,13-14,19,25-29,44,48-49,51,54,58-62
reject   wlan-data.pcap:2-6,8,12,15-18,20-24,30-43,45-47,50,52-53,55-57,64
note     without the length of the header, and of frames of any type

filter   wlan[1] & 0x40 != 0
link     IEEE802_11
accept   wlan-data.pcap:57
reject   wlan-data.pcap:1-56,58-64

filter   ip[9] = 17
link     IEEE802_11
accept   wlan-data.pcap:1-7,44-45,47-49,52-53,63
reject   wlan-data.pcap:8-43,46,50-51,54-62,64

filter   ip[6:2] & 0x1fff != 0
link     IEEE802_11
accept   wlan-data.pcap:48
reject   wlan-data.pcap:1-47,49-64

filter   ip[0] & 0xf = 7
link     IEEE802_11
accept   wlan-data.pcap:47
reject   wlan-data.pcap:1-46,48-64

filter   ip6[6] = 17
link     IEEE802_11
accept   wlan-data.pcap:8,54
reject   wlan-data.pcap:1-7,9-53,55-64

filter   udp[2:2] = 53
link     IEEE802_11
accept   wlan-data.pcap:1-7,44-45,47,49
reject   wlan-data.pcap:8-43,46,48,50-64

filter   not udp[2:2] = 53
link     IEEE802_11
accept   wlan-data.pcap:8-43,46,48,50-54,57-60
reject   wlan-data.pcap:1-7,44-45,47,49,55-56,61-64

filter   tcp[tcpflags] = tcp-syn
link     IEEE802_11
accept   wlan-data.pcap:46
reject   wlan-data.pcap:1-45,47-64

filter   2 & tcp[13] != 0
link     IEEE802_11
same-as  tcp[13] & 2 != 0
accept   wlan-data.pcap:46
reject   wlan-data.pcap:1-45,47-64
note     D8

filter   arp[6:2] = 1 or rarp[6:2] = 1
link     IEEE802_11
accept   wlan-data.pcap:10-11
reject   wlan-data.pcap:1-9,12-64

filter   atalk[0] = 0
link     IEEE802_11
accept   wlan-data.pcap:12
reject   wlan-data.pcap:1-11,13-64

filter   ip protochain 17
link     IEEE802_11
accept   wlan-data.pcap:1-7,44-45,47-49,52-53,63
reject   wlan-data.pcap:8-43,46,50-51,54-62,64
