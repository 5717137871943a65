/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/signals.h"

#include <stddef.h>

static struct {
	volatile sig_atomic_t stop, report, flush;
} asked;

static void on_signal(int number)
{
	switch (number) {
	case SIGUSR1:
		asked.report = 1;
		break;
	case SIGUSR2:
		asked.flush = 1;
		break;
	default:
		asked.stop = 1;
		break;
	}
}

/* once: the next one has its default effect, which ends the process. */
static void handle(int number, bool once)
{
	struct sigaction action = { .sa_handler = on_signal };

	sigemptyset(&action.sa_mask);
	if (once)
		action.sa_flags = (int)SA_RESETHAND;
	sigaction(number, &action, NULL);
}

static void held_set(sigset_t *set)
{
	sigemptyset(set);
	sigaddset(set, SIGINT);
	sigaddset(set, SIGTERM);
	sigaddset(set, SIGHUP);
	sigaddset(set, SIGUSR1);
	sigaddset(set, SIGUSR2);
}

void signals_install(void)
{
	struct sigaction hup;

	handle(SIGINT, true);
	handle(SIGTERM, true);
	sigaction(SIGHUP, NULL, &hup);
	if (hup.sa_handler != SIG_IGN)
		handle(SIGHUP, true);
	handle(SIGUSR1, false);
	handle(SIGUSR2, false);
}

void signals_hold(void)
{
	sigset_t held;

	held_set(&held);
	sigprocmask(SIG_BLOCK, &held, NULL);
}

void signals_allow(const sigset_t *before)
{
	sigprocmask(SIG_SETMASK, before, NULL);
}

static bool take(volatile sig_atomic_t *flag)
{
	bool was = *flag != 0;

	*flag = 0;
	return was;
}

bool signals_stop(void)
{
	return asked.stop != 0;
}

bool signals_report(void)
{
	return take(&asked.report);
}

bool signals_flush(void)
{
	return take(&asked.flush);
}
