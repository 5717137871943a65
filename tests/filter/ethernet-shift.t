# Ethernet: tags, labels, sessions, tunnels; packets that differ in one field.

filter   vlan
accept   eth-tags.pcap:1-3,6-12,30-31
reject   eth-tags.pcap:4-5,13-29,32-33

filter   vlan 73
same-as  vlan (73)
same-as  vlan and ether[14:2] & 0xfff = 73
accept   eth-tags.pcap:1-3,6-8,10-11
reject   eth-tags.pcap:4-5,9,12-33

filter   not vlan 73
accept   eth-tags.pcap:4-5,9,12-29,32-33
reject   eth-tags.pcap:1-3,6-8,10-11,30-31

filter   vlan 0
accept   eth-tags.pcap:12
reject   eth-tags.pcap:1-11,13-33

filter   vlan 0x149
accept   eth-tags.pcap:9
reject   eth-tags.pcap:1-8,10-33

filter   vlan and ip
accept   eth-tags.pcap:1,9,12
reject   eth-tags.pcap:2-8,10-11,13-33

filter   vlan 73 and vlan 74 and ip
accept   eth-tags.pcap:2
reject   eth-tags.pcap:1,3-33

filter   vlan 73 and vlan 74
accept   eth-tags.pcap:2-3
reject   eth-tags.pcap:1,4-33

filter   vlan 73 and vlan 74 and vlan 75 and arp
accept   eth-tags.pcap:3
reject   eth-tags.pcap:1-2,4-33

filter   vlan and ip6
accept   eth-tags.pcap:6
reject   eth-tags.pcap:1-5,7-33

filter   vlan and stp
accept   eth-tags.pcap:7
reject   eth-tags.pcap:1-6,8-33

filter   vlan and atalk
accept   eth-tags.pcap:8
reject   eth-tags.pcap:1-7,9-33

filter   vlan and llc
accept   eth-tags.pcap:7-8
reject   eth-tags.pcap:1-6,9-33

filter   vlan and host 192.0.2.10
accept   eth-tags.pcap:1,9,12
reject   eth-tags.pcap:2-8,10-11,13-33

filter   vlan and udp port 53
accept   eth-tags.pcap:1,6,9,12
reject   eth-tags.pcap:2-5,7-8,10-11,13-33

filter   vlan and udp[2:2] = 53
accept   eth-tags.pcap:1,9,12
reject   eth-tags.pcap:2-8,10-11,13-33

filter   vlan and len = 46
same-as  len = 46 and vlan
accept   eth-tags.pcap:1,9,12,30-31
reject   eth-tags.pcap:2-8,10-11,13-14

filter   ether proto 0x8100
accept   eth-tags.pcap:1,6-12,30-31
reject   eth-tags.pcap:2-5,13-29

filter   ether proto 0x88a8 or 0x9100
accept   eth-tags.pcap:2-3
reject   eth-tags.pcap:1,4-33

filter   vlan and mpls 3000 and ip
accept   eth-tags.pcap:10
reject   eth-tags.pcap:1-9,11-33

filter   vlan and pppoes 0x1f2 and udp port 53
accept   eth-tags.pcap:11
reject   eth-tags.pcap:1-10,12-33

filter   mpls
accept   eth-tags.pcap:13-17,19-21,33
reject   eth-tags.pcap:1-12,18,22-32

filter   mpls 3000
accept   eth-tags.pcap:13-14,17,19,21
reject   eth-tags.pcap:1-12,15-16,18,20,22-33

filter   mpls 3001
accept   eth-tags.pcap:20
reject   eth-tags.pcap:1-19,21-33

filter   not mpls 3000
accept   eth-tags.pcap:1-12,15-16,18,20,22-33
reject   eth-tags.pcap:13-14,17,19,21

filter   mpls and ip
accept   eth-tags.pcap:13,19-20
reject   eth-tags.pcap:1-12,14-18,21-33
note     behind the last label, and with the version of IPv4

filter   mpls 3000 and not ip
accept   eth-tags.pcap:14,17,21
reject   eth-tags.pcap:13,15-16,18-20

