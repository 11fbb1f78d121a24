#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What 2,000 idle and 200 byte-a-second clients cost the others: `run.py QINGXIN [--write]`; with
--write the figures go into docs/performance.md, unless the machine did other things meanwhile.

In each round wrk asks the same server with and without the crowd, one after the other; the first
of them changes from round to round. Fails when the median ratio of what is answered with the crowd
to what is answered without it is below 0.8, or when an answer was not 200. The processor time of
the server for each request is told beside it: it does not depend on what else the machine does."""
import datetime
import os
import pathlib
import re
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "http"))
sys.path.insert(0, str(ROOT / "bench" / "performance"))
import machine  # noqa: E402  (its folder is not this one)
from service import Service  # noqa: E402

IDLE, SLOW, SECONDS, CLIENTS, ROUNDS = 2000, 200, 5, 64, 5
LEAST = 0.8
QUIET = 0.25  # of the machine, for figures that are told; what the kernel does for us is in it
PAGE = ROOT / "docs" / "performance.md"
BEGINS, ENDS = "<!-- 由 ./dev bench http --write 写成 -->\n", "<!-- http 到此 -->"
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


def told(figures, ratio, cost, program, others):
    """What the page tells."""
    lines = ["| | 每秒答的 | 每个，处理器微秒 | 99% 在此之内 |", "| --- | ---: | ---: | ---: |"]
    for name, label in (("无", "没有旁人"), ("有", f"{IDLE:,} 个空闲、{SLOW} 个每秒一字节的在旁")):
        rates, costs, late = zip(*(round_[name] for round_ in figures))
        lines.append(f"| {label} | {statistics.median(rates):,.0f} | "
                     f"{statistics.median(costs):.0f} | {late[len(late) // 2]} |")
    return "\n".join(lines) + f"""

有旁人时答的是没有时的 {ratio:.2f} 倍（至少 {LEAST}），每个请求的处理器时间是 {cost:.2f} 倍。{len(figures)} 轮取中位，
每轮两样各 {SECONDS} 秒、{CLIENTS} 个连接，先后轮换，问的是 `GET /api/v1/rules/W01`；发问的程序与服务在同一台机器上。
测于 {datetime.date.today()}，清薪 {machine.commit_of([program])}；{machine.described()}；
别的程序占用机器 {others:.0%}。
"""


def with_figures(text, part):
    begin, end = text.index(BEGINS) + len(BEGINS), text.index(ENDS)
    return text[:begin] + part + text[end:]


def measured(program):
    """What was answered with and without the crowd, a round each."""
    figures = []
    with Service(program) as service:
        ask(service)  # warm
        for number in range(ROUNDS):
            ways = [("无", ask), ("有", with_crowd)]
            figures.append(
                {name: way(service) for name, way in ways[::1 if number % 2 == 0 else -1]})
            for name in ("无", "有"):
                rate, cost, late = figures[-1][name]
                print(f"{name}旁人：每秒 {rate:,.0f} 个，每个 {cost:.1f} CPU µs，99% 在 {late} 内",
                      flush=True)
    return figures


def main(program, *options):
    began, busy, spent = time.monotonic(), machine.busy_seconds(), os.times()
    figures = measured(program)
    now = os.times()
    own = now.children_user + now.children_system - spent.children_user - spent.children_system
    own += now.user + now.system - spent.user - spent.system
    took = time.monotonic() - began
    others = max(machine.busy_seconds() - busy - own, 0) / (took * os.cpu_count())
    ratio, cost = (statistics.median(round_["有"][i] / round_["无"][i] for round_ in figures)
                   for i in (0, 1))
    print(f"{IDLE} 个空闲、{SLOW} 个每秒一字节的客户在旁，答的是没有时的 {ratio:.2f} 倍"
          f"（中位，最少 {LEAST}），每个请求的处理器时间是 {cost:.2f} 倍；"
          f"别的程序占用机器 {others:.0%}")
    if "--write" in options and others <= QUIET:
        part = told(figures, ratio, cost, pathlib.Path(program), others)
        PAGE.write_text(with_figures(PAGE.read_text(), part))
        print("结果写入 docs/performance.md")
    elif "--write" in options:
        print(f"机器不静（别的程序占用超过 {QUIET:.0%}），没有写入 docs/performance.md")
        return 1
    return 0 if ratio >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
