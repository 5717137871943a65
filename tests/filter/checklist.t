# What has to become of a filter: ok (a program that depends on the packet), all (every
# packet), never (can never match: an error, a program when that is allowed), err.
# Link type and options, filter; text behind " # " is a remark.

# basics, qualifiers, inheritance
all    EN10MB
ok     EN10MB                     ip
ok     EN10MB                     not arp and not rarp
ok     EN10MB                     !(tcp || udp) && ip
ok     EN10MB                     host 198.51.100.17
ok     EN10MB                     src 198.51.100.17 or dst 203.0.113.9
ok     EN10MB                     src and dst host 192.0.2.33
ok     EN10MB                     dst or src 192.0.2.33
ok     EN10MB                     ip host 198.51.100.17 and not 203.0.113.9
ok     EN10MB                     host (198.51.100.17 or 203.0.113.9 or 192.0.2.1) and port (25 or 587)
ok     EN10MB                     host 198.51.100.1 or (198.51.100.2 and 198.51.100.3)
ok     EN10MB                     host ((198.51.100.1 or 198.51.100.2) or 198.51.100.3)   # D39
ok     EN10MB                     arp src host 192.0.2.1 and dst 192.0.2.2
ok     EN10MB                     rarp dst 192.0.2.77
ok     EN10MB                     host 3325256721
ok     EN10MB                     dst host 0xc6336411
ok     EN10MB                     host 192.0
ok     EN10MB                     net 198.51.100.0/24 or 203.0.113.0/25
ok     EN10MB                     src net 172.20 and not dst net 172.20.5
ok     EN10MB                     net 100.64.0.0 mask 255.192.0.0
ok     EN10MB                     ip dst net 10.0.7.0 mask 255.0.255.0
ok     EN10MB                     net 0.0.0.0/0
ok     EN10MB                     net 300
err    EN10MB                     net 198.51.100.9/24
ok     EN10MB                     net 10/8   # D40
err    EN10MB                     src 198.51.100.0/24
ok     EN10MB                     host 2001:db8:7::42
ok     EN10MB                     src host 2001:db8::198.51.100.3
ok     EN10MB                     ip6 net 2001:db8:40::/42 and not dst net ff00::/8
ok     EN10MB                     dst 2001:db8::9/128
err    EN10MB                     host 2001:db8::/48
err    EN10MB                     ip6 host 198.51.100.17
err    EN10MB                     arp host 2001:db8::1
err    EN10MB                     tcp host 198.51.100.17
err    EN10MB                     ip 198.51.100.17
err    EN10MB                     host 198.51.100.1 or udp or 198.51.100.2

# ports
ok     EN10MB                     port 5060
ok     EN10MB                     tcp dst port 8443 or 9443
ok     EN10MB                     udp src and dst port 123
ok     EN10MB                     sctp port 3868
ok     EN10MB                     portrange 6000-6063
ok     EN10MB                     tcp src portrange 40000-32768
ok     EN10MB                     udp portrange 0x1000-0x10ff
ok     EN10MB                     not port 22 and not 53
ok     EN10MB                     port not 80
ok     EN10MB                     port domain
err    EN10MB                     udp port smtp
err    EN10MB                     port 65537
err    EN10MB                     ip port 5060
err    EN10MB                     portrange 100 - 200
err    EN10MB                     portrange ftp-data
ok     EN10MB                     port 22 and host 198.51.100.7 or 198.51.100.8
ok     EN10MB                     src port 67 or dst 68   # D37: dst host 0.0.0.68

# protocols
ok     EN10MB                     proto 47 or 4
ok     EN10MB                     ip proto \igmp or \pim
ok     EN10MB                     ip6 proto 43
ok     EN10MB                     proto ospf
err    EN10MB                     ip proto tcp
err    EN10MB                     ip6 proto 300
ok     EN10MB                     ah or esp
ok     EN10MB                     icmp6 or igmp
ok     EN10MB                     carp and dst 224.0.0.18
ok     EN10MB                     ip6 protochain 58   # D15
ok     RAW                        protochain \udp   # D15
ok     EN10MB                     ether proto 0x88e5 or 0x8899
ok     EN10MB                     ether proto \ip6
ok     EN10MB                     link proto lldp or slow
ok     EN10MB                     ether proto 0x42
ok     EN10MB                     stp or netbeui
ok     EN10MB                     ipx or ether proto 0xe0
ok     EN10MB                     atalk or aarp
ok     EN10MB                     lat or sca or moprc or mopdl
err    EN10MB                     ether proto 1499
ok     EN10MB                     decnet dst 17.44
ok     EN10MB                     decnet host not 3.1000
err    EN10MB                     decnet src 70.1
ok     EN10MB                     iso proto \clnp or 0x82
ok     EN10MB                     isis proto 20 or 25
ok     EN10MB                     l2 and not psnp
ok     EN10MB                     is-is and not iih
never  EN10MB                     arp and ip6