filter   mpls and mpls 16
accept   eth-tags.pcap:16
reject   eth-tags.pcap:1-15,17-33
note     behind 3000 of 21 no label follows

filter   mpls 16 and mpls
accept   eth-tags.pcap:15,33
reject   eth-tags.pcap:1-14,16-32

filter   mpls 16 and mpls 3000
accept   eth-tags.pcap:15
reject   eth-tags.pcap:1-14,16-33

filter   mpls 16 and mpls 3000 and ip6
accept   eth-tags.pcap:15
reject   eth-tags.pcap:1-14,16-33

filter   mpls 100 and mpls 16 and mpls 1048575 and tcp port 80
accept   eth-tags.pcap:16
reject   eth-tags.pcap:1-15,17-33

filter   mpls and udp port 53
accept   eth-tags.pcap:13,19-20
reject   eth-tags.pcap:1-12,14-18,21-33

filter   mpls and host 192.0.2.10
accept   eth-tags.pcap:13,19-20
reject   eth-tags.pcap:1-12,14-18,21-33

filter   mpls and ip[9] = 17
accept   eth-tags.pcap:13,19-20
reject   eth-tags.pcap:14-17,21

filter   mpls and ether[17] = 64
accept   eth-tags.pcap:13-17,20-21,33
reject   eth-tags.pcap:1-12,18-19,22-32
note     link stays in front of the labels

filter   pppoes
accept   eth-tags.pcap:22-25,27-29,32
reject   eth-tags.pcap:1-21,26,30-31,33

filter   pppoes 0x1f2
accept   eth-tags.pcap:22-23,25,27-29,32
reject   eth-tags.pcap:1-21,24,26,30-31,33

filter   pppoes 0xf201
accept   eth-tags.pcap:24
reject   eth-tags.pcap:1-23,25-33

filter   pppoes and ip
accept   eth-tags.pcap:22,24
reject   eth-tags.pcap:1-21,23,25-33
note     29 has the EtherType where PPP has numbers of its own

filter   pppoes and ip6
accept   eth-tags.pcap:23
reject   eth-tags.pcap:1-22,24-33

filter   pppoes and not ip
accept   eth-tags.pcap:23,25,27-29
reject   eth-tags.pcap:1-22,24,26,30-33

filter   pppoes and link proto 0xc021
same-as  pppoes and link[0:2] = 0xc021
accept   eth-tags.pcap:25
reject   eth-tags.pcap:1-24,26-33

filter   pppoes 0x1f2 and ppp[1] = 0x57
accept   eth-tags.pcap:23
reject   eth-tags.pcap:22,24-33

filter   pppoes and mpls 3000 and ip
accept   eth-tags.pcap:27
reject   eth-tags.pcap:1-26,28-33

filter   pppoes and iso
same-as  pppoes and clnp
accept   eth-tags.pcap:28
reject   eth-tags.pcap:1-27,29-33

filter   pppoes and udp port 53
accept   eth-tags.pcap:22-24
reject   eth-tags.pcap:1-21,25-33

filter   pppoes and host 192.0.2.10
accept   eth-tags.pcap:22,24
reject   eth-tags.pcap:1-21,23,25-33

filter   pppoed
accept   eth-tags.pcap:26
reject   eth-tags.pcap:1-25,27-33

filter   pppoed or pppoes or ip
accept   eth-tags.pcap:22-26
reject   eth-tags.pcap:1-21,30-31
note     pppoed moves nothing, pppoes does

filter   ip or vlan or mpls or pppoes
link     EN10MB+scoped
accept   eth-tags.pcap:1-3,6-17,19-25,27-33
reject   eth-tags.pcap:4-5,18,26

filter   vxlan
accept   eth-vxlan.pcap:1,8-9,11-16,20-24
reject   eth-vxlan.pcap:2-7,10,17-19

filter   not vxlan
accept   eth-vxlan.pcap:2-7,10,17-19
reject   eth-vxlan.pcap:1,8-9,11-16,20-24

filter   vxlan 5
accept   eth-vxlan.pcap:1,8-9,12-16,20-21,23-24
reject   eth-vxlan.pcap:2-7,10-11,17-19,22

