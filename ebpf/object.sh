#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# ebpf/object.sh FILE.bpf.o - prints a C file with the bytes of an object file, as
# FILE_object and FILE_object_len (ebpf/objects.h).

name=$(basename "$1" .bpf.o)_object
echo '#include "ebpf/objects.h"'
echo "const unsigned char ${name}[] __attribute__((aligned(8))) = {"
od -An -v -tu1 "$1" | sed -e 's/^ *//' -e 's/  */,/g' -e 's/$/,/'
echo '};'
echo "const size_t ${name}_len = sizeof(${name});"
