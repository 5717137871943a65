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
	OPAQUE(6, "IEEE802", "Token ring"),
	OPAQUE(7, "ARCNET", "BSD ARCNET"),
	OPAQUE(8, "SLIP", "SLIP"),
	/* Behind address and control bytes; in PPPoE these are absent (RFC 2516 4). */
	{ .number = LINKTYPE_PPP, .name = "PPP", .description = "PPP",
	  .test = LT_PPP, .type_off = 2, .payload = 4, .flags = LF_MPLS,
	  .ifindex_off = -1 },
	OPAQUE(10, "FDDI", "FDDI"),
	OPAQUE(32, "REDBACK_SMARTEDGE", "Redback SmartEdge"),
	OPAQUE(50, "PPP_SERIAL", "PPP over serial"),
	OPAQUE(51, "PPP_ETHER", "PPPoE"),
	OPAQUE(99, "SYMANTEC_FIREWALL", "Symantec Firewall"),
	OPAQUE(100, "ATM_RFC1483", "RFC 1483 LLC-encapsulated ATM"),
	{ .number = LINKTYPE_RAW, .name = "RAW", .description = "Raw IP",
	  .test = LT_VERSION, .ifindex_off = -1 },
	OPAQUE(102, "SLIP_BSDOS", "BSD/OS SLIP"),
	OPAQUE(103, "PPP_BSDOS", "BSD/OS PPP"),
	OPAQUE(104, "C_HDLC", "Cisco HDLC"),
	OPAQUE(105, "IEEE802_11", "802.11"),
	OPAQUE(106, "ATM_CLIP", "Linux Classical IP over ATM"),
	OPAQUE(107, "FRELAY", "Frame Relay"),
	{ .number = LINKTYPE_LOOP, .name = "LOOP", .description = "OpenBSD loopback",
	  .test = LT_AF_BE, .type_off = 0, .payload = 4, .ifindex_off = -1 },
	OPAQUE(109, "ENC", "OpenBSD encapsulated IP"),
	OPAQUE(110, "LANE8023", "ATM LAN emulation, 802.3"),
	OPAQUE(111, "HIPPI", "HIPPI"),
	OPAQUE(112, "HDLC", "NetBSD HDLC"),
	{ .number = LINKTYPE_LINUX_SLL, .name = "LINUX_SLL",
	  .description = "Linux cooked v1",
	  .test = LT_SLL, .type_off = 14, .payload = 16, .nls = 3, .flags = LF_VLAN,
	  .direction = LD_EQ4, .dir_off = 0, .dir_len = 2, .ifindex_off = -1 },
	OPAQUE(114, "LTALK", "Localtalk"),
	OPAQUE(115, "ECONET", "Acorn Econet"),
	OPAQUE(116, "IPFILTER", "IPFilter log"),
	OPAQUE(117, "PFLOG", "OpenBSD pflog file"),
	OPAQUE(118, "CISCO_IOS", "Cisco IOS internal"),
	OPAQUE(119, "PRISM_HEADER", "802.11 plus Prism header"),
	OPAQUE(120, "AIRONET_HEADER", "802.11 plus Aironet header"),
	OPAQUE(121, "HHDLC", "Siemens HiPath HDLC"),
	OPAQUE(122, "IP_OVER_FC", "RFC 2625 IP-over-Fibre Channel"),
	OPAQUE(123, "SUNATM", "Sun raw ATM"),
	OPAQUE(124, "RIO", "RapidIO"),
	OPAQUE(125, "PCI_EXP", "PCI Express"),
	OPAQUE(126, "AURORA", "Xilinx Aurora"),
	OPAQUE(127, "IEEE802_11_RADIO", "802.11 plus radiotap header"),
	OPAQUE(128, "TZSP", "Tazmen Sniffer Protocol"),
	OPAQUE(129, "ARCNET_LINUX", "Linux ARCNET"),
	OPAQUE(130, "JUNIPER_MLPPP", "Juniper Multi-Link PPP"),
	OPAQUE(131, "JUNIPER_MLFR", "Juniper Multi-Link Frame Relay"),
	OPAQUE(132, "JUNIPER_ES", "Juniper Encryption Services PIC"),
	OPAQUE(133, "JUNIPER_GGSN", "Juniper GGSN PIC"),
	OPAQUE(134, "JUNIPER_MFR", "Juniper FRF.16 Frame Relay"),
	OPAQUE(135, "JUNIPER_ATM2", "Juniper ATM2 PIC"),
	OPAQUE(136, "JUNIPER_SERVICES", "Juniper Advanced Services PIC"),
	OPAQUE(137, "JUNIPER_ATM1", "Juniper ATM1 PIC"),
	OPAQUE(138, "APPLE_IP_OVER_IEEE1394", "Apple IP-over-IEEE 1394"),
	OPAQUE(139, "MTP2_WITH_PHDR", "SS7 MTP2 with pseudo-header"),
	OPAQUE(140, "MTP2", "SS7 MTP2"),
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
	OPAQUE(163, "IEEE802_11_RADIO_AVS", "802.11 plus AVS header"),
	OPAQUE(164, "JUNIPER_MONITOR", "Juniper Passive Monitor PIC"),
	OPAQUE(165, "BACNET_MS_TP", "BACnet MS/TP"),
	OPAQUE(166, "PPP_PPPD", "PPP for pppd, with direction byte"),
	OPAQUE(167, "JUNIPER_PPPOE", "Juniper PPPoE"),
	OPAQUE(168, "JUNIPER_PPPOE_ATM", "Juniper PPPoE/ATM"),
	OPAQUE(169, "GPRS_LLC", "GPRS LLC"),
	OPAQUE(170, "GPF_T", "GPF-T"),
	OPAQUE(171, "GPF_F", "GPF-F"),
	OPAQUE(172, "GCOM_T1E1", "Gcom T1/E1 line monitor"),
	OPAQUE(173, "GCOM_SERIAL", "Gcom serial line monitor"),
	OPAQUE(174, "JUNIPER_PIC_PEER", "Juniper PIC Peer"),
	OPAQUE(175, "ERF_ETH", "Ethernet with Endace ERF header"),
	OPAQUE(176, "ERF_POS", "Packet-over-SONET with Endace ERF header"),
	OPAQUE(177, "LINUX_LAPD", "Linux vISDN LAPD"),
	OPAQUE(178, "JUNIPER_ETHER", "Juniper Ethernet"),
	OPAQUE(179, "JUNIPER_PPP", "Juniper PPP"),
	OPAQUE(180, "JUNIPER_FRELAY", "Juniper Frame Relay"),
	OPAQUE(181, "JUNIPER_CHDLC", "Juniper C-HDLC"),
	OPAQUE(182, "MFR", "FRF.16 Frame Relay"),
	OPAQUE(183, "JUNIPER_VP", "Juniper Voice PIC"),
	OPAQUE(184, "A429", "ARINC 429"),
	OPAQUE(185, "A653_ICM", "ARINC 653 interpartition messages"),
	OPAQUE(186, "USB_FREEBSD", "USB with FreeBSD header"),
	OPAQUE(187, "BLUETOOTH_HCI_H4", "Bluetooth HCI UART"),
	OPAQUE(188, "IEEE802_16_MAC_CPS", "802.16 MAC common part sublayer"),
	OPAQUE(189, "USB_LINUX", "USB with Linux header"),
	OPAQUE(190, "CAN20B", "CAN 2.0B"),
	OPAQUE(191, "IEEE802_15_4_LINUX", "802.15.4 with Linux padding"),
	OPAQUE(192, "PPI", "Per-Packet Information"),
	OPAQUE(193, "IEEE802_16_MAC_CPS_RADIO", "802.16 plus radiotap header"),
	OPAQUE(194, "JUNIPER_ISM", "Juniper Integrated Service Module"),
	OPAQUE(195, "IEEE802_15_4", "802.15.4 with FCS"),
	OPAQUE(196, "SITA", "SITA pseudo-header"),
	OPAQUE(197, "ERF", "Endace ERF header"),
	OPAQUE(198, "RAIF1", "Ethernet with u10 Networks header"),
	OPAQUE(199, "IPMB_KONTRON", "IPMB with Kontron header"),
	OPAQUE(200, "JUNIPER_ST", "Juniper Secure Tunnel"),
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
	OPAQUE(226, "IPNET", "Solaris ipnet"),
	OPAQUE(227, "CAN_SOCKETCAN", "CAN bus with SocketCAN header"),
	{ .number = LINKTYPE_IPV4, .name = "IPV4", .description = "Raw IPv4",
	  .test = LT_IP4, .ifindex_off = -1 },
	{ .number = LINKTYPE_IPV6, .name = "IPV6", .description = "Raw IPv6",
	  .test = LT_IP6, .ifindex_off = -1 },
	OPAQUE(230, "IEEE802_15_4_NOFCS", "802.15.4 without FCS"),
	OPAQUE(231, "DBUS", "D-Bus"),
	OPAQUE(232, "JUNIPER_VS", "Juniper Virtual Server"),
	OPAQUE(233, "JUNIPER_SRX_E2E", "Juniper SRX E2E"),
	OPAQUE(234, "JUNIPER_FIBRECHANNEL", "Juniper Fibre Channel"),
	OPAQUE(235, "DVB_CI", "DVB common interface"),
	OPAQUE(236, "MUX27010", "3GPP TS 27.010 multiplex"),
	OPAQUE(237, "STANAG_5066_D_PDU", "STANAG 5066 D_PDUs"),
	OPAQUE(238, "JUNIPER_ATM_CEMIC", "Juniper ATM CEMIC"),
	OPAQUE(239, "NFLOG", "Linux netfilter log"),
	OPAQUE(240, "NETANALYZER", "Ethernet with netANALYZER header"),
	OPAQUE(241, "NETANALYZER_TRANSPARENT", "Ethernet with netANALYZER header and preamble"),
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
	  .direction = LD_EQ4, .dir_off = 10, .dir_len = 1, .ifindex_off = 4 },
	OPAQUE(277, "SERCOS_MONITOR", "Sercos monitor"),
	OPAQUE(278, "OPENVIZSLA", "OpenVizsla USB"),
	OPAQUE(279, "EBHSCR", "Elektrobit capture and replay"),
	OPAQUE(280, "VPP_DISPATCH", "VPP graph dispatch trace"),
	OPAQUE(281, "DSA_TAG_BRCM", "Ethernet with Broadcom tag"),
	OPAQUE(282, "DSA_TAG_BRCM_PREPEND", "Ethernet behind a Broadcom tag"),
	OPAQUE(283, "IEEE802_15_4_TAP", "802.15.4 with TAP header"),
	OPAQUE(284, "DSA_TAG_DSA", "Ethernet with Marvell DSA tag"),
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
