#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Bad requests, byte by byte, against the real program: each is told what is wrong and where, none
is a fault of the server, and the process that began is the one that ends."""
import json
import re
import signal
import socket
import sys
import unittest

from service import Answer, Service, read_all

QINGXIN = sys.argv[1]
STATUS_LINE = re.compile(rb"HTTP/1\.1 \d{3} ")
GET = b"GET /api/v1/version HTTP/1.1\r\nHost: a\r\n"
POST = b"POST /api/v1/deadlines HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"


def post(body, fields=b""):
    return POST + fields + b"Content-Length: %d\r\n\r\n" % len(body) + body


# What is sent, then status, code and a part of the message or of the field.
HEADS = {
    "bare LF": (b"GET / HTTP/1.1\nHost: a\n\n", 400, "malformed_head", "第 1 行"),
    "bare LF in a field": (GET + b"X: a\nY: b\r\n\r\n", 400, "malformed_head", "第 3 行"),
    "bare CR": (GET + b"X: a\rY: b\r\n\r\n", 400, "malformed_head", "回车"),
    "NUL": (GET + b"X: a\0b\r\n\r\n", 400, "malformed_head", "0x00"),
    "folded line": (GET + b"X: a\r\n b\r\n\r\n", 400, "malformed_head", "折行"),
    "space before the colon": (GET + b"X : a\r\n\r\n", 400, "malformed_head", "冒号前"),
    "no colon": (GET + b"X\r\n\r\n", 400, "malformed_head", "第 3 行"),
    "no Host": (b"GET / HTTP/1.1\r\n\r\n", 400, "malformed_head", "Host"),
    "two Hosts": (GET + b"Host: b\r\n\r\n", 400, "malformed_head", "host"),
    "two lengths": (POST + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", 400,
                    "malformed_head", "content-length"),
    "one length twice": (POST + b"Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}", 400,
                         "malformed_head", "content-length"),
    "a list of lengths": (POST + b"Content-Length: 2, 2\r\n\r\n{}", 400, "malformed_head",
                          "「2, 2」"),
    "a signed length": (POST + b"Content-Length: +2\r\n\r\n{}", 400, "malformed_head", "「+2」"),
    "a length beyond all": (POST + b"Content-Length: 99999999999999999999\r\n\r\n", 400,
                            "malformed_head", "content-length"),
    "length and chunks": (POST + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}", 400,
                          "malformed_head", "只能写一个"),
    "another coding": (POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n", 400, "malformed_head",
                       "chunked"),
    "chunks twice": (POST + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
                     400, "malformed_head", "transfer-encoding"),
    "chunks in HTTP/1.0": (b"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400,
                           "malformed_head", "HTTP/1.0"),
    "HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, "malformed_head", "HTTP/2.0"),
    "TLS": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400, "malformed_head", "控制字符"),
    "no request line": (b"\r\n\r\n", 400, "malformed_head", "第 1 行"),
    "an address with a host": (b"GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n", 400, "malformed_head",
                               "以 / 开头"),
    "an address not encoded": ("GET /清 HTTP/1.1\r\nHost: a\r\n\r\n".encode(), 400,
                               "malformed_head", "百分号"),
    "a truncated head": (b"GET / HTTP/1.1\r\nHo", 400, "malformed_head", "没有收完"),
    "a large head": (GET + b"X: " + b"a" * 20000 + b"\r\n\r\n", 431, "head_too_large", "16384"),
    "an endless head": (GET + b"X: " + b"a" * 2_000_000, 431, "head_too_large", "16384"),
    "many fields": (GET + b"X: a\r\n" * 200 + b"\r\n", 431, "head_too_large", "100"),
    "a long address": (b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414,
                       "target_too_long", "8192"),
    "an expectation": (GET + b"Expect: wonders\r\n\r\n", 417, "expectation_failed", "100-continue"),
}
ADDRESSES = {
    "nothing there": ("GET", "/api/v2", 404, "not_found", "/api/v2"),
    "a script": ("GET", "/%3Cscript%3E", 404, "not_found", "<script>"),
    "not UTF-8": ("GET", "/%ff", 400, "not_utf8", "UTF-8"),
    "half a percent": ("GET", "/%4", 400, "malformed_path", "%"),
    "NUL": ("GET", "/a%00b", 400, "malformed_path", "控制字符"),
    "up and out": ("GET", "/api/../etc/passwd", 400, "malformed_path", ".."),
    "up, hidden": ("GET", "/api/%2e%2e/etc", 400, "malformed_path", ".."),
    "a hidden slash": ("GET", "/api%2Fv1", 400, "malformed_path", "斜杠"),
    "an unknown parameter": ("GET", "/api/v1/rules?limti=3", 400, "unknown_parameter", "limti"),
    "a parameter twice": ("GET", "/api/v1/rules?limit=3&limit=4", 400, "duplicate_field", "limit"),
    "a parameter without value": ("GET", "/api/v1/rules?limit", 400, "malformed_path", "名=值"),
    "a limit that is none": ("GET", "/api/v1/rules?limit=x", 400, "out_of_range", "limit"),
    "a limit too large": ("GET", "/api/v1/rules?limit=201", 400, "out_of_range", "200"),
    "a cursor that is none": ("GET", "/api/v1/rules?cursor=x%27--", 400, "invalid_input",
                              "cursor"),
    "a rule that is none": ("GET", "/api/v1/rules/W99", 404, "not_found", "W99"),
    "a day that is none": ("GET", "/api/v1/rules/W01?as_of=2026-02-30", 400, "invalid_input",
                           "as_of"),
    "a region that is none": ("GET", "/api/v1/rules/W01?region=1", 400, "invalid_input", "region"),
    "another method": ("DELETE", "/api/v1/rules", 405, "method_not_allowed", "GET, HEAD, OPTIONS"),
    "a strange method": ("BREW", "/api/v1/rules", 405, "method_not_allowed", "BREW"),
    "TRACE": ("TRACE", "/api/v1/rules", 405, "method_not_allowed", "TRACE"),
}
GOOD = {"from": "2026-09-24", "days": 1}
BODIES = {
    "empty": (b"", "malformed_json", "空的"),
    "truncated": (b'{"from": "2026-', "malformed_json", "第 1 行"),
    "a comma too many": (b'{"from": "2026-09-24",\n}', "malformed_json", "第 2 行"),
    "two values": (b"{} {}", "malformed_json", "后面多了"),
    "an array": (b"[]", "wrong_type", "数组"),
    "a text for a number": (b'{"from": "2026-09-24", "days": "1"}', "wrong_type", "/days"),
    "a number for a text": (b'{"from": 1, "days": 1}', "wrong_type", "/from"),
    "a fraction": (b'{"from": "2026-09-24", "days": 1.5}', "out_of_range", "/days"),
    "beyond 64 bits": (b'{"from": "2026-09-24", "days": 1e99}', "out_of_range", "/days"),
    "out of range": (b'{"from": "2026-09-24", "days": 10001}', "out_of_range", "10000"),
    "a field unknown": (b'{"from": "2026-09-24", "days": 1, "x\\u001b": 1}', "unknown_field",
                        "/x"),
    "a field missing": (b'{"days": 1}', "missing_field", "/from"),
    "a field twice": (b'{"from": "2026-09-24", "days": 1, "days": 2}', "duplicate_field", "/days"),
    "deep": (b"[" * 100_000, "too_deep", "32"),
    "not UTF-8": (b'{"from": "\xff"}', "not_utf8", "第 1 行"),
    "half a pair": (b'{"from": "\\ud800"}', "malformed_json", "第 1 行"),
}
CHUNKS = {
    "no size": (b"x\r\n", "malformed_body"),
    "a negative size": (b"-1\r\n", "malformed_body"),
    "a size beyond all": (b"fffffffffffffffff\r\n{}", "malformed_body"),
    "more than its size": (b"1\r\n{}\r\n0\r\n\r\n", "malformed_body"),
    "bare LF": (b"2\n{}\n0\n\n", "malformed_body"),
    "truncated": (b"2\r\n{", "malformed_body"),
}


class Hostile(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Service(QINGXIN)
        cls.begun = cls.service.process.pid

    @classmethod
    def tearDownClass(cls):
        cls.service.close()

    def tearDown(self):
        self.assertIsNone(self.service.process.poll())
        self.assertEqual(self.service.ask("GET", "/healthz").body, b"ok\n")

    def refused(self, answer, status, code, part):
        self.assertEqual(answer.status, status, answer.body)
        self.assertEqual(answer.json["code"], code)
        told = answer.json["message"] + (answer.json["field"] or "")
        self.assertIn(part, told)
        self.assertNotIn("\x1b", told)
        self.assertEqual(answer.fields["content-type"], "application/json; charset=utf-8")
        self.assertTrue(answer.fields["x-request-id"])

    def test_heads(self):
        for name, (data, status, code, part) in HEADS.items():
            with self.subTest(name):
                raw = self.service.raw(data)
                answer = Answer(raw)
                self.refused(answer, status, code, part)
                self.assertEqual(answer.fields["connection"], "close")
                # Nothing that came with it was taken for a second request.
                self.assertEqual(len(STATUS_LINE.findall(raw)), 1)

    def test_smuggled_requests_are_not_seen(self):
        hidden = b"GET /api/v1/rules HTTP/1.1\r\nHost: a\r\n\r\n"
        for fields in (b"Content-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                       b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                       b"Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n",
                       b"Transfer-Encoding:\x0bchunked\r\n\r\n0\r\n\r\n",
                       b"Content-Length: 0\r\nContent-Length: 44\r\n\r\n",
                       b"Content-Length:\n 44\r\n\r\n"):
            with self.subTest(fields):
                raw = self.service.raw(POST + fields + hidden)
                self.assertEqual(raw.count(b"HTTP/1.1 "), 1)
                self.assertTrue(raw.startswith(b"HTTP/1.1 400 "))

    def test_addresses(self):
        for name, (method, path, status, code, part) in ADDRESSES.items():
            with self.subTest(name):
                self.refused(self.service.ask(method, path), status, code, part)

    def test_an_address_that_has_another_method_says_which(self):
        answer = self.service.ask("PUT", "/api/v1/deadlines")
        self.assertEqual((answer.status, answer.fields["allow"]), (405, "POST, OPTIONS"))
        answer = self.service.ask("OPTIONS", "/api/v1/rules")
        self.assertEqual((answer.status, answer.fields["allow"]), (204, "GET, HEAD, OPTIONS"))

    def test_bodies(self):
        for name, (body, code, part) in BODIES.items():
            with self.subTest(name):
                if not body:  # http.client leaves the length out
                    answer = Answer(self.service.raw(post(b"")))
                else:
                    answer = self.service.ask("POST", "/api/v1/deadlines", body)
                self.refused(answer, 400, code, part)

    def test_chunks(self):
        for name, (body, code) in CHUNKS.items():
            with self.subTest(name):
                raw = self.service.raw(POST + b"Transfer-Encoding: chunked\r\n\r\n" + body)
                self.refused(Answer(raw), 400, code, "请求体")

    def test_forms_of_bodies(self):
        body = json.dumps(GOOD)
        ask = self.service.ask
        self.refused(ask("POST", "/api/v1/deadlines", body, content_type="text/plain"), 415,
                     "unsupported_media_type", "text/plain")
        self.refused(ask("POST", "/api/v1/deadlines", body, content_encoding="gzip"), 415,
                     "unsupported_media_type", "content-encoding")
        self.refused(ask("POST", "/api/v1/deadlines", body, accept="text/html"), 406,
                     "not_acceptable", "application/json")
        self.refused(Answer(self.service.raw(POST + b"\r\n")), 411, "length_required", "Content")
        self.refused(ask("GET", "/api/v1/version", b"{}"), 400, "malformed_body", "请去掉")
        big = b'{"from": "' + b"x" * 1_100_000 + b'"}'
        self.refused(ask("POST", "/api/v1/deadlines", big), 413, "body_too_large", "1048576")
        chunked = b"111111\r\n" + b"x" * 0x111111 + b"\r\n0\r\n\r\n"
        raw = self.service.raw(POST + b"Transfer-Encoding: chunked\r\n\r\n" + chunked)
        self.refused(Answer(raw), 413, "body_too_large", "1048576")
        raw = self.service.raw(POST + b"Content-Length: 100\r\n\r\n{}")
        self.refused(Answer(raw), 400, "malformed_body", "没有收完")

    def test_what_is_written_together_is_answered_in_its_order(self):
        requests = b"".join(
            post(json.dumps({"from": f"2026-09-{day:02}", "pay_date": True}).encode())
            for day in range(1, 25))
        raw = self.service.raw(requests + GET + b"Connection: close\r\n\r\n")
        self.assertEqual(raw.count(b"HTTP/1.1 200 OK\r\n"), 25)
        days = []
        while raw.startswith(b"HTTP/1.1"):
            answer = Answer(raw)
            raw = answer.rest
            days.append(answer.json.get("nominal"))
        self.assertEqual(days, [f"2026-09-{day:02}" for day in range(1, 25)] + [None])

    def test_one_byte_at_a_time(self):
        with self.service.connect() as sock:
            for byte in post(json.dumps(GOOD).encode(), b"Connection: close\r\n"):
                sock.sendall(bytes([byte]))
            self.assertEqual(Answer(read_all(sock)).status, 200)

    def test_zz_nothing_of_all_this_was_a_fault_of_the_server(self):
        figures = self.service.ask("GET", "/metrics").body.decode()
        self.assertNotIn('status="5', figures)
        self.assertEqual(self.service.process.pid, self.begun)
        status, said = self.service.stop(signal.SIGINT)
        self.assertEqual((status, said), (0, ""))
        type(self).service = Service(QINGXIN)  # for tearDown


class Slow(unittest.TestCase):
    def test_slow_and_idle_clients_are_let_go(self):
        config = ("[server]\nhead_seconds = 1\nidle_seconds = 1\nbody_grace_seconds = 1\n"
                  "body_bytes_per_second = 1000000\n")
        with Service(QINGXIN, config=config) as service:
            with service.connect() as sock:
                sock.sendall(b"GET / HTTP/1.1\r\nX: ")
                answer = Answer(read_all(sock))
                self.assertEqual((answer.status, answer.json["code"]), (408, "timed_out"))
            with service.connect() as sock:
                sock.sendall(POST + b"Content-Length: 50\r\n\r\n{")
                answer = Answer(read_all(sock))
                self.assertEqual((answer.status, answer.json["code"]), (408, "timed_out"))
            with service.connect() as sock:
                sock.sendall(GET + b"\r\n")
                self.assertEqual(Answer(read_all(sock)).status, 200)
            with service.connect() as sock:
                self.assertEqual(read_all(sock), b"")

    def test_many_connections(self):
        with Service(QINGXIN, config="[server]\nconnections = 300\n") as service:
            open_ones = [service.connect(f"127.0.0.{2 + i % 100}") for i in range(300)]
            for sock in open_ones:
                sock.sendall(GET + b"\r\n")
            for sock in open_ones:
                self.assertTrue(sock.recv(12).startswith(b"HTTP/1.1 200"))
            with service.connect() as sock:
                answer = Answer(read_all(sock))
                self.assertEqual((answer.status, answer.json["code"]), (503, "busy"))
                self.assertEqual(answer.fields["retry-after"], "1")
            for sock in open_ones:
                sock.close()
            # Room again once the others are gone: asking waits for it.
            while True:
                try:
                    if service.ask("GET", "/healthz").status == 200:
                        break
                except (ConnectionError, socket.timeout):
                    continue


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
