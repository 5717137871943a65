# Link types in front of IP: the files of tests/data/make_links.c.

filter   type mgt
link     IEEE802_11
accept   wlan.pcap:1
reject   wlan.pcap:2-10

filter   type ctl
link     IEEE802_11
accept   wlan.pcap:2-4
reject   wlan.pcap:1,5-10

filter   type data
link     IEEE802_11
accept   wlan.pcap:5-10
reject   wlan.pcap:1-4

filter   subtype beacon
link     IEEE802_11
accept   wlan.pcap:1
reject   wlan.pcap:2-10

filter   type ctl subtype ack
link     IEEE802_11
accept   wlan.pcap:4
reject   wlan.pcap:1-3,5-10

filter   subtype qos-data
link     IEEE802_11
accept   wlan.pcap:7,9
reject   wlan.pcap:1-6,8,10

filter   dir tods
link     IEEE802_11
accept   wlan.pcap:5,9
reject   wlan.pcap:1-4,6-8,10

filter   dir dstods
link     IEEE802_11
accept   wlan.pcap:8
reject   wlan.pcap:1-7,9-10

filter   not type data
link     IEEE802_11
accept   wlan.pcap:1-4
reject   wlan.pcap:5-10

filter   wlan host 02:00:00:00:00:03
link     IEEE802_11
accept   wlan.pcap:5-9
reject   wlan.pcap:1-4,10

filter   wlan src 02:00:00:00:00:02
link     IEEE802_11
accept   wlan.pcap:1,5,9-10
reject   wlan.pcap:2-4,6-8

filter   wlan dst 02:00:00:00:00:03
link     IEEE802_11
accept   wlan.pcap:5,8-9
reject   wlan.pcap:1-4,6-7,10

filter   wlan addr1 02:00:00:00:00:01
link     IEEE802_11
accept   wlan.pcap:2-9
reject   wlan.pcap:1,10

filter   wlan addr2 02:00:00:00:00:02
link     IEEE802_11
accept   wlan.pcap:1-2,5-10
reject   wlan.pcap:3-4

filter   wlan addr4 02:00:00:00:00:04
link     IEEE802_11
accept   wlan.pcap:8
reject   wlan.pcap:1-7,9-10

filter   wlan ra 02:00:00:00:00:01
link     IEEE802_11
accept   wlan.pcap:2-9
reject   wlan.pcap:1,10

filter   wlan ta 02:00:00:00:00:02
link     IEEE802_11
accept   wlan.pcap:2,5-10
reject   wlan.pcap:1,3-4

filter   broadcast
link     IEEE802_11
accept   wlan.pcap:1,10
reject   wlan.pcap:2-9

filter   ip
link     IEEE802_11
accept   wlan.pcap:5-6,8-9
reject   wlan.pcap:1-4,7,10

filter   ip6
link     IEEE802_11
accept   wlan.pcap:7
reject   wlan.pcap:1-6,8-10

filter   arp
link     IEEE802_11
accept   wlan.pcap:10
reject   wlan.pcap:1-9

filter   udp port 53
link     IEEE802_11
accept   wlan.pcap:5,7-9
reject   wlan.pcap:1-4,6,10

filter   tcp port 80
link     IEEE802_11
accept   wlan.pcap:6
reject   wlan.pcap:1-5,7-10

filter   len > 40 and ip
link     IEEE802_11
accept   wlan.pcap:5-6,8-9
reject   wlan.pcap:1-4,7,10

filter   llc
link     IEEE802_11
accept   wlan.pcap:5-10
reject   wlan.pcap:1-4

filter   host 192.0.2.10
link     IEEE802_11
accept   wlan.pcap:5-6,8-10
reject   wlan.pcap:1-4,7

filter   type data
link     IEEE802_11_RADIO
accept   radiotap.pcap:2-4
reject   radiotap.pcap:1,5

filter   type ctl
link     IEEE802_11_RADIO
accept   radiotap.pcap:5
reject   radiotap.pcap:1-4

filter   ip
link     IEEE802_11_RADIO
accept   radiotap.pcap:2-3
reject   radiotap.pcap:1,4-5

filter   udp port 53
link     IEEE802_11_RADIO
accept   radiotap.pcap:2-3
reject   radiotap.pcap:1,4-5

filter   icmp6
link     IEEE802_11_RADIO
accept   radiotap.pcap:4
reject   radiotap.pcap:1-3,5

filter   radio[2:2] = 0x0900
link     IEEE802_11_RADIO
accept   radiotap.pcap:2-3
reject   radiotap.pcap:1,4-5