filter   not vxlan 5
accept   eth-vxlan.pcap:2-7,10-11,17-19
reject   eth-vxlan.pcap:1,8-9,12-16,20-24

filter   vxlan 0x50000
accept   eth-vxlan.pcap:11
reject   eth-vxlan.pcap:1-10,12-24

filter   vxlan and ip
accept   eth-vxlan.pcap:1,8,11,16
reject   eth-vxlan.pcap:2-7,9-10,12-15,17-24

filter   vxlan and udp port 53
accept   eth-vxlan.pcap:1,8,11
reject   eth-vxlan.pcap:2-7,9-10,12-24

filter   vxlan and icmp6
accept   eth-vxlan.pcap:9
reject   eth-vxlan.pcap:1-8,10-24

filter   ip6 and vxlan
accept   eth-vxlan.pcap:9
reject   eth-vxlan.pcap:1-8,10-24

filter   vxlan and arp
accept   eth-vxlan.pcap:14,24
reject   eth-vxlan.pcap:1-13,15-23

filter   vxlan and stp
accept   eth-vxlan.pcap:15
reject   eth-vxlan.pcap:1-14,16-24

filter   vxlan and clnp
accept   eth-vxlan.pcap:20
reject   eth-vxlan.pcap:1-19,21-24
note     D13

filter   vxlan and llc
accept   eth-vxlan.pcap:15,20
reject   eth-vxlan.pcap:1-14,16-19,21-24

filter   vxlan and vlan 12 and tcp port 80
accept   eth-vxlan.pcap:12
reject   eth-vxlan.pcap:1-11,13-24

filter   vxlan and vlan 12 and vlan 13 and arp
accept   eth-vxlan.pcap:13
reject   eth-vxlan.pcap:1-12,14-24

filter   vxlan and vlan
accept   eth-vxlan.pcap:12-13
reject   eth-vxlan.pcap:1-11,14-24

filter   vxlan and mpls 3000 and udp port 53
accept   eth-vxlan.pcap:21
reject   eth-vxlan.pcap:1-20,22-24

filter   vxlan and vxlan and icmp
accept   eth-vxlan.pcap:16
reject   eth-vxlan.pcap:1-15,17-24

filter   vlan 73 and vxlan and icmp
accept   eth-vxlan.pcap:17
reject   eth-vxlan.pcap:1-16,18-24

filter   mpls 3000 and vxlan and icmp
accept   eth-vxlan.pcap:18
reject   eth-vxlan.pcap:1-17,19-24
note     D12

filter   pppoes and vxlan and icmp
accept   eth-vxlan.pcap:19
reject   eth-vxlan.pcap:1-18,20-24

filter   vxlan and ether dst 02:00:5e:10:00:03
accept   eth-vxlan.pcap:1,8-9,11-16,20-21,23
reject   eth-vxlan.pcap:2-7,10,17-19,22,24

filter   vxlan and ether src 00:1b:21:3c:9d:f9
accept   eth-vxlan.pcap:1,8-9,11-16,20-21,23-24
reject   eth-vxlan.pcap:2-7,10,17-19,22

filter   vxlan and broadcast
same-as  vxlan and multicast
accept   eth-vxlan.pcap:24
reject   eth-vxlan.pcap:1-23

filter   vxlan and host 192.0.2.10
accept   eth-vxlan.pcap:1,8,11,14,24
reject   eth-vxlan.pcap:2-7,9-10,12-13,15-23

filter   vxlan and ether[12:2] = 0x0806
accept   eth-vxlan.pcap:14,24
reject   eth-vxlan.pcap:1-13,15-23

filter   vxlan and not ip
accept   eth-vxlan.pcap:9,12-15,20-21,24
reject   eth-vxlan.pcap:1-8,10-11,16-19,22-23

filter   len > 100 and vxlan and tcp
reject   eth-vxlan.pcap:1-24

filter   len > 100 and vxlan and ip[9] = 17
same-as  vxlan and len > 100 and ip[9] = 17
accept   eth-vxlan.pcap:16
reject   eth-vxlan.pcap:2,12

