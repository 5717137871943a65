# Words that are compared, though they take their operand without an operator.

filter   port = 80
error    1:6 'port' is not a value that '=' could compare
also     1:1-4
hint     write 'port 80'

filter   port == 80 and tcp
error    1:6-7 'port' is not a value that '==' could compare
also     1:1-4
hint     write 'port 80'

filter   tcp port != 80
error    1:10-11 'port' is not a value that '!=' could compare
also     1:5-8
hint     write 'not tcp port 80'

filter   port >= 1024
error    1:6-7 'port' is not a value that '>=' could compare
also     1:1-4
hint     write 'portrange 1024-65535'

filter   tcp dst port > 1023
error    1:14 'port' is not a value that '>' could compare
also     1:9-12
hint     write 'tcp dst portrange 1024-65535'

filter   port < 1024
error    1:6 'port' is not a value that '<' could compare
also     1:1-4
hint     write 'portrange 0-1023'

filter   src or dst port <= 1024
error    1:17-18 'port' is not a value that '<=' could compare
also     1:12-15
hint     write 'src or dst portrange 0-1024'

filter   port < 0
error    1:6 'port' is not a value that '<' could compare
also     1:1-4

filter   port > 65535
error    1:6 'port' is not a value that '>' could compare
also     1:1-4

filter   port > http
error    1:6 'port' is not a value that '>' could compare
also     1:1-4

filter   host = 192.0.2.1
error    1:6 'host' is not a value that '=' could compare
also     1:1-4
hint     write 'host 192.0.2.1'

filter   src != 192.0.2.1
error    1:5-6 'src' is not a value that '!=' could compare
also     1:1-3
hint     write 'not src 192.0.2.1'

filter   net = 192.0.2.0
error    1:5 'net' is not a value that '=' could compare
also     1:1-3
hint     write 'net 192.0.2.0'

filter   ip = 192.0.2.1
error    1:4 'ip' is not a value that '=' could compare
also     1:1-2
hint     write 'ip host 192.0.2.1'

filter   ip != 192.0.2.1
error    1:4-5 'ip' is not a value that '!=' could compare
also     1:1-2
hint     write 'not ip host 192.0.2.1'

filter   tcp = 80
error    1:5 'tcp' is not a value that '=' could compare
also     1:1-3
hint     write 'tcp port 80'

filter   ip proto == 6
error    1:10-11 'proto' is not a value that '==' could compare
also     1:4-8
hint     write 'ip proto 6'

filter   proto > 6
error    1:7 'proto' is not a value that '>' could compare
also     1:1-5

filter   vlan == 5
error    1:6-7 'vlan' is not a value that '==' could compare
also     1:1-4
hint     write 'vlan 5'

filter   vlan != 5
error    1:6-7 'vlan' is not a value that '!=' could compare
also     1:1-4
hint     write 'not vlan 5'

filter   ifindex = 3
error    1:9 'ifindex' is not a value that '=' could compare
also     1:1-7
hint     write 'ifindex 3'

filter   less = 64
error    1:6 'less' is not a value that '=' could compare
also     1:1-4
hint     write 'less 64'

filter   tcp == udp
error    1:5-6 'tcp' is not a value that '==' could compare
also     1:1-3
