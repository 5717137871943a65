# What a filter comes to: terms that never match, or always.

# Filters that match nothing: the two terms, wherever they stand.

filter   (ip and host 192.0.2.1) and (arp and host 192.0.2.2)
error    1:30-32 'ip' and 'arp' can never both match
also     1:2-3
hint     a filter that accepts nothing is an error unless it is asked for (--allow-empty)

filter   (ip and arp) or (tcp and arp)
error    1:9-11 'ip' and 'arp' can never both match
also     1:2-3
hint     a filter that accepts nothing is an error unless it is asked for (--allow-empty)

filter   tcp and (udp or arp) and sctp
error    1:9-20 'tcp' and '(udp or arp)' can never both match
also     1:1-3
hint     a filter that accepts nothing is an error unless it is asked for (--allow-empty)

filter   not (tcp or not tcp)
error    1:13-19 this can never match: 'tcp' or 'not tcp' always does
also     1:6-8
hint     a filter that accepts nothing is an error unless it is asked for (--allow-empty)

filter   not (not ip or not arp)
error    1:16-22 this can never match: 'not ip' or 'not arp' always does
also     1:6-11
hint     a filter that accepts nothing is an error unless it is asked for (--allow-empty)

filter   ip and not (ip or arp)
error    1:8-22 'ip' and 'not (ip or arp)' can never both match
also     1:1-2
hint     a filter that accepts nothing is an error unless it is asked for (--allow-empty)

filter   port 80 and not tcp and not udp and not sctp
error    1:37-44 'port 80 and not tcp and not udp' and 'not sctp' can never both match
also     1:1-31
hint     a filter that accepts nothing is an error unless it is asked for (--allow-empty)

filter   less 60 and greater 100
error    1:13-23 'less 60' and 'greater 100' can never both match
also     1:1-7
hint     a filter that accepts nothing is an error unless it is asked for (--allow-empty)

filter   host 192.0.2.1 and not net 192.0.2.0/24
error    1:20-39 'host 192.0.2.1' and 'not net 192.0.2.0/24' can never both match
also     1:1-14
hint     a filter that accepts nothing is an error unless it is asked for (--allow-empty)

filter   not (len > 5) and not (len <= 5)
error    1:19-32 'not (len > 5)' and 'not (len <= 5)' can never both match
also     1:1-13
hint     a filter that accepts nothing is an error unless it is asked for (--allow-empty)

# Comparisons that what is read decides.

filter   ip[0] > 255
error    1:1-11 this can never match
hint     'ip[0]' lies between 0 and 255

filter   tcp[13] & 2 = 1
error    1:1-15 this can never match
hint     'tcp[13] & 2' has no bits but those of 0x2

filter   tcp[tcpflags] & tcp-syn = 1
error    1:1-27 this can never match
hint     'tcp[tcpflags] & tcp-syn' has no bits but those of 0x2

filter   6 * 7 = 43
error    1:1-10 this can never match
hint     '6 * 7' is 42

filter   vlan and ip[0] > 255
error    1:10-20 this can never match
hint     'ip[0]' lies between 0 and 255

filter   not len >= 0
error    1:5-12 this can never match: 'len >= 0' always does
hint     a filter that accepts nothing is an error unless it is asked for (--allow-empty)

filter   ip[0] > 255 or tcp
warning  1:1-11 [never] 'ip[0] > 255' can never match
hint     'ip[0]' lies between 0 and 255

filter   not ip[0] > 255 and tcp
warning  1:5-15 [never] 'ip[0] > 255' can never match
hint     'ip[0]' lies between 0 and 255

filter   ip[0] >= 0
warning  1:1-10 [always] 'ip[0] >= 0' is true of any value
hint     'ip[0]' lies between 0 and 255

filter   255 < ip[0] or arp
warning  1:1-11 [never] '255 < ip[0]' can never match
hint     'ip[0]' lies between 0 and 255

filter   len >= 0
warning  1:1-8 [always] 'len >= 0' is true of any value

# IPv4 only, and --ip6-ext.

filter   ip6 and tcp[13] = 2
error    1:9-19 'ip6' and 'tcp[13] = 2' can never both match
also     1:1-3
hint     accessors such as tcp[...] read IPv4 only; with --ip6-ext they read IPv6, too

