# SPDX-License-Identifier: BSD-2-Clause
"""A name server and a client, each of a few lines.

    python3 dns.py serve PORT         answers every question with an alias and its address:
                                      NAME -> edge.example.net -> 10.9.0.2 or fd00:9::2
    python3 dns.py ask SERVER NAME TYPE     TYPE is A or AAAA
"""
import socket
import struct
import sys

TYPES = {"A": 1, "AAAA": 28}
ADDRESSES = {1: socket.inet_aton("10.9.0.2"),
             28: socket.inet_pton(socket.AF_INET6, "fd00:9::2")}


def wire(name):
    return b"".join(bytes([len(x)]) + x.encode() for x in name.split(".")) + b"\0"


def record(owner, kind, data):
    return owner + struct.pack("!HHIH", kind, 1, 60, len(data)) + data


def answer(query):
    end = query.index(b"\0", 12) + 5
    kind = struct.unpack("!H", query[end - 4:end - 2])[0]
    alias = wire("edge.example.net")
    return (query[:2] + struct.pack("!HHHHH", 0x8180, 1, 2, 0, 0) + query[12:end] +
            record(b"\xc0\x0c", 5, alias) + record(alias, kind, ADDRESSES[kind]))


def serve(port):
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.bind(("0.0.0.0", port))
    print("listening", flush=True)
    while True:
        query, client = s.recvfrom(512)
        s.sendto(answer(query), client)


def ask(server, name, kind):
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.settimeout(5)
    s.sendto(struct.pack("!HHHHHH", 7, 0x0100, 1, 0, 0, 0) + wire(name) +
             struct.pack("!HH", TYPES[kind], 1), (server, 53))
    s.recv(512)


if sys.argv[1] == "serve":
    serve(int(sys.argv[2]))
else:
    ask(*sys.argv[2:5])
