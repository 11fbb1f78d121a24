# SPDX-License-Identifier: Apache-2.0
"""A book says what its folder says: `verify --book` is `verify DIR`, byte for byte. With --update
the seeds of the fuzz target book_file are written anew."""
import json
import pathlib
import subprocess
import sys
import unittest

from folder import QINGXIN, OwnPlace, clean, written
from whole import PARAMETERS, folder_of, whole

ROOT = pathlib.Path(__file__).resolve().parents[2]
SEEDS = ROOT / "fuzz/seeds/book_file"
AS_OFS = ("2026-11-23", "2026-10-05", "2026-08-10", "2026-04-30")
ASKED = (*((as_of,) for as_of in AS_OFS), (AS_OFS[0], "--all-rules", "--reveal"),
         (AS_OFS[1], "--region", "9901", "--months", "2026-07..2026-09"),
         (AS_OFS[0], "--rules", "W01,W02,F05,X04"), (AS_OFS[2], "--all-rules", "--threads", "1"))


def qingxin(*arguments):
    return subprocess.run([QINGXIN, *map(str, arguments)], capture_output=True, timeout=300,
                          check=False)


def done(*arguments):
    run = qingxin(*arguments)
    assert run.returncode == 0, run.stderr.decode()
    return run.stdout.decode()


def sample(folder, *options):
    done("sample", folder, *options)
    return folder


def book_of(folder, book, *options):
    done("book", "build", folder, "-o", book, *options)
    return book


class SameReport(OwnPlace, unittest.TestCase):
    def same(self, folder, *all_asked):
        book = book_of(folder, self.place / "县.book")
        for as_of, *options in all_asked or ASKED:
            with self.subTest(folder=folder.name, as_of=as_of, options=options):
                asked = ("--as-of", as_of, "--json", "-", *options)
                of_folder = qingxin("verify", folder, *asked)
                of_book = qingxin("verify", "--book", book, *asked)
                self.assertIn(of_folder.returncode, (0, 1, 4), of_folder.stderr)
                self.assertEqual(of_book.stderr, of_folder.stderr)
                self.assertEqual(of_book.stdout, of_folder.stdout)
                self.assertEqual(of_book.returncode, of_folder.returncode)

    def test_of_an_office_county(self):
        self.same(sample(self.place / "县", "--seed", 7, "--projects", 13, "--months", 6))

    def test_of_a_county_of_plain_files(self):
        for form in ("daily", "monthly"):
            folder = sample(self.place / form, "--seed", 3, "--projects", 7, "--months", 3,
                            "--plain", "--attendance", form)
            self.same(folder, *ASKED[:5])

    def test_of_a_clean_county(self):
        self.same(sample(self.place / "县", "--seed", 2, "--projects", 7, "--months", 3, "--clean"),
                  *ASKED[:2])

    def test_of_a_folder_with_every_table(self):
        folder = written(self.place / "县", folder_of(whole(), PARAMETERS))
        self.same(folder, *ASKED[:5])

    def test_of_a_folder_with_rows_that_cannot_be_used(self):
        tables = clean()
        tables["工资表.csv"].append("P9,2026-10,平川建工,王五,990123199001012020,1,1.00,1.00,")
        tables["代发明细.csv"].append(tables["代发明细.csv"][1])
        tables["考勤.csv"].append("P1,不是证件号,2026-10-08")
        tables["说明.csv"] = ["这里没有表"]
        self.same(written(self.place / "县", tables))

    def test_with_the_parameters_of_the_folder(self):
        tables = clean()
        plain = book_of(written(self.place / "甲", tables), self.place / "甲.book")
        tables["参数.toml"] = ["[attendance]", "tolerance_days = 1", 'source = "样例"']
        folder = written(self.place / "乙", tables)
        self.same(folder, ASKED[0], ASKED[4])
        told = [json.loads(done("book", "info", book, "--json"))["has_parameters"]
                for book in (plain, self.place / "县.book")]
        self.assertEqual(told, [False, True])

    def test_explained_alike(self):
        folder = sample(self.place / "县", "--seed", 7, "--projects", 3, "--months", 2)
        book = book_of(folder, self.place / "县.book")
        report = json.loads(qingxin("verify", folder, "--as-of", AS_OFS[0], "--json", "-").stdout)
        for finding in report["findings"][:3]:
            asked = ("--as-of", AS_OFS[0])
            self.assertEqual(done("explain", finding["id"], "--book", book, *asked),
                             done("explain", finding["id"], "--in", folder, *asked))


class SameBytes(OwnPlace, unittest.TestCase):
    def test_for_any_number_of_threads(self):
        folder = sample(self.place / "县", "--seed", 5, "--projects", 70, "--months", 2, "--plain")
        books = [book_of(folder, self.place / f"{i}.book", "--threads", threads).read_bytes()
                 for i, threads in enumerate((1, 2, 3, 8, 8))]
        self.assertEqual(len(set(books)), 1)

    def test_for_another_place_of_the_folder(self):
        books = []
        for name in ("甲", "乙"):
            folder = sample(self.place / name, "--seed", 5, "--projects", 3, "--months", 2)
            books.append(book_of(folder, self.place / f"{name}.book").read_bytes())
        self.assertEqual(*books)


class Info(OwnPlace, unittest.TestCase):
    def test_counts_what_the_folder_has(self):
        folder = sample(self.place / "县", "--seed", 7, "--projects", 5, "--months", 2, "--plain")
        book = book_of(folder, self.place / "县.book")
        told = json.loads(done("book", "info", book, "--json"))
        report = json.loads(qingxin("verify", folder, "--as-of", AS_OFS[0], "--json", "-").stdout)
        self.assertEqual(told["bytes"], book.stat().st_size)
        self.assertEqual(told["projects"], 5)
        self.assertEqual(told["months"], ["2026-09", "2026-10"])
        self.assertEqual(told["rejected"], sum(len(file["rejected"]) for file in report["inputs"]))
        self.assertEqual([(file["file"], file["rows"], file["used"]) for file in told["files"]],
                         [(file["file"], file["rows"], file["used"]) for file in report["inputs"]])
        self.assertEqual(told["rows"], sum(file["used"] for file in told["files"]))
        lines = (folder / "工资表.csv").read_text().splitlines()[1:]
        cells = [line.split(",") for line in lines]
        self.assertGreaterEqual(len(cells), told["worker_months"])
        self.assertGreater(told["worker_months"], len(cells) * 9 // 10)
        head = 64 + 32 * len(told["sections"])
        self.assertLess(head + sum(part["bytes"] for part in told["sections"]), told["bytes"])


class Seeds(OwnPlace, unittest.TestCase):
    """The fuzz target starts from books that this program writes; else it would start from files
    that are refused at once, and find nothing."""

    def test_are_what_is_written_today(self):
        folders = {
            "小河桥": ROOT / "tests/cli/data/小河桥",
            "每张表": written(self.place / "每张表", folder_of(whole(), PARAMETERS)),
            "县": sample(self.place / "县", "--seed", 7, "--projects", 1, "--months", 1),
        }
        for name, folder in folders.items():
            seed = SEEDS / f"{name}.book"
            book = book_of(folder, self.place / f"{name}.book").read_bytes()
            if "--update" in sys.argv:
                seed.write_bytes(book)
            self.assertTrue(seed.exists() and seed.read_bytes() == book,
                            f"{seed} is of another form; run this test with --update")


if __name__ == "__main__":
    unittest.main()
