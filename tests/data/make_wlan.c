/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/data/make_wlan.c - savefiles of 802.11 frames, bare and behind radio headers.
 *
 * Sources: IEEE 802.11 9.2 and 9.3 (frame formats), radiotap.org, the AVS capture header,
 * linux/if_arp.h and wlan-ng (Prism), the PPI header specification.
 */
#include "tests/data/rows.h"

/* clang-format off */
/* Frame control, duration; three addresses and the sequence number. */
#define A1 "020000000001"
#define A2 "020000000002"
#define A3 "020000000003"
#define A4 "020000000004"
#define FF "ffffffffffff"
#define ABC A1 A2 A3 "1000"
#define PLAIN "08000000" ABC
#define QOS_TODS "88010000" ABC "0500"
#define BRIDGE "08030000" ABC A4
#define QOS_BRIDGE "88030000" ABC A4 "0500"
#define HT_CONTROL "0a0b0c0d"
#define QOS_HT "88810000" ABC "0500" HT_CONTROL
#define QOS_HT_BRIDGE "88830000" ABC A4 "0500" HT_CONTROL
#define BEACON "80000000" FF A2 A2 "1000" ZERO12
#define ACK_ "d4000000" A1
#define RTS_ "b4000000" A1 A2
#define NULL_TODS "48010000" ABC
#define ARP_TO_ALL "08020000" FF A2 A3 "1000" SNAP_ARP
#define RESERVED "0c000000" ABC SNAP4

#define SNAP4 "aaaa030000000800"
#define SNAP6 "aaaa0300000086dd"
#define SNAP_ARP "aaaa030000000806"
#define SNAP_RARP "aaaa030000008035"
#define SNAP_ATALK "aaaa03080007809b"
#define SNAP_VLAN "aaaa030000008100"
#define SNAP_SESSION "aaaa030000008864"
#define PPPOE_IP "110001f2" "001e" "0021"
#define HELLO1 "fefe03" "831b0100" "0f" ZERO12
#define LSP2 "fefe03" "831b0100" "14" ZERO12

#define ZERO4 "00000000"
#define ZERO12 ZERO4 ZERO4 ZERO4
#define ZERO56 ZERO12 ZERO12 ZERO12 ZERO12 ZERO4 ZERO4
#define ZERO136 ZERO56 ZERO56 ZERO12 ZERO12
#define ZERO252 ZERO136 ZERO56 ZERO56 ZERO4

#define AVS64 "80211001" "00000040" ZERO56
#define PRISM "44000000" "90000000" ZERO136
#define PPI8 "00000800" "69000000"

