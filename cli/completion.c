/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/completion.c - completion scripts for bash, zsh and fish, made from the option rows. */
#include "cli/options.h"

#include <stdio.h>
#include <string.h>

#include "proto/link.h"

static const char stages[] = "all ast graph cbpf ebpf";
static const char list_interfaces[] = "any $(command ls /sys/class/net 2>/dev/null)";

/* "compile" of "pfc compile"; NULL for pfc itself. */
static const char *command_word(const struct opt_command *cmd)
{
	const char *space = strchr(cmd->name, ' ');

	return space ? space + 1 : NULL;
}

/* How long the first word of it is: 5 of "trace tcp". */
static int first_len(const struct opt_command *cmd)
{
	return (int)strcspn(command_word(cmd), " ");
}

/* Whether no command before it begins with the same word. */
static bool begins_new(int c)
{
	for (int i = 1; i < c; i++) {
		if (first_len(commands[i]) == first_len(commands[c]) &&
		    !strncmp(command_word(commands[i]), command_word(commands[c]),
		             (size_t)first_len(commands[c])))
			return false;
	}
	return true;
}

/* Appends what commands begin with, each once. */
static void add_first_words(struct str *out)
{
	for (int c = 1; commands[c]; c++) {
		if (begins_new(c))
			str_printf(out, "%s%.*s", c > 1 ? " " : "", first_len(commands[c]),
			           command_word(commands[c]));
	}
}

/* "tcp" of "trace tcp"; NULL: there is none. */
static const char *second_word(const struct opt_command *cmd)
{
	const char *space = strchr(command_word(cmd), ' ');

	return space ? space + 1 : NULL;
}

/* Appends the second words of commands that begin as command c does. */
static void add_second_words(struct str *out, int c)
{
	for (int i = c, n = 0; commands[i]; i++) {
		if (!strncmp(command_word(commands[i]), command_word(commands[c]),
		             (size_t)first_len(commands[c]) + 1))
			str_printf(out, "%s%s", n++ ? " " : "", second_word(commands[i]));
	}
}

/* The next row that users may choose. */
static const struct opt *next_offered(const struct opt_command *cmd,
                                      struct opt_cursor *at)
{
	const struct opt *o;

	while ((o = opt_next(cmd, at)) && o->kind == OPT_REFUSED)
		;
	return o;
}

/* Its argument may be left out: what there is follows a "=". */
static bool may_lack(const struct opt *o)
{
	return o->kind == OPT_LIST || o->kind == OPT_SET;
}

static bool takes_file(const struct opt *o)
{
	return o->kind == OPT_FILE || o->kind == OPT_FILES;
}

/* Appends the words an argument can be, with blanks between; nothing when any will do. */
static void add_values(struct str *out, const struct opt *o)
{
	switch (o->kind) {
	case OPT_WORD:
	case OPT_LIST:
	case OPT_SET:
		for (int i = 0; o->words[i]; i++)
			str_printf(out, "%s%s", i ? " " : "", o->words[i]);
		return;
	case OPT_LINK:
		for (size_t i = 0; i < link_count(); i++)
			str_printf(out, "%s%s", i ? " " : "", link_at(i)->name);
		return;
	case OPT_STAGE:
		str_printf(out, "%s", stages);
		return;
	case OPT_IFACE:
		str_printf(out, "%s", list_interfaces);
		return;
	case OPT_FLAG:
	case OPT_COUNT:
	case OPT_TEXT:
	case OPT_FILE:
	case OPT_FILES:
	case OPT_NUMBER:
	case OPT_FILTER:
	case OPT_SIZE:
	case OPT_MODE:
	case OPT_TIME:
	case OPT_IPV4:
	case OPT_REFUSED:
		return;
	}
}

