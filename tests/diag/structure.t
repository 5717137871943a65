# and, or, not and parentheses.

filter   tcp and
error    1:5-7 a term is missing after 'and'

filter   tcp or
error    1:5-6 a term is missing after 'or'

filter   and tcp
error    1:1-3 a term is missing before 'and'

filter   or
error    1:1-2 a term is missing before 'or'

filter   not
error    1:1-3 a term is missing after 'not'

filter   !
error    1:1 a term is missing after '!'

filter   tcp and not
error    1:9-11 a term is missing after 'not'

filter   tcp and and udp
error    1:5-7 a term is missing after 'and'

filter   tcp and or udp
error    1:5-7 a term is missing after 'and'

filter   tcp && || udp
error    1:5-6 a term is missing after '&&'

filter   not and tcp
error    1:1-3 a term is missing after 'not'

filter   (tcp and udp
error    1:1 '(' is never closed

filter   ((tcp)
error    1:1 '(' is never closed

filter   tcp)
error    1:4 ')' closes nothing

filter   )tcp(
error    1:1 ')' closes nothing

filter   ()
error    1:1-2 there is nothing between '(' and ')'

filter   (tcp and ())
error    1:10-11 there is nothing between '(' and ')'

filter   (tcp or )
error    1:6-7 a term is missing after 'or'

filter   ( and tcp)
error    1:3-5 a term is missing before 'and'

filter   tcp udp
error    1:5-7 'and' or 'or' is missing before 'udp'
hint     write 'and udp' or 'or udp'

filter   tcp port 80 host 192.0.2.1
error    1:13-16 'and' or 'or' is missing before 'host'
hint     write 'and host' or 'or host'

filter   tcp not udp
error    1:5-7 'and' or 'or' is missing before 'not'
hint     write 'and not' or 'or not'

filter   (tcp) (udp)
error    1:7 'and' or 'or' is missing before '('

filter   host 192.0.2.1 port 80 and udp and )
error    1:16-19 'and' or 'or' is missing before 'port'
hint     write 'and port' or 'or port'
error    1:36 ')' closes nothing

filter   tcp ip port 80
error    1:5-6 'and' or 'or' is missing before 'ip'
hint     write 'and ip' or 'or ip'

filter   pppoed 5
error    1:8 'pppoed' takes no operand such as '5'
also     1:1-6

filter   tcp ] and udp
error    1:5 ']' closes nothing

filter   ip[0) = 1
error    1:5 ')' does not close '['
also     1:3

# Each mistake is told, and what is right between them causes no message.
filter   tpc and host and udp port 53 and len >
error    1:1-3 'tpc' is not a word of the language
hint     did you mean 'tcp'?
error    1:9-12 an address or name is missing after 'host'
error    1:38 a value is missing after '>'

filter   tcp port 80 host (a or b) and udp prot 53
error    1:13-16 'and' or 'or' is missing before 'host'
hint     write 'and host' or 'or host'
error    1:35-38 'prot' is not a word of the language
hint     did you mean 'port'?

# A word in other case is not a word.
filter   TCP
error    1:1-3 'TCP' is not a word of the language
hint     did you mean 'tcp'?

filter   tcp AND udp
error    1:5-7 'AND' is not a word of the language
hint     did you mean 'and'?

filter   Host 192.0.2.1
error    1:1-4 'Host' is not a word of the language
hint     did you mean 'host'?
