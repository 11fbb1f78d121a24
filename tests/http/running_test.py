#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How the service is run: its one line, its log, its figures, its configuration, its end."""
import gzip
import json
import pathlib
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

from service import PATIENCE, Answer, Service, read_all
from stage import BUILDER_HERE, HERE, TABLES, Stage

QINGXIN = sys.argv[1]
ORDER = {"from": "2026-09-24", "working_days": 10}


def qingxin(*words):
    return subprocess.run([QINGXIN, *words], capture_output=True, text=True, timeout=PATIENCE)


class Running(unittest.TestCase):
    def test_it_says_one_line_and_ends_well(self):
        for how in (signal.SIGTERM, signal.SIGINT):
            with Service(QINGXIN) as service:
                self.assertEqual(service.ask("GET", "/healthz").body, b"ok\n")
                self.assertEqual(service.ask("GET", "/readyz").body, b"ready\n")
                self.assertRegex(service.welcome, r"^管理员 admin，一次性口令 (\w{4}-){4}\w{4}（")
                self.assertEqual(service.stop(how), (0, ""))

    def test_it_lets_idle_connections_go_when_it_stops(self):
        with Service(QINGXIN) as service:
            with service.connect() as idle:
                idle.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
                self.assertIn(b"200 OK", idle.recv(65536))
                self.assertEqual(service.stop(), (0, ""))
                self.assertEqual(idle.recv(1), b"")

    def test_it_takes_in_what_is_on_its_way_before_it_stops(self):
        with Service(QINGXIN) as service:
            body = json.dumps(ORDER).encode()
            with service.connect() as sock:
                sock.sendall(b"POST /api/v1/deadlines HTTP/1.1\r\nHost: a\r\n"
                             b"Content-Type: application/json\r\nExpect: 100-continue\r\n"
                             b"Content-Length: %d\r\n\r\n" % len(body))
                self.assertTrue(sock.recv(65536).startswith(b"HTTP/1.1 100 "))
                service.process.send_signal(signal.SIGTERM)
                # No new connection is taken any more: then it has heard the signal.
                while True:
                    try:
                        socket.create_connection(("127.0.0.1", service.port), PATIENCE).close()
                    except ConnectionRefusedError:
                        break
                    except ConnectionError:
                        continue
                sock.sendall(body)
                answer = Answer(read_all(sock))
            self.assertEqual(answer.status, 200)
            self.assertEqual(answer.fields["connection"], "close")
            self.assertEqual(service.process.wait(PATIENCE), 0)

    def test_the_log_has_a_line_for_each_request_and_no_persons_data(self):
        with Service(QINGXIN) as service:
            answer = service.ask("GET", "/api/v1/rules/W01?region=990123", x_request_id="mine-1234")
            self.assertNotEqual(answer.fields["x-request-id"], "mine-1234")  # no proxy we trust
            service.ask("POST", "/api/v1/deadlines", ORDER)
            service.ask("GET", "/somebody%20990123199001010010")
            self.assertEqual(service.stop()[0], 0)
            # A line is written when its response is out; another connection may be quicker.
            lines = {line["route"]: line for line in service.lines() if "route" in line}
            first, second, third = (lines[route] for route in (
                "GET /api/v1/rules/{rule}", "POST /api/v1/deadlines", "none"))
            self.assertEqual(len(lines), 3)
            self.assertEqual(first["request_id"], answer.fields["x-request-id"])
            self.assertEqual((second["method"], second["status"]), ("POST", 200))
            self.assertEqual(second["bytes_in"], len(json.dumps(ORDER)))
            self.assertEqual((third["route"], third["status"]), ("none", 404))
            self.assertEqual(set(first), {"time", "event", "request_id", "method", "route",
                                          "status", "bytes_in", "bytes_out", "duration_us",
                                          "client"})
            text = service.log.read_text()
            for word in ("990123", "region", "127.0.0.1", "2026-09-24"):
                self.assertNotIn(word, text)
            self.assertEqual(first["client"], third["client"])  # but the same client is seen

    def test_the_log_goes_to_a_file_a_day(self):
        with Service(QINGXIN) as first:
            folder = first.folder / "logs"
            with Service(QINGXIN, config=f'[log]\nfolder = "{folder}"\n') as service:
                service.ask("GET", "/healthz")
                self.assertEqual(service.stop()[0], 0)
            files = list(folder.iterdir())
            self.assertEqual(len(files), 1)
            self.assertRegex(files[0].name, r"^qingxin-\d{4}-\d\d-\d\d\.log$")
            self.assertEqual(files[0].stat().st_mode & 0o007, 0)
            routes = [json.loads(line)["route"] for line in files[0].read_text().splitlines()
                      if "route" in line]
            self.assertEqual(routes, ["GET /healthz"])

    def test_a_trusted_proxy_is_believed(self):
        config = '[server]\ntrusted_proxies = ["127.0.0.1"]\n[metrics]\nfrom = ["192.0.2.0/24"]\n'
        with Service(QINGXIN, config=config) as service:
            ask = service.ask
            answer = ask("GET", "/api/v1/version", x_request_id="from-the-proxy.1",
                         x_forwarded_proto="https", x_forwarded_for="198.51.100.7")
            self.assertEqual(answer.fields["x-request-id"], "from-the-proxy.1")
            self.assertIn("strict-transport-security", answer.fields)
            answer = ask("GET", "/api/v1/version", x_request_id='no{"t} well-formed')
            self.assertNotIn("{", answer.fields["x-request-id"])
            self.assertEqual(ask("GET", "/metrics", x_forwarded_for="198.51.100.7").status, 403)
            self.assertEqual(ask("GET", "/metrics", x_forwarded_for="192.0.2.9").status, 200)
            # Whoever stands before the proxy can write what he wants; it counts from the right.
            self.assertEqual(
                ask("GET", "/metrics", x_forwarded_for="192.0.2.9, 198.51.100.7").status, 403)

    def test_the_figures(self):
        with Service(QINGXIN) as service:
            service.ask("GET", "/api/v1/rules/W01")
            service.ask("GET", "/api/v1/rules/W99")
            service.ask("GET", "/readyz")
            text = service.ask("GET", "/metrics").body.decode()
        for line in ('qingxin_http_requests_total{route="GET /api/v1/rules/{rule}",status="200"} 1',
                     'qingxin_http_requests_total{route="GET /api/v1/rules/{rule}",status="404"} 1',
                     "qingxin_store_answer_seconds_count 1", "qingxin_http_uploads 0",
                     "qingxin_log_lines_lost_total 0"):
            self.assertIn(line + "\n", text)
        self.assertNotIn("W01", text)
        # Every family is described, and every line is of a family.
        families = re.findall(r"^# TYPE (\S+) ", text, re.MULTILINE)
        self.assertEqual(len(families), len(set(families)))
        for line in text.splitlines():
            if not line.startswith("#"):
                self.assertTrue(any(line.startswith(family) for family in families), line)

    def test_the_checks_follow_the_days_by_themselves(self):
        with tempfile.TemporaryDirectory(prefix="qingxin-") as home:
            data = pathlib.Path(home) / "data"
            # Judged as of a day long past: what it said then is due.
            done = qingxin("import", "tests/cli/data/小河桥", "--data", data, "--as-of",
                           "2026-10-25")
            self.assertEqual(done.returncode, 0, done.stderr)
            with Service(QINGXIN, "--data", str(data)) as service:
                until = time.monotonic() + PATIENCE
                wanted = 'qingxin_daily_work_total{job="catch_up",end="done"} 1\n'
                while wanted not in (text := service.ask("GET", "/metrics").body.decode()):
                    self.assertLess(time.monotonic(), until, text)
                self.assertRegex(text,
                                 r'qingxin_daily_work_done_seconds\{job="catch_up"\} \d{10}\n')
                self.assertEqual(service.stop()[0], 0)
                work = [line for line in service.lines() if line["event"] == "daily_work"]
            self.assertEqual([(line["job"], line["projects"]) for line in work],
                             [("catch_up", 1)])
            self.assertGreater(work[0]["findings_changed"], 0)
            self.assertGreater(work[0]["warnings_changed"], 0)
            again = json.loads(qingxin("recheck", "--data", data, "--json").stdout)
            self.assertEqual((again["judged"], again["warnings_changed"]), (0, 0))

    def test_a_moment_of_the_day_that_is_none_is_refused(self):
        with tempfile.TemporaryDirectory(prefix="qingxin-") as home:
            config = pathlib.Path(home) / "a.toml"
            config.write_text('[daily]\nat = "24:00"\n')
            refused = qingxin("serve", "--data", f"{home}/data", "--config", config)
            self.assertEqual(refused.returncode, 3)
            self.assertIn("第 2 行 [daily] at = '24:00'：应为一天里的时刻", refused.stderr)

    def test_what_has_not_changed_is_not_sent_again(self):
        with Service(QINGXIN) as service:
            for path in ("/", "/api/v1/openapi.yaml", "/api/v1/rules?limit=200"):
                plain = service.ask("GET", path)
                tag = plain.fields["etag"]
                again = service.ask("GET", path, if_none_match=f'"x", {tag}')
                self.assertEqual((again.status, again.body), (304, b""))
                zipped = service.ask("GET", path, accept_encoding="br, gzip")
                if len(plain.body) > 1024:
                    self.assertEqual(zipped.fields["content-encoding"], "gzip")
                    self.assertLess(len(zipped.body), len(plain.body) / 2)
                    self.assertEqual(gzip.decompress(zipped.body), plain.body)
                head = service.ask("HEAD", path)
                self.assertEqual((head.status, head.body), (200, b""))
                self.assertEqual(head.fields["content-length"], str(len(plain.body)))

    def test_a_browser_is_kept_from_doing_more(self):
        with Service(QINGXIN) as service:
            for path in ("/", "/api/v1/version", "/nowhere"):
                fields = service.ask("GET", path).fields
                self.assertIn("default-src 'none'", fields["content-security-policy"])
                self.assertEqual(fields["x-content-type-options"], "nosniff")
                self.assertEqual(fields["x-frame-options"], "DENY")
                self.assertEqual(fields["referrer-policy"], "no-referrer")
                self.assertNotIn("server", fields)


