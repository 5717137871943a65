/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/data/make_ether.c - savefiles of Ethernet frames that differ in one field.
 *
 * Sources: IEEE 802.3, 802.2, 802.1Q, RFC 791, 8200, 4302, 3032, 2516, 7348, 8926, ISO 10589
 * (IS-IS PDU types), the DECnet phase IV routing layer (packet formats).
 */
#include "tests/data/rows.h"

/* clang-format off */
#define MACS "02005e100001" "001b213c9df8"
#define INNER "02005e100003" "001b213c9df9"
#define ZERO4 "00000000"
#define ZERO12 ZERO4 ZERO4 ZERO4
#define ZERO36 ZERO12 ZERO12 ZERO12
#define ZERO252 ZERO36 ZERO36 ZERO36 ZERO36 ZERO36 ZERO36 ZERO36

/* 802.3: length, then LLC. */
#define LLC(bytes) "eth-llc.pcap", 1, MACS "0026" bytes ZERO12 ZERO12
#define TYPED(type, bytes) MACS type bytes ZERO12 ZERO12

/* IPv4 with first byte, fragment word and protocol; 192.0.2.10 to 198.51.100.17. */
#define IP4_HEAD(first, frag, proto) \
	MACS "0800" first "00" "0028" "1234" frag "40" proto "0000"
#define SRC "c000020a"
#define DST "c6336411"
#define IP4(first, frag, proto) IP4_HEAD(first, frag, proto) SRC DST
#define DNS "9c40" "0035" "0008" "0000"
#define SYN_HTTP "9c40" "0050" ZERO4 ZERO4 "5002" "0000" ZERO4
#define BODY "1122334455667788" ZERO12
#define NOPS4 "01010101"
#define NOPS40 NOPS4 NOPS4 NOPS4 NOPS4 NOPS4 NOPS4 NOPS4 NOPS4 NOPS4 NOPS4

/* IPv6 with a next header; 2001:db8::10 to 2001:db8:7::42. */
#define IP6_HEAD(next) MACS "86dd" "60000000" "0020" next "40"
#define SRC6 "20010db8" ZERO4 ZERO4 "00000010"
#define DST6 "20010db8" "00070000" ZERO4 "00000042"
#define IP6(next) IP6_HEAD(next) SRC6 DST6
#define EXT(next) next "00" "010400000000"
#define EXT24(next) next "02" "0112" ZERO12 ZERO4 ZERO4
#define FRAG(next, off) next "00" off "00005678"
#define AH(next) next "04" "0000" "00000100" "00000001" ZERO12
#define AH12(next) next "01" "0000" "00000100" "00000001"
#define AH36(next) next "07" "0000" "00000100" "00000001" ZERO12 ZERO12

/* From 3.1000 to 17.44, and back. */
#define NODES "2c44" "e80f"
#define BACK "e80f" "2c44"
#define LONG(dst, src) "0000" "aa000400" dst "0000" "aa000400" src ZERO4

#define BOTTOM_3000 "00bb8140"
#define MORE_3000 "00bb8040"
#define MORE_16 "00010040"
#define PPP(session, number) "1100" session "001e" number

/* 203.0.113.1 to 203.0.113.2, UDP. */
#define OUTER(first, frag, proto) IP4_HEAD(first, frag, proto) "cb007101" "cb007102"
#define OUTER6(next) IP6_HEAD(next) SRC6 DST6
#define TO(port) "c350" port "0000" "0000"
#define VXLAN_5 "08000000" "00000500"
#define IN_VXLAN OUTER("45", "0000", "11") TO("12b5") VXLAN_5
#define GENEVE_5(first, type) first "00" type "00000500"
#define IN_GENEVE OUTER("45", "0000", "11") TO("17c1")
#define INNER_IP4 INNER "0800"