/* Appends the help up to the first piece of detail, without what shells would read. */
static void add_brief(struct str *out, const char *help)
{
	size_t len = strcspn(help, ";:(");

	while (len && help[len - 1] == ' ')
		len--;
	for (size_t i = 0; i < len; i++) {
		if (!strchr("'\"[]\\$`", help[i]))
			str_add(out, help + i, 1);
	}
}

/* "-s|--snapshot-length" */
static void add_pattern(struct str *out, const struct opt *o)
{
	if (o->letter)
		str_printf(out, "-%c", o->letter);
	if (o->name)
		str_printf(out, "%s--%s", o->letter ? "|" : "", o->name);
}

static void bash_options(struct str *out, const struct opt_command *cmd)
{
	struct opt_cursor at = { 0 };
	const struct opt *o;

	str_printf(out, "\t\toptions='");
	while ((o = next_offered(cmd, &at))) {
		if (o->letter)
			str_printf(out, "-%c ", o->letter);
		if (o->name)
			str_printf(out, "--%s ", o->name);
	}
	out->len--;
	str_printf(out, "'\n");
}

/* The arguments of the options of all commands: one name means one thing. One that may be
 * left out has to follow a "=".
 */
static void bash_arguments(struct str *out)
{
	str_printf(out, "\tcase $joined$prev in\n");
	for (int c = 0; commands[c]; c++) {
		struct opt_cursor at = { 0 };
		const struct opt *o;

		while ((o = next_offered(commands[c], &at))) {
			if (!o->arg)
				continue;
			str_printf(out, "\t");
			if (!may_lack(o))
				add_pattern(out, o);
			if (o->name)
				str_printf(out, "%s=--%s",
				           may_lack(o) ? "" : "|", o->name);
			if (takes_file(o)) {
				str_printf(out, ")\n\t\tCOMPREPLY=($(compgen -f -- "
				                "\"$cur\"))\n\t\treturn ;;\n");
				continue;
			}
			str_printf(out, ")\n\t\tCOMPREPLY=($(compgen -W \"");
			add_values(out, o);
			str_printf(out, "\" -- \"$cur\"))\n\t\treturn ;;\n");
		}
	}
	str_printf(out, "\tesac\n");
}

static void bash_script(struct str *out)
{
	str_printf(out, "# bash completion of pfc\n"
	                "_pfc() {\n"
	                "\tlocal cur=${COMP_WORDS[COMP_CWORD]}\n"
	                "\tlocal prev=${COMP_WORDS[COMP_CWORD-1]}\n"
	                "\tlocal options joined=\n"
	                "\tif [[ $cur == = ]]; then\n"
	                "\t\tcur= joined='='\n"
	                "\telif [[ $prev == = ]]; then\n"
	                "\t\tprev=${COMP_WORDS[COMP_CWORD-2]} joined='='\n"
	                "\tfi\n");
	bash_arguments(out);
	str_printf(out, "\tcase \"${COMP_WORDS[1]} ${COMP_WORDS[2]} \" in\n");
	for (int c = 1; commands[c]; c++) {
		str_printf(out, "\t'%s '*)\n", command_word(commands[c]));
		bash_options(out, commands[c]);
		str_printf(out, "\t\t;;\n");
	}
	str_printf(out, "\t*)\n");
	bash_options(out, commands[0]);
	str_printf(out,
	           "\t\t;;\n\tesac\n\tif [[ $cur == -* ]]; then\n"
	           "\t\tCOMPREPLY=($(compgen -W \"$options\" -- \"$cur\"))\n"
	           "\telif ((COMP_CWORD == 1)); then\n\t\tCOMPREPLY=($(compgen -W \"");
	add_first_words(out);
	str_printf(out, "\" -- \"$cur\"))\n");
	for (int c = 1; commands[c]; c++) {
		if (!second_word(commands[c]) || !begins_new(c))
			continue;
		str_printf(out,
		           "\telif ((COMP_CWORD == 2)) && [[ ${COMP_WORDS[1]} == %.*s ]]; then\n"
		           "\t\tCOMPREPLY=($(compgen -W \"",
		           first_len(commands[c]), command_word(commands[c]));
		add_second_words(out, c);
		str_printf(out, "\" -- \"$cur\"))\n");
	}
	str_printf(out, "\telif [[ ${COMP_WORDS[1]} == @(");
	for (int c = 1, n = 0; commands[c]; c++) {
		if (commands[c]->files)
			str_printf(out, "%s%s", n++ ? "|" : "",
			           command_word(commands[c]));
	}
	str_printf(out, ") ]]; then\n\t\tCOMPREPLY=($(compgen -f -- \"$cur\"))\n"
	                "\tfi\n}\ncomplete -F _pfc pfc\n");
}

