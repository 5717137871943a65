# Long pieces of a filter are repeated in part.

filter   aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa > 5
error    1:1-101 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...' is not a value to compare
hint     values are numbers, 'len' and bytes such as 'ip[8]'

bytes    tcp and \xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9
error    1:9-62 'éééééééééééééééééééééé...' is not part of the language

filter   1.2.3.4 or tcp or 1.2 or tcp or 1.2 or tcp or 1.2 or tcp or 1.2 or tcp or 1.2 or tcp or 1.2 or tcp or 1.2 or tcp or 1.2 or tcp or 1.2 or tcp or 1.2 or tcp or 1.2 or tcp or 1.2 or tcp or 1.2 or tcp or 1.2 or tcp or 1.2 or tcp or 1.2 or tcp or 1.2 or tcp or 1.2 or tcp or 1.2 or tcp or 1.2 or tcp or 1.2 or tcp or 1.2 or tcp or 1.2
error    1:1-7 nothing says what '1.2.3.4' is
hint     write 'host 1.2.3.4'
error    1:19-21 nothing says what '1.2' is: 'tcp' passes no qualifier on
also     1:12-14
hint     write 'host 1.2'
error    1:33-35 nothing says what '1.2' is: 'tcp' passes no qualifier on
also     1:26-28
hint     write 'host 1.2'
error    1:47-49 nothing says what '1.2' is: 'tcp' passes no qualifier on
also     1:40-42
hint     write 'host 1.2'
error    1:61-63 nothing says what '1.2' is: 'tcp' passes no qualifier on
also     1:54-56
hint     write 'host 1.2'
error    1:75-77 nothing says what '1.2' is: 'tcp' passes no qualifier on
also     1:68-70
hint     write 'host 1.2'
error    1:89-91 nothing says what '1.2' is: 'tcp' passes no qualifier on
also     1:82-84
hint     write 'host 1.2'
error    1:103-105 nothing says what '1.2' is: 'tcp' passes no qualifier on
also     1:96-98
hint     write 'host 1.2'
error    1:117-119 nothing says what '1.2' is: 'tcp' passes no qualifier on
also     1:110-112
hint     write 'host 1.2'
error    1:131-133 nothing says what '1.2' is: 'tcp' passes no qualifier on
also     1:124-126
hint     write 'host 1.2'
error    1:145-147 nothing says what '1.2' is: 'tcp' passes no qualifier on
also     1:138-140
hint     write 'host 1.2'
error    1:159-161 nothing says what '1.2' is: 'tcp' passes no qualifier on
also     1:152-154
hint     write 'host 1.2'
error    1:173-175 nothing says what '1.2' is: 'tcp' passes no qualifier on
also     1:166-168
hint     write 'host 1.2'
error    1:187-189 nothing says what '1.2' is: 'tcp' passes no qualifier on
also     1:180-182
hint     write 'host 1.2'
error    1:201-203 nothing says what '1.2' is: 'tcp' passes no qualifier on
also     1:194-196
hint     write 'host 1.2'
error    1:215-217 nothing says what '1.2' is: 'tcp' passes no qualifier on
also     1:208-210
hint     write 'host 1.2'
error    1:229-231 nothing says what '1.2' is: 'tcp' passes no qualifier on
also     1:222-224
hint     write 'host 1.2'
error    1:243-245 nothing says what '1.2' is: 'tcp' passes no qualifier on
also     1:236-238
hint     write 'host 1.2'
error    1:257-259 nothing says what '1.2' is: 'tcp' passes no qualifier on
also     1:250-252
hint     write 'host 1.2'
error    1:271-273 nothing says what '1.2' is: 'tcp' passes no qualifier on
also     1:264-266
hint     write 'host 1.2'