filter   radio[8] & 0x20 != 0 and ip
link     IEEE802_11_RADIO
accept   radiotap.pcap:3
reject   radiotap.pcap:1-2,4-5

filter   wlan ra 02:00:00:00:00:01
link     IEEE802_11_RADIO
accept   radiotap.pcap:2-5
reject   radiotap.pcap:1

filter   wlan src 02:00:00:00:00:02
link     IEEE802_11_RADIO
accept   radiotap.pcap:1-3
reject   radiotap.pcap:4-5

filter   broadcast
link     IEEE802_11_RADIO
accept   radiotap.pcap:1
reject   radiotap.pcap:2-5

filter   not ip
link     IEEE802_11_RADIO
accept   radiotap.pcap:1,4-5
reject   radiotap.pcap:2-3

filter   on em1
link     PFLOG
accept   pflog.pcap:1
reject   pflog.pcap:2

filter   on em10
link     PFLOG
accept   pflog.pcap:2
reject   pflog.pcap:1

filter   ruleset authpf
link     PFLOG
accept   pflog.pcap:1
reject   pflog.pcap:2

filter   rnr 12
link     PFLOG
accept   pflog.pcap:1
reject   pflog.pcap:2

filter   srnr 3
link     PFLOG
accept   pflog.pcap:1
reject   pflog.pcap:2

filter   action block
link     PFLOG
accept   pflog.pcap:1
reject   pflog.pcap:2

filter   action pass
link     PFLOG
accept   pflog.pcap:2
reject   pflog.pcap:1

filter   reason match
link     PFLOG
accept   pflog.pcap:1
reject   pflog.pcap:2

filter   reason short
link     PFLOG
accept   pflog.pcap:2
reject   pflog.pcap:1

filter   inbound
link     PFLOG
accept   pflog.pcap:1
reject   pflog.pcap:2

filter   outbound and ip6
link     PFLOG
accept   pflog.pcap:2
reject   pflog.pcap:1

filter   ip
link     PFLOG
accept   pflog.pcap:1
reject   pflog.pcap:2

filter   udp port 53
link     PFLOG
accept   pflog.pcap:1-2

filter   link[2] = 1 and host 192.0.2.10
link     PFLOG
accept   pflog.pcap:1
reject   pflog.pcap:2

filter   vpi 1
link     SUNATM
accept   sunatm.pcap:1
reject   sunatm.pcap:2-5

filter   vpi > 0
link     SUNATM
accept   sunatm.pcap:1-3
reject   sunatm.pcap:4-5

filter   vci 100
link     SUNATM
accept   sunatm.pcap:1-3
reject   sunatm.pcap:4-5

filter   vpi (1 or 2)
link     SUNATM
accept   sunatm.pcap:1-3
reject   sunatm.pcap:4-5

filter   ip
link     SUNATM
accept   sunatm.pcap:1
reject   sunatm.pcap:2-5

filter   lane
link     SUNATM
accept   sunatm.pcap:2-3
reject   sunatm.pcap:1,4-5

filter   lane and ip
link     SUNATM
accept   sunatm.pcap:2
reject   sunatm.pcap:1,3-5

filter   lane and not tcp
link     SUNATM
accept   sunatm.pcap:3
reject   sunatm.pcap:1-2,4-5

filter   lane and ether src 02:00:00:00:00:02
link     SUNATM
accept   sunatm.pcap:2
reject   sunatm.pcap:1,3-5

filter   lane and tcp port 80
link     SUNATM
accept   sunatm.pcap:2
reject   sunatm.pcap:1,3-5

filter   oam
link     SUNATM
accept   sunatm.pcap:5
reject   sunatm.pcap:1-4

filter   oamf4sc
link     SUNATM
accept   sunatm.pcap:5
reject   sunatm.pcap:1-4

filter   sc
link     SUNATM
accept   sunatm.pcap:4
reject   sunatm.pcap:1-3,5

filter   connectmsg
link     SUNATM
accept   sunatm.pcap:4
reject   sunatm.pcap:1-3,5

filter   metac or vpi 2
link     SUNATM
accept   sunatm.pcap:2-3
reject   sunatm.pcap:1,4-5

filter   llc
link     SUNATM
accept   sunatm.pcap:1
reject   sunatm.pcap:2-5

filter   fisu
link     MTP2
accept   mtp2.pcap:1
reject   mtp2.pcap:2-4

filter   lssu
link     MTP2
accept   mtp2.pcap:2
reject   mtp2.pcap:1,3-4

