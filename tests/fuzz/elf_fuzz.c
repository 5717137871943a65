/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/fuzz/elf_fuzz.c - looking for TLS in a file that is any bytes.
 *
 * What is found lies in the file; what is refused is refused with a reason.
 */
#include <string.h>

#include "ebpf/tls/analyse.h"
#include "ebpf/tls/machine.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tls_lib lib;
	struct insn insn;
	int err = tls_analyse(data, size, &lib);

	FUZZ_CHECK(!err || lib.why_no_keys[0], "refused without a word: %d", err);
	FUZZ_CHECK(!err || !lib.probe_count, "%u places in what is none",
	           lib.probe_count);
	for (unsigned i = 0; i < lib.probe_count; i++)
		FUZZ_CHECK(lib.probes[i].offset < size, "%s", lib.probes[i].name);
	for (size_t i = 0; i < size && i < 64; i++) {
		if (machine_x86_64.decode(data + i, size - i, i, &insn))
			FUZZ_CHECK(insn.len && insn.len <= size - i && insn.len <= 15,
			           "%d of %zu", insn.len, size - i);
	}
	return 0;
}
