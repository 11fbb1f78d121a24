#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A crowd that costs others: `crowd.py PORT IDLE SLOW`. IDLE connections that asked once and stay,
and SLOW ones that send one byte a second; one that is let go comes again. Says "there" when all are
there, and leaves when its standard input ends."""
import asyncio
import sys

REQUEST = b"GET /api/v1/version HTTP/1.1\r\nHost: crowd\r\n\r\n"
SLOWLY = b"GET /api/v1/version HTTP/1.1\r\nHost: crowd\r\nX-Slow: " + b"a" * 4000
PER_ADDRESS = 100  # so that the limit for each address is not what is measured


async def connect(port, number):
    source = (f"127.0.1.{1 + number // PER_ADDRESS}", 0)
    return await asyncio.open_connection("127.0.0.1", port, local_addr=source)


async def idle(port, number, there):
    while True:
        reader, writer = await connect(port, number)
        writer.write(REQUEST)
        await reader.readuntil(b"}")
        there()
        there = lambda: None
        await reader.read()  # until it is let go
        writer.close()


async def slow(port, number, there):
    while True:
        reader, writer = await connect(port, number)
        there()
        there = lambda: None
        gone = asyncio.ensure_future(reader.read())
        for byte in SLOWLY:
            writer.write(bytes([byte]))
            done, _ = await asyncio.wait({gone}, timeout=1)
            if done:
                break
        gone.cancel()
        writer.close()


async def main(port, idle_count, slow_count):
    missing = idle_count + slow_count
    all_there = asyncio.Event()

    def there():
        nonlocal missing
        missing -= 1
        if missing == 0:
            all_there.set()

    tasks = [asyncio.ensure_future(idle(port, i, there)) for i in range(idle_count)]
    tasks += [asyncio.ensure_future(slow(port, idle_count + i, there)) for i in range(slow_count)]
    await all_there.wait()
    print("there", flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    for task in tasks:
        task.cancel()


if __name__ == "__main__":
    asyncio.run(main(*map(int, sys.argv[1:4])))