static const struct row rows[] = {
	/* Length or type, access points, SNAP. */
	{ LLC("424203"), NOTHING, 0 },                                           /* 1 */
	{ "eth-llc.pcap", 1, TYPED("05dc", "424203"), NOTHING, 0 },                     /* 2 */
	{ "eth-llc.pcap", 1, TYPED("05dd", "424203"), NOTHING, 0 },                     /* 3 */
	{ "eth-llc.pcap", 1, TYPED("0600", "424203"), NOTHING, 0 },                     /* 4 */
	{ LLC("f0f003"), NOTHING, 0 },                                           /* 5 */
	{ LLC("f0f103"), NOTHING, 0 },                                           /* 6 */
	{ LLC("f1f003"), NOTHING, 0 },                                           /* 7 */
	{ LLC("fefe0381"), NOTHING, 0 },                                         /* 8 */
	{ LLC("fefe0382"), NOTHING, 0 },                                         /* 9 */
	{ LLC("fefe0380"), NOTHING, 0 },                                         /* 10 */
	{ LLC("feff0383"), NOTHING, 0 },                                         /* 11 */
	{ LLC("fffe0383"), NOTHING, 0 },                                         /* 12 */
	{ "eth-llc.pcap", 1, TYPED("05dd", "fefe0381"), NOTHING, 0 },                   /* 13 */
	{ LLC("060603"), NOTHING, 0 },                                           /* 14 */
	{ LLC("060703"), NOTHING, 0 },                                           /* 15 */
	{ LLC("e0e003"), NOTHING, 0 },                                           /* 16 */
	{ LLC("ffff001e"), NOTHING, 0 },                                         /* 17 */
	{ LLC("fffe001e"), NOTHING, 0 },                                         /* 18 */
	{ LLC("aaaa030000008137"), NOTHING, 0 },                                 /* 19 */
	{ LLC("aaaa030000018137"), NOTHING, 0 },                                 /* 20 */
	{ "eth-llc.pcap", 1, TYPED("8137", "ffff001e"), NOTHING, 0 },                   /* 21 */
	{ "eth-llc.pcap", 1, TYPED("05dd", "e0e003"), NOTHING, 0 },                     /* 22 */
	{ LLC("aaaa03080007809b"), NOTHING, 0 },                                 /* 23 */
	{ LLC("aaaa03000000809b"), NOTHING, 0 },                                 /* 24 */
	{ "eth-llc.pcap", 1, TYPED("809b", ""), NOTHING, 0 },                           /* 25 */
	{ LLC("aaaa0300000080f3"), NOTHING, 0 },                                 /* 26 */
	{ LLC("aaaa0308000780f3"), NOTHING, 0 },                                 /* 27 */
	{ "eth-llc.pcap", 1, TYPED("80f3", ""), NOTHING, 0 },                           /* 28 */
	{ LLC("aaaa13080007809b"), NOTHING, 0 },                                 /* 29 */
	{ LLC("aaab03080007809b"), NOTHING, 0 },                                 /* 30 */
	{ LLC("040402"), NOTHING, 0 },                                    /* 31 I */
	{ LLC("040401"), NOTHING, 0 },                                    /* 32 RR */
	{ LLC("040405"), NOTHING, 0 },                                    /* 33 RNR */
	{ LLC("040409"), NOTHING, 0 },                                    /* 34 REJ */
	{ LLC("04040d"), NOTHING, 0 },                                    /* 35 */
	{ LLC("040403"), NOTHING, 0 },                                    /* 36 UI */
	{ LLC("040413"), NOTHING, 0 },                                    /* 37 UI */
	{ LLC("040463"), NOTHING, 0 },                                    /* 38 UA */
	{ LLC("040473"), NOTHING, 0 },                                    /* 39 UA */
	{ LLC("040443"), NOTHING, 0 },                                    /* 40 DISC */
	{ LLC("04040f"), NOTHING, 0 },                                    /* 41 DM */
	{ LLC("04046f"), NOTHING, 0 },                                    /* 42 SABME */
	{ LLC("0404af"), NOTHING, 0 },                                    /* 43 XID */
	{ LLC("0404e3"), NOTHING, 0 },                                    /* 44 TEST */
	{ LLC("040487"), NOTHING, 0 },                                    /* 45 FRMR */
	{ LLC("040407"), NOTHING, 0 },                                    /* 46 */
	{ LLC("040471"), NOTHING, 0 },                                    /* 47 RR */
	{ "eth-llc.pcap", 1, TYPED("0800", "424203"), NOTHING, 0 },                     /* 48 */
	/* 49 to 52: cut behind the length, inside and behind the access points, in SNAP. */
	{ LLC("424203"), NOTHING, 14 },
	{ LLC("424203"), NOTHING, 15 },
	{ LLC("fefe0381"), NOTHING, 16 },
	{ LLC("aaaa03080007809b"), NOTHING, 20 },

	/* IPv4. */
	{ "eth-ip4.pcap", 1, IP4("45", "0000", "11") DNS, NOTHING, 0 },                 /* 1 */
	{ "eth-ip4.pcap", 1, IP4("45", "2000", "11") DNS, NOTHING, 0 },     /* 2 first fragment */
	{ "eth-ip4.pcap", 1, IP4("45", "0001", "11") DNS, NOTHING, 0 },     /* 3 last */
	{ "eth-ip4.pcap", 1, IP4("45", "0100", "11") DNS, NOTHING, 0 },                 /* 4 */
	{ "eth-ip4.pcap", 1, IP4("45", "4000", "11") DNS, NOTHING, 0 },                 /* 5 */
	{ "eth-ip4.pcap", 1, IP4("45", "3000", "11") DNS, NOTHING, 0 },     /* 6 middle */
	{ "eth-ip4.pcap", 1, IP4("45", "8000", "11") DNS, NOTHING, 0 },                 /* 7 */
	{ "eth-ip4.pcap", 1, IP4("46", "0000", "11") NOPS4 DNS, NOTHING, 0 },           /* 8 */
	{ "eth-ip4.pcap", 1, IP4("4f", "0000", "11") NOPS40 DNS, NOTHING, 0 },          /* 9 */
	/* 10, 11: headers of 16 and 0 bytes, by their own word. */
	{ "eth-ip4.pcap", 1, IP4("44", "0000", "11") DNS, NOTHING, 0 },
	{ "eth-ip4.pcap", 1, IP4("40", "0000", "11") DNS, NOTHING, 0 },
	{ "eth-ip4.pcap", 1, IP4("45", "0000", "06") SYN_HTTP, NOTHING, 0 },            /* 12 */
	{ "eth-ip4.pcap", 1, IP4("45", "0000", "84") DNS ZERO4, NOTHING, 0 },           /* 13 */
	{ "eth-ip4.pcap", 1, IP4("45", "0000", "88") DNS, NOTHING, 0 },     /* 14 UDP-Lite */
	{ "eth-ip4.pcap", 1, IP4("45", "0000", "01") "0035" "0035" ZERO4, NOTHING, 0 }, /* 15 */
	{ "eth-ip4.pcap", 1, IP4("65", "0000", "11") DNS, NOTHING, 0 },                 /* 16 */
	{ "eth-ip4.pcap", 1, MACS "86dd" "4500" "0028" "1234" "0000" "4011" "0000" SRC DST DNS ZERO12,
	  NOTHING, 0 },                                                                 /* 17 */
	{ "eth-ip4.pcap", 1, IP4("45", "0000", "11") "0035" "0035" ZERO4, NOTHING, 0 }, /* 18 */
	{ "eth-ip4.pcap", 1, IP4("45", "0000", "06") "0035" "9c40" ZERO12 ZERO4, NOTHING, 0 },
	{ "eth-ip4.pcap", 1, IP4_HEAD("45", "0000", "11") DST SRC "0035" "9c40" ZERO4, NOTHING,
	  0 },                                                                          /* 20 */
	{ "eth-ip4.pcap", 1, IP4_HEAD("45", "0000", "11") "c000020b" DST DNS, NOTHING, 0 },
	{ "eth-ip4.pcap", 1, IP4_HEAD("45", "0000", "11") SRC "c6336410" DNS, NOTHING, 0 },
	/* 23 to 26: cut behind the source address, behind the source port, in front of the
	 * protocol, behind the type.
	 */
	{ "eth-ip4.pcap", 1, IP4("45", "0000", "11") DNS, NOTHING, 30 },
	{ "eth-ip4.pcap", 1, IP4("45", "0000", "11") DNS, NOTHING, 36 },
	{ "eth-ip4.pcap", 1, IP4("45", "0000", "11") DNS, NOTHING, 23 },
	{ "eth-ip4.pcap", 1, IP4("45", "0000", "11") DNS, NOTHING, 14 },
	{ "eth-ip4.pcap", 1, IP4("45", "0000", "32") BODY, NOTHING, 0 },         /* 27 ESP */
	{ "eth-ip4.pcap", 1, IP4("45", "0000", "33") BODY, NOTHING, 0 },         /* 28 AH */
	{ "eth-ip4.pcap", 1, IP4("45", "0000", "67") BODY, NOTHING, 0 },         /* 29 PIM */
	{ "eth-ip4.pcap", 1, IP4("46", "0000", "02") NOPS4 BODY, NOTHING, 0 },   /* 30 IGMP */
	{ "eth-ip4.pcap", 1, IP4("45", "0000", "09") BODY, NOTHING, 0 },         /* 31 IGRP */
	{ "eth-ip4.pcap", 1, IP4("46", "0000", "70") NOPS4 BODY, NOTHING, 0 },   /* 32 VRRP */
	{ "eth-ip4.pcap", 1, IP4("45", "0000", "58") BODY, NOTHING, 0 },         /* 33 EIGRP */
	{ "eth-ip4.pcap", 1, IP4("45", "0000", "2f") BODY, NOTHING, 0 },         /* 34 GRE */
	{ "eth-ip4.pcap", 1, IP4("45", "0000", "59") BODY, NOTHING, 0 },         /* 35 OSPF */
	{ "eth-ip4.pcap", 1, IP4("45", "0010", "70") BODY, NOTHING, 0 },  /* 36 a later fragment */

	/* IPv6. */
	{ "eth-ip6.pcap", 1, IP6("11") DNS, NOTHING, 0 },                               /* 1 */
	{ "eth-ip6.pcap", 1, IP6("06") SYN_HTTP, NOTHING, 0 },                          /* 2 */
	{ "eth-ip6.pcap", 1, IP6("84") "9c40" "0f1c" ZERO12, NOTHING, 0 },              /* 3 */
	{ "eth-ip6.pcap", 1, IP6("3a") "8000" ZERO12, NOTHING, 0 },                     /* 4 */
	{ "eth-ip6.pcap", 1, IP6("2c") FRAG("11", "0001") DNS, NOTHING, 0 },            /* 5 */
	{ "eth-ip6.pcap", 1, IP6("2c") FRAG("06", "0b51") SYN_HTTP, NOTHING, 0 },       /* 6 */
	{ "eth-ip6.pcap", 1, IP6("2c") FRAG("3a", "0000") "8000" ZERO12, NOTHING, 0 },  /* 7 */
	{ "eth-ip6.pcap", 1, IP6("2c") FRAG("2c", "0000") FRAG("11", "0001") DNS, NOTHING, 0 },
	{ "eth-ip6.pcap", 1, IP6("00") EXT("11") DNS, NOTHING, 0 },                     /* 9 */
	{ "eth-ip6.pcap", 1, IP6("3c") EXT("06") SYN_HTTP, NOTHING, 0 },                /* 10 */
	{ "eth-ip6.pcap", 1, IP6("2b") EXT("2c") FRAG("11", "0001") DNS, NOTHING, 0 },  /* 11 */
	{ "eth-ip6.pcap", 1, IP6("33") AH("06") SYN_HTTP, NOTHING, 0 },                 /* 12 */
	{ "eth-ip6.pcap", 1, IP6("32") BODY, NOTHING, 0 },                              /* 13 */
	{ "eth-ip6.pcap", 1, IP6("3b") BODY, NOTHING, 0 },                              /* 14 */
	{ "eth-ip6.pcap", 1, IP6("2c") FRAG("32", "0000") BODY, NOTHING, 0 },           /* 15 */
	{ "eth-ip6.pcap", 1, IP6("67") BODY, NOTHING, 0 },                              /* 16 */
	{ "eth-ip6.pcap", 1, IP6("02") BODY, NOTHING, 0 },                              /* 17 */
	{ "eth-ip6.pcap", 1, IP6("01") BODY, NOTHING, 0 },                              /* 18 */
	{ "eth-ip6.pcap", 1, IP6("2c") FRAG("02", "0000") BODY, NOTHING, 0 },           /* 19 */
	/* 20 to 24: another word of the source, the destination, a group, nearly one. */
	{ "eth-ip6.pcap", 1, IP6_HEAD("11") "20010db8" ZERO4 ZERO4 "00000011" DST6 DNS, NOTHING, 0 },
	{ "eth-ip6.pcap", 1, IP6_HEAD("11") "20010db9" ZERO4 ZERO4 "00000010" DST6 DNS, NOTHING, 0 },
	{ "eth-ip6.pcap", 1, IP6_HEAD("11") SRC6 "20010db8" "00080000" ZERO4 "00000042" DNS, NOTHING, 0 },
	{ "eth-ip6.pcap", 1, IP6_HEAD("11") SRC6 "ff020000" ZERO4 ZERO4 "00000001" DNS, NOTHING, 0 },
	{ "eth-ip6.pcap", 1, IP6_HEAD("11") SRC6 "fe020000" ZERO4 ZERO4 "00000001" DNS, NOTHING, 0 },
	/* 25 to 28: cut behind the source port, inside the destination, in front of the next
	 * header, in front of that of a fragment.
	 */
	{ "eth-ip6.pcap", 1, IP6("11") DNS, NOTHING, 56 },
	{ "eth-ip6.pcap", 1, IP6("11") DNS, NOTHING, 42 },
	{ "eth-ip6.pcap", 1, IP6("11") DNS, NOTHING, 20 },
	{ "eth-ip6.pcap", 1, IP6("2c") FRAG("11", "0001") DNS, NOTHING, 54 },
	{ "eth-ip6.pcap", 1, IP6_HEAD("11") "20010db8" ZERO4 "00000001" "00000010" DST6 DNS, NOTHING, 0 },
	{ "eth-ip6.pcap", 1, IP6("11") "0035" "0035" ZERO4, NOTHING, 0 },               /* 30 */

	/* Chains of headers. */
	{ "eth-chain.pcap", 1, IP4("45", "0000", "33") AH("06") SYN_HTTP, NOTHING, 0 }, /* 1 */
	{ "eth-chain.pcap", 1, IP4("45", "0000", "33") AH("33") AH("33") AH("11") DNS, NOTHING, 0 },
	{ "eth-chain.pcap", 1, IP4("45", "0000", "33") AH36("33") AH("11") DNS, NOTHING, 0 },
	{ "eth-chain.pcap", 1, IP4("45", "0000", "33") AH("3b") DNS, NOTHING, 0 },      /* 4 */
	{ "eth-chain.pcap", 1, IP4("46", "0000", "33") NOPS4 AH12("33") AH("11") DNS, NOTHING, 0 },
	{ "eth-chain.pcap", 1, IP4("45", "0000", "3c") EXT("06") SYN_HTTP, NOTHING, 0 }, /* 6 */
	{ "eth-chain.pcap", 1, IP6("00") EXT("2b") EXT("2c") FRAG("3c", "0000") EXT("06") SYN_HTTP,
	  NOTHING, 0 },                                                                 /* 7 */
	{ "eth-chain.pcap", 1, IP6("00") EXT("33") AH("3c") EXT("11") DNS, NOTHING, 0 }, /* 8 */
	{ "eth-chain.pcap", 1, IP6("3c") EXT24("3c") EXT("3a") "8000" ZERO12, NOTHING, 0 }, /* 9 */
	{ "eth-chain.pcap", 1, IP6("2c") FRAG("3b", "0000") ZERO12, NOTHING, 0 },       /* 10 */
	{ "eth-chain.pcap", 1, IP6("00") EXT("3c") EXT("3c") EXT("3c") EXT("3c") EXT("3c") EXT("3c")
	  EXT("3c") EXT("11") DNS, NOTHING, 0 },                        /* 11: eight headers */
	{ "eth-chain.pcap", 1, IP6("32") EXT("06") SYN_HTTP, NOTHING, 0 },              /* 12 ESP */
	{ "eth-chain.pcap", 1, IP6("33") AH12("3c") EXT("06") SYN_HTTP, NOTHING, 0 },   /* 13 */
	{ "eth-chain.pcap", 1, IP6("87") EXT("06") SYN_HTTP, NOTHING, 0 },         /* 14 mobility */
	{ "eth-chain.pcap", 1, IP4("45", "0010", "33") AH("06") SYN_HTTP, NOTHING, 0 }, /* 15 */
	/* 16, 17: cut in front of the next header of AH, behind it. */
	{ "eth-chain.pcap", 1, IP4("45", "0000", "33") AH("06") SYN_HTTP, NOTHING, 34 },
	{ "eth-chain.pcap", 1, IP4("45", "0000", "33") AH("06") SYN_HTTP, NOTHING, 35 },
	{ "eth-chain.pcap", 1, MACS "8100" "0049" "86dd" "60000000" "0020" "00" "40" SRC6 DST6
	  EXT("3c") EXT("06") SYN_HTTP, NOTHING, 0 },                                   /* 18 */
	{ "eth-chain.pcap", 1, IP6("00") EXT("3c") EXT("3c") EXT("3c") EXT("3c") EXT("3c") EXT("3c")
	  EXT("3c") EXT("3c") EXT("11") DNS, NOTHING, 0 },               /* 19: nine headers */

	/* DECnet: short, long, each behind a byte of padding. */
	{ "eth-decnet.pcap", 1, MACS "6003" "0600" "02" NODES "00" ZERO12, NOTHING, 0 },     /* 1 */
	{ "eth-decnet.pcap", 1, MACS "6003" "0700" "8102" NODES "00" ZERO12, NOTHING, 0 },
	{ "eth-decnet.pcap", 1, MACS "6003" "1500" "06" LONG("2c44", "e80f"), NOTHING, 0 },
	{ "eth-decnet.pcap", 1, MACS "6003" "1600" "8106" LONG("2c44", "e80f"), NOTHING, 0 },
	{ "eth-decnet.pcap", 1, MACS "6003" "0600" "02" BACK "00" ZERO12, NOTHING, 0 },      /* 5 */
	{ "eth-decnet.pcap", 1, MACS "6003" "0700" "8102" BACK "00" ZERO12, NOTHING, 0 },
	{ "eth-decnet.pcap", 1, MACS "6003" "1500" "06" LONG("e80f", "2c44"), NOTHING, 0 },
	{ "eth-decnet.pcap", 1, MACS "6003" "1600" "8106" LONG("e80f", "2c44"), NOTHING, 0 },
	{ "eth-decnet.pcap", 1, MACS "6003" "0600" "2a" NODES "00" ZERO12, NOTHING, 0 },     /* 9 */
	{ "eth-decnet.pcap", 1, MACS "6003" "0600" "01" NODES "00" ZERO12, NOTHING, 0 },     /* 10 */
	{ "eth-decnet.pcap", 1, MACS "6003" "0800" "820002" NODES "00" ZERO12, NOTHING, 0 }, /* 11 */
	{ "eth-decnet.pcap", 1, MACS "6003" "0600" "02" "2c442c44" "00" ZERO12, NOTHING, 0 },
	{ "eth-decnet.pcap", 1, MACS "6003" "0600" "02" "442ce80f" "00" ZERO12, NOTHING, 0 },
	{ "eth-decnet.pcap", 1, MACS "6003" "0600" "02" NODES "00" ZERO12, NOTHING, 17 },    /* 14 */
	{ "eth-decnet.pcap", 1, MACS "6004" "0600" "02" NODES "00" ZERO12, NOTHING, 0 },     /* 15 */
	{ "eth-decnet.pcap", 1, MACS "6003" "1600" "8106" LONG("2c45", "e80f"), NOTHING, 0 }, /* 16 */

	/* Tags, labels, sessions. */
	{ "eth-tags.pcap", 1, MACS "8100" "0049" "0800", DNS4, 0 },                     /* 1 */
	{ "eth-tags.pcap", 1, MACS "88a8" "0049" "8100" "004a" "0800", DNS4, 0 },       /* 2 */
	{ "eth-tags.pcap", 1, MACS "9100" "0049" "88a8" "004a" "8100" "004b" "0806", ARP, 0 },
	{ "eth-tags.pcap", 1, MACS "8101" "0049" "0800", DNS4, 0 },                     /* 4 */
	{ "eth-tags.pcap", 1, MACS "9200" "0049" "0800", DNS4, 0 },                     /* 5 */
	{ "eth-tags.pcap", 1, MACS "8100" "6049" "86dd", DNS6, 0 },                     /* 6 */
	{ "eth-tags.pcap", 1, MACS "8100" "0049" "000f" "424203" ZERO12, NOTHING, 0 },  /* 7 */
	{ "eth-tags.pcap", 1, MACS "8100" "0049" "0014" "aaaa03080007809b" ZERO12, NOTHING, 0 },
	{ "eth-tags.pcap", 1, MACS "8100" "0149" "0800", DNS4, 0 },                     /* 9 */
	{ "eth-tags.pcap", 1, MACS "8100" "0049" "8847" BOTTOM_3000, DNS4, 0 },         /* 10 */
	{ "eth-tags.pcap", 1, MACS "8100" "0049" "8864" PPP("01f2", "0021"), DNS4, 0 }, /* 11 */
	{ "eth-tags.pcap", 1, MACS "8100" "f000" "0800", DNS4, 0 },                     /* 12 */
	{ "eth-tags.pcap", 1, MACS "8847" BOTTOM_3000, DNS4, 0 },                       /* 13 */
	{ "eth-tags.pcap", 1, MACS "8847" MORE_3000, DNS4, 0 },                         /* 14 */
	{ "eth-tags.pcap", 1, MACS "8847" MORE_16 BOTTOM_3000, DNS6, 0 },               /* 15 */
	{ "eth-tags.pcap", 1, MACS "8847" "00064040" MORE_16 "fffff140", HTTP4, 0 },    /* 16 */
	{ "eth-tags.pcap", 1, MACS "8847" BOTTOM_3000 ZERO36, NOTHING, 0 },             /* 17 */
	{ "eth-tags.pcap", 1, MACS "8848" BOTTOM_3000, DNS4, 0 },                       /* 18 */
	{ "eth-tags.pcap", 1, MACS "8847" "00bb8fff", DNS4, 0 },                        /* 19 */
	{ "eth-tags.pcap", 1, MACS "8847" "00bb9140", DNS4, 0 },                        /* 20 */
	{ "eth-tags.pcap", 1, MACS "8847" BOTTOM_3000 "00010140", HTTP4, 0 },           /* 21 */
	{ "eth-tags.pcap", 1, MACS "8864" PPP("01f2", "0021"), DNS4, 0 },               /* 22 */
	{ "eth-tags.pcap", 1, MACS "8864" PPP("01f2", "0057"), DNS6, 0 },               /* 23 */
	{ "eth-tags.pcap", 1, MACS "8864" PPP("f201", "0021"), DNS4, 0 },               /* 24 */
	{ "eth-tags.pcap", 1, MACS "8864" PPP("01f2", "c021") ZERO12, NOTHING, 0 },     /* 25 */
	{ "eth-tags.pcap", 1, MACS "8863" "1109" "0000" "0000" ZERO12, NOTHING, 0 },    /* 26 */
	{ "eth-tags.pcap", 1, MACS "8864" PPP("01f2", "0281") BOTTOM_3000, DNS4, 0 },   /* 27 */
	{ "eth-tags.pcap", 1, MACS "8864" PPP("01f2", "0023") "81" ZERO12, NOTHING, 0 }, /* 28 */
	{ "eth-tags.pcap", 1, MACS "8864" PPP("01f2", "0800"), DNS4, 0 },               /* 29 */
	/* 30 to 32: cut behind the tag's type, inside its number, behind the session. */
	{ "eth-tags.pcap", 1, MACS "8100" "0049" "0800", DNS4, 14 },
	{ "eth-tags.pcap", 1, MACS "8100" "0049" "0800", DNS4, 15 },
	{ "eth-tags.pcap", 1, MACS "8864" PPP("01f2", "0021"), DNS4, 18 },
	{ "eth-tags.pcap", 1, MACS "8847" MORE_16 BOTTOM_3000, DNS6, 18 },              /* 33 */

	/* VXLAN. */
	{ "eth-vxlan.pcap", 1, IN_VXLAN INNER_IP4, DNS4, 0 },                           /* 1 */
	{ "eth-vxlan.pcap", 1, OUTER("45", "0000", "11") TO("12b5") "00000000" "00000500" INNER_IP4,
	  DNS4, 0 },                                                                    /* 2 */
	{ "eth-vxlan.pcap", 1, OUTER("45", "0000", "11") TO("12b5") "18000000" "00000500" INNER_IP4,
	  DNS4, 0 },                                                                    /* 3 */
	{ "eth-vxlan.pcap", 1, OUTER("45", "0000", "11") TO("12b4") VXLAN_5 INNER_IP4, DNS4, 0 },
	{ "eth-vxlan.pcap", 1, OUTER("45", "0000", "11") "12b5" "c350" ZERO4 VXLAN_5 INNER_IP4,
	  DNS4, 0 },                                                                    /* 5 */
	{ "eth-vxlan.pcap", 1, OUTER("45", "0000", "06") TO("12b5") VXLAN_5 INNER_IP4, DNS4, 0 },
	{ "eth-vxlan.pcap", 1, OUTER("45", "0001", "11") TO("12b5") VXLAN_5 INNER_IP4, DNS4, 0 },
	{ "eth-vxlan.pcap", 1, OUTER("46", "0000", "11") NOPS4 TO("12b5") VXLAN_5 INNER_IP4,
	  DNS4, 0 },                                                                    /* 8 */
	{ "eth-vxlan.pcap", 1, OUTER6("11") TO("12b5") VXLAN_5 INNER "86dd", PING6, 0 }, /* 9 */
	{ "eth-vxlan.pcap", 1, OUTER6("00") EXT("11") TO("12b5") VXLAN_5 INNER_IP4, DNS4, 0 },
	{ "eth-vxlan.pcap", 1, OUTER("45", "0000", "11") TO("12b5") "08000000" "05000000" INNER_IP4,
	  DNS4, 0 },                                                                    /* 11 */
	{ "eth-vxlan.pcap", 1, IN_VXLAN INNER "8100" "000c" "0800", HTTP4, 0 },         /* 12 */
	{ "eth-vxlan.pcap", 1, IN_VXLAN INNER "88a8" "000c" "8100" "000d" "0806", ARP, 0 }, /* 13 */
	{ "eth-vxlan.pcap", 1, IN_VXLAN INNER "0806", ARP, 0 },                         /* 14 */
	{ "eth-vxlan.pcap", 1, IN_VXLAN INNER "000f" "424203" ZERO12, NOTHING, 0 },     /* 15 */
	{ "eth-vxlan.pcap", 1, IN_VXLAN INNER_IP4, VXLAN4, 0 },                         /* 16 */
	{ "eth-vxlan.pcap", 1, MACS "8100" "0049" "0800", VXLAN4, 0 },                  /* 17 */
	{ "eth-vxlan.pcap", 1, MACS "8847" BOTTOM_3000, VXLAN4, 0 },                    /* 18 */
	{ "eth-vxlan.pcap", 1, MACS "8864" PPP("01f2", "0021"), VXLAN4, 0 },            /* 19 */
	{ "eth-vxlan.pcap", 1, IN_VXLAN INNER "000f" "fefe0381" ZERO12, NOTHING, 0 },   /* 20 */
	{ "eth-vxlan.pcap", 1, IN_VXLAN INNER "8847" BOTTOM_3000, DNS4, 0 },            /* 21 */
	/* 22, 23: cut in front of the network number, behind the inner addresses. */
	{ "eth-vxlan.pcap", 1, IN_VXLAN INNER_IP4, DNS4, 46 },
	{ "eth-vxlan.pcap", 1, IN_VXLAN INNER_IP4, DNS4, 62 },
	{ "eth-vxlan.pcap", 1, IN_VXLAN "ffffffffffff" "001b213c9df9" "0806", ARP, 0 },  /* 24 */

	/* Geneve. */
	{ "eth-geneve.pcap", 1, MACS "0800", GENEVE4, 0 },                              /* 1 */
	{ "eth-geneve.pcap", 1, MACS "86dd", GENEVE6, 0 },                              /* 2 */
	{ "eth-geneve.pcap", 1, IN_GENEVE GENEVE_5("00", "86dd"), DNS6, 0 },            /* 3 */
	{ "eth-geneve.pcap", 1, IN_GENEVE GENEVE_5("40", "0800"), DNS4, 0 },     /* 4 version 1 */
	{ "eth-geneve.pcap", 1, IN_GENEVE "00c0" "0800" "00000500", DNS4, 0 },          /* 5 */
	{ "eth-geneve.pcap", 1, IN_GENEVE GENEVE_5("3f", "6558") ZERO252 INNER_IP4, HTTP4, 0 },
	{ "eth-geneve.pcap", 1, OUTER("45", "0000", "11") TO("17c0") GENEVE_5("00", "0800"), DNS4,
	  0 },                                                                          /* 7 */
	{ "eth-geneve.pcap", 1, IN_GENEVE "0000" "0800" "00000700", DNS4, 0 },          /* 8 */
	{ "eth-geneve.pcap", 1, IN_GENEVE GENEVE_5("02", "6558") ZERO4 ZERO4 INNER "8100" "000c"
	  "0800", DNS4, 0 },                                                            /* 9 */
	{ "eth-geneve.pcap", 1, IN_GENEVE GENEVE_5("00", "6559") INNER_IP4, DNS4, 0 },  /* 10 */
	{ "eth-geneve.pcap", 1, OUTER("45", "2000", "11") TO("17c1") GENEVE_5("00", "0800"), DNS4,
	  0 },                                                                          /* 11 */
	{ "eth-geneve.pcap", 1, OUTER("45", "2001", "11") TO("17c1") GENEVE_5("00", "0800"), DNS4,
	  0 },                                                                          /* 12 */
	{ "eth-geneve.pcap", 1, OUTER6("11") TO("17c1") GENEVE_5("03", "6558") ZERO12 INNER "86dd",
	  HTTP6, 0 },                                                                   /* 13 */
	{ "eth-geneve.pcap", 1, IN_GENEVE GENEVE_5("00", "0806"), ARP, 0 },             /* 14 */
	{ "eth-geneve.pcap", 1, IN_GENEVE GENEVE_5("00", "0800"), VXLAN4, 0 },          /* 15 */
	/* 16, 17: cut in front of the protocol type, in front of the inner addresses. */
	{ "eth-geneve.pcap", 1, IN_GENEVE GENEVE_5("00", "0800"), DNS4, 44 },
	{ "eth-geneve.pcap", 1, IN_GENEVE GENEVE_5("00", "0800"), DNS4, 50 },
	{ "eth-geneve.pcap", 1, OUTER("48", "0000", "11") NOPS4 NOPS4 NOPS4 TO("17c1")
	  GENEVE_5("01", "0800") ZERO4, PING4, 0 },                                     /* 18 */
	{ "eth-geneve.pcap", 1, OUTER6("2c") FRAG("11", "0001") TO("17c1") GENEVE_5("00", "0800"),
	  DNS4, 0 },                                                                    /* 19 */

	/* Destinations: of IPv4, then of the frame. */
	{ "eth-casts.pcap", 1, IP4_HEAD("45", "0000", "11") SRC "c00002ff" DNS, NOTHING, 0 },  /* 1 */
	{ "eth-casts.pcap", 1, IP4_HEAD("45", "0000", "11") SRC "c0000200" DNS, NOTHING, 0 },
	{ "eth-casts.pcap", 1, IP4_HEAD("45", "0000", "11") SRC "c000027f" DNS, NOTHING, 0 },
	{ "eth-casts.pcap", 1, IP4_HEAD("45", "0000", "11") SRC "c0000280" DNS, NOTHING, 0 },
	{ "eth-casts.pcap", 1, IP4_HEAD("45", "0000", "11") SRC "c0000301" DNS, NOTHING, 0 },  /* 5 */
	{ "eth-casts.pcap", 1, IP4_HEAD("45", "0000", "11") SRC "0affffff" DNS, NOTHING, 0 },
	{ "eth-casts.pcap", 1, IP4_HEAD("45", "0000", "11") SRC "0a000000" DNS, NOTHING, 0 },
	{ "eth-casts.pcap", 1, IP4_HEAD("45", "0000", "11") SRC "e0000001" DNS, NOTHING, 0 },  /* 8 */
	{ "eth-casts.pcap", 1, IP4_HEAD("45", "0000", "11") SRC "effffffa" DNS, NOTHING, 0 },
	{ "eth-casts.pcap", 1, IP4_HEAD("45", "0000", "11") SRC "f0000001" DNS, NOTHING, 0 },
	{ "eth-casts.pcap", 1, IP4_HEAD("45", "0000", "11") SRC "dfffff02" DNS, NOTHING, 0 },
	{ "eth-casts.pcap", 1, "ffffffffffff" "001b213c9df8" "0806", ARP, 0 },                 /* 12 */
	{ "eth-casts.pcap", 1, "fffffffffffe" "001b213c9df8" "0806", ARP, 0 },
	{ "eth-casts.pcap", 1, "01005e000001" "001b213c9df8" "0806", ARP, 0 },
	{ "eth-casts.pcap", 1, "feffffffffff" "001b213c9df8" "0806", ARP, 0 },
	{ "eth-casts.pcap", 1, "02005e100001" "ffffffffffff" "0806", ARP, 0 },                 /* 16 */
	{ "eth-casts.pcap", 1, "02005e100001" "001b213c9df8" "8035", ARP, 0 },                 /* 17 */
	{ "eth-casts.pcap", 1, IP4_HEAD("45", "0000", "11") SRC "c00002ff" DNS, NOTHING, 33 }, /* 18 */
	{ "eth-casts.pcap", 1, "ffffffffffff" "001b213c9df8" "0806", ARP, 5 },                 /* 19 */
};
/* clang-format on */

/* IS-IS PDUs: number n is of type n - 1; 33 has the reserved bits of type 15 set, 34 is
 * CLNP with 15 at that place, 35 is cut in front of the type.
 */
static void is_is(const char *folder)
{
	enum { TYPES = 32, TYPE_AT = 14 + 3 + 4 };
	struct file f;
	struct packet p;

	file_open(&f, folder, "eth-isis.pcap", 1);
	for (uint32_t i = 0; i < TYPES + 3; i++) {
		packet_clear(&p);
		hex(&p, MACS "0026"
		             "fefe03"
		             "831b0100"
		             "00" ZERO12 ZERO12);
		p.bytes[p.start + TYPE_AT] = (uint8_t)(i < TYPES ? i : 15);
		if (i == TYPES)
			p.bytes[p.start + TYPE_AT] |= 0xe0;
		if (i == TYPES + 1)
			p.bytes[p.start + TYPE_AT - 4] = 0x81;
		if (i == TYPES + 2)
			save_cut(&f, &p, TYPE_AT);
		else
			save(&f, &p);
	}
	file_close(&f);
}

void make_ether(const char *folder)
{
	is_is(folder);
	save_rows(folder, rows, sizeof(rows) / sizeof(rows[0]));
}
