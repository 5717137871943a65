/* SPDX-License-Identifier: BSD-2-Clause */
/* teach/page.h - the parts of the page of `pfc explain --html`, line by line; NULL at the end.
 *
 * They are the files of teach/page/, made into C by teach/page/embed.awk.
 */
#ifndef PFC_TEACH_PAGE_H
#define PFC_TEACH_PAGE_H

extern const char *const text_page_css[];
extern const char *const text_page_html[];
extern const char *const text_page_js[];
extern const char *const text_run_js[];

#endif
