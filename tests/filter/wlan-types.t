# 802.11 types and subtypes. wlan-types.pcap has a frame of each, in order: number
# 16 * type + subtype + 1, management being type 0, control 1, data 2, and 3 reserved.

filter   type mgt
link     IEEE802_11
same-as  type management
same-as  wlan type MGT
same-as  type 0
same-as  wlan[0] & 0x0c = 0
accept   wlan-types.pcap:1-16
reject   wlan-types.pcap:17-64

filter   type ctl
link     IEEE802_11
same-as  type Control
same-as  link type ctl
same-as  type 4
same-as  wlan[0] & 0x0c = 4
accept   wlan-types.pcap:17-32
reject   wlan-types.pcap:1-16,33-64

filter   type data
link     IEEE802_11
same-as  type 8
same-as  wlan[0] & 0x0c = 8
same-as  llc
accept   wlan-types.pcap:33-48
reject   wlan-types.pcap:1-32,49-64

filter   type 12
link     IEEE802_11
same-as  not type mgt and not type ctl and not type data
accept   wlan-types.pcap:49-64
reject   wlan-types.pcap:1-48

filter   not type ctl
link     IEEE802_11
accept   wlan-types.pcap:1-16,33-64
reject   wlan-types.pcap:17-32

filter   type mgt or type data
link     IEEE802_11
accept   wlan-types.pcap:1-16,33-48
reject   wlan-types.pcap:17-32,49-64

filter   subtype assoc-req
link     IEEE802_11
same-as  subtype assocreq
same-as  type mgt subtype assocreq
same-as  type 0 subtype 0x0
same-as  wlan[0] & 0xfc = 0x0
same-as  wlan subtype ASSOC-REQ
accept   wlan-types.pcap:1
reject   wlan-types.pcap:2-64

filter   subtype assoc-resp
link     IEEE802_11
same-as  subtype assocresp
same-as  type mgt subtype assocresp
same-as  type 0 subtype 0x10
same-as  wlan[0] & 0xfc = 0x10
same-as  wlan subtype ASSOC-RESP
accept   wlan-types.pcap:2
reject   wlan-types.pcap:1,3-64

filter   subtype reassoc-req
link     IEEE802_11
same-as  subtype reassocreq
same-as  type mgt subtype reassocreq
same-as  type 0 subtype 0x20
same-as  wlan[0] & 0xfc = 0x20
same-as  wlan subtype REASSOC-REQ
accept   wlan-types.pcap:3
reject   wlan-types.pcap:1-2,4-64

filter   subtype reassoc-resp
link     IEEE802_11
same-as  subtype reassocresp
same-as  type mgt subtype reassocresp
same-as  type 0 subtype 0x30
same-as  wlan[0] & 0xfc = 0x30
same-as  wlan subtype REASSOC-RESP
accept   wlan-types.pcap:4
reject   wlan-types.pcap:1-3,5-64

filter   subtype probe-req
link     IEEE802_11
same-as  subtype probereq
same-as  type mgt subtype probereq
same-as  type 0 subtype 0x40
same-as  wlan[0] & 0xfc = 0x40
same-as  wlan subtype PROBE-REQ
accept   wlan-types.pcap:5
reject   wlan-types.pcap:1-4,6-64

filter   subtype probe-resp
link     IEEE802_11
same-as  subtype proberesp
same-as  type mgt subtype proberesp
same-as  type 0 subtype 0x50
same-as  wlan[0] & 0xfc = 0x50
same-as  wlan subtype PROBE-RESP
accept   wlan-types.pcap:6
reject   wlan-types.pcap:1-5,7-64

filter   subtype beacon
link     IEEE802_11
same-as  type mgt subtype beacon
same-as  type 0 subtype 0x80
same-as  wlan[0] & 0xfc = 0x80
same-as  wlan subtype BEACON
accept   wlan-types.pcap:9
reject   wlan-types.pcap:1-8,10-64

filter   subtype atim
link     IEEE802_11
same-as  type mgt subtype atim
same-as  type 0 subtype 0x90
same-as  wlan[0] & 0xfc = 0x90
same-as  wlan subtype ATIM
accept   wlan-types.pcap:10
reject   wlan-types.pcap:1-9,11-64

filter   subtype disassoc
link     IEEE802_11
same-as  subtype disassociation
same-as  type mgt subtype disassociation
same-as  type 0 subtype 0xa0
same-as  wlan[0] & 0xfc = 0xa0
same-as  wlan subtype DISASSOC
accept   wlan-types.pcap:11
reject   wlan-types.pcap:1-10,12-64

filter   subtype auth
link     IEEE802_11
same-as  subtype authentication
same-as  type mgt subtype authentication
same-as  type 0 subtype 0xb0
same-as  wlan[0] & 0xfc = 0xb0
same-as  wlan subtype AUTH
accept   wlan-types.pcap:12
reject   wlan-types.pcap:1-11,13-64