/* One line of _arguments for each spelling of an option. */
static void zsh_row(struct str *out, const struct opt *o)
{
	for (int is_long = 0; is_long < 2; is_long++) {
		if (is_long ? !o->name : !o->letter)
			continue;
		str_printf(out, "\t\t'%s",
		           o->kind == OPT_COUNT || may_lack(o) ||
		                           o->kind == OPT_FILES
		                   ? "*"
		                   : "");
		if (o->letter && o->name && o->kind != OPT_COUNT)
			str_printf(out, "(-%c --%s)", o->letter, o->name);
		if (is_long)
			str_printf(out, "--%s%s", o->name, o->arg ? "=" : "");
		else
			str_printf(out, "-%c%s", o->letter, o->arg ? "+" : "");
		str_printf(out, "[");
		add_brief(out, o->help);
		str_printf(out, "]");
		if (o->arg)
			str_printf(out, "%s:%s:", may_lack(o) ? ":" : "",
			           o->arg);
		if (o->arg && takes_file(o)) {
			str_printf(out, "_files");
		} else if (o->kind == OPT_IFACE) {
			str_printf(out, "_pfc_interfaces");
		} else if (o->arg) {
			str_printf(out, "(");
			add_values(out, o);
			str_printf(out, ")");
		}
		str_printf(out, "' \\\n");
	}
}

static void zsh_rows(struct str *out, const struct opt_command *cmd)
{
	struct opt_cursor at = { 0 };
	const struct opt *o;

	str_printf(out, "\t_arguments -s -S \\\n");
	while ((o = next_offered(cmd, &at)))
		zsh_row(out, o);
}

/* "_pfc_trace_tcp" */
static void add_function(struct str *out, const struct opt_command *cmd)
{
	const char *second = second_word(cmd);

	str_printf(out, "_pfc_%.*s", first_len(cmd), command_word(cmd));
	if (second)
		str_printf(out, "_%s", second);
}

/* Where a command is there, its function does the rest. */
static void zsh_command(struct str *out, int c)
{
	const struct opt_command *cmd = commands[c];
	int words = second_word(cmd) ? 2 : 1;

	if (second_word(cmd) && begins_new(c)) {
		str_printf(out,
		           "\tif (( CURRENT == 3 )) && [[ $words[2] == %.*s ]]; then\n"
		           "\t\tcompadd ",
		           first_len(cmd), command_word(cmd));
		add_second_words(out, c);
		str_printf(out, "\n\t\treturn\n\tfi\n");
	}
	str_printf(out,
	           "\tif (( CURRENT > %d )) && [[ \"$words[2,%d]\" == \"%s\" ]]; then\n"
	           "\t\tshift %d words\n\t\t(( CURRENT -= %d ))\n\t\t",
	           words + 1, words + 1, command_word(cmd), words, words);
	add_function(out, cmd);
	str_printf(out, "\n\t\treturn\n\tfi\n");
}

