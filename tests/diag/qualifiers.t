# Qualifiers that do not combine, words that are no filter, accessors.

filter   tcp host 192.0.2.1
error    1:5-8 'tcp' cannot be followed by 'host'
also     1:1-3
hint     write 'tcp and host 192.0.2.1'

filter   udp src 192.0.2.1 or 192.0.2.2
error    1:5-7 'udp' cannot be followed by a host
also     1:1-3
hint     write 'udp and src 192.0.2.1'

filter   arp port 53
error    1:5-8 'arp' carries no ports
also     1:1-3
hint     ports exist in tcp, udp and sctp

filter   ip port 53
error    1:4-7 'ip' carries no ports
also     1:1-2
hint     write 'ip and port 53'

filter   ether portrange 5-6
error    1:7-15 'ether' carries no ports
also     1:1-5
hint     'portrange' goes with tcp, udp or sctp

filter   ether net 10
error    1:7-9 'ether' cannot be followed by 'net'
also     1:1-5
hint     link addresses have no networks

filter   tcp proto 6
error    1:5-9 'tcp' cannot be followed by 'proto'
also     1:1-3
hint     'proto' goes with link, ip, ip6, iso or isis

filter   arp protochain 6
error    1:5-14 'arp' cannot be followed by 'protochain'
also     1:1-3
hint     'protochain' goes with ip or ip6

filter   ip addr1 192.0.2.1
error    1:4-8 'addr1' is an address of the 802.11 header
hint     write 'wlan addr1' and a link address

filter   arp multicast
error    1:5-13 'arp' cannot be followed by 'multicast'
also     1:1-3
hint     'multicast' stands alone or with link, ip or ip6

filter   tcp or ether
error    1:8-12 'ether' is no filter by itself
hint     write 'ether host', 'ether proto' or 'ether[...]'

filter   (radio)
error    1:2-6 'radio' is no filter by itself
hint     write 'radio[...]'

filter   1 + stp[0] = 1
error    1:5-7 'stp' cannot be indexed
hint     its bytes are reached by those of the header below, such as link[] or ip[]

filter   ip[tcp[0:3]] = 1
error    1:10 3 bytes cannot be loaded at once
hint     a size is 1, 2 or 4

filter   ip[0 : 8 ] = 1
error    1:8 8 bytes cannot be loaded at once
hint     a size is 1, 2 or 4

filter   tcp broadcast
error    1:5-13 'tcp' cannot be followed by 'broadcast'
also     1:1-3
hint     'broadcast' stands alone or with link or ip

filter   udp multicast
error    1:5-13 'udp' cannot be followed by 'multicast'
also     1:1-3
hint     'multicast' stands alone or with link, ip or ip6

filter   decnet net 1.2
error    1:8-10 'decnet' cannot be followed by 'net'
also     1:1-6
hint     write 'decnet and net 1.2'

filter   decnet port 5
error    1:8-11 'decnet' carries no ports
also     1:1-6
hint     ports exist in tcp, udp and sctp

filter   ip6 broadcast
error    1:5-13 'ip6' cannot be followed by 'broadcast'
also     1:1-3
hint     'broadcast' stands alone or with link or ip

filter   wlan addr1 10.0.0.1
error    1:12-19 '10.0.0.1' is not a link address
hint     a link address looks like 00:1b:21:3c:9d:f8

filter   tcp ra 1.2.3.4
error    1:5-6 'ra' is an address of the 802.11 header
hint     write 'wlan ra' and a link address

filter   addr2 1.2.3.4 or 5.6.7.8
error    1:1-5 'addr2' is an address of the 802.11 header
hint     write 'wlan addr2' and a link address

filter   iso proto \clnp and icmp host 10.0.0.1
error    1:26-29 'icmp' cannot be followed by 'host'
also     1:21-24
hint     write 'icmp and host 10.0.0.1'

filter   radio[0] = 1 and radio
error    1:18-22 'radio' is no filter by itself
hint     write 'radio[...]'

filter   ah[1:8] = stp[0:3]
error    1:1-2 'ah' cannot be indexed
hint     its bytes are reached by those of the header below, such as link[] or ip[]
error    1:6 8 bytes cannot be loaded at once
hint     a size is 1, 2 or 4
error    1:11-13 'stp' cannot be indexed
hint     its bytes are reached by those of the header below, such as link[] or ip[]
error    1:17 3 bytes cannot be loaded at once
hint     a size is 1, 2 or 4
