# Numbers that are read in another way than they may be meant.

filter   host 192.0.2.1 and 80
warning  1:20-21 [bare-number] '80' is read as the host 0.0.0.80
hint     write 'port 80' if a port is meant, else 'host 0.0.0.80'

filter   src port 67 or dst 68
warning  1:20-21 [bare-number] '68' is read as the host 0.0.0.68
hint     write 'dst port 68' if a port is meant, else 'dst host 0.0.0.68'

filter   host 10.1
warning  1:6-9 [short-host] '10.1' is read as the network 10.1.0.0/16
hint     write 'net 10.1'

filter   net 0
warning  1:5 [net-number] '0' is read as 0.0.0.0/32
hint     write 'net 0.0.0.0/0'

filter   net 256
warning  1:5-7 [net-number] '256' is read as 1.0.0.0/16
hint     write 'net 1.0.0.0/16'

filter   host 192.0.2.010
warning  1:6-16 [octal] '192.0.2.010' is read in decimal in spite of its leading zero
hint     leave the leading zero out

filter   port 0110
warning  1:6-9 [octal] '0110' is octal because of its leading zero: 72
hint     leave the zero out, or write 72

filter   vlan 0100
warning  1:6-9 [octal] '0100' is octal because of its leading zero: 64
hint     leave the zero out, or write 64

filter   host icmp-echo
warning  1:6-14 [constant] 'icmp-echo' is read as the number 8
hint     write '\icmp-echo' if it is a name

filter   ip host 80
warning  1:9-10 [bare-number] '80' is read as the host 0.0.0.80
hint     write 'ip host 0.0.0.80'

filter   dst 010
warning  1:5-7 [octal] '010' is octal because of its leading zero: 8
hint     leave the zero out, or write 8

filter   net 0x100
warning  1:5-9 [net-number] '0x100' is read as 1.0.0.0/16
hint     write 'net 1.0.0.0/16'

filter   ip proto icmp-echo
warning  1:10-18 [constant] 'icmp-echo' is read as the number 8
hint     write '\icmp-echo' if it is a name

filter   port tcp-syn
warning  1:6-12 [constant] 'tcp-syn' is read as the number 2
hint     write '\tcp-syn' if it is a name

filter   host 172.20
warning  1:6-11 [short-host] '172.20' is read as the network 172.20.0.0/16
hint     write 'net 172.20'

filter   src net 010.0.0.0/8
warning  1:9-19 [octal] '010.0.0.0/8' is read in decimal in spite of its leading zero
hint     leave the leading zero out
