/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/diag_print.h - messages about a filter, with the text and carets below it.
 *
 *	filter:1:5: error: 'arp' carries no ports
 *	    arp port 53
 *	    ~~~ ^~~~
 *	    hint: ports exist in tcp, udp and sctp
 *
 * Columns count bytes from 1. Tabs are spread and bytes that are not printable ASCII
 * become \xNN, so that the marks stay below what they mean; of a long line only the part
 * around the marks is shown.
 */
#ifndef PFC_CLI_DIAG_PRINT_H
#define PFC_CLI_DIAG_PRINT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "pfc/diag.h"

/* The text that messages are about. */
struct diag_source {
	const char *name; /* of the file, or "filter" */
	const char *text; /* as the user wrote it, comments included */
	size_t len;
	bool color;
};

void diag_print(struct str *out, const struct diag_source *src,
                const struct pfc_diag *d);

/* The same as one JSON object on a line. */
void diag_json(struct str *out, const struct diag_source *src,
               const struct pfc_diag *d);

#endif
