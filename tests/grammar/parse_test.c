/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/grammar/parse_test.c - mirrors grammar/parse.y: what becomes of a text */
#include "tests/grammar/parsing.h"

TEST(blank_text_accepts_everything)
{
	CHECK_TREE("", "everything\n");
	CHECK_TREE(" \t\r\n", "everything\n");
}

TEST(and_and_or_are_equal_and_group_left)
{
	CHECK_TREE("tcp or udp and arp", "from left to right\n"
	                                 "  tcp\n"
	                                 "  or: udp\n"
	                                 "  and: arp\n");
	CHECK_TREE("tcp and udp and arp", "and\n"
	                                  "  tcp\n"
	                                  "  udp\n"
	                                  "  arp\n");
	CHECK_TREE("tcp or (udp and arp)", "or\n"
	                                   "  tcp\n"
	                                   "  and\n"
	                                   "    udp\n"
	                                   "    arp\n");
	CHECK_SAME("tcp && udp || arp", "tcp and udp or arp");
	CHECK_SAME("(tcp and udp) or arp", "((tcp and udp)) or arp");
}

TEST(not_binds_one_term)
{
	CHECK_TREE("not tcp and udp", "and\n"
	                              "  not\n"
	                              "    tcp\n"
	                              "  udp\n");
	CHECK_SAME("!tcp", "not tcp");
	CHECK_SAME("!!tcp", "tcp");
	CHECK_SAME("not ! not tcp", "not tcp");
	CHECK_SAME("not (not tcp)", "!(!tcp)");
	CHECK_TREE("not len > 5", "not\n"
	                          "  >\n"
	                          "    len\n"
	                          "    5\n");
	CHECK_TREE("not ip[0] & 1 = 2 or tcp", "or\n"
	                                       "  not\n"
	                                       "    =\n"
	                                       "      &\n"
	                                       "        ip[], 1 byte at\n"
	                                       "          0\n"
	                                       "        1\n"
	                                       "      2\n"
	                                       "  tcp\n");
}

TEST(heads_have_protocol_direction_and_type)
{
	CHECK_TREE("tcp src port 80", "tcp src port 80\n");
	CHECK_TREE("src 192.0.2.1", "src 192.0.2.1\n");
	CHECK_TREE("ip host 192.0.2.1", "ip host 192.0.2.1\n");
	CHECK_TREE("src or dst port 53", "src or dst port 53\n");
	CHECK_SAME("dst or src port 53", "src or dst port 53");
	CHECK_SAME("dst and src port 53", "src && dst port 53");
	CHECK_TREE("wlan addr2 2:0:0:0:0:1", "link addr2 02:00:00:00:00:01\n");
	CHECK_SAME("wlan address4 2:0:0:0:0:1", "ether addr4 2:0:0:0:0:1");
	CHECK_TREE("wlan ra 2:0:0:0:0:1 or wlan ta 2:0:0:0:0:1",
	           "or\n"
	           "  link ra 02:00:00:00:00:01\n"
	           "  link ta 02:00:00:00:00:01\n");
	CHECK_TREE("ip6 protochain 58", "ip6 protochain 58\n");
	CHECK_TREE("gateway gw", "gateway gw\n");
	CHECK_TREE("ether proto 0x88e5", "link proto 35045\n");
	CHECK_SAME("es-is or is-is", "esis or isis");
}

TEST(every_link_alias_is_one_word)
{
	CHECK_SAME("ether host 2:0:0:0:0:1", "link host 2:0:0:0:0:1");
	CHECK_SAME("ppp proto 5", "link proto 5");
	CHECK_SAME("slip[0] = 5", "link[0] = 5");
	CHECK_SAME("fddi multicast", "link multicast");
	CHECK_SAME("tr broadcast", "link broadcast");
	CHECK_SAME("wlan[0] = 1", "ether[0] = 1");
}