class Beside(unittest.TestCase):
    def test_a_command_beside_the_service_takes_nothing_of_it_away(self):
        """Two processes on one database: what either acknowledged is there after a kill."""
        with Stage(QINGXIN) as stage:
            data = stage.service.folder / "data"

            def command(*words):
                return subprocess.run([QINGXIN, *words, "--data", data], check=True,
                                      capture_output=True, text=True, timeout=PATIENCE).stdout

            stage.add_unit("甲建工", kind="enterprise", region=HERE)
            command("user", "list")
            self.assertTrue((data / "qingxin.db-wal").exists())
            for name in ("乙建工", "丙建工"):
                stage.add_unit(name, kind="enterprise", region=HERE)
            command("unit", "add", "--name", "丁建工", "--region", HERE, "--kind", "enterprise")
            stage.add_unit("戊建工", kind="enterprise", region=HERE)
            names = ("甲建工", "乙建工", "丙建工", "丁建工", "戊建工")
            seen = [each["name"] for each in stage.keeper.get("/api/v1/units")["items"]]
            stage.service.process.kill()
            stage.service.process.wait(PATIENCE)
            left = command("unit", "list")
            for name in names:
                self.assertIn(name, seen)
                self.assertIn(name, left)
            self.assertIn("没有改动", command("audit", "verify"))


    def test_a_second_service_on_one_data_folder_is_refused(self):
        with Service(QINGXIN) as service:
            data = str(service.folder / "data")
            again = qingxin("serve", "--data", data, "--listen", "127.0.0.1:0")
            self.assertEqual((again.returncode, again.stdout), (3, ""))
            self.assertIn(f"数据文件夹「{data}」已经有一个 qingxin serve 在用", again.stderr)
            self.assertEqual(again.stderr.count("\n"), 1)
            self.assertEqual(qingxin("batch", "list", "--data", data).returncode, 0)
            self.assertEqual(service.ask("GET", "/readyz").status, 200)
            service.process.kill()
            service.process.wait(PATIENCE)
            with Service(QINGXIN, "--data", data, is_new=False) as after:
                # The lock went with its holder.
                self.assertEqual(after.ask("GET", "/readyz").status, 200)


