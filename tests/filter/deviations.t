# Where pfc means something else than libpcap 1.10.3, on purpose.
#
# deviation  its number; V11: libpcap changed it after 1.10.3; else a section of the manual
# reason     what libpcap does
# kind       meaning  other packets match
#            cut-off  the same packets match, but need other bytes to be captured
#            accepts  only pfc compiles the filter
#            refuses  only libpcap compiles it
#            unset    libpcap's program reads scratch words it never set, or does not end
#            packet   the link header is read in another way
# link       link types, or any; live: only for a live interface
# match      POSIX extended regular expression on the filter
# shape      guard-right  an accessor that implies a test stands right of an operator
#            precedence   % or ^ beside another operator without parentheses
#            family       of kind packet: the address family of BSD loopback
#            ppp          of kind packet: an EtherType as PPP protocol number
# witness    a filter that still differs, on the first link type, or "LINK: filter"

deviation  D8
reason     forgets the test that an accessor implies when it stands right of an operator
kind       meaning
link       any
shape      guard-right
witness    2 & tcp[13] != 0
witness    4 & tcp[13] = 4
witness    ether[0] + udp[5] > 300
witness    2 + ip[0] = 71
witness    LINUX_SLL: 2 & tcp[13] != 0

deviation  D12
reason     still counts MPLS labels in front of a tunnel when it looks inside
kind       meaning
link       any
match      mpls.*geneve
witness    mpls and geneve and ip
witness    mpls and geneve and udp

deviation  D13
reason     looks for ISO protocols in a tunnel where the outer link type has them
kind       meaning
link       RAW IPV4 IPV6 NULL LOOP LINUX_SLL LINUX_SLL2
match      geneve.*(clnp|esis|es-is|isis|is-is|l1|l2|iih|lsp|snp|iso proto)
witness    geneve and clnp

deviation  D14
reason     computes offsets inside a tunnel only where the tunnel was found
kind       unset
link       any
match      geneve
witness    geneve or ip
witness    not geneve and tcp
witness    RAW: geneve or udp

