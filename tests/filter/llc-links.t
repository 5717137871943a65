# Behind IEEE 802.2 LLC headers: the -llc.pcap files of make_suites.c.
#
# 1 STP, 2-3 NetBEUI, 4-12 IS-IS, 13 CLNP, 14 ES-IS, 15 another source SAP, 16-18 IPX, 19-22
# AppleTalk and its ARP, 23-35 control fields, 36-37 IP, 38 IS-IS with upper bits, 39-41 cut off.

links    NETANALYZER NETANALYZER_TRANSPARENT DSA_TAG_BRCM DSA_TAG_DSA FDDI IEEE802 IP_OVER_FC ATM_RFC1483 ATM_CLIP SUNATM

filter   stp
accept   *-llc.pcap:1,40
reject   *-llc.pcap:2-39,41

filter   not stp
accept   *-llc.pcap:2-39,41
reject   *-llc.pcap:1,40

filter   netbeui
accept   *-llc.pcap:2
reject   *-llc.pcap:1,3-41

filter   link proto 0xf0
accept   *-llc.pcap:2
reject   *-llc.pcap:1,3-41

filter   iso
accept   *-llc.pcap:4-14,38-39
reject   *-llc.pcap:1-3,15-37,40-41

filter   not iso
accept   *-llc.pcap:1-3,15-37,40
reject   *-llc.pcap:4-14,38-39,41
note     41 does not say

filter   isis
accept   *-llc.pcap:4-12,38-39
reject   *-llc.pcap:1-3,13-37,40-41

filter   is-is
accept   *-llc.pcap:4-12,38-39
reject   *-llc.pcap:1-3,13-37,40-41

filter   clnp
accept   *-llc.pcap:13
reject   *-llc.pcap:1-12,14-41

filter   esis or es-is
accept   *-llc.pcap:14
reject   *-llc.pcap:1-13,15-41

filter   iso proto 0x81
accept   *-llc.pcap:13
reject   *-llc.pcap:1-12,14-41

filter   iso proto \clnp or \esis
accept   *-llc.pcap:13-14
reject   *-llc.pcap:1-12,15-41

filter   iso proto 131
accept   *-llc.pcap:4-12,38-39
reject   *-llc.pcap:1-3,13-37,40-41

filter   iih
accept   *-llc.pcap:4-6
reject   *-llc.pcap:1-3,7-41

filter   lsp
accept   *-llc.pcap:7-8
reject   *-llc.pcap:1-6,9-41

filter   snp
accept   *-llc.pcap:9-12,38
reject   *-llc.pcap:1-8,13-37,39-41

filter   csnp
accept   *-llc.pcap:9-10
reject   *-llc.pcap:1-8,11-41

filter   psnp
accept   *-llc.pcap:11-12,38
reject   *-llc.pcap:1-10,13-37,39-41

filter   l1
accept   *-llc.pcap:4,6-7,9,11
reject   *-llc.pcap:1-3,5,8,10,12-41

filter   l2
accept   *-llc.pcap:5-6,8,10,12,38
reject   *-llc.pcap:1-4,7,9,11,13-37,39-41

filter   l1 and iih
accept   *-llc.pcap:4,6
reject   *-llc.pcap:1-3,5,7-41

filter   l2 and lsp
accept   *-llc.pcap:8
reject   *-llc.pcap:1-7,9-41

filter   l1 and not psnp
accept   *-llc.pcap:4,6-7,9
reject   *-llc.pcap:1-3,5,8,10-41

filter   isis proto 20
accept   *-llc.pcap:8
reject   *-llc.pcap:1-7,9-41

filter   isis proto 27
accept   *-llc.pcap:12,38
reject   *-llc.pcap:1-11,13-37,39-41

filter   isis proto 24 or 25
accept   *-llc.pcap:9-10
reject   *-llc.pcap:1-8,11-41

filter   not isis proto 24
accept   *-llc.pcap:1-8,10-38,40
reject   *-llc.pcap:9,39,41
note     39 and 41 do not say

filter   link proto 6
accept   *-llc.pcap:36
reject   *-llc.pcap:1-35,37-41

filter   link proto 0x42
accept   *-llc.pcap:1,40
reject   *-llc.pcap:2-39,41

filter   link proto \stp or \netbeui
accept   *-llc.pcap:1-2,40
reject   *-llc.pcap:3-39,41

filter   link proto 4
accept   *-llc.pcap:23-35
reject   *-llc.pcap:1-22,36-41

filter   ip
reject   *-llc.pcap:1-41

filter   lat
reject   *-llc.pcap:1-41

filter   link proto \iso
accept   *-llc.pcap:4-14,38-39
reject   *-llc.pcap:1-3,15-37,40-41

links    NETANALYZER NETANALYZER_TRANSPARENT DSA_TAG_BRCM DSA_TAG_DSA

filter   ipx
accept   *-llc.pcap:16-18
reject   *-llc.pcap:1-15,19-41

filter   link proto \ipx
accept   *-llc.pcap:16-18
reject   *-llc.pcap:1-15,19-41

filter   link proto 0xe0
accept   *-llc.pcap:16-18
reject   *-llc.pcap:1-15,19-41

filter   link proto 0x8137
reject   *-llc.pcap:1-41

filter   atalk
accept   *-llc.pcap:19
reject   *-llc.pcap:1-18,20-41

filter   aarp
accept   *-llc.pcap:20
reject   *-llc.pcap:1-19,21-41

filter   link proto 0x809b
accept   *-llc.pcap:19
reject   *-llc.pcap:1-18,20-41

filter   link proto 0xff
accept   *-llc.pcap:18
reject   *-llc.pcap:1-17,19-41

