# Cooked captures, second form: the protocol at the start of 20 bytes, and an interface.

filter   ip
link     LINUX_SLL2
accept   sll2-data.pcap:1,5,7-8,10,41-42,44-46,55-57,63-64,58-60
reject   sll2-data.pcap:2-4,6,9,11-40,43,47-54,61-62

filter   not ip
link     LINUX_SLL2
accept   sll2-data.pcap:2-4,6,9,11-40,43,47-54,61-62
reject   sll2-data.pcap:1,5,7-8,10,41-42,44-46,55-60,63-64

filter   ip6
link     LINUX_SLL2
accept   sll2-data.pcap:2,6,9,43
reject   sll2-data.pcap:1,3-5,7-8,10-42,44-64

filter   arp
link     LINUX_SLL2
accept   sll2-data.pcap:3
reject   sll2-data.pcap:1-2,4-64

filter   rarp
link     LINUX_SLL2
accept   sll2-data.pcap:4
reject   sll2-data.pcap:1-3,5-64

filter   tcp
link     LINUX_SLL2
accept   sll2-data.pcap:5-7
reject   sll2-data.pcap:1-4,8-64

filter   udp
link     LINUX_SLL2
accept   sll2-data.pcap:1-2,10,41-46,57,63
reject   sll2-data.pcap:3-9,11-40,47-56,58-62,64

filter   not udp
link     LINUX_SLL2
accept   sll2-data.pcap:3-9,11-40,47-54,61-62,64
reject   sll2-data.pcap:1-2,10,41-46,55-60,63
note     55 and 56 end in front of the protocol

filter   icmp
link     LINUX_SLL2
accept   sll2-data.pcap:8,64
reject   sll2-data.pcap:1-7,9-63

filter   icmp6
link     LINUX_SLL2
same-as  icmp6[icmp6type] = icmp6-echo
accept   sll2-data.pcap:9
reject   sll2-data.pcap:1-8,10-64

filter   port 53
link     LINUX_SLL2
accept   sll2-data.pcap:1-2,10,44,46,63
reject   sll2-data.pcap:3-9,11-43,45,47-62,64

filter   udp src port 40000
link     LINUX_SLL2
accept   sll2-data.pcap:1-2,10,44,46,57,63
reject   sll2-data.pcap:3-9,11-43,45,47-56,58-62,64

filter   not port 53
link     LINUX_SLL2
accept   sll2-data.pcap:3-9,11-43,45,47-54,61-62,64
reject   sll2-data.pcap:1-2,10,44,46,55-60,63

filter   tcp dst port 80
link     LINUX_SLL2
accept   sll2-data.pcap:5-6
reject   sll2-data.pcap:1-4,7-64

filter   tcp src port 80
link     LINUX_SLL2
accept   sll2-data.pcap:7
reject   sll2-data.pcap:1-6,8-64

filter   portrange 50-60
link     LINUX_SLL2
accept   sll2-data.pcap:1-2,10,44,46,63
reject   sll2-data.pcap:3-9,11-43,45,47-62,64

filter   host 192.0.2.10
link     LINUX_SLL2
accept   sll2-data.pcap:1,3-5,7-8,10,44-46,57,63-64
reject   sll2-data.pcap:2,6,9,11-43,47-56,58-62

filter   src host 192.0.2.10
link     LINUX_SLL2
accept   sll2-data.pcap:1,3-5,8,10,44-46,57,63-64
reject   sll2-data.pcap:2,6-7,9,11-43,47-56,58-62

filter   dst 192.0.2.10
link     LINUX_SLL2
accept   sll2-data.pcap:7
reject   sll2-data.pcap:1-6,8-64

filter   net 198.51.100.0/24
link     LINUX_SLL2
accept   sll2-data.pcap:1,5,7-8,10,44-46,57,63-64
reject   sll2-data.pcap:2-4,6,9,11-43,47-56,58-62

