# SPDX-License-Identifier: Apache-2.0
"""Notices as they arrive: what the program DELIVER sends to real receivers, which answer well,
badly, late or never."""
import base64
import email
import email.policy
import hashlib
import hmac
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from receivers import Answer, MailReceiver, WebReceiver, certificate

DELIVER = sys.argv.pop(1)
NOW = 1795410300_123  # 2026-11-23 13:05 in China
DELIVERED, REFUSED, AGAIN, UNKNOWN = 1, 2, 3, 4
HOSTILE = 'a"},{"x":"\\&to=1#\r\nX-Evil: 1\r\n\r\n工资𠮷%0d%0a{{secret:token}}'
WARNING = {"project": "滨江一期", "matter": "工资支付", "rung": "提醒", "due": "2026-11-30",
           "asks": "回复核实情况", "office": "某市治欠办"}
TEXT = "滨江一期：工资支付有需要核实的情况，现为“提醒”，请于2026-11-30前回复核实情况。" \
       "明细请登录查看。某市治欠办"
SECRETS = {"token": "s3cr3t/+&value", "mail": "p@ss word", "sign": "SECabc"}


def digits(text):
    return text.encode().hex() or "-"


class Told:
    def __init__(self, line):
        outcome, self.state, later, self.receipt, self.said = line.split("\t")
        self.outcome = int(outcome)
        self.minutes = (int(later) - NOW) / 60_000 if later != "0" else 0


