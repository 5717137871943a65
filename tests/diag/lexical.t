# Characters and literals that are no part of the language.

filter   port 08
error    1:6-7 '08' is not an octal number
hint     a leading 0 means base 8; leave it out for a decimal number

filter   len = 4294967296
error    1:7-16 '4294967296' does not fit in 32 bits

filter   len > 0x100000000
error    1:7-17 '0x100000000' does not fit in 32 bits

filter   host 0x0a.0.0.1
error    1:6-15 '0x0a.0.0.1' is not an IPv4 address: its parts are decimal numbers from 0 to 255

filter   host 99999999999.1
error    1:6-18 '99999999999.1' is not an IPv4 address: its parts are decimal numbers from 0 to 255

filter   host fe80::256.1.1.1
error    1:6-20 'fe80::256.1.1.1' is neither an IPv6 nor an Ethernet address
hint     IPv6 has eight groups of up to four hex digits, '::' once for zeros; Ethernet has six of one or two

filter   ether host ab:cd:
error    1:12-17 'ab:cd:' is neither an IPv6 nor an Ethernet address
hint     IPv6 has eight groups of up to four hex digits, '::' once for zeros; Ethernet has six of one or two

filter   ether host 02:aa:05:00:7f
error    1:12-25 '02:aa:05:00:7f' is neither an IPv6 nor an Ethernet address
hint     IPv6 has eight groups of up to four hex digits, '::' once for zeros; Ethernet has six of one or two

filter   host ::1::2
error    1:6-11 '::1::2' is neither an IPv6 nor an Ethernet address
hint     IPv6 has eight groups of up to four hex digits, '::' once for zeros; Ethernet has six of one or two

filter   host 12345::
error    1:6-12 '12345::' is neither an IPv6 nor an Ethernet address
hint     IPv6 has eight groups of up to four hex digits, '::' once for zeros; Ethernet has six of one or two

filter   link host $123
error    1:11-14 '$123' is not a one-byte address: $ and one or two hex digits, as in $1f

filter   link host $g
error    1:11-12 '$g' is not a one-byte address: $ and one or two hex digits, as in $1f

filter   link host $
error    1:11 '$' is not a one-byte address: $ and one or two hex digits, as in $1f

filter   tcp @ udp
error    1:5 '@' is not part of the language

filter   tcp and ~udp
error    1:9 '~' is not an operator
hint     all bits are inverted by '^ 0xffffffff'

filter   host "example.com"
error    1:6-18 quotes are not part of the language
hint     write names as they are

filter   host 'example.com'
error    1:6-18 quotes are not part of the language
hint     write names as they are

bytes    host \xe2\x80\x9cexample.com\xe2\x80\x9d
error    1:6-8 quotes are not part of the language
hint     write names as they are

bytes    len \xe2\x89\xa5 5
error    1:5-7 this is not an operator
hint     write '>='

bytes    tcp\xc2\xa0port 80
error    1:4-5 this is a no-break space
hint     write a plain space

bytes    portrange 10\xe2\x80\x9320
error    1:13-15 this is a dash, not a '-'
hint     write '-'

filter   host _dmarc.example.com
error    1:6-23 a name cannot begin with '_'
hint     write a backslash in front of it

filter   port 80,443
error    1:8 ',' joins nothing
hint     write a set, as in 'port in {80, 443}'

filter   host \
error    1:6 a backslash stands in front of a name
hint     write '\tcp' for the name tcp

filter   tcp # comment
error    1:5 '#' is not part of the language

filter   tcp; udp
error    1:4 ';' joins nothing
hint     join terms with 'and' or 'or'

bytes    tcp\x00udp
error    1:4 '\x00' is not part of the language

bytes    \x00
error    1:1 '\x00' is not part of the language

bytes    tcp and \xff\xfe udp
error    1:9-10 '\xff\xfe' is not part of the language

bytes    tcp \x1b[31m udp
error    1:5 '\x1b' is not part of the language

bytes    \n\t\ntcp and\n\n  @
error    5:3 '@' is not part of the language

filter   café
error    1:4-5 'é' is not part of the language
