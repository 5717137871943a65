# 802.11 behind radio headers: radiotap, AVS, Prism, PPI.

# Radiotap: a little-endian length, flags that tell of padding behind the 802.11 header.

filter   ip
link     IEEE802_11_RADIO
accept   radiotap-data.pcap:1-4,7-16,24,28
reject   radiotap-data.pcap:5-6,17-23,25-27,29-30
note     D20: padded from the start of the 802.11 header on

filter   not ip
link     IEEE802_11_RADIO
accept   radiotap-data.pcap:5-6,17-19,21-23,29-30
reject   radiotap-data.pcap:1-4,7-16,20,24-28

filter   ip6
link     IEEE802_11_RADIO
accept   radiotap-data.pcap:5-6,29-30
reject   radiotap-data.pcap:1-4,7-28

filter   arp
link     IEEE802_11_RADIO
accept   radiotap-data.pcap:21
reject   radiotap-data.pcap:1-20,22-30

filter   atalk
link     IEEE802_11_RADIO
accept   radiotap-data.pcap:23
reject   radiotap-data.pcap:1-22,24-30

filter   udp port 53
link     IEEE802_11_RADIO
accept   radiotap-data.pcap:1-3,5,7-9,12-16,29
reject   radiotap-data.pcap:4,6,10-11,17-28,30

filter   udp[2:2] = 53
link     IEEE802_11_RADIO
accept   radiotap-data.pcap:1-3,7-9,12-16
reject   radiotap-data.pcap:4-6,10-11,17-30

filter   tcp port 80
link     IEEE802_11_RADIO
accept   radiotap-data.pcap:4,10-11,30
reject   radiotap-data.pcap:1-3,5-9,12-29

filter   tcp[13] = 2
link     IEEE802_11_RADIO
accept   radiotap-data.pcap:4,10-11
reject   radiotap-data.pcap:1-3,5-9,12-30

filter   vlan 73 and tcp port 80
link     IEEE802_11_RADIO
accept   radiotap-data.pcap:22
reject   radiotap-data.pcap:1-21,23-30

filter   icmp or icmp6
link     IEEE802_11_RADIO
accept   radiotap-data.pcap:6,24
reject   radiotap-data.pcap:1-5,7-23,25-30

filter   host 192.0.2.10
link     IEEE802_11_RADIO
accept   radiotap-data.pcap:1-4,7-16,21,24
reject   radiotap-data.pcap:5-6,17-20,22-23,25-30

filter   protochain 6
link     IEEE802_11_RADIO
accept   radiotap-data.pcap:4,10-11,30
reject   radiotap-data.pcap:1-3,5-9,12-29

filter   type mgt
link     IEEE802_11_RADIO
accept   radiotap-data.pcap:17
reject   radiotap-data.pcap:1-16,18-30

filter   type ctl
link     IEEE802_11_RADIO
accept   radiotap-data.pcap:18-19
reject   radiotap-data.pcap:1-17,20-30

filter   type data
link     IEEE802_11_RADIO
same-as  llc
accept   radiotap-data.pcap:1-16,20-24,27-30
reject   radiotap-data.pcap:17-19,25-26

filter   not type data
link     IEEE802_11_RADIO
accept   radiotap-data.pcap:17-19
reject   radiotap-data.pcap:1-16,20-30
note     25 and 26 end in front of frame control

filter   llc ui
link     IEEE802_11_RADIO
accept   radiotap-data.pcap:1-16,21-24,28-30
reject   radiotap-data.pcap:17-20,25-27

filter   subtype ack
link     IEEE802_11_RADIO
accept   radiotap-data.pcap:18
reject   radiotap-data.pcap:1-17,19-30

filter   subtype qos-data
link     IEEE802_11_RADIO
same-as  wlan[0] = 0x88
accept   radiotap-data.pcap:2-3,5-7,9-11,13-15,22-23,27-28
reject   radiotap-data.pcap:1,4,8,12,16-21,24-26,29-30

filter   subtype qos-cf-poll or subtype qos-data-cf-poll
link     IEEE802_11_RADIO
accept   radiotap-data.pcap:8
reject   radiotap-data.pcap:1-7,9-30

filter   dir tods
link     IEEE802_11_RADIO
accept   radiotap-data.pcap:2-3,5-10,13-15,20,22-23,27-28
reject   radiotap-data.pcap:1,4,11-12,16-19,21,24-26,29-30

filter   dir dstods
link     IEEE802_11_RADIO
accept   radiotap-data.pcap:11-12,29
reject   radiotap-data.pcap:1-10,13-28,30