filter   host 2001:db8::10
link     LINUX_SLL2
accept   sll2-data.pcap:2,6,9
reject   sll2-data.pcap:1,3-5,7-8,10-64

filter   dst net 2001:db8:7::/48
link     LINUX_SLL2
accept   sll2-data.pcap:2,6,9
reject   sll2-data.pcap:1,3-5,7-8,10-64

filter   arp dst host 192.0.2.1
link     LINUX_SLL2
accept   sll2-data.pcap:3
reject   sll2-data.pcap:1-2,4-64

filter   not host 192.0.2.10
link     LINUX_SLL2
accept   sll2-data.pcap:2,6,9,11-43,47-54,61-62
reject   sll2-data.pcap:1,3-5,7-8,10,44-46,55-60,63-64

filter   outbound
link     LINUX_SLL2
accept   sll2-data.pcap:1,6,9,36,41,63
reject   sll2-data.pcap:2-5,7-8,10-35,37-40,42-62,64

filter   inbound
link     LINUX_SLL2
accept   sll2-data.pcap:2-5,7-8,10-35,37-40,42-57,61-62,64,58
reject   sll2-data.pcap:1,6,9,36,41,60,63,59
note     what is not outgoing, whatever number it has

filter   not inbound
link     LINUX_SLL2
accept   sll2-data.pcap:1,6,9,36,41,63
reject   sll2-data.pcap:2-5,7-8,10,60

filter   outbound and udp port 53
link     LINUX_SLL2
accept   sll2-data.pcap:1,63
reject   sll2-data.pcap:2,10,44,46

filter   inbound and ip6
link     LINUX_SLL2
accept   sll2-data.pcap:2,43
reject   sll2-data.pcap:1,3-9

filter   stp
link     LINUX_SLL2
same-as  link proto 0x42
accept   sll2-data.pcap:11
reject   sll2-data.pcap:1-10,12-57,61-64
note     D18: 32 has the service access point for a protocol, 53 another protocol

filter   netbeui
link     LINUX_SLL2
accept   sll2-data.pcap:12
reject   sll2-data.pcap:1-11,13-57,61-64
note     13 has f0 and f1

filter   ipx
link     LINUX_SLL2
same-as  link proto 0xe0
accept   sll2-data.pcap:14-17
reject   sll2-data.pcap:1-13,18-57,61-64

filter   link proto 0x8137
link     LINUX_SLL2
accept   sll2-data.pcap:17
reject   sll2-data.pcap:1-16,18-57,61-64

filter   atalk
link     LINUX_SLL2
accept   sll2-data.pcap:18-19
reject   sll2-data.pcap:1-17,20-57,61-64
note     behind 802.2 AppleTalk has an organisation of its own

filter   aarp
link     LINUX_SLL2
accept   sll2-data.pcap:21-22
reject   sll2-data.pcap:1-20,23-57,61-64

filter   iso
link     LINUX_SLL2
same-as  clnp or esis or isis
accept   sll2-data.pcap:24-29
reject   sll2-data.pcap:1-23,30-57,61-64
note     D18

filter   clnp
link     LINUX_SLL2
accept   sll2-data.pcap:24
reject   sll2-data.pcap:1-23,25-57,61-64

filter   esis
link     LINUX_SLL2
same-as  iso proto \esis
accept   sll2-data.pcap:25
reject   sll2-data.pcap:1-24,26-57,61-64

filter   isis
link     LINUX_SLL2
same-as  iso proto 0x83
accept   sll2-data.pcap:26-29
reject   sll2-data.pcap:1-25,30-57,61-64
note     D18

filter   iih
link     LINUX_SLL2
same-as  isis proto 15
accept   sll2-data.pcap:26
reject   sll2-data.pcap:1-25,27-57,61-64

filter   lsp
link     LINUX_SLL2
same-as  isis proto 20
accept   sll2-data.pcap:27
reject   sll2-data.pcap:1-26,28-57,61-64

