/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/main.c - pfc: which command is meant, and the options that print and exit. */
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "capture/netns.h"
#include "capture/source.h"
#include "cli/cmd.h"
#include "cli/inputs.h"
#include "cli/options.h"
#include "cli/say.h"

typedef int command_fn(const struct args *args, int count, char **words);

/* Commands but for pfc itself. */
static const struct {
	const struct opt_command *command;
	command_fn *fn;
	bool any_word; /* its words are not those of a filter */
} with_name[] = {
	{ &compile_command, cmd_compile, false }, { &equiv_command, cmd_equiv, true },
	{ &doctor_command, cmd_doctor, true },    { &info_command, cmd_info, true },
	{ &asm_command, cmd_asm, true },          { &disasm_command, cmd_disasm, true },
	{ &explain_command, cmd_explain, false }, { &step_command_options, cmd_step, false },
	{ &decompile_command, cmd_decompile, true },
};

enum { NAMED = sizeof(with_name) / sizeof(with_name[0]) };

static int print_help(const struct opt_command *cmd)
{
	struct str out = { 0 };

	opt_help(&out, cmd);
	return put_stdout_str(&out);
}

static int print_version(void)
{
	struct str out = { 0 };

	str_printf(&out, "pfc %s\n", pfc_version());
	return put_stdout_str(&out);
}

static int print_completion(const struct args *args)
{
	struct str out = { 0 };

	completion_script(&out, (enum shell)args->completion);
	return put_stdout_str(&out);
}

/* Refuses a command where none can be, and one that this version does not have. */
static int check_word(const char *word)
{
	static const size_t skip = sizeof("pfc ") - 1;

	for (int i = 1; commands[i]; i++) {
		const char *usage = commands[i]->usage;

		if (strlen(word) == strcspn(commands[i]->name + skip, " ") &&
		    !strncmp(word, commands[i]->name + skip, strlen(word)))
			return say_usage("the command goes first: %s %.*s",
			                 commands[i]->name, (int)strcspn(usage, "\n"),
			                 usage);
	}
	return EXIT_DONE;
}

static int run_pfc(const struct args *args, int count, char **words)
{
	char msg[SOURCE_MSG_MAX];
	int back;

	const char *reads = args->list_file ? "-V" : "-r";

	if (inputs_given(args) && args->ifaces.count)
		return say_usage("%s and -i exclude each other", reads);
	if (inputs_given(args) && args->netns)
		return say_usage("%s and --netns exclude each other", reads);
	/* A capture is there only while it opens. */
	if (!args->list_ifaces && !args->list_links && !args->list_stamps &&
	    !args->listing && !args->dump)
		return cmd_capture(args, count, words);
	if (netns_enter(args->netns, &back, msg) != 0)
		return say("--netns: %s", msg);
	if (args->list_ifaces)
		return cmd_interfaces();
	if (args->list_links)
		return cmd_link_types(args);
	if (args->list_stamps)
		return cmd_stamp_types(args);
	return cmd_listing(args, count, words);
}

static int run(const struct opt_command *cmd, command_fn *fn, bool any_word, int argc,
               char **argv)
{
	struct args args;
	int first, status;

	say_where(cmd->name, cmd->page);
	args_init(&args);
	first = opt_parse(cmd, argc, argv, &args);
	if (first < 0)
		return EXIT_USAGE;
	if (args.explain_opt && args.dump)
		return say_usage("--explain-opt and --dump exclude each other");
	if (args.explain_opt)
		args.dump = "explain-opt";
	if (args.help)
		return print_help(cmd);
	if (args.version)
		return print_version();
	if (args.completion >= 0)
		return print_completion(&args);
	if (!any_word && first < argc && strcmp(argv[first - 1], "--") != 0) {
		status = check_word(argv[first]);
		if (status != EXIT_DONE)
			return status;
	}
	return fn(&args, argc - first, argv + first);
}

static const struct opt_command *const traces[] = { &trace_tcp_command, &trace_tls_command };

enum { TRACES = sizeof(traces) / sizeof(traces[0]) };

static int print_trace_help(void)
{
	struct str out = { 0 };

	for (int i = 0; i < TRACES; i++)
		str_printf(&out, "%s%s %s\n", i ? "       " : "usage: ", traces[i]->name,
		           traces[i]->usage);
	str_printf(&out, "\n");
	for (int i = 0; i < TRACES; i++)
		str_printf(&out, "'%s --help' lists the options of that command.\n",
		           traces[i]->name);
	return put_stdout_str(&out);
}

/* What stands behind "--" is a command there, with options of its own. */
static int run_trace(int argc, char **argv)
{
	struct args args;
	int first, end = 1;
	bool tls = argc > 1 && !strcmp(argv[1], "tls");
	const struct opt_command *cmd = traces[tls];

	say_where("pfc trace", "pfc");
	if (argc > 1 && (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h")))
		return print_trace_help();
	if (argc < 2 || (!tls && strcmp(argv[1], "tcp") != 0))
		return say_usage("what to trace: 'pfc trace tcp' or 'pfc trace tls'%s%s%s",
		                 argc < 2 ? "" : ", not '", argc < 2 ? "" : argv[1],
		                 argc < 2 ? "" : "'");
	say_where(cmd->name, cmd->page);
	argc--;
	argv++;
	while (end < argc && strcmp(argv[end], "--") != 0)
		end++;
	args_init(&args);
	first = opt_parse(cmd, end, argv, &args);
	if (first < 0)
		return EXIT_USAGE;
	if (args.help)
		return print_help(cmd);
	if (args.version)
		return print_version();
	if (args.completion >= 0)
		return print_completion(&args);
	if (end < argc) {
		if (end + 1 == argc)
			return say_usage("behind '--' there is no command to trace");
		if (tls)
			return say_usage("'pfc trace tls' starts no command");
		args.command = argv + end + 1;
	}
	if (tls)
		return cmd_trace_tls(&args, end - first, argv + first);
	return cmd_trace_tcp(&args, end - first, argv + first);
}

/* A descriptor that was closed at the start would be given to the next file, and that file
 * to whoever writes messages. Reading and writing what takes its place fails.
 */
static void keep_standard_descriptors(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
		if (fcntl(fd, F_GETFD) >= 0)
			continue;
		if (open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0)
			_exit(EXIT_FAILED);
	}
}

/* Whoever starts a program that is setuid root would read and write files as root. */
static int refuse_setuid(void)
{
	if (getuid() == geteuid())
		return EXIT_DONE;
	return say("is not made to be setuid: 'chmod u-s' it and give it the capability "
	           "alone, with 'setcap cap_net_raw=ep'");
}

int main(int argc, char **argv)
{
	keep_standard_descriptors();
	if (refuse_setuid() != EXIT_DONE)
		return EXIT_FAILED;
	signal(SIGPIPE, SIG_IGN); /* writing says EPIPE */
	signal(SIGXFSZ, SIG_IGN); /* writing says EFBIG */
	for (int i = 0; argc > 1 && i < NAMED; i++) {
		if (!strcmp(argv[1], with_name[i].command->name + sizeof("pfc ") - 1))
			return run(with_name[i].command, with_name[i].fn,
			           with_name[i].any_word, argc - 1, argv + 1);
	}
	if (argc > 1 && !strcmp(argv[1], "trace"))
		return run_trace(argc - 1, argv + 1);
	if (extcap_asked(argc, argv))
		return cmd_extcap(argc, argv);
	return run(&pfc_command, run_pfc, false, argc, argv);
}
