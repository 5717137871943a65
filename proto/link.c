/* SPDX-License-Identifier: BSD-2-Clause */
/* proto/link.c - what the compiler needs to know about each link type, one row each.
 *
 * A new link type is a new row: no other file has a switch over link types. Rows are
 * sorted by number. Offsets and lengths are bytes from the start of the captured frame.
 * An OPAQUE row has a name only: its packets can be filtered by length and by bytes.
 * Sources: the LINKTYPE_ registry at tcpdump.org/linktypes.html (numbers, layouts of
 * NULL, LOOP, LINUX_SLL and LINUX_SLL2); IEEE 802.3; RFC 1661, RFC 1662 (PPP).
 */
#include "proto/link.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* clang-format off */
#define OPAQUE(no, word, text) \
	{ .number = (no), .name = (word), .description = (text), .ifindex_off = -1 }
static const struct link links[] = {
	{ .number = LINKTYPE_NULL, .name = "NULL", .description = "BSD loopback",
	  .test = LT_AF, .type_off = 0, .payload = 4, .ifindex_off = -1 },
	{ .number = LINKTYPE_ETHERNET, .name = "EN10MB", .description = "Ethernet",
	  .test = LT_ETHER, .type_off = 12, .payload = 14, .nls = 3,
	  .flags = LF_MAC48 | LF_VLAN | LF_MPLS | LF_LLC | LF_VLAN_META,
	  .mac_dst = 0, .mac_src = 6, .ifindex_off = -1 },
	OPAQUE(2, "EN3MB", "Experimental Ethernet (3 Mb/s)"),
	OPAQUE(3, "AX25", "AX.25"),
	OPAQUE(4, "PRONET", "ProNET Token Ring"),
	OPAQUE(5, "CHAOS", "Chaosnet"),
	{ .number = 6, .name = "IEEE802", .description = "Token ring",
	  .test = LT_LLC, .payload = 14, .nl = 8, .nls = 3,
	  .flags = LF_MAC48 | LF_LLC, .mac_dst = 2, .mac_src = 8,
	  .ifindex_off = -1 },
	{ .number = 7, .name = "ARCNET", .description = "BSD ARCNET",
	  .test = LT_ARCNET, .type_off = 2, .payload = 6,
	  .flags = LF_MAC8 | LF_HWADDR1, .mac_src = 0, .mac_dst = 1,
	  .ifindex_off = -1 },
	{ .number = 8, .name = "SLIP", .description = "SLIP",
	  .test = LT_VERSION, .payload = 16, .direction = LD_BOTH,
	  .dir_off = 0, .dir_len = 1, .dir_in = 0, .dir_out = 1,
	  .ifindex_off = -1 },
	/* Behind address and control bytes; in PPPoE these are absent (RFC 2516 4). */
	{ .number = LINKTYPE_PPP, .name = "PPP", .description = "PPP",
	  .test = LT_PPP, .type_off = 2, .payload = 4, .flags = LF_MPLS,
	  .ifindex_off = -1 },
	{ .number = 10, .name = "FDDI", .description = "FDDI",
	  .test = LT_LLC, .payload = 13, .nl = 8, .nls = 3,
	  .flags = LF_MAC48 | LF_LLC, .mac_dst = 1, .mac_src = 7,
	  .ifindex_off = -1 },
	OPAQUE(32, "REDBACK_SMARTEDGE", "Redback SmartEdge"),
	{ .number = 50, .name = "PPP_SERIAL", .description = "PPP over serial",
	  .test = LT_PPP, .type_off = 2, .payload = 4, .ifindex_off = -1 },
	{ .number = 51, .name = "PPP_ETHER", .description = "PPPoE",
	  .test = LT_PPP, .type_off = 6, .payload = 8, .ifindex_off = -1 },
	{ .number = 99, .name = "SYMANTEC_FIREWALL", .description = "Symantec Firewall",
	  .test = LT_TYPE16, .type_off = 6, .payload = 44, .ifindex_off = -1 },
	{ .number = 100, .name = "ATM_RFC1483", .description = "RFC 1483 LLC-encapsulated ATM",
	  .test = LT_LLC, .payload = 0, .nl = 8, .nls = 3, .flags = LF_LLC,
	  .ifindex_off = -1 },
	{ .number = LINKTYPE_RAW, .name = "RAW", .description = "Raw IP",
	  .test = LT_VERSION, .ifindex_off = -1 },
	{ .number = 102, .name = "SLIP_BSDOS", .description = "BSD/OS SLIP",
	  .test = LT_VERSION, .payload = 24, .ifindex_off = -1 },
	{ .number = 103, .name = "PPP_BSDOS", .description = "BSD/OS PPP",
	  .test = LT_PPP_BSDOS, .type_off = 5, .payload = 24,
	  .ifindex_off = -1 },
	{ .number = 104, .name = "C_HDLC", .description = "Cisco HDLC",
	  .test = LT_HDLC, .type_off = 2, .payload = 4, .nls = 1,
	  .flags = LF_MPLS, .ifindex_off = -1 },
	{ .number = 105, .name = "IEEE802_11", .description = "802.11",
	  .test = LT_WLAN, .layout = LAYOUT_WLAN, .nl = 8, .nls = 3,
	  .flags = LF_WLAN | LF_LLC | LF_VLAN, .ifindex_off = -1 },
	{ .number = 106, .name = "ATM_CLIP", .description = "Linux Classical IP over ATM",
	  .test = LT_LLC, .payload = 0, .nl = 8, .nls = 3, .ifindex_off = -1 },
	{ .number = 107, .name = "FRELAY", .description = "Frame Relay",
	  .test = LT_NLPID, .type_off = 2, .payload = 4, .nls = -1,
	  .ifindex_off = -1 },
	{ .number = LINKTYPE_LOOP, .name = "LOOP", .description = "OpenBSD loopback",
	  .test = LT_AF_BE, .type_off = 0, .payload = 4, .ifindex_off = -1 },
	{ .number = 109, .name = "ENC", .description = "OpenBSD encapsulated IP",
	  .test = LT_AF, .type_off = 0, .payload = 12, .ifindex_off = -1 },
	OPAQUE(110, "LANE8023", "ATM LAN emulation, 802.3"),
	OPAQUE(111, "HIPPI", "HIPPI"),
	{ .number = 112, .name = "HDLC", .description = "NetBSD HDLC",
	  .test = LT_HDLC, .type_off = 2, .payload = 4, .nls = 1,
	  .flags = LF_MPLS, .ifindex_off = -1 },
	{ .number = LINKTYPE_LINUX_SLL, .name = "LINUX_SLL",
	  .description = "Linux cooked v1",
	  .test = LT_SLL, .type_off = 14, .payload = 16, .nls = 3, .flags = LF_VLAN,
	  .direction = LD_OUT, .dir_off = 0, .dir_len = 2, .dir_out = 4, .ifindex_off = -1 },
	{ .number = 114, .name = "LTALK", .description = "Localtalk",
	  .test = LT_ATALK, .ifindex_off = -1 },
	OPAQUE(115, "ECONET", "Acorn Econet"),
	OPAQUE(116, "IPFILTER", "IPFilter log"),
	{ .number = 117, .name = "PFLOG", .description = "OpenBSD pflog file",
	  .test = LT_AF8, .layout = LAYOUT_PFLOG, .type_off = 1,
	  .flags = LF_PFLOG, .direction = LD_BOTH, .dir_off = 60, .dir_len = 1,
	  .dir_in = 1, .dir_out = 2, .ifindex_off = -1 },
	OPAQUE(118, "CISCO_IOS", "Cisco IOS internal"),
	{ .number = 119, .name = "PRISM_HEADER", .description = "802.11 plus Prism header",
	  .test = LT_WLAN, .layout = LAYOUT_PRISM, .nl = 8, .nls = 3,
	  .flags = LF_WLAN | LF_LLC | LF_VLAN | LF_RADIO, .ifindex_off = -1 },
	OPAQUE(120, "AIRONET_HEADER", "802.11 plus Aironet header"),
	OPAQUE(121, "HHDLC", "Siemens HiPath HDLC"),
	{ .number = 122, .name = "IP_OVER_FC", .description = "RFC 2625 IP-over-Fibre Channel",
	  .test = LT_LLC, .payload = 16, .nl = 8, .nls = 3, .flags = LF_MAC48,
	  .mac_dst = 2, .mac_src = 10, .ifindex_off = -1 },
	{ .number = 123, .name = "SUNATM", .description = "Sun raw ATM",
	  .test = LT_SUNATM, .payload = 4, .nl = 8, .nls = 3,
	  .flags = LF_SUNATM | LF_LLC, .ifindex_off = -1 },
	OPAQUE(124, "RIO", "RapidIO"),
	OPAQUE(125, "PCI_EXP", "PCI Express"),
	OPAQUE(126, "AURORA", "Xilinx Aurora"),
	{ .number = 127, .name = "IEEE802_11_RADIO", .description = "802.11 plus radiotap header",
	  .test = LT_WLAN, .layout = LAYOUT_RADIO, .nl = 8, .nls = 3,
	  .flags = LF_WLAN | LF_LLC | LF_VLAN | LF_RADIO, .ifindex_off = -1 },
	OPAQUE(128, "TZSP", "Tazmen Sniffer Protocol"),
	{ .number = 129, .name = "ARCNET_LINUX", .description = "Linux ARCNET",
	  .test = LT_ARCNET, .type_off = 4, .payload = 8,
	  .flags = LF_MAC8 | LF_HWADDR1, .mac_src = 0, .mac_dst = 1,
	  .ifindex_off = -1 },
	{ .number = 130, .name = "JUNIPER_MLPPP", .description = "Juniper Multi-Link PPP",
	  .test = LT_JUNIPER, .payload = 4, .direction = LD_BOTH, .dir_off = 3,
	  .dir_len = 1, .dir_mask = 1, .dir_in = 1, .dir_out = 0,
	  .ifindex_off = -1 },
	{ .number = 131, .name = "JUNIPER_MLFR", .description = "Juniper Multi-Link Frame Relay",
	  .test = LT_JUNIPER, .payload = 4, .direction = LD_BOTH, .dir_off = 3,
	  .dir_len = 1, .dir_mask = 1, .dir_in = 1, .dir_out = 0,
	  .ifindex_off = -1 },
	{ .number = 132, .name = "JUNIPER_ES", .description = "Juniper Encryption Services PIC",
	  .test = LT_JUNIPER, .layout = LAYOUT_UNKNOWN, .direction = LD_BOTH,
	  .dir_off = 3, .dir_len = 1, .dir_mask = 1, .dir_in = 1, .dir_out = 0,
	  .ifindex_off = -1 },
	{ .number = 133, .name = "JUNIPER_GGSN", .description = "Juniper GGSN PIC",
	  .test = LT_JUNIPER, .payload = 12, .direction = LD_BOTH,
	  .dir_off = 3, .dir_len = 1, .dir_mask = 1, .dir_in = 1, .dir_out = 0,
	  .ifindex_off = -1 },
	{ .number = 134, .name = "JUNIPER_MFR", .description = "Juniper FRF.16 Frame Relay",
	  .test = LT_JUNIPER, .payload = 4, .direction = LD_BOTH, .dir_off = 3,
	  .dir_len = 1, .dir_mask = 1, .dir_in = 1, .dir_out = 0,
	  .ifindex_off = -1 },
	{ .number = 135, .name = "JUNIPER_ATM2", .description = "Juniper ATM2 PIC",
	  .test = LT_JUNIPER, .payload = 8, .direction = LD_BOTH, .dir_off = 3,
	  .dir_len = 1, .dir_mask = 1, .dir_in = 1, .dir_out = 0,
	  .ifindex_off = -1 },
	{ .number = 136, .name = "JUNIPER_SERVICES", .description = "Juniper Advanced Services PIC",
	  .test = LT_JUNIPER, .layout = LAYOUT_UNKNOWN, .direction = LD_BOTH,
	  .dir_off = 3, .dir_len = 1, .dir_mask = 1, .dir_in = 1, .dir_out = 0,
	  .ifindex_off = -1 },
	{ .number = 137, .name = "JUNIPER_ATM1", .description = "Juniper ATM1 PIC",
	  .test = LT_JUNIPER, .payload = 4, .direction = LD_BOTH, .dir_off = 3,
	  .dir_len = 1, .dir_mask = 1, .dir_in = 1, .dir_out = 0,
	  .ifindex_off = -1 },
	{ .number = 138, .name = "APPLE_IP_OVER_IEEE1394", .description = "Apple IP-over-IEEE 1394",
	  .test = LT_TYPE16, .type_off = 16, .payload = 18, .ifindex_off = -1 },
	{ .number = 139, .name = "MTP2_WITH_PHDR", .description = "SS7 MTP2 with pseudo-header",
	  .flags = LF_SS7, .payload = 4, .ifindex_off = -1 },
	{ .number = 140, .name = "MTP2", .description = "SS7 MTP2",
	  .flags = LF_SS7, .ifindex_off = -1 },
	OPAQUE(141, "MTP3", "SS7 MTP3"),
	OPAQUE(142, "SCCP", "SS7 SCCP"),
	OPAQUE(143, "DOCSIS", "DOCSIS"),
	OPAQUE(144, "LINUX_IRDA", "Linux IrDA"),
	OPAQUE(145, "IBM_SP", "IBM SP switch"),
	OPAQUE(146, "IBM_SN", "IBM Next Federation switch"),
	OPAQUE(147, "USER0", "private use 0"),
	OPAQUE(148, "USER1", "private use 1"),
	OPAQUE(149, "USER2", "private use 2"),
	OPAQUE(150, "USER3", "private use 3"),
	OPAQUE(151, "USER4", "private use 4"),
	OPAQUE(152, "USER5", "private use 5"),
	OPAQUE(153, "USER6", "private use 6"),
	OPAQUE(154, "USER7", "private use 7"),
	OPAQUE(155, "USER8", "private use 8"),
	OPAQUE(156, "USER9", "private use 9"),
	OPAQUE(157, "USER10", "private use 10"),
	OPAQUE(158, "USER11", "private use 11"),
	OPAQUE(159, "USER12", "private use 12"),
	OPAQUE(160, "USER13", "private use 13"),
	OPAQUE(161, "USER14", "private use 14"),
	OPAQUE(162, "USER15", "private use 15"),
	{ .number = 163, .name = "IEEE802_11_RADIO_AVS", .description = "802.11 plus AVS header",
	  .test = LT_WLAN, .layout = LAYOUT_AVS, .nl = 8, .nls = 3,
	  .flags = LF_WLAN | LF_LLC | LF_VLAN | LF_RADIO, .ifindex_off = -1 },
	{ .number = 164, .name = "JUNIPER_MONITOR", .description = "Juniper Passive Monitor PIC",
	  .test = LT_JUNIPER, .payload = 12, .direction = LD_BOTH,
	  .dir_off = 3, .dir_len = 1, .dir_mask = 1, .dir_in = 1, .dir_out = 0,
	  .ifindex_off = -1 },
	{ .number = 165, .name = "BACNET_MS_TP", .description = "BACnet MS/TP",
	  .flags = LF_MAC8, .mac_src = 4, .mac_dst = 3, .mac_broadcast = 0xff,
	  .ifindex_off = -1 },
	{ .number = 166, .name = "PPP_PPPD", .description = "PPP for pppd, with direction byte",
	  .test = LT_PPP, .type_off = 2, .payload = 4, .direction = LD_BOTH,
	  .dir_off = 0, .dir_len = 1, .dir_in = 0, .dir_out = 1,
	  .ifindex_off = -1 },
	{ .number = 167, .name = "JUNIPER_PPPOE", .description = "Juniper PPPoE",
	  .test = LT_JUNIPER, .payload = 32, .direction = LD_BOTH,
	  .dir_off = 3, .dir_len = 1, .dir_mask = 1, .dir_in = 1, .dir_out = 0,
	  .ifindex_off = -1 },
	{ .number = 168, .name = "JUNIPER_PPPOE_ATM", .description = "Juniper PPPoE/ATM",
	  .test = LT_JUNIPER, .payload = 6, .direction = LD_BOTH, .dir_off = 3,
	  .dir_len = 1, .dir_mask = 1, .dir_in = 1, .dir_out = 0,
	  .ifindex_off = -1 },
	OPAQUE(169, "GPRS_LLC", "GPRS LLC"),
	OPAQUE(170, "GPF_T", "GPF-T"),
	OPAQUE(171, "GPF_F", "GPF-F"),
	OPAQUE(172, "GCOM_T1E1", "Gcom T1/E1 line monitor"),
	OPAQUE(173, "GCOM_SERIAL", "Gcom serial line monitor"),
	OPAQUE(174, "JUNIPER_PIC_PEER", "Juniper PIC Peer"),
	OPAQUE(175, "ERF_ETH", "Ethernet with Endace ERF header"),
	OPAQUE(176, "ERF_POS", "Packet-over-SONET with Endace ERF header"),
	OPAQUE(177, "LINUX_LAPD", "Linux vISDN LAPD"),
	{ .number = 178, .name = "JUNIPER_ETHER", .description = "Juniper Ethernet",
	  .test = LT_JUNIPER, .payload = 32, .direction = LD_BOTH,
	  .dir_off = 3, .dir_len = 1, .dir_mask = 1, .dir_in = 1, .dir_out = 0,
	  .ifindex_off = -1 },
	{ .number = 179, .name = "JUNIPER_PPP", .description = "Juniper PPP",
	  .test = LT_JUNIPER, .payload = 4, .direction = LD_BOTH, .dir_off = 3,
	  .dir_len = 1, .dir_mask = 1, .dir_in = 1, .dir_out = 0,
	  .ifindex_off = -1 },
	{ .number = 180, .name = "JUNIPER_FRELAY", .description = "Juniper Frame Relay",
	  .test = LT_JUNIPER, .payload = 4, .direction = LD_BOTH, .dir_off = 3,
	  .dir_len = 1, .dir_mask = 1, .dir_in = 1, .dir_out = 0,
	  .ifindex_off = -1 },
	{ .number = 181, .name = "JUNIPER_CHDLC", .description = "Juniper C-HDLC",
	  .test = LT_JUNIPER, .payload = 4, .direction = LD_BOTH, .dir_off = 3,
	  .dir_len = 1, .dir_mask = 1, .dir_in = 1, .dir_out = 0,
	  .ifindex_off = -1 },
	OPAQUE(182, "MFR", "FRF.16 Frame Relay"),
	{ .number = 183, .name = "JUNIPER_VP", .description = "Juniper Voice PIC",
	  .test = LT_JUNIPER, .layout = LAYOUT_UNKNOWN, .direction = LD_BOTH,
	  .dir_off = 3, .dir_len = 1, .dir_mask = 1, .dir_in = 1, .dir_out = 0,
	  .ifindex_off = -1 },
	OPAQUE(184, "A429", "ARINC 429"),
	OPAQUE(185, "A653_ICM", "ARINC 653 interpartition messages"),
	OPAQUE(186, "USB_FREEBSD", "USB with FreeBSD header"),
	OPAQUE(187, "BLUETOOTH_HCI_H4", "Bluetooth HCI UART"),
	OPAQUE(188, "IEEE802_16_MAC_CPS", "802.16 MAC common part sublayer"),
	OPAQUE(189, "USB_LINUX", "USB with Linux header"),
	OPAQUE(190, "CAN20B", "CAN 2.0B"),
	OPAQUE(191, "IEEE802_15_4_LINUX", "802.15.4 with Linux padding"),
	{ .number = 192, .name = "PPI", .description = "Per-Packet Information",
	  .test = LT_WLAN, .layout = LAYOUT_PPI, .nl = 8, .nls = 3,
	  .flags = LF_WLAN | LF_LLC, .ifindex_off = -1 },
	OPAQUE(193, "IEEE802_16_MAC_CPS_RADIO", "802.16 plus radiotap header"),
	{ .number = 194, .name = "JUNIPER_ISM", .description = "Juniper Integrated Service Module",
	  .test = LT_JUNIPER, .layout = LAYOUT_UNKNOWN, .direction = LD_BOTH,
	  .dir_off = 3, .dir_len = 1, .dir_mask = 1, .dir_in = 1, .dir_out = 0,
	  .ifindex_off = -1 },
	OPAQUE(195, "IEEE802_15_4", "802.15.4 with FCS"),
	OPAQUE(196, "SITA", "SITA pseudo-header"),
	{ .number = 197, .name = "ERF", .description = "Endace ERF header",
	  .flags = LF_SS7, .payload = 20, .ifindex_off = -1 },
	OPAQUE(198, "RAIF1", "Ethernet with u10 Networks header"),
	OPAQUE(199, "IPMB_KONTRON", "IPMB with Kontron header"),
	{ .number = 200, .name = "JUNIPER_ST", .description = "Juniper Secure Tunnel",
	  .test = LT_JUNIPER, .layout = LAYOUT_UNKNOWN, .direction = LD_BOTH,
	  .dir_off = 3, .dir_len = 1, .dir_mask = 1, .dir_in = 1, .dir_out = 0,
	  .ifindex_off = -1 },
	OPAQUE(201, "BLUETOOTH_HCI_H4_WITH_PHDR", "Bluetooth HCI UART with direction"),
	OPAQUE(202, "AX25_KISS", "AX.25 with KISS header"),
	OPAQUE(203, "LAPD", "LAPD"),
	OPAQUE(204, "PPP_WITH_DIR", "PPP with direction byte"),
	OPAQUE(205, "C_HDLC_WITH_DIR", "Cisco HDLC with direction byte"),
	OPAQUE(206, "FRELAY_WITH_DIR", "Frame Relay with direction byte"),
	OPAQUE(207, "LAPB_WITH_DIR", "LAPB with direction byte"),
	OPAQUE(209, "IPMB_LINUX", "IPMB with Linux header"),
	OPAQUE(210, "FLEXRAY", "FlexRay"),
	OPAQUE(211, "MOST", "MOST bus"),
	OPAQUE(212, "LIN", "LIN bus"),
	OPAQUE(213, "X2E_SERIAL", "X2E serial line"),
	OPAQUE(214, "X2E_XORAYA", "X2E Xoraya"),
	OPAQUE(215, "IEEE802_15_4_NONASK_PHY", "802.15.4 with non-ASK PHY header"),
	OPAQUE(216, "LINUX_EVDEV", "Linux evdev events"),
	OPAQUE(217, "GSMTAP_UM", "GSM Um with GSMTAP header"),
	OPAQUE(218, "GSMTAP_ABIS", "GSM Abis with GSMTAP header"),
	OPAQUE(219, "MPLS", "MPLS label stack first"),
	OPAQUE(220, "USB_LINUX_MMAPPED", "USB with padded Linux header"),
	OPAQUE(221, "DECT", "DECT"),
	OPAQUE(222, "AOS", "AOS space data link"),
	OPAQUE(223, "WIHART", "WirelessHART"),
	OPAQUE(224, "FC_2", "Fibre Channel FC-2"),
	OPAQUE(225, "FC_2_WITH_FRAME_DELIMS", "Fibre Channel FC-2 with delimiters"),
	{ .number = 226, .name = "IPNET", .description = "Solaris ipnet",
	  .test = LT_IPNET, .type_off = 1, .payload = 24, .direction = LD_BOTH,
	  .dir_off = 2, .dir_len = 2, .dir_in = 2, .dir_out = 1,
	  .ifindex_off = -1 },
	OPAQUE(227, "CAN_SOCKETCAN", "CAN bus with SocketCAN header"),
	{ .number = LINKTYPE_IPV4, .name = "IPV4", .description = "Raw IPv4",
	  .test = LT_IP4, .ifindex_off = -1 },
	{ .number = LINKTYPE_IPV6, .name = "IPV6", .description = "Raw IPv6",
	  .test = LT_IP6, .ifindex_off = -1 },
	OPAQUE(230, "IEEE802_15_4_NOFCS", "802.15.4 without FCS"),
	OPAQUE(231, "DBUS", "D-Bus"),
	{ .number = 232, .name = "JUNIPER_VS", .description = "Juniper Virtual Server",
	  .test = LT_JUNIPER, .layout = LAYOUT_UNKNOWN, .direction = LD_BOTH,
	  .dir_off = 3, .dir_len = 1, .dir_mask = 1, .dir_in = 1, .dir_out = 0,
	  .ifindex_off = -1 },
	{ .number = 233, .name = "JUNIPER_SRX_E2E", .description = "Juniper SRX E2E",
	  .test = LT_JUNIPER, .layout = LAYOUT_UNKNOWN, .direction = LD_BOTH,
	  .dir_off = 3, .dir_len = 1, .dir_mask = 1, .dir_in = 1, .dir_out = 0,
	  .ifindex_off = -1 },
	{ .number = 234, .name = "JUNIPER_FIBRECHANNEL", .description = "Juniper Fibre Channel",
	  .test = LT_JUNIPER, .layout = LAYOUT_UNKNOWN, .direction = LD_BOTH,
	  .dir_off = 3, .dir_len = 1, .dir_mask = 1, .dir_in = 1, .dir_out = 0,
	  .ifindex_off = -1 },
	OPAQUE(235, "DVB_CI", "DVB common interface"),
	OPAQUE(236, "MUX27010", "3GPP TS 27.010 multiplex"),
	OPAQUE(237, "STANAG_5066_D_PDU", "STANAG 5066 D_PDUs"),
	{ .number = 238, .name = "JUNIPER_ATM_CEMIC", .description = "Juniper ATM CEMIC",
	  .test = LT_JUNIPER, .layout = LAYOUT_UNKNOWN, .direction = LD_BOTH,
	  .dir_off = 3, .dir_len = 1, .dir_mask = 1, .dir_in = 1, .dir_out = 0,
	  .ifindex_off = -1 },
	OPAQUE(239, "NFLOG", "Linux netfilter log"),
	{ .number = 240, .name = "NETANALYZER", .description = "Ethernet with netANALYZER header",
	  .test = LT_ETHER, .link_off = 4, .type_off = 16, .payload = 18,
	  .nls = 3, .flags = LF_MAC48 | LF_VLAN | LF_MPLS, .mac_dst = 0,
	  .mac_src = 6, .ifindex_off = -1 },
	{ .number = 241, .name = "NETANALYZER_TRANSPARENT", .description = "Ethernet with netANALYZER header and preamble",
	  .test = LT_ETHER, .link_off = 12, .type_off = 24, .payload = 26,
	  .nls = 3, .flags = LF_MAC48 | LF_VLAN | LF_MPLS, .mac_dst = 0,
	  .mac_src = 6, .ifindex_off = -1 },
	OPAQUE(242, "IPOIB", "RFC 4391 IP-over-InfiniBand"),
	OPAQUE(243, "MPEG_2_TS", "MPEG-2 transport stream"),
	OPAQUE(244, "NG40", "ng40 Iub/Iur tester"),
	OPAQUE(245, "NFC_LLCP", "NFC LLCP with pseudo-header"),
	OPAQUE(246, "PFSYNC", "OpenBSD pfsync"),
	OPAQUE(247, "INFINIBAND", "InfiniBand"),
	OPAQUE(248, "SCTP", "SCTP"),
	OPAQUE(249, "USBPCAP", "USB with USBPcap header"),
	OPAQUE(250, "RTAC_SERIAL", "SEL RTAC serial line"),
	OPAQUE(251, "BLUETOOTH_LE_LL", "Bluetooth LE air interface"),
	OPAQUE(252, "WIRESHARK_UPPER_PDU", "Wireshark exported PDU"),
	OPAQUE(253, "NETLINK", "Linux netlink"),
	OPAQUE(254, "BLUETOOTH_LINUX_MONITOR", "Bluetooth Linux monitor"),
	OPAQUE(255, "BLUETOOTH_BREDR_BB", "Bluetooth BR/EDR baseband"),
	OPAQUE(256, "BLUETOOTH_LE_LL_WITH_PHDR", "Bluetooth LE air interface with pseudo-header"),
	OPAQUE(257, "PROFIBUS_DL", "PROFIBUS data link"),
	OPAQUE(258, "PKTAP", "Apple PKTAP"),
	OPAQUE(259, "EPON", "Ethernet with EPON preamble"),
	OPAQUE(260, "IPMI_HPM_2", "IPMI trace"),
	OPAQUE(261, "ZWAVE_R1_R2", "Z-Wave R1 and R2"),
	OPAQUE(262, "ZWAVE_R3", "Z-Wave R3"),
	OPAQUE(263, "WATTSTOPPER_DLM", "WattStopper DLM"),
	OPAQUE(264, "ISO_14443", "ISO 14443"),
	OPAQUE(265, "RDS", "Radio Data System groups"),
	OPAQUE(266, "USB_DARWIN", "USB with Darwin header"),
	OPAQUE(267, "OPENFLOW", "OpenBSD OpenFlow"),
	OPAQUE(268, "SDLC", "IBM SDLC"),
	OPAQUE(269, "TI_LLN_SNIFFER", "TI LLN sniffer"),
	OPAQUE(270, "LORATAP", "LoRaWAN with LoRaTap header"),
	OPAQUE(271, "VSOCK", "Linux vsock"),
	OPAQUE(272, "NORDIC_BLE", "Nordic Bluetooth LE sniffer"),
	OPAQUE(273, "DOCSIS31_XRA31", "Excentis XRA-31 DOCSIS 3.1"),
	OPAQUE(274, "ETHERNET_MPACKET", "802.3br mPackets"),
	OPAQUE(275, "DISPLAYPORT_AUX", "DisplayPort AUX channel"),
	{ .number = LINKTYPE_LINUX_SLL2, .name = "LINUX_SLL2",
	  .description = "Linux cooked v2",
	  .test = LT_SLL, .type_off = 0, .payload = 20, .nls = 3, .flags = LF_VLAN,
	  .direction = LD_OUT, .dir_off = 10, .dir_len = 1, .dir_out = 4, .ifindex_off = 4 },
	OPAQUE(277, "SERCOS_MONITOR", "Sercos monitor"),
	OPAQUE(278, "OPENVIZSLA", "OpenVizsla USB"),
	OPAQUE(279, "EBHSCR", "Elektrobit capture and replay"),
	OPAQUE(280, "VPP_DISPATCH", "VPP graph dispatch trace"),
	{ .number = 281, .name = "DSA_TAG_BRCM", .description = "Ethernet with Broadcom tag",
	  .test = LT_ETHER, .type_off = 16, .payload = 18, .nls = 3,
	  .flags = LF_MAC48 | LF_VLAN | LF_MPLS | LF_LLC, .mac_dst = 0,
	  .mac_src = 6, .direction = LD_BOTH, .dir_off = 12, .dir_len = 1,
	  .dir_mask = 0xe0, .dir_in = 0, .dir_out = 0x20, .ifindex_off = -1 },
	OPAQUE(282, "DSA_TAG_BRCM_PREPEND", "Ethernet behind a Broadcom tag"),
	OPAQUE(283, "IEEE802_15_4_TAP", "802.15.4 with TAP header"),
	{ .number = 284, .name = "DSA_TAG_DSA", .description = "Ethernet with Marvell DSA tag",
	  .test = LT_ETHER, .type_off = 16, .payload = 18, .nls = 3,
	  .flags = LF_MAC48 | LF_VLAN | LF_MPLS | LF_LLC, .mac_dst = 0,
	  .mac_src = 6, .direction = LD_BOTH, .dir_off = 12, .dir_len = 1,
	  .dir_mask = 0xc0, .dir_in = 0, .dir_in_mask = 0x40, .dir_out = 0x40, .ifindex_off = -1 },
	OPAQUE(285, "DSA_TAG_EDSA", "Ethernet with Marvell EDSA tag"),
	OPAQUE(286, "ELEE", "ELEE lawful intercept"),
	OPAQUE(287, "Z_WAVE_SERIAL", "Z-Wave serial line"),
	OPAQUE(288, "USB_2_0", "USB 2.0 as on the cable"),
	OPAQUE(289, "ATSC_ALP", "ATSC link-layer protocol"),
	OPAQUE(290, "ETW", "Event Tracing for Windows"),
	OPAQUE(291, "NETANALYZER_NG", "netANALYZER NG"),
	OPAQUE(292, "ZBOSS_NCP", "ZBOSS NCP serial line"),
	OPAQUE(293, "USB_2_0_LOW_SPEED", "USB 2.0 low speed"),
	OPAQUE(294, "USB_2_0_FULL_SPEED", "USB 2.0 full speed"),
	OPAQUE(295, "USB_2_0_HIGH_SPEED", "USB 2.0 high speed"),
	OPAQUE(296, "AUERSWALD_LOG", "Auerswald logger"),
	OPAQUE(297, "ZWAVE_TAP", "Z-Wave with TAP header"),
	OPAQUE(298, "SILABS_DEBUG_CHANNEL", "Silicon Labs debug channel"),
	OPAQUE(299, "FIRA_UCI", "FiRa UWB command interface"),
	OPAQUE(300, "MDB", "MDB vending machine bus"),
	OPAQUE(301, "DECT_NR", "DECT-2020 NR"),
	OPAQUE(302, "EDK2_MM", "edk2 management mode"),
	OPAQUE(303, "DEBUG_ONLY", "debug use only"),
	OPAQUE(304, "DECT_NR_TAP", "DECT-2020 NR with TAP header"),
};
#undef OPAQUE

