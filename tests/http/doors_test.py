# SPDX-License-Identifier: Apache-2.0
"""Who gets in: every route of the table, without a session, with each role, from another district,
industry and unit. `doors_test.py QINGXIN ROUTES`. What each role may do is written here by hand: a
route that this table does not know fails the test."""
import hashlib
import re
import shutil
import subprocess
import sys
import unittest

from stage import HERE, PASSWORD, PHONES, ROLES, TABLES, THERE, WORKERS, Person, Stage, card, form

QINGXIN, ROUTES = sys.argv[1:3]

OFFICIALS = {"office", "inspector", "industry_authority", "leader", "street"}
ENTERPRISES = {"owner", "general_contractor", "labour_officer", "subcontractor"}
READERS = OFFICIALS | ENTERPRISES | {"assessor"}
DECIDERS = {"office", "inspector", "industry_authority"}
DELIVERERS = DECIDERS | {"owner", "general_contractor", "labour_officer", "bank"}
EVERYBODY = set(ROLES)

OPEN = {"GET /", "GET /healthz", "GET /readyz", "GET /metrics", "GET /api/v1/openapi.yaml",
        "GET /api/v1/version", "GET /api/v1/rules", "GET /api/v1/rules/{rule}",
        "POST /api/v1/deadlines", "POST /api/v1/session", "POST /api/v1/own-clues",
        "POST /api/v1/own-clues/look-up", "POST /api/v1/own-clues/satisfaction",
        "POST /api/v1/own-clues/proof",
        "GET /api/v1/directory", "GET /api/v1/exposures", "GET /api/v1/exposures/page"}
MAY = {
    "GET /api/v1/session": EVERYBODY,
    "DELETE /api/v1/session": EVERYBODY,
    "GET /api/v1/session/others": EVERYBODY,
    "DELETE /api/v1/session/others/{session}": EVERYBODY,
    "POST /api/v1/session/password": EVERYBODY,
    "GET /api/v1/users": {"administrator", "auditor"},
    "POST /api/v1/users": {"administrator"},
    "GET /api/v1/users/{user}": {"administrator", "auditor"},
    "POST /api/v1/users/{user}/disable": {"administrator"},
    "POST /api/v1/users/{user}/enable": {"administrator"},
    "POST /api/v1/users/{user}/password": {"administrator"},
    "GET /api/v1/users/{user}/keys": {"administrator", "auditor"},
    "POST /api/v1/users/{user}/keys": {"administrator"},
    "DELETE /api/v1/users/{user}/keys/{key}": {"administrator"},
    "GET /api/v1/units": OFFICIALS | {"administrator", "assessor", "auditor"},
    "POST /api/v1/units": {"administrator", "office"},
    "PUT /api/v1/units/{unit}/members/{member}": {"administrator", "office"},
    "GET /api/v1/batches": DELIVERERS | OFFICIALS | {"assessor", "subcontractor"},
    "POST /api/v1/batches": DELIVERERS,
    "GET /api/v1/batches/{batch}": DELIVERERS | OFFICIALS | {"assessor", "subcontractor"},
    "GET /api/v1/batches/{batch}/rejects": DELIVERERS | OFFICIALS | {"assessor", "subcontractor"},
    "GET /api/v1/batches/{batch}/preview": DELIVERERS,
    "POST /api/v1/batches/{batch}/use": DELIVERERS,
    "POST /api/v1/batches/{batch}/withdraw": DELIVERERS,
    "GET /api/v1/projects": READERS,
    "GET /api/v1/projects/{project}": READERS,
    "GET /api/v1/findings": READERS,
    "GET /api/v1/findings/{finding}": READERS,
    "POST /api/v1/rechecks": DECIDERS,
    "POST /api/v1/reveals": {"office", "inspector"},
    "GET /api/v1/warnings": READERS,
    "GET /api/v1/warnings/{warning}": READERS,
    "POST /api/v1/warnings/{warning}/answers": ENTERPRISES | OFFICIALS,
    "POST /api/v1/warnings/{warning}/reviews": DECIDERS,
    "POST /api/v1/warnings/{warning}/clearing": DECIDERS,
    "GET /api/v1/clues": OFFICIALS,
    "POST /api/v1/clues": DECIDERS | {"street"},
    "GET /api/v1/clues/{clue}": OFFICIALS,
    "POST /api/v1/clues/{clue}/reveals": {"office", "inspector"},
    "POST /api/v1/clues/{clue}/merges": DECIDERS,
    "POST /api/v1/clues/{clue}/taking-apart": DECIDERS,
    "POST /api/v1/clues/{clue}/confirmation": DECIDERS,
    "GET /api/v1/clues/{clue}/comparison": DECIDERS,
    "POST /api/v1/clues/{clue}/receipt": DECIDERS | {"street"},
    "GET /api/v1/cases": OFFICIALS,
    "POST /api/v1/cases": DECIDERS | {"street"},
    "GET /api/v1/cases/{case}": OFFICIALS,
    "POST /api/v1/cases/{case}/reveals": {"office", "inspector"},
    "POST /api/v1/cases/{case}/steps": OFFICIALS,
    "POST /api/v1/cases/{case}/clues": OFFICIALS,
    "POST /api/v1/cases/{case}/arrears": DECIDERS,
    "POST /api/v1/cases/{case}/arrears/from-facts": DECIDERS,
    "POST /api/v1/cases/{case}/settlements": DECIDERS,
    "POST /api/v1/cases/{case}/settlements/from-facts": DECIDERS,
    "POST /api/v1/cases/{case}/calls": DECIDERS,
    "POST /api/v1/cases/{case}/delays": OFFICIALS,
    "POST /api/v1/cases/{case}/notes": DECIDERS,
    "GET /api/v1/clues/{clue}/life": OFFICIALS,
    "POST /api/v1/clues/{clue}/steps": OFFICIALS,
    "POST /api/v1/clues/{clue}/answers": OFFICIALS,
    "POST /api/v1/clues/{clue}/answers/sending": OFFICIALS,
    "POST /api/v1/assignments": OFFICIALS,
    "POST /api/v1/look-backs": {"office"},
    "GET /api/v1/case-figures": OFFICIALS,
    "GET /api/v1/cases/{case}/papers": OFFICIALS,
    "POST /api/v1/cases/{case}/papers": OFFICIALS,
    "GET /api/v1/clues/{clue}/papers": OFFICIALS,
    "POST /api/v1/clues/{clue}/papers": OFFICIALS,
    "GET /api/v1/papers/{paper}": OFFICIALS,
    "POST /api/v1/papers/{paper}/files": OFFICIALS,
    "POST /api/v1/papers/{paper}/reveals": {"office", "inspector"},
    "POST /api/v1/papers/{paper}/services": OFFICIALS,
    "POST /api/v1/papers/{paper}/voiding": OFFICIALS,
    "GET /api/v1/notices": {"administrator", "office"},
    "POST /api/v1/notices/{notice}/retry": {"administrator"},
    "POST /api/v1/notices/{notice}/calling-off": {"administrator"},
    "GET /api/v1/notice-stops": {"administrator", "office"},
    "POST /api/v1/notice-stops": {"administrator"},
    "POST /api/v1/notice-stops/removals": {"administrator"},
    "GET /api/v1/indicators": OFFICIALS | {"assessor"},
    "GET /api/v1/indicators/formulas": OFFICIALS | {"assessor"},
    "GET /api/v1/indicators/rows": OFFICIALS | {"assessor"},
    "GET /api/v1/indicators/corrections": OFFICIALS | {"assessor"},
    "GET /api/v1/priorities": OFFICIALS | {"assessor"},
    "GET /api/v1/coverage": OFFICIALS | {"assessor"},
    "GET /api/v1/record-kinds": READERS,
    "GET /api/v1/record-kinds/{kind}": READERS,
    "GET /api/v1/records/{kind}": READERS,
    "POST /api/v1/records/{kind}": OFFICIALS | ENTERPRISES,
    "GET /api/v1/records/{kind}/{record}": READERS,
    "POST /api/v1/records/{kind}/{record}/steps": OFFICIALS | ENTERPRISES,
    "GET /api/v1/bulletin-kinds": OFFICIALS | {"assessor"},
    "POST /api/v1/bulletins": {"office"},
    "GET /api/v1/bulletins/{bulletin}": OFFICIALS | {"assessor"},
    "POST /api/v1/bulletins/{bulletin}/prose": OFFICIALS,
    "POST /api/v1/bulletins/{bulletin}/submission": OFFICIALS,
    "POST /api/v1/bulletins/{bulletin}/signature": {"office", "leader"},
    "GET /api/v1/bulletins/{bulletin}/check": OFFICIALS | {"assessor"},
    "GET /api/v1/bulletins/{bulletin}/comparison": OFFICIALS | {"assessor"},
    "GET /api/v1/bulletins/{bulletin}/page": OFFICIALS | {"assessor"},
    "GET /api/v1/bulletins/{bulletin}/files/{form}": OFFICIALS | {"assessor"},
    "POST /api/v1/campaigns": OFFICIALS | ENTERPRISES,
    "POST /api/v1/campaigns/{record}/next": OFFICIALS,
    "GET /api/v1/campaigns/{record}/progress": OFFICIALS | {"assessor"},
    "GET /api/v1/campaigns/{record}/summary": OFFICIALS | {"assessor"},
    "POST /api/v1/campaigns/{record}/returns": OFFICIALS,
    "GET /api/v1/campaigns/{record}/returns": OFFICIALS | {"assessor"},
    "POST /api/v1/returns/{record}/filing": OFFICIALS | ENTERPRISES,
    "GET /api/v1/checklists": READERS,
    "POST /api/v1/inspections/{record}/checklists": OFFICIALS | ENTERPRISES,
    "POST /api/v1/self-inspections": OFFICIALS | ENTERPRISES,
    "GET /api/v1/inspections/{record}/comparison": OFFICIALS | {"assessor"},
    "POST /api/v1/inspections/{record}/hazards": OFFICIALS | ENTERPRISES,
    "POST /api/v1/draws": OFFICIALS | ENTERPRISES,
    "GET /api/v1/draws/{record}/check": OFFICIALS | {"assessor"},
    "POST /api/v1/contacts/pairs": OFFICIALS | ENTERPRISES,
    "GET /api/v1/contacts/unvisited": OFFICIALS | {"assessor"},
    "GET /api/v1/grids/coverage": OFFICIALS | {"assessor"},
    "GET /api/v1/order-proposals": READERS,
    "POST /api/v1/order-proposals": {"office"},
    "GET /api/v1/exposure-board": READERS,
    "GET /api/v1/violation-board": READERS,
    "GET /api/v1/assessment-schemes/{scheme}": OFFICIALS | {"assessor"},
    "POST /api/v1/assessments/scores": OFFICIALS | {"assessor"},
    "POST /api/v1/assessments/letters": OFFICIALS | {"assessor"},
    "POST /api/v1/submissions": {"office"},
    "GET /api/v1/submission-board": OFFICIALS | {"assessor"},
    "GET /api/v1/views": OFFICIALS,
    "POST /api/v1/views": OFFICIALS,
    "DELETE /api/v1/views/{view}": OFFICIALS,
    "POST /api/v1/exports": {"office", "inspector"},
    "GET /api/v1/exports": {"office", "inspector", "auditor"},
    "GET /api/v1/audit": {"auditor"},
    "GET /api/v1/audit/verification": {"auditor", "administrator"},
}
# Somebody reports who has to fear his employer; none of these words may reach it.
PLANTED_WORDS = ("欧阳举报", "13700007777", "匿名楼二层", "血汗钱都没了")
PLANTED = {"key": "保密-1", "channel": "phone", "reporting": "confidential",
           "text": "我是欧阳举报，住匿名楼二层，平川建工欠我，血汗钱都没了，电话13700007777",
           "employer": "平川建工", "project_id": "P1", "months": ["2026-10"],
           "people": [{"name": "欧阳举报", "phone": "13700007777", "reporter": True}]}

