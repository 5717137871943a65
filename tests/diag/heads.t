# Qualifiers: what is missing, twice, or in the wrong place.

filter   192.0.2.1
error    1:1-9 nothing says what '192.0.2.1' is
hint     write 'host 192.0.2.1'

filter   2001:db8::1
error    1:1-11 nothing says what '2001:db8::1' is
hint     write 'host 2001:db8::1'

filter   192.0.2.0/24
error    1:1-12 nothing says what '192.0.2.0/24' is
hint     write 'net 192.0.2.0/24'

filter   02:00:5e:10:00:01
error    1:1-17 nothing says what '02:00:5e:10:00:01' is
hint     write 'ether host 02:00:5e:10:00:01'

filter   $1f
error    1:1-3 nothing says what '$1f' is
hint     write 'link host $1f'

filter   80
error    1:1-2 nothing says what '80' is
hint     write 'port 80'

filter   www.example.com
error    1:1-15 nothing says what 'www.example.com' is
hint     write 'host www.example.com'

filter   ip 192.0.2.1
error    1:4-12 nothing says what '192.0.2.1' is to 'ip'
also     1:1-2
hint     write 'ip host 192.0.2.1'

filter   ip6 2001:db8::1
error    1:5-15 nothing says what '2001:db8::1' is to 'ip6'
also     1:1-3
hint     write 'ip6 host 2001:db8::1'

filter   ip 192.0.2.0/24
error    1:4-12 nothing says what '192.0.2.0' is to 'ip'
also     1:1-2
hint     write 'ip net 192.0.2.0/24'

filter   ip 6
error    1:4 nothing says what '6' is to 'ip'
also     1:1-2
hint     write 'ip proto 6'

filter   tcp 80
error    1:5-6 nothing says what '80' is to 'tcp'
also     1:1-3
hint     write 'tcp port 80'

filter   tcp 192.0.2.1
error    1:5-13 nothing says what '192.0.2.1' is to 'tcp'
also     1:1-3
hint     write 'tcp and host 192.0.2.1'

filter   udp domain
error    1:5-10 nothing says what 'domain' is to 'udp'
also     1:1-3
hint     write 'udp port domain'

filter   icmp 192.0.2.1
error    1:6-14 nothing says what '192.0.2.1' is to 'icmp'
also     1:1-4
hint     write 'icmp and host 192.0.2.1'

filter   ether 02:00:5e:10:00:01
error    1:7-23 nothing says what '02:00:5e:10:00:01' is to 'ether'
also     1:1-5
hint     write 'ether host 02:00:5e:10:00:01'

filter   arp 192.0.2.1 and tcp
error    1:5-13 nothing says what '192.0.2.1' is to 'arp'
also     1:1-3
hint     write 'arp host 192.0.2.1'

filter   ip 192.0.2.1 or 192.0.2.2
error    1:4-12 nothing says what '192.0.2.1' is to 'ip'
also     1:1-2
hint     write 'ip host 192.0.2.1'

filter   host
error    1:1-4 an address or name is missing after 'host'

filter   src
error    1:1-3 an address or a qualifier is missing after 'src'

filter   src and dst
error    1:9-11 an address or a qualifier is missing after 'dst'

filter   src or
error    1:1-3 an address or a qualifier is missing after 'src'

filter   tcp port
error    1:5-8 a port number or name is missing after 'port'

filter   net
error    1:1-3 a network is missing after 'net'

filter   host and tcp
error    1:1-4 an address or name is missing after 'host'

filter   (host)
error    1:2-5 an address or name is missing after 'host'

filter   src or host 192.0.2.1
error    1:1-3 an address or a qualifier is missing after 'src'

filter   host src 192.0.2.1
error    1:6-8 'src' goes in front of 'host'
also     1:1-4
hint     write 'src host'

filter   port dst 53
error    1:6-8 'dst' goes in front of 'port'
also     1:1-4
hint     write 'dst port'

filter   src dst 192.0.2.1
error    1:5-7 'src' and 'dst' cannot both be meant
also     1:1-3
hint     write 'src or dst', or 'src and dst'

filter   host net 192.0.2.1
error    1:6-8 'host' and 'net' cannot both be meant
also     1:1-4

filter   src tcp port 80
error    1:5-7 'tcp' goes in front of 'src'
also     1:1-3
hint     write 'tcp src'

filter   port tcp 80
error    1:6-8 'tcp' goes in front of 'port'
also     1:1-4
hint     write 'tcp port'

filter   host tcp
error    1:6-8 'tcp' is a word of the language, not a name
also     1:1-4
hint     write 'host \tcp' for the name

filter   proto tcp
error    1:7-9 'tcp' is a word of the language, not a name
also     1:1-5
hint     write 'proto \tcp' for the name