static const struct row rows[] = {
	/* Each address in each place. */
	{ "wlan-addr.pcap", 105, PLAIN SNAP4, DNS4, 0 },                      /* 1 to 4: data */
	{ "wlan-addr.pcap", 105, "08010000" ABC SNAP4, DNS4, 0 },
	{ "wlan-addr.pcap", 105, "08020000" ABC SNAP4, DNS4, 0 },
	{ "wlan-addr.pcap", 105, BRIDGE SNAP4, DNS4, 0 },
	{ "wlan-addr.pcap", 105, "88000000" ABC "0500" SNAP4, DNS4, 0 },      /* 5 to 8: QoS */
	{ "wlan-addr.pcap", 105, QOS_TODS SNAP4, DNS4, 0 },
	{ "wlan-addr.pcap", 105, "88020000" ABC "0500" SNAP4, DNS4, 0 },
	{ "wlan-addr.pcap", 105, QOS_BRIDGE SNAP4, DNS4, 0 },
	{ "wlan-addr.pcap", 105, "80000000" ABC ZERO12, NOTHING, 0 },         /* 9 to 12: mgt */
	{ "wlan-addr.pcap", 105, "80010000" ABC ZERO12, NOTHING, 0 },
	{ "wlan-addr.pcap", 105, "80020000" ABC ZERO12, NOTHING, 0 },
	{ "wlan-addr.pcap", 105, "d0030000" ABC A4, NOTHING, 0 },
	{ "wlan-addr.pcap", 105, RTS_, NOTHING, 0 },                          /* 13 */
	{ "wlan-addr.pcap", 105, "b4010000" A1 A2, NOTHING, 0 },              /* 14 */
	{ "wlan-addr.pcap", 105, "c4000000" A1, NOTHING, 0 },                 /* 15 CTS */
	{ "wlan-addr.pcap", 105, "c4000000" A1 A2, NOTHING, 0 },              /* 16, and more */
	{ "wlan-addr.pcap", 105, "d4000000" A1 A2, NOTHING, 0 },              /* 17 ACK, and more */
	{ "wlan-addr.pcap", 105, "a4000000" A1 A2, NOTHING, 0 },              /* 18 PS-Poll */
	{ "wlan-addr.pcap", 105, "84000000" A1 A2 ZERO4, NOTHING, 0 },        /* 19 BlockAckReq */
	{ "wlan-addr.pcap", 105, "94000000" A1 A2 ZERO12, NOTHING, 0 },       /* 20 BlockAck */
	{ "wlan-addr.pcap", 105, "e4000000" A1 A2, NOTHING, 0 },              /* 21 CF-End */
	{ "wlan-addr.pcap", 105, "f4000000" A1 A2, NOTHING, 0 },              /* 22 CF-End, CF-Ack */
	{ "wlan-addr.pcap", 105, "74000000" ABC A4, NOTHING, 0 },             /* 23 wrapper */
	{ "wlan-addr.pcap", 105, "74030000" ABC A4, NOTHING, 0 },             /* 24 */
	{ "wlan-addr.pcap", 105, "0c000000" ABC A4, NOTHING, 0 },             /* 25 reserved type */
	/* One byte of one address is another. */
	{ "wlan-addr.pcap", 105, "08000000" "020000000101" A2 A3 "1000", NOTHING, 0 },    /* 26 */
	{ "wlan-addr.pcap", 105, "08000000" A1 "030000000002" A3 "1000", NOTHING, 0 },    /* 27 */
	{ "wlan-addr.pcap", 105, "08030000" ABC "020000010004", NOTHING, 0 },             /* 28 */
	{ "wlan-addr.pcap", 105, "08020000" A1 A2 "020000000103" "1000", NOTHING, 0 },    /* 29 */
	/* To everyone or a group, in each place. */
	{ "wlan-addr.pcap", 105, "08000000" FF A2 A3 "1000", NOTHING, 0 },                /* 30 */
	{ "wlan-addr.pcap", 105, "08010000" FF A2 A3 "1000", NOTHING, 0 },                /* 31 */
	{ "wlan-addr.pcap", 105, "08010000" A1 A2 FF "1000", NOTHING, 0 },                /* 32 */
	{ "wlan-addr.pcap", 105, "08020000" FF A2 A3 "1000", NOTHING, 0 },                /* 33 */
	{ "wlan-addr.pcap", 105, "08020000" A1 A2 FF "1000", NOTHING, 0 },                /* 34 */
	{ "wlan-addr.pcap", 105, "08030000" A1 A2 FF "1000" A4, NOTHING, 0 },             /* 35 */
	{ "wlan-addr.pcap", 105, "08030000" FF A2 A3 "1000" A4, NOTHING, 0 },             /* 36 */
	{ "wlan-addr.pcap", 105, "40000000" FF A2 FF "1000", NOTHING, 0 },                /* 37 */
	{ "wlan-addr.pcap", 105, "d0000000" A1 A2 FF "1000", NOTHING, 0 },                /* 38 */
	{ "wlan-addr.pcap", 105, "e4000000" FF A2, NOTHING, 0 },                          /* 39 */
	{ "wlan-addr.pcap", 105, "08000000" "fffffffffffe" A2 A3 "1000", NOTHING, 0 },    /* 40 */
	{ "wlan-addr.pcap", 105, "08000000" "01005e0000fb" A2 A3 "1000", NOTHING, 0 },    /* 41 */
	{ "wlan-addr.pcap", 105, "08000000" "feffffffffff" A2 A3 "1000", NOTHING, 0 },    /* 42 */
	{ "wlan-addr.pcap", 105, "08010000" "01005e0000fb" A2 A3 "1000", NOTHING, 0 },    /* 43 */
	{ "wlan-addr.pcap", 105, "08010000" A1 A2 "3333000000fb" "1000", NOTHING, 0 },    /* 44 */
	{ "wlan-addr.pcap", 105, "b4000000" "01005e0000fb" A2, NOTHING, 0 },              /* 45 */
	{ "wlan-addr.pcap", 105, "0c000000" FF A2 A3 "1000", NOTHING, 0 },                /* 46 */
	/* Cut behind the first address, inside and behind the second, behind frame control,
	 * inside it.
	 */
	{ "wlan-addr.pcap", 105, PLAIN SNAP4, DNS4, 10 },                              /* 47 */
	{ "wlan-addr.pcap", 105, PLAIN SNAP4, DNS4, 15 },                              /* 48 */
	{ "wlan-addr.pcap", 105, PLAIN SNAP4, DNS4, 16 },                              /* 49 */
	{ "wlan-addr.pcap", 105, PLAIN SNAP4, DNS4, 2 },                               /* 50 */
	{ "wlan-addr.pcap", 105, PLAIN SNAP4, DNS4, 1 },                               /* 51 */

	/* Headers of 24, 26, 30, 32, 30, 36 and 24 bytes. */
	{ "wlan-data.pcap", 105, PLAIN SNAP4, DNS4, 0 },                                   /* 1 */
	{ "wlan-data.pcap", 105, QOS_TODS SNAP4, DNS4, 0 },                                /* 2 */
	{ "wlan-data.pcap", 105, BRIDGE SNAP4, DNS4, 0 },                                  /* 3 */
	{ "wlan-data.pcap", 105, QOS_BRIDGE SNAP4, DNS4, 0 },                              /* 4 */
	{ "wlan-data.pcap", 105, QOS_HT SNAP4, DNS4, 0 },                                  /* 5 */
	{ "wlan-data.pcap", 105, QOS_HT_BRIDGE SNAP4, DNS4, 0 },                           /* 6 */
	{ "wlan-data.pcap", 105, "08800000" ABC SNAP4, DNS4, 0 },         /* 7 order, but no QoS */
	{ "wlan-data.pcap", 105, "88000000" ABC "0500" SNAP6, DNS6, 0 },                   /* 8 */
	{ "wlan-data.pcap", 105, "08020000" ABC SNAP6, PING6, 0 },                         /* 9 */
	{ "wlan-data.pcap", 105, PLAIN SNAP_ARP, ARP, 0 },                                 /* 10 */
	{ "wlan-data.pcap", 105, PLAIN SNAP_RARP, ARP, 0 },                                /* 11 */
	{ "wlan-data.pcap", 105, PLAIN SNAP_ATALK ZERO12, NOTHING, 0 },                    /* 12 */
	{ "wlan-data.pcap", 105, PLAIN "aaaa03000000809b" ZERO12, NOTHING, 0 },            /* 13 */
	{ "wlan-data.pcap", 105, PLAIN "aaaa0300000080f3" ZERO12, NOTHING, 0 },            /* 14 */
	{ "wlan-data.pcap", 105, PLAIN "424203" ZERO12, NOTHING, 0 },                      /* 15 */
	{ "wlan-data.pcap", 105, PLAIN "f0f003" ZERO12, NOTHING, 0 },                      /* 16 */
	{ "wlan-data.pcap", 105, PLAIN "f0f103" ZERO12, NOTHING, 0 },                      /* 17 */
	{ "wlan-data.pcap", 105, PLAIN "e0e003" ZERO12, NOTHING, 0 },                      /* 18 */
	{ "wlan-data.pcap", 105, PLAIN "aaaa030000008137" ZERO12, NOTHING, 0 },            /* 19 */
	{ "wlan-data.pcap", 105, PLAIN "fefe0381" ZERO12, NOTHING, 0 },                    /* 20 */
	{ "wlan-data.pcap", 105, PLAIN "fefe0382" ZERO12, NOTHING, 0 },                    /* 21 */
	{ "wlan-data.pcap", 105, PLAIN HELLO1, NOTHING, 0 },                               /* 22 */
	{ "wlan-data.pcap", 105, PLAIN LSP2, NOTHING, 0 },                                 /* 23 */
	{ "wlan-data.pcap", 105, PLAIN "feff03831b010014" ZERO12, NOTHING, 0 },            /* 24 */
	{ "wlan-data.pcap", 105, PLAIN SNAP_VLAN "0049" "0800", DNS4, 0 },                 /* 25 */
	{ "wlan-data.pcap", 105, PLAIN "aaaa0300000088a8" "6049" "86dd", DNS6, 0 },        /* 26 */
	{ "wlan-data.pcap", 105, PLAIN "aaaa030000009100" "0049" "0806", ARP, 0 },         /* 27 */
	{ "wlan-data.pcap", 105, PLAIN SNAP_VLAN "0049" "8100" "004a" "0800", PING4, 0 },  /* 28 */
	{ "wlan-data.pcap", 105, PLAIN SNAP_VLAN "0fff" "0800", HTTP4, 0 },                /* 29 */
	{ "wlan-data.pcap", 105, QOS_TODS SNAP_VLAN "0049" "0800", HTTP4, 0 },             /* 30 */
	{ "wlan-data.pcap", 105, PLAIN "060603" ZERO12, NOTHING, 0 },                      /* 31 */
	{ "wlan-data.pcap", 105, PLAIN "060703" ZERO12, NOTHING, 0 },                      /* 32 */
	/* 33 to 43: LLC, most with the poll/final bit. */
	{ "wlan-data.pcap", 105, PLAIN "f0f00000" ZERO12, NOTHING, 0 },                    /* I */
	{ "wlan-data.pcap", 105, PLAIN "04040100" ZERO12, NOTHING, 0 },                    /* RR */
	{ "wlan-data.pcap", 105, PLAIN "04040500" ZERO12, NOTHING, 0 },                    /* RNR */
	{ "wlan-data.pcap", 105, PLAIN "04040900" ZERO12, NOTHING, 0 },                    /* REJ */
	{ "wlan-data.pcap", 105, PLAIN "0405bf" ZERO12, NOTHING, 0 },                      /* XID */
	{ "wlan-data.pcap", 105, PLAIN "0000e3" ZERO12, NOTHING, 0 },                      /* TEST */
	{ "wlan-data.pcap", 105, PLAIN "040453" ZERO12, NOTHING, 0 },                      /* DISC */
	{ "wlan-data.pcap", 105, PLAIN "040573" ZERO12, NOTHING, 0 },                      /* UA */
	{ "wlan-data.pcap", 105, PLAIN "04051f" ZERO12, NOTHING, 0 },                      /* DM */
	{ "wlan-data.pcap", 105, PLAIN "04047f" ZERO12, NOTHING, 0 },                      /* SABME */
	{ "wlan-data.pcap", 105, PLAIN "040597" ZERO12, NOTHING, 0 },                      /* FRMR */
	{ "wlan-data.pcap", 105, PLAIN "aaaa0300000c0800", DNS4, 0 },  /* 44 another organisation */
	{ "wlan-data.pcap", 105, PLAIN "e0e0030000000800", DNS4, 0 },  /* 45 the type without SNAP */
	{ "wlan-data.pcap", 105, "88020000" ABC "0500" SNAP4, HTTP4, 0 },                  /* 46 */
	{ "wlan-data.pcap", 105, QOS_TODS SNAP4, OPTIONS4, 0 },                            /* 47 */
	{ "wlan-data.pcap", 105, PLAIN SNAP4, LATER4, 0 },                                 /* 48 */
	{ "wlan-data.pcap", 105, PLAIN SNAP4, FIRST4, 0 },                                 /* 49 */
	{ "wlan-data.pcap", 105, QOS_TODS SNAP_SESSION PPPOE_IP, DNS4, 0 },                /* 50 */
	{ "wlan-data.pcap", 105, PLAIN "aaaa030000008863" "11090000" "0000", NOTHING, 0 }, /* 51 */
	{ "wlan-data.pcap", 105, QOS_TODS SNAP4, VXLAN4, 0 },                              /* 52 */
	{ "wlan-data.pcap", 105, QOS_HT SNAP4, GENEVE4, 0 },                               /* 53 */
	{ "wlan-data.pcap", 105, PLAIN SNAP6, GENEVE6, 0 },                                /* 54 */
	{ "wlan-data.pcap", 105, NULL_TODS, NOTHING, 0 },                                  /* 55 */
	{ "wlan-data.pcap", 105, "c8010000" ABC "0500", NOTHING, 0 },                      /* 56 */
	{ "wlan-data.pcap", 105, "08410000" ABC "0a0b0c20" ZERO12, NOTHING, 0 },     /* 57 sealed */
	/* 58 to 60: not data, but with the bytes of IPv4 where data has them. */
	{ "wlan-data.pcap", 105, "80000000" ABC SNAP4, DNS4, 0 },
	{ "wlan-data.pcap", 105, "b4000000" ABC SNAP4, DNS4, 0 },
	{ "wlan-data.pcap", 105, RESERVED, DNS4, 0 },
	/* 61 to 64: cut in the SNAP type, in front of the protocol, behind the source port,
	 * in front of QoS control.
	 */
	{ "wlan-data.pcap", 105, PLAIN SNAP4, DNS4, 24 + 7 },
	{ "wlan-data.pcap", 105, PLAIN SNAP4, DNS4, 24 + 8 + 9 },
	{ "wlan-data.pcap", 105, PLAIN SNAP4, DNS4, 24 + 8 + 22 },
	{ "wlan-data.pcap", 105, QOS_TODS SNAP4, DNS4, 24 },

	/* Presence, flags; 0x20 there: padded to a multiple of four. */
	{ "radiotap-data.pcap", 127, "00000800" "00000000" PLAIN SNAP4, DNS4, 0 },              /* 1 */
	{ "radiotap-data.pcap", 127, "00000900" "02000000" "00" QOS_TODS SNAP4, DNS4, 0 },      /* 2 */
	{ "radiotap-data.pcap", 127, "00000900" "02000000" "20" QOS_TODS "0000" SNAP4, DNS4, 0 },
	{ "radiotap-data.pcap", 127, "00000900" "02000000" "20" PLAIN SNAP4, HTTP4, 0 },        /* 4 */
	{ "radiotap-data.pcap", 127, "00000900" "02000000" "10" QOS_TODS SNAP6, DNS6, 0 },      /* 5 */
	{ "radiotap-data.pcap", 127, "00000a00" "06000000" "2002" QOS_TODS "0000" SNAP6, PING6, 0 },
	{ "radiotap-data.pcap", 127, "00000900" "04000000" "20" QOS_TODS SNAP4, DNS4, 0 }, /* 7 rate */
	{ "radiotap-data.pcap", 127, "00001000" "01000000" "2000000000000000"
	  "a8010000" ABC "0500" SNAP4, DNS4, 0 },                   /* 8 time, and no flags behind it */
	{ "radiotap-data.pcap", 127, "00001100" "03000000" "2000000000000000" "00"
	  QOS_TODS SNAP4, DNS4, 0 },                                                            /* 9 */
	{ "radiotap-data.pcap", 127, "00001100" "03000000" "0000000000000000" "20"
	  QOS_TODS "0000" SNAP4, HTTP4, 0 },                                                    /* 10 */
	{ "radiotap-data.pcap", 127, "00001100" "03000000" "0000000000000000" "20"
	  QOS_HT_BRIDGE SNAP4, HTTP4, 0 },                          /* 11: 36 bytes need no padding */
	{ "radiotap-data.pcap", 127, "00001200" "07000000" "0000000000000000" "2002"
	  BRIDGE "0000" SNAP4, DNS4, 0 },                                                       /* 12 */
	{ "radiotap-data.pcap", 127, "00000c00" "02000000" "20000000" QOS_HT "0000" SNAP4, DNS4, 0 },
	{ "radiotap-data.pcap", 127, "00000e00" "02000080" "20000000" "00c0"
	  QOS_TODS SNAP4, DNS4, 0 },                                /* 14: one more presence word */
	{ "radiotap-data.pcap", 127, "00001900" "03000080" "00000000" "00000000"
	  "2000000000000000" "00" QOS_TODS SNAP4, DNS4, 0 },        /* 15 */
	{ "radiotap-data.pcap", 127, "00000801" "00000000" ZERO252 ZERO4 PLAIN SNAP4, DNS4, 0 },
	{ "radiotap-data.pcap", 127, "00000900" "02000000" "20" BEACON, NOTHING, 0 },           /* 17 */
	{ "radiotap-data.pcap", 127, "00000800" "00000000" ACK_, NOTHING, 0 },                  /* 18 */
	{ "radiotap-data.pcap", 127, "00000900" "02000000" "20" RTS_, NOTHING, 0 },             /* 19 */
	{ "radiotap-data.pcap", 127, "00000900" "02000000" "20" "c8010000" ABC "0500" "0000",
	  NOTHING, 0 },                                                                         /* 20 */
	{ "radiotap-data.pcap", 127, "00000900" "02000000" "00" ARP_TO_ALL, ARP, 0 },           /* 21 */
	{ "radiotap-data.pcap", 127, "00000900" "02000000" "20" QOS_TODS "0000" SNAP_VLAN
	  "0049" "0800", HTTP4, 0 },                                                            /* 22 */
	{ "radiotap-data.pcap", 127, "00000b00" "06000000" "200200" QOS_TODS "0000" SNAP_ATALK
	  ZERO12, NOTHING, 0 },                                                                 /* 23 */
	{ "radiotap-data.pcap", 127, "01ff0800" "00000000" PLAIN SNAP4, PING4, 0 },             /* 24 */
	/* 25 to 28: cut in the radiotap length, behind the radiotap header, in the padding,
	 * behind SNAP.
	 */
	{ "radiotap-data.pcap", 127, "00000800" "00000000" PLAIN SNAP4, DNS4, 3 },
	{ "radiotap-data.pcap", 127, "00000800" "00000000" PLAIN SNAP4, DNS4, 8 },
	{ "radiotap-data.pcap", 127, "00000900" "02000000" "20" QOS_TODS "0000" SNAP4, DNS4, 36 },
	{ "radiotap-data.pcap", 127, "00000900" "02000000" "20" QOS_TODS "0000" SNAP4, DNS4, 45 },
	{ "radiotap-data.pcap", 127, "00000900" "02000000" "20" BRIDGE "0000" SNAP6, DNS6, 0 }, /* 29 */
	{ "radiotap-data.pcap", 127, "00000800" "00000000" PLAIN SNAP6, HTTP6, 0 },             /* 30 */

	{ "avs.pcap", 163, AVS64 PLAIN SNAP4, DNS4, 0 },                                   /* 1 */
	{ "avs.pcap", 163, "80211001" "00000008" QOS_TODS SNAP4, DNS4, 0 },                /* 2 */
	{ "avs.pcap", 163, "80211001" "00000044" ZERO56 ZERO4 BRIDGE SNAP4, DNS4, 0 },     /* 3 */
	{ "avs.pcap", 163, "80211001" "00000104" ZERO252 QOS_HT SNAP4, HTTP4, 0 },         /* 4 */
	{ "avs.pcap", 163, AVS64 BEACON, NOTHING, 0 },                                     /* 5 */
	{ "avs.pcap", 163, AVS64 ACK_, NOTHING, 0 },                                       /* 6 */
	{ "avs.pcap", 163, AVS64 RTS_, NOTHING, 0 },                                       /* 7 */
	{ "avs.pcap", 163, AVS64 ARP_TO_ALL, ARP, 0 },                                     /* 8 */
	{ "avs.pcap", 163, AVS64 QOS_TODS SNAP6, PING6, 0 },                               /* 9 */
	{ "avs.pcap", 163, AVS64 PLAIN SNAP_ATALK ZERO12, NOTHING, 0 },                    /* 10 */
	{ "avs.pcap", 163, AVS64 QOS_TODS SNAP_VLAN "0049" "0800", HTTP4, 0 },             /* 11 */
	{ "avs.pcap", 163, AVS64 NULL_TODS, NOTHING, 0 },                                  /* 12 */
	{ "avs.pcap", 163, "80211001" "40000000" ZERO56 PLAIN SNAP4, DNS4, 0 },     /* 13 swapped */
	{ "avs.pcap", 163, AVS64 QOS_HT_BRIDGE SNAP6, HTTP6, 0 },                          /* 14 */
	{ "avs.pcap", 163, "80211001" "00000009" "20" QOS_TODS SNAP4, DNS4, 0 }, /* 15 no padding */
	{ "avs.pcap", 163, AVS64 PLAIN "424203" ZERO12, NOTHING, 0 },                      /* 16 */
	{ "avs.pcap", 163, AVS64 PLAIN HELLO1, NOTHING, 0 },                               /* 17 */
	{ "avs.pcap", 163, AVS64 RESERVED, DNS4, 0 },                                      /* 18 */
	/* 19 to 21: cut in the length, behind the first address, behind SNAP. */
	{ "avs.pcap", 163, AVS64 PLAIN SNAP4, DNS4, 7 },
	{ "avs.pcap", 163, AVS64 PLAIN SNAP4, DNS4, 64 + 10 },
	{ "avs.pcap", 163, AVS64 PLAIN SNAP4, DNS4, 64 + 32 },

	{ "prism.pcap", 119, PRISM PLAIN SNAP4, DNS4, 0 },                                 /* 1 */
	{ "prism.pcap", 119, AVS64 PLAIN SNAP4, DNS4, 0 },                                 /* 2 */
	{ "prism.pcap", 119, "80211fff" "00000008" QOS_TODS SNAP6, DNS6, 0 },              /* 3 */
	{ "prism.pcap", 119, "80212001" "00000040" ZERO136 PLAIN SNAP4, DNS4, 0 }, /* 4 no cookie */
	{ "prism.pcap", 119, "80210fff" "00000040" ZERO136 QOS_TODS SNAP4, PING4, 0 },     /* 5 */
	{ "prism.pcap", 119, PRISM QOS_TODS SNAP4, HTTP4, 0 },                             /* 6 */
	{ "prism.pcap", 119, PRISM BRIDGE SNAP4, DNS4, 0 },                                /* 7 */
	{ "prism.pcap", 119, PRISM QOS_HT SNAP6, HTTP6, 0 },                               /* 8 */
	{ "prism.pcap", 119, PRISM BEACON, NOTHING, 0 },                                   /* 9 */
	{ "prism.pcap", 119, PRISM ACK_, NOTHING, 0 },                                     /* 10 */
	{ "prism.pcap", 119, AVS64 RTS_, NOTHING, 0 },                                     /* 11 */
	{ "prism.pcap", 119, AVS64 BEACON, NOTHING, 0 },                                   /* 12 */
	{ "prism.pcap", 119, PRISM ARP_TO_ALL, ARP, 0 },                                   /* 13 */
	{ "prism.pcap", 119, AVS64 ARP_TO_ALL, ARP, 0 },                                   /* 14 */
	{ "prism.pcap", 119, PRISM PLAIN SNAP_ATALK ZERO12, NOTHING, 0 },                  /* 15 */
	{ "prism.pcap", 119, PRISM QOS_TODS SNAP_VLAN "0049" "0800", HTTP4, 0 },           /* 16 */
	{ "prism.pcap", 119, AVS64 PLAIN SNAP_VLAN "004a" "86dd", PING6, 0 },              /* 17 */
	{ "prism.pcap", 119, PRISM NULL_TODS, NOTHING, 0 },                                /* 18 */
	{ "prism.pcap", 119, PRISM PLAIN HELLO1, NOTHING, 0 },                             /* 19 */
	{ "prism.pcap", 119, PRISM RESERVED, DNS4, 0 },                                    /* 20 */
	/* 21 to 24: cut behind the 802.11 header, in the cookie, in the length behind it,
	 * behind SNAP.
	 */
	{ "prism.pcap", 119, PRISM PLAIN SNAP4, DNS4, 144 + 24 },
	{ "prism.pcap", 119, AVS64 PLAIN SNAP4, DNS4, 3 },
	{ "prism.pcap", 119, AVS64 PLAIN SNAP4, DNS4, 6 },
	{ "prism.pcap", 119, AVS64 PLAIN SNAP4, DNS4, 64 + 32 },

	{ "ppi.pcap", 192, PPI8 PLAIN SNAP4, DNS4, 0 },                                    /* 1 */
	{ "ppi.pcap", 192, "00002000" "69000000" ZERO12 ZERO12 QOS_TODS SNAP4, DNS4, 0 },  /* 2 */
	{ "ppi.pcap", 192, "00000801" "69000000" ZERO252 ZERO4 PLAIN SNAP4, HTTP4, 0 },    /* 3 */
	/* 4 to 8: not 802.11 inside, though the bytes are the same. */
	{ "ppi.pcap", 192, "00000800" "01000000" PLAIN SNAP4, DNS4, 0 },
	{ "ppi.pcap", 192, "00000800" "7f000000" PLAIN SNAP4, DNS4, 0 },
	{ "ppi.pcap", 192, "00000800" "69000001" PLAIN SNAP4, DNS4, 0 },
	{ "ppi.pcap", 192, "00000800" "00690000" PLAIN SNAP4, DNS4, 0 },
	{ "ppi.pcap", 192, "00000800" "69010000" PLAIN SNAP4, DNS4, 0 },
	{ "ppi.pcap", 192, PPI8 BRIDGE SNAP4, DNS4, 0 },                                   /* 9 */
	{ "ppi.pcap", 192, PPI8 QOS_HT SNAP4, HTTP4, 0 },                                  /* 10 */
	{ "ppi.pcap", 192, PPI8 BEACON, NOTHING, 0 },                                      /* 11 */
	{ "ppi.pcap", 192, PPI8 ACK_, NOTHING, 0 },                                        /* 12 */
	{ "ppi.pcap", 192, PPI8 RTS_, NOTHING, 0 },                                        /* 13 */
	{ "ppi.pcap", 192, PPI8 ARP_TO_ALL, ARP, 0 },                                      /* 14 */
	{ "ppi.pcap", 192, PPI8 QOS_TODS SNAP6, PING6, 0 },                                /* 15 */
	{ "ppi.pcap", 192, PPI8 PLAIN SNAP_ATALK ZERO12, NOTHING, 0 },                     /* 16 */
	{ "ppi.pcap", 192, PPI8 NULL_TODS, NOTHING, 0 },                                   /* 17 */
	{ "ppi.pcap", 192, PPI8 QOS_TODS SNAP4, VXLAN4, 0 },                               /* 18 */
	{ "ppi.pcap", 192, "00010c00" "69000000" "20000000" QOS_TODS SNAP6, DNS6, 0 },     /* 19 */
	{ "ppi.pcap", 192, "00000800" "01000000" QOS_TODS SNAP4, VXLAN4, 0 },              /* 20 */
	{ "ppi.pcap", 192, PPI8 PLAIN SNAP4, GENEVE4, 0 },                                 /* 21 */
	{ "ppi.pcap", 192, PPI8 QOS_HT SNAP_SESSION PPPOE_IP, DNS4, 0 },                   /* 22 */
	{ "ppi.pcap", 192, PPI8 QOS_HT_BRIDGE SNAP6, HTTP6, 0 },                           /* 23 */
	{ "ppi.pcap", 192, PPI8 RESERVED, DNS4, 0 },                                       /* 24 */
	/* 25 to 27: cut in the link type, behind it, behind the second address. */
	{ "ppi.pcap", 192, PPI8 PLAIN SNAP4, DNS4, 7 },
	{ "ppi.pcap", 192, PPI8 PLAIN SNAP4, DNS4, 8 },
	{ "ppi.pcap", 192, PPI8 PLAIN SNAP4, DNS4, 8 + 16 },
	{ "ppi.pcap", 192, PPI8 PLAIN LSP2, NOTHING, 0 },                                  /* 28 */
};
/* clang-format on */

