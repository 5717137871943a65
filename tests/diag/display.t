# Filters of Wireshark's other language.

filter   ip.addr == 192.0.2.1
error    1:1-7 'ip.addr' belongs to display filters, not to capture filters
hint     write 'host 192.0.2.1'

filter   ip.addr==192.0.2.1&&tcp.port==80
error    1:1-7 'ip.addr' belongs to display filters, not to capture filters
hint     write 'host 192.0.2.1'
error    1:21-28 'tcp.port' belongs to display filters, not to capture filters
hint     write 'tcp port 80'

filter   ip.src == 192.0.2.0/24
error    1:1-6 'ip.src' belongs to display filters, not to capture filters
hint     write 'src net 192.0.2.0/24'

filter   ip.dst != 192.0.2.1
error    1:1-6 'ip.dst' belongs to display filters, not to capture filters
hint     write 'not dst host 192.0.2.1'

filter   !(ip.addr == 192.0.2.1)
error    1:3-9 'ip.addr' belongs to display filters, not to capture filters
hint     write 'host 192.0.2.1'

filter   eth.addr == 02:00:5e:10:00:01
error    1:1-8 'eth.addr' belongs to display filters, not to capture filters
hint     write 'ether host 02:00:5e:10:00:01'

filter   eth.src == 02-00-5e-10-00-01
error    1:1-7 'eth.src' belongs to display filters, not to capture filters
hint     write 'ether src 02-00-5e-10-00-01'

filter   eth.type == 0x0806
error    1:1-8 'eth.type' belongs to display filters, not to capture filters
hint     write 'ether proto 0x0806'

filter   ipv6.addr == 2001:db8::1
error    1:1-9 'ipv6.addr' belongs to display filters, not to capture filters
hint     write 'ip6 host 2001:db8::1'

filter   ipv6.src == 2001:db8::/32
error    1:1-8 'ipv6.src' belongs to display filters, not to capture filters
hint     write 'ip6 src net 2001:db8::/32'

filter   ip.proto == 6
error    1:1-8 'ip.proto' belongs to display filters, not to capture filters
hint     write 'ip proto 6'

filter   tcp.port == 80
error    1:1-8 'tcp.port' belongs to display filters, not to capture filters
hint     write 'tcp port 80'

filter   tcp.port eq 80
error    1:1-8 'tcp.port' belongs to display filters, not to capture filters
hint     write 'tcp port 80'

filter   tcp.srcport != 80
error    1:1-11 'tcp.srcport' belongs to display filters, not to capture filters
hint     write 'not tcp src port 80'

filter   udp.dstport > 1023
error    1:1-11 'udp.dstport' belongs to display filters, not to capture filters
hint     write 'udp dst portrange 1024-65535'

filter   udp.dstport <= 1023
error    1:1-11 'udp.dstport' belongs to display filters, not to capture filters
hint     write 'udp dst portrange 0-1023'

filter   udp.dstport < 0
error    1:1-11 'udp.dstport' belongs to display filters, not to capture filters
hint     capture filters look at addresses, protocols, ports and bytes such as 'tcp[13]'

filter   tcp.port in {80, 443, 8080}
error    1:1-8 'tcp.port' belongs to display filters, not to capture filters
hint     write 'tcp port in {80, 443, 8080}'

filter   tcp.port in {80, 443} and tcp
error    1:1-8 'tcp.port' belongs to display filters, not to capture filters
hint     write 'tcp port in {80, 443}'

filter   ip.addr in {192.0.2.1 192.0.2.2}
error    1:1-7 'ip.addr' belongs to display filters, not to capture filters
hint     write 'host in {192.0.2.1 192.0.2.2}'

filter   tcp.flags.syn == 1
error    1:1-13 'tcp.flags.syn' belongs to display filters, not to capture filters
hint     write 'tcp[tcpflags] & tcp-syn != 0'

filter   tcp.flags.syn == 0
error    1:1-13 'tcp.flags.syn' belongs to display filters, not to capture filters
hint     write 'tcp[tcpflags] & tcp-syn = 0'

