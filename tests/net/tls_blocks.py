# SPDX-License-Identifier: BSD-2-Clause
"""Looks at the blocks of a pcapng file with secrets, for scripts.

	tls_blocks.py order FILE	"keys" or "packet" for each run of such blocks, in their order
	tls_blocks.py early FILE [TSHARK-ARG...]
		how many connections there are whose clients went on behind the hellos, and how many
		have not all keys in front of the server's hello: that of TLS 1.2, or both secrets of
		both directions of TLS 1.3
"""
import itertools
import struct
import subprocess
import sys

SECRETS, PACKET = 10, 6
NEEDED = {f"{end}_{secret}" for end in ("CLIENT", "SERVER")
          for secret in ("HANDSHAKE_TRAFFIC_SECRET", "TRAFFIC_SECRET_0")}


def blocks(path):
    """Yields ("packet", None) and ("keys", lines)."""
    data = open(path, "rb").read()
    at = 0
    while at < len(data):
        kind, length = struct.unpack_from("<II", data, at)
        assert struct.unpack_from("<I", data, at + length - 4)[0] == length
        if kind == PACKET:
            yield "packet", None
        elif kind == SECRETS:
            form, count = struct.unpack_from("<II", data, at + 8)
            assert form == 0x544c534b
            yield "keys", data[at + 16:at + 16 + count].decode().splitlines()
        at += length


def ask(path, args, which, *fields):
    """Yields the fields of each packet."""
    out = subprocess.run(
        ["tshark", "-nr", path, *args, "-Y", which, "-T", "fields",
         *itertools.chain(*(("-e", f) for f in fields))],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True, text=True).stdout
    for line in out.splitlines():
        yield line.split("\t")


def hellos(path, args):
    """Yields packet number, stream, sender's port, message, random, chosen version."""
    for number, stream, port, message, random, version in ask(
            path, args, "tls.handshake.type == 1 or tls.handshake.type == 2",
            "frame.number", "tcp.stream", "tcp.srcport", "tls.handshake.type",
            "tls.handshake.random", "tls.handshake.extensions.supported_version"):
        yield (int(number), stream, port, message.split(",")[0], random.replace(":", ""),
               "0x0304" in version.split(","))


def change_ciphers(path, args):
    """Stream and sender's port of each: who sends it has the keys. Clients do so in both versions."""
    return {tuple(row) for row in ask(path, args, "tls.record.content_type == 20",
                                      "tcp.stream", "tcp.srcport")}


def early(path, args):
    packet, first = 0, {}
    for kind, lines in blocks(path):
        if kind == "packet":
            packet += 1
            continue
        for line in lines:
            label, random, _ = line.split(" ")
            first.setdefault((random, label), packet)
    clients, flows, missing = {}, 0, 0
    changed = change_ciphers(path, args)
    for number, stream, port, message, random, tls13 in hellos(path, args):
        if message == "1":
            clients[stream] = port, random
            continue
        client_port, client_random = clients.get(stream, (None, None))
        # A server that does not hear the end of a handshake has no key for what comes then.
        if client_port and (stream, client_port) not in changed:
            continue
        flows += 1
        needed = NEEDED if tls13 else {"CLIENT_RANDOM"}
        if any(first.get((client_random, label), number) >= number for label in needed):
            missing += 1
    print(flows, missing)


if sys.argv[1] == "order":
    for kind, _ in itertools.groupby(kind for kind, _ in blocks(sys.argv[2])):
        print(kind)
else:
    early(sys.argv[2], sys.argv[3:])
