# SPDX-License-Identifier: Apache-2.0
"""Notices from beginning to end: a warning is raised, whoever is asked gets it, by the command and
by the service, once, from a receiver that the test begins."""
import json
import os
import pathlib
import signal
import subprocess
import sys
import unittest

from folder import QINGXIN, OwnPlace, clean, written
from stored import Stored

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "outbox"), str(ROOT / "http")]
from receivers import Answer, WebReceiver
from service import Service

AS_OF = "2026-11-23"
CODE = "91990123MA0000000P"
SECRET = "s3cr3t of the platform"
PATIENCE_S = 60


def wanting():
    """The clean folder, but a contract was signed late, of which the general contractor is asked
    first; it has a credit code."""
    tables = clean()
    tables["项目.csv"] = [line + more for line, more in
                        zip(tables["项目.csv"], (",总包信用代码", f",{CODE}"))]
    tables["花名册.csv"][1] = tables["花名册.csv"][1].replace("2026-09-30", "2026-10-20", 1)
    return tables


class Notices(OwnPlace, unittest.TestCase):
    def setUp(self):
        super().setUp()
        self.receiver = WebReceiver()
        self.addCleanup(self.receiver.close)
        (self.place / "outbox.toml").write_text(
            'office = "平川县治欠办"\n[[channel]]\nname = "平台"\nkind = "webhook"\n'
            f'url = "{self.receiver.url}/hook"\nsecret = "platform"\n')
        self.config = self.place / "qingxin.toml"
        self.config.write_text(f'[outbox]\nfile = "{self.place}/outbox.toml"\nseconds = 5\n')

    def office(self, name, complains=False):
        """Data with a warning, and somebody of the contractor who is to be told."""
        stored = Stored(self.place / name, "sqlite")
        folder = written(self.place / f"{name}-县", wanting())
        stored.run("import", folder, "--as-of", AS_OF, status=(0, 1, 4))
        if complains:
            stored.run("clue", "add", "--text", "青石桥工地欠我们工资，我电话13912345678", "--name",
                       "周建国", "--phone", "13912345678", "--project", "P1", "--project-name",
                       "青石桥加固工程", "--employer", "平川建工")
            stored.run("recheck", "--as-of", AS_OF)
        stored.run("unit", "add", "--name", "平川建工", "--region", "990123", "--kind",
                   "enterprise", "--credit-code", CODE)
        ((unit,),) = stored.rows(f"SELECT unit_id FROM unit WHERE credit_code = '{CODE}'")
        self.notice(stored, "contact", "--unit", unit, "--channel", "平台")
        return stored

    def notice(self, stored, *words, status=0):
        return stored.run("notice", *words, "--config", self.config, status=status)

    def keep_secret(self, stored):
        done = subprocess.run(
            [QINGXIN, "notice", "secret", "platform", *stored.options()], text=True,
            input=SECRET + "\n", capture_output=True, check=True)
        self.assertNotIn(SECRET, done.stdout)

    def bodies(self):
        return [json.loads(request.body) for request in self.receiver.requests]

    def test_a_warning_reads_the_same_whether_anybody_complained_or_not(self):
        texts = []
        for name in ("quiet", "loud"):
            stored = self.office(name, complains=name == "loud")
            self.keep_secret(stored)
            self.notice(stored, "send")
            texts.append(self.bodies())
            self.receiver.requests.clear()
        quiet, loud = texts
        self.assertTrue(quiet)
        # The keys have the number of the project, which is made anew in each place.
        for one in quiet + loud:
            del one["key"]
        self.assertEqual(quiet, loud)
        self.assertIn("青石桥加固工程", quiet[0]["text"])

    def test_each_goes_out_once(self):
        stored = self.office("a")
        self.keep_secret(stored)
        said = self.notice(stored, "send")
        sent = len(self.receiver.requests)
        self.assertGreater(sent, 0)
        self.assertIn(f"新写 {sent} 件，发了 {sent} 件，送出 {sent} 件", said)
        self.assertIn("新写 0 件，发了 0 件，送出 0 件", self.notice(stored, "send"))
        self.assertEqual(len(self.receiver.requests), sent)
        keys = [request.headers["Idempotency-Key"] for request in self.receiver.requests]
        self.assertEqual(len(set(keys)), sent)

    def test_what_was_not_taken_waits_and_is_shown(self):
        stored = self.office("a")
        self.assertIn("要的口令 platform 没有", self.notice(stored, "send"))
        listed = json.loads(self.notice(stored, "list", "--json"))["items"]
        self.assertEqual({one["state"] for one in listed}, {"waiting"})
        self.keep_secret(stored)
        self.receiver.answers = [Answer(status=422)] * len(listed)
        for one in listed:
            self.assertIn("待发", self.notice(stored, "retry", one["id"]))
        self.assertIn("被拒收", self.notice(stored, "send"))
        self.assertEqual(json.loads(self.notice(stored, "list", "--json"))["items"], [])
        again = json.loads(self.notice(stored, "list", "--all", "--json"))["items"]
        self.assertEqual({one["said"] for one in again}, {"对方答 422"})
        self.notice(stored, "retry", again[0]["id"])
        self.assertIn("送出 1 件", self.notice(stored, "send"))
        self.assertIn("已经送出", self.notice(stored, "call-off", again[0]["id"], status=3))

    def test_a_channel_is_tried(self):
        stored = self.office("a")
        self.keep_secret(stored)
        self.assertIn("已送出：对方答 200", self.notice(stored, "test", "--channel", "平台"))
        self.assertEqual(self.bodies()[0]["template"], "test")
        self.receiver.answers = [Answer(status=503)]
        self.assertIn("稍后再发：对方答 503",
                      self.notice(stored, "test", "--channel", "平台", status=1))

    def test_the_secret_stands_nowhere_in_clear_and_the_environment_comes_first(self):
        stored = self.office("a")
        self.keep_secret(stored)
        sealed = stored.folder / "channel-secrets"
        self.assertEqual(sealed.stat().st_mode & 0o777, 0o600)
        for file in stored.folder.iterdir():
            if file.is_file():
                self.assertNotIn(SECRET.encode(), file.read_bytes())
        self.notice(stored, "test", "--channel", "平台")
        stored.environment = {**os.environ, "QINGXIN_SECRET_PLATFORM": "another"}
        self.notice(stored, "test", "--channel", "平台")
        first, second = (request.headers["X-Qingxin-Signature"]
                         for request in self.receiver.requests)
        self.assertNotEqual(first, second)

    def test_the_service_sends_by_itself(self):
        stored = self.office("a")
        self.keep_secret(stored)
        with Service(QINGXIN, *stored.options(), "--config", str(self.config)) as service:
            self.assertTrue(self.receiver.wait_for_one(PATIENCE_S))
            self.assertEqual(service.stop(signal.SIGTERM)[0], 0)
            log = service.log.read_text()
        self.assertIn('"event":"outbox"', log)
        for secret in (SECRET, "青石桥"):
            self.assertNotIn(secret, log)
        sent = len(self.receiver.requests)
        self.notice(stored, "send")
        keys = [request.headers["Idempotency-Key"] for request in self.receiver.requests]
        self.assertEqual(len(set(keys)), len(keys))
        self.assertGreaterEqual(len(keys), sent)

    def test_the_settings_are_checked_with_the_channels(self):
        (self.place / "outbox.toml").write_text('[[channel]]\nname = "a"\nkind = "sns"\n')
        done = subprocess.run([QINGXIN, "config", "check", self.config], capture_output=True,
                              text=True, check=False)
        self.assertEqual(done.returncode, 3)
        self.assertIn("是不是 sms？", done.stderr)


if __name__ == "__main__":
    unittest.main()