# Bodies that are whole, so that only who asks can be wrong.
PAPER = {"key": "k", "prefix": "平监字", "kind": "payment_order"}
SERVED = {"key": "k", "way": "posting", "at": "2026-11-23", "place": "工地门口",
          "officers": ["王一", "赵二"], "photos": ["照片1"]}
STEP = {"step": "assigned", "key": "k", "assignee_id": "1"}
OF_CASES = {
    "POST /api/v1/cases/{case}/reveals": {"purpose": "call_back", "reason": "回访核实一下"},
    "POST /api/v1/cases/{case}/steps": STEP,
    "POST /api/v1/cases/{case}/clues": {"clue_id": "1"},
    "POST /api/v1/cases/{case}/arrears": {"workers": [{"name": "甲"}]},
    "POST /api/v1/cases/{case}/settlements": {
        "worker": 1, "kind": "bank", "bank": "settled", "amount_fen": 1, "proof": "HD-1"},
    "POST /api/v1/cases/{case}/calls": {"worker": 1, "index": 0, "answer": "received"},
    "POST /api/v1/cases/{case}/delays": {"defect": "past_limit", "account": "现场勘验等了两周"},
    "POST /api/v1/cases/{case}/papers": PAPER,
    "POST /api/v1/clues/{clue}/papers": PAPER,
    "POST /api/v1/papers/{paper}/files": {"form": "page"},
    "POST /api/v1/papers/{paper}/reveals": {"form": "page", "purpose": "handle_case",
                                            "reason": "核对明细里的人数"},
    "POST /api/v1/papers/{paper}/services": SERVED,
    "POST /api/v1/papers/{paper}/voiding": {"reason": "写错了"},
    "POST /api/v1/clues/{clue}/steps": STEP,
    "POST /api/v1/clues/{clue}/answers": {"key": "k", "text": "已经受理"},
    "POST /api/v1/clues/{clue}/answers/sending": {"key": "k", "document": "平人社〔2026〕1号"},
    "POST /api/v1/records/{kind}/{record}/steps": {"step": "accepted", "key": "k"},
    "POST /api/v1/inspections/{record}/checklists": {"checklists": ["six-systems"]},
}
VIEW = {"register": "clues", "name": "热线待核定", "query": "channel=hotline&confirmed=false"}