TEST(arithmetic_has_the_precedence_of_c)
{
	CHECK_SAME("len | 1 & 2 = 3", "len | (1 & 2) = 3");
	CHECK_SAME("len & 1 << 2 = 3", "len & (1 << 2) = 3");
	CHECK_SAME("len << 1 + 2 = 3", "len << (1 + 2) = 3");
	CHECK_SAME("len + 1 * 2 = 3", "len + (1 * 2) = 3");
	CHECK_SAME("len * 7 % 4 = 3", "(len * 7) % 4 = 3");
	CHECK_SAME("len % 30 % 7 = 3", "(len % 30) % 7 = 3");
	CHECK_SAME("len ^ 1 & 2 = 3", "len ^ (1 & 2) = 3");
	CHECK_SAME("len | 1 ^ 2 = 3", "len | (1 ^ 2) = 3");
	CHECK_SAME("6 ^ len + 1 = 3", "6 ^ (len + 1) = 3");
	CHECK_SAME("len - 1 - 2 = 3", "(len - 1) - 2 = 3");
	CHECK_SAME("-len % 5 = 3", "(-len) % 5 = 3");
	CHECK_SAME("-len * 5 >> 1 = 3", "((-len) * 5) >> 1 = 3");
	CHECK_SAME("tcp[13] & 2 != 0", "(tcp[13] & 2) != (0)");
}

TEST(loads_have_offset_and_size)
{
	CHECK_TREE("udp[8 + 2 : 2] & 0x8000 = 0", "=\n"
	                                          "  &\n"
	                                          "    udp[], 2 bytes at\n"
	                                          "      +\n"
	                                          "        8\n"
	                                          "        2\n"
	                                          "    32768\n"
	                                          "  0\n");
	CHECK_TREE("-ip[ip[0]] = length", "=\n"
	                                  "  negative\n"
	                                  "    ip[], 1 byte at\n"
	                                  "      ip[], 1 byte at\n"
	                                  "        0\n"
	                                  "  len\n");
	CHECK_TREE("tcp[tcpflags] = tcp-syn", "=\n"
	                                      "  tcp[], 1 byte at\n"
	                                      "    13 (tcpflags)\n"
	                                      "  2 (tcp-syn)\n");
}

TEST(parentheses_around_numbers_mean_nothing)
{
	CHECK_SAME("port (80)", "port (((80)))");
	CHECK_SAME("((5)) > (3)", "5 > 3");
	CHECK_SAME("(5 > 3)", "5 > 3");
	CHECK_SAME("(5) + (len) > 3", "5 + len > 3");
	CHECK_SAME("vlan (5)", "vlan 5");
	CHECK_SAME("vlan ((5))", "vlan 5");
}

TEST(words_take_their_arguments)
{
	CHECK_TREE("less 63 or greater 0x5eb", "or\n"
	                                       "  less 63\n"
	                                       "  greater 1515\n");
	CHECK_TREE("byte 20 & 7", "byte 20 & 7\n");
	CHECK_TREE("byte 0 == 255 and byte 1 | 2", "and\n"
	                                           "  byte 0 = 255\n"
	                                           "  byte 1 | 2\n");
	CHECK_TREE("inbound or outbound and ifindex 4", "from left to right\n"
	                                                "  inbound\n"
	                                                "  or: outbound\n"
	                                                "  and: ifindex 4\n");
	CHECK_TREE("vlan and mpls 5 and pppoed and pppoes and geneve 6 and vxlan",
	           "and\n"
	           "  vlan\n"
	           "  mpls 5\n"
	           "  pppoed\n"
	           "  pppoes\n"
	           "  geneve 6\n"
	           "  vxlan\n");
	CHECK_TREE("llc or llc xid or llc rnr", "or\n"
	                                        "  llc\n"
	                                        "  llc xid\n"
	                                        "  llc rnr\n");
	CHECK_TREE("broadcast and ip6 multicast", "and\n"
	                                          "  broadcast\n"
	                                          "  ip6 multicast\n");
}

