/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/lower_atm.c - the pseudo-header of SunATM: traffic type, VPI, VCI.
 *
 * Sources: the LINKTYPE_SUNATM page of tcpdump.org, ITU-T I.361 2.2 (reserved circuits),
 * Q.2931 4 (signalling messages). `lane` is in lower_shift.c.
 */
#include "compiler/lower.h"

enum {
	VPI = 1,
	VCI = 2,
	MESSAGE = 9, /* type of a signalling message */
	VCI_METAC = 1,
	VCI_BCC = 2,
	VCI_SEGMENT_OAM = 3,
	VCI_END_OAM = 4,
	VCI_SC = 5,
	VCI_ILMI = 16,
};

static struct val vpi(struct lower *cx)
{
	return val_load(cx->g, 1, VAL_NONE, VPI);
}

static struct val vci(struct lower *cx)
{
	return val_load(cx->g, 2, VAL_NONE, VCI);
}

static struct ref circuits(struct lower *cx, uint32_t first, uint32_t last, struct ref yes,
                           struct ref no)
{
	return node_eq(cx->g, vpi(cx), 0, node_range(cx->g, vci(cx), first, last, yes, no), no);
}

/* Call set-up and release; meta-signalling lacks connect acknowledge. */
static struct ref connect(struct lower *cx, bool meta, struct ref yes, struct ref no)
{
	enum {
		CALL_PROCEEDING = 0x02,
		SETUP = 0x05,
		CONNECT = 0x07,
		CONNECT_ACK = 0x0f,
		RELEASE = 0x4d,
		RELEASE_DONE = 0x5a,
	};
	static const uint32_t messages[] = { CALL_PROCEEDING, SETUP,        CONNECT,
		                             RELEASE,         RELEASE_DONE, CONNECT_ACK };
	ranges_t set = { 0 };

	for (size_t i = 0; i < (meta ? 5 : 6); i++)
		ranges_add(cx, &set, messages[i], messages[i]);
	yes = lower_ranges(cx, val_load(cx->g, 1, VAL_NONE, MESSAGE), &set, yes, no);
	return circuits(cx, meta ? VCI_METAC : VCI_SC, meta ? VCI_METAC : VCI_SC, yes, no);
}

struct ref lower_atm_word(struct lower *cx, const struct ast_word *word, struct ref yes,
                          struct ref no)
{
	if (word->word == WORD_ATM_FIELD)
		return lower_compare(cx->g, word->rel, word->num == ATM_VPI ? vpi(cx) : vci(cx),
		                     val_const(cx->g, word->num2), yes, no);
	switch ((enum atm_word)word->num) {
	case ATM_METAC:
		return circuits(cx, VCI_METAC, VCI_METAC, yes, no);
	case ATM_BCC:
		return circuits(cx, VCI_BCC, VCI_BCC, yes, no);
	case ATM_SC:
		return circuits(cx, VCI_SC, VCI_SC, yes, no);
	case ATM_ILMIC:
		return circuits(cx, VCI_ILMI, VCI_ILMI, yes, no);
	case ATM_OAM:
		return circuits(cx, VCI_SEGMENT_OAM, VCI_END_OAM, yes, no);
	case ATM_OAMF4SC:
		return circuits(cx, VCI_SEGMENT_OAM, VCI_SEGMENT_OAM, yes, no);
	case ATM_OAMF4EC:
		return circuits(cx, VCI_END_OAM, VCI_END_OAM, yes, no);
	case ATM_CONNECTMSG:
		return connect(cx, false, yes, no);
	case ATM_METACONNECT:
		return connect(cx, true, yes, no);
	case ATM_LANE: /* lower_shift() */
		break;
	}
	return no;
}
