#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What 2,000 idle and 200 byte-a-second clients cost the others: `run.py QINGXIN [ROUNDS]`.

In each round wrk asks the same server with and without the crowd, one after the other; the first
of them changes from round to round. Fails when the median ratio of what is answered with the crowd
to what is answered without it is below 0.8, or when an answer was not 200. The processor time of
the server for each request is told beside it: it does not depend on what else the machine does."""
import os
import pathlib
import re
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "http"))
from service import Service  # noqa: E402  (its folder is not this one)

IDLE, SLOW, SECONDS, CLIENTS = 2000, 200, 5, 64
LEAST = 0.8
TICK = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def ask(service):
    """(requests a second, processor time of the server in µs a request, slowest of 99 %)"""
    before = cpu_seconds(service.process.pid)
    out = subprocess.run(["wrk", "-t1", f"-c{CLIENTS}", f"-d{SECONDS}s", "--latency",
                          f"http://127.0.0.1:{service.port}/api/v1/rules/W01"],
                         check=True, capture_output=True, text=True).stdout
    used = cpu_seconds(service.process.pid) - before
    if "Non-2xx" in out or "Socket errors" in out:
        raise SystemExit(out)
    count = int(re.search(r"(\d+) requests in", out)[1])
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1])
    return rate, used / count * 1e6, re.search(r"99%\s+(\S+)", out)[1]


def with_crowd(service):
    crowd = subprocess.Popen(
        [sys.executable, str(HERE / "crowd.py"), str(service.port), str(IDLE), str(SLOW)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert crowd.stdout.readline() == "there\n"
    figures = ask(service)
    crowd.communicate("")
    return figures


def main(program, rounds="5"):
    ratios, costs = [], []
    with Service(program) as service:
        ask(service)  # warm
        for number in range(int(rounds)):
            ways = [("无", ask), ("有", with_crowd)]
            figures = {name: way(service) for name, way in ways[::1 if number % 2 == 0 else -1]}
            ratios.append(figures["有"][0] / figures["无"][0])
            costs.append(figures["有"][1] / figures["无"][1])
            for name in ("无", "有"):
                rate, cost, late = figures[name]
                print(f"{name}旁人：每秒 {rate:,.0f} 个，每个 {cost:.1f} CPU µs，99% 在 {late} 内")
            print(f"比：{ratios[-1]:.2f}")
    ratio = statistics.median(ratios)
    print(f"{IDLE} 个空闲、{SLOW} 个每秒一字节的客户在旁，答的是没有时的 {ratio:.2f} 倍"
          f"（中位，最少 {LEAST}），每个请求的处理器时间是 {statistics.median(costs):.2f} 倍")
    return 0 if ratio >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
