/* SPDX-License-Identifier: BSD-2-Clause */
#include "grammar/words.h"

#include <string.h>

#include "base/str.h"
#include "grammar/ast.h"
#include "grammar/parse.h"
#include "proto/constant.h"

static const struct word_row words[] = {
#define PROTO(id, word, layer, number, heads, flags) { word, T_PROTO, PROTO_##id },
#include "proto/protos.def"
#undef PROTO
	{ "ether", T_PROTO, PROTO_LINK },
	{ "ppp", T_PROTO, PROTO_LINK },
	{ "slip", T_PROTO, PROTO_LINK },
	{ "fddi", T_PROTO, PROTO_LINK },
	{ "tr", T_PROTO, PROTO_LINK },
	{ "wlan", T_PROTO, PROTO_LINK },
	{ "es-is", T_PROTO, PROTO_ESIS },
	{ "is-is", T_PROTO, PROTO_ISIS },

	{ "and", T_CHAINOP, OP_AND },
	{ "or", T_CHAINOP, OP_OR },
	{ "not", T_NOT, 1 },

	{ "src", T_SRC, DIR_SRC },
	{ "dst", T_DST, DIR_DST },
	{ "addr1", T_ADDR, DIR_ADDR1 },
	{ "addr2", T_ADDR, DIR_ADDR2 },
	{ "addr3", T_ADDR, DIR_ADDR3 },
	{ "addr4", T_ADDR, DIR_ADDR4 },
	{ "address1", T_ADDR, DIR_ADDR1 },
	{ "address2", T_ADDR, DIR_ADDR2 },
	{ "address3", T_ADDR, DIR_ADDR3 },
	{ "address4", T_ADDR, DIR_ADDR4 },
	{ "ra", T_ADDR, DIR_RA },
	{ "ta", T_ADDR, DIR_TA },

	{ "host", T_TYPE, TYPE_HOST },
	{ "net", T_TYPE, TYPE_NET },
	{ "port", T_TYPE, TYPE_PORT },
	{ "portrange", T_TYPE, TYPE_PORTRANGE },
	{ "proto", T_TYPE, TYPE_PROTO },
	{ "protochain", T_TYPE, TYPE_PROTOCHAIN },
	{ "gateway", T_TYPE, TYPE_GATEWAY },
	{ "mask", T_MASK, 0 },

	{ "len", T_LEN, 0 },
	{ "length", T_LEN, 0 },

	{ "broadcast", T_CAST, WORD_BROADCAST },
	{ "multicast", T_CAST, WORD_MULTICAST },
	{ "less", T_NUMWORD, WORD_LESS },
	{ "greater", T_NUMWORD, WORD_GREATER },
	{ "byte", T_BYTE, WORD_BYTE },
	{ "inbound", T_PLAIN, WORD_INBOUND },
	{ "outbound", T_PLAIN, WORD_OUTBOUND },
	{ "ifindex", T_NUMWORD, WORD_IFINDEX },

	{ "vlan", T_OPTNUM, WORD_VLAN },
	{ "mpls", T_OPTNUM, WORD_MPLS },
	{ "pppoed", T_PLAIN, WORD_PPPOED },
	{ "pppoes", T_OPTNUM, WORD_PPPOES },
	{ "geneve", T_OPTNUM, WORD_GENEVE },
	{ "vxlan", T_OPTNUM, WORD_VXLAN },
	{ "llc", T_LLC, WORD_LLC },

	{ "on", T_NAMEWORD, WORD_PF_IFNAME },
	{ "ifname", T_NAMEWORD, WORD_PF_IFNAME },
	{ "rset", T_NAMEWORD, WORD_PF_RULESET },
	{ "ruleset", T_NAMEWORD, WORD_PF_RULESET },
	{ "rnr", T_RNR, WORD_PF_RNR },
	{ "rulenum", T_RNR, WORD_PF_RNR },
	{ "srnr", T_NUMWORD, WORD_PF_SRNR },
	{ "subrulenum", T_NUMWORD, WORD_PF_SRNR },
	{ "reason", T_NAMEWORD, WORD_PF_REASON },
	{ "action", T_NAMEWORD, WORD_PF_ACTION },

	{ "type", T_WTYPE, WORD_WLAN_TYPE },
	{ "subtype", T_WSUBTYPE, WORD_WLAN_SUBTYPE },
	{ "dir", T_WDIR, WORD_WLAN_DIR },
	{ "direction", T_WDIR, WORD_WLAN_DIR },

	{ "lane", T_PLAIN, WORD_SUB(WORD_ATM, ATM_LANE) },
	{ "metac", T_PLAIN, WORD_SUB(WORD_ATM, ATM_METAC) },
	{ "bcc", T_PLAIN, WORD_SUB(WORD_ATM, ATM_BCC) },
	{ "sc", T_PLAIN, WORD_SUB(WORD_ATM, ATM_SC) },
	{ "ilmic", T_PLAIN, WORD_SUB(WORD_ATM, ATM_ILMIC) },
	{ "oam", T_PLAIN, WORD_SUB(WORD_ATM, ATM_OAM) },
	{ "oamf4", T_PLAIN, WORD_SUB(WORD_ATM, ATM_OAM) },
	{ "oamf4ec", T_PLAIN, WORD_SUB(WORD_ATM, ATM_OAMF4EC) },
	{ "oamf4sc", T_PLAIN, WORD_SUB(WORD_ATM, ATM_OAMF4SC) },
	{ "connectmsg", T_PLAIN, WORD_SUB(WORD_ATM, ATM_CONNECTMSG) },
	{ "metaconnect", T_PLAIN, WORD_SUB(WORD_ATM, ATM_METACONNECT) },
	{ "vpi", T_FIELD, WORD_SUB(WORD_ATM_FIELD, ATM_VPI) },
	{ "vci", T_FIELD, WORD_SUB(WORD_ATM_FIELD, ATM_VCI) },

	{ "fisu", T_PLAIN, WORD_SUB(WORD_SS7, SS7_FISU) },
	{ "lssu", T_PLAIN, WORD_SUB(WORD_SS7, SS7_LSSU) },
	{ "lsu", T_PLAIN, WORD_SUB(WORD_SS7, SS7_LSSU) },
	{ "msu", T_PLAIN, WORD_SUB(WORD_SS7, SS7_MSU) },
	{ "hfisu", T_PLAIN, WORD_SUB(WORD_SS7, SS7_HFISU) },
	{ "hlssu", T_PLAIN, WORD_SUB(WORD_SS7, SS7_HLSSU) },
	{ "hmsu", T_PLAIN, WORD_SUB(WORD_SS7, SS7_HMSU) },
	{ "sio", T_FIELD, WORD_SUB(WORD_SS7_FIELD, SS7_SIO) },
	{ "opc", T_FIELD, WORD_SUB(WORD_SS7_FIELD, SS7_OPC) },
	{ "dpc", T_FIELD, WORD_SUB(WORD_SS7_FIELD, SS7_DPC) },
	{ "sls", T_FIELD, WORD_SUB(WORD_SS7_FIELD, SS7_SLS) },
	{ "hsio", T_FIELD, WORD_SUB(WORD_SS7_FIELD, SS7_HSIO) },
	{ "hopc", T_FIELD, WORD_SUB(WORD_SS7_FIELD, SS7_HOPC) },
	{ "hdpc", T_FIELD, WORD_SUB(WORD_SS7_FIELD, SS7_HDPC) },
	{ "hsls", T_FIELD, WORD_SUB(WORD_SS7_FIELD, SS7_HSLS) },
};

size_t word_count(void)
{
	return sizeof(words) / sizeof(*words);
}

const struct word_row *word_at(size_t i)
{
	return &words[i];
}

const struct word_row *word_by_text(const char *text, size_t len)
{
	for (size_t i = 0; i < word_count(); i++)
		if (strncmp(words[i].word, text, len) == 0 &&
		    words[i].word[len] == '\0')
			return &words[i];
	return NULL;
}

const char *word_closest(const char *text, size_t len)
{
	struct closest c = { text, len, NULL, 0 };

	for (size_t i = 0; i < word_count(); i++)
		closest_try(&c, words[i].word);
	for (size_t i = 0; i < constant_count(); i++)
		closest_try(&c, constant_at(i)->word);
	return c.best;
}
