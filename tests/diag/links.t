# What a link type cannot have, and what cannot follow what.

filter   mpls and vlan
error    1:10-13 no VLAN tag can follow an MPLS label

filter   mpls and arp
error    1:10-12 behind 'mpls' only ip and ip6 can be told apart
hint     an MPLS label does not say which protocol follows; test this in front of 'mpls'

filter   mpls and stp
error    1:10-12 behind 'mpls' only ip and ip6 can be told apart
hint     an MPLS label does not say which protocol follows; test this in front of 'mpls'

filter   mpls and pppoes
error    1:10-15 'pppoes' cannot follow 'mpls': a label does not say that PPPoE comes next

filter   pppoes and vlan
error    1:12-15 no VLAN tag can follow a PPP header

filter   pppoes and ether host 1:2:3:4:5:6
error    1:12-33 a link-level address needs link addresses, which PPP does not have
hint     test them in front of 'pppoes'

filter   pppoes and llc
error    1:12-14 PPP frames carry no LLC header to test

filter   pppoes and broadcast
error    1:12-20 'broadcast' needs link addresses, which PPP does not have
hint     test them in front of 'pppoes'

filter   vxlan and vlan and mpls and vlan
error    1:29-32 no VLAN tag can follow an MPLS label

filter   ip broadcast
error    1:1-12 'ip broadcast' needs the netmask of the network, which is not known here
hint     give it with --netmask A.B.C.D

filter   type mgt
error    1:1-8 only 802.11 packets have this; link type EN10MB does not

filter   link host $5
error    1:1-12 one-byte link addresses are for ARCnet and MS/TP, not EN10MB

filter   vpi 3
error    1:1-5 only ATM (SUNATM) packets have this; link type EN10MB does not

filter   lane
error    1:1-4 only ATM (SUNATM) packets have this; link type EN10MB does not

filter   fisu
error    1:1-4 only SS7 (MTP2) packets have this; link type EN10MB does not

filter   on em0
error    1:1-6 only PF log (PFLOG) packets have this; link type EN10MB does not

filter   action pass
error    1:1-11 only PF log (PFLOG) packets have this; link type EN10MB does not

filter   inbound
error    1:1-7 link type EN10MB does not say in which direction a packet went
hint     live on an interface the kernel knows it; in a file link types such as LINUX_SLL2 do

filter   ifindex 3
error    1:1-9 link type EN10MB does not say on which interface a packet was seen
hint     live on an interface the kernel knows it; in a file only LINUX_SLL2 does

filter   radio[0] = 1
error    1:1-8 link type EN10MB has no radio header

filter   ether proto 300
error    1:13-15 300 is neither an EtherType nor an LLC SAP
hint     an EtherType lies in 1501 to 65535, a SAP in 0 to 255

filter   len << 32 = 0
error    1:5-6 shift by 32: values have 32 bits
also     1:8-9
hint     shift by 0 to 31

filter   5 / 0 = 1
error    1:3 division by zero
also     1:5

filter   5 % (3-3) = 1
error    1:3 modulus by zero
also     1:5-9

filter   len >> 40 = 1
error    1:5-6 shift by 40: values have 32 bits
also     1:8-9
hint     shift by 0 to 31

filter   ip and arp
error    1:8-10 'ip' and 'arp' can never both match
also     1:1-2
hint     a filter that accepts nothing is an error unless it is asked for (--allow-empty)

filter   tcp and udp
error    1:9-11 'tcp' and 'udp' can never both match
also     1:1-3
hint     a filter that accepts nothing is an error unless it is asked for (--allow-empty)

filter   ip6 and tcp[13] = 2
error    1:9-19 'ip6' and 'tcp[13] = 2' can never both match
also     1:1-3
hint     accessors such as tcp[...] read IPv4 only; with --ip6-ext they read IPv6, too

filter   icmp and vlan
error    1:10-13 'icmp' and 'vlan' can never both match
also     1:1-4
hint     words such as 'vlan' look for their header here and shift what stands to their right: write them in front of what they carry

filter   1 = 2
error    1:1-5 this can never match
hint     a filter that accepts nothing is an error unless it is asked for (--allow-empty)

filter   arp
link     RAW
error    1:1-3 this can never match
hint     no packet of link type RAW is like that

filter   ip6
link     IPV4
error    1:1-3 this can never match
hint     no packet of link type IPV4 is like that

filter   vlan
link     RAW
error    1:1-4 link type RAW has no VLAN tags

filter   ether host 1:2:3:4:5:6
link     RAW
error    1:1-22 a link-level address needs link addresses, which RAW does not have

filter   mpls
link     RAW
error    1:1-4 pfc knows no MPLS on link type RAW

filter   llc
link     RAW
error    1:1-3 RAW frames carry no LLC header to test

filter   broadcast
link     RAW
error    1:1-9 'broadcast' needs link addresses, which RAW does not have

filter   stp
link     RAW
error    1:1-3 this can never match
hint     no packet of link type RAW is like that

filter   vlan
link     NULL
error    1:1-4 link type NULL has no VLAN tags

filter   broadcast
link     NULL
error    1:1-9 'broadcast' needs link addresses, which NULL does not have

filter   ether proto 0x88cc
link     NULL
error    1:1-18 this can never match
hint     no packet of link type NULL is like that

filter   ether host 1:2:3:4:5:6
link     LINUX_SLL
error    1:1-22 a link-level address needs link addresses, which LINUX_SLL does not have

filter   llc
link     LINUX_SLL
error    1:1-3 LINUX_SLL frames carry no LLC header to test

filter   mpls
link     LINUX_SLL
error    1:1-4 pfc knows no MPLS on link type LINUX_SLL

filter   broadcast
link     LINUX_SLL2
error    1:1-9 'broadcast' needs link addresses, which LINUX_SLL2 does not have

filter   tcp
link     USB_LINUX
error    1:1-3 on link type USB_LINUX pfc cannot tell which protocol a packet carries
hint     there, use link[...], byte, len, less and greater

filter   host 1.2.3.4
link     USB_LINUX
error    1:1-12 on link type USB_LINUX pfc cannot tell which protocol a packet carries
hint     there, use link[...], byte, len, less and greater

filter   protochain 6
link     USB_LINUX
error    1:1-12 on link type USB_LINUX pfc cannot tell which protocol a packet carries
hint     there, use link[...], byte, len, less and greater

filter   vlan
link     USB_LINUX
error    1:1-4 link type USB_LINUX has no VLAN tags

filter   inbound
link     USB_LINUX
error    1:1-7 link type USB_LINUX does not say in which direction a packet went
hint     live on an interface the kernel knows it; in a file link types such as LINUX_SLL2 do

filter   llc
link     PPP
error    1:1-3 PPP frames carry no LLC header to test

filter   ether host 1:2:3:4:5:6
link     PPP
error    1:1-22 a link-level address needs link addresses, which PPP does not have

filter   host 192.0.2.1
link     JUNIPER_ES
error    1:1-14 pfc does not know where the network header lies in packets of link type JUNIPER_ES
hint     there, use protocol words such as ip, link[...], byte, len, inbound and outbound

filter   clnp
link     JUNIPER_PPP
error    1:1-4 pfc does not know where an ISO header lies in packets of link type JUNIPER_PPP
hint     there, use protocol words such as ip, link[...], byte, len, inbound and outbound

filter   ip
link     BACNET_MS_TP
error    1:1-2 on link type BACNET_MS_TP pfc cannot tell which protocol a packet carries
hint     there, use link[...], byte, len, less and greater
