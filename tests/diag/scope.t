# Terms that are looked for behind a word that seems to have ended.

filter   vlan 5 or vlan 6
warning  1:11-16 [scope] 'vlan 6' is looked for behind 'vlan 5'
also     1:1-6
hint     for either of them write 'vlan (5 or 6)'

filter   vlan 5 or vlan 6
with     scoped

filter   (vlan 5 and host 192.0.2.1) or (vlan 6 and host 192.0.2.2)
warning  1:33-38 [scope] 'vlan 6' is looked for behind 'vlan 5'
also     1:2-7
hint     'vlan' shifts all that stands to its right: write what is not behind it in front of it, or use --scoped

filter   (vlan 5 and host 192.0.2.1) or (vlan 6 and host 192.0.2.2)
with     scoped

filter   not vlan and ip
warning  1:14-15 [scope] 'ip' is looked for behind 'vlan'
also     1:5-8
hint     'vlan' shifts all that stands to its right: write what is not behind it in front of it, or use --scoped

filter   not (vlan 5 and ip) and port 80
warning  1:25-31 [scope] 'port 80' is looked for behind 'vlan 5'
also     1:6-11
hint     'vlan' shifts all that stands to its right: write what is not behind it in front of it, or use --scoped

filter   ip or (vlan and ip) or (mpls and ip)
warning  1:25-28 [scope] 'mpls' is looked for behind 'vlan'
also     1:8-11
hint     'vlan' shifts all that stands to its right: write what is not behind it in front of it, or use --scoped

filter   vxlan or arp
warning  1:10-12 [scope] 'arp' is looked for behind 'vxlan'
also     1:1-5
hint     'vxlan' shifts all that stands to its right: write what is not behind it in front of it, or use --scoped

filter   vlan 5 or host (192.0.2.1 or 192.0.2.2)
warning  1:11-39 [scope] 'host (192.0.2.1 or 192.0.2.2)' is looked for behind 'vlan 5'
also     1:1-6
hint     'vlan' shifts all that stands to its right: write what is not behind it in front of it, or use --scoped

filter   (vlan 5 or vlan 6) and ip
warning  1:12-17 [scope] 'vlan 6' is looked for behind 'vlan 5'
also     1:2-7
hint     for either of them write 'vlan (5 or 6)'

filter   (vlan 5 and ip) and not port 80
warning  1:25-31 [scope] 'port 80' is looked for behind 'vlan 5'
also     1:2-7
hint     'vlan' shifts all that stands to its right: write what is not behind it in front of it, or use --scoped

filter   vlan (5 or 6) or vlan 7
warning  1:18-23 [scope] 'vlan 7' is looked for behind 'vlan (5 or 6)'
also     1:1-13
hint     'vlan' shifts all that stands to its right: write what is not behind it in front of it, or use --scoped

filter   vlan or ip[0] = 0x45
with     live
warning  1:9-20 [scope] 'ip[0] = 0x45' is looked for behind 'vlan'
also     1:1-4
hint     'vlan' shifts all that stands to its right: write what is not behind it in front of it, or use --scoped

# Both readings come to the same.

filter   ip or (vlan and ip)

filter   (vlan 5) and ip

filter   (vlan 5 and ip) and port 80

filter   vlan (5 or 6) and ip

filter   vlan and (ip or ip6) and (tcp or udp)

filter   not vlan

filter   not vlan and len > 100

filter   vlan 5 or len > 100

filter   vlan 5 or ether src 00:00:5e:00:53:01

filter   vlan 5 or len > 100
with     live
