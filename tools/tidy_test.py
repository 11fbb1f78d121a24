# SPDX-License-Identifier: Apache-2.0
"""Plants each fault that tidy.py knows, once, and expects it to be named; and the whole tree to be
free of them is what running tidy.py itself shows."""
import pathlib
import subprocess
import tempfile
import unittest

import tidy

LICENCE = "// SPDX-License-Identifier: Apache-2.0\n"
README = "# rules\n\n这里有：规则。\n\n这里没有：别的。\n\n从这里读起。\n"
DECISION = "# 0001\n\n## 背景\n\n## 决定\n\n## 后果\n\n## 什么会让我们改主意\n"

CLEAN = {
    "src/rules/README.md": README,
    "src/rules/good.h": LICENCE + '#pragma once\n#include "law/citation.h"\n',
    "docs/decisions/0001-whole-fen.md": DECISION,
}


def faults(files):
    """What tidy.py says of a tree with these files beside the clean ones."""
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        subprocess.run(["git", "init", "-q", folder], check=True)
        for path, text in {**CLEAN, **files}.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text)
        return list(tidy.faults_of(root))


class Tidy(unittest.TestCase):
    def assert_one(self, path, text, expected):
        found = faults({path: text})
        self.assertEqual(len(found), 1, found)
        self.assertIn(expected, found[0])

    def test_says_nothing_of_a_clean_tree(self):
        self.assertEqual(faults({}), [])

    def test_names_an_include_against_the_arrows(self):
        self.assert_one("src/rules/bad.cc", LICENCE + '#include "feeds/csv.h"\n',
                        "src/rules/bad.cc:2: rules/ may not use feeds/; it may use: law base")

    def test_lets_only_tests_use_test_support(self):
        include = LICENCE + '#include "tests/support/case_table.h"\n'
        self.assertEqual(faults({"src/rules/good_test.cc": include}), [])
        self.assert_one("src/rules/bad.cc", include, "rules/ may not use tests/")

    def test_names_a_link_against_the_arrows(self):
        cmake = "# SPDX-License-Identifier: Apache-2.0\nqingxin_folder(rules USES qingxin_feeds)\n"
        self.assert_one("src/rules/CMakeLists.txt", cmake, "rules/ may not link qingxin_feeds")

    def test_asks_for_the_arrows_of_a_new_folder(self):
        found = faults({"src/util/new.h": LICENCE})
        self.assertTrue(any("src/util/ is new" in fault for fault in found), found)

    def test_asks_every_folder_for_a_readme(self):
        found = faults({"src/base/text.h": LICENCE})
        self.assertEqual(len(found), 1, found)
        self.assertIn("src/base/README.md: is missing", found[0])

    def test_asks_for_a_readme_of_about_ten_lines(self):
        self.assert_one("src/rules/README.md", "# rules\n" * 40, "about ten lines")

    def test_asks_for_the_licence(self):
        self.assert_one("src/rules/bad.h", "#pragma once\n", "no line 'SPDX")
        self.assert_one("tools/bad.py", "print(1)\n", "no line 'SPDX")

    def test_counts_columns_in_characters(self):
        self.assertEqual(faults({"src/rules/good.cc": LICENCE + "// " + "薪" * 97 + "\n"}), [])
        self.assert_one("src/rules/bad.cc", LICENCE + "// " + "薪" * 98 + "\n", "101 columns")

    def test_counts_the_lines_of_a_function(self):
        def function(lines):
            return LICENCE + "int f() {\n" + "  g();\n" * (lines - 2) + "}\n"
        self.assertEqual(faults({"src/rules/good.cc": function(60)}), [])
        self.assert_one("src/rules/bad.cc", function(61), "bad.cc:2: f has 61 lines, at most 60")

    def test_counts_a_signature_of_several_lines(self):
        text = LICENCE + "int long_name(int a,\n    int b) {\n" + "  g();\n" * 59 + "}\n"
        self.assert_one("src/rules/bad.cc", text, "long_name has 62 lines")

    def test_takes_a_table_for_no_function(self):
        text = LICENCE + "constexpr int kTable[] = {\n" + "    1,\n" * 90 + "};\n"
        self.assertEqual(faults({"src/rules/good.cc": text}), [])

    def test_counts_the_lines_of_a_python_function(self):
        text = "# SPDX-License-Identifier: Apache-2.0\ndef f():\n" + "    g()\n" * 60
        self.assert_one("tools/bad.py", text, "f has 61 lines")

    def test_bans_words_in_code_and_not_in_comments(self):
        for word in ("double pay = 1;", "float pay = 1;", "std::chrono::system_clock::now();",
                     "std::rand();", "std::this_thread::sleep_for(1s);", "dynamic_cast<A*>(b);",
                     "Result<bool> ask();", "#define MAX 1", "GTEST_SKIP();",
                     'f("130100");'):
            with self.subTest(word):
                self.assert_one("src/rules/bad.cc", f"{LICENCE}{word}\n", "is banned, use")
        self.assertEqual(faults({"src/rules/good.cc": LICENCE + "// no double here\n"}), [])

    def test_allows_banned_words_at_home(self):
        text = LICENCE + "double cell = 1;\n"
        readme = {"src/documents/README.md": README}
        self.assertEqual(faults({"src/documents/workbook.cc": text, **readme}), [])

    def test_bans_paths_of_one_machine(self):
        self.assert_one("docs/page.md", "see " + "/" + "home/me/file\n", "a path of one machine")
        self.assertEqual(faults({"docs/page.md": "see docs/home/page.md\n"}), [])

    def test_bans_registry_hosts_in_a_lock_file(self):
        self.assert_one("tools/x/package-lock.json", '{"resolved": "…"}\n', "a registry host")

    def test_bans_large_files(self):
        self.assert_one("samples/big.csv", "x" * 3_000_001, "3000001 bytes")

    def test_asks_a_decision_for_its_four_parts(self):
        self.assert_one("docs/decisions/0002-x.md", DECISION.replace("## 后果", ""),
                        "says nothing under 后果")


