/* SPDX-License-Identifier: BSD-2-Clause */
#include "proto/constant.h"

#include <string.h>

static const struct constant constants[] = {
#define CONSTANT(word, value) { word, value },
#include "proto/constants.def"
#undef CONSTANT
};

size_t constant_count(void)
{
	return sizeof(constants) / sizeof(*constants);
}

const struct constant *constant_at(size_t i)
{
	return &constants[i];
}

const struct constant *constant_by_word(const char *word, size_t len)
{
	for (size_t i = 0; i < constant_count(); i++)
		if (strncmp(constants[i].word, word, len) == 0 &&
		    constants[i].word[len] == '\0')
			return &constants[i];
	return NULL;
}
