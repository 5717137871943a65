# Ethernet: length or type, LLC, SNAP, ISO, DECnet; frames that differ in one field.

filter   stp
same-as  ether proto \stp
same-as  link proto 0x42
accept   eth-llc.pcap:1-2,50
reject   eth-llc.pcap:3-49,51-52

filter   not stp
accept   eth-llc.pcap:3-48,51-52
reject   eth-llc.pcap:1-2,49-50
note     49 ends in front of the access point

filter   ether proto 1501
accept   eth-llc.pcap:3,13,22
reject   eth-llc.pcap:1-2,4-12,14-21,23-48

filter   ether proto 0x600
accept   eth-llc.pcap:4
reject   eth-llc.pcap:1-3,5-52

filter   netbeui
same-as  ether proto \netbeui
accept   eth-llc.pcap:5
reject   eth-llc.pcap:1-4,6-49,51-52

filter   ether proto 6
accept   eth-llc.pcap:14
reject   eth-llc.pcap:1-13,15-49,51-52

filter   iso
same-as  ether proto \iso
accept   eth-llc.pcap:8-10,51
reject   eth-llc.pcap:1-7,11-50,52
note     both access points

filter   clnp
same-as  iso proto \clnp
accept   eth-llc.pcap:8
reject   eth-llc.pcap:1-7,9-52

filter   not clnp
accept   eth-llc.pcap:1-7,9-48,52
reject   eth-llc.pcap:8,51
note     51 ends in front of the protocol

filter   esis
same-as  es-is
accept   eth-llc.pcap:9
reject   eth-llc.pcap:1-8,10-52

filter   iso proto 0x80
accept   eth-llc.pcap:10
reject   eth-llc.pcap:1-9,11-52

filter   ipx
same-as  ether proto \ipx
accept   eth-llc.pcap:16-17,19,21
reject   eth-llc.pcap:1-15,18,20,22-50,52

filter   ether proto 0x8137
accept   eth-llc.pcap:21
reject   eth-llc.pcap:1-20,22-52

filter   atalk
same-as  ether proto \atalk
same-as  ether proto 0x809b
accept   eth-llc.pcap:23,25
reject   eth-llc.pcap:1-22,24,26-50,52

filter   not atalk
accept   eth-llc.pcap:1-22,24,26-48
reject   eth-llc.pcap:23,25,49,52

filter   aarp
same-as  ether proto \aarp
accept   eth-llc.pcap:26,28
reject   eth-llc.pcap:1-25,27,29-50

filter   llc
accept   eth-llc.pcap:1-2,5-12,14-16,18-20,23-24,26-27,29-47,51-52
reject   eth-llc.pcap:3-4,13,17,21-22,25,28,48-50

filter   not llc
accept   eth-llc.pcap:3-4,13,17,21-22,25,28,48
reject   eth-llc.pcap:1-2,5-12,16,49-50

filter   llc i
same-as  llc and ether[16] & 1 = 0
accept   eth-llc.pcap:18,31
reject   eth-llc.pcap:1-17,19-30,32-52

filter   llc s
accept   eth-llc.pcap:32-35,47
reject   eth-llc.pcap:1-31,36-46,48-52

filter   llc u
same-as  llc and ether[16] & 3 = 3
accept   eth-llc.pcap:1-2,5-12,14-16,19-20,23-24,26-27,29-30,36-46,52
reject   eth-llc.pcap:3-4,13,17-18,21-22,25,28,31-35,47-51

filter   llc rr
accept   eth-llc.pcap:32,47
reject   eth-llc.pcap:1-31,33-46,48-52

filter   llc rnr
accept   eth-llc.pcap:33
reject   eth-llc.pcap:1-32,34-52

filter   llc rej
same-as  llc REJ
accept   eth-llc.pcap:34
reject   eth-llc.pcap:1-33,35-52

filter   llc ui
accept   eth-llc.pcap:1-2,5-12,14-16,19-20,23-24,26-27,29-30,36-37,52
reject   eth-llc.pcap:3-4,13,17-18,21-22,25,28,31-35,38-51

filter   llc ua
accept   eth-llc.pcap:38-39
reject   eth-llc.pcap:1-37,40-52

filter   llc disc
accept   eth-llc.pcap:40
reject   eth-llc.pcap:1-39,41-52

filter   llc dm
accept   eth-llc.pcap:41
reject   eth-llc.pcap:1-40,42-52

