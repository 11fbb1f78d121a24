#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""PostgreSQL as an opponent of verify: a server of its own on a socket in its store, with two
processes for a query. Prints one line of JSON.

  postgresql.py load FACTS STORE
  postgresql.py verify STORE LAYOUT AS_OF ROUNDS OUT
"""
import contextlib
import json
import os
import pathlib
import pwd
import re
import shutil
import signal
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
PROGRAMS = pathlib.Path("/usr/lib/postgresql/15/bin")
WAIT_S = 60
# Durability is not asked for here, and memory is ample: what is measured is the query.
SETTINGS = {
    "listen_addresses": "''", "fsync": "off", "synchronous_commit": "off",
    "full_page_writes": "off", "wal_level": "minimal", "max_wal_senders": "0",
    "max_wal_size": "8GB", "shared_buffers": "1GB", "work_mem": "512MB",
    "maintenance_work_mem": "512MB", "temp_buffers": "256MB", "effective_cache_size": "6GB",
    "max_parallel_workers_per_gather": "1", "max_parallel_workers": "2", "jit": "off",
    "random_page_cost": "1.1", "autovacuum": "off"}


def as_server_user():
    """The server refuses to run as root; its packages bring a user for it."""
    if os.geteuid() != 0:
        return {}
    return {"user": "postgres", "group": "postgres", "extra_groups": []}


def socket_folder(store):
    """The path of a socket has to be short."""
    return pathlib.Path("/tmp") / f"qingxin-bench-{os.getpid()}-{store.name}"[:60]


@contextlib.contextmanager
def server(store):
    sockets = socket_folder(store)
    sockets.mkdir(mode=0o700)
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(sockets, owner.pw_uid, owner.pw_gid)
    settings = [part for name, value in SETTINGS.items()
                for part in ("-c", f"{name}={value.strip(chr(39))}")]
    with open(store / "log", "ab") as log:
        child = subprocess.Popen(
            [PROGRAMS / "postgres", "-D", store / "data", "-k", sockets, *settings],
            stdout=log, stderr=log, cwd="/", **as_server_user())
    try:
        ready = [PROGRAMS / "pg_isready", "-q", "-h", sockets]
        deadline = time.monotonic() + WAIT_S
        while subprocess.run(ready, check=False).returncode != 0:
            if child.poll() is not None or time.monotonic() > deadline:
                sys.exit(f"PostgreSQL 没有起来，见 {store / 'log'}")
            time.sleep(0.05)
        yield sockets, child.pid
    finally:
        child.send_signal(signal.SIGINT)  # at once: whoever is still connected is dropped
        child.wait()
        shutil.rmtree(sockets, ignore_errors=True)


def psql(sockets, text, *options):
    done = subprocess.run(
        [PROGRAMS / "psql", "-X", "-q", "-h", sockets, "-U", "postgres", "-d", "postgres",
         "-v", "ON_ERROR_STOP=1", *options], input=text, text=True, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, check=False)
    if done.returncode != 0:
        sys.exit(f"psql：{done.stderr}")
    return done.stdout


def sql(name, **values):
    text = (HERE / "postgresql" / f"{name}.sql").read_text()
    return re.sub(r":(facts|as_of)\b", lambda found: str(values[found[1]]), text)


def cpu_seconds(server_id):
    """Of the sessions that are over; the server counts them when it hears of their end."""
    fields = pathlib.Path(f"/proc/{server_id}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")


def timed(sockets, server_id, text):
    before, began = cpu_seconds(server_id), time.monotonic()
    printed = psql(sockets, text + "\nSELECT pg_read_file('/proc/self/status');", "-At")
    wall = time.monotonic() - began
    session = pathlib.Path("/proc", re.search(r"^Pid:\s+(\d+)", printed, re.MULTILINE)[1])
    while session.exists():
        time.sleep(0.01)
    peak = int(re.search(r"VmHWM:\s+(\d+) kB", printed)[1]) * 1024
    return {"wall": wall, "cpu": cpu_seconds(server_id) - before}, peak


def load(facts, store):
    facts, store = pathlib.Path(facts).resolve(), pathlib.Path(store).resolve()
    store.mkdir(parents=True)
    if os.geteuid() == 0:
        shutil.chown(store, "postgres", "postgres")
    subprocess.run([PROGRAMS / "initdb", "-D", store / "data", "-U", "postgres", "-A", "trust",
                    "--no-sync", "-E", "UTF8", "--locale=C"], check=True, cwd="/",
                   stdout=subprocess.DEVNULL, **as_server_user())
    with server(store) as (sockets, server_id):
        spent, peak = timed(sockets, server_id, sql("load", facts=facts))
        version, size, workers = psql(
            sockets, "SELECT current_setting('server_version'), pg_database_size('postgres'),"
            " (SELECT count(*) FROM attendance)", "-At").strip().split("|")
    return {"version": version, "workerMonths": int(workers), "normalised": spent,
            "bytes": {"normalised": int(size)}, "peak": peak}


def verify(store, layout, as_of, rounds, out):
    store = pathlib.Path(store).resolve()
    runs = []
    with server(store) as (sockets, server_id):
        for _ in range(int(rounds) + 1):  # the first one warms up
            spent, peak = timed(sockets, server_id, sql(layout, as_of=as_of))
            runs.append(spent)
        findings = psql(sockets, "COPY finding TO STDOUT (FORMAT csv, HEADER)")
    pathlib.Path(out).write_text(findings)
    return {"rounds": runs[1:], "first": runs[0], "peak": peak}


if __name__ == "__main__":
    VERBS = {"load": load, "verify": verify}
    print(json.dumps(VERBS[sys.argv[1]](*sys.argv[2:])))
