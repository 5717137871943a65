# SS7 signal units behind each of their headers: tests/data/make_atm.c.
#
# In -unit.pcap 10-17 are units of high speed links. Numbers of service information, destination,
# origin and link selection in -label.pcap and, three bytes further on, in -hsl.pcap:
# 1 0 0 0 0; 2 1 1 1 1; 3 0x85 11 8237 3; 4 255 16383 16383 15; 5 128 256 256 8; 6 5 255 255 4;
# 7 88 2816 4000 12; 8 127 12 4001 7; 9 0x86 8237 11 2; 10 is cut off in the label.

links    MTP2 MTP2_WITH_PHDR ERF

filter   fisu
accept   *-unit.pcap:1,6,8
reject   *-unit.pcap:2-5,7,9-19

filter   lssu
accept   *-unit.pcap:2-3,7
reject   *-unit.pcap:1,4-6,8-19

filter   lsu
accept   *-unit.pcap:2-3,7
reject   *-unit.pcap:1,4-6,8-19

filter   msu
accept   *-unit.pcap:4-5,9-17,19
reject   *-unit.pcap:1-3,6-8,18

filter   not fisu
accept   *-unit.pcap:2-5,7,9-17,19
reject   *-unit.pcap:1,6,8,18

filter   not msu
accept   *-unit.pcap:1-3,6-8
reject   *-unit.pcap:4-5,9-19

filter   fisu or lssu
accept   *-unit.pcap:1-3,6-8
reject   *-unit.pcap:4-5,9-19

filter   not lssu and not msu
accept   *-unit.pcap:1,6,8
reject   *-unit.pcap:2-5,7,9-19

filter   hfisu
accept   *-unit.pcap:10,14
reject   *-unit.pcap:1-9,11-13,15-19

filter   hlssu
accept   *-unit.pcap:11-12,16
reject   *-unit.pcap:1-10,13-15,17-19

filter   hmsu
accept   *-unit.pcap:1-9,13,15,17
reject   *-unit.pcap:10-12,14,16,18-19

filter   not hfisu
accept   *-unit.pcap:1-9,11-13,15-17
reject   *-unit.pcap:10,14,18-19

filter   not hmsu
accept   *-unit.pcap:10-12,14,16
reject   *-unit.pcap:1-9,13,15,17-19

filter   hfisu or hlssu
accept   *-unit.pcap:10-12,14,16
reject   *-unit.pcap:1-9,13,15,17-19

filter   msu and hmsu
accept   *-unit.pcap:4-5,9,13,15,17
reject   *-unit.pcap:1-3,6-8,10-12,14,16,18-19

filter   msu and sio 0x85
accept   *-unit.pcap:4-5
reject   *-unit.pcap:1-3,6-19

filter   msu and dpc 11
accept   *-unit.pcap:4-5,9
reject   *-unit.pcap:1-3,6-8,10-19

filter   fisu and opc 8237
accept   *-unit.pcap:1,6,8
reject   *-unit.pcap:2-5,7,9-19

filter   sio 133
accept   *-label.pcap:3,10
reject   *-label.pcap:1-2,4-9

filter   sio 128
accept   *-label.pcap:5
reject   *-label.pcap:1-4,6-10

filter   sio 5
accept   *-label.pcap:6
reject   *-label.pcap:1-5,7-10

filter   sio = 128
accept   *-label.pcap:5
reject   *-label.pcap:1-4,6-10

filter   sio == 128
accept   *-label.pcap:5
reject   *-label.pcap:1-4,6-10

filter   sio != 128
accept   *-label.pcap:1-4,6-10
reject   *-label.pcap:5

filter   sio < 128
accept   *-label.pcap:1-2,6-8
reject   *-label.pcap:3-5,9-10

filter   sio <= 128
accept   *-label.pcap:1-2,5-8
reject   *-label.pcap:3-4,9-10

filter   sio > 128
accept   *-label.pcap:3-4,9-10
reject   *-label.pcap:1-2,5-8

filter   sio >= 128
accept   *-label.pcap:3-5,9-10
reject   *-label.pcap:1-2,6-8

filter   sio (133 or 5)
accept   *-label.pcap:3,6,10
reject   *-label.pcap:1-2,4-5,7-9

filter   not sio 133
accept   *-label.pcap:1-2,4-9
reject   *-label.pcap:3,10

filter   dpc 11
accept   *-label.pcap:3
reject   *-label.pcap:1-2,4-10

filter   dpc 255
accept   *-label.pcap:6
reject   *-label.pcap:1-5,7-10

filter   dpc 256
accept   *-label.pcap:5
reject   *-label.pcap:1-4,6-10