filter   wlan ra 02:00:00:00:00:01
link     IEEE802_11_RADIO
accept   radiotap-data.pcap:1-16,18-20,22-24,27-30
reject   radiotap-data.pcap:17,21,25-26
note     D20

filter   wlan ta 02:00:00:00:00:02
link     IEEE802_11_RADIO
accept   radiotap-data.pcap:1-16,19-24,27-30
reject   radiotap-data.pcap:17-18,25-26
note     D20

filter   wlan src 02:00:00:00:00:02
link     IEEE802_11_RADIO
accept   radiotap-data.pcap:1-10,13-17,20,22-24,27-28,30
reject   radiotap-data.pcap:11-12,18-19,21,25-26,29

filter   wlan dst 02:00:00:00:00:03
link     IEEE802_11_RADIO
accept   radiotap-data.pcap:2-3,5-15,20,22-23,27-29
reject   radiotap-data.pcap:1,4,16-19,21,24-26,30

filter   wlan host 02:00:00:00:00:04
link     IEEE802_11_RADIO
same-as  wlan addr4 02:00:00:00:00:04
accept   radiotap-data.pcap:11-12,29
reject   radiotap-data.pcap:1-10,13-28,30

filter   broadcast
link     IEEE802_11_RADIO
same-as  multicast
accept   radiotap-data.pcap:17,21
reject   radiotap-data.pcap:1-16,18-20,22-30

filter   radio[0] = 1
link     IEEE802_11_RADIO
accept   radiotap-data.pcap:24
reject   radiotap-data.pcap:1-23,25-30

filter   radio[2:2] = 0x1100
link     IEEE802_11_RADIO
accept   radiotap-data.pcap:9-11
reject   radiotap-data.pcap:1-8,12-30

filter   radio[4:4] & 0x02000000 != 0
link     IEEE802_11_RADIO
accept   radiotap-data.pcap:2-6,9-15,17,19-23,27-29
reject   radiotap-data.pcap:1,7-8,16,18,24-26,30

filter   radio[4] & 2 != 0 and radio[8] & 0x20 != 0
link     IEEE802_11_RADIO
accept   radiotap-data.pcap:3-4,6,9,13-14,17,19-20,22-23,27-29
reject   radiotap-data.pcap:1-2,5,7-8,10-12,15-16,18,21,24-26,30

filter   radio[2] = 9 and type data
link     IEEE802_11_RADIO
same-as  type data and radio[2] = 9
accept   radiotap-data.pcap:2-5,7,20-22,27-29
reject   radiotap-data.pcap:1,6,8-19,23-26,30
note     D9

filter   len < 69 and ip
link     IEEE802_11_RADIO
same-as  ip and len < 69
accept   radiotap-data.pcap:1,24
reject   radiotap-data.pcap:2-23,25-30
note     D9

filter   greater 300
link     IEEE802_11_RADIO
accept   radiotap-data.pcap:16
reject   radiotap-data.pcap:1-15,17-30

filter   link[0] = 8
link     IEEE802_11_RADIO
same-as  byte 0 = 8
same-as  wlan[0] & 255 = 0x10 - 8
accept   radiotap-data.pcap:1,4,12,16,21,24,29-30
reject   radiotap-data.pcap:2-3,5-11,13-15,17-20,22-23,25-28
note     link and byte count from the 802.11 header

# AVS: a big-endian length, any.

filter   ip
link     IEEE802_11_RADIO_AVS
accept   avs.pcap:1-4,15,21
reject   avs.pcap:5-14,16-20

filter   not ip
link     IEEE802_11_RADIO_AVS
accept   avs.pcap:5-11,14,16-18
reject   avs.pcap:1-4,12-13,15,19-21

filter   ip6
link     IEEE802_11_RADIO_AVS
accept   avs.pcap:9,14
reject   avs.pcap:1-8,10-13,15-21

filter   arp
link     IEEE802_11_RADIO_AVS
accept   avs.pcap:8
reject   avs.pcap:1-7,9-21

filter   atalk or stp
link     IEEE802_11_RADIO_AVS
accept   avs.pcap:10,16
reject   avs.pcap:1-9,11-15,17-21

filter   isis
link     IEEE802_11_RADIO_AVS
same-as  iih
same-as  l1
accept   avs.pcap:17
reject   avs.pcap:1-16,18-21

filter   udp port 53
link     IEEE802_11_RADIO_AVS
accept   avs.pcap:1-3,15
reject   avs.pcap:4-14,16-21
note     15 has a byte 0x20 where radiotap has flags

