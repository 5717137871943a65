# Where pfc means something else than libpcap 1.10.3, on purpose.
#
# deviation  its number; V11: libpcap changed it after 1.10.3; SETS: an extension of the
#            language; else a section of the description of the language
# reason     what libpcap does
# kind       meaning  other packets match
#            cut-off  the same packets match, but need other bytes to be captured
#            accepts  only pfc compiles the filter
#            refuses  only libpcap compiles it
#            unset    libpcap's program reads scratch words it never set, or does not end
#            packet   the link header is read in another way
# link       link types (* stands for any letters), or any; live: only for a live interface
# match      POSIX extended regular expression on the filter
# except     the same: a filter that the record does not cover
# shape      guard-right  an accessor that implies a test stands right of an operator
#            arithmetic-first  a comparison stands in front of what needs a header's length
#            precedence   % or ^ beside another operator without parentheses
#            family       of kind packet: the address family of BSD loopback and PF
#            slip         of kind packet: what libpcap takes for the version differs
#            wlan-header  of kind packet: 802.11 headers whose length libpcap gets wrong
# bytes      of kind packet: OFFSET:WIDTH, and the values there (hex)
# witness    a filter that still differs, on the first link type, or "LINK: filter"
#
# Defects of libpcap that need no record, and what shows it:
#
# D1 D2 D3 D5   its optimizer: the peer tests compare with its unoptimized program;
#               check_search() in peer_test.c finds D1 and D5 in the optimized one
# D4 D44        loads beyond the packet: judged for every length in every search, by the
#               contract of the manual; filter/expr.t
# D6 D45 D47    size and time: check_lists() in peer_test.c, bench/compile
# D7            refused at no level or at all: levels_agree() in judge.c, diag/constant.t
# D21 D22       IPv6 extension headers, fragments: the same by default; filter/ip6ext.t
# D25 D26       masks of broadcasts, fixed port numbers: the same; filter/link.t, shift.t
# D29 D30       metadata: compiler/run_test.c, kernel/live_test.c, and for --as-saved
#               kernel/saved_test.c
# D32 D36 D37 D38 D41 D42 D43   traps, not defects: the same meaning, most with a warning;
#               oneliners.txt, checklist.t, diag/lint.t, diag/scope.t
# D34           what messages say: diag/
# D46           too long for the kernel: capture/ring_events_test.c
# D49           when names are looked up: compiler/names_test.c
# D51           the same link types refuse llc: links_test.c compiles it on each
# D52           shifts: libpcap's interpreter gives 0 as well; the kernel does not, which
#               kernel/filter_test.c compares with ours; filter/expr.t

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
link       any
match      geneve.*(clnp|esis|es-is|isis|is-is|l1|l2|iih|lsp|snp|iso proto)
witness    RAW: geneve and clnp

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

