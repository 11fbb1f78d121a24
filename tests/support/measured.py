#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs a program from a small process of its own: `measured.py RESULT SECONDS PROGRAM ARGUMENTS…`.

Killed when it has worked for SECONDS, or hung for ten times as long: how busy the machine is
with other things does not count. RESULT becomes {"status", "peak_bytes", "cpu_seconds"}; status
is negative for a signal. A program started by a large process would be charged with the memory of
its parent, which it shares until it is on its own."""
import json
import os
import resource
import sys
import threading

HANGS = 10  # times the seconds it may work


def main(result, seconds, *command):
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
        os.execv(command[0], command)
    timer = threading.Timer(HANGS * float(seconds), os.kill, (child, 9))
    timer.start()
    _, status, used = os.wait4(child, 0)
    timer.cancel()
    with open(result, "w", encoding="utf-8") as file:
        json.dump({"status": os.waitstatus_to_exitcode(status),
                   "peak_bytes": used.ru_maxrss * 1024,
                   "cpu_seconds": used.ru_utime + used.ru_stime}, file)


if __name__ == "__main__":
    main(*sys.argv[1:])