/* Frame of a type and subtype, number 16 * type + subtype + 1 of its file. */
static void of_kind(struct packet *p, uint32_t type, uint32_t subtype)
{
	enum { MGT, CTL, DATA, RESERVED_TYPE };
	enum { CTS = 12, ACK_FRAME = 13, WITHOUT_BODY = 4, WITH_QOS = 8 };
	bool body = type == DATA && !(subtype & WITHOUT_BODY);

	packet_payload(p, body ? DNS4 : NOTHING);
	if (body)
		hex(p, SNAP4);
	if (type == DATA && (subtype & WITH_QOS))
		u16(p, 0x0500);
	if (type == MGT || type == RESERVED_TYPE)
		zeros(p, 12);
	if (type != CTL)
		hex(p, ABC);
	else if (subtype == CTS || subtype == ACK_FRAME)
		hex(p, A1);
	else
		hex(p, A1 A2);
	u16(p, 0);
	u16(p, (uint16_t)(subtype << 12 | type << 10));
}

void make_wlan(const char *folder)
{
	struct file f;

	file_open(&f, folder, "wlan-types.pcap", 105);
	for (uint32_t type = 0; type < 4; type++)
		for (uint32_t subtype = 0; subtype < 16; subtype++) {
			struct packet p;

			of_kind(&p, type, subtype);
			save(&f, &p);
		}
	file_close(&f);
	save_rows(folder, rows, sizeof(rows) / sizeof(rows[0]));
}
