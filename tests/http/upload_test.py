# SPDX-License-Identifier: Apache-2.0
"""Batches that come over HTTP: what is refused and how, and that nothing is left of it."""
import http.client
import json
import sys
import unittest

from stage import TABLES, Stage, form

QINGXIN = sys.argv[1]
BOUNDARY = "b0undary"
KIND = f"multipart/form-data; boundary={BOUNDARY}"


def part(content, name="file", filename="花名册.csv", more=""):
    shown = f'; filename="{filename}"' if filename is not None else ""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{shown}\r\n{more}\r\n'
    return head.encode() + content + b"\r\n"


END = f"--{BOUNDARY}--\r\n".encode()
ROSTER = "\n".join(TABLES["P1"]["花名册.csv"]).encode() + b"\n"


class Uploads(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stage = Stage(QINGXIN,
                          config="[server]\nbatch_bytes = 200000\nbody_grace_seconds = 2\n")
        cls.addClassCleanup(cls.stage.service.close)
        cls.stage.set_up()
        cls.officer = cls.stage.people["labour_officer"]
        cls.spool = cls.stage.service.folder / "data" / "uploads"

    def batches(self):
        return len(self.officer.get("/api/v1/batches?limit=200")["items"])

    def setUp(self):
        self.before = self.batches()

    def tearDown(self):
        while list(self.spool.glob("*")):
            pass  # a connection lingers after its answer; a test that never ends is seen, too

    def refused(self, body, status, code, field=None, kind=KIND):
        answer = self.officer.ask("POST", "/api/v1/batches", body, content_type=kind)
        self.assertEqual((answer.status, answer.json["code"]), (status, code),
                         answer.body.decode())
        if field is not None:
            self.assertEqual(answer.json["field"], field)
        self.assertNotIn(str(self.stage.service.folder), answer.body.decode())
        self.assertEqual(self.batches(), self.before)
        return answer.json["message"]

    def test_what_is_no_form_is_refused(self):
        self.refused(ROSTER, 415, "unsupported_media_type", kind="text/csv")
        self.refused(b"{}", 415, "unsupported_media_type", kind="application/json")
        self.refused(END, 400, "malformed_multipart", kind="multipart/form-data")
        self.refused(b"nothing", 400, "malformed_multipart")
        self.refused(b"", 400, "malformed_multipart")

    def test_a_form_that_breaks_off_is_refused(self):
        whole = part(ROSTER) + END
        for cut in (len(whole) - 3, len(whole) // 2, 60, 5):
            with self.subTest(cut):
                self.refused(whole[:cut], 400, "malformed_multipart")
        self.refused(whole + b"more", 400, "malformed_multipart")

    def test_a_name_that_leads_elsewhere_is_refused(self):
        for name in ("../花名册.csv", "/etc/passwd", "a\\b.csv", "..", "a\nb.csv"):
            with self.subTest(name):
                self.refused(part(ROSTER, filename=name) + END, 400, "malformed_multipart")

    def test_fields_that_nobody_knows_and_wrong_values_are_refused_by_name(self):
        def text(name, value):
            return part(value.encode(), name=name, filename=None)
        self.refused(part(ROSTER) + text("unti", "1") + END, 400, "unknown_field", "unti")
        self.refused(part(ROSTER) + text("note", "1") + text("note", "2") + END, 400,
                     "unknown_field", "note")
        self.refused(part(ROSTER) + text("unit", "0") + END, 400, "invalid_input", "unit")
        self.refused(part(ROSTER) + text("same_name", "maybe") + END, 400, "invalid_input",
                     "same_name")
        self.refused(part(ROSTER) + text("corrects", "花名册.csv") + END, 400, "invalid_input",
                     "corrects")
        self.refused(part(ROSTER) + text("note", "长" * 2000) + END, 400, "out_of_range", "note")
        self.refused(part(ROSTER) + part(b"\xff\xfe", name="note", filename=None) + END, 400,
                     "not_utf8", "note")
        self.refused(part(ROSTER) + part(ROSTER) + END, 400, "duplicate_field", "file")
        self.refused(text("note", "没有文件") + END, 400, "missing_field", "file")

    def test_more_than_a_batch_may_have_is_refused(self):
        message = self.refused(part(b"x" * 300000) + END, 413, "body_too_large")
        self.assertIn("200000", message.replace(",", ""))
        many = b"".join(part(b"x", filename=f"{i}.csv") for i in range(300))
        self.refused(many + END, 400, "malformed_multipart")

    def test_files_that_cannot_be_read_are_refused_as_verify_does(self):
        message = self.refused(part(b"\x00\x01\x02", filename="花名册.xlsx") + END, 400,
                               "invalid_input")
        self.assertIn("花名册.xlsx", message)
        message = self.refused(part("编号,姓名\n1,张三\n".encode()) + END, 400, "invalid_input")
        self.assertIn("花名册.csv", message)

    def test_a_repeat_is_harmless_and_a_differing_repeat_is_refused(self):
        files = {"考勤二.csv": ["项目编号,身份证号,日期"], **{"花名册.csv": TABLES["P1"]["花名册.csv"]}}
        first = self.officer.deliver(files, key="甲", same_name="beside")
        again = self.officer.deliver(files, key="甲", same_name="beside")
        self.assertEqual((first.json["kept"], again.json["kept"]), ("now", "already"))
        self.assertEqual(first.json["batch"]["id"], again.json["batch"]["id"])
        files["花名册.csv"] = [line.replace("张三1", "张四1") for line in files["花名册.csv"]]
        other = self.officer.deliver(files, key="甲", same_name="beside")
        self.assertEqual((other.status, other.json["code"]), (409, "conflict"))
        self.assertIn("花名册.csv 第 2 行", other.json["message"])
        self.officer.post(f"/api/v1/batches/{first.json['batch']['id']}/withdraw")

    def test_a_client_that_goes_away_leaves_nothing(self):
        body, kind = form({"花名册.csv": ROSTER + b"#" * 100000})
        connection = http.client.HTTPConnection("127.0.0.1", self.stage.service.port)
        connection.putrequest("POST", "/api/v1/batches")
        for name, value in (("Content-Type", kind), ("Content-Length", str(len(body))),
                            ("Cookie", self.officer.cookie), ("X-CSRF-Token", self.officer.csrf)):
            connection.putheader(name, value)
        connection.endheaders()
        connection.send(body[:50000])
        while not list(self.spool.glob("*/*")):
            pass  # its file is being written
        connection.close()
        while list(self.spool.glob("*")):
            pass  # a test that never ends is seen, too
        self.assertEqual(self.batches(), self.before)

    def test_a_slow_client_is_told_so(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.stage.service.port, timeout=60)
        connection.putrequest("POST", "/api/v1/batches")
        for name, value in (("Content-Type", KIND), ("Content-Length", "1000"),
                            ("Cookie", self.officer.cookie), ("X-CSRF-Token", self.officer.csrf)):
            connection.putheader(name, value)
        connection.endheaders()
        connection.send(part(ROSTER)[:50])
        response = connection.getresponse()
        self.assertEqual((response.status, json.loads(response.read())["code"]),
                         (408, "timed_out"))
        connection.close()


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