/* LINKTYPE_ names that differ from the DLT_ name, and older DLT_ names. */
static const struct {
	const char *name;
	uint32_t number;
} aliases[] = {
	{ "ETHERNET", 1 },
	{ "EXP_ETHERNET", 2 },
	{ "IEEE802_5", 6 },
	{ "ARCNET_BSD", 7 },
	{ "PPP_HDLC", 50 },
	{ "CHDLC", 104 },
	{ "IEEE802_11_PRISM", 119 },
	{ "IEEE802_11_RADIOTAP", 127 },
	{ "IEEE802_11_AVS", 163 },
	{ "PPP_WITH_DIRECTION", 166 },
	{ "LINUX_PPP_WITHDIRECTION", 166 },
	{ "USB", 186 },
	{ "IEEE802_15_4_WITHFCS", 195 },
	{ "ZWAVE_SERIAL", 287 },
};

/* On Linux; every other number is the same in both. */
static const struct {
	uint32_t linktype, dlt;
} differing[] = {
	{ 100, 11 }, /* ATM_RFC1483 */
	{ 101, 12 }, /* RAW */
	{ 102, 15 }, /* SLIP_BSDOS */
	{ 103, 16 }, /* PPP_BSDOS */
	{ 106, 19 }, /* ATM_CLIP */
};
/* clang-format on */

