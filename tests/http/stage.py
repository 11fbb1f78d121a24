# SPDX-License-Identifier: Apache-2.0
"""A running service with people of every role and two projects: P1 in 平川县 (房屋建筑工程, built by
平川建工), P2 in another prefecture (公路工程, built by 青源路桥). All of it came in over HTTP. The
people do not exist; the regions 990123 and 990224 neither."""
import hashlib
import hmac
import json
import pathlib
import secrets
import tempfile

from service import Service

PASSWORD = "Zhihui-Gongdi-2026"
HERE, THERE = "990123", "990224"
BUILDER_HERE, BUILDER_THERE = "91990123MA0000001T", "91990224MA0000002H"
ROLES = ("office", "inspector", "industry_authority", "leader", "street", "owner",
         "general_contractor", "labour_officer", "subcontractor", "bank", "assessor",
         "administrator", "auditor")
OF_UNITS = ("owner", "general_contractor", "labour_officer", "subcontractor", "bank")

SUBMISSION_KEYS = [{"name": f"{town} 2026", "body": f"{town}治欠办", "region": region,
                    "secret": region[-1] * 64}
                   for town, region in (("东镇", "990123001"), ("西镇", "990123002"))]
KEY = '[[key]]\nname = "{name}"\nbody = "{body}"\nregion = "{region}"\nsecret = "{secret}"\n'

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity(serial):
    body = f"99012319900101{serial:03d}"
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, WEIGHTS)) % 11]


def card(serial):
    body = f"62220000000000{serial:04d}"
    digits = [int(d) for d in body + "0"]
    total = sum(d if i % 2 == 0 else d * 2 - 9 * (d > 4) for i, d in enumerate(reversed(digits)))
    return body + str(-total % 10)


WORKERS = {"P1": identity(1), "P2": identity(2)}
PHONES = {"P1": "13900001111", "P2": "13900002222"}


def tables(project, region, industry, builder, credit_code, serial):
    """A project with one worker, whose wages of October were not paid."""
    worker, phone = WORKERS[project], PHONES[project]
    days = [f"2026-10-{day:02d}" for day in range(1, 32) if day % 3]
    return {
        "项目.csv": [
            "项目编号,项目名称,行政区划代码,行业,总包单位,总包信用代码,合同签订日期,开工日期,"
            "状态,工资支付日,建设单位",
            f"{project},{builder}的工程,{region},{industry},{builder},{credit_code},2026-09-01,"
            "2026-10-01,在建,15,平川县交通局"],
        "花名册.csv": [
            "项目编号,用工单位,姓名,身份证号,手机号,合同签订日期,实名登记日期,进场日期,工资卡号,持卡人",
            f"{project},{builder},张三{serial},{worker},{phone},2026-09-30,2026-09-30,2026-10-01,"
            f"{card(serial)},张三{serial}"],
        "考勤.csv": ["项目编号,身份证号,日期"] + [f"{project},{worker},{day}" for day in days],
        "工资表.csv": [
            "项目编号,工资月份,用工单位,姓名,身份证号,出勤天数,应发工资,实发工资,补发",
            f"{project},2026-10,{builder},张三{serial},{worker},{len(days)},6000.00,6000.00,"],
        "代发明细.csv": [
            "项目编号,工资月份,身份证号,收款人,收款账号,金额,日期,状态,付款账号,方式,流水号",
            f"{project},2026-10,{worker},张三{serial},{card(serial)},1000.00,2026-11-13,成功,"
            f"990000{serial},专户代发,S{serial}"],
    }


TABLES = {"P1": tables("P1", HERE, "房屋建筑工程", "平川建工", BUILDER_HERE, 1),
          "P2": tables("P2", THERE, "公路工程", "青源路桥", BUILDER_THERE, 2)}


def form(files, **texts):
    """A body of multipart/form-data and its Content-Type. Several texts of one name: a list."""
    boundary = secrets.token_hex(16)
    parts = []
    for name, values in texts.items():
        for value in values if isinstance(values, list) else [values]:
            parts.append(f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode())
    for name, content in files.items():
        if isinstance(content, list):
            content = ("\n".join(content) + "\n").encode()
        parts.append(f'Content-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
                     .encode() + content)
    body = b"".join(b"--%s\r\n%s\r\n" % (boundary.encode(), part) for part in parts)
    return body + b"--%s--\r\n" % boundary.encode(), f"multipart/form-data; boundary={boundary}"


