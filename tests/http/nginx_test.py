#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What deploy/nginx.conf lets through: signing in is slowed down, and nothing else."""
import http.client
import http.server
import json
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest

CONF = pathlib.Path(__file__).resolve().parents[2] / "deploy" / "nginx.conf"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
PATIENCE = 20


class Behind(http.server.BaseHTTPRequestHandler):
    """Stands for the service."""

    def answer(self):
        self.rfile.read(int(self.headers.get("content-length", 0)))
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    do_GET = do_POST = answer

    def log_message(self, *ignored):
        pass


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def plain(conf, port, upstream):
    """The site without TLS, on a port of its own."""
    conf = conf.replace("127.0.0.1:8080", f"127.0.0.1:{upstream}")
    conf = re.sub(r"server \{\n    listen 80;.*?\n\}\n", "", conf, flags=re.S)
    conf = re.sub(r"\n    listen \[::\]:443[^\n]*", "", conf)
    conf = re.sub(r"listen 443[^;]*;", f"listen 127.0.0.1:{port};", conf)
    return re.sub(r"\n    ssl_[^\n]*", "", conf)


@unittest.skipUnless(NGINX, "no nginx on this machine")
class Nginx(unittest.TestCase):
    def setUp(self):
        behind = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Behind)
        threading.Thread(target=behind.serve_forever, daemon=True).start()
        self.addCleanup(behind.server_close)
        self.addCleanup(behind.shutdown)
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        folder = pathlib.Path(place.name)
        self.port = free_port()
        paths = "".join(f"{name}_temp_path {folder}/{name};\n"
                        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        (folder / "nginx.conf").write_text(
            f"daemon off;\nmaster_process off;\npid {folder}/pid;\nerror_log {folder}/error.log;\n"
            f"events {{}}\nhttp {{\naccess_log off;\n{paths}"
            f"{plain(CONF.read_text(), self.port, behind.server_port)}\n}}\n")
        self.nginx = subprocess.Popen([NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf")],
                                      stderr=subprocess.PIPE, text=True)
        self.addCleanup(self.end)
        until = time.monotonic() + PATIENCE
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                if self.nginx.poll() is not None or time.monotonic() > until:
                    self.fail(self.nginx.stderr.read())

    def end(self):
        self.nginx.terminate()
        self.nginx.communicate(timeout=PATIENCE)

    def ask(self, method):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request(method, "/api/v1/session", "{}" if method == "POST" else None)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, answer.headers, body

    def test_looking_who_one_is_is_not_slowed_down(self):
        self.assertEqual({self.ask("GET")[0] for _ in range(60)}, {200})

    def test_signing_in_is_refused_as_the_service_refuses(self):
        answers = [self.ask("POST") for _ in range(60)]
        self.assertEqual({status for status, _, _ in answers}, {200, 429})
        _, fields, body = next(each for each in answers if each[0] == 429)
        self.assertTrue(fields["content-type"].startswith("application/json"))
        self.assertEqual(json.loads(body)["code"], "too_many_requests")
        self.assertEqual(set(json.loads(body)), {"code", "message", "field", "basis"})
        self.assertGreaterEqual(int(fields["retry-after"]), 1)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