filter   subtype deauth
link     IEEE802_11
same-as  subtype deauthentication
same-as  type mgt subtype deauthentication
same-as  type 0 subtype 0xc0
same-as  wlan[0] & 0xfc = 0xc0
same-as  wlan subtype DEAUTH
accept   wlan-types.pcap:13
reject   wlan-types.pcap:1-12,14-64

filter   subtype bar
link     IEEE802_11
same-as  type ctl subtype bar
same-as  type 4 subtype 0x80
same-as  wlan[0] & 0xfc = 0x84
accept   wlan-types.pcap:25
reject   wlan-types.pcap:1-24,26-64

filter   subtype ba
link     IEEE802_11
same-as  type ctl subtype ba
same-as  type 4 subtype 0x90
same-as  wlan[0] & 0xfc = 0x94
accept   wlan-types.pcap:26
reject   wlan-types.pcap:1-25,27-64

filter   subtype ps-poll
link     IEEE802_11
same-as  type ctl subtype ps-poll
same-as  type 4 subtype 0xa0
same-as  wlan[0] & 0xfc = 0xa4
accept   wlan-types.pcap:27
reject   wlan-types.pcap:1-26,28-64

filter   subtype rts
link     IEEE802_11
same-as  type ctl subtype rts
same-as  type 4 subtype 0xb0
same-as  wlan[0] & 0xfc = 0xb4
accept   wlan-types.pcap:28
reject   wlan-types.pcap:1-27,29-64

filter   subtype cts
link     IEEE802_11
same-as  type ctl subtype cts
same-as  type 4 subtype 0xc0
same-as  wlan[0] & 0xfc = 0xc4
accept   wlan-types.pcap:29
reject   wlan-types.pcap:1-28,30-64

filter   subtype ack
link     IEEE802_11
same-as  type ctl subtype ack
same-as  type 4 subtype 0xd0
same-as  wlan[0] & 0xfc = 0xd4
accept   wlan-types.pcap:30
reject   wlan-types.pcap:1-29,31-64

filter   subtype cf-end
link     IEEE802_11
same-as  type ctl subtype cf-end
same-as  type 4 subtype 0xe0
same-as  wlan[0] & 0xfc = 0xe4
accept   wlan-types.pcap:31
reject   wlan-types.pcap:1-30,32-64

filter   subtype cf-end-ack
link     IEEE802_11
same-as  type ctl subtype cf-end-ack
same-as  type 4 subtype 0xf0
same-as  wlan[0] & 0xfc = 0xf4
accept   wlan-types.pcap:32
reject   wlan-types.pcap:1-31,33-64

filter   subtype data
link     IEEE802_11
same-as  type data subtype data
same-as  type 8 subtype 0x0
same-as  wlan[0] & 0xfc = 0x8
accept   wlan-types.pcap:33
reject   wlan-types.pcap:1-32,34-64

filter   subtype data-cf-ack
link     IEEE802_11
same-as  type data subtype data-cf-ack
same-as  type 8 subtype 0x10
same-as  wlan[0] & 0xfc = 0x18
accept   wlan-types.pcap:34
reject   wlan-types.pcap:1-33,35-64

filter   subtype data-cf-poll
link     IEEE802_11
same-as  type data subtype data-cf-poll
same-as  type 8 subtype 0x20
same-as  wlan[0] & 0xfc = 0x28
accept   wlan-types.pcap:35
reject   wlan-types.pcap:1-34,36-64

filter   subtype data-cf-ack-poll
link     IEEE802_11
same-as  type data subtype data-cf-ack-poll
same-as  type 8 subtype 0x30
same-as  wlan[0] & 0xfc = 0x38
accept   wlan-types.pcap:36
reject   wlan-types.pcap:1-35,37-64

filter   subtype null
link     IEEE802_11
same-as  type data subtype null
same-as  type 8 subtype 0x40
same-as  wlan[0] & 0xfc = 0x48
accept   wlan-types.pcap:37
reject   wlan-types.pcap:1-36,38-64

filter   subtype cf-ack
link     IEEE802_11
same-as  type data subtype cf-ack
same-as  type 8 subtype 0x50
same-as  wlan[0] & 0xfc = 0x58
accept   wlan-types.pcap:38
reject   wlan-types.pcap:1-37,39-64

filter   subtype cf-poll
link     IEEE802_11
same-as  type data subtype cf-poll
same-as  type 8 subtype 0x60
same-as  wlan[0] & 0xfc = 0x68
accept   wlan-types.pcap:39
reject   wlan-types.pcap:1-38,40-64

filter   subtype cf-ack-poll
link     IEEE802_11
same-as  type data subtype cf-ack-poll
same-as  type 8 subtype 0x70
same-as  wlan[0] & 0xfc = 0x78
accept   wlan-types.pcap:40
reject   wlan-types.pcap:1-39,41-64