filter   tcp port 80
link     IEEE802_11_RADIO_AVS
accept   avs.pcap:4,14
reject   avs.pcap:1-3,5-13,15-21

filter   vlan 73 and tcp port 80
link     IEEE802_11_RADIO_AVS
accept   avs.pcap:11
reject   avs.pcap:1-10,12-21

filter   icmp6[0] = 128
link     IEEE802_11_RADIO_AVS
accept   avs.pcap:9
reject   avs.pcap:1-8,10-21

filter   type mgt
link     IEEE802_11_RADIO_AVS
accept   avs.pcap:5
reject   avs.pcap:1-4,6-21

filter   type ctl
link     IEEE802_11_RADIO_AVS
accept   avs.pcap:6-7
reject   avs.pcap:1-5,8-21

filter   type data
link     IEEE802_11_RADIO_AVS
accept   avs.pcap:1-4,8-12,14-17,20-21
reject   avs.pcap:5-7,13,18-19

filter   not type data
link     IEEE802_11_RADIO_AVS
accept   avs.pcap:5-7,18
reject   avs.pcap:1-4,8-17,19-21

filter   type 12
link     IEEE802_11_RADIO_AVS
accept   avs.pcap:18
reject   avs.pcap:1-17,19-21

filter   subtype qos-data
link     IEEE802_11_RADIO_AVS
accept   avs.pcap:2,4,9,11,14-15
reject   avs.pcap:1,3,5-8,10,12-13,16-21

filter   subtype null
link     IEEE802_11_RADIO_AVS
accept   avs.pcap:12
reject   avs.pcap:1-11,13-21

filter   dir tods
link     IEEE802_11_RADIO_AVS
accept   avs.pcap:2,4,9,11-12,15
reject   avs.pcap:1,3,5-8,10,13-14,16-21

filter   dir dstods
link     IEEE802_11_RADIO_AVS
same-as  wlan addr4 02:00:00:00:00:04
accept   avs.pcap:3,14
reject   avs.pcap:1-2,4-13,15-21

filter   wlan ra 02:00:00:00:00:01
link     IEEE802_11_RADIO_AVS
accept   avs.pcap:1-4,6-7,9-12,14-18,20-21
reject   avs.pcap:5,8,13,19

filter   wlan ta 02:00:00:00:00:02
link     IEEE802_11_RADIO_AVS
accept   avs.pcap:1-4,7-12,14-18,21
reject   avs.pcap:5-6,13,19-20

filter   wlan src 02:00:00:00:00:02
link     IEEE802_11_RADIO_AVS
accept   avs.pcap:1-2,4-5,9-12,15-17,21
reject   avs.pcap:3,6-8,13-14,18-20

filter   wlan dst 02:00:00:00:00:01
link     IEEE802_11_RADIO_AVS
accept   avs.pcap:1,10,16-17,20-21
reject   avs.pcap:2-9,11-15,18-19

filter   broadcast
link     IEEE802_11_RADIO_AVS
same-as  wlan multicast
accept   avs.pcap:5,8
reject   avs.pcap:1-4,6-7,9-21

filter   radio[4:4] = 64
link     IEEE802_11_RADIO_AVS
accept   avs.pcap:1,5-12,14,16-18,20-21
reject   avs.pcap:2-4,13,15,19

filter   radio[7] = 8 and ip
link     IEEE802_11_RADIO_AVS
same-as  ip and radio[7] = 8
accept   avs.pcap:2
reject   avs.pcap:1,3-21
note     D9

filter   len > 100 and ip
link     IEEE802_11_RADIO_AVS
same-as  ip and len > 100
accept   avs.pcap:1,3-4,21
reject   avs.pcap:2,5-20
note     D9

filter   link[0] = 0xd4
link     IEEE802_11_RADIO_AVS
same-as  wlan[0:2] = 0xd400
accept   avs.pcap:6
reject   avs.pcap:1-5,7-21

# Prism: 144 bytes, or a cookie that says how many.

filter   ip
link     PRISM_HEADER
accept   prism.pcap:1-2,4-7,24
reject   prism.pcap:3,8-23

filter   not ip
link     PRISM_HEADER
accept   prism.pcap:3,8-17,19-20
reject   prism.pcap:1-2,4-7,18,21-24

filter   ip6
link     PRISM_HEADER
accept   prism.pcap:3,8
reject   prism.pcap:1-2,4-7,9-24

filter   arp
link     PRISM_HEADER
accept   prism.pcap:13-14
reject   prism.pcap:1-12,15-24