class Delivery(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.pem = certificate(cls.folder.name)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def web(self, *answers, pem=None):
        receiver = WebReceiver(pem)
        self.addCleanup(receiver.close)
        receiver.answers = list(answers)
        return receiver

    def mail_server(self, **how):
        receiver = MailReceiver(self.pem, **how)
        self.addCleanup(receiver.close)
        return receiver

    def send(self, channel, to="", values=None, template="warning_raised", attempts=(1,)):
        settings = pathlib.Path(self.folder.name) / "outbox.toml"
        settings.write_text(f"[[channel]]\nname = \"c\"\n{channel}\n")
        lines = [f"secret {name} {digits(value)}" for name, value in SECRETS.items()]
        lines.append(f"notice {digits('k-1')} {digits('c')} {digits(to)} {template}")
        lines += [f"value {name} {digits(value)}"
                  for name, value in {**WARNING, **(values or {})}.items()]
        lines += [f"send {NOW} {attempt}" for attempt in attempts]
        done = subprocess.run([DELIVER, settings], input="\n".join(lines) + "\n", text=True,
                              capture_output=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        told = [Told(line) for line in done.stdout.splitlines()]
        self.assertEqual(len(told), len(attempts))
        for one in told:
            for secret in SECRETS.values():
                self.assertNotIn(secret, one.said)
        return told

    def webhook(self, receiver, **how):
        return self.send(f'kind="webhook"\nurl="{receiver.url}/hook"\nsecret="sign"\n'
                         f'timeout_seconds=2\n{how.pop("more", "")}', **how)


class Gateway(Delivery):
    JSON = 'kind="sms"\nurl="{url}/send?k={{{{secret:token}}}}&to={{{{to}}}}"\n' \
           'headers={{ Authorization = "Bearer {{{{secret:token}}}}", X-Id = "{{{{key}}}}" }}\n' \
           "body='{{\"mobile\": \"{{{{to}}}}\", \"content\": \"{{{{text}}}}\"}}'\n" \
           'signature="【治欠办】"\nsuccess_pointer="/code"\nsuccess_values=["0"]\n' \
           'refused_values=["1001"]\nreceipt_pointer="/id"\ntimeout_seconds=2\n'

    def test_gets_exactly_what_was_set_up(self):
        receiver = self.web(Answer(body=b'{"code": 0, "id": "m-7"}'))
        (told,) = self.send(self.JSON.format(url=receiver.url), to="+86 139-1234-5678")
        self.assertEqual((told.outcome, told.state, told.receipt), (DELIVERED, "delivered", "m-7"))
        (request,) = receiver.requests
        self.assertEqual(request.method, "POST")
        self.assertEqual(request.path, "/send?k=s3cr3t%2F%2B%26value&to=13912345678")
        self.assertEqual(request.headers["Authorization"], "Bearer s3cr3t/+&value")
        self.assertEqual(request.headers["X-Id"], "k-1")
        self.assertEqual(request.headers["Content-Type"], "application/json; charset=utf-8")
        self.assertEqual(request.body.decode(),
                         '{"mobile": "13912345678", "content": "【治欠办】' + TEXT + '"}')

    def test_gets_hostile_values_as_one_value(self):
        receiver = self.web(Answer(body=b'{"code": "0"}'))
        (told,) = self.send(self.JSON.format(url=receiver.url), to="13912345678",
                            template="answered", values={"office": HOSTILE})
        self.assertEqual(told.outcome, DELIVERED)
        said = json.loads(receiver.requests[0].body)
        self.assertEqual(set(said), {"mobile", "content"})
        self.assertIn(HOSTILE, said["content"])
        self.assertIsNone(receiver.requests[0].headers["X-Evil"])

    def test_gets_forms_and_queries(self):
        receiver = self.web()
        form = f'kind="sms"\nurl="{receiver.url}/"\nbody_form="form"\n' \
               'body="m={{to}}&t={{text}}"'
        self.assertEqual(self.send(form, to="13912345678", template="answered",
                                   values={"office": HOSTILE})[0].outcome, DELIVERED)
        fields = urllib.parse.parse_qs(receiver.requests[0].body.decode(), strict_parsing=True)
        self.assertEqual(list(fields), ["m", "t"])
        self.assertIn(HOSTILE, fields["t"][0])
        self.assertEqual(receiver.requests[0].headers["Content-Type"],
                         "application/x-www-form-urlencoded")
        query = f'kind="sms"\nmethod="GET"\nurl="{receiver.url}/?t={{{{value:office}}}}"'
        self.assertEqual(self.send(query, to="13912345678", template="answered",
                                   values={"office": HOSTILE})[0].outcome, DELIVERED)
        path = urllib.parse.urlsplit(receiver.requests[1].path)
        self.assertEqual(urllib.parse.parse_qs(path.query), {"t": [HOSTILE]})
        self.assertEqual(receiver.requests[1].method, "GET")

    def test_gets_no_header_that_a_value_begins(self):
        receiver = self.web()
        channel = f'kind="sms"\nurl="{receiver.url}/"\nbody="{{}}"\n' \
                  'headers={ A = "{{value:office}}" }'
        (told,) = self.send(channel, to="13912345678", values={"office": "a\r\nX-Evil: 1"})
        self.assertEqual((told.outcome, receiver.requests), (REFUSED, []))
        self.assertIn("标头 A", told.said)

    def test_is_believed_by_its_rule_alone(self):
        receiver = self.web(Answer(body=b'{"code": 1001}'), Answer(body=b'{"code": 7}'),
                            Answer(body=b"<html>"), Answer(status=500, body=b'{"code": 0}'))
        told = self.send(self.JSON.format(url=receiver.url), to="13912345678",
                         attempts=(1, 1, 1, 1))
        self.assertEqual([one.outcome for one in told], [REFUSED, UNKNOWN, UNKNOWN, UNKNOWN])
        self.assertEqual([one.state for one in told], ["refused", "unknown", "unknown", "unknown"])

    def test_repeats_nothing_that_we_keep_to_ourselves(self):
        said = 'bad s3cr3t/+&value for 13912345678 \x1b[31m'
        receiver = self.web(Answer(body=json.dumps({"code": said}).encode()))
        (told,) = self.send(self.JSON.format(url=receiver.url), to="13912345678")
        self.assertIn("bad ***", told.said)
        self.assertNotIn("13912345678", told.said)
        self.assertNotIn("\x1b", told.said)

    def test_is_not_called_for_what_betrays_somebody(self):
        receiver = self.web()
        (told,) = self.send(self.JSON.format(url=receiver.url), to="13912345678",
                            values={"project": "联系人13800138000"})
        self.assertEqual((told.state, receiver.requests), ("refused", []))
        self.assertNotIn("13800138000", told.said)


class Hook(Delivery):
    def test_is_signed_and_has_its_key(self):
        receiver = self.web(Answer(status=204))
        (told,) = self.webhook(receiver)
        self.assertEqual(told.outcome, DELIVERED)
        (request,) = receiver.requests
        self.assertEqual(json.loads(request.body), {
            "key": "k-1", "template": "warning_raised", "subject": "滨江一期：工资支付请核实",
            "text": TEXT, "values": WARNING})
        self.assertEqual(request.headers["Idempotency-Key"], "k-1")
        time = request.headers["X-Qingxin-Timestamp"]
        self.assertEqual(time, str(NOW // 1000))
        expected = hmac.new(b"SECabc", time.encode() + b"." + request.body, hashlib.sha256)
        self.assertEqual(request.headers["X-Qingxin-Signature"], "sha256=" + expected.hexdigest())

    def test_is_tried_again_after_a_500_and_then_no_more(self):
        receiver = self.web(Answer(status=500), Answer())
        told = self.webhook(receiver, attempts=(1, 2))
        self.assertEqual([one.state for one in told], ["waiting", "delivered"])
        self.assertEqual(told[0].minutes, 1)
        self.assertEqual(len(receiver.requests), 2)
        self.assertEqual(*[request.headers["Idempotency-Key"] for request in receiver.requests])

    def test_is_given_up_in_the_end(self):
        receiver = self.web(*[Answer(status=503)] * 7)
        told = self.webhook(receiver, attempts=range(1, 8))
        self.assertEqual([one.minutes for one in told], [1, 5, 15, 60, 240, 720, 0])
        self.assertEqual(told[6].state, "given_up")

    def test_is_left_in_peace_for_as_long_as_it_asks(self):
        receiver = self.web(Answer(status=429, headers=[("Retry-After", "600")]))
        self.assertEqual(self.webhook(receiver)[0].minutes, 10)

    def test_may_have_it_when_no_answer_comes(self):
        receiver = self.web(Answer(is_silent=True))
        (told,) = self.webhook(receiver, more='repeat="ask"')
        self.assertEqual((told.outcome, told.state), (UNKNOWN, "unknown"))
        self.assertEqual(len(receiver.requests), 1)

    def test_may_have_it_when_the_answer_is_cut(self):
        body = b'{"errcode": 0, "errmsg": "ok"}'
        receiver = self.web(Answer(body=body, cut_after=5))
        self.assertEqual(self.webhook(receiver)[0].outcome, UNKNOWN)
        receiver = self.web(Answer(status=503, body=body, cut_after=5))
        self.assertEqual(self.webhook(receiver)[0].outcome, AGAIN)

    def test_is_heard_for_64_kib(self):
        receiver = self.web(Answer(body=b"x" * 65_536), Answer(body=b"x" * 65_537))
        told = self.webhook(receiver, attempts=(1, 1))
        self.assertEqual([one.outcome for one in told], [DELIVERED, UNKNOWN])
        self.assertIn("超过 65536 字节", told[1].said)

    def test_sends_us_nowhere_else(self):
        elsewhere = self.web()
        receiver = self.web(Answer(status=307, headers=[("Location", elsewhere.url + "/x")]))
        (told,) = self.webhook(receiver)
        self.assertEqual((told.outcome, elsewhere.requests), (AGAIN, []))
        self.assertIn("不跟着去", told.said)

    def test_was_not_called_when_nobody_listens(self):
        receiver = self.web()
        receiver.close()
        (told,) = self.webhook(receiver, more='repeat="ask"')
        self.assertEqual((told.outcome, told.state), (AGAIN, "waiting"))

    def test_shows_a_certificate_that_is_trusted(self):
        receiver = self.web(pem=self.pem)
        self.assertEqual(self.webhook(receiver)[0].outcome, AGAIN)
        self.assertEqual(receiver.requests, [])
        trusted = f'ca_file="{self.pem.with_suffix(".crt")}"'
        self.assertEqual(self.webhook(receiver, more=trusted)[0].outcome, DELIVERED)
        self.assertEqual(len(receiver.requests), 1)


class Robots(Delivery):
    OK = Answer(body=b'{"errcode": 0, "errmsg": "ok"}')

    def test_wecom_gets_text_and_markdown(self):
        receiver = self.web(self.OK)
        channel = f'kind="wecom"\nurl="{receiver.url}/send?key={{{{secret:token}}}}"\n'
        self.assertEqual(self.send(channel)[0].outcome, DELIVERED)
        self.assertEqual(receiver.requests[0].path, "/send?key=s3cr3t%2F%2B%26value")
        self.assertEqual(json.loads(receiver.requests[0].body),
                         {"msgtype": "text", "text": {"content": TEXT}})
        receiver.answers = [self.OK]
        self.assertEqual(self.send(channel + 'text="markdown"')[0].outcome, DELIVERED)
        self.assertEqual(
            json.loads(receiver.requests[1].body),
            {"msgtype": "markdown",
             "markdown": {"content": "**滨江一期：工资支付请核实**\n\n" + TEXT}})

    def test_markdown_has_no_link_that_a_value_makes(self):
        receiver = self.web(self.OK)
        channel = f'kind="wecom"\nurl="{receiver.url}/"\ntext="markdown"'
        (told,) = self.send(channel, values={"project": "[点这里](http://x.example) <@all> #1"})
        self.assertEqual(told.outcome, DELIVERED)
        content = json.loads(receiver.requests[0].body)["markdown"]["content"]
        self.assertIn(r"\[点这里\]\(http://x.example\) \<\@all\> \#1", content)

    def test_wecom_says_when_it_is_too_much(self):
        receiver = self.web(Answer(body=b'{"errcode": 45009, "errmsg": "api freq out of limit"}'))
        channel = f'kind="wecom"\nurl="{receiver.url}/"\n'
        (told,) = self.send(channel)
        self.assertEqual((told.outcome, told.minutes), (AGAIN, 1))
        (told,) = self.send(channel, values={"project": "长" * 700})
        self.assertEqual((told.outcome, len(receiver.requests)), (REFUSED, 1))

    def test_dingtalk_is_signed(self):
        receiver = self.web(self.OK)
        channel = f'kind="dingtalk"\nurl="{receiver.url}/robot/send?access_token=t"\n' \
                  'secret="sign"\n'
        self.assertEqual(self.send(channel + 'text="markdown"')[0].outcome, DELIVERED)
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(receiver.requests[0].path).query)
        signed = hmac.new(b"SECabc", f"{NOW}\nSECabc".encode(), hashlib.sha256).digest()
        self.assertEqual(query, {"access_token": ["t"], "timestamp": [str(NOW)],
                                 "sign": [base64.b64encode(signed).decode()]})
        self.assertEqual(json.loads(receiver.requests[0].body), {
            "msgtype": "markdown",
            "markdown": {"title": "滨江一期：工资支付请核实",
                         "text": "**滨江一期：工资支付请核实**\n\n" + TEXT}})
        receiver.answers = [Answer(body=b'{"errcode": 310000, "errmsg": "sign not match"}')]
        self.assertEqual(self.send(channel)[0].outcome, AGAIN)


class Mail(Delivery):
    def mail(self, receiver, to="Li@Example.cn", more="", **how):
        return self.send(
            f'kind="smtp"\nurl="{receiver.url}"\nfrom="office@example.gov.cn"\n'
            f'from_name="某市治欠办"\nuser="office"\npassword="mail"\ntimeout_seconds=2\n'
            f'ca_file="{self.pem.with_suffix(".crt")}"\n{more}', to=to, **how)[0]

    def test_arrives_whole_and_only_over_tls(self):
        receiver = self.mail_server()
        told = self.mail(receiver, values={"office": "某市\n.\n治欠办"})
        self.assertEqual((told.outcome, told.said), (DELIVERED, "邮件服务器答 250"))
        ((sender, to, message),) = receiver.messages
        self.assertEqual((sender, to), ("<office@example.gov.cn>", ["<li@example.cn>"]))
        read = email.message_from_bytes(message, policy=email.policy.default)
        self.assertEqual(read["Subject"], "滨江一期：工资支付请核实")
        self.assertEqual(str(read["From"]), "某市治欠办 <office@example.gov.cn>")
        self.assertEqual(read["Date"], "Mon, 23 Nov 2026 13:05:00 +0800")
        self.assertEqual(read.get_content(), TEXT.replace("某市", "某市\r\n.\r\n") + "\r\n")
        safe = {verb: is_safe for verb, is_safe, _ in receiver.commands}
        self.assertTrue(safe["AUTH"] and safe["MAIL"] and safe["DATA"])
        self.assertEqual(base64.b64decode(receiver.login), b"\0office\0p@ss word")

    def test_is_known_again_when_it_is_sent_twice(self):
        receiver = self.mail_server()
        for _ in range(2):
            self.mail(receiver)
        first, second = (email.message_from_bytes(message)["Message-ID"]
                         for _, _, message in receiver.messages)
        self.assertEqual(first, second)

    def test_is_not_handed_over_in_clear(self):
        receiver = self.mail_server(offers_tls=False)
        told = self.mail(receiver)
        self.assertEqual((told.outcome, receiver.messages), (AGAIN, []))
        self.assertNotIn("AUTH", [verb for verb, _, _ in receiver.commands])

    def test_is_not_handed_to_a_stranger(self):
        receiver = self.mail_server()
        self.assertEqual(self.send(
            f'kind="smtp"\nurl="{receiver.url}"\nfrom="a@b.cn"\n', to="c@d.cn")[0].outcome, AGAIN)
        self.assertEqual(receiver.messages, [])

    def test_is_refused_or_put_off_by_what_the_server_says(self):
        for verb, says, outcome in (("RCPT", "550 no such user", REFUSED),
                                    ("RCPT", "451 greylisted", AGAIN),
                                    ("MAIL", "452 full", AGAIN),
                                    ("AUTH", "535 wrong", AGAIN),
                                    ("DATA", "554 no", REFUSED),
                                    (".", "554 spam", REFUSED),
                                    (".", "451 later", AGAIN)):
            with self.subTest(verb=verb, says=says):
                receiver = self.mail_server()
                receiver.says[verb] = says
                self.assertEqual(self.mail(receiver).outcome, outcome)
                self.assertEqual(receiver.messages, [])

    def test_may_have_arrived_when_the_line_breaks_at_its_end(self):
        receiver = self.mail_server()
        receiver.cuts = "."
        told = self.mail(receiver, more='repeat="ask"')
        self.assertEqual((told.outcome, told.state), (UNKNOWN, "unknown"))
        receiver = self.mail_server()
        receiver.cuts = "RCPT"
        self.assertEqual(self.mail(receiver, more='repeat="ask"').state, "waiting")

    def test_has_no_receiver_that_a_value_adds(self):
        receiver = self.mail_server()
        told = self.mail(receiver, to="a@b.cn>\r\nRCPT TO:<c@d.cn")
        self.assertEqual((told.outcome, receiver.commands), (REFUSED, []))
        told = self.mail(receiver, values={"project": "一期\r\nBcc: c@d.cn\r\n\r\nx"})
        self.assertEqual(told.outcome, DELIVERED)
        read = email.message_from_bytes(receiver.messages[0][2], policy=email.policy.default)
        self.assertIsNone(read["Bcc"])
        self.assertEqual(receiver.messages[0][1], ["<li@example.cn>"])


if __name__ == "__main__":
    unittest.main()