filter   dpc 16383
accept   *-label.pcap:4
reject   *-label.pcap:1-3,5-10

filter   dpc = 255
accept   *-label.pcap:6
reject   *-label.pcap:1-5,7-10

filter   dpc == 255
accept   *-label.pcap:6
reject   *-label.pcap:1-5,7-10

filter   dpc != 255
accept   *-label.pcap:1-5,7-9
reject   *-label.pcap:6,10

filter   dpc < 255
accept   *-label.pcap:1-3,8
reject   *-label.pcap:4-7,9-10
note     D16

filter   dpc <= 255
accept   *-label.pcap:1-3,6,8
reject   *-label.pcap:4-5,7,9-10
note     D16

filter   dpc > 255
accept   *-label.pcap:4-5,7,9
reject   *-label.pcap:1-3,6,8,10
note     D16

filter   dpc >= 255
accept   *-label.pcap:4-7,9
reject   *-label.pcap:1-3,8,10
note     D16

filter   dpc (11 or 256)
accept   *-label.pcap:3,5
reject   *-label.pcap:1-2,4,6-10

filter   not dpc 11
accept   *-label.pcap:1-2,4-9
reject   *-label.pcap:3

filter   opc 8237
accept   *-label.pcap:3
reject   *-label.pcap:1-2,4-10

filter   opc 256
accept   *-label.pcap:5
reject   *-label.pcap:1-4,6-10

filter   opc 4000
accept   *-label.pcap:7
reject   *-label.pcap:1-6,8-10

filter   opc 0
accept   *-label.pcap:1
reject   *-label.pcap:2-10

filter   opc = 256
accept   *-label.pcap:5
reject   *-label.pcap:1-4,6-10

filter   opc == 256
accept   *-label.pcap:5
reject   *-label.pcap:1-4,6-10

filter   opc != 256
accept   *-label.pcap:1-4,6-9
reject   *-label.pcap:5,10

filter   opc < 256
accept   *-label.pcap:1-2,6,9
reject   *-label.pcap:3-5,7-8,10
note     D16

filter   opc <= 256
accept   *-label.pcap:1-2,5-6,9
reject   *-label.pcap:3-4,7-8,10
note     D16

filter   opc > 256
accept   *-label.pcap:3-4,7-8
reject   *-label.pcap:1-2,5-6,9-10
note     D16

filter   opc >= 256
accept   *-label.pcap:3-5,7-8
reject   *-label.pcap:1-2,6,9-10
note     D16

filter   opc (8237 or 4000)
accept   *-label.pcap:3,7
reject   *-label.pcap:1-2,4-6,8-10

filter   not opc 8237
accept   *-label.pcap:1-2,4-9
reject   *-label.pcap:3

filter   sls 3
accept   *-label.pcap:3
reject   *-label.pcap:1-2,4-10

filter   sls 8
accept   *-label.pcap:5
reject   *-label.pcap:1-4,6-10

filter   sls 15
accept   *-label.pcap:4
reject   *-label.pcap:1-3,5-10

filter   sls = 8
accept   *-label.pcap:5
reject   *-label.pcap:1-4,6-10

filter   sls == 8
accept   *-label.pcap:5
reject   *-label.pcap:1-4,6-10

filter   sls != 8
accept   *-label.pcap:1-4,6-9
reject   *-label.pcap:5,10

filter   sls < 8
accept   *-label.pcap:1-3,6,8-9
reject   *-label.pcap:4-5,7,10

filter   sls <= 8
accept   *-label.pcap:1-3,5-6,8-9
reject   *-label.pcap:4,7,10

filter   sls > 8
accept   *-label.pcap:4,7
reject   *-label.pcap:1-3,5-6,8-10

filter   sls >= 8
accept   *-label.pcap:4-5,7
reject   *-label.pcap:1-3,6,8-10

filter   sls (3 or 15)
accept   *-label.pcap:3-4
reject   *-label.pcap:1-2,5-10

filter   not sls 3
accept   *-label.pcap:1-2,4-9
reject   *-label.pcap:3

filter   dpc 11 and opc 8237 and sls 3
accept   *-label.pcap:3
reject   *-label.pcap:1-2,4-10

filter   dpc > 11 and sls < 8
accept   *-label.pcap:6,8-9
reject   *-label.pcap:1-5,7,10

filter   sio > 0x80 and dpc (11 or 256)
accept   *-label.pcap:3
reject   *-label.pcap:1-2,4-10

filter   opc >= 4000
accept   *-label.pcap:3-4,7-8
reject   *-label.pcap:1-2,5-6,9-10
note     D16

filter   hsio 133
accept   *-hsl.pcap:3,10
reject   *-hsl.pcap:1-2,4-9