filter   link proto 0xaa
accept   *-llc.pcap:17,19-22
reject   *-llc.pcap:1-16,18,23-41

filter   not ipx
accept   *-llc.pcap:1-15,19-38
reject   *-llc.pcap:16-18

links    FDDI IEEE802 IP_OVER_FC ATM_RFC1483 ATM_CLIP SUNATM

filter   ipx
accept   *-llc.pcap:16
reject   *-llc.pcap:1-15,17-41

filter   link proto 0xe0
accept   *-llc.pcap:16
reject   *-llc.pcap:1-15,17-41

filter   link proto 0x8137
accept   *-llc.pcap:17
reject   *-llc.pcap:1-16,18-41

filter   atalk
accept   *-llc.pcap:19
reject   *-llc.pcap:1-18,20-41

filter   aarp
accept   *-llc.pcap:20,22
reject   *-llc.pcap:1-19,21,23-41
note     the SNAP header itself is not looked at

filter   link proto 0xaa
accept   *-llc.pcap:17,19-22
reject   *-llc.pcap:1-16,18,23-41

filter   link proto 0xff
accept   *-llc.pcap:18
reject   *-llc.pcap:1-17,19-41

links    DSA_TAG_BRCM DSA_TAG_DSA

filter   llc
accept   *-llc.pcap:1-17,19-40
reject   *-llc.pcap:18,41
note     41: nobody knows

filter   not llc
accept   *-llc.pcap:18
reject   *-llc.pcap:1-17,19-41

links    FDDI IEEE802 ATM_RFC1483 SUNATM

filter   llc
accept   *-llc.pcap:1-41

filter   not link proto 0xaa and llc
accept   *-llc.pcap:1-16,18,23-41
reject   *-llc.pcap:17,19-22

filter   llc i
accept   *-llc.pcap:18,23
reject   *-llc.pcap:1-17,19-22,24-41

filter   llc s
accept   *-llc.pcap:24-26
reject   *-llc.pcap:1-23,27-41

filter   llc u
accept   *-llc.pcap:1-17,19-22,27-39
reject   *-llc.pcap:18,23-26,40-41

filter   llc rr
accept   *-llc.pcap:24
reject   *-llc.pcap:1-23,25-41

filter   llc rnr
accept   *-llc.pcap:25
reject   *-llc.pcap:1-24,26-41

filter   llc rej
accept   *-llc.pcap:26
reject   *-llc.pcap:1-25,27-41

filter   llc ui
accept   *-llc.pcap:1-17,19-22,27,36-39
reject   *-llc.pcap:18,23-26,28-35,40-41

filter   llc ua
accept   *-llc.pcap:28-29
reject   *-llc.pcap:1-27,30-41

filter   llc disc
accept   *-llc.pcap:30
reject   *-llc.pcap:1-29,31-41

filter   llc dm
accept   *-llc.pcap:31
reject   *-llc.pcap:1-30,32-41

filter   llc sabme
accept   *-llc.pcap:32
reject   *-llc.pcap:1-31,33-41

filter   llc test
accept   *-llc.pcap:33
reject   *-llc.pcap:1-32,34-41

filter   llc xid
accept   *-llc.pcap:34
reject   *-llc.pcap:1-33,35-41

filter   llc frmr
accept   *-llc.pcap:35
reject   *-llc.pcap:1-34,36-41

filter   llc rr or llc xid
accept   *-llc.pcap:24,34
reject   *-llc.pcap:1-23,25-33,35-41

filter   not llc u
accept   *-llc.pcap:18,23-26
reject   *-llc.pcap:1-17,19-22,27-41

links    DSA_TAG_BRCM DSA_TAG_DSA

filter   llc i
accept   *-llc.pcap:23
reject   *-llc.pcap:1-22,24-41

filter   llc s
accept   *-llc.pcap:24-26
reject   *-llc.pcap:1-23,27-41

filter   llc u
accept   *-llc.pcap:1-17,19-22,27-39
reject   *-llc.pcap:18,23-26,40-41

filter   llc rr
accept   *-llc.pcap:24
reject   *-llc.pcap:1-23,25-41

filter   llc rnr
accept   *-llc.pcap:25
reject   *-llc.pcap:1-24,26-41

filter   llc rej
accept   *-llc.pcap:26
reject   *-llc.pcap:1-25,27-41

filter   llc ui
accept   *-llc.pcap:1-17,19-22,27,36-39
reject   *-llc.pcap:18,23-26,28-35,40-41

filter   llc ua
accept   *-llc.pcap:28-29
reject   *-llc.pcap:1-27,30-41

filter   llc disc
accept   *-llc.pcap:30
reject   *-llc.pcap:1-29,31-41

filter   llc dm
accept   *-llc.pcap:31
reject   *-llc.pcap:1-30,32-41

filter   llc sabme
accept   *-llc.pcap:32
reject   *-llc.pcap:1-31,33-41

filter   llc test
accept   *-llc.pcap:33
reject   *-llc.pcap:1-32,34-41

filter   llc xid
accept   *-llc.pcap:34
reject   *-llc.pcap:1-33,35-41

filter   llc frmr
accept   *-llc.pcap:35
reject   *-llc.pcap:1-34,36-41

filter   llc rr or llc xid
accept   *-llc.pcap:24,34
reject   *-llc.pcap:1-23,25-33,35-41

filter   not llc u
accept   *-llc.pcap:18,23-26
reject   *-llc.pcap:1-17,19-22,27-41

links    NETANALYZER NETANALYZER_TRANSPARENT IP_OVER_FC ATM_CLIP

filter   llc
error    carry no LLC header to test
note     D51

filter   llc ui
error    carry no LLC header to test