filter   tcp.flags.ack != 1
error    1:1-13 'tcp.flags.ack' belongs to display filters, not to capture filters
hint     write 'tcp[tcpflags] & tcp-ack = 0'

filter   tcp.flags.reset == true
error    1:1-15 'tcp.flags.reset' belongs to display filters, not to capture filters
hint     write 'tcp[tcpflags] & tcp-rst != 0'

filter   tcp.flags.fin == False
error    1:1-13 'tcp.flags.fin' belongs to display filters, not to capture filters
hint     write 'tcp[tcpflags] & tcp-fin = 0'

filter   tcp.flags & 0x02
error    1:1-9 'tcp.flags' belongs to display filters, not to capture filters
hint     write 'tcp[tcpflags] & 0x02 != 0'

filter   tcp.flags == 0x012
error    1:1-9 'tcp.flags' belongs to display filters, not to capture filters
hint     write 'tcp[tcpflags] == 0x012'

filter   frame.len > 100
error    1:1-9 'frame.len' belongs to display filters, not to capture filters
hint     write 'len > 100'

filter   frame.number == 1
error    1:1-12 'frame.number' belongs to display filters, not to capture filters
hint     capture filters look at addresses, protocols, ports and bytes such as 'tcp[13]'

filter   vlan.id == 5
error    1:1-7 'vlan.id' belongs to display filters, not to capture filters
hint     write 'vlan 5'

filter   icmp.type == 8
error    1:1-9 'icmp.type' belongs to display filters, not to capture filters
hint     write 'icmp[icmptype] == 8'

filter   icmpv6.type == 135 and ip6
error    1:1-11 'icmpv6.type' belongs to display filters, not to capture filters
hint     write 'icmp6[icmp6type] == 135'

filter   ip.ttl < 5
error    1:1-6 'ip.ttl' belongs to display filters, not to capture filters
hint     write 'ip[8] < 5'

filter   http.request.method == "GET"
error    1:1-19 'http.request.method' belongs to display filters, not to capture filters
hint     capture filters look at addresses, protocols, ports and bytes such as 'tcp[13]'

filter   tcp contains "GET"
error    1:5-12 'contains' is not an operator
hint     write 'tcp[20:4] = 0x47455420'

filter   http.host contains "example" or udp
error    1:1-9 'http.host' belongs to display filters, not to capture filters
hint     capture filters look at addresses, protocols, ports and bytes such as 'tcp[13]'

filter   http
error    1:1-4 'http' belongs to display filters, not to capture filters
hint     write 'tcp port 80'

filter   dns or icmp
error    1:1-3 'dns' belongs to display filters, not to capture filters
hint     write 'port 53'

filter   tcp and tls
error    1:9-11 'tls' belongs to display filters, not to capture filters
hint     write 'tcp port 443'

filter   ipv6
error    1:1-4 'ipv6' belongs to display filters, not to capture filters
hint     write 'ip6'

filter   ipv6 and tcp
error    1:1-4 'ipv6' belongs to display filters, not to capture filters
hint     write 'ip6'

filter   ipv6 host 2001:db8::1
error    1:1-4 'ipv6' belongs to display filters, not to capture filters
hint     write 'ip6'

filter   tcp.analysis.retransmission
error    1:1-27 'tcp.analysis.retransmission' belongs to display filters, not to capture filters
hint     capture filters look at addresses, protocols, ports and bytes such as 'tcp[13]'

filter   tcp.flags.syn
error    1:1-13 'tcp.flags.syn' belongs to display filters, not to capture filters
hint     write 'tcp[tcpflags] & tcp-syn != 0'

filter   wlan.addr == 02:00:5e:10:00:01
error    1:1-9 'wlan.addr' belongs to display filters, not to capture filters
hint     write 'wlan host 02:00:5e:10:00:01'

filter   not ip.addr == 192.0.2.1 or tcp
error    1:5-11 'ip.addr' belongs to display filters, not to capture filters
hint     write 'host 192.0.2.1'

# Names of hosts and ports are not taken for protocols.
filter   port http