filter   atalk
link     PRISM_HEADER
accept   prism.pcap:15
reject   prism.pcap:1-14,16-24

filter   isis and iih
link     PRISM_HEADER
accept   prism.pcap:19
reject   prism.pcap:1-18,20-24

filter   udp port 53
link     PRISM_HEADER
accept   prism.pcap:1-4,7
reject   prism.pcap:5-6,8-24
note     4 and 5 have no cookie but a length; in 3 the low digits differ

filter   tcp port 80
link     PRISM_HEADER
accept   prism.pcap:6,8
reject   prism.pcap:1-5,7,9-24

filter   icmp[icmptype] = icmp-echo
link     PRISM_HEADER
accept   prism.pcap:5
reject   prism.pcap:1-4,6-24

filter   vlan
link     PRISM_HEADER
accept   prism.pcap:16-17
reject   prism.pcap:1-15,18-24

filter   vlan 73 and ip
link     PRISM_HEADER
accept   prism.pcap:16
reject   prism.pcap:1-15,17-24

filter   vlan 74 and icmp6
link     PRISM_HEADER
accept   prism.pcap:17
reject   prism.pcap:1-16,18-24

filter   type mgt
link     PRISM_HEADER
same-as  subtype beacon
accept   prism.pcap:9,12
reject   prism.pcap:1-8,10-11,13-24

filter   type ctl
link     PRISM_HEADER
accept   prism.pcap:10-11
reject   prism.pcap:1-9,12-24

filter   type data
link     PRISM_HEADER
accept   prism.pcap:1-8,13-19,21,24
reject   prism.pcap:9-12,20,22-23

filter   not type data
link     PRISM_HEADER
accept   prism.pcap:9-12,20
reject   prism.pcap:1-8,13-19,21-24
note     22 and 23 end inside the radio header

filter   subtype ack
link     PRISM_HEADER
accept   prism.pcap:10
reject   prism.pcap:1-9,11-24

filter   subtype rts
link     PRISM_HEADER
accept   prism.pcap:11
reject   prism.pcap:1-10,12-24

filter   dir tods
link     PRISM_HEADER
accept   prism.pcap:3,5-6,8,16,18
reject   prism.pcap:1-2,4,7,9-15,17,19-24

filter   wlan ra 02:00:00:00:00:01
link     PRISM_HEADER
accept   prism.pcap:1-8,10-11,15-21,24
reject   prism.pcap:9,12-14,22-23

filter   wlan ta 02:00:00:00:00:02
link     PRISM_HEADER
accept   prism.pcap:1-8,11,13-21,24
reject   prism.pcap:9-10,12,22-23

filter   wlan src 02:00:00:00:00:02
link     PRISM_HEADER
accept   prism.pcap:1-6,8-9,12,15-19,21,24
reject   prism.pcap:7,10-11,13-14,20,22-23

filter   wlan addr4 02:00:00:00:00:04
link     PRISM_HEADER
same-as  wlan src 02:00:00:00:00:04
accept   prism.pcap:7
reject   prism.pcap:1-6,8-24

filter   broadcast
link     PRISM_HEADER
accept   prism.pcap:9,12-14
reject   prism.pcap:1-8,10-11,15-24

filter   llc ui
link     PRISM_HEADER
accept   prism.pcap:1-8,13-17,19,24
reject   prism.pcap:9-12,18,20-23

filter   radio[0:4] & 0xfffff000 = 0x80211000
link     PRISM_HEADER
accept   prism.pcap:2-3,11-12,14,17,23-24
reject   prism.pcap:1,4-10,13,15-16,18-22

filter   radio[0] = 0x44 and ip
link     PRISM_HEADER
same-as  ip and radio[0] = 0x44
accept   prism.pcap:1,6-7
reject   prism.pcap:2-5,8-24
note     D9

filter   len > 150 and ip
link     PRISM_HEADER
same-as  ip and len > 150
accept   prism.pcap:1,4-7
reject   prism.pcap:2-3,8-24
note     D9

filter   radio[4:4] = 64 and ip
link     PRISM_HEADER
accept   prism.pcap:2,4-5,24
reject   prism.pcap:1,3,6-23

filter   wlan[0] = 0x48
link     PRISM_HEADER
same-as  link[0] = 0x48
accept   prism.pcap:18
reject   prism.pcap:1-17,19-24

# PPI: a little-endian length, and only 802.11 behind it counts.

filter   ip
link     PPI
accept   ppi.pcap:1-3,9-10,18,21
reject   ppi.pcap:4-8,11-17,19-20,22-28