class Person:
    """Somebody with a browser."""

    def __init__(self, service, login, password):
        self.service, self.login, self.password = service, login, password
        self.cookie = self.csrf = None
        self.user = {}

    def sign_in(self):
        answer = self.service.ask("POST", "/api/v1/session",
                                  {"login": self.login, "password": self.password})
        assert answer.status == 200, answer.body.decode()
        self.cookie = answer.fields["set-cookie"].partition(";")[0]
        self.csrf, self.user = answer.json["csrf_token"], answer.json["user"]
        return self

    def choose_password(self, password):
        answer = self.ask("POST", "/api/v1/session/password",
                          {"old_password": self.password, "new_password": password})
        assert answer.status == 200, answer.body.decode()
        self.password = password
        return self

    def ask(self, method, path, body=None, **fields):
        shown = {"cookie": self.cookie}
        if method not in ("GET", "HEAD"):
            shown["x-csrf-token"] = self.csrf
        return self.service.ask(method, path, body, **{**shown, **fields})

    def get(self, path):
        answer = self.ask("GET", path)
        assert answer.status == 200, (path, answer.body.decode())
        return answer.json

    def post(self, path, body=None):
        answer = self.ask("POST", path, body)
        assert answer.status == 200, (path, answer.body.decode())
        return answer.json

    def deliver(self, files, **texts):
        body, kind = form(files, **texts)
        return self.ask("POST", "/api/v1/batches", body, content_type=kind)


def submission(cases, frozen_ms, key=SUBMISSION_KEYS[0]):
    """The sealed file of a town for October 2026, as docs/supervision.md says it."""
    region, body = key["region"], key["body"]
    lines = ["qingxin-figures 1", f"body\t{body}\t{region}", "period\t2026-10-01\t2026-10-31",
             f"frozen\t{frozen_ms}", "law\t2026-11-22",
             f"place\tdistrict\t{region}\t{body}\t",
             f"cell\tdistrict\t{region}\tcases_open\t{cases}\t0\t0\t{cases}\t-"]
    figures = "".join(line + "\n" for line in [*lines, f"end\t{len(lines)}"])
    digest = hashlib.new("sm3", figures.encode()).hexdigest()
    head = ["qingxin-submission 1", f"key\t{key['name']}", f"body\t{body}", f"region\t{region}",
            "from\t2026-10-01", "until\t2026-10-31", f"sm3\t{digest}",
            f"bytes\t{len(figures.encode())}"]
    sealed = "".join(line + "\n" for line in head) + figures
    seal = hmac.new(bytes.fromhex(key["secret"]), sealed.encode(), "sm3").hexdigest()
    return f"{sealed}seal\thmac-sm3\t{seal}\n"


class Stage:
    def __init__(self, program, *options, config=""):
        # Towns of 平川县 seal with these.
        self.keys = tempfile.NamedTemporaryFile("w", suffix=".toml")  # its owner's alone
        self.keys.write("".join(KEY.format(**key) for key in SUBMISSION_KEYS))
        self.keys.flush()
        config += f'\n[submissions]\nkeys_file = "{self.keys.name}"\n'
        self.service = Service(program, *options, config=config)
        line = self.service.welcome
        assert "一次性口令" in line, line
        login, _, rest = line.removeprefix("管理员 ").partition("，一次性口令 ")
        self.keeper = self.person(login, rest.partition("（")[0])
        self.units = {}
        self.people = {}

    def __enter__(self):
        return self

    def __exit__(self, *ignored):
        self.service.close()
        self.keys.close()

    def person(self, login, password):
        """Signs in with a password for once, and chooses one."""
        return Person(self.service, login, password).sign_in().choose_password(PASSWORD)

    def add_unit(self, name, **more):
        unit = self.keeper.post("/api/v1/units", {"name": name, **more})
        self.units[name] = unit["id"]
        return unit["id"]

    def add(self, login, role, districts, industries=None, unit=None, units=None):
        asked = {"login": login, "name": "某" + login, "role": role,
                 "scope": {"districts": districts}}
        if industries is not None:
            asked["scope"]["industries"] = industries
        if unit is not None:
            asked["unit"] = unit
        if units is not None:
            asked["scope"]["units"] = units
        added = self.keeper.post("/api/v1/users", asked)
        self.people[login] = self.person(login, added["password"])
        return self.people[login]

    def set_up(self):
        """Units, somebody of each role who sees P1 and no more, and both projects."""
        here = self.add_unit("平川建工", kind="enterprise", region=HERE, credit_code=BUILDER_HERE)
        there = self.add_unit("青源路桥", kind="enterprise", region=THERE,
                              credit_code=BUILDER_THERE)
        for role in ROLES:
            unit = here if role in OF_UNITS else None
            self.add(role, role, [HERE], ["房屋建筑工程"] if role == "industry_authority" else None,
                     unit=unit, units=[unit] if unit else None)
        self.add("whole", "office", [""])
        for project, unit in (("P1", here), ("P2", there)):
            answer = self.people["whole"].deliver(TABLES[project], unit=unit)
            assert answer.status == 200, answer.body.decode()
            self.people["whole"].post(f"/api/v1/batches/{answer.json['batch']['id']}/use")
        self.people["whole"].post("/api/v1/rechecks")
        self.projects = {each["project_id"]: each["id"]
                         for each in self.people["whole"].get("/api/v1/projects")["items"]}
        return self


if __name__ == "__main__":
    import sys
    with Stage(sys.argv[1]) as stage:
        stage.set_up()
        print(json.dumps(stage.people["whole"].get("/api/v1/findings"), ensure_ascii=False,
                         indent=1)[:3000])
        print(pathlib.Path(stage.service.log).read_text()[-2000:])