static void zsh_script(struct str *out)
{
	str_printf(out, "#compdef pfc\n"
	                "_pfc_interfaces() {\n"
	                "\tlocal -a names=(any /sys/class/net/*(N:t))\n"
	                "\tcompadd -a names\n}\n");
	for (int c = 1; commands[c]; c++) {
		add_function(out, commands[c]);
		str_printf(out, "() {\n");
		zsh_rows(out, commands[c]);
		str_printf(out, "\t\t'*:%s'\n}\n",
		           commands[c]->files ? "file:_files" : "filter: ");
	}
	str_printf(out, "_pfc() {\n");
	for (int c = 1; commands[c]; c++)
		zsh_command(out, c);
	zsh_rows(out, commands[0]);
	str_printf(out, "\t\t'1:command or filter:(");
	add_first_words(out);
	str_printf(out, ")' \\\n\t\t'*:filter: '\n}\n"
	                "if [[ $funcstack[1] == _pfc ]]; then\n\t_pfc \"$@\"\nelse\n"
	                "\tcompdef _pfc pfc\nfi\n");
}

static void fish_row(struct str *out, const struct opt *o, const char *when)
{
	str_printf(out, "complete -c pfc -n '%s'", when);
	if (o->letter)
		str_printf(out, " -s '%c'", o->letter);
	if (o->name)
		str_printf(out, " -l %s", o->name);
	if (o->arg && !may_lack(o))
		str_printf(out, takes_file(o) ? " -r -F" : " -x");
	if (o->kind == OPT_IFACE) {
		str_printf(out, " -a 'any (command ls /sys/class/net 2>/dev/null)'");
	} else if (o->arg && (o->kind == OPT_WORD || o->kind == OPT_LINK ||
	                      o->kind == OPT_STAGE)) {
		str_printf(out, " -a '");
		add_values(out, o);
		str_printf(out, "'");
	}
	str_printf(out, " -d '");
	add_brief(out, o->help);
	str_printf(out, "'\n");
}

/* When the options of a command are offered. */
static void add_fish_when(struct str *out, const struct opt_command *cmd)
{
	if (!command_word(cmd)) {
		str_printf(out, "not __fish_seen_subcommand_from ");
		add_first_words(out);
		return;
	}
	str_printf(out, "__fish_seen_subcommand_from %.*s", first_len(cmd), command_word(cmd));
	if (second_word(cmd))
		str_printf(out, "; and __fish_seen_subcommand_from %s", second_word(cmd));
}

static void fish_command(struct str *out, int c)
{
	const struct opt_command *cmd = commands[c];

	if (begins_new(c))
		str_printf(out, "complete -c pfc -n __fish_use_subcommand -a %.*s\n",
		           first_len(cmd), command_word(cmd));
	if (begins_new(c) && second_word(cmd)) {
		str_printf(out, "complete -c pfc -n '__fish_seen_subcommand_from %.*s; "
		                "and not __fish_seen_subcommand_from ",
		           first_len(cmd), command_word(cmd));
		add_second_words(out, c);
		str_printf(out, "' -a '");
		add_second_words(out, c);
		str_printf(out, "'\n");
	}
	if (cmd->files)
		str_printf(out, "complete -c pfc -n '__fish_seen_subcommand_from %s' -F\n",
		           command_word(cmd));
}

static void fish_script(struct str *out)
{
	str_printf(out, "# fish completion of pfc\ncomplete -c pfc -f\n");
	for (int c = 0; commands[c]; c++) {
		struct opt_cursor at = { 0 };
		struct str when = { 0 };
		const struct opt *o;

		if (command_word(commands[c]))
			fish_command(out, c);
		add_fish_when(&when, commands[c]);
		while (!when.failed && (o = next_offered(commands[c], &at)))
			fish_row(out, o, when.at);
		str_fini(&when);
	}
}

void completion_script(struct str *out, enum shell shell)
{
	switch (shell) {
	case SHELL_BASH:
		bash_script(out);
		return;
	case SHELL_ZSH:
		zsh_script(out);
		return;
	case SHELL_FISH:
		fish_script(out);
		return;
	}
}
