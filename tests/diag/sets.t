# Sets: "in { ... }" and "in @FILE".

filter   host in {192.0.2.1, 198.51.100.0/24, 2001:db8::/32}

filter   port in {80 443, 8000-8100,}

filter   vlan in {5, 6, 100-200} and port not in {53}

filter   host in {}
error    1:9-10 a set cannot be empty

filter   host in {,}
error    1:10 an item is missing before ','

filter   host in {192.0.2.1,, 192.0.2.2}
error    1:20 an item is missing before ','

filter   host in {192.0.2.1
error    1:9 '{' is never closed

filter   port in {80, 443} or host in {192.0.2.1 and tcp
error    1:30 '{' is never closed
error    1:41-43 the items of a set are separated by commas, not by 'and'

filter   port in {80, 443}}
error    1:18 '}' closes nothing
hint     write a set as in 'port in {80, 443}'

filter   port {80, 443}
error    1:6 a set stands behind 'in'
hint     write 'in' in front of it, as in 'port in {80, 443}'

filter   port in {80 or 443}
error    1:13-14 the items of a set are separated by commas, not by 'or'

filter   port in {80, not 443}
error    1:14-16 'not' cannot stand in a set
hint     a set holds what is looked for; exclude with 'and not'

filter   port in {80; 443}
error    1:12 ';' cannot stand in a set
hint     an address, a name or a number can

filter   port in {(80), 443}
error    1:10 '(' cannot stand in a set
hint     an address, a name or a number can
error    1:13 ')' cannot stand in a set
hint     an address, a name or a number can

filter   port in {8000 - 8100}
error    1:15 a range is one word, LOW-HIGH without blanks

filter   port in {80..90}
error    1:10-15 a range has one '-', not '..'
hint     write '80-90'

filter   host in {192.0.2.1-192.0.2.9}
error    1:10-28 there are no ranges of addresses
hint     write networks, as in 192.0.2.0/24

filter   host in {/24}
error    1:10 '/' goes behind a network such as 192.0.2.0

filter   host in {10.0.0.0/33}
error    1:10-20 prefix length 33 is out of range 0 to 32

filter   host in {192.0.2.1/24}
error    1:10-21 '192.0.2.1/24' has bits set outside its mask
hint     write 'host 192.0.2.0/24' or 'host 192.0.2.1'

filter   host in {192.0.2.300}
error    1:10-20 '192.0.2.300' is not an IPv4 address
hint     300 is above 255

filter   port in {80, 65536}
error    1:14-18 port 65536 is out of range 0 to 65535

filter   port in {80-70000}
error    1:13-17 port 70000 is out of range 0 to 65535

filter   port in {http, nosuch}
error    1:16-21 unknown service 'nosuch'
hint     write the number of the port

filter   tcp port in {192.0.2.1}
error    1:14-22 '192.0.2.1' is not a port
hint     write 'host 192.0.2.1'

filter   ether host in {192.0.2.0/24}
error    1:16-27 '192.0.2.0/24' is not a link address
hint     a link address looks like 00:1b:21:3c:9d:f8

filter   decnet host in {10.15/16}
error    1:17-24 '10.15/16' is not a DECnet address
hint     write area.node, with area 0 to 63 and node 0 to 1023

filter   proto in {6, udp, nosuch}
error    1:19-24 unknown protocol 'nosuch'
hint     write the number of the protocol

filter   arp port in {53, 80}
error    1:5-8 'arp' carries no ports
also     1:1-3
hint     ports exist in tcp, udp and sctp

filter   dst proto in {6}
error    1:1-3 'proto' takes no direction such as 'dst'
also     1:5-9

filter   vlan in {5, 4096}
error    1:13-16 VLAN number 4096 is out of range 0 to 4095

filter   vlan in {5-5000}
error    1:10-15 VLAN number 5-5000 is out of range 0 to 4095

filter   mpls in {5, x}
error    1:13 'x' is no MPLS label
hint     write a number, or a range such as 100-200

filter   vlan in {5, 192.0.2.1}
error    1:13-21 '192.0.2.1' is no VLAN number
hint     write a number, or a range such as 100-200

filter   in {192.0.2.1}
error    1:1-14 nothing says what the items of this set are
hint     write 'host in {192.0.2.1}'

filter   tcp in {80}
error    1:5-11 nothing says what the items of this set are
hint     write 'tcp port in {80}'

filter   host 192.0.2.1 or in {192.0.2.0/24}
error    1:19-35 nothing says what the items of this set are
hint     write 'net in {192.0.2.0/24}'

filter   port 80 in {443}
error    1:9-16 no set can stand behind '80'
also     1:6-7
hint     a set goes with a qualifier such as 'host' or 'port', or with 'vlan' and the like

filter   less in {5}
error    1:6-11 no set can stand behind 'less'
also     1:1-4
hint     a set goes with a qualifier such as 'host' or 'port', or with 'vlan' and the like

filter   vci in {5, 6}
link     SUNATM
error    1:5-13 no set can stand behind 'vci'
also     1:1-3
hint     write a list of numbers, as in 'vci (1 or 2)'

filter   vlan (5 or 6) or 7
error    1:18 nothing says what '7' is: 'vlan (5 or 6)' passes no qualifier on
also     1:1-13
hint     put 7 into the list behind 'vlan'; 'vlan 7' would look further in, behind the first one

filter   ip.ttl in {1, 2}
error    1:1-6 'ip.ttl' belongs to display filters, not to capture filters
hint     compare 'ip[8]' with each of them, and join that with 'or'

filter   host in @/etc/hosts
error    1:9-19 this program does not let filters read files
hint     write the entries into the filter, as 'in { ... }'

filter   host in @
error    1:9 the name of a file is missing behind '@'

filter   host in @""
error    1:9-11 the name of a file is missing behind '@'

filter   host in @"a b
error    1:9-13 the quote is never closed

filter   host in {@hosts.txt}
error    1:10-19 '@hosts.txt' cannot stand in a set
hint     a file stands behind 'in', without braces

filter   host @hosts.txt
error    1:6 a file of entries stands behind 'in'
hint     write 'host in @FILE'

# "in" alone is a name.

filter   host in
error    1:6-7 'in' is a host name, and names are not looked up
hint     write its address

filter   on in
link     PFLOG