# What a body looks like that is refused for what it says, by whoever reads it.
EMPTY_FORM = form({}, note="没有文件")


def table():
    lines = subprocess.run([ROUTES], check=True, capture_output=True, text=True).stdout
    rows = [line.split("\t") for line in lines.splitlines()]
    return {f"{row[1]} {row[2]}": row[4] for row in rows if row[0] == "route"}


BODIES = table()


def sent(route, ids=None):
    """Method, path, body and fields of a request to a route; of ids that nobody has, or these."""
    method, path = route.split(" ")
    for name in ("session", "user", "key", "unit", "member", "batch", "project", "finding",
                 "warning", "clue", "view", "case", "paper", "notice", "record", "bulletin"):
        path = path.replace("{%s}" % name, (ids or {}).get(name, "9"))
    path = path.replace("{form}", "html")
    # Of a kind that there is: whose act it is would be asked before what is sent.
    path = path.replace("{kind}", "task" if ids else "9")
    if BODIES[route] == "multipart/form-data":
        return method, path, EMPTY_FORM[0], {"content_type": EMPTY_FORM[1]}
    return method, path, {} if BODIES[route] else None, {}


def is_refused(answer):
    return answer.status == 403 and answer.json["code"] == "not_permitted"


class Doors(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stage = Stage(QINGXIN)
        cls.addClassCleanup(cls.stage.service.close)
        cls.stage.set_up()
        cls.service, cls.people = cls.stage.service, cls.stage.people
        whole = cls.people["whole"]
        batches = whole.get("/api/v1/batches")["items"]
        cls.of_p1 = {
            "batch": batches[0]["id"],
            "project": cls.stage.projects["P1"],
            "finding": whole.get(f"/api/v1/findings?rule=W02&project={cls.stage.projects['P1']}")
            ["items"][0]["key"],
            "warning": next(each["id"] for each in whole.get("/api/v1/warnings")["items"]
                            if each["project_id"] == "P1"),
            "clue": cls.people["inspector"].post("/api/v1/clues", PLANTED)["id"],
            "view": cls.people["inspector"].post("/api/v1/views", VIEW)["id"],
        }
        cls.open_planted_case()

    @classmethod
    def open_planted_case(cls):
        """A case of what was reported in confidence, handled by an office of this district."""
        cls.bureau = cls.stage.add_unit("平川县劳动监察大队", kind="authority", region=HERE)
        for login, role in (("handler", "inspector"), ("colleague", "inspector"),
                            ("head", "leader")):
            cls.stage.add(login, role, [HERE], unit=cls.bureau)
        handler = cls.people["handler"]
        planted = handler.post("/api/v1/clues", {**PLANTED, "key": "保密-2"})["id"]
        case = handler.post("/api/v1/cases", {"clues": [planted], "class": "unpaid_wages",
                                              "project_id": "P1"})["id"]
        cls.of_p1 |= {"case": case, "clue_of_case": planted}
        handler.post(f"/api/v1/cases/{case}/arrears", {"workers": [
            {"name": "欧阳举报", "phone": "13700007777", "established_fen": 300000,
             "evidence": "十月工资表"}]})
        cls.of_p1["paper"] = cls.issue_planted_order(case)
        cls.of_p1["record"] = handler.post("/api/v1/records/task", {
            "addressee_id": cls.stage.units["平川建工"], "project_id": "P1", "dossier_id": case,
            "values": {"content": "补齐十月工资", "until": "2099-11-30",
                       "source": PLANTED_WORDS[3]}})["id"]

    @classmethod
    def issue_planted_order(cls, case):
        """An order in that case; its number."""
        handler, head = cls.people["handler"], cls.people["head"]
        team = [cls.people[login].user["id"] for login in ("handler", "colleague")]
        for person, step in ((handler, {"step": "accepted", "key": "受理"}),
                             (head, {"step": "filed", "key": "立案", "document": "立1号",
                                     "team": team}),
                             (head, {"step": "order_issued", "key": "责令", "document": "审1号",
                                     "day": "2099-12-31"})):
            person.post(f"/api/v1/cases/{case}/steps", step)
        return handler.post(f"/api/v1/cases/{case}/papers", {
            "key": "令1", "kind": "rectification_order", "prefix": "平监改字",
            "matter": "没有按月足额支付工资", "orders": ["补发欠付的工资"],
            "facts": [{"words": "2026年10月的工资没有付足", "evidence": "工资表"}],
            "breached": [{"instrument": "gwy-724", "article": 11}],
            "officers": [{"name": "王一"}, {"name": "赵二"}],
            "contact": "平川县中心街 1 号，电话 0311-5550100",
            "reconsideration": "平川县人民政府", "court": "平川县人民法院"})["id"]

    # The table.

    def test_every_route_is_in_the_table(self):
        self.assertEqual(set(BODIES), OPEN | set(MAY))

    # Nobody.

    def test_nobody_gets_in_without_a_session(self):
        for route in MAY:
            with self.subTest(route):
                method, path, body, fields = sent(route, self.of_p1)
                answer = self.service.ask(method, path, body, **fields)
                self.assertEqual((answer.status, answer.json["code"]), (401, "not_signed_in"))
                self.assertEqual(answer.fields["www-authenticate"], "Bearer")

    def test_nobody_gets_in_with_what_is_no_session(self):
        person = self.people["office"]
        token = person.cookie.partition("=")[2]
        shown = ({"cookie": "qingxin=" + "A" * 43}, {"cookie": person.cookie + "x"},
                 {"cookie": f"qingxin={person.csrf}"}, {"cookie": f"other={token}"},
                 {"cookie": f"{person.cookie}; {person.cookie}"}, {"cookie": "qingxin="},
                 {"authorization": f"Bearer {token}"}, {"authorization": "Bearer qx_" + "A" * 43},
                 {"authorization": "Basic YWRtaW46YWRtaW4="}, {"authorization": "Bearer"})
        for fields in shown:
            with self.subTest(fields):
                answer = self.service.ask("GET", "/api/v1/projects", **fields)
                self.assertEqual((answer.status, answer.json["code"]), (401, "not_signed_in"))

    def test_nothing_is_changed_without_the_token_of_the_session(self):
        person, other = self.people["office"], self.people["inspector"]
        for route in MAY:
            method, path, body, fields = sent(route, self.of_p1)
            if method == "GET":
                continue
            for csrf in (None, "", other.csrf, person.cookie.partition("=")[2]):
                with self.subTest(route, csrf=csrf):
                    more = {} if csrf is None else {"x_csrf_token": csrf}
                    answer = self.service.ask(method, path, body, cookie=person.cookie, **fields,
                                              **more)
                    self.assertEqual((answer.status, answer.json["code"]), (403, "bad_csrf_token"))

    # Each role.

    def test_each_role_does_what_it_may_and_nothing_else(self):
        for role in ROLES:
            for route, may in MAY.items():
                if route == "DELETE /api/v1/session":
                    continue
                with self.subTest(role=role, route=route):
                    method, path, body, fields = sent(route)
                    answer = self.people[role].ask(method, path, body, **fields)
                    self.assertEqual(is_refused(answer), role not in may, answer.body.decode())
                    self.assertNotEqual(answer.status, 401)
                    self.assertLess(answer.status, 500)

    def test_everybody_signs_out(self):
        for role in ROLES:
            person = Person(self.service, role, PASSWORD).sign_in()
            answer = person.ask("DELETE", "/api/v1/session")
            self.assertEqual(answer.status, 200)
            self.assertIn("Max-Age=0", answer.fields["set-cookie"])
            self.assertEqual(person.ask("GET", "/api/v1/session").status, 401)

    def test_with_a_password_for_once_one_only_changes_it(self):
        keeper = self.stage.keeper
        added = keeper.post("/api/v1/users", {"login": "xinren", "name": "新人", "role": "office",
                                              "scope": {"districts": [HERE]}})
        person = Person(self.service, "xinren", added["password"]).sign_in()
        self.assertTrue(person.user["must_change_password"])
        free = {"GET /api/v1/session", "DELETE /api/v1/session", "POST /api/v1/session/password",
                "GET /api/v1/session/others", "DELETE /api/v1/session/others/{session}"}
        for route in set(MAY) - free:
            with self.subTest(route):
                method, path, body, fields = sent(route, self.of_p1)
                self.assertTrue(is_refused(person.ask(method, path, body, **fields)))
        person.choose_password(PASSWORD)
        self.assertEqual(person.ask("GET", "/api/v1/projects").status, 200)

    # Scopes.

    def strangers(self):
        """Those who see P2 and nothing of P1, by what keeps them apart."""
        unit = self.stage.units["青源路桥"]
        asked = {
            "district": ("office", [THERE], None, None, None),
            "industry": ("industry_authority", [""], ["公路工程"], None, None),
            "unit": ("general_contractor", [""], None, unit, [unit]),
            "office": ("inspector", [THERE], None, self.office_there(), None),
        }
        for name, (role, districts, industries, own, units) in asked.items():
            login = "stranger_" + name
            if login not in self.people:
                self.stage.add(login, role, districts, industries, own, units)
            yield name, role, self.people[login]

    def office_there(self):
        """An official has a unit, too: that of another district."""
        if "青源县治欠办" not in self.stage.units:
            self.stage.add_unit("青源县治欠办", kind="office", region=THERE)
        return self.stage.units["青源县治欠办"]

    def test_a_stranger_finds_nothing_of_the_other_project(self):
        with_ids = [route for route in MAY
                    if any("{%s}" % kind in route for kind in self.of_p1)]
        for name, role, person in self.strangers():
            for route in with_ids:
                if role not in MAY[route]:
                    continue
                with self.subTest(name, route=route):
                    method, path, body, fields = sent(route, self.of_p1)
                    if route.endswith("/answers"):
                        body = {"key": "k", "text": "补发了"}
                    if route.endswith("/reviews"):
                        body = {"key": "k", "verdict": "accepted"}
                    if route.endswith("/clearing"):
                        body = {"key": "k", "why": "现场查过了"}
                    if route.endswith("/reveals"):
                        body = {"purpose": "call_back", "reason": "回访核实一下"}
                    if route.endswith("/merges"):
                        body = {"likely": True}
                    if route.endswith("/taking-apart"):
                        body = {"why": "不是一件"}
                    if route.endswith("/confirmation"):
                        body = {"class": "unpaid_wages"}
                    body = OF_CASES.get(route, body)
                    answer = person.ask(method, path, body, **fields)
                    self.assertEqual(answer.status, 404, answer.body.decode())

    def test_a_stranger_sees_his_own_and_no_word_of_the_other(self):
        words = ("P1", "平川建工", self.of_p1["project"], self.of_p1["batch"], HERE)
        for name, role, person in self.strangers():
            for path in ("/api/v1/projects", "/api/v1/findings", "/api/v1/findings?state=all",
                         "/api/v1/warnings?state=all", "/api/v1/batches"):
                with self.subTest(name, path=path):
                    text = person.ask("GET", path).body.decode()
                    self.assertIn(self.stage.projects["P2"] if "projects" in path else "items",
                                  text)
                    for word in words:
                        self.assertNotIn(word, text)
            for path in (f"/api/v1/findings?project={self.of_p1['project']}",):
                self.assertEqual(person.ask("GET", path).status, 404)

    def test_no_enterprise_reads_who_reported_or_what_was_said(self):
        clue = self.of_p1["clue"]
        seen = self.people["inspector"].get(f"/api/v1/clues/{clue}")
        self.assertIn("平川建工", str(seen))  # there is something to be read
        self.people["inspector"].post("/api/v1/rechecks")
        for role in ENTERPRISES | {"bank", "assessor", "administrator"}:
            person = self.people[role]
            for route in [*MAY, *OPEN]:
                if not route.startswith("GET "):
                    continue
                method, path, body, fields = sent(route, self.of_p1)
                for more in ("", "?state=all", "?limit=200", "?words=" + "%E8%A1%80%E6%B1%97"):
                    answer = person.ask(method, path + more, body, **fields)
                    text = answer.body.decode(errors="replace")
                    for word in (*PLANTED_WORDS, clue, self.of_p1["case"],
                                 self.of_p1["clue_of_case"]):
                        with self.subTest(role, route=route + more):
                            self.assertNotIn(word, text)

    def test_a_view_is_shared_in_its_unit_by_who_decides(self):
        bureau = self.stage.add_unit("平川县治欠办", kind="office", region=HERE)
        for login, role in (("of_bureau", "office"), ("leads_bureau", "leader")):
            self.stage.add(login, role, [HERE], unit=bureau)
        one, leader = self.people["of_bureau"], self.people["leads_bureau"]
        shared = one.post("/api/v1/views", {**VIEW, "name": "共用", "is_shared": True})
        self.assertTrue(shared["is_shared"])
        [seen] = leader.get("/api/v1/views")["items"]
        self.assertEqual(seen, shared)
        clues = leader.get(f"/api/v1/clues?view={shared['id']}")["items"]
        self.assertEqual(clues, leader.get("/api/v1/clues?" + VIEW["query"])["items"])
        self.assertTrue(is_refused(leader.ask("DELETE", f"/api/v1/views/{shared['id']}")))
        for person, body in ((leader, {**VIEW, "is_shared": True}),):
            self.assertTrue(is_refused(person.ask("POST", "/api/v1/views", body)))
        without = self.people["inspector"].ask("POST", "/api/v1/views", {**VIEW, "is_shared": True})
        self.assertEqual((without.status, without.json["code"]), (400, "invalid_input"))
        stranger = self.people["office"]
        self.assertEqual(stranger.get("/api/v1/views")["items"], [])
        self.assertEqual(stranger.ask("GET", f"/api/v1/clues?view={shared['id']}").status, 404)
        self.assertEqual(stranger.ask("DELETE", f"/api/v1/views/{shared['id']}").status, 404)
        self.assertEqual(one.ask("DELETE", f"/api/v1/views/{shared['id']}").status, 200)
        self.assertEqual(leader.get("/api/v1/views")["items"], [])

    def test_a_view_is_what_its_list_takes(self):
        person = self.people["inspector"]
        wrong = {"clues": ("channel=fax", "nosuch=1", "channel", "channel=phone&channel=hotline",
                           "words=塔", "since=昨天", "matter=x", "confirmed=1", "%zz=1", "channel="),
                 "cases": ("state=nosuch", "open=1", "due_before=昨天", "backlog_days=0",
                           "owner=x", "confirmed=true"),
                 "records": ("kind=nosuch", "state=nosuch", "open=1", "addressee=x", "class=other")}
        for register, queries in wrong.items():
            for query in queries:
                with self.subTest(register, query=query):
                    body = {"register": register, "name": "错的", "query": query}
                    answer = person.ask("POST", "/api/v1/views", body)
                    self.assertEqual((answer.status, answer.json["code"]), (400, "invalid_input"))
        self.assertNotIn("错的", str(person.get("/api/v1/views")))
        body = {"register": "cases", "name": "没销账的",
                "query": "class=unpaid_wages&not_state=cleared"}
        view = person.post("/api/v1/views", body)
        listed = person.get(f"/api/v1/cases?view={view['id']}")["items"]
        self.assertIn(self.of_p1["case"], [one["id"] for one in listed])
        self.assertEqual(person.get(f"/api/v1/cases?view={view['id']}&state=cleared")["items"], [])
        # One register's view is none of the other's.
        self.assertEqual(person.ask("GET", f"/api/v1/clues?view={view['id']}").status, 404)

    def test_a_record_is_gone_on_with_by_those_whose_act_it_is(self):
        path = f"/api/v1/records/task/{self.of_p1['record']}"
        handler, builder = self.people["handler"], self.people["general_contractor"]
        self.assertEqual(handler.get(path)["values"]["source"], PLANTED_WORDS[3])
        seen = builder.get(path)
        self.assertEqual([move["step"] for move in seen["possible"]], ["accepted", "reported"])
        self.assertEqual((seen["face"]["dossier_id"], seen["users"]), (None, {}))
        self.assertEqual(set(seen["units"].values()), {"平川县劳动监察大队", "平川建工"})
        report = {"step": "reported", "key": "报告", "values": {"result": "已补发"}}
        # The other one has people of its own who say it.
        for person, body in ((handler, report), (builder, {"step": "cancelled", "values": {
                "reason": "不想做"}}), (self.people["head"], report)):
            self.assertTrue(is_refused(person.ask("POST", f"{path}/steps", body)))
        unknown = builder.ask("POST", f"{path}/steps", {**report, "values": {"seed": "1"}})
        self.assertEqual((unknown.status, unknown.json["code"], unknown.json["field"]),
                         (400, "unknown_field", "/values/seed"))
        mark = builder.ask("POST", f"{path}/steps", {**report, "key": "~1"})
        self.assertEqual((mark.status, mark.json["field"]), (400, "/key"))
        for kept in ("now", "already"):
            self.assertEqual(builder.post(f"{path}/steps", report)["kept"], kept)
        self.assertEqual(handler.ask("GET", path.replace("task", "hazard")).status, 404)
        # Of the other body everybody may confirm what this one reported.
        self.assertEqual(self.people["colleague"].post(
            f"{path}/steps", {"step": "confirmed"})["state"], "done")

    def test_an_export_is_seen_by_its_unit_and_the_auditor(self):
        other = self.stage.add_unit("清河县治欠办", kind="office", region=HERE)
        self.stage.add("of_other", "office", [HERE], unit=other)
        order = {"register": "clues", "format": "csv", "reason": "报送月度台账"}
        answer = self.people["of_other"].ask("POST", "/api/v1/exports", order)
        self.assertEqual(answer.status, 200, answer.body)
        [line] = self.people["of_other"].get("/api/v1/exports")["items"]
        self.assertEqual((line["unit"], line["why"]), ("清河县治欠办", "报送月度台账"))
        self.assertIn(line["number"].encode(), answer.body)
        self.assertEqual(line["sm3"], hashlib.new("sm3", answer.body).hexdigest())
        self.assertIn(line, self.people["auditor"].get("/api/v1/exports")["items"])
        for login in ("office", "inspector"):
            self.assertNotIn(line, self.people[login].get("/api/v1/exports")["items"])

    def test_an_export_on_its_way_out_lies_where_the_next_start_clears(self):
        uploads = self.stage.service.folder / "data" / "uploads"
        shutil.rmtree(uploads, ignore_errors=True)
        order = {"register": "clues", "format": "csv", "reason": "报送月度台账"}
        uploads.write_text("a file, where a folder has to be")
        try:
            answer = self.people["office"].ask("POST", "/api/v1/exports", order)
        finally:
            uploads.unlink()
        self.assertEqual(answer.status, 503, answer.body)
        answer = self.people["office"].ask("POST", "/api/v1/exports", order)
        self.assertEqual(answer.status, 200, answer.body)
        self.assertEqual(list(uploads.iterdir()), [])

    def test_names_of_a_case_are_masked_until_a_look_is_recorded(self):
        handler, case = self.people["handler"], self.of_p1["case"]
        for path in (f"/api/v1/cases/{case}", "/api/v1/cases",
                     f"/api/v1/clues/{self.of_p1['clue_of_case']}/life"):
            text = handler.ask("GET", path).body.decode()
            self.assertIn("平川", text)
            for word in PLANTED_WORDS:
                self.assertNotIn(word, text)
        shown = handler.post(f"/api/v1/cases/{case}/reveals", {"reason": "回访核实一下"})
        self.assertEqual(shown["facts"]["workers"][0]["name"], "欧阳举报")
        # The reporter asked not to be named: no file names anybody of the case.
        answer = handler.ask("POST", "/api/v1/exports", {
            "register": "cases", "format": "csv", "reason": "报送月度台账", "has_names": True})
        self.assertEqual(answer.status, 200, answer.body)
        self.assertIn("（要求保密）".encode(), answer.body)
        for word in PLANTED_WORDS:
            self.assertNotIn(word.encode(), answer.body)

    def test_many_are_assigned_each_for_itself(self):
        head, case = self.people["head"], self.of_p1["case"]
        colleague = self.people["colleague"].user["id"]
        order = {"dossiers": ["1", case, self.of_p1["clue"]], "assignee_id": colleague,
                 "key": "批量-1"}
        nobody, done, other = head.post("/api/v1/assignments", order)["items"]
        self.assertEqual((done["id"], done["is_done"], done["refused"]), (case, True, None))
        self.assertFalse(nobody["is_done"])
        self.assertTrue(nobody["refused"])
        self.assertEqual(other["id"], self.of_p1["clue"])
        shown = head.get(f"/api/v1/cases/{case}")
        self.assertEqual(shown["assignee_id"], colleague)
        # Once more is harmless; what was refused left nothing.
        again = head.post("/api/v1/assignments", order)["items"]
        self.assertEqual([one["is_done"] for one in again], [False, True, other["is_done"]])
        self.assertEqual(head.get(f"/api/v1/cases/{case}")["version"], shown["version"])
        for wrong in ({"dossiers": []}, {"dossiers": [case, case]}, {"key": ""},
                      {"assignee_id": "x"}, {"dossiers": ["1"] * 501}):
            answer = head.ask("POST", "/api/v1/assignments", {**order, **wrong})
            self.assertEqual(answer.status, 400, answer.body)
        self.assertEqual(head.ask("POST", "/api/v1/assignments",
                                  {**order, "assignee_id": "1"}).status, 404)

    def test_those_here_do_see_it(self):
        for role in ("office", "general_contractor", "assessor"):
            person = self.people[role]
            with self.subTest(role):
                self.assertEqual([each["project_id"]
                                  for each in person.get("/api/v1/projects")["items"]], ["P1"])
                self.assertTrue(person.get("/api/v1/findings")["items"])
                for kind, path in (("finding", "findings"), ("warning", "warnings"),
                                   ("project", "projects"), ("batch", "batches")):
                    person.get(f"/api/v1/{path}/{self.of_p1[kind]}")

    def test_somebody_of_the_group_sees_the_projects_of_both_companies(self):
        group = self.stage.add_unit("清字集团", kind="group", region="99")
        for name in ("平川建工", "青源路桥"):
            answer = self.stage.keeper.ask(
                "PUT", f"/api/v1/units/{group}/members/{self.stage.units[name]}")
            self.assertEqual(answer.status, 200, answer.body.decode())
        person = self.stage.add("jituan", "general_contractor", [""], None, group, [group])
        self.assertEqual({each["project_id"] for each in person.get("/api/v1/projects")["items"]},
                         {"P1", "P2"})

    def test_an_enterprise_uses_only_what_it_delivered(self):
        whole, builder = self.people["whole"], self.people["general_contractor"]
        office = self.stage.add_unit("平川县治欠办", kind="office", region=HERE)
        tables = dict(TABLES["P1"])
        delivered = whole.deliver({"花名册.csv": tables["花名册.csv"]}, unit=office,
                                  same_name="beside")
        self.assertEqual(delivered.status, 200, delivered.body.decode())
        batch = delivered.json["batch"]["id"]
        for step in ("use", "withdraw"):
            answer = builder.ask("POST", f"/api/v1/batches/{batch}/{step}")
            self.assertEqual(answer.status, 404, answer.body.decode())
        whole.post(f"/api/v1/batches/{batch}/withdraw")

    def test_nobody_delivers_for_a_unit_that_is_not_his(self):
        answer = self.people["labour_officer"].deliver(TABLES["P2"],
                                                       unit=self.stage.units["青源路桥"])
        self.assertIn(answer.status, (403, 404), answer.body.decode())

    def test_a_bank_tells_of_payments_and_nothing_else(self):
        keeper = self.stage.keeper
        bank = self.stage.units.get("平川银行") or self.stage.add_unit("平川银行", kind="bank",
                                                                   region=HERE)
        person = self.stage.add("yinhang", "bank", [HERE], None, bank, [bank])
        for name in ("花名册.csv", "工资表.csv", "考勤.csv", "项目.csv"):
            with self.subTest(name):
                delivered = person.deliver({name: TABLES["P1"][name]}, same_name="beside",
                                           key="银行" + name)
                self.assertEqual((delivered.status, delivered.json["code"]),
                                 (403, "not_permitted"), delivered.body.decode())
                self.assertIn("银行只交代发、流水、专户", delivered.json["message"])
        self.assertEqual(person.get("/api/v1/batches")["items"], [])
        told = person.deliver({"代发明细.csv": TABLES["P1"]["代发明细.csv"]}, same_name="beside",
                              key="银行代发")
        self.assertEqual(told.status, 200, told.body.decode())
        self.assertEqual(told.json["reject_count"], 0)
        looked = person.ask("GET", f"/api/v1/batches/{told.json['batch']['id']}/preview")
        self.assertEqual(looked.status, 400, looked.body.decode())
        self.assertIn("银行看不到项目", looked.json["message"])
        self.assertNotIn("拒收", looked.json["message"])
        # Its key works although nobody ever signed in with the bank's password.
        added = keeper.post("/api/v1/users", {"login": "yinhang2", "name": "银行系统", "role": "bank",
                                              "unit": bank, "scope": {"districts": [HERE],
                                                                      "units": [bank]}})
        key = keeper.post(f"/api/v1/users/{added['user']['id']}/keys",
                          {"label": "代发", "scope": {"districts": [HERE], "units": [bank]}})
        shown = {"authorization": "Bearer " + key["secret"]}
        self.assertEqual(self.service.ask("GET", "/api/v1/batches", **shown).status, 200)

    def test_an_enterprise_does_not_move_its_project_out_of_sight(self):
        builder = self.stage.add("quanguo", "general_contractor", [""], None,
                                 self.stage.units["平川建工"], [self.stage.units["平川建工"]])
        for old, new in ((HERE, "990999"), ("房屋建筑工程", "公路工程"),
                         ("91990123MA0000001T", "91990224MA0000002H")):
            with self.subTest(new):
                rows = [line.replace(old, new) for line in TABLES["P1"]["项目.csv"]]
                delivered = builder.deliver({"项目.csv": rows}, same_name="beside", key=new)
                answer = delivered
                if delivered.status == 200:
                    answer = builder.ask("POST",
                                         f"/api/v1/batches/{delivered.json['batch']['id']}/use")
                self.assertIn(answer.status, (400, 404), answer.body.decode())
        self.assertEqual(len(self.people["office"].get("/api/v1/projects")["items"]), 1)

    def test_a_keeper_of_one_district_gives_away_nothing_of_another(self):
        keeper = self.stage.add("xianguan", "administrator", [HERE])
        there = self.stage.units["青源路桥"]
        asked = {"login": "neiying", "name": "某人", "role": "office",
                 "scope": {"districts": [HERE]}, "unit": there}
        self.assertEqual(keeper.ask("POST", "/api/v1/users", asked).status, 404)
        whole = self.people["whole"].user["id"]
        for route in ("", "/keys"):
            self.assertEqual(keeper.ask("GET", f"/api/v1/users/{whole}{route}").status, 404)
        for step in ("disable", "enable", "password"):
            self.assertEqual(keeper.ask("POST", f"/api/v1/users/{whole}/{step}").status, 404)
        self.assertNotIn(whole, keeper.ask("GET", "/api/v1/users?limit=200").body.decode())
        self.assertNotIn(there, keeper.ask("GET", "/api/v1/units?limit=200").body.decode())

    def test_a_key_of_a_group_reaches_its_companies(self):
        group = self.stage.add_unit("清云集团", kind="group", region="99")
        answer = self.stage.keeper.ask(
            "PUT", f"/api/v1/units/{group}/members/{self.stage.units['平川建工']}")
        self.assertEqual(answer.status, 200)
        person = self.stage.add("qingyun", "general_contractor", [""], None, group, [group])
        for unit in (group, self.stage.units["平川建工"]):
            key = self.stage.keeper.post(f"/api/v1/users/{person.user['id']}/keys",
                                         {"label": "集团系统",
                                          "scope": {"districts": [""], "units": [unit]}})
            shown = {"authorization": "Bearer " + key["secret"]}
            seen = self.service.ask("GET", "/api/v1/projects", **shown).json["items"]
            self.assertEqual([each["project_id"] for each in seen], ["P1"])

    def test_what_an_authority_wrote_is_not_told_by_a_key_that_is_used_again(self):
        inspector, builder = self.people["inspector"], self.people["general_contractor"]
        path = f"/api/v1/warnings/{self.of_p1['warning']}"
        inspector.post(path + "/clearing", {"key": "1", "why": "来电人说已经收到 13900001111"})
        answer = builder.ask("POST", path + "/answers", {"key": "1", "text": "已补发"})
        self.assertEqual(answer.status, 409)
        self.assertNotIn("来电人", answer.body.decode())
        self.assertNotIn("13900001111", inspector.ask("GET", path).body.decode())

    def test_a_cursor_beyond_everything_is_the_end(self):
        whole, last = self.people["whole"], str((1 << 63) - 1)
        batch = f"batches/{self.of_p1['batch']}/rejects"
        for person, path in ((whole, batch), (whole, "batches"), (self.stage.keeper, "users"),
                             (self.stage.keeper, "units"), (self.people["auditor"], "audit")):
            page = person.get(f"/api/v1/{path}?cursor={last}")
            self.assertEqual((page["items"], page["next"]), ([], None), path)

    # What is sealed.

    def test_nobody_sees_a_number_of_a_person_in_full(self):
        secrets = [*WORKERS.values(), *PHONES.values(), card(1), card(2)]
        for login, person in self.people.items():
            for route in MAY:
                method, path, body, fields = sent(route, self.of_p1)
                if method != "GET":
                    continue
                text = person.ask(method, path).body.decode()
                for secret in secrets:
                    self.assertNotIn(secret, text, (login, route))

    def test_a_refusal_says_which_field_it_is_about(self):
        keeper, inspector = self.stage.keeper, self.people["inspector"]
        unit = self.stage.units["平川建工"]
        asked = {"login": "xinren", "name": "新人", "role": "general_contractor", "unit": unit,
                 "scope": {"districts": [HERE], "units": [unit]}}
        wrong = [("/scope/units", {"scope": {"districts": [HERE]}}),
                 ("/scope/districts", {"scope": {"districts": ["平川"], "units": [unit]}}),
                 ("/name", {"name": " "})]
        for field, change in wrong:
            with self.subTest(field):
                answer = keeper.ask("POST", "/api/v1/users", {**asked, **change})
                self.assertEqual((answer.status, answer.json["field"]), (400, field),
                                 answer.body.decode())
        office = {"name": "新单位", "kind": "office", "region": HERE}
        person = f"/api/v1/users/{inspector.user['id']}/keys"
        key = {"label": "平台", "scope": {"districts": [HERE]}}
        for path, body, code, field in (
                ("/api/v1/units", {**office, "name": " "}, 400, "/name"),
                ("/api/v1/units", {**office, "region": "平川"}, 400, "/region"),
                ("/api/v1/units", {**office, "credit_code": "91990123MA00000000"}, 400,
                 "/credit_code"),
                ("/api/v1/units", {**office, "parent": "999"}, 404, "/parent"),
                (person, {**key, "label": " "}, 400, "/label"),
                (person, {**key, "scope": {"districts": ["平川"]}}, 400, "/scope/districts"),
                (person, {**key, "scope": {"districts": [""]}}, 400, "/scope")):
            with self.subTest(path + field):
                answer = keeper.ask("POST", path, body)
                self.assertEqual((answer.status, answer.json["field"]), (code, field),
                                 answer.body.decode())
        reveal = {"finding": self.of_p1["finding"], "field": "phone", "purpose": "call_back",
                  "reason": "     "}
        answer = inspector.ask("POST", "/api/v1/reveals", reveal)
        self.assertEqual((answer.status, answer.json["field"]), (400, "/reason"))
        answer = inspector.ask("POST", "/api/v1/session/password",
                               {"old_password": PASSWORD, "new_password": "aaaaaaaaaaaa"})
        self.assertEqual((answer.status, answer.json["field"]), (400, "/new_password"))
        answer = keeper.ask("GET", "/api/v1/projects")
        self.assertEqual(answer.status, 403)
        self.assertNotIn("找系统管理员", answer.json["message"])

    def test_whoever_reports_himself_is_not_told_which_projects_there_are(self):
        office = self.stage.keeper.post("/api/v1/units", {"name": "平川县治欠办", "kind": "office",
                                                          "region": HERE})
        answers = []
        for number, project in enumerate(("P1", "P77777")):
            asked = {"key": f"本人-{number}", "unit_id": office["id"], "text": "欠工资",
                     "project_id": project}
            first = self.service.ask("POST", "/api/v1/own-clues", asked)
            # Sent once more: by the name of the project, and as it was.
            renamed = {**asked, "project_name": project}
            del renamed["project_id"]
            other = self.service.ask("POST", "/api/v1/own-clues", renamed)
            again = self.service.ask("POST", "/api/v1/own-clues", asked)
            answers.append([(one.status, one.json.get("remarks"), one.json.get("kept"),
                             one.json.get("code")) for one in (first, other, again)])
        self.assertEqual(answers[0], answers[1])
        self.assertEqual([one[0] for one in answers[0]], [200, 409, 200], answers)

    def test_a_reveal_asks_for_a_reason_and_is_recorded(self):
        inspector = self.people["inspector"]
        asked = {"finding": self.of_p1["finding"], "field": "phone", "purpose": "call_back",
                 "reason": "回访工资是否到手"}
        for field, value in (("id_number", WORKERS["P1"]), ("phone", PHONES["P1"]),
                             ("card", card(1))):
            answer = inspector.post("/api/v1/reveals", {**asked, "field": field})
            self.assertEqual(answer, {"value": value})
        # The same id is the same look of the same person, or none.
        with_id = {**asked, "id": "5"}
        for _ in range(2):
            self.assertEqual(inspector.post("/api/v1/reveals", with_id), {"value": PHONES["P1"]})
        for person, change in ((self.people["office"], {}), (inspector, {"reason": "另一个理由"}),
                               (inspector, {"purpose": "handle_case"})):
            answer = person.ask("POST", "/api/v1/reveals", {**with_id, **change})
            self.assertEqual(answer.status, 409, answer.body.decode())
            self.assertNotIn(PHONES["P1"], answer.body.decode())
        for change in ({"reason": "看看"}, {"reason": None}, {"purpose": "curiosity"},
                       {"field": "name"}):
            answer = inspector.ask("POST", "/api/v1/reveals", {**asked, **change})
            self.assertEqual(answer.status, 400, answer.body.decode())
        records, cursor = [], ""
        while cursor is not None:
            page = self.people["auditor"].get("/api/v1/audit?limit=200" + cursor)
            records += page["items"]
            cursor = page["next"] and "&cursor=" + page["next"]
        reveals = [record for record in records if record["action"] == "reveal_field"]
        self.assertGreaterEqual(len(reveals), 3)
        self.assertEqual({record["user"] for record in reveals}, {inspector.user["id"]})
        self.assertNotIn(PHONES["P1"], str(records))
        # Who looked at what, and why.
        project = self.stage.projects["P1"]
        told = [record["subjects"] for record in reveals]
        self.assertEqual({record["reason"] for record in reveals}, {"回访工资是否到手"})
        self.assertEqual({record["reason"] for record in records
                          if not record["action"].startswith("reveal_")}, {None})
        for field in ("id_number", "phone", "card"):
            self.assertTrue(any(re.fullmatch(
                rf"project={project} reveal=\d+ purpose=3 field={field}",
                one) for one in told), (field, told))
        # All actions are identifiers.
        for record in records:
            self.assertRegex(record["action"], r"^[a-z_]+$")
        self.assertTrue(self.people["auditor"].get("/api/v1/audit/verification")["is_sound"])

    # Sessions and keys that end.

    def test_a_disabled_user_is_out_at_once_and_so_is_his_key(self):
        keeper = self.stage.keeper
        person = self.stage.add("linshi", "inspector", [HERE])
        path = f"/api/v1/users/{person.user['id']}"
        key = keeper.post(path + "/keys", {"label": "门禁平台", "scope": {"districts": [HERE]}})
        shown = {"authorization": "Bearer " + key["secret"]}
        self.assertEqual(self.service.ask("GET", "/api/v1/projects", **shown).status, 200)
        keeper.post(path + "/disable")
        self.assertEqual(person.ask("GET", "/api/v1/projects").status, 401)
        self.assertEqual(self.service.ask("GET", "/api/v1/projects", **shown).status, 401)
        answer = self.service.ask("POST", "/api/v1/session",
                                  {"login": "linshi", "password": PASSWORD})
        self.assertEqual(answer.status, 401)

    def test_a_key_is_narrower_than_its_user_and_can_be_taken_back(self):
        keeper, user = self.stage.keeper, self.people["whole"].user["id"]
        path = f"/api/v1/users/{user}/keys"
        key = keeper.post(path, {"label": "银行", "scope": {"districts": [THERE]}})
        shown = {"authorization": "bearer " + key["secret"]}
        seen = self.service.ask("GET", "/api/v1/projects", **shown).json["items"]
        self.assertEqual([each["project_id"] for each in seen], ["P2"])
        # A key needs no token against other sites: no browser sends it by itself.
        self.assertEqual(self.service.ask("POST", "/api/v1/rechecks", **shown).status, 200)
        self.assertEqual(keeper.ask("DELETE", f"{path}/{key['key']['id']}").status, 200)
        self.assertEqual(self.service.ask("GET", "/api/v1/projects", **shown).status, 401)

    def test_another_browser_is_signed_out_from_here(self):
        first = Person(self.service, "leader", PASSWORD).sign_in()
        second = Person(self.service, "leader", PASSWORD).sign_in()
        others = [each["id"] for each in first.get("/api/v1/session/others")["items"]
                  if not each["is_this"] and each["ended"] is None]
        for session in others:
            self.assertEqual(first.ask("DELETE", f"/api/v1/session/others/{session}").status, 200)
        self.assertEqual(second.ask("GET", "/api/v1/session").status, 401)
        self.assertEqual(first.ask("GET", "/api/v1/session").status, 200)
        # Not of somebody else.
        theirs = self.people["office"].get("/api/v1/session/others")["items"][0]["id"]
        self.assertEqual(first.ask("DELETE", f"/api/v1/session/others/{theirs}").status, 404)
        self.people["leader"].sign_in()

    def test_guessing_is_slowed(self):
        wrong = {"login": "street", "password": "wrong"}
        seen = [self.service.ask("POST", "/api/v1/session", wrong) for _ in range(10)]
        self.assertEqual(seen[0].status, 401)
        self.assertEqual(seen[-1].status, 429)
        wait = seen[-1].fields["retry-after"]
        self.assertIn(f"请过 {wait} 秒再试", seen[-1].json["message"])
        self.assertGreater(int(wait), 1)

    def test_a_browser_that_signs_in_anew_leaves_its_old_session(self):
        person = Person(self.service, "subcontractor", PASSWORD).sign_in()
        old = person.cookie
        answer = self.service.ask("POST", "/api/v1/session",
                                  {"login": "subcontractor", "password": PASSWORD}, cookie=old)
        self.assertEqual(answer.status, 200)
        fresh = answer.fields["set-cookie"].partition(";")[0]
        self.assertEqual(self.service.ask("GET", "/api/v1/session", cookie=fresh).status, 200)
        self.assertEqual(self.service.ask("GET", "/api/v1/session", cookie=old).status, 401)

    def test_the_cookie_is_for_nobody_else(self):
        answer = self.service.ask("POST", "/api/v1/session",
                                  {"login": "owner", "password": PASSWORD})
        cookie = answer.fields["set-cookie"]
        for word in ("HttpOnly", "SameSite=Strict", "Path=/"):
            self.assertIn(word, cookie)
        self.assertNotIn("Domain", cookie)
        self.assertEqual(answer.fields["cache-control"], "no-store")

    # Texts are texts.

    def test_what_is_asked_never_becomes_a_query(self):
        person = self.people["office"]
        for text in ("'%20OR%201=1%20--", "%22;DROP%20TABLE%20batch;--", "%25", "_", "\\",
                     "%F0%9F%98%80", "1e9", "-1", "9" * 40):
            for path in ("projects?words=", "projects?region=", "projects?cursor=",
                         "findings?cursor=", "findings?rule=", "findings?project=",
                         "warnings?matter=", "warnings?cursor=", "batches?cursor=",
                         "findings/", "warnings/", "batches/", "projects/"):
                with self.subTest(path + text):
                    answer = person.ask("GET", "/api/v1/" + path + text)
                    self.assertIn(answer.status, (200, 400, 404))
                    self.assertNotIn("P2", answer.body.decode())


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
