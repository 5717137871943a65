/* SPDX-License-Identifier: BSD-2-Clause */
/* ebpf/objects.h - the compiled kernel programs, which are carried in the program.
 *
 * The Makefile makes a .c file of each object.
 */
#ifndef PFC_EBPF_OBJECTS_H
#define PFC_EBPF_OBJECTS_H

#include <stddef.h>

extern const unsigned char capture_xdp_object[];
extern const size_t capture_xdp_object_len;
extern const unsigned char capture_tc_object[];
extern const size_t capture_tc_object_len;
extern const unsigned char tcp_object[];
extern const size_t tcp_object_len;
extern const unsigned char tls_object[];
extern const size_t tls_object_len;

#endif
