# Words with arguments of their own.

filter   less
error    1:1-4 a number is missing after 'less'

filter   less (9)
error    1:6 'less' needs a plain number, not '('
also     1:1-4
hint     write 'less 9'

filter   less x
error    1:6 'less' needs a plain number, not 'x'
also     1:1-4

filter   less -5
error    1:1-4 a number is missing after 'less'

filter   greater 5 + 5
error    1:11 '+' cannot stand here

filter   ifindex eth0
error    1:9-12 'ifindex' needs a plain number, not 'eth0'
also     1:1-7

filter   vlan x
error    1:6 'vlan' needs a plain number, not 'x'
also     1:1-4

filter   vlan (1 + 2)
error    1:7-11 'vlan' takes a number, not arithmetic
also     1:1-4

filter   mpls (5 and 6)
error    1:9-11 a list after 'mpls' is numbers joined by 'or', not 'and'
also     1:1-4

filter   geneve (5 or not 6)
error    1:14-18 a list after 'geneve' is numbers joined by 'or', not 'not 6'
also     1:1-6

filter   vlan (5 or host 192.0.2.1)
error    1:12-25 a list after 'vlan' is numbers joined by 'or', not 'host 192.0.2.1'
also     1:1-4

filter   vlan (100-200)
error    1:7-13 a list after 'vlan' is numbers joined by 'or', not '100-200'
also     1:1-4
hint     ranges stand in a set, as in 'vlan in {100-200}'

filter   vlan 100-200
error    1:6-12 'vlan' needs a plain number, not '100-200'
also     1:1-4
hint     write 'vlan in {100-200}' for a range

filter   vlan (5 or 4096)
error    1:12-15 VLAN number 4096 is out of range 0 to 4095

filter   vxlan (5 or 1 + 1)
error    1:13-17 '1 + 1' is compared with nothing
hint     write '1 + 1 != 0', or what it is to equal

filter   vlan 5 6
error    1:8 'and' or 'or' is missing before '6'
hint     write 'and 6' or 'or 6'

filter   byte 0 >= 3
error    1:8-9 'byte' knows = < > & and |, not '>='
hint     write 'link[0] >= 3'

filter   byte 1 != 2
error    1:8-9 'byte' knows = < > & and |, not '!='
hint     write 'link[1] != 2'

filter   byte 1 <= 2
error    1:8-9 'byte' knows = < > & and |, not '<='
hint     write 'link[1] <= 2'

filter   byte 1
error    1:6 a comparison such as '= 5' is missing after '1'

filter   byte 1 + 2
error    1:8 '+' cannot stand here
hint     a comparison such as '= 0' can

filter   byte = 5
error    1:1-4 a number is missing after 'byte'

filter   byte 0 = x
error    1:10 '=' needs a plain number, not 'x'
also     1:8

filter   action 1
link     PFLOG
error    1:8 'action' takes a name, not the number '1'
also     1:1-6

filter   on
link     PFLOG
error    1:1-2 a name is missing after 'on'

filter   on 5
link     PFLOG
error    1:4 'on' takes a name, not the number '5'
also     1:1-2

filter   rnr x
link     PFLOG
error    1:5 'rnr' needs a plain number, not 'x'
also     1:1-3

filter   action tcp
link     PFLOG
error    1:8-10 'tcp' is a word of the language, not a name
also     1:1-6
hint     write 'action \tcp' for the name

filter   tcp type mgt
link     IEEE802_11
error    1:1-3 'tcp' frames have no 'type'
also     1:5-8
hint     leave 'tcp' out, or write 'wlan'

filter   ip dir tods
link     IEEE802_11
error    1:1-2 'ip' frames have no 'dir'
also     1:4-6
hint     leave 'ip' out, or write 'wlan'

filter   wlan subtype 0
link     IEEE802_11
error    1:14 the number '0' alone does not say of which type the subtype is
hint     write 'type mgt subtype 0', or with ctl or data

filter   subtype
link     IEEE802_11
error    1:1-7 a name is missing after 'subtype'

filter   type mgt subtype
link     IEEE802_11
error    1:10-16 a name is missing after 'subtype'

filter   vpi
link     SUNATM
error    1:1-3 a number is missing after 'vpi'

filter   vpi x
link     SUNATM
error    1:5 'vpi' needs a plain number, not 'x'
also     1:1-3

filter   vci (1 and 2)
link     SUNATM
error    1:8-10 a list after 'vci' is numbers joined by 'or', not 'and'
also     1:1-3

filter   vci (1 or tcp)
link     SUNATM
error    1:11-13 a list after 'vci' is numbers joined by 'or', not 'tcp'
also     1:1-3

filter   vci (1 + 2)
link     SUNATM
error    1:6-10 'vci' is compared with a number, not with arithmetic
also     1:1-3

filter   vci (not 1)
link     SUNATM
error    1:1-11 a list after 'vci' is numbers joined by 'or', not 'vci (not 1)'
also     1:1-3

filter   vci ((1 or 2) or 3)
link     SUNATM
error    1:6-13 a list after 'vci' is numbers joined by 'or', not '(1 or 2)'
also     1:1-3

filter   wlan addr1 2:0:0:0:0:1
error    1:1-22 only 802.11 packets have this; link type EN10MB does not

filter   ip and wlan ta 2:0:0:0:0:1
error    1:8-26 only 802.11 packets have this; link type EN10MB does not