class ColumnLists(unittest.TestCase):
    SCHEMA = (LICENCE + "constexpr Column kBoards[] = {\n"
              '    {"project_id", "项目编号", code, kRequired},\n'
              '    {"place", "位置", text},\n};\n'
              "constexpr Tables kTables{{\n"
              '    {Table::boards, "boards", {"告示牌"}, Heading::board, kBoards},\n}};\n')
    GLOSSARY = "<!-- columns -->\n<!-- end -->\n"
    PAGE = "<!-- columns boards -->\n| x | `place` | x | 手写的话 |\n<!-- end -->\n"

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        root = self.root = pathlib.Path(self.folder.name)
        for path, text in ((tidy.columns.SCHEMA, self.SCHEMA),
                           (tidy.columns.GLOSSARY, self.GLOSSARY),
                           (tidy.columns.FOLDER_PAGE, self.PAGE)):
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text)

    def rewrite(self):
        for path, (_, mended) in tidy.columns.pages_of(self.root).items():
            (self.root / path).write_text(mended)

    def test_names_a_column_that_the_glossary_lacks(self):
        found = list(tidy.columns.faults_of(self.root))
        self.assertTrue(any("lacks `place` of boards" in fault for fault in found), found)

    def test_rewrites_the_lists_and_keeps_what_was_written_by_hand(self):
        self.rewrite()
        self.assertEqual(list(tidy.columns.faults_of(self.root)), [])
        page = (self.root / tidy.columns.FOLDER_PAGE).read_text()
        self.assertIn("| 项目编号 \\* | `project_id` | 编码 | |\n", page)
        self.assertIn("| 位置 | `place` | 文字 | 手写的话 |\n", page)

    def test_names_a_page_that_lags_behind(self):
        self.rewrite()
        schema = self.root / tidy.columns.SCHEMA
        schema.write_text(schema.read_text().replace("位置", "地点"))
        found = list(tidy.columns.faults_of(self.root))
        self.assertEqual(sum("does not follow" in fault for fault in found), 2, found)
