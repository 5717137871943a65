# Warnings about what is easily read in another way.

filter   tcp or udp and port 53
warning  1:12-14 [and-or] 'and' and 'or' group from left to right: 'tcp or udp' comes first
also     1:5-6
hint     write '(tcp or udp) and port 53', or what else is meant

filter   tcp or udp port 53 and host 192.0.2.1
warning  1:20-22 [and-or] 'and' and 'or' group from left to right: 'tcp or udp port 53' comes first
also     1:5-6
hint     write '(tcp or udp port 53) and host 192.0.2.1', or what else is meant

filter   tcp || udp && port 53
warning  1:12-13 [and-or] '&&' and '||' group from left to right: 'tcp || udp' comes first
also     1:5-6
hint     write '(tcp || udp) && port 53', or what else is meant

filter   port 53 and tcp or udp

filter   (tcp or udp) and port 53

filter   host 192.0.2.1 and (tcp or udp and port 53)
warning  1:32-34 [and-or] 'and' and 'or' group from left to right: 'tcp or udp' comes first
also     1:25-26
hint     write '(tcp or udp) and port 53', or what else is meant

filter   host (192.0.2.1 or 192.0.2.2 and 192.0.2.3)
warning  1:30-32 [and-or] 'and' and 'or' group from left to right: '192.0.2.1 or 192.0.2.2' comes first
also     1:17-18
hint     write '(192.0.2.1 or 192.0.2.2) and 192.0.2.3', or what else is meant

filter   len % 4 * 2 = 2
warning  1:1-11 [precedence] 'len % 4 * 2' is calculated in another order by libpcap
also     1:1-7
hint     write '(len % 4)', and both read it in this way

filter   len * 7 % 4 = 2
warning  1:1-11 [precedence] 'len * 7 % 4' is calculated in another order by libpcap
also     1:1-7
hint     write '(len * 7)', and both read it in this way

filter   len % 4 = 2

filter   (len * 7) % 4 = 2

filter   len % 30 % 7 = 2
warning  1:1-12 [precedence] 'len % 30 % 7' is calculated in another order by libpcap
also     1:1-8
hint     write '(len % 30)', and both read it in this way

filter   6 ^ len + 1 = 2

filter   1 + len ^ 3 = 2
warning  1:1-11 [precedence] '1 + len ^ 3' is calculated in another order by libpcap
also     1:1-7
hint     write '(1 + len)', and both read it in this way

filter   -len % 5 = 2
warning  1:1-8 [precedence] '-len % 5' is calculated in another order by libpcap
also     1:1-4
hint     write '(-len)', and both read it in this way

filter   (-len) % 5 = 2

filter   len ^ 2 ^ 3 = 2

filter   len & 2 ^ 3 = 2
warning  1:1-11 [precedence] 'len & 2 ^ 3' is calculated in another order by libpcap
also     1:1-7
hint     write '(len & 2)', and both read it in this way

filter   len ^ 2 | 1 = 3
warning  1:1-11 [precedence] 'len ^ 2 | 1' is calculated in another order by libpcap
also     1:1-7
hint     write '(len ^ 2)', and both read it in this way

filter   len | 2 ^ 3 = 2

filter   len + 6 % 3 + 1 = 2
warning  1:1-15 [precedence] 'len + 6 % 3 + 1' is calculated in another order by libpcap
also     1:7-11
hint     write '(6 % 3)', and both read it in this way

filter   ip[len * 7 % 4] = 2
warning  1:4-14 [precedence] 'len * 7 % 4' is calculated in another order by libpcap
also     1:4-10
hint     write '(len * 7)', and both read it in this way
