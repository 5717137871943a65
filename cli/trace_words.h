/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/trace_words.h - what things are called that pfc trace tcp is asked for, and tells of.
 *
 * Options, completions, lines and JSON all take the words from here; a test compares them with
 * --help and the manual page. NULL is at the end of each list.
 */
#ifndef PFC_CLI_TRACE_WORDS_H
#define PFC_CLI_TRACE_WORDS_H

enum trace_count { COUNT_SEND, COUNT_RECV, COUNT_TURN, COUNT_RETRANS };

enum trace_sort {
	SORT_TX,
	SORT_RX,
	SORT_RTT,
	SORT_RETRANS,
	SORT_UNSENT,
	SORT_UNREAD,
	SORT_PID,
	SORTS
};

extern const char *const trace_event_words[]; /* enum tcp_kind, those that can be asked for */
extern const char *const trace_hist_words[];  /* enum tcp_hist_what */
extern const char *const trace_count_words[]; /* enum trace_count */
extern const char *const trace_sort_words[];  /* enum trace_sort */
extern const char *const trace_by_words[];    /* enum tcp_by */
extern const char *const trace_role_words[];  /* enum tcp_role, from TCP_CLIENT on */

#endif
