# Operands of another kind than their type takes, or out of its range.

filter   port 192.0.2.1
error    1:6-14 '192.0.2.1' is not a port
hint     write 'host 192.0.2.1'

filter   tcp src port 2001:db8::/32
error    1:14-26 '2001:db8::/32' is not a port
hint     write 'src net 2001:db8::/32'

filter   proto ::1
error    1:7-9 '::1' is not a protocol
also     1:1-5

filter   src 10.0.0.0/8
error    1:5-14 '10.0.0.0/8' is not a host but a network
hint     write 'src net 10.0.0.0/8'

filter   dst host fe80::/64
error    1:10-18 'fe80::/64' is not a host but a network
hint     write 'dst net fe80::/64'

filter   host 2:0:0:0:0:1
error    1:6-16 '2:0:0:0:0:1' is not an IP address but a link address
hint     write 'ether host 2:0:0:0:0:1'

filter   dst host abcdefabcdef
error    1:10-21 'abcdefabcdef' is not an IP address but a link address
hint     write 'ether dst host abcdefabcdef', or '\abcdefabcdef' if it is a name

filter   net $5
error    1:5-6 '$5' is not a network but a link address
hint     write 'ether host $5'

filter   ip6 host 192.0.2.1
error    1:10-18 '192.0.2.1' is not an IPv6 address
also     1:1-3
hint     write 'ip host 192.0.2.1'

filter   arp net ::/8
error    1:9-12 '::/8' is not an IPv4 address
also     1:1-3
hint     write 'ip6 net ::/8'

filter   ether host 10
error    1:12-13 '10' is not a link address
hint     a link address looks like 00:1b:21:3c:9d:f8

filter   ether src 10.0.0.1
error    1:11-18 '10.0.0.1' is not a link address
hint     an IP address is written 'src host 10.0.0.1'

filter   decnet host 1.2.3
error    1:13-17 '1.2.3' is not a DECnet address
hint     write area.node, with area 0 to 63 and node 0 to 1023

filter   gateway 192.0.2.1
error    1:9-17 '192.0.2.1' is not a name
hint     a gateway needs a name with an IP and a link address, in hosts(5) and ethers(5)

filter   isis proto foo
error    1:12-14 'foo' is not the number of an IS-IS PDU type
also     1:6-10

filter   port 65536
error    1:6-10 port 65536 is out of range 0 to 65535

filter   portrange 5-70000
error    1:13-17 port 70000 is out of range 0 to 65535

filter   portrange 99999999999-5
error    1:11-21 port 99999999999 is out of range 0 to 65535

filter   ip proto 256
error    1:10-12 protocol 256 is out of range 0 to 255

filter   iso proto 256
error    1:11-13 ISO protocol 256 is out of range 0 to 255

filter   isis proto 32
error    1:12-13 IS-IS PDU type 32 is out of range 0 to 31

filter   ether proto 65536
error    1:13-17 link protocol 65536 is out of range 0 to 65535

filter   net 10.0.0.0/33
error    1:5-15 prefix length 33 is out of range 0 to 32

filter   net ::/129
error    1:5-10 prefix length 129 is out of range 0 to 128

filter   host 192.0.2.256
error    1:6-16 '192.0.2.256' is not an IPv4 address
hint     256 is above 255

filter   vlan 4096
error    1:6-9 VLAN number 4096 is out of range 0 to 4095

filter   mpls 1048576
error    1:6-12 MPLS label 1048576 is out of range 0 to 1048575

filter   pppoes 65536
error    1:8-12 PPPoE session 65536 is out of range 0 to 65535

filter   vxlan 16777216
error    1:7-14 VXLAN network 16777216 is out of range 0 to 16777215

filter   byte 0 = 256
error    1:10-12 byte value 256 is out of range 0 to 255

filter   vpi 256
error    1:5-7 VPI 256 is out of range 0 to 255

filter   hopc > 16384
error    1:8-12 point code 16384 is out of range 0 to 16383

filter   sls 16
error    1:5-6 signalling link 16 is out of range 0 to 15

filter   reason 256
error    1:8-10 reason 256 is out of range 0 to 255

filter   dir 4
error    1:5 802.11 direction 4 is out of range 0 to 3

filter   type 16
error    1:6-7 802.11 type '16' is not 0, 4, 8 or 12
hint     numbers are written as they stand in the frame control field

filter   type 0 subtype 0xff
error    1:16-19 802.11 subtype '0xff' is not one of 0x00, 0x10 to 0xf0
hint     numbers are written as they stand in the frame control field

filter   on abcdefghijklmnop
error    1:4-19 interface name 'abcdefghijklmnop' is longer than 15 bytes

