/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/step_screen_none.c - where pfc was built without ncurses. */
#include "cli/step.h"

int step_screen(struct stepping *x)
{
	return step_lines(x);
}