filter   hsio 128
accept   *-hsl.pcap:5
reject   *-hsl.pcap:1-4,6-10

filter   hsio 5
accept   *-hsl.pcap:6
reject   *-hsl.pcap:1-5,7-10

filter   hsio = 128
accept   *-hsl.pcap:5
reject   *-hsl.pcap:1-4,6-10

filter   hsio == 128
accept   *-hsl.pcap:5
reject   *-hsl.pcap:1-4,6-10

filter   hsio != 128
accept   *-hsl.pcap:1-4,6-10
reject   *-hsl.pcap:5

filter   hsio < 128
accept   *-hsl.pcap:1-2,6-8
reject   *-hsl.pcap:3-5,9-10

filter   hsio <= 128
accept   *-hsl.pcap:1-2,5-8
reject   *-hsl.pcap:3-4,9-10

filter   hsio > 128
accept   *-hsl.pcap:3-4,9-10
reject   *-hsl.pcap:1-2,5-8

filter   hsio >= 128
accept   *-hsl.pcap:3-5,9-10
reject   *-hsl.pcap:1-2,6-8

filter   hsio (133 or 5)
accept   *-hsl.pcap:3,6,10
reject   *-hsl.pcap:1-2,4-5,7-9

filter   not hsio 133
accept   *-hsl.pcap:1-2,4-9
reject   *-hsl.pcap:3,10

filter   hdpc 11
accept   *-hsl.pcap:3
reject   *-hsl.pcap:1-2,4-10

filter   hdpc 255
accept   *-hsl.pcap:6
reject   *-hsl.pcap:1-5,7-10

filter   hdpc 256
accept   *-hsl.pcap:5
reject   *-hsl.pcap:1-4,6-10

filter   hdpc 16383
accept   *-hsl.pcap:4
reject   *-hsl.pcap:1-3,5-10

filter   hdpc = 255
accept   *-hsl.pcap:6
reject   *-hsl.pcap:1-5,7-10

filter   hdpc == 255
accept   *-hsl.pcap:6
reject   *-hsl.pcap:1-5,7-10

filter   hdpc != 255
accept   *-hsl.pcap:1-5,7-9
reject   *-hsl.pcap:6,10

filter   hdpc < 255
accept   *-hsl.pcap:1-3,8
reject   *-hsl.pcap:4-7,9-10
note     D16

filter   hdpc <= 255
accept   *-hsl.pcap:1-3,6,8
reject   *-hsl.pcap:4-5,7,9-10
note     D16

filter   hdpc > 255
accept   *-hsl.pcap:4-5,7,9
reject   *-hsl.pcap:1-3,6,8,10
note     D16

filter   hdpc >= 255
accept   *-hsl.pcap:4-7,9
reject   *-hsl.pcap:1-3,8,10
note     D16

filter   hdpc (11 or 256)
accept   *-hsl.pcap:3,5
reject   *-hsl.pcap:1-2,4,6-10

filter   not hdpc 11
accept   *-hsl.pcap:1-2,4-9
reject   *-hsl.pcap:3

filter   hopc 8237
accept   *-hsl.pcap:3
reject   *-hsl.pcap:1-2,4-10

filter   hopc 256
accept   *-hsl.pcap:5
reject   *-hsl.pcap:1-4,6-10

filter   hopc 4000
accept   *-hsl.pcap:7
reject   *-hsl.pcap:1-6,8-10

filter   hopc 0
accept   *-hsl.pcap:1
reject   *-hsl.pcap:2-10

filter   hopc = 256
accept   *-hsl.pcap:5
reject   *-hsl.pcap:1-4,6-10

filter   hopc == 256
accept   *-hsl.pcap:5
reject   *-hsl.pcap:1-4,6-10

filter   hopc != 256
accept   *-hsl.pcap:1-4,6-9
reject   *-hsl.pcap:5,10

filter   hopc < 256
accept   *-hsl.pcap:1-2,6,9
reject   *-hsl.pcap:3-5,7-8,10
note     D16

filter   hopc <= 256
accept   *-hsl.pcap:1-2,5-6,9
reject   *-hsl.pcap:3-4,7-8,10
note     D16

filter   hopc > 256
accept   *-hsl.pcap:3-4,7-8
reject   *-hsl.pcap:1-2,5-6,9-10
note     D16

filter   hopc >= 256
accept   *-hsl.pcap:3-5,7-8
reject   *-hsl.pcap:1-2,6,9-10
note     D16

filter   hopc (8237 or 4000)
accept   *-hsl.pcap:3,7
reject   *-hsl.pcap:1-2,4-6,8-10

