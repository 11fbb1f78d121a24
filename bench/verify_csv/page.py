# SPDX-License-Identifier: Apache-2.0
"""docs/performance.md, from what was measured."""
import datetime
import os
import pathlib
import subprocess

READ_AT_ONCE = 1 << 20
QUIET = 0.05  # the share of the machine that others may have while something is measured


def tables_of(county):
    """(file, rows, bytes) of each table, the largest first."""
    tables = []
    for path in pathlib.Path(county).glob("*.csv"):
        lines = 0
        with open(path, "rb") as file:
            while part := file.read(READ_AT_ONCE):
                lines += part.count(b"\n")
        tables.append((path.name, lines - 1, path.stat().st_size))
    return sorted(tables, key=lambda table: -table[2])


def first_line(path, start):
    for line in open(path):
        if line.startswith(start):
            return line.split(":", 1)[1].strip()
    return "不详"


def machine():
    kib = int(first_line("/proc/meminfo", "MemTotal").split()[0])
    return (f"{first_line('/proc/cpuinfo', 'model name')}，{os.cpu_count()} 个处理器，"
            f"内存 {kib / 2**20:.1f} GiB")


def output_of(*command):
    return subprocess.run(command, text=True, capture_output=True).stdout.strip()


def compared(ours, theirs, less, more):
    """"快 1.5 倍" would be read in two ways, "是 DuckDB 的 0.67 倍" in one. Within a twentieth
    nobody wins."""
    ratio = ours / theirs
    word = "相当" if abs(ratio - 1) < 0.05 else less if ratio < 1 else more
    return f"{ratio:.2f} 倍（{word}）"


def figures(result):
    ours, theirs = result["qingxin"], result["duckdb"]
    count = result["worker_months"]
    size = sum(table[2] for table in result["tables"])
    rows = [
        ("历时，秒", "wall", 1, 2, "较快", "较慢"),
        ("处理器时间，秒", "cpu", 1, 2, "较省", "较费"),
        ("内存峰值，MiB", "peak", 2**20, 0, "较省", "较费"),
    ]
    for name, key, unit, places, less, more in rows:
        if key == "wall" and result["others"] > QUIET:
            less = more = "机器不静，不作数"
        yield (f"| {name} | {ours[key] / unit:,.{places}f} | {theirs[key] / unit:,.{places}f} | "
               f"{compared(ours[key], theirs[key], less, more)} |")
    yield (f"| 每秒人月 | {count / ours['wall']:,.0f} | {count / theirs['wall']:,.0f} | |")
    yield (f"| 每秒读入，MB | {size / ours['wall'] / 1e6:,.0f} | "
           f"{size / theirs['wall'] / 1e6:,.0f} | |")
    yield f"| 每人月内存，字节 | {ours['peak'] / count:,.0f} | {theirs['peak'] / count:,.0f} | |"


def table_lines(tables):
    yield from (f"| {name} | {rows:,} | {size:,} |" for name, rows, size in tables)
    yield (f"| 合计 | {sum(table[1] for table in tables):,} | "
           f"{sum(table[2] for table in tables):,} |")


def rule_lines(findings):
    counts = {}
    for key, number in findings.items():
        counts[key[0]] = counts.get(key[0], 0) + number
    return "、".join(f"{rule} {number:,}" for rule, number in sorted(counts.items()))


def commit_of(program):
    """The commit that a program was built from; nothing is claimed of one that is older than its
    sources or built from uncommitted ones."""
    root = pathlib.Path(__file__).resolve().parent.parent.parent
    newest = max(path.stat().st_mtime for folder in ("src", "law")
                 for path in (root / folder).rglob("*") if path.is_file())
    is_clean = not output_of("git", "-C", root, "status", "--porcelain", "src", "law")
    if not is_clean or newest > pathlib.Path(program).stat().st_mtime:
        return "源码与提交不同的构建"
    return "提交 " + output_of("git", "-C", root, "rev-parse", "--short", "HEAD")


def circumstances(result):
    stages = result["stages"]
    version = result["qingxin_version"].split()[1]
    return {
        "quiet": (f"每一遍运行时，别的程序至多占用机器的 {result['others']:.0%}"
                  + ("。" if result["others"] <= QUIET else "：机器不静，历时不作数，看处理器时间。")),
        "stages": (f"DuckDB 把文件装成表 {stages['load']:.2f} 秒，核查 {stages['verify']:.2f} 秒，"
                   f"写出 {stages['write']:.2f} 秒；其余是启动和退出。装好以后连续核查几遍，中位数 "
                   f"{stages['again']:.2f} 秒。"),
        "versions": (f"清薪 {version}（{commit_of(result['program'])}）；"
                     f"DuckDB {result['duckdb_version']}，"
                     f"经 Node {output_of('node', '--version')}"),
    }


def written(result):
    size = sum(table[2] for table in result["tables"])
    count = result["worker_months"]
    told = circumstances(result)
    new_line = "\n"
    return f"""# 性能：从 CSV 到疑点

<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- 本页由 ./dev bench 写成；要改文字，改 bench/verify_csv/page.py。 -->

同样的文件、同样的五十四条规则，两边各用一个新进程从头做起：清薪执行 `verify --all-rules --json`；DuckDB 用
`read_csv` 和 SQL（[read.sql](../bench/verify_csv/read.sql)、[rules/](../bench/verify_csv/rules)）。
同一次运行里轮流各跑 {result["rounds"]} 遍，下面是中位数。每一遍两边的疑点（规则、判定、颜色、项目、工人、月份、期次、金额）逐条相同才算数，否则不写这一页。

| | 清薪 | DuckDB | 清薪是 DuckDB 的 |
| --- | ---: | ---: | ---: |
{new_line.join(figures(result))}

{told["stages"]}
清薪没有分段的数。

## 数据

{result["projects"]:,} 个项目、{result["months"]} 个月，{count:,} 人月（工资表、到账、考勤任一处有记录的一人一月，管理人员不计），每人月
{size / count:,.0f} 字节 CSV。疑点 {result["findings"].total():,} 条：
{rule_lines(result["findings"])}。

| 文件 | 行 | 字节 |
| --- | ---: | ---: |
{new_line.join(table_lines(result["tables"]))}

## 机器与版本

- {machine()}；两边各用 {result["threads"]} 个线程。
- {told["quiet"]}测完时的系统负载（一分钟平均）{result["load"]:.1f}。
- {told["versions"]}。
- 测于 {datetime.date.today()}。

重做：`./dev bench`（约一百万人月）；`./dev bench small` 只比疑点，不计时。

## 该怎么读这些数

- 数据是造出来的（种子 {result["seed"]}，截至 {result["as_of"]}）：没有空格、全半角和错行的麻烦，真实的表更乱，两边都会更慢。
- 文件都已在内存的页缓存里；头一次从磁盘读会更慢。
- 别的程序占用超过 {QUIET:.0%} 的一遍重测，至多三次，取最静的；仍不静，上面会写明。
- 两边做的并不一样多。清薪另外逐格检查每一行、写出每条疑点的证据和理由、五链、欠薪名册和付款责任；DuckDB 只写出疑点
  表，考勤按给定的类型直接读，有一格不合就整个停下。反过来，DuckDB 是通用的数据库，规则换一批就是换一段 SQL。
- SQL 是我们写的，懂 DuckDB 的人也许能写得更快；欢迎改，疑点须仍相同。工作日表由外面给 DuckDB，推算本身不在比较之内。
"""
