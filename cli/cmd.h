/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/cmd.h - what pfc does; each function returns an exit status. */
#ifndef PFC_CLI_CMD_H
#define PFC_CLI_CMD_H

#include "capture/iface.h"
#include "cli/filter.h"
#include "cli/options.h"

/* pfc -d, and pfc compile. */
int cmd_listing(const struct args *args, int count, char **words);
int cmd_compile(const struct args *args, int count, char **words);

/* pfc info. */
int cmd_info(const struct args *args, int count, char **words);

/* pfc equiv. */
int cmd_equiv(const struct args *args, int count, char **words);

/* pfc explain. */
int cmd_explain(const struct args *args, int count, char **words);

/* pfc decompile. */
int cmd_decompile(const struct args *args, int count, char **words);

/* pfc step. */
int cmd_step(const struct args *args, int count, char **words);

/* pfc asm, and pfc disasm. */
int cmd_asm(const struct args *args, int count, char **words);
int cmd_disasm(const struct args *args, int count, char **words);

/* pfc trace tcp, and pfc trace tls. */
int cmd_trace_tcp(const struct args *args, int count, char **words);
int cmd_trace_tls(const struct args *args, int count, char **words);

/* pfc doctor. */
int cmd_doctor(const struct args *args, int count, char **words);

/* Whether Wireshark calls, and what it gets. */
bool extcap_asked(int argc, char **argv);
int cmd_extcap(int argc, char **argv);

/* pfc itself: packets from a file or an interface. */
int cmd_capture(const struct args *args, int count, char **words);

/* pfc -D, pfc -L, pfc -J, and pfc compile -L. */
int cmd_interfaces(void);
int cmd_link_types(const struct args *args);
int cmd_stamp_types(const struct args *args);
int cmd_known_link_types(void);

/* The interface of -i, else the first that can be captured on.
 *
 * returns EXIT_DONE, or a status after a message.
 */
int choose_iface(const struct args *args, struct iface *out);

#endif
