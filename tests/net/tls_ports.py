# SPDX-License-Identifier: BSD-2-Clause
"""Connections that tell their own ends: each asks for /PORT of its own end.

tls_ports.py MODE PORT COUNT    sync: one after the other; async: 20 at a time, by memory BIOs;
                                serve: asyncio's server, which answers with the path
"""
import asyncio
import socket
import ssl
import sys

mode, port, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
client = ssl._create_unverified_context()


def request(own):
    return b"GET /%d HTTP/1.1\r\nHost: p\r\nConnection: close\r\n\r\n" % own


def sync():
    for _ in range(count):
        s = socket.create_connection(("127.0.0.1", port))
        c = client.wrap_socket(s)
        c.sendall(request(c.getsockname()[1]))
        while c.recv(65536):
            pass
        c.close()


async def one(turns):
    async with turns:
        r, w = await asyncio.open_connection("127.0.0.1", port, ssl=client)
        w.write(request(w.get_extra_info("sockname")[1]))
        await r.read()
        w.close()


async def many():
    turns = asyncio.Semaphore(20)
    await asyncio.gather(*(one(turns) for _ in range(count)))


async def answer(r, w):
    path = (await r.readline()).split()[1]
    while (await r.readline()).strip():
        pass
    w.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(path), path))
    await w.drain()
    w.close()


async def serve():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain("web.crt", "web.key")
    server = await asyncio.start_server(answer, "127.0.0.1", port, ssl=context)
    async with server:
        await server.serve_forever()


if mode == "sync":
    sync()
else:
    asyncio.run(many() if mode == "async" else serve())