filter   src net 10.1.0.0/8
error    1:9-18 '10.1.0.0/8' has bits set outside its mask
hint     write 'src net 10.0.0.0/8' or 'src host 10.1.0.0'

filter   net 10.1.2.3 mask 255.0.255.0
error    1:5-29 '10.1.2.3 mask 255.0.255.0' has bits set outside its mask
hint     write 'net 10.0.2.0 mask 255.0.255.0'

filter   net 2001:db8::1/64
error    1:5-18 '2001:db8::1/64' is not a network: it has bits set beyond its length
hint     clear the bits behind the prefix, or use host

filter   portrange 1.2.3.4
error    1:11-17 '1.2.3.4' is not a port
hint     write 'host 1.2.3.4'

filter   port 10.0.0.0 mask 255.0.0.0
error    1:6-28 '10.0.0.0 mask 255.0.0.0' is not a port
hint     write 'net 10.0.0.0 mask 255.0.0.0'

filter   port 2:0:0:0:0:1
error    1:6-16 '2:0:0:0:0:1' is not a port
hint     write 'ether host 2:0:0:0:0:1'

filter   tcp port $5
error    1:10-11 '$5' is not a port
hint     write 'ether host $5'

filter   protochain 10.0.0.1
error    1:12-19 '10.0.0.1' is not a protocol
also     1:1-10

filter   ether proto 10.0.0.1
error    1:13-20 '10.0.0.1' is not a protocol
also     1:7-11

filter   iso proto ::1
error    1:11-13 '::1' is not a protocol
also     1:5-9

filter   link proto 2:0:0:0:0:1
error    1:12-22 '2:0:0:0:0:1' is not a protocol
also     1:6-10

filter   host 10.0.0.0 mask 255.0.0.0
error    1:6-28 '10.0.0.0 mask 255.0.0.0' is not a host but a network
hint     write 'net 10.0.0.0 mask 255.0.0.0'

filter   ip6 host 10
error    1:10-11 '10' is not an IPv6 address
also     1:1-3
hint     write 'ip host 10'

filter   ip6 net 10/8
error    1:9-12 '10/8' is not an IPv6 address
also     1:1-3
hint     write 'ip net 10/8'

filter   ip6 net 10.1.2
error    1:9-14 '10.1.2' is not an IPv6 address
also     1:1-3
hint     write 'ip net 10.1.2'

filter   net 1:2:3:4:5:6
error    1:5-15 '1:2:3:4:5:6' is not a network but a link address
hint     write 'ether host 1:2:3:4:5:6'

filter   ether host fe80::1
error    1:12-18 'fe80::1' is not a link address
hint     an IP address is written 'host fe80::1'

filter   ether host 10.0.0.0/8
error    1:12-21 '10.0.0.0/8' is not a link address
hint     a link address looks like 00:1b:21:3c:9d:f8

filter   decnet host 64.1
error    1:13-16 '64.1' is not a DECnet address
hint     write area.node, with area 0 to 63 and node 0 to 1023

filter   decnet host 1.1024
error    1:13-18 '1.1024' is not a DECnet address
hint     write area.node, with area 0 to 63 and node 0 to 1023

filter   decnet src 70000
error    1:12-16 '70000' is not a DECnet address
hint     write area.node, with area 0 to 63 and node 0 to 1023

filter   gateway 10.0.0.1 or 5
error    1:9-16 '10.0.0.1' is not a name
hint     a gateway needs a name with an IP and a link address, in hosts(5) and ethers(5)
error    1:21 '5' is not a name
hint     a gateway needs a name with an IP and a link address, in hosts(5) and ethers(5)

filter   isis proto ::1
error    1:12-14 '::1' is not the number of an IS-IS PDU type
also     1:6-10

filter   protochain 256
error    1:12-14 protocol 256 is out of range 0 to 255

filter   link proto 70000
error    1:12-16 link protocol 70000 is out of range 0 to 65535

filter   net 1.2.3.400
error    1:5-13 '1.2.3.400' is not an IPv4 address
hint     400 is above 255

filter   net 10.0.0.0 mask 255.300.0.0
error    1:5-29 '10.0.0.0 mask 255.300.0.0' is not an IPv4 address
hint     300 is above 255

filter   geneve 16777216
error    1:8-15 Geneve network 16777216 is out of range 0 to 16777215

filter   vci 65536
error    1:5-9 VCI 65536 is out of range 0 to 65535

filter   sio 256
error    1:5-7 service information octet 256 is out of range 0 to 255

filter   opc (1 or 20000)
error    1:11-15 point code 20000 is out of range 0 to 16383

filter   ruleset abcdefghijklmnopqrst
error    1:9-28 ruleset name 'abcdefghijklmnopqrst' is longer than 15 bytes