filter   not ip
link     PPI
accept   ppi.pcap:11-16,19,22-24,28
reject   ppi.pcap:1-10,17-18,20-21,25-27
note     the frames 4 to 8 and 20 are of other link types: no filter takes them

filter   ip6
link     PPI
accept   ppi.pcap:15,19,23
reject   ppi.pcap:1-14,16-18,20-22,24-28

filter   arp
link     PPI
accept   ppi.pcap:14
reject   ppi.pcap:1-13,15-28

filter   atalk
link     PPI
accept   ppi.pcap:16
reject   ppi.pcap:1-15,17-28

filter   lsp
link     PPI
same-as  isis
accept   ppi.pcap:28
reject   ppi.pcap:1-27

filter   udp port 53
link     PPI
accept   ppi.pcap:1-2,9,19
reject   ppi.pcap:3-8,10-18,20-28

filter   tcp port 80
link     PPI
accept   ppi.pcap:3,10,23
reject   ppi.pcap:1-2,4-9,11-22,24-28

filter   icmp6
link     PPI
accept   ppi.pcap:15
reject   ppi.pcap:1-14,16-28

filter   type mgt
link     PPI
accept   ppi.pcap:11
reject   ppi.pcap:1-10,12-28

filter   type ctl
link     PPI
accept   ppi.pcap:12-13
reject   ppi.pcap:1-11,14-28

filter   type data
link     PPI
accept   ppi.pcap:1-3,9-10,14-19,21-23,27-28
reject   ppi.pcap:4-8,11-13,20,24-26

filter   type 12
link     PPI
accept   ppi.pcap:24
reject   ppi.pcap:1-23,25-28

filter   not type data
link     PPI
accept   ppi.pcap:11-13,24
reject   ppi.pcap:1-10,14-23,25-28

filter   type 4 subtype 0xb0
link     PPI
same-as  subtype rts
accept   ppi.pcap:13
reject   ppi.pcap:1-12,14-28

filter   wlan ra 02:00:00:00:00:01
link     PPI
accept   ppi.pcap:1-3,9-10,12-13,15-19,21-24,27-28
reject   ppi.pcap:4-8,11,14,20,25-26

filter   wlan ta 02:00:00:00:00:02
link     PPI
accept   ppi.pcap:1-3,9-10,13-19,21-24,27-28
reject   ppi.pcap:4-8,11-12,20,25-26

filter   wlan src 02:00:00:00:00:02
link     PPI
accept   ppi.pcap:1-3,10-11,15-19,21-22,27-28
reject   ppi.pcap:4-9,12-14,20,23-26

filter   wlan addr4 02:00:00:00:00:04
link     PPI
same-as  dir dstods
accept   ppi.pcap:9,23
reject   ppi.pcap:1-8,10-22,24-28

filter   broadcast
link     PPI
accept   ppi.pcap:11,14
reject   ppi.pcap:1-10,12-13,15-28

filter   not broadcast
link     PPI
accept   ppi.pcap:1-3,9-10,12-13,15-19,21-24,27-28
reject   ppi.pcap:4-8,11,14,20,25-26

filter   vxlan
link     PPI
same-as  vxlan and icmp
accept   ppi.pcap:18
reject   ppi.pcap:1-17,19-28
note     D11

filter   not vxlan and len > 50
link     PPI
accept   ppi.pcap:1-3,9-10,14-16,19,21-24
reject   ppi.pcap:4-8,12-13,17-18,20,25-27

filter   geneve and icmp
link     PPI
accept   ppi.pcap:21
reject   ppi.pcap:1-20,22-28
note     D11

filter   pppoes 0x1f2 and udp port 53
link     PPI
accept   ppi.pcap:22
reject   ppi.pcap:1-21,23-28

filter   len > 20
link     PPI
accept   ppi.pcap:1-3,9-11,13-19,21-24,26-28
reject   ppi.pcap:4-8,12,20,25

filter   len > 300 and ip
link     PPI
same-as  ip and len > 300
accept   ppi.pcap:3
reject   ppi.pcap:1-2,4-28
note     D9

filter   link[0] = 8
link     PPI
accept   ppi.pcap:1,3,9,14,16,21,27-28
reject   ppi.pcap:2,4-8,10-13,15,17-20,22-26

filter   byte 1 & 1
link     PPI
accept   ppi.pcap:2,9-10,15,17-19,22-23
reject   ppi.pcap:1,3-8,11-14,16,20-21,24-28