filter   not hopc 8237
accept   *-hsl.pcap:1-2,4-9
reject   *-hsl.pcap:3

filter   hsls 3
accept   *-hsl.pcap:3
reject   *-hsl.pcap:1-2,4-10

filter   hsls 8
accept   *-hsl.pcap:5
reject   *-hsl.pcap:1-4,6-10

filter   hsls 15
accept   *-hsl.pcap:4
reject   *-hsl.pcap:1-3,5-10

filter   hsls = 8
accept   *-hsl.pcap:5
reject   *-hsl.pcap:1-4,6-10

filter   hsls == 8
accept   *-hsl.pcap:5
reject   *-hsl.pcap:1-4,6-10

filter   hsls != 8
accept   *-hsl.pcap:1-4,6-9
reject   *-hsl.pcap:5,10

filter   hsls < 8
accept   *-hsl.pcap:1-3,6,8-9
reject   *-hsl.pcap:4-5,7,10

filter   hsls <= 8
accept   *-hsl.pcap:1-3,5-6,8-9
reject   *-hsl.pcap:4,7,10

filter   hsls > 8
accept   *-hsl.pcap:4,7
reject   *-hsl.pcap:1-3,5-6,8-10

filter   hsls >= 8
accept   *-hsl.pcap:4-5,7
reject   *-hsl.pcap:1-3,6,8-10

filter   hsls (3 or 15)
accept   *-hsl.pcap:3-4
reject   *-hsl.pcap:1-2,5-10

filter   not hsls 3
accept   *-hsl.pcap:1-2,4-9
reject   *-hsl.pcap:3

filter   hdpc 11 and hopc 8237 and hsls 3
accept   *-hsl.pcap:3
reject   *-hsl.pcap:1-2,4-10

filter   hsio 0x85 and hdpc 11
accept   *-hsl.pcap:3
reject   *-hsl.pcap:1-2,4-10

filter   sio 256
error    256 is out of range 0 to 255

filter   dpc 16384
error    16384 is out of range 0 to 16383

filter   opc 16384
error    16384 is out of range 0 to 16383

filter   sls 16
error    16 is out of range 0 to 15

filter   hsio 256
error    256 is out of range 0 to 255

filter   hdpc 16384
error    16384 is out of range 0 to 16383

filter   hopc 16384
error    16384 is out of range 0 to 16383

filter   hsls 16
error    16 is out of range 0 to 15

filter   dpc (1 and 2)
error    joined by 'or'

filter   ip
error    cannot tell which protocol a packet carries

filter   tcp
error    cannot tell which protocol a packet carries

filter   arp
error    cannot tell which protocol a packet carries

filter   host 192.0.2.1
error    cannot tell which protocol a packet carries

filter   port 80
error    cannot tell which protocol a packet carries

filter   stp
error    cannot tell which protocol a packet carries

filter   link proto 0x800
error    cannot tell which protocol a packet carries

filter   ip[0] = 1
error    cannot tell which protocol a packet carries

filter   vxlan
error    cannot tell which protocol a packet carries

filter   pppoes
error    cannot tell which protocol a packet carries

filter   ether host 1:2:3:4:5:6
error    needs link addresses

filter   broadcast
error    needs link addresses

filter   link host $5
error    one-byte link addresses

filter   vlan
error    has no VLAN tags

filter   mpls
error    pfc knows no MPLS

filter   llc
error    carry no LLC header

filter   inbound
error    does not say in which direction

filter   vpi 1
error    only ATM

filter   type mgt
error    only 802.11

links    MTP2

filter   link[2] & 0x3f > 2
accept   *-unit.pcap:4-5,9-17,19
reject   *-unit.pcap:1-3,6-8,18

filter   less 3
accept   *-unit.pcap:18
reject   *-unit.pcap:1-17,19

filter   len > 2 and fisu
accept   *-unit.pcap:1,6,8
reject   *-unit.pcap:2-5,7,9-19

links    MTP2_WITH_PHDR

filter   link[6] & 0x3f > 2
accept   *-unit.pcap:4-5,9-17,19
reject   *-unit.pcap:1-3,6-8,18

filter   less 6
accept   *-unit.pcap:18
reject   *-unit.pcap:1-17,19

filter   link[0:2] = 1
accept   *-unit.pcap:1-19

links    ERF

filter   link[22] & 0x3f > 2
accept   *-unit.pcap:4-5,9-17,19
reject   *-unit.pcap:1-3,6-8,18

filter   less 18
reject   *-unit.pcap:1-19

filter   link[8] = 5
accept   *-unit.pcap:1-19

filter   less 22
accept   *-unit.pcap:18
reject   *-unit.pcap:1-17,19
