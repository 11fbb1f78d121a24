#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""api/openapi.yaml against the route table, both ways, and the recorded examples of api/examples
against both the contract and the program: `contract_test.py QINGXIN ROUTES [--update]`. Those in
api/examples/signed_in are steps of scenario.py."""
import json
import pathlib
import re
import subprocess
import sys
import unittest

import jsonschema
import yaml

from scenario import recorded_steps, without_days
from service import Service
from stage import Stage

QINGXIN, ROUTES = sys.argv[1:3]
FILE = pathlib.Path("api/openapi.yaml")
EXAMPLES = pathlib.Path("api/examples")
# With a channel, and seldom looking: what is told is what was asked for.
CONFIG = f'[outbox]\nfile = "{pathlib.Path("tests/http/outbox.toml").resolve()}"\nseconds = 3600\n'
TEXT = FILE.read_text()
CONTRACT = yaml.safe_load(TEXT)
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
# What the server itself may say at any time, or about any body; seen by hostile_test.py.
OF_THE_SERVER = {"408", "411", "413", "415", "429", "503"}


def resolved(node):
    while isinstance(node, dict) and "$ref" in node:
        at = CONTRACT
        for step in node["$ref"].removeprefix("#/").split("/"):
            at = at[step]
        node = at
    return node


def operations():
    for path, methods in CONTRACT["paths"].items():
        for method in METHODS:
            if method in methods:
                yield method.upper(), path, methods[method]


def table():
    lines = subprocess.run([ROUTES], check=True, capture_output=True, text=True).stdout
    rows = [line.split("\t") for line in lines.splitlines()]
    routes = {(row[1], row[2]): row[3:] for row in rows if row[0] == "route"}
    problems = {row[1]: row[2] for row in rows if row[0] == "problem"}
    return routes, problems


def validate(value, schema):
    # Every "#/components/…" is looked up in the whole contract.
    resolver = jsonschema.RefResolver("", CONTRACT)
    jsonschema.Draft202012Validator(schema, resolver=resolver,
                                    format_checker=jsonschema.FormatChecker()).validate(value)


def operation_of(method, target):
    path = target.partition("?")[0]
    for known_method, template, operation in operations():
        pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(template))
        if known_method == method.replace("HEAD", "GET") and re.fullmatch(pattern, path):
            return template, operation
    raise AssertionError(f"{method} {path} is not in the contract")


class Contract(unittest.TestCase):
    def test_every_route_is_documented_and_every_documented_one_is_there(self):
        routes, _ = table()
        documented = {(method, path) for method, path, _ in operations()}
        self.assertEqual(set(routes), documented)

    def test_parameters_bodies_and_answers_are_the_same(self):
        routes, _ = table()
        for method, path, operation in operations():
            query, body, media_type, entry = routes[method, path]
            with self.subTest(f"{method} {path}"):
                parameters = [resolved(p) for p in operation.get("parameters", [])]
                named = [p["name"] for p in parameters if p["in"] == "query"]
                self.assertEqual(",".join(named), query)
                in_path = [p["name"] for p in parameters if p["in"] == "path"]
                self.assertEqual(in_path, re.findall(r"\{(\w+)\}", path))
                self.assertEqual(",".join(operation.get("requestBody", {}).get("content", {})),
                                 body)
                self.assertEqual(list(resolved(operation["responses"]["200"])["content"]),
                                 [media_type])
                self.assertTrue(operation["summary"] and operation["operationId"])
                statuses = set(operation["responses"])
                self.assertLessEqual({"400", "406"}, statuses)
                self.assertEqual("304" in statuses, method == "GET")
                self.assertEqual({"408", "411", "413", "415"} <= statuses, body != "")
                self.assertTrue("404" in statuses or "{" not in path)
                is_open = entry in ("everyone", "metrics_readers")
                self.assertEqual(operation.get("security") == [], is_open)
                self.assertTrue(is_open or {"401", "403"} <= statuses)

    def test_the_problems_are_the_same(self):
        _, problems = table()
        listed = dict(re.findall(r"^ {12}- (\w+)  # (\d{3})$", TEXT, re.MULTILINE))
        self.assertEqual(listed, problems)
        self.assertEqual(CONTRACT["components"]["schemas"]["Problem"]["properties"]["code"]["enum"],
                         list(problems))

    def test_names_are_used_once_and_all_that_is_defined_is_used(self):
        names = [operation["operationId"] for _, _, operation in operations()]
        self.assertEqual(len(names), len(set(names)))
        for kind, things in CONTRACT["components"].items():
            for name in things if kind != "securitySchemes" else ():
                self.assertIn(f"'#/components/{kind}/{name}'", TEXT)

    def test_the_schemas_are_schemas(self):
        for name, schema in CONTRACT["components"]["schemas"].items():
            with self.subTest(name):
                jsonschema.Draft202012Validator.check_schema(schema)


def ask(service, request):
    return service.ask(request["method"], request["path"], request.get("body"),
                       **request.get("fields", {}))


def recorded(answer):
    kind = answer.fields.get("content-type", "")
    body = answer.body.decode()
    if kind.startswith("application/json"):
        body = json.loads(body)
    return {"status": answer.status, "content_type": kind, "body": body}


def read_examples(folder):
    return {path.stem: json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))}


class Examples(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.files = read_examples(EXAMPLES)
        cls.steps = read_examples(EXAMPLES / "signed_in")
        cls.all = {**cls.files, **cls.steps}

    def test_the_program_answers_as_it_was_recorded(self):
        with Service(QINGXIN) as service:
            for name, example in self.files.items():
                with self.subTest(name):
                    self.assertEqual(recorded(ask(service, example["request"])),
                                     example["response"])

    def test_the_program_answers_those_who_signed_in_as_it_was_recorded(self):
        with Stage(QINGXIN, config=CONFIG) as stage:
            steps = dict(recorded_steps(stage.set_up()))
        self.assertEqual(set(steps), set(self.steps))
        for name, example in steps.items():
            with self.subTest(name):
                self.assertEqual(without_days(example), without_days(self.steps[name]))

    def test_they_keep_to_the_contract(self):
        for name, example in self.all.items():
            with self.subTest(name):
                request, response = example["request"], example["response"]
                _, operation = operation_of(request["method"], request["path"])
                documented = resolved(operation["responses"][str(response["status"])])
                if response["status"] == 200 and "body" in request:
                    content = operation["requestBody"]["content"]["application/json"]
                    validate(request["body"], content["schema"])
                kind = response["content_type"].partition(";")[0]
                if response["status"] != 304:
                    validate(response["body"], documented["content"][kind]["schema"])

    def test_there_is_one_for_each_status_of_each_route(self):
        seen = {(example["request"]["method"],
                 operation_of(example["request"]["method"], example["request"]["path"])[0],
                 str(example["response"]["status"])) for example in self.all.values()}
        wanted = {(method, path, status) for method, path, operation in operations()
                  for status in operation["responses"] if status not in OF_THE_SERVER}
        # Its figures differ each time; the contract is not repeated; a tag changes with the law.
        wanted -= {(method, path, status) for method, path, status in wanted
                   if path in ("/metrics", "/api/v1/openapi.yaml") and status == "200"}
        wanted -= {(method, path, status) for method, path, status in wanted
                   if status in ("304", "400", "403", "406") and not path.startswith("/api/v1/r")
                   and path != "/api/v1/deadlines"}
        # Of routes that ask who one is: what they do, and what they refuse for what is there.
        # doors_test.py asks each as nobody and as everybody; a day in the past cannot be asked.
        closed = {(method, path) for method, path, operation in operations()
                  if operation.get("security") != []}
        wanted -= {(method, path, status) for method, path, status in wanted
                   if (method, path) in closed and status not in ("200", "409")}
        wanted.discard(("POST", "/api/v1/rechecks", "409"))
        # Only while somebody else writes the same.
        wanted -= {("POST", f"/api/v1/cases/{{case}}/{what}", "409")
                   for what in ("calls", "delays", "notes")}
        # Only while it is being sent, and once somebody took it.
        wanted -= {("POST", f"/api/v1/notices/{{notice}}/{what}", "409")
                   for what in ("retry", "calling-off")}
        self.assertEqual(wanted - seen, set())

    def test_one_that_breaks_the_contract_is_seen(self):
        example = json.loads(json.dumps(self.files["deadline"]))
        _, operation = operation_of("POST", "/api/v1/deadlines")
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        for change in ({"certainty": "maybe"}, {"day": 20260924}, {"more": 1}):
            with self.assertRaises(jsonschema.ValidationError):
                validate({**example["response"]["body"], **change}, schema)


def update():
    with Service(QINGXIN) as service:
        for name, example in read_examples(EXAMPLES).items():
            example["response"] = recorded(ask(service, example["request"]))
            write_example(EXAMPLES / f"{name}.json", example)
    for path in (EXAMPLES / "signed_in").glob("*.json"):
        path.unlink()
    with Stage(QINGXIN, config=CONFIG) as stage:
        for name, example in recorded_steps(stage.set_up()):
            write_example(EXAMPLES / "signed_in" / f"{name}.json", example)


def write_example(path, example):
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(example, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    if "--update" in sys.argv:
        update()
    else:
        unittest.main(argv=sys.argv[:1])