filter   msu
link     MTP2
accept   mtp2.pcap:3-4
reject   mtp2.pcap:1-2

filter   sio 0x85
link     MTP2
accept   mtp2.pcap:3
reject   mtp2.pcap:1-2,4

filter   dpc 11
link     MTP2
accept   mtp2.pcap:3
reject   mtp2.pcap:1-2,4

filter   dpc > 11
link     MTP2
accept   mtp2.pcap:4
reject   mtp2.pcap:1-3

filter   dpc < 256
link     MTP2
accept   mtp2.pcap:3
reject   mtp2.pcap:1-2,4

filter   opc 1
link     MTP2
accept   mtp2.pcap:4
reject   mtp2.pcap:1-3

filter   opc > 1
link     MTP2
accept   mtp2.pcap:3
reject   mtp2.pcap:1-2,4

filter   sls 3
link     MTP2
accept   mtp2.pcap:3
reject   mtp2.pcap:1-2,4

filter   dpc (11 or 256)
link     MTP2
accept   mtp2.pcap:3-4
reject   mtp2.pcap:1-2

filter   not msu
link     MTP2
accept   mtp2.pcap:1-2
reject   mtp2.pcap:3-4

filter   ip
link     SLIP
accept   slip.pcap:1
reject   slip.pcap:2

filter   ip6
link     SLIP
accept   slip.pcap:2
reject   slip.pcap:1

filter   inbound
link     SLIP
accept   slip.pcap:1
reject   slip.pcap:2

filter   outbound
link     SLIP
accept   slip.pcap:2
reject   slip.pcap:1

filter   udp port 53
link     SLIP
accept   slip.pcap:1-2

filter   host 192.0.2.10
link     SLIP
accept   slip.pcap:1
reject   slip.pcap:2

filter   ip
link     FRELAY
accept   frelay.pcap:1
reject   frelay.pcap:2-3

filter   ip6
link     FRELAY
accept   frelay.pcap:2
reject   frelay.pcap:1,3

filter   iso
link     FRELAY
accept   frelay.pcap:3
reject   frelay.pcap:1-2

filter   isis
link     FRELAY
accept   frelay.pcap:3
reject   frelay.pcap:1-2

filter   l2 and lsp
link     FRELAY
accept   frelay.pcap:3
reject   frelay.pcap:1-2

filter   iso proto 0x83
link     FRELAY
accept   frelay.pcap:3
reject   frelay.pcap:1-2

filter   src host 192.0.2.10
link     FRELAY
accept   frelay.pcap:1
reject   frelay.pcap:2-3

filter   udp port 53
link     FRELAY
accept   frelay.pcap:1
reject   frelay.pcap:2-3

filter   icmp6[0] = 128
link     FRELAY
accept   frelay.pcap:2
reject   frelay.pcap:1,3

filter   ip
link     C_HDLC
accept   hdlc.pcap:1
reject   hdlc.pcap:2

filter   iso
link     C_HDLC
accept   hdlc.pcap:2
reject   hdlc.pcap:1

filter   isis
link     C_HDLC
accept   hdlc.pcap:2
reject   hdlc.pcap:1

filter   lsp
link     C_HDLC
accept   hdlc.pcap:2
reject   hdlc.pcap:1

filter   tcp port 80
link     C_HDLC
accept   hdlc.pcap:1
reject   hdlc.pcap:2

filter   isis proto 20
link     C_HDLC
accept   hdlc.pcap:2
reject   hdlc.pcap:1

filter   ip
link     FDDI
accept   fddi.pcap:1
reject   fddi.pcap:2-3

filter   arp
link     FDDI
accept   fddi.pcap:2
reject   fddi.pcap:1,3

filter   stp
link     FDDI
accept   fddi.pcap:3
reject   fddi.pcap:1-2

filter   broadcast
link     FDDI
accept   fddi.pcap:2
reject   fddi.pcap:1,3

filter   multicast
link     FDDI
accept   fddi.pcap:2-3
reject   fddi.pcap:1

filter   ether src 02:00:00:00:00:02
link     FDDI
accept   fddi.pcap:1-3

filter   ether dst 02:00:00:00:00:01
link     FDDI
accept   fddi.pcap:1
reject   fddi.pcap:2-3

filter   host 192.0.2.10
link     FDDI
accept   fddi.pcap:1-2
reject   fddi.pcap:3

filter   llc u
link     FDDI
accept   fddi.pcap:1-3

filter   udp port 53
link     FDDI
accept   fddi.pcap:1
reject   fddi.pcap:2-3