class ChangedKey(unittest.TestCase):
    def test_a_service_that_holds_the_old_key_says_that_it_is_not_ready(self):
        with Stage(QINGXIN) as stage:
            unit = stage.add_unit("平川建工", kind="enterprise", region=HERE,
                                  credit_code=BUILDER_HERE)
            office = stage.add("office", "office", [""])
            kept = office.deliver(TABLES["P1"], unit=unit)
            self.assertEqual(kept.status, 200, kept.body.decode())
            office.post(f"/api/v1/batches/{kept.json['batch']['id']}/use")
            office.post("/api/v1/rechecks")
            self.assertEqual(stage.service.ask("GET", "/readyz").status, 200)
            done = qingxin("key", "rotate", "--data", str(stage.service.folder / "data"))
            self.assertEqual(done.returncode, 0, done.stderr)
            for answer in (office.ask("GET", "/api/v1/findings"),
                           office.deliver(TABLES["P2"], unit=unit, same_name="beside"),
                           stage.service.ask("GET", "/readyz")):
                self.assertEqual((answer.status, answer.json["code"]), (503, "unavailable"))
                self.assertIn("请", answer.json["message"])
                self.assertIn("重启服务", answer.json["message"])


class Configuration(unittest.TestCase):
    def check(self, text):
        with Service(QINGXIN) as service:  # for a folder of its own
            file = service.folder / "a.toml"
            file.write_text(text)
            return qingxin("config", "check", str(file))

    def test_a_good_file_is_called_good(self):
        done = self.check("[server]\nworkers = 4\n")
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_a_bad_file_is_refused_by_line(self):
        done = self.check("[server]\nworkers = 4\nque = 3\n")
        self.assertEqual(done.returncode, 3)
        self.assertRegex(done.stderr, r"a\.toml 第 3 行 \[server\] que = 3：没有这一项。是不是 queue")

    def test_serve_refuses_it_too(self):
        with Service(QINGXIN) as service:
            file = service.folder / "a.toml"
            file.write_text("[server]\nlisten = 8080\n")
            done = qingxin("serve", "--data", str(service.folder / "other"), "--config", str(file))
            self.assertEqual((done.returncode, done.stdout), (3, ""))
            self.assertIn("第 2 行 [server] listen = 8080：应为文字", done.stderr)

    def test_serve_says_that_a_port_is_taken(self):
        with Service(QINGXIN) as service:
            done = qingxin("serve", "--data", str(service.folder / "other"), "--listen",
                           f"127.0.0.1:{service.port}")
            self.assertEqual((done.returncode, done.stdout), (3, ""))
            self.assertIn(f"不能监听 127.0.0.1:{service.port}", done.stderr)

    def test_every_key_is_shown_and_documented(self):
        shown = qingxin("config", "show")
        self.assertEqual(shown.returncode, 0)
        page = pathlib.Path("docs/serve.md").read_text()
        self.assertIn("```toml\n" + shown.stdout + "```\n", page,
                      "docs/serve.md 里的配置要与 qingxin config show 相同")
        done = self.check(shown.stdout)  # it is a file that can be used
        self.assertEqual(done.returncode, 0, done.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