filter   host 203.0.113.1 and vxlan and host 192.0.2.10
accept   eth-vxlan.pcap:1,8,11,14,24
reject   eth-vxlan.pcap:2-7,9-10,12-13

filter   geneve
accept   eth-geneve.pcap:1-3,5-6,8-11,13-15,17-18
reject   eth-geneve.pcap:4,7,12,19

filter   not geneve
accept   eth-geneve.pcap:4,7,12,19
reject   eth-geneve.pcap:1-3,5-6,8-11,13-18

filter   geneve 5
accept   eth-geneve.pcap:1-3,5-6,9-11,13-15,17-18
reject   eth-geneve.pcap:4,7-8,12,16,19

filter   geneve 7
accept   eth-geneve.pcap:8
reject   eth-geneve.pcap:1-7,9-19

filter   geneve and ip
accept   eth-geneve.pcap:1-2,5-6,8,11,15,17-18
reject   eth-geneve.pcap:3-4,7,9-10,12-14,16,19
note     17 was captured up to the type

filter   geneve and ip6
accept   eth-geneve.pcap:3,13
reject   eth-geneve.pcap:1-2,4-12,14-19

filter   geneve and udp port 53
accept   eth-geneve.pcap:3,5,8,11
reject   eth-geneve.pcap:1-2,4,6-7,9-10,12-19

filter   geneve and tcp port 80
accept   eth-geneve.pcap:6,13
reject   eth-geneve.pcap:1-5,7-12,14-19

filter   geneve and icmp
accept   eth-geneve.pcap:1-2,18
reject   eth-geneve.pcap:3-17,19
note     behind options of the outer header and of Geneve

filter   geneve and arp
accept   eth-geneve.pcap:14
reject   eth-geneve.pcap:1-13,15-19

filter   geneve and vlan 12 and ip
accept   eth-geneve.pcap:9
reject   eth-geneve.pcap:1-8,10-19

filter   geneve and vxlan and icmp
accept   eth-geneve.pcap:15
reject   eth-geneve.pcap:1-14,16-19

filter   geneve and ether src 00:1b:21:3c:9d:f9
accept   eth-geneve.pcap:6,9,13
reject   eth-geneve.pcap:1-5,7-8,10-12,14-19
note     10 has another type, so no Ethernet header

filter   geneve and ether src 00:1b:21:3c:9d:f8
accept   eth-geneve.pcap:1
reject   eth-geneve.pcap:2-19

filter   geneve and not ether src 00:1b:21:3c:9d:f9
accept   eth-geneve.pcap:1-3,5,8,10-11,14-15,18
reject   eth-geneve.pcap:4,6-7,9,12-13,19

filter   geneve and link proto 0x6559
accept   eth-geneve.pcap:10
reject   eth-geneve.pcap:1-9,11-19

filter   geneve and host 192.0.2.10
accept   eth-geneve.pcap:1-2,5-6,8,11,14,18
reject   eth-geneve.pcap:3-4,7,9-10,12-13,15-17,19

filter   geneve and ip[9] = 17
accept   eth-geneve.pcap:5,8,11,15
reject   eth-geneve.pcap:1-4,6-7,9-10,12-14,16-19

filter   ip6 and geneve
accept   eth-geneve.pcap:2,13
reject   eth-geneve.pcap:1,3-12,14-19

filter   ip6 and geneve and tcp
accept   eth-geneve.pcap:13
reject   eth-geneve.pcap:1-12,14-19

filter   geneve 5 or geneve 7
link     EN10MB+scoped
same-as  geneve in {5, 7}
accept   eth-geneve.pcap:1-3,5-6,8-11,13-15,17-18
reject   eth-geneve.pcap:4,7,12,16,19

# What the kernel says beside the bytes: section 5.

filter   ip and udp port 53
link     EN10MB+live
meta     vlan=73
accept   eth-ip4.pcap:1
reject   eth-ip4.pcap:12,17
note     a tag that is not in the frame stands in the way of nothing

filter   ether proto 0x8100
link     EN10MB+live
meta     vlan=73
accept   eth-tags.pcap:1
reject   eth-ip4.pcap:1 eth-tags.pcap:2
note     where the tag was taken out its type is not there