filter   tcp[13] = 2 and ip6
error    1:17-19 'tcp[13] = 2' and 'ip6' can never both match
also     1:1-11
hint     accessors such as tcp[...] read IPv4 only; with --ip6-ext they read IPv6, too

filter   ip6 and tcp[13] = 2 or udp
warning  1:9-19 [never] 'ip6' and 'tcp[13] = 2' can never both match
also     1:1-3
hint     accessors such as tcp[...] read IPv4 only; with --ip6-ext they read IPv6, too

filter   ip6 and (udp[0:2] = 53 and len > 60)
error    1:10-22 'ip6' and 'udp[0:2] = 53' can never both match
also     1:1-3
hint     accessors such as tcp[...] read IPv4 only; with --ip6-ext they read IPv6, too

filter   ip6 proto 43 and tcp port 80
error    1:18-28 'ip6 proto 43' and 'tcp port 80' can never both match
also     1:1-12
hint     with --ip6-ext pfc looks behind IPv6 extension headers, too

filter   udp and tcp[13] = 2
error    1:9-19 'udp' and 'tcp[13] = 2' can never both match
also     1:1-3
hint     a filter that accepts nothing is an error unless it is asked for (--allow-empty)

filter   ip6 and icmp[0] = 8
error    1:9-19 'ip6' and 'icmp[0] = 8' can never both match
also     1:1-3
hint     a filter that accepts nothing is an error unless it is asked for (--allow-empty)

filter   ip6 and tcp[13] = 2
with     ip6-ext

filter   ip6 and icmp[0] = 8
with     ip6-ext
error    1:9-19 'ip6' and 'icmp[0] = 8' can never both match
also     1:1-3
hint     a filter that accepts nothing is an error unless it is asked for (--allow-empty)

# Parts that match nothing.

filter   (ip and arp) or tcp
warning  1:9-11 [never] 'ip' and 'arp' can never both match
also     1:2-3

filter   ip and arp or tcp
warning  1:8-10 [never] 'ip' and 'arp' can never both match
also     1:1-2

filter   tcp and not (ip and arp)
warning  1:21-23 [never] 'ip' and 'arp' can never both match
also     1:14-15

filter   udp or (arp and (tcp or sctp))
warning  1:17-29 [never] 'arp' and '(tcp or sctp)' can never both match
also     1:9-11

# Everything matches.

filter   tcp or not tcp
warning  1:8-14 [always] every packet matches 'tcp' or 'not tcp'
also     1:1-3

filter   not tcp or not udp
warning  1:12-18 [always] every packet matches 'not tcp' or 'not udp'
also     1:1-7

filter   host 192.0.2.1 and (not tcp or not udp)
warning  1:32-38 [always] every packet matches 'not tcp' or 'not udp'
also     1:21-27

filter   host 192.0.2.1 or not host 192.0.2.1
warning  1:19-36 [always] every packet matches 'host 192.0.2.1' or 'not host 192.0.2.1'
also     1:1-14

filter   greater 0
warning  1:1-9 [always] every packet matches 'greater 0'

filter   not (ip and arp)
warning  1:13-15 [always] 'not' of it matches every packet: 'ip' and 'arp' never both match
also     1:6-7

filter   (ip or not ip) and tcp
warning  1:8-13 [always] every packet matches 'ip' or 'not ip'
also     1:2-3

filter   6 * 7 = 42
warning  1:1-10 [always] '6 * 7 = 42' is true of any value
hint     '6 * 7' is 42

# Nothing is wrong with these.

filter   not port 80 or not port 443

filter   not tcp[13] = 2

filter   tcp[13] != 2

filter   tcp and tcp port 80

filter   ip or (arp and host 192.0.2.1)

filter   not (tcp and port 80)

filter   tcp[13] & 18 = 18

filter   ip[8] < 5 or ip6[7] < 5

filter   len > 0

# These neither: filters are for more than one link type.

filter   not arp
link     RAW

filter   ip or ip6 or arp
link     RAW

filter   (arp and host 192.0.2.1) or udp
link     RAW

filter   ip
link     IPV4

filter   ip and tcp
link     IPV4