deviation  D14
reason     computes offsets inside a tunnel only where the tunnel was found, else any words
kind       meaning
link       any
match      (len|\[).*geneve
witness    NULL: len != 0x1fff and not (geneve 0x1000 and udp src port 40000)

deviation  3.9
reason     looks behind a tag inside a tunnel at two bytes more, not at the tag's type
kind       meaning
link       any
match      geneve.*vlan
witness    geneve and vlan 5 and ip

deviation  D15
reason     sets the offset to the length of an authentication header, and may never end
kind       meaning
link       any
match      protochain
witness    ip protochain 17
witness    RAW: ip protochain 17

deviation  D15
reason     sets the offset to the length of an authentication header, and may never end
kind       unset
link       any
match      protochain
witness    ip protochain 17

deviation  D15
reason     loads the length of a header before it knows that it is needed
kind       cut-off
link       any
match      protochain
witness    ip6 protochain 58

deviation  D18
reason     looks for the NLPID in front of the LLC header
kind       meaning
link       LINUX_SLL
match      clnp|esis|es-is|isis|is-is|l1|l2|iih|lsp|snp|iso proto
witness    isis
witness    clnp

deviation  D18
reason     compares the protocol type with an LLC number and knows no SNAP
kind       meaning
link       LINUX_SLL2
match      stp|iso|netbeui|ipx|atalk|aarp|clnp|esis|es-is|isis|is-is|l1|l2|iih|lsp|snp|(link|ether) proto
witness    stp
witness    iso
witness    netbeui
witness    ipx
witness    atalk
witness    isis

deviation  D27
reason     compares the PPP protocol number with an EtherType that PPP does not have
kind       meaning
link       any
match      (ppp|pppoes).*(pppoes|arp|rarp|lat|sca|moprc|mopdl|aarp|netbeui|host|net|src|dst)
witness    pppoes and arp
witness    pppoes 1 and host 192.0.2.1

deviation  D31
reason     knows no VLAN on cooked captures
kind       accepts
link       LINUX_SLL LINUX_SLL2
match      vlan
witness    vlan
witness    LINUX_SLL2: vlan and ip

deviation  D33
reason     gives % and ^ no precedence: what follows is computed first
kind       meaning
link       any
shape      precedence
witness    len % 4 * 2 = 2
witness    10 * 7 % 4 = len

deviation  D35
reason     reads a - b as one name when there are no blanks
kind       accepts
link       any
match      [a-z0-9]-[0-9]
witness    len-14 > 1500

deviation  D39
reason     takes no parenthesis at the start of a list
kind       accepts
link       any
match      \(\(
witness    host ((198.51.100.1 or 198.51.100.2) or 198.51.100.3)

deviation  D40
reason     takes no prefix length behind a single number
kind       accepts
link       any
match      net [0-9]+/[0-9]+
witness    net 10/8

deviation  2.5
reason     adds a negative offset and the base without wrapping; its optimizer wraps
kind       meaning
link       any
match      \[((0 )?-|0xffffff)
witness    icmp6[0xffffffff] != 0x1fff
witness    igmp[0 - 4:2] < 0x7fff

deviation  V11
reason     1.10.3: byte I & V and byte I | V compare with the result
kind       meaning
link       any
match      byte [0-9]+ [&|]
witness    byte 20 & 7

deviation  V11
reason     1.10.3: ip multicast is every address from 224.0.0.0 on
kind       meaning
link       any
match      ip multicast
witness    ip multicast

deviation  V11
reason     1.10.3: compares the whole byte with the type of an IS-IS packet
kind       meaning
link       any
match      isis proto|l1|l2|iih|lsp|snp
witness    isis proto 20 or 25
witness    lsp

deviation  V11
reason     1.10.3: loads words of IPv6 addresses of which the mask leaves nothing
kind       cut-off
link       any
match      net.*::[0-9]*/
witness    net 2001:db8::/32
witness    IPV6: dst net ff00::/8

deviation  3.4
reason     loads an address of which the mask leaves nothing
kind       cut-off
link       any
match      0[.]0[.]0[.]0/0
witness    net 0.0.0.0/0
witness    RAW: src net 0.0.0.0/0

deviation  V11
reason     1.10.3: no vxlan
kind       accepts
link       any
match      vxlan
witness    vxlan
witness    vxlan 8190 and ip

deviation  V11
reason     1.10.3: port ranges in decimal only
kind       accepts
link       any
match      portrange 0x
witness    udp portrange 0x1000-0x10ff

deviation  V11
reason     1.10.3: does not know these names of EtherTypes
kind       accepts
link       any
match      lldp|slow
witness    link proto lldp or slow

deviation  V11
reason     1.10.3: takes protocol numbers that no packet can have
kind       refuses
link       any
match      proto|chain
witness    ether proto 1499
witness    ip6 proto 300

deviation  V11
reason     1.10.3: takes DECnet areas that no packet can have
kind       refuses
link       any
match      decnet
witness    decnet src 70.1

deviation  3.8
reason     loads metadata that is not there when no interface is open
kind       refuses
link       any
match      inbound|outbound|ifindex
witness    outbound

deviation  4.2
reason     tests only the address family of the system it was built on
kind       packet
link       NULL LOOP ENC PFLOG
shape      family
witness    ip6
witness    LOOP: ip6

deviation  D9
reason     keeps the length of the tag in a scratch word that arithmetic in front may own
kind       meaning
link       EN10MB live
match      (len|\[).*vlan
witness    len > 60 and vlan and host 192.0.2.1

deviation  5
reason     shifts what follows only on paths that came to the vlan test
kind       meaning
link       EN10MB live
match      (and|or|&&|[|][|]).*vlan.*\).*(and|or|&&|[|][|])
witness    port 443 and (vlan and vlan and net 192.0.2) or ip

deviation  D10
reason     never sets the length of the tag for what follows in a session or tunnel
kind       unset
link       EN10MB live
match      vlan.*(pppoes|geneve)
witness    vlan and pppoes and ip

deviation  D27
reason     compares the PPP protocol number with an EtherType that PPP does not have
kind       packet
link       PPP PPP_SERIAL PPP_PPPD PPP_ETHER PPP_BSDOS
shape      ppp
witness    arp
witness    PPP_ETHER: host 192.0.2.1

deviation  D17
reason     tests the IP version at the direction byte
kind       meaning
link       SLIP SLIP_BSDOS
match      .
witness    ip
witness    SLIP_BSDOS: tcp port 80

deviation  D18
reason     takes the payload for the start of the frame
kind       meaning
link       FRELAY
match      .
witness    src host 198.51.100.90

deviation  D18
reason     compares the protocol type with an LLC number and knows no SNAP
kind       meaning
link       APPLE_IP_OVER_IEEE1394 SYMANTEC_FIREWALL
match      stp|iso|netbeui|ipx|clnp|esis|es-is|isis|is-is|l1|l2|iih|lsp|snp|(link|ether) proto
witness    stp
witness    SYMANTEC_FIREWALL: isis

deviation  D19
reason     takes the magic number for every protocol and knows no payload
kind       meaning
link       JUNIPER_ES JUNIPER_SERVICES JUNIPER_VP JUNIPER_ISM JUNIPER_ST JUNIPER_VS JUNIPER_SRX_E2E JUNIPER_FIBRECHANNEL JUNIPER_ATM_CEMIC
match      .
witness    host 192.0.2.1

deviation  D19
reason     takes the magic number for IPv4 and for IPv6, of which it looks at IPv4 first
kind       cut-off
link       JUNIPER_MLPPP JUNIPER_MLFR JUNIPER_GGSN JUNIPER_MFR JUNIPER_ATM2 JUNIPER_ATM1 JUNIPER_MONITOR JUNIPER_PPPOE JUNIPER_PPPOE_ATM JUNIPER_ETHER JUNIPER_PPP JUNIPER_FRELAY JUNIPER_CHDLC
match      .
witness    tcp

deviation  D19
reason     takes the magic number for every protocol; knows no place of ISO protocols
kind       meaning
link       JUNIPER_MLPPP JUNIPER_MLFR JUNIPER_GGSN JUNIPER_MFR JUNIPER_ATM2 JUNIPER_ATM1 JUNIPER_MONITOR JUNIPER_PPPOE JUNIPER_PPPOE_ATM JUNIPER_ETHER JUNIPER_PPP JUNIPER_FRELAY JUNIPER_CHDLC
match      geneve|iso|isis|esis|clnp|l1|l2|iih|lsp|snp
witness    isis
witness    geneve

deviation  2.5
reason     lets the length in the header wrap round
kind       meaning
link       PRISM_HEADER IEEE802_11_RADIO_AVS
match      \[|byte
witness    link[8] & 1 = 1

deviation  D20
reason     misplaces the payload of frames with a fourth address, HT control or padding
kind       meaning
link       IEEE802_11 IEEE802_11_RADIO IEEE802_11_RADIO_AVS PRISM_HEADER PPI
match      (^|and |or |not |[(!])(ip|ip6|arp|rarp|tcp|udp|icmp|icmp6|sctp|igmp|pim|vrrp|esp|ah|port|portrange|host|net|src|dst|proto|ether proto|decnet|atalk|iso|isis|esis|clnp|stp|ipx|netbeui|l1|lsp|llc|vlan|geneve|pppoed|pppoes)
witness    ip
witness    IEEE802_11_RADIO: tcp port 80

deviation  D20
reason     misses control frames
kind       meaning
link       IEEE802_11 IEEE802_11_RADIO IEEE802_11_RADIO_AVS PRISM_HEADER PPI
match      wlan (ra|ta)
witness    wlan ra a:b:c:d:e:f
witness    wlan ta a:b:c:d:e:f

deviation  D9
reason     keeps the length of the header in a scratch word that arithmetic may own
kind       meaning
link       IEEE802_11_RADIO IEEE802_11_RADIO_AVS PRISM_HEADER PPI PFLOG
match      (len|byte|less|greater|reason|action|rnr|rulenum|inbound|outbound|\[).*(and|or|&&|[|][|])
witness    radio[2:2] > 0x1800 and type data and subtype qos-data
witness    PFLOG: link[2] = 1 and host 192.0.2.14

deviation  D11
reason     sets the words of the tunnel's offsets, and reads others
kind       unset
link       IEEE802_11 IEEE802_11_RADIO IEEE802_11_RADIO_AVS PRISM_HEADER PPI PFLOG
match      geneve|pppoes
witness    geneve
witness    IEEE802_11_RADIO: pppoes and ip

deviation  V11
reason     1.10.3: no 802.11 primitives behind PPI
kind       accepts
link       PPI
match      type|subtype|dir|wlan
witness    type 4 subtype 0xb0

deviation  D24
reason     compares only as many bytes as the name has
kind       meaning
link       PFLOG
match      (on|ifname|ruleset|rset) 
witness    on vio0
witness    ruleset authpf and srnr 3

deviation  V11
reason     1.10.3: != on fields of ATM and SS7 is wrong
kind       meaning
link       SUNATM MTP2 MTP2_WITH_PHDR ERF
match      !=
witness    vpi != 0
witness    MTP2_WITH_PHDR: sio != 3

deviation  D16
reason     compares the order of fields whose bytes are swapped
kind       meaning
link       MTP2 MTP2_WITH_PHDR ERF
match      (opc|dpc|hopc|hdpc) *[<>]
witness    MTP2_WITH_PHDR: opc >= 4000
witness    dpc > 2

deviation  V11
reason     1.10.3: reads the digits of $xx in the wrong order; knows codes of RFC 1051
kind       meaning
link       ARCNET ARCNET_LINUX
match      .
witness    link host $1f
witness    ip

deviation  V11
reason     1.10.3: knows DSA tags only in part
kind       accepts
link       DSA_TAG_BRCM DSA_TAG_DSA
match      .
witness    tcp port 80

deviation  D27
reason     loads the PPP protocol number to compare it with one that PPP does not have
kind       cut-off
link       PPP PPP_SERIAL PPP_PPPD PPP_ETHER PPP_BSDOS
match      .
witness    not arp

deviation  D27
reason     compares the PPP protocol number with a number of LLC
kind       meaning
link       PPP PPP_SERIAL PPP_PPPD PPP_ETHER PPP_BSDOS
match      netbeui
witness    netbeui