filter   snp
link     LINUX_SLL2
accept   sll2-data.pcap:28-29
reject   sll2-data.pcap:1-27,30-57,61-64

filter   csnp
link     LINUX_SLL2
accept   sll2-data.pcap:28
reject   sll2-data.pcap:1-27,29-57,61-64

filter   psnp
link     LINUX_SLL2
accept   sll2-data.pcap:29
reject   sll2-data.pcap:1-28,30-57,61-64

filter   l1
link     LINUX_SLL2
accept   sll2-data.pcap:26,28
reject   sll2-data.pcap:1-25,27,29-57,61-64

filter   l2
link     LINUX_SLL2
accept   sll2-data.pcap:27,29
reject   sll2-data.pcap:1-26,28,30-57,61-64

filter   link proto 6
link     LINUX_SLL2
accept   sll2-data.pcap:61
reject   sll2-data.pcap:1-57,62-64

filter   link proto lldp
link     LINUX_SLL2
accept   sll2-data.pcap:47
reject   sll2-data.pcap:1-46,48-57,61-64

filter   link proto 0x8847
link     LINUX_SLL2
accept   sll2-data.pcap:54
reject   sll2-data.pcap:1-53,55-57,61-64

filter   decnet
link     LINUX_SLL2
accept   sll2-data.pcap:48
reject   sll2-data.pcap:1-47,49-57,61-64

filter   decnet dst 17.44
link     LINUX_SLL2
same-as  decnet src 3.1000
accept   sll2-data.pcap:48
reject   sll2-data.pcap:1-47,49-57,61-64

filter   lat
link     LINUX_SLL2
accept   sll2-data.pcap:49
reject   sll2-data.pcap:48,50-52

filter   sca
link     LINUX_SLL2
accept   sll2-data.pcap:50
reject   sll2-data.pcap:48-49,51-52

filter   mopdl
link     LINUX_SLL2
accept   sll2-data.pcap:51
reject   sll2-data.pcap:48-50,52

filter   moprc
link     LINUX_SLL2
accept   sll2-data.pcap:52
reject   sll2-data.pcap:48-51

filter   vlan
link     LINUX_SLL2
accept   sll2-data.pcap:33-38
reject   sll2-data.pcap:1-32,39-64
note     D31

filter   vlan 73
link     LINUX_SLL2
accept   sll2-data.pcap:33-36,38
reject   sll2-data.pcap:1-32,37,39-64

filter   vlan 4095
link     LINUX_SLL2
accept   sll2-data.pcap:37
reject   sll2-data.pcap:1-36,38-64

filter   not vlan
link     LINUX_SLL2
accept   sll2-data.pcap:1-32,39-57,61-64,58-60
reject   sll2-data.pcap:33-38

filter   vlan and ip
link     LINUX_SLL2
accept   sll2-data.pcap:33,37
reject   sll2-data.pcap:1-32,34-36,38-64

filter   vlan and ip6
link     LINUX_SLL2
accept   sll2-data.pcap:34
reject   sll2-data.pcap:1-33,35-64

filter   vlan and arp
link     LINUX_SLL2
accept   sll2-data.pcap:35
reject   sll2-data.pcap:1-34,36-64

filter   vlan 73 and vlan 74 and tcp port 80
link     LINUX_SLL2
accept   sll2-data.pcap:36
reject   sll2-data.pcap:1-35,37-64

filter   vlan and stp
link     LINUX_SLL2
accept   sll2-data.pcap:38
reject   sll2-data.pcap:1-37,39-64
note     inside the tag the frame has its length again

filter   vlan 73 and host 192.0.2.10
link     LINUX_SLL2
accept   sll2-data.pcap:33,35
reject   sll2-data.pcap:1-32,34,36-64

filter   ip or (vlan and ip)
link     LINUX_SLL2
accept   sll2-data.pcap:1,33,37
reject   sll2-data.pcap:2,34-36,38