TEST(pf_words)
{
	CHECK_TREE("on vio0 and ruleset authpf and rnr 12 and srnr 3",
	           "and\n"
	           "  on vio0\n"
	           "  ruleset authpf\n"
	           "  rnr 12\n"
	           "  srnr 3\n");
	CHECK_SAME("ifname a and rset b and rulenum 1 and subrulenum 2",
	           "on a and ruleset b and rnr 1 and srnr 2");
	CHECK_TREE("reason match or reason 5 or action block", "or\n"
	                                                       "  reason match\n"
	                                                       "  reason 5\n"
	                                                       "  action block\n");
}

TEST(wlan_words)
{
	CHECK_TREE("type mgt subtype beacon or subtype probe-resp",
	           "or\n"
	           "  type mgt subtype beacon\n"
	           "  subtype probe-resp\n");
	CHECK_TREE("type 4 subtype 0xb0", "type 4 subtype 176\n");
	CHECK_TREE("wlan type data and direction fromds", "and\n"
	                                                  "  link type data\n"
	                                                  "  dir fromds\n");
	CHECK_SAME("wlan dir 3", "ether dir 3");
}

TEST(atm_words)
{
	CHECK_TREE(
		"lane or metac or bcc or sc or ilmic or oam or oamf4ec or oamf4sc or "
		"connectmsg or metaconnect",
		"or\n"
		"  lane\n"
		"  metac\n"
		"  bcc\n"
		"  sc\n"
		"  ilmic\n"
		"  oam\n"
		"  oamf4ec\n"
		"  oamf4sc\n"
		"  connectmsg\n"
		"  metaconnect\n");
	CHECK_SAME("oamf4", "oam");
	CHECK_TREE("vci (100 or 200) and vpi != 0", "and\n"
	                                            "  or\n"
	                                            "    vci = 100\n"
	                                            "    vci = 200\n"
	                                            "  vpi != 0\n");
	CHECK_SAME("vpi 5", "vpi = 5");
	CHECK_SAME("vpi (5)", "vpi == 5");
}

TEST(ss7_words)
{
	CHECK_TREE("fisu or lssu or msu or hfisu or hlssu or hmsu", "or\n"
	                                                            "  fisu\n"
	                                                            "  lssu\n"
	                                                            "  msu\n"
	                                                            "  hfisu\n"
	                                                            "  hlssu\n"
	                                                            "  hmsu\n");
	CHECK_SAME("lsu", "lssu");
	CHECK_TREE("sio 0x85 and opc >= 4000 and dpc < 5 and sls 9", "and\n"
	                                                             "  sio = 133\n"
	                                                             "  opc >= 4000\n"
	                                                             "  dpc < 5\n"
	                                                             "  sls = 9\n");
	CHECK_TREE("hsio 1 and hopc 2 and hdpc (3 or 4) and hsls <= 5",
	           "and\n"
	           "  hsio = 1\n"
	           "  hopc = 2\n"
	           "  or\n"
	           "    hdpc = 3\n"
	           "    hdpc = 4\n"
	           "  hsls <= 5\n");
}

TEST(blanks_are_needed_only_between_words)
{
	CHECK_SAME("not(tcp)and(udp)", "not (tcp) and (udp)");
	CHECK_SAME("tcp[13]&2!=0", "tcp [ 13 ] & 2 != 0");
	CHECK_SAME("!tcp&&!udp", "! tcp && ! udp");
	CHECK_SAME("net 10.0.0.0/8", "net\n10.0.0.0\t/\r8");
}

TEST_MAIN(CASE(blank_text_accepts_everything),
          CASE(and_and_or_are_equal_and_group_left), CASE(not_binds_one_term),
          CASE(heads_have_protocol_direction_and_type),
          CASE(every_link_alias_is_one_word), CASE(arithmetic_has_the_precedence_of_c),
          CASE(loads_have_offset_and_size),
          CASE(parentheses_around_numbers_mean_nothing),
          CASE(words_take_their_arguments), CASE(pf_words), CASE(wlan_words),
          CASE(atm_words), CASE(ss7_words), CASE(blanks_are_needed_only_between_words))
