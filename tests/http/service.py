# SPDX-License-Identifier: Apache-2.0
"""A running `qingxin serve` with a data folder of its own, and a raw socket to talk to it."""
import http.client
import json
import pathlib
import re
import signal
import socket
import subprocess
import tempfile

PATIENCE = 60  # seconds until a test gives up; nothing waits for it when all is well
LISTENING = re.compile(r"listening on http://127\.0\.0\.1:(\d+)\n")


class Answer:
    """One response, taken apart."""

    def __init__(self, raw):
        head, _, self.body = raw.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        self.status = int(lines[0].split(" ")[1]) if lines[0].startswith("HTTP/1.1 ") else 0
        self.fields = {}
        for line in lines[1:]:
            name, _, value = line.partition(": ")
            self.fields[name.lower()] = value
        length = self.fields.get("content-length")
        if length is not None:  # what stands behind it belongs to the next
            self.rest = self.body[int(length):]
            self.body = self.body[:int(length)]

    @property
    def json(self):
        return json.loads(self.body)


class Service:
    def __init__(self, program, *options, config="", log="serve.log", is_new=True,
                 environment=None):
        self._home = tempfile.TemporaryDirectory(prefix="qingxin-")
        self.folder = pathlib.Path(self._home.name)
        self.log = self.folder / log
        if config:
            (self.folder / "qingxin.toml").write_text(config)
            options = ("--config", str(self.folder / "qingxin.toml"), *options)
        self._stderr = open(self.log, "wb")
        if "--data" not in options:
            options = ("--data", str(self.folder / "data"), *options)
        self.process = subprocess.Popen(
            [program, "serve", "--listen", "127.0.0.1:0", *options], stdout=subprocess.PIPE,
            stderr=self._stderr, text=True, env=environment)
        line = self.process.stdout.readline()
        found = LISTENING.fullmatch(line)
        if not found:
            self.process.wait(PATIENCE)
            raise AssertionError(f"said {line!r}\n{self.log.read_text()}")
        self.port = int(found[1])
        # Of new data: who may sign in.
        self.welcome = self.process.stdout.readline() if is_new else ""

    def __enter__(self):
        return self

    def __exit__(self, *ignored):
        self.close()

    def close(self):
        """Ends it, whatever it does."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(PATIENCE)
        self.process.stdout.close()
        self._stderr.close()
        self._home.cleanup()

    def stop(self, how=signal.SIGTERM):
        """Asks it to end, and gives its status and what else it said on standard output."""
        self.process.send_signal(how)
        said = self.process.stdout.read()
        return self.process.wait(PATIENCE), said

    def lines(self):
        """The log on standard error: JSON, one object a line."""
        return [json.loads(line) for line in self.log.read_text().splitlines()]

    def connect(self, source="127.0.0.1"):
        sock = socket.create_connection(("127.0.0.1", self.port), PATIENCE, (source, 0))
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return sock

    def raw(self, data, half_close=True):
        """Sends bytes on a connection of their own; all that comes back until it is closed."""
        with self.connect() as sock:
            try:
                sock.sendall(data)
                if half_close:
                    sock.shutdown(socket.SHUT_WR)
            except OSError:
                pass  # closed already; what was said before is still there
            return read_all(sock)

    def ask(self, method, path, body=None, **fields):
        """One request as a well-behaved client sends it. `if_none_match=…` is If-None-Match."""
        named = {name.replace("_", "-"): value for name, value in fields.items()}
        if body is not None and "content-type" not in named:
            named["content-type"] = "application/json"
        if isinstance(body, (dict, list)):
            body = json.dumps(body)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path,
                               body.encode() if isinstance(body, str) else body, named)
            response = connection.getresponse()
            answer = Answer(b"HTTP/1.1 %d X\r\n\r\n" % response.status + response.read())
            answer.fields = {name.lower(): value for name, value in response.getheaders()}
            return answer
        finally:
            connection.close()


def read_all(sock):
    data = b""
    while True:
        try:
            piece = sock.recv(65536)
        except ConnectionResetError:
            return data
        if not piece:
            return data
        data += piece