filter   llc sabme
accept   eth-llc.pcap:42
reject   eth-llc.pcap:1-41,43-52

filter   llc xid
accept   eth-llc.pcap:43
reject   eth-llc.pcap:1-42,44-52

filter   llc test
accept   eth-llc.pcap:44
reject   eth-llc.pcap:1-43,45-52

filter   llc frmr
accept   eth-llc.pcap:45
reject   eth-llc.pcap:1-44,46-52

filter   llc u and not (llc ui or llc ua or llc disc or llc dm or llc sabme or llc frmr)
same-as  llc xid or llc test or (llc u and ether[16] & 0xef = 7)
accept   eth-llc.pcap:43-44,46
reject   eth-llc.pcap:1-42,45,47-52

filter   ip
accept   eth-llc.pcap:48
reject   eth-llc.pcap:1-47,49-52

filter   ether[12:2] <= 1500
accept   eth-llc.pcap:1-2,5-12,14-20,23-24,26-27,29-47,49-52
reject   eth-llc.pcap:3-4,13,21-22,25,28,48

filter   isis
accept   eth-isis.pcap:1-33
reject   eth-isis.pcap:34

filter   isis
accept   eth-isis.pcap:35
note     what comes behind the protocol is not asked for

filter   iih
same-as  isis proto 15 or 16 or 17
accept   eth-isis.pcap:16-18,33
reject   eth-isis.pcap:1-15,19-32,34-35

filter   lsp
same-as  isis proto 18 or 20
accept   eth-isis.pcap:19,21
reject   eth-isis.pcap:1-18,20,22-35

filter   snp
accept   eth-isis.pcap:25-28
reject   eth-isis.pcap:1-24,29-35

filter   csnp
same-as  isis proto 24 or 25
accept   eth-isis.pcap:25-26
reject   eth-isis.pcap:1-24,27-35

filter   psnp
same-as  isis proto 26 or 27
accept   eth-isis.pcap:27-28
reject   eth-isis.pcap:1-26,29-35

filter   l1
same-as  isis proto 15 or 17 or 18 or 24 or 26
accept   eth-isis.pcap:16,18-19,25,27,33
reject   eth-isis.pcap:1-15,17,20-24,26,28-32,34-35

filter   l2
same-as  isis proto 16 or 17 or 20 or 25 or 27
accept   eth-isis.pcap:17-18,21,26,28
reject   eth-isis.pcap:1-16,19-20,22-25,27,29-35

filter   isis proto 0 or 31
accept   eth-isis.pcap:1,32
reject   eth-isis.pcap:2-31,33-35

filter   isis proto 15
accept   eth-isis.pcap:16,33
reject   eth-isis.pcap:1-15,17-32,34-35
note     five bits: three above them are reserved

filter   not iih
accept   eth-isis.pcap:1-15,19-32,34
reject   eth-isis.pcap:16-18,33,35

filter   l1 and l2
same-as  isis proto 17
accept   eth-isis.pcap:18
reject   eth-isis.pcap:1-17,19-35

filter   is-is and not (iih or lsp or snp)
accept   eth-isis.pcap:1-15,20,22-24,29-32
reject   eth-isis.pcap:16-19,21,25-28,33-35

filter   decnet
same-as  ether proto \decnet
accept   eth-decnet.pcap:1-14,16
reject   eth-decnet.pcap:15

filter   decnet dst 17.44
accept   eth-decnet.pcap:1-4,9,12
reject   eth-decnet.pcap:5-8,10-11,13-16
note     short and long headers, with padding and without; little-endian numbers

filter   decnet src 3.1000
accept   eth-decnet.pcap:1-4,9,13,16
reject   eth-decnet.pcap:5-8,10-12,14-15

filter   decnet src 17.44
accept   eth-decnet.pcap:5-8,12
reject   eth-decnet.pcap:1-4,9-10,13-16

filter   decnet dst 3.1000
accept   eth-decnet.pcap:5-8
reject   eth-decnet.pcap:1-4,9-10,12-16

filter   decnet host 17.44
same-as  decnet src or dst host 17.44
accept   eth-decnet.pcap:1-9,12
reject   eth-decnet.pcap:10,13-16

filter   decnet src and dst 17.44
accept   eth-decnet.pcap:12
reject   eth-decnet.pcap:1-11,13-16

filter   decnet dst 17.300
accept   eth-decnet.pcap:16
reject   eth-decnet.pcap:1-15

