# Names that are unknown or do not fit. Nothing of the machine is asked.

filter   port htttp
error    1:6-10 unknown service 'htttp'
hint     did you mean 'http'?

filter   portrange ftp-data
error    1:15-18 unknown service 'data'
hint     write 'port ftp-data': a range ends at its hyphen

filter   udp port http
error    1:10-13 'http' is a service of tcp, not of udp
also     1:1-3
hint     write 'tcp port http', or the number

filter   sctp portrange ftp-http
error    1:16-23 'ftp-http' is a service of tcp, not of sctp
also     1:1-4
hint     write 'tcp portrange ftp-http', or the number

filter   proto opsf
error    1:7-10 unknown protocol 'opsf'
hint     did you mean 'ospf'?

filter   ether proto lldpp
error    1:13-17 unknown link protocol 'lldpp'
hint     did you mean 'lldp'?

filter   iso proto foo
error    1:11-13 unknown ISO protocol 'foo'
hint     one of \clnp, \esis, \isis

filter   type foo
error    1:6-8 unknown 802.11 type 'foo'
hint     one of mgt, ctl, data

filter   subtype becon
error    1:9-13 unknown 802.11 subtype 'becon'
hint     did you mean 'beacon'?

filter   type ctl subtype beacon
error    1:18-23 unknown 802.11 subtype 'beacon'
hint     one of bar, ba, ps-poll, rts, cts, ack, cf-end, cf-end-ack

filter   action pas
error    1:8-10 unknown action 'pas'
hint     did you mean 'pass'?

filter   host www.example.com or www.example.com
error    1:6-20 'www.example.com' is a host name, and names are not looked up
hint     write its address

filter   net loopback
error    1:5-12 unknown network 'loopback'
hint     write its address

filter   ether host router
error    1:12-17 unknown link host 'router'
hint     names are not looked up; write its address

filter   tcp port nosuch or 99999 or nosuch or alsonot
error    1:10-15 unknown service 'nosuch'
hint     write the number of the port
error    1:20-24 port 99999 is out of range 0 to 65535
error    1:39-45 unknown service 'alsonot'
hint     write the number of the port

filter   portrange a-b-c
error    1:11 unknown service 'a'
hint     write the number of the port
error    1:13-15 unknown service 'b-c'
hint     write the number of the port

filter   portrange http-nosuch
error    1:16-21 unknown service 'nosuch'
hint     write the number of the port

filter   ip6 proto nosuch
error    1:11-16 unknown protocol 'nosuch'
hint     write the number of the protocol

filter   ip proto icmpp
error    1:10-14 unknown protocol 'icmpp'
hint     did you mean '\icmp'?

filter   ether proto tcp6
error    1:13-16 unknown link protocol 'tcp6'
hint     one of \aarp, \arp, \atalk, \decnet, \ip, \ip6, \lat, lldp, loopback, \mopdl, \moprc, \rarp, \sca, slow, \iso, \stp, \ipx, \netbeui

filter   llc foo
error    1:5-7 unknown LLC frame 'foo'
hint     one of i, s, u, rr, rnr, rej, ui, ua, disc, dm, sabme, test, xid, frmr

filter   llc sabm
error    1:5-8 unknown LLC frame 'sabm'
hint     did you mean 'sabme'?

filter   reason foo
error    1:8-10 unknown reason 'foo'
hint     one of match, bad-offset, fragment, short, normalize, memory, bad-timestamp, congestion, ip-option, proto-cksum, state-mismatch, state-insert, state-limit, src-limit, synproxy, map-failed, no-route

filter   action foo
error    1:8-10 unknown action 'foo'
hint     one of pass, drop, scrub, noscrub, nat, nonat, binat, nobinat, rdr, nordr, synproxy-drop, defer, match, divert, rt, afrt, nodummynet, nat64, nonat64

filter   dir todst
error    1:5-9 unknown 802.11 direction 'todst'
hint     did you mean 'tods'?

filter   type mgt subtype foo
error    1:18-20 unknown 802.11 subtype 'foo'
hint     one of assocreq, assocresp, reassocreq, reassocresp, probereq, proberesp, beacon, atim, disassoc, auth, deauth

filter   type 12 subtype foo
error    1:17-19 802.11 type 12 has no subtype 'foo'

filter   gateway router
error    1:9-14 'router' is a host name, and names are not looked up
hint     write its address

filter   ether host one or two
error    1:12-14 unknown link host 'one'
hint     names are not looked up; write its address
error    1:19-21 unknown link host 'two'
hint     names are not looked up; write its address

filter   udp port smtp
error    1:10-13 'smtp' is a service of tcp, not of udp
also     1:1-3
hint     write 'tcp port smtp', or the number

filter   sctp port http
error    1:11-14 'http' is a service of tcp, not of sctp
also     1:1-4
hint     write 'tcp port http', or the number
