# Arithmetic and comparisons.

filter   tcp[13]
error    1:1-7 'tcp[13]' is compared with nothing
hint     write 'tcp[13] != 0', or what it is to equal

filter   tcp[13] & 2
error    1:1-11 'tcp[13] & 2' is compared with nothing
hint     write 'tcp[13] & 2 != 0', or what it is to equal

filter   len
error    1:1-3 'len' is compared with nothing
hint     write 'len != 0', or what it is to equal

filter   5 + 5
error    1:1-5 '5 + 5' is compared with nothing
hint     write '5 + 5 != 0', or what it is to equal

filter   (len - 14)
error    1:1-10 '(len - 14)' is compared with nothing
hint     write '(len - 14) != 0', or what it is to equal

filter   len >
error    1:5 a value is missing after '>'

filter   = 5
error    1:1 '=' cannot stand here
hint     a term such as 'tcp' or 'host 192.0.2.1' can

filter   len = 5 = 6
error    1:9 nothing is left for '=' to compare
hint     join two comparisons with 'and'

filter   2 = 2 = 2
error    1:7 nothing is left for '=' to compare
hint     join two comparisons with 'and'

filter   len <> 5
error    1:5-6 '<>' is not an operator
hint     write '!='

filter   len => 5
error    1:5-6 '=>' is not an operator
hint     write '>='

filter   len =< 5
error    1:5-6 '=<' is not an operator
hint     write '<='

filter   len === 5
error    1:5-7 '===' is not an operator
hint     write '='

filter   len !== 5
error    1:5-7 '!==' is not an operator
hint     write '!='

filter   len eq 5
error    1:5-6 'eq' is not an operator
hint     write '='

filter   len gt 5 and tcp
error    1:5-6 'gt' is not an operator
hint     write '>'

filter   len > tcp
error    1:7-9 'tcp' is not a value
hint     its bytes are, as in 'tcp[0]'

filter   len > foo
error    1:7-9 'foo' is not a value
hint     values are numbers, 'len' and bytes such as 'ip[8]'

filter   foo > 5
error    1:1-3 'foo' is not a value to compare
hint     values are numbers, 'len' and bytes such as 'ip[8]'

filter   lenght > 5
error    1:1-6 'lenght' is not a value to compare
hint     did you mean 'length'?

filter   len > 192.0.2.1
error    1:7-15 '192.0.2.1' is not a value
hint     values are numbers, 'len' and bytes such as 'ip[8]'

filter   192.0.2.1 = 5
error    1:11 '192.0.2.1' is not a value, so '=' cannot compare it
also     1:1-9
hint     write 'host 192.0.2.1'

filter   len + > 5
error    1:5 a value is missing after '+'

filter   len + * 5 = 6
error    1:5 a value is missing after '+'

filter   ip[8] > * 5
error    1:7 a value is missing after '>'

filter   ip[
error    1:3 an offset is missing after '['

filter   ip[8
error    1:3 '[' is never closed

filter   ip[8 = 5
error    1:3 '[' is never closed

filter   ip[]=3
error    1:3-4 there is nothing between '[' and ']'

filter   ip[0:] = 1
error    1:5 a size of 1, 2 or 4 is missing after ':'

filter   ip[0:-1] = 1
error    1:6 the size behind ':' is 1, 2 or 4, not '-'

filter   ip[0:len] = 1
error    1:6-8 the size behind ':' is 1, 2 or 4, not 'len'

filter   ip[0:1:2] = 1
error    1:4-8 '0:1:2' is not a value
hint     values are numbers, 'len' and bytes such as 'ip[8]'

filter   ip[:2] = 1
error    1:3 an offset is missing after '['

filter   ip[foo] = 1
error    1:4-6 'foo' is not a value
hint     values are numbers, 'len' and bytes such as 'ip[8]'

filter   ip[tcp] = 1
error    1:4-6 'tcp' is not a value
hint     its bytes are, as in 'tcp[0]'

filter   len[0] = 1
error    1:4 'len' has no bytes to look at
hint     write 'link[0]', 'ip[0]', 'tcp[0]', ...

filter   host[0] = 1
error    1:5 'host' has no bytes to look at
hint     write 'link[0]', 'ip[0]', 'tcp[0]', ...

filter   http[0] = 1
error    1:1-4 'http' belongs to display filters, not to capture filters
hint     write 'tcp port 80'

filter   5[0] = 1
error    1:2 '5' has no bytes to look at
hint     write 'link[0]', 'ip[0]', 'tcp[0]', ...

filter   ~len = 5
error    1:1 '~' is not an operator
hint     all bits are inverted by '^ 0xffffffff'

filter   !len = 5

filter   - = 5
error    1:1 a value is missing after '-'

filter   len-foo > 5
error    1:1-7 'len-foo' is not a value to compare
hint     values are numbers, 'len' and bytes such as 'ip[8]'

filter   foo-4 > 5
error    1:1-5 'foo-4' is not a value to compare
hint     values are numbers, 'len' and bytes such as 'ip[8]'

filter   (len > 5) > 6
error    1:11 nothing is left for '>' to compare

filter   port 80 > 5
error    1:9 nothing is left for '>' to compare
