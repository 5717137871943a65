# gateway, on each link type with 48-bit addresses: tests/data/make_gateway.c and own_names().
#
# 1, 2 and 12 IPv4 that is forwarded, 3-4 of the gateway itself, 5 and 11 of another station,
# 6 IPv6, 7 ARP about the gateway, 8 about another host, 9-10 the same with RARP, 13 DECnet.

links    EN10MB NETANALYZER NETANALYZER_TRANSPARENT DSA_TAG_BRCM DSA_TAG_DSA FDDI IEEE802 IP_OVER_FC IEEE802_11 IEEE802_11_RADIO

filter   gateway gw
link     *+names
accept   *-gw.pcap:1-2,8-9,12
reject   *-gw.pcap:3-7,10-11,13

filter   ip gateway gw
link     *+names
accept   *-gw.pcap:1-2,12
reject   *-gw.pcap:3-11,13

filter   arp gateway gw
link     *+names
accept   *-gw.pcap:8
reject   *-gw.pcap:1-7,9-13

filter   rarp gateway gw
link     *+names
accept   *-gw.pcap:9
reject   *-gw.pcap:1-8,10-13

filter   not gateway gw
link     *+names
accept   *-gw.pcap:3-7,10-11,13
reject   *-gw.pcap:1-2,8-9,12

filter   gateway gw2
link     *+names
accept   *-gw.pcap:8-9
reject   *-gw.pcap:1-7,10-13
note     every address of the name counts

filter   ip gateway gw2
link     *+names
reject   *-gw.pcap:1-13

filter   gateway gw and port 80
link     *+names
accept   *-gw.pcap:2
reject   *-gw.pcap:1,3-13

filter   gateway gw or ip6
link     *+names
accept   *-gw.pcap:1-2,6,8-9,12
reject   *-gw.pcap:3-5,7,10-11,13

filter   host gw
link     *+names
accept   *-gw.pcap:3-4,7,10
reject   *-gw.pcap:1-2,5-6,8-9,11-13

filter   ether host gw
link     *+names
accept   *-gw.pcap:1-4,6-10,12-13
reject   *-gw.pcap:5,11

filter   ether src gw
link     *+names
accept   *-gw.pcap:1,4,8,12
reject   *-gw.pcap:2-3,5-7,9-11,13

filter   ether dst gw
link     *+names
accept   *-gw.pcap:2-3,6-7,9-10,12-13
reject   *-gw.pcap:1,4-5,8,11

filter   gateway six
link     *+names
error    host 'six' has no IPv4 address

filter   gateway keyless
link     *+names
error    unknown link host 'keyless'

filter   gateway 192.0.2.1
link     *+names
error    is not a name

filter   pppoes and gateway gw
link     *+names
error    'gateway' needs the link addresses of the IP packet itself

filter   vxlan and gateway gw
link     *+names
error    'gateway' needs the link addresses of the IP packet itself

filter   geneve and gateway gw
link     *+names
error    'gateway' needs the link addresses of the IP packet itself

links    EN10MB NETANALYZER NETANALYZER_TRANSPARENT DSA_TAG_BRCM DSA_TAG_DSA

filter   mpls and gateway gw
link     *+names
error    'gateway' needs the link addresses of the IP packet itself

links    SUNATM

filter   lane and gateway gw
link     *+names
accept   *-gw.pcap:1-2,8-9,12
reject   *-gw.pcap:3-7,10-11,13

filter   lane and not gateway gw
link     *+names
accept   *-gw.pcap:3-7,10-11,13
reject   *-gw.pcap:1-2,8-9,12

links    RAW NULL LOOP ENC PFLOG PPP C_HDLC FRELAY SLIP ARCNET ATM_RFC1483 ATM_CLIP SUNATM LTALK IPNET JUNIPER_ETHER LINUX_SLL APPLE_IP_OVER_IEEE1394

filter   gateway gw
link     *+names
error    'gateway' needs the link addresses of the IP packet itself
