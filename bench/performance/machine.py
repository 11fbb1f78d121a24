# SPDX-License-Identifier: Apache-2.0
"""What figures stand on: the machine, what others did on it meanwhile, and the program measured."""
import os
import pathlib
import subprocess

QUIET = 0.05  # the share of the machine that others may have while something is measured


def busy_seconds():
    """What all processors of the machine have worked so far, whoever asked them to."""
    with open("/proc/stat") as file:
        user, nice, system, _, _, irq, soft_irq, steal, *_ = map(int, file.readline().split()[1:])
    return (user + nice + system + irq + soft_irq + steal) / os.sysconf("SC_CLK_TCK")


def first_line(path, start):
    for line in open(path):
        if line.startswith(start):
            return line.split(":", 1)[1].strip()
    return "不详"


def described():
    kib = int(first_line("/proc/meminfo", "MemTotal").split()[0])
    return (f"{first_line('/proc/cpuinfo', 'model name')}，{os.cpu_count()} 个处理器，"
            f"内存 {kib / 2**20:.1f} GiB")


def output_of(*command):
    return subprocess.run(command, text=True, capture_output=True).stdout.strip()


def commit_of(programs):
    """The commit that programs were built from; nothing is claimed where one is older than its
    sources or built from uncommitted ones, but that such builds differ."""
    root = pathlib.Path(__file__).resolve().parent.parent.parent
    newest = max(path.stat().st_mtime for folder in ("src", "law")
                 for path in (root / folder).rglob("*")
                 if path.is_file() and not path.name.endswith("_test.cc"))
    is_clean = not output_of("git", "-C", root, "status", "--porcelain", "src", "law")
    built = [pathlib.Path(program).stat().st_mtime for program in programs]
    if not is_clean or newest > min(built):
        return f"源码与提交不同的构建（{max(built):.0f}）"
    return "提交 " + output_of("git", "-C", root, "log", "-1", "--format=%h", "--", "src", "law",
                            "CMakeLists.txt", "CMakePresets.json")