filter   subtype qos-data
link     IEEE802_11
same-as  type data subtype qos-data
same-as  type 8 subtype 0x80
same-as  wlan[0] & 0xfc = 0x88
accept   wlan-types.pcap:41
reject   wlan-types.pcap:1-40,42-64

filter   subtype qos-data-cf-ack
link     IEEE802_11
same-as  type data subtype qos-data-cf-ack
same-as  type 8 subtype 0x90
same-as  wlan[0] & 0xfc = 0x98
accept   wlan-types.pcap:42
reject   wlan-types.pcap:1-41,43-64

filter   subtype qos-data-cf-poll
link     IEEE802_11
same-as  type data subtype qos-data-cf-poll
same-as  type 8 subtype 0xa0
same-as  wlan[0] & 0xfc = 0xa8
accept   wlan-types.pcap:43
reject   wlan-types.pcap:1-42,44-64

filter   subtype qos-data-cf-ack-poll
link     IEEE802_11
same-as  type data subtype qos-data-cf-ack-poll
same-as  type 8 subtype 0xb0
same-as  wlan[0] & 0xfc = 0xb8
accept   wlan-types.pcap:44
reject   wlan-types.pcap:1-43,45-64

filter   subtype qos
link     IEEE802_11
same-as  type data subtype qos
same-as  type 8 subtype 0xc0
same-as  wlan[0] & 0xfc = 0xc8
accept   wlan-types.pcap:45
reject   wlan-types.pcap:1-44,46-64

filter   subtype qos-cf-poll
link     IEEE802_11
same-as  type data subtype qos-cf-poll
same-as  type 8 subtype 0xe0
same-as  wlan[0] & 0xfc = 0xe8
accept   wlan-types.pcap:47
reject   wlan-types.pcap:1-46,48-64

filter   subtype qos-cf-ack-poll
link     IEEE802_11
same-as  type data subtype qos-cf-ack-poll
same-as  type 8 subtype 0xf0
same-as  wlan[0] & 0xfc = 0xf8
accept   wlan-types.pcap:48
reject   wlan-types.pcap:1-47,49-64

filter   type mgt subtype 0x60
link     IEEE802_11
accept   wlan-types.pcap:7
reject   wlan-types.pcap:1-6,8-64

filter   type mgt subtype 0xe0
link     IEEE802_11
accept   wlan-types.pcap:15
reject   wlan-types.pcap:1-14,16-64

filter   type ctl subtype 0x70
link     IEEE802_11
accept   wlan-types.pcap:24
reject   wlan-types.pcap:1-23,25-64

filter   type data subtype 0xd0
link     IEEE802_11
accept   wlan-types.pcap:46
reject   wlan-types.pcap:1-45,47-64

filter   type 12 subtype 0x80
link     IEEE802_11
accept   wlan-types.pcap:57
reject   wlan-types.pcap:1-56,58-64

filter   not subtype beacon and type mgt
link     IEEE802_11
accept   wlan-types.pcap:1-8,10-16
reject   wlan-types.pcap:9,17-64

filter   subtype rts or subtype cts or subtype ack
link     IEEE802_11
accept   wlan-types.pcap:28-30
reject   wlan-types.pcap:1-27,31-64

filter   subtype deauth or subtype disassoc
link     IEEE802_11
accept   wlan-types.pcap:11,13
reject   wlan-types.pcap:1-10,12,14-64

filter   ip
link     IEEE802_11
accept   wlan-types.pcap:33-36,41-44
reject   wlan-types.pcap:1-32,37-40,45-64
note     subtypes with bit 0x40 have no body, those with 0x80 have QoS control

filter   not ip
link     IEEE802_11
accept   wlan-types.pcap:1-32,49-64
reject   wlan-types.pcap:33-48
note     a data frame without body ends before its type: it is rejected

filter   wlan addr2 02:00:00:00:00:02
link     IEEE802_11
accept   wlan-types.pcap:1-28,31-64
reject   wlan-types.pcap:29-30
note     CTS and ACK have one address

filter   wlan addr3 02:00:00:00:00:03
link     IEEE802_11
accept   wlan-types.pcap:1-16,33-64
reject   wlan-types.pcap:17-32

filter   wlan ra 02:00:00:00:00:01
link     IEEE802_11
accept   wlan-types.pcap:17-64
reject   wlan-types.pcap:1-16

filter   wlan ta 02:00:00:00:00:02
link     IEEE802_11
accept   wlan-types.pcap:17-28,31-64
reject   wlan-types.pcap:1-16,29-30
note     D20

filter   wlan src 02:00:00:00:00:02
link     IEEE802_11
accept   wlan-types.pcap:1-16,33-48
reject   wlan-types.pcap:17-32,49-64

filter   wlan dst 02:00:00:00:00:01
link     IEEE802_11
accept   wlan-types.pcap:1-16,33-48
reject   wlan-types.pcap:17-32,49-64