filter   vlan or ip
link     LINUX_SLL2
accept   sll2-data.pcap:33-38
reject   sll2-data.pcap:1,5,7-8
note     D38: ip is looked for behind a tag

filter   not vlan and ip
link     LINUX_SLL2
reject   sll2-data.pcap:1,5,7-8,33,37
note     D38

filter   not vlan and ip
link     LINUX_SLL2+scoped
same-as  ip and not vlan
accept   sll2-data.pcap:1,5,7-8
reject   sll2-data.pcap:2,33,37

filter   vlan 73 and ip or arp
link     LINUX_SLL2+scoped
accept   sll2-data.pcap:3,33
reject   sll2-data.pcap:1,4,35,37

filter   vlan in {1-72, 74-4095}
link     LINUX_SLL2
accept   sll2-data.pcap:37
reject   sll2-data.pcap:33-36,38

filter   pppoes
link     LINUX_SLL2
same-as  pppoes 0x1f2
accept   sll2-data.pcap:39
reject   sll2-data.pcap:1-38,40-57,61-64

filter   pppoes 0x1f2 and udp port 53
link     LINUX_SLL2
accept   sll2-data.pcap:39
reject   sll2-data.pcap:1-38,40-64

filter   pppoed
link     LINUX_SLL2
accept   sll2-data.pcap:40
reject   sll2-data.pcap:1-39,41-57,61-64

filter   vxlan 5
link     LINUX_SLL2
accept   sll2-data.pcap:41
reject   sll2-data.pcap:1-40,42-64

filter   vxlan and icmp
link     LINUX_SLL2
accept   sll2-data.pcap:41
reject   sll2-data.pcap:1-40,42-64

filter   geneve and icmp
link     LINUX_SLL2
accept   sll2-data.pcap:42-43
reject   sll2-data.pcap:1-41,44-64

filter   geneve and ether dst 02:00:5e:10:00:01
link     LINUX_SLL2
accept   sll2-data.pcap:42
reject   sll2-data.pcap:1-41,43-64

filter   ip[9] = 17
link     LINUX_SLL2
accept   sll2-data.pcap:1,10,41-42,44-46,57,63
reject   sll2-data.pcap:2-9,11-40,43,47-56,58-62,64

filter   ip[0] & 0x0f > 5
link     LINUX_SLL2
accept   sll2-data.pcap:44
reject   sll2-data.pcap:1,5,7-8,45-46

filter   ip[6:2] & 0x1fff != 0
link     LINUX_SLL2
accept   sll2-data.pcap:45
reject   sll2-data.pcap:1,44,46

filter   ip[12:4] = 0xc000020a
link     LINUX_SLL2
accept   sll2-data.pcap:1,5,8,10,44-46,57,63-64
reject   sll2-data.pcap:2-4,6-7,9,55-56,58-60

filter   ip6[6] = 17
link     LINUX_SLL2
accept   sll2-data.pcap:2,43
reject   sll2-data.pcap:1,6,9

filter   udp[2:2] = 53
link     LINUX_SLL2
accept   sll2-data.pcap:1,10,44,46,63
reject   sll2-data.pcap:2,41,45,57

filter   tcp[tcpflags] & tcp-ack != 0
link     LINUX_SLL2
accept   sll2-data.pcap:7
reject   sll2-data.pcap:5-6

filter   2 & tcp[13] != 0
link     LINUX_SLL2
accept   sll2-data.pcap:5,7
reject   sll2-data.pcap:1-4,6,8-10
note     D8

filter   icmp[icmptype] = icmp-echo
link     LINUX_SLL2
accept   sll2-data.pcap:8,64
reject   sll2-data.pcap:1,9

filter   arp[6:2] = 1 or rarp[6:2] = 1
link     LINUX_SLL2
accept   sll2-data.pcap:3-4
reject   sll2-data.pcap:1-2,5-57