# link layer
ok     EN10MB                     ether src 00-1b-21-3c-9d-f8
ok     EN10MB                     ether dst host 0180.c200.0014
ok     EN10MB                     link host 02.aa.5.0.7f.1 and not broadcast
ok     EN10MB                     ether host 3c970e112233 and ether multicast
ok     EN10MB                     fddi src and dst a:b:c:d:e:f
err    EN10MB                     host a:b:c:d:e:f
err    EN10MB                     ether host 02:aa:05:00:7f
ok     EN10MB                     ip multicast and not ether multicast
ok     EN10MB                     ip6 multicast
err    EN10MB                     ip broadcast
ok     EN10MB+mask=255.255.254.0  ip broadcast
err    EN10MB                     arp broadcast
err    EN10MB                     wlan addr1 a:b:c:d:e:f
err    EN10MB                     link host $1f
ok     EN10MB                     llc
ok     EN10MB                     llc xid or llc test
ok     EN10MB                     llc rnr or llc i

# length, bytes, arithmetic, accessors
ok     EN10MB                     less 63 or greater 1515
ok     EN10MB                     len - 14 > 1500
ok     EN10MB                     len-14 > 1500   # D35
ok     EN10MB                     byte 20 & 7
ok     EN10MB                     byte 0 == 255
err    EN10MB                     byte 0 >= 3
ok     EN10MB                     tcp[tcpflags] & (tcp-syn|tcp-ack) == tcp-syn
ok     EN10MB                     tcp[tcpflags] & tcp-rst != 0 and not src net 192.0.2.0/24
ok     EN10MB                     not tcp[13] & 4 = 0
ok     EN10MB                     ip[2:2] - ((ip[0] & 0xf) << 2) - ((tcp[12] & 0xf0) >> 2) > 0
ok     EN10MB                     tcp[(tcp[12] >> 4) * 4 : 4] = 0x48545450
ok     EN10MB                     udp[8 + 2 : 2] & 0x8000 = 0
ok     EN10MB                     icmp[icmptype] = icmp-unreach and icmp[icmpcode] = 4
ok     EN10MB                     icmp6[icmp6type] >= icmp6-routersolicit and icmp6[0] <= icmp6-redirect
ok     EN10MB                     ip[8] < 5 or ip6[7] < 5
ok     EN10MB                     ip[6:2] & 0x3fff != 0
ok     EN10MB                     ether[0:4] = 0x01005e00
ok     EN10MB                     ip[ip[0] & 0xf] = 1
ok     EN10MB                     arp[6:2] = 2 and arp[14:4] = 0xc0000201
ok     EN10MB                     ip[1] >> 2 = 46 or ip6[0:2] >> 6 & 0x3f = 46
ok     EN10MB                     len / 4 * 4 = len
ok     EN10MB                     len % 4 * 2 = 2   # D33
ok     EN10MB                     4 & tcp[13] = 4   # D8
ok     EN10MB                     ether[0] + udp[5] > 300   # D8
ok     EN10MB                     len / ip[8] = 2 or arp
all    EN10MB                     6 * 7 = 42
never  EN10MB                     0xffffffff < 5
all    EN10MB                     0 - 1 > 5
err    EN10MB                     ip[0:3] = 1
err    EN10MB                     len / 0 = 1
err    EN10MB                     len << 40 = 0
err    EN10MB                     ip[0] = 5 = 1
err    EN10MB                     isis[4] = 18
err    EN10MB                     len = 987654321098
never  EN10MB                     ip6 and udp[0:2] = 53

# encapsulation
ok     EN10MB                     vlan
ok     EN10MB                     vlan 73 and ip6
ok     EN10MB                     vlan 73 and vlan 74 and arp
ok     EN10MB                     icmp or (vlan and icmp)
never  EN10MB                     icmp and vlan
ok     EN10MB                     vlan 73 or vlan 74   # D28 D38
ok     EN10MB                     not vlan and udp   # D38
err    EN10MB                     vlan 73 or 74
err    EN10MB                     vlan 5000
ok     EN10MB                     mpls 3000 and src host 198.51.100.4
ok     EN10MB                     mpls and mpls 16 and ip6
ok     EN10MB                     vlan and mpls and tcp port 179
err    EN10MB                     mpls and arp
err    EN10MB                     mpls and vlan 2
ok     EN10MB                     pppoed
ok     EN10MB                     vlan 7 and pppoes 0x1f2 and ip6
ok     EN10MB                     pppoes and link proto 0xc021
ok     EN10MB                     pppoes and mpls 99 and ip
err    EN10MB                     pppoes and ether src a:b:c:d:e:f
ok     EN10MB                     geneve 0x1000 and tcp port 443
ok     EN10MB                     geneve and ether dst a:b:c:d:e:f
ok     EN10MB                     vxlan 8190 and ip   # D2
ok     EN10MB                     vxlan and vlan 12 and host 192.0.2.200
ok     EN10MB                     ip6 and vxlan and icmp6
ok     EN10MB                     mpls and vxlan and udp   # D12
ok     EN10MB                     vxlan or arp   # D14
err    EN10MB                     geneve 16777300
never  EN10MB                     not vxlan and ip   # D14
never  EN10MB                     not geneve and tcp   # D14