filter   ether proto ip
error    1:13-14 'ip' is a word of the language, not a name
also     1:7-11
hint     write 'proto \ip' for the name

filter   host len
error    1:6-8 'len' is a word of the language, not a name
also     1:1-4
hint     write 'host \len' for the name

filter   src not
error    1:5-7 an operand is missing after 'not'

filter   host port 80
error    1:6-9 'host' and 'port' cannot both be meant
also     1:1-4

filter   dst proto 6
error    1:1-3 'proto' takes no direction such as 'dst'
also     1:5-9

filter   src gateway gw
error    1:1-3 'gateway' takes no direction such as 'src'
also     1:5-11

filter   dst protochain 6
error    1:1-3 'protochain' takes no direction such as 'dst'
also     1:5-14

filter   tpc port 80
error    1:1-3 'tpc' is not a word of the language
hint     did you mean 'tcp'?

filter   hots 192.0.2.1
error    1:1-4 'hots' is not a word of the language
hint     did you mean 'host'?

filter   src hots 192.0.2.1
error    1:5-8 'hots' is not a word of the language
hint     did you mean 'host'?

filter   tcp prot 80
error    1:5-8 'prot' is not a word of the language
hint     did you mean 'port'?

filter   udp dts port 53
error    1:5-7 'dts' is not a word of the language
hint     did you mean 'dst'?

filter   host a adn port 80
error    1:8-10 'adn' is not a word of the language
hint     did you mean 'and'?

filter   tcp portt 80
error    1:5-9 'portt' is not a word of the language
hint     did you mean 'port'?

filter   broadcst
error    1:1-8 'broadcst' is not a word of the language
hint     did you mean 'broadcast'?

filter   net 192.0.2.0 mask 24
error    1:20-21 a mask is written like an address, not as '24'
also     1:15-18
hint     write '192.0.2.0/24'

filter   net 192.0.2.0 mask
error    1:15-18 a mask such as 255.255.255.0 is missing after 'mask'

filter   net 10 mask 255.0.0.0
error    1:8-11 'mask' goes behind an IPv4 network such as 192.0.2.0
hint     write '10.0 mask 255.0.0.0'

filter   net 192.0.2.0/255.255.255.0
error    1:15-27 the length behind '/' is a number of bits, not '255.255.255.0'
hint     write '192.0.2.0 mask 255.255.255.0'

filter   net 192.0.2.0/
error    1:14 a prefix length is missing after '/'

filter   net 192.0.2.0/x
error    1:15 the length behind '/' is a number of bits, not 'x'

filter   host example/24
error    1:13 'example' is not a network that '/' could shorten
also     1:6-12

filter   net 10/8/9
error    1:9 '/' cannot stand here

filter   host [2001:db8::1]
error    1:6 an address is written without brackets
hint     write '2001:db8::1'

filter   host fe80::1%eth0
error    1:13 an address is written without '%' and an interface

filter   host 192.0.2.1:80
error    1:15 an address and a port are two terms, not joined by ':'
hint     write 'host 192.0.2.1 and port 80'

filter   port 10 - 20
error    1:9 a range of ports is one word, LOW-HIGH without blanks
also     1:1-4
hint     write 'portrange 10-20'

filter   portrange 10 - 20
error    1:14 a range of ports is one word, LOW-HIGH without blanks
also     1:1-9
hint     write 'portrange 10-20'

filter   portrange 5-
error    1:12 a range of ports is one word, LOW-HIGH without blanks
also     1:1-9

filter   portrange 10:20
error    1:13 a range of ports is one word, LOW-HIGH without blanks
also     1:1-9
hint     write 'portrange 10-20'

filter   host 192.0.2.1 - 192.0.2.9
error    1:16 there are no ranges of addresses
hint     write networks, as in 'net 192.0.2.0/24'

filter   host (192.0.2.1 or tcp)
error    1:20-22 only operands can stand in a list after 'host', not 'tcp'
also     1:1-4
hint     for the name of that spelling write '\tcp'

filter   port (80 or port 443)
error    1:13-20 only operands can stand in a list after 'port', not 'port 443'
also     1:1-4

filter   port (80 or len > 5)
error    1:13-19 only operands can stand in a list after 'port', not 'len > 5'
also     1:1-4

filter   port (80 or (443 or udp))
error    1:21-23 only operands can stand in a list after 'port', not 'udp'
also     1:1-4
hint     for the name of that spelling write '\udp'

filter   port ()
error    1:6-7 there is nothing between '(' and ')'

filter   port (80 443)
error    1:10-12 'and' or 'or' is missing before '443'
hint     write 'and 443' or 'or 443'
