# Operands that find no qualifier to their left.

filter   tcp and 80
error    1:9-10 nothing says what '80' is: 'tcp' passes no qualifier on
also     1:1-3
hint     write 'port 80'

filter   tcp and www
error    1:9-11 nothing says what 'www' is: 'tcp' passes no qualifier on
also     1:1-3
hint     write 'host www'

filter   udp or 192.0.2.1
error    1:8-16 nothing says what '192.0.2.1' is: 'udp' passes no qualifier on
also     1:1-3
hint     write 'host 192.0.2.1'

filter   host 192.0.2.1 or tcp or 192.0.2.2
error    1:26-34 nothing says what '192.0.2.2' is: 'tcp' ends the reach of 'host'
also     1:19-21
hint     write 'host 192.0.2.2'

filter   len > 9 and 80
error    1:13-14 nothing says what '80' is: 'len > 9' passes no qualifier on
also     1:1-7
hint     write 'port 80'

filter   vlan 5 or 6
error    1:11 nothing says what '6' is: 'vlan 5' passes no qualifier on
also     1:1-6
hint     write 'vlan (5 or 6)'; 'vlan 6' would look further in, behind the first one

filter   mpls 5 or 6
error    1:11 nothing says what '6' is: 'mpls 5' passes no qualifier on
also     1:1-6
hint     write 'mpls (5 or 6)'; 'mpls 6' would look further in, behind the first one

filter   vlan and 192.0.2.1
error    1:10-18 nothing says what '192.0.2.1' is: 'vlan' passes no qualifier on
also     1:1-4
hint     write 'host 192.0.2.1'

filter   ifindex 4 or 5
error    1:14 nothing says what '5' is: 'ifindex 4' passes no qualifier on
also     1:1-9
hint     write 'ifindex 5'

filter   broadcast or 192.0.2.255
error    1:14-24 nothing says what '192.0.2.255' is: 'broadcast' passes no qualifier on
also     1:1-9
hint     write 'host 192.0.2.255'

filter   (port 80) or 443
error    1:14-16 nothing says what '443' is: '(port 80)' ends the reach of 'port'
also     1:1-9
hint     write 'port 443'

filter   (port 80 or port 443) or 8080 and 25
error    1:26-29 nothing says what '8080' is: '(port 80 or port 443)' ends the reach of 'port'
also     1:1-21
hint     write 'port 8080'

filter   (80 or 443)
error    1:2-3 nothing says what '80' is
hint     write 'port (80 or 443)'

filter   (tcp or udp) and (80 or 443)
error    1:19-20 nothing says what '80' is: '(tcp or udp)' passes no qualifier on
also     1:1-12
hint     write 'port (80 or 443)'

filter   not 80
error    1:5-6 nothing says what '80' is
hint     write 'port 80'

filter   host 192.0.2.1 and (tcp or 80)
error    1:28-29 nothing says what '80' is: 'tcp' ends the reach of 'host'
also     1:21-23
hint     write 'port 80'

filter   port 80 and (443 or udp)
error    1:21-23 only operands can stand in a list after 'port', not 'udp'
also     1:1-4
hint     for the name of that spelling write '\udp'

filter   vpi 5 or 6
link     SUNATM
error    1:10 nothing says what '6' is: 'vpi 5' passes no qualifier on
also     1:1-5
hint     write 'vpi (5 or 6)'

filter   action block or pass
link     PFLOG
error    1:17-20 nothing says what 'pass' is: 'action block' passes no qualifier on
also     1:1-12
hint     write 'action pass'

filter   on em0 or em1
link     PFLOG
error    1:11-13 nothing says what 'em1' is: 'on em0' passes no qualifier on
also     1:1-6
hint     write 'on em1'

filter   type data or mgt
link     IEEE802_11
error    1:14-16 nothing says what 'mgt' is: 'type data' passes no qualifier on
also     1:1-9
hint     write 'type mgt'

# One message for a run of them.
filter   tcp and 80 or 443 or 8080 and port 25 or 26 or udp or 27
error    1:9-10 nothing says what '80' is: 'tcp' passes no qualifier on
also     1:1-3
hint     write 'port 80'
error    1:55-56 nothing says what '27' is: 'udp' ends the reach of 'port'
also     1:48-50
hint     write 'port 27'

# What reached so far is offered again.
filter   tcp src port 80 or udp or 443
error    1:27-29 nothing says what '443' is: 'udp' ends the reach of 'tcp src port'
also     1:20-22
hint     write 'tcp src port 443'

filter   host 192.0.2.1 or tcp or 443
error    1:26-28 nothing says what '443' is: 'tcp' ends the reach of 'host'
also     1:19-21
hint     write 'port 443'

filter   (src host 192.0.2.1) or 192.0.2.2
error    1:25-33 nothing says what '192.0.2.2' is: '(src host 192.0.2.1)' ends the reach of 'src host'
also     1:1-20
hint     write 'src host 192.0.2.2'

filter   port 80 and len > 9 and tcp and 443
error    1:33-35 nothing says what '443' is: 'tcp' ends the reach of 'port'
also     1:25-27
hint     write 'port 443'