enum {
	LINKS = sizeof(links) / sizeof(links[0]),
	ALIASES = sizeof(aliases) / sizeof(aliases[0]),
	DIFFERING = sizeof(differing) / sizeof(differing[0]),
};

size_t link_count(void)
{
	return LINKS;
}

const struct link *link_at(size_t i)
{
	return &links[i];
}

const struct link *link_by_number(uint32_t linktype)
{
	size_t lo = 0, hi = LINKS;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (links[mid].number == linktype)
			return &links[mid];
		if (links[mid].number < linktype)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

static const struct link *by_digits(const char *digits)
{
	const struct link *l;
	uint32_t n = 0;

	for (; *digits; digits++) {
		if (!isdigit((unsigned char)*digits) || n > UINT16_MAX)
			return NULL;
		n = n * 10 + (uint32_t)(*digits - '0');
	}
	l = link_by_number(n);
	return l ? l : link_by_number(link_from_dlt(n));
}

static const char *without_prefix(const char *name)
{
	if (!strncasecmp(name, "DLT_", 4))
		return name + 4;
	if (!strncasecmp(name, "LINKTYPE_", 9))
		return name + 9;
	return name;
}

const struct link *link_by_name(const char *name)
{
	if (isdigit((unsigned char)*name))
		return by_digits(name);
	name = without_prefix(name);
	for (size_t i = 0; i < LINKS; i++) {
		if (!strcasecmp(links[i].name, name))
			return &links[i];
	}
	for (size_t i = 0; i < ALIASES; i++) {
		if (!strcasecmp(aliases[i].name, name))
			return link_by_number(aliases[i].number);
	}
	return NULL;
}

uint32_t link_to_dlt(uint32_t linktype)
{
	for (size_t i = 0; i < DIFFERING; i++) {
		if (differing[i].linktype == linktype)
			return differing[i].dlt;
	}
	return linktype;
}

uint32_t link_from_dlt(uint32_t dlt)
{
	for (size_t i = 0; i < DIFFERING; i++) {
		if (differing[i].dlt == dlt)
			return differing[i].linktype;
	}
	return dlt;
}