filter   atalk[0] = 0
link     LINUX_SLL2
accept   sll2-data.pcap:19
reject   sll2-data.pcap:18,20
note     the network header starts behind the cooked header, also where SNAP is first

filter   ip protochain 17
link     LINUX_SLL2
accept   sll2-data.pcap:1,10,41-42,44-46,57,63
reject   sll2-data.pcap:2-9,11-40,43,47-56,58-62,64

filter   len = 48 and ip
link     LINUX_SLL2
same-as  ip and len = 48
accept   sll2-data.pcap:1,8,10,45-46,55-57,63-64,58-60
reject   sll2-data.pcap:3-5,7,41-42,44
note     the length with the cooked header, on the wire: 57 has it, too

filter   link[8:2] = 772
link     LINUX_SLL2
accept   sll2-data.pcap:63
reject   sll2-data.pcap:1-57,61-62,64

filter   link[8:2] = 0xfffe and ip
link     LINUX_SLL2
accept   sll2-data.pcap:64
reject   sll2-data.pcap:1,63

filter   link[0:2] = 0x0806
link     LINUX_SLL2
same-as  byte 1 = 6 and link[0] = 8
accept   sll2-data.pcap:3
reject   sll2-data.pcap:1-2,4-57,61-64

filter   link[10] = 4
link     LINUX_SLL2
accept   sll2-data.pcap:1,6,9,36,41,63
reject   sll2-data.pcap:2-5,7-8,10,59-60

filter   ifindex 3
link     LINUX_SLL2
same-as  link[4:4] = 3
accept   sll2-data.pcap:1,3,5,7,9
reject   sll2-data.pcap:2,4,6,8,10-64
note     all four bytes count

filter   ifindex 260
link     LINUX_SLL2
accept   sll2-data.pcap:4
reject   sll2-data.pcap:1-3,5-64

filter   not ifindex 3
link     LINUX_SLL2
accept   sll2-data.pcap:2,4,6,8,10-59,61-64
reject   sll2-data.pcap:1,3,5,7,9,60
note     60 ends inside the number

filter   ifindex 0x3000000
link     LINUX_SLL2
accept   sll2-data.pcap:10
reject   sll2-data.pcap:1-9,60

filter   ifindex 3 and outbound
link     LINUX_SLL2
accept   sll2-data.pcap:1,9
reject   sll2-data.pcap:2-8,10

filter   ifindex 4 or arp
link     LINUX_SLL2
accept   sll2-data.pcap:2-3,6
reject   sll2-data.pcap:1,4-5,7-10

filter   byte 1 & 0x80
link     LINUX_SLL2
accept   sll2-data.pcap:2,19,22,34,47
reject   sll2-data.pcap:1,3-5

filter   outbound
link     LINUX_SLL2+live
meta     pkttype=4
accept   sll2-data.pcap:1,6,9,36,41,63
reject   sll2-data.pcap:2-5,7-8,10
note     the header says it, not the kernel

filter   inbound
link     LINUX_SLL2+live
meta     pkttype=4
accept   sll2-data.pcap:2-5,7-8,10
reject   sll2-data.pcap:1,6,9,36,41,63

filter   ifindex 3
link     LINUX_SLL2+live
meta     ifindex=4
accept   sll2-data.pcap:1,3,5,7,9
reject   sll2-data.pcap:2,4,6,8,10

filter   ifindex 4
link     LINUX_SLL2+live
meta     ifindex=4
accept   sll2-data.pcap:2,6
reject   sll2-data.pcap:1,3-5,7-10,60

filter   vlan 73 and ip
link     LINUX_SLL2+live
meta     vlan=73
accept   sll2-data.pcap:33
reject   sll2-data.pcap:1-2,34-38

filter   ip
link     LINUX_SLL2+live
meta     protocol=0x86dd
accept   sll2-data.pcap:1,5,7-8,58-60
reject   sll2-data.pcap:2,6,9