filter   not decnet dst 17.44
accept   eth-decnet.pcap:5-8,10,13,15-16
reject   eth-decnet.pcap:1-4,9,12,14

filter   decnet dst 17.44 or 3.1000
accept   eth-decnet.pcap:1-9,12
reject   eth-decnet.pcap:10,13-16

filter   decnet[2] & 7 = 2
accept   eth-decnet.pcap:1,5,9,11-14
reject   eth-decnet.pcap:2-4,6-8,10,15-16

filter   lat[2] = 2
accept   eth-decnet.pcap:15
reject   eth-decnet.pcap:1-14,16

filter   sca[0] = 0
accept   ethertypes.pcap:6
reject   eth-decnet.pcap:1-16 ethertypes.pcap:1-5,7-11

filter   mopdl[0] = 0
accept   ethertypes.pcap:7
reject   eth-decnet.pcap:1-16 ethertypes.pcap:1-6,8-11

filter   moprc[45] = 0
accept   ethertypes.pcap:8
reject   eth-decnet.pcap:1-16 ethertypes.pcap:1-7,9-11

filter   atalk[0:4] = 0xaaaa0308
accept   eth-llc.pcap:23
reject   eth-llc.pcap:24-30
note     the network header starts behind the length, also where SNAP is first

filter   broadcast
same-as  ether dst ff:ff:ff:ff:ff:ff
accept   eth-casts.pcap:12
reject   eth-casts.pcap:1-11,13-19

filter   not broadcast
accept   eth-casts.pcap:1-11,13-18
reject   eth-casts.pcap:12,19

filter   multicast
same-as  ether[0] & 1 != 0
accept   eth-casts.pcap:12-14,19
reject   eth-casts.pcap:1-11,15-18

filter   not multicast
accept   eth-casts.pcap:1-11,15-18
reject   eth-casts.pcap:12-14,19

filter   ether src ff:ff:ff:ff:ff:ff
accept   eth-casts.pcap:16
reject   eth-casts.pcap:1-15,17-19

filter   ether host ff:ff:ff:ff:ff:ff
same-as  link host FF-FF-FF-FF-FF-FF
accept   eth-casts.pcap:12,16
reject   eth-casts.pcap:1-11,13-15,17-19

filter   ip multicast
same-as  ip net 224.0.0.0/4 and ip dst net 224.0.0.0/4
accept   eth-casts.pcap:8-9
reject   eth-casts.pcap:1-7,10-19

filter   ip broadcast
link     EN10MB+mask=255.255.255.0
accept   eth-casts.pcap:1-2,6-7
reject   eth-casts.pcap:3-5,8-18

filter   not ip broadcast
link     EN10MB+mask=255.255.255.0
accept   eth-casts.pcap:3-5,8-17
reject   eth-casts.pcap:1-2,6-7,18
note     18 ends inside the address, and its end decides

filter   ip broadcast
link     EN10MB+mask=255.255.255.128
accept   eth-casts.pcap:1-4,6-7
reject   eth-casts.pcap:5,8-18

filter   ip broadcast
link     EN10MB+mask=255.255.254.0
accept   eth-casts.pcap:2,6-7
reject   eth-casts.pcap:1,3-5,8-18

filter   ip broadcast
link     EN10MB+mask=255.0.0.0
accept   eth-casts.pcap:6-7
reject   eth-casts.pcap:1-5,8-18
note     D25: the network part is not looked at

filter   ip broadcast
link     EN10MB+mask=255.255.255.254
accept   eth-casts.pcap:1-11
reject   eth-casts.pcap:12-17
note     D25: with one bit for the host every address is 0 or 1

filter   ip broadcast or arp
link     EN10MB+mask=255.255.255.0
accept   eth-casts.pcap:1-2,6-7,12-16
reject   eth-casts.pcap:3-5,8-11,17

filter   arp or rarp
same-as  ether proto \arp or \rarp
accept   eth-casts.pcap:12-17
reject   eth-casts.pcap:1-11

filter   byte 0 = 0xff
same-as  ether[0] == 255
accept   eth-casts.pcap:12-13,19
reject   eth-casts.pcap:1-11,14-18

filter   byte 0 > 0xfe
accept   eth-casts.pcap:12-13,19
reject   eth-casts.pcap:14-16

filter   byte 0 < 2
accept   eth-casts.pcap:14
reject   eth-casts.pcap:1-13,15-19

filter   byte 5 | 0
accept   eth-casts.pcap:1-18
reject   eth-casts.pcap:19