# live extensions
ok     EN10MB+live                vlan 900 and tcp
ok     EN10MB+live                outbound and not port 22
ok     EN10MB+live                ifindex 4 or inbound
ok     EN10MB+live                len > 60 and vlan and host 192.0.2.1   # D9
ok     EN10MB+live                arp or (vlan and arp)   # D3
ok     EN10MB+live                vlan and pppoes and ip   # D10
err    EN10MB                     outbound
ok     RAW+live                   inbound

# other link types
ok     LINUX_SLL                  outbound and udp port 500
ok     LINUX_SLL                  ipx or stp
ok     LINUX_SLL                  isis   # D18
ok     LINUX_SLL2                 ifindex 3 and inbound and ip6
ok     LINUX_SLL2                 stp   # D18
ok     LINUX_SLL2                 vlan   # D31
ok     RAW                        ip6 and tcp dst port 179
never  RAW                        arp host 192.0.2.1
ok     IPV4                       icmp[0] = 3
never  IPV4                       ip6
all    IPV6                       ip6
ok     NULL                       ip6 and port 7000
ok     LOOP                       host 127.0.0.53
never  NULL                       stp
ok     PPP                        ip6 or iso
ok     PPP                        ppp proto 0x8021
ok     PPP                        mpls 20 and ip
ok     ENC                        esp
ok     PPP_PPPD                   inbound and tcp
ok     PPP_ETHER                  host 198.51.100.61
ok     PPP_BSDOS                  ip and not udp
ok     C_HDLC                     isis or esis
ok     C_HDLC                     mpls and ip6
ok     FRELAY                     src host 198.51.100.90   # D18
ok     FRELAY                     iso proto 0x83
ok     SLIP                       ip and outbound   # D17
ok     FDDI                       ether dst a:b:c:d:e:f and ip
ok     IEEE802                    tr multicast or clnp
ok     IP_OVER_FC                 link broadcast and arp
ok     ATM_RFC1483                llc ui
ok     SUNATM                     vci (100 or 200) and vpi != 0
ok     SUNATM                     lane and ether host a:b:c:d:e:f and ip
ok     SUNATM                     connectmsg or metaconnect or oam
err    SUNATM                     lane and vci 5
ok     MTP2                       msu and sio 0x85 and dpc (11 or 12)
ok     MTP2_WITH_PHDR             opc >= 4000   # D16
ok     ERF                        hlssu or hsls 9
ok     PFLOG                      on vio0 and action block and reason match
ok     PFLOG                      inbound and rnr 12 and udp port 514
ok     PFLOG                      ruleset authpf and srnr 3
ok     PFLOG                      link[2] = 1 and host 192.0.2.14   # D9
err    PFLOG                      action refuse
ok     ARCNET                     link src $1f and arp
ok     ARCNET_LINUX               broadcast or link dst $7
ok     BACNET_MS_TP               link host $2a
err    BACNET_MS_TP               ip
ok     DSA_TAG_BRCM               inbound and vlan 40 and ip
ok     DSA_TAG_DSA                outbound and ether src a:b:c:d:e:f
ok     NETANALYZER                ether dst a:b:c:d:e:f and tcp
ok     IPNET                      outbound and ip
ok     JUNIPER_ETHER              inbound and ip   # D19
err    JUNIPER_ES                 host 192.0.2.1   # D19
ok     IEEE802_11                 type mgt subtype beacon or subtype probe-resp
ok     IEEE802_11                 wlan addr1 a:b:c:d:e:f and dir fromds
ok     IEEE802_11                 wlan src a:b:c:d:e:f and ip
ok     IEEE802_11                 wlan ta a:b:c:d:e:f   # D20
ok     IEEE802_11                 len > 60 and ip   # D9
ok     IEEE802_11                 ip and len > 60
ok     IEEE802_11_RADIO           radio[2:2] > 0x1800 and type data and subtype qos-data   # D9
ok     IEEE802_11_RADIO           subtype qos-data and radio[4:4] & 0x2000000 != 0
err    IEEE802_11_RADIO           type data and subtype qos-data and subtype 0x80
ok     IEEE802_11_RADIO           not type ctl and udp port 5353
ok     IEEE802_11_RADIO_AVS       wlan multicast and arp
err    PRISM_HEADER               subtype deauth or disassoc
ok     PRISM_HEADER               subtype deauth or subtype disassoc
ok     PPI                        type 4 subtype 0xb0
err    PPI                        vlan 3
ok     PPI                        vxlan   # D11
ok     USB_LINUX                  link[9] = 3 and len > 64
err    USB_LINUX                  tcp
err    BLUETOOTH_HCI_H4           host 192.0.2.1
ok     IEEE802_11_RADIO           protochain 17
ok     PFLOG                      ip protochain 17
ok     LINUX_SLL2                 ip6 protochain 58
err    EN10MB                     type data