deviation  D15
reason     does not support it behind link headers of variable length
kind       accepts
link       PFLOG IEEE802_11* PRISM_HEADER PPI
match      protochain
witness    PFLOG: ip protochain 17

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
match      \[((0 )?-|0xffffff|len - )
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

deviation  D20
reason     802.11: leaves out the fourth address and HT control, pads the radio header
kind       packet
link       IEEE802_11* PRISM_HEADER PPI
shape      wlan-header
except     ^((wlan|type|subtype|dir|radio|link|src|dst|host|broadcast|multicast|and|or|not|ra|ta|addr[1-4]|len|mgt|ctl|data|[a-z]*ds|beacon|[a-z]*-[a-z]*|([0-9a-f]{1,2}:){5}[0-9a-f]{1,2}|0x[0-9a-f]+|[0-9]+|[][&|=<>!:])[ ()]*)+$
witness    ip
witness    IEEE802_11_RADIO: udp port 53

deviation  D50
reason     takes any protocol in front of words of 802.11, and ignores it
kind       refuses
link       IEEE802_11* PRISM_HEADER
match      (ip|ip6|arp|tcp|udp|icmp) (type|subtype|dir)
witness    tcp type mgt
witness    ip dir tods

deviation  3.8
reason     knows only the names of the system it was built on
kind       accepts
link       PFLOG
match      (reason|action) [a-z]
witness    reason translate
witness    action match

deviation  D28
reason     takes no list behind vlan
kind       accepts
link       any
match      vlan [(]
witness    vlan (5 or 6)

deviation  SETS
reason     has no sets
kind       accepts
link       any
match      in *[{@]
witness    port in {80, 443}
witness    proto in {tcp, udp}

deviation  D20
reason     802.11: knows no ra and ta of control frames
kind       meaning
link       IEEE802_11* PRISM_HEADER PPI
match      wlan (ra|ta)
witness    wlan ta 00:1b:21:3c:9d:f8
witness    wlan ra 02:aa:05:00:7f:01

deviation  D9
reason     keeps header lengths in scratch words that arithmetic in front may own
kind       meaning
link       IEEE802_11* PRISM_HEADER PPI PFLOG
shape      arithmetic-first
witness    len > 60 and ip
witness    PFLOG: link[2] = 1 and host 192.0.2.14
witness    IEEE802_11_RADIO: radio[2:2] > 0x1800 and type data and subtype qos-data

deviation  D11
reason     stores header lengths in the words of what a session or a tunnel pushes
kind       unset
link       IEEE802_11* PRISM_HEADER PPI PFLOG
match      pppoes|geneve
witness    IEEE802_11_RADIO: pppoes and ip
witness    PPI: geneve and ip

deviation  V11
reason     1.10.3: no 802.11 type and direction behind PPI
kind       accepts
link       PPI
match      type|dir
witness    type mgt
witness    dir tods

deviation  V11
reason     1.10.3: does not know how these carry protocols and addresses
kind       accepts
link       DSA_TAG_* BACNET_MS_TP
witness    ip
witness    broadcast
witness    BACNET_MS_TP: link host $5

deviation  V11
reason     1.10.3: finds protocols in MS/TP, where there are none
kind       refuses
link       BACNET_MS_TP
witness    ip

deviation  V11
reason     1.10.3: takes the direction from metadata that is not there
kind       meaning
link       DSA_TAG_*
match      inbound|outbound
witness    outbound

deviation  V11
reason     1.10.3: SLIP outbound is any byte but 0
kind       meaning
link       SLIP
match      outbound
witness    outbound

deviation  V11
reason     1.10.3: also takes the ARCnet codes of RFC 1051
kind       packet
link       ARCNET
bytes      2:1 f0 f1
witness    ip
witness    arp

deviation  V11
reason     1.10.3: also takes the ARCnet codes of RFC 1051
kind       packet
link       ARCNET_LINUX
bytes      4:1 f0 f1
witness    ip

deviation  V11
reason     1.10.3: one byte of an ARCnet address is read with the code of ARP
kind       meaning
link       ARCNET*
match      link.*[$]
witness    link host $5

deviation  D23
reason     ARP on ARCnet: hardware addresses have one byte, not six
kind       packet
link       ARCNET
match      host|net|src|dst
bytes      2:1 d5 d6
witness    arp host 192.0.2.1

deviation  D23
reason     ARP on ARCnet: hardware addresses have one byte, not six
kind       packet
link       ARCNET_LINUX
match      host|net|src|dst
bytes      4:1 d5 d6
witness    arp host 192.0.2.1

deviation  D17
reason     looks for the IP version in the direction byte
kind       packet
link       SLIP SLIP_BSDOS
shape      slip
witness    ip
witness    SLIP_BSDOS: ip6

deviation  D17
reason     looks for the IP version in the direction byte
kind       cut-off
link       SLIP SLIP_BSDOS
witness    not ip
witness    SLIP_BSDOS: not ip

deviation  D18
reason     takes the NLPID of Frame Relay for the first bytes of the payload
kind       packet
link       FRELAY
except     ^((ip|ip6|iso|and|or|not|clnp|esis|iso proto [0-9a-fx]+|len|less|greater|byte|link) ?[][0-9:=<>]* ?)+$
bytes      2:2 03cc 038e 0383
witness    src host 198.51.100.2
witness    ip[8] < 5
witness    tcp port 80

deviation  D18
reason     compares the type with the number of an LLC SAP
kind       meaning
link       APPLE_IP_OVER_IEEE1394 SYMANTEC_FIREWALL
match      stp|iso|netbeui|ipx|clnp|esis|es-is|isis|is-is|l1|l2|iih|lsp|snp|(link|ether) proto
witness    stp
witness    SYMANTEC_FIREWALL: iso

deviation  D19
reason     reads a payload whose place it does not know: somewhere, or nowhere
kind       refuses
link       JUNIPER_*
witness    JUNIPER_ES: host 192.0.2.1
witness    JUNIPER_ST: tcp port 80
witness    JUNIPER_PPP: clnp

deviation  D19
reason     asks for IPv4 and IPv6 by the same test, so their order shows
kind       cut-off
link       JUNIPER_*
witness    JUNIPER_MLPPP: udp

deviation  D19
reason     asks for a tunnel over IPv6 also where IPv4 was found, by the same test
kind       packet
link       JUNIPER_MLPPP JUNIPER_MLFR JUNIPER_MFR JUNIPER_PPP JUNIPER_FRELAY JUNIPER_CHDLC JUNIPER_ATM1
match      geneve
bytes      46:2 17c1
witness    geneve

deviation  D19
reason     asks for a tunnel over IPv6 also where IPv4 was found, by the same test
kind       packet
link       JUNIPER_PPPOE_ATM
match      geneve
bytes      48:2 17c1
witness    geneve

deviation  D19
reason     asks for a tunnel over IPv6 also where IPv4 was found, by the same test
kind       packet
link       JUNIPER_ATM2
match      geneve
bytes      50:2 17c1
witness    geneve

deviation  D19
reason     asks for a tunnel over IPv6 also where IPv4 was found, by the same test
kind       packet
link       JUNIPER_GGSN JUNIPER_MONITOR
match      geneve
bytes      54:2 17c1
witness    geneve

deviation  D19
reason     asks for a tunnel over IPv6 also where IPv4 was found, by the same test
kind       packet
link       JUNIPER_ETHER JUNIPER_PPPOE
match      geneve
bytes      74:2 17c1
witness    geneve

deviation  D16
reason     compares the bytes of point codes in the wrong order
kind       meaning
link       MTP2 MTP2_WITH_PHDR ERF
match      (h?opc|h?dpc) *[<>]
witness    dpc > 2
witness    MTP2_WITH_PHDR: opc >= 4000
witness    ERF: hopc < 5

deviation  V11
reason     1.10.3: != on fields of ATM and SS7 is true for what is larger
kind       meaning
link       SUNATM MTP2 MTP2_WITH_PHDR ERF
match      !=
witness    vpi != 0
witness    MTP2: dpc != 11

deviation  D24
reason     compares the first letters of a name: em1 is em10, too
kind       meaning
link       PFLOG
match      on |ruleset
witness    on em1
witness    ruleset authpf

deviation  3.10
reason     still finds the ATM header behind lane, where Ethernet is looked at
kind       refuses
link       SUNATM
match      lane.*(vpi|vci|lane|oam|meta|bcc|sc|ilmic|connect)
witness    lane and vci 5
witness    lane and lane

deviation  D27
reason     compares the PPP protocol number with an EtherType or SAP that PPP does not have
kind       packet
link       PPP PPP_SERIAL PPP_PPPD
bytes      2:2 0806 8035 80f3 6001 6002 6004 6007 8863 8864 f0
witness    arp

deviation  D27
reason     compares the PPP protocol number with an EtherType or SAP that PPP does not have
kind       packet
link       PPP_ETHER
bytes      6:2 0806 8035 80f3 6001 6002 6004 6007 8863 8864 f0
witness    pppoed

deviation  D27
reason     compares the PPP protocol number with an EtherType or SAP that PPP does not have
kind       packet
link       PPP_BSDOS
bytes      5:2 0806 8035 80f3 6001 6002 6004 6007 8863 8864 f0
witness    arp

deviation  D48
reason     keeps the offsets of each tunnel in scratch words, of which there are 16
kind       accepts
link       any
match      geneve.*geneve.*geneve.*geneve
witness    geneve and geneve and geneve and geneve and geneve and tcp[2:2] + tcp[0:2] = 5

deviation  D27
reason     loads the PPP protocol number to compare it with one that PPP does not have
kind       cut-off
link       PPP PPP_SERIAL PPP_PPPD PPP_ETHER PPP_BSDOS
match      arp|lat|sca|mop|netbeui|pppoe
witness    not arp