filter   vlan 73 and udp port 53
link     EN10MB+live
meta     vlan=0x6049
accept   eth-ip4.pcap:1-2
reject   eth-ip4.pcap:3,12

filter   vlan 73
link     EN10MB+live
meta     vlan=0x0149
reject   eth-ip4.pcap:1 eth-tags.pcap:1
note     the tag beside the frame is the first one

filter   not vlan 73
link     EN10MB+live
meta     vlan=0x0149
accept   eth-ip4.pcap:1 eth-tags.pcap:1

filter   vlan 74 and ether proto 0x8100
link     EN10MB+live
meta     vlan=74
accept   eth-tags.pcap:1
reject   eth-ip4.pcap:1

filter   vlan 74 and vlan 73 and ip
link     EN10MB+live
meta     vlan=74
accept   eth-tags.pcap:1
reject   eth-ip4.pcap:1 eth-tags.pcap:2,9

filter   vlan 73 and vlan 74 and ip
link     EN10MB+live
meta     pkttype=0
accept   eth-tags.pcap:2
reject   eth-ip4.pcap:1 eth-tags.pcap:1

filter   vlan 5 or vlan 6
link     EN10MB+live
meta     vlan=6
reject   eth-ip4.pcap:1
note     D28

filter   vlan 73 and mpls 3000 and ip
link     EN10MB+live
meta     vlan=73
accept   eth-tags.pcap:13
reject   eth-ip4.pcap:1 eth-tags.pcap:10,14

filter   vlan 73 and mpls 3000 and ip
link     EN10MB+live
meta     pkttype=0
accept   eth-tags.pcap:10
reject   eth-ip4.pcap:1 eth-tags.pcap:13

filter   vlan and geneve and icmp
link     EN10MB+live
meta     vlan=73
accept   eth-geneve.pcap:1-2,18
reject   eth-ip4.pcap:1 eth-geneve.pcap:3

filter   vlan and vxlan and vlan 12 and tcp port 80
link     EN10MB+live
meta     vlan=73
accept   eth-vxlan.pcap:12
reject   eth-ip4.pcap:1 eth-vxlan.pcap:13

filter   len = 42 and vlan and udp
link     EN10MB+live
meta     vlan=73
same-as  vlan and len = 42 and udp
accept   eth-ip4.pcap:1-5
reject   eth-ip4.pcap:8,12
note     the length is that of what is there; D9

filter   ip or (vlan and ip)
link     EN10MB+live
meta     pkttype=0
accept   eth-ip4.pcap:1 eth-tags.pcap:1
reject   eth-ip4.pcap:17 eth-tags.pcap:2,6

filter   vlan and ether[12:2] = 0x0800
link     EN10MB+live
meta     vlan=73
accept   eth-ip4.pcap:1
reject   eth-ip4.pcap:17 eth-tags.pcap:1

filter   outbound and udp port 53
link     EN10MB+live
meta     pkttype=4 ifindex=2
accept   eth-ip4.pcap:1
reject   eth-ip4.pcap:12

filter   inbound and not outbound
link     EN10MB+live
meta     pkttype=1
accept   eth-ip4.pcap:1,26

filter   ifindex 2 and inbound
link     EN10MB+live
meta     pkttype=2 ifindex=2
accept   eth-ip4.pcap:1,26

filter   ifindex 2 or arp
link     EN10MB+live
meta     ifindex=3
accept   eth-casts.pcap:12
reject   eth-ip4.pcap:1

filter   ether[-4088:4] = 4
link     EN10MB+live
same-as  ifindex 4
meta     ifindex=4
accept   eth-ip4.pcap:1,26
note     an offset below 0 reaches what the kernel says

filter   ether[-4092:4] = 4 and udp
link     EN10MB+live
same-as  outbound and udp
meta     pkttype=4
accept   eth-ip4.pcap:1
reject   eth-ip4.pcap:12

filter   ether[-4096:2] = 0x0800
link     EN10MB+live
meta     protocol=0x0800
accept   eth-ip4.pcap:1,17

filter   ether[-4096:2] = 0x0800
link     EN10MB+live
meta     protocol=0x0806
reject   eth-ip4.pcap:1,17
