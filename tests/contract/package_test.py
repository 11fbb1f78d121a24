# SPDX-License-Identifier: Apache-2.0
"""The archive for a machine without a network, of the build that QINGXIN is in."""
import hashlib
import os
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
QINGXIN = pathlib.Path(sys.argv.pop(1)).resolve()
OF_SYSTEM = re.compile(r"(linux-vdso|ld-linux|libc|libm|libdl|librt|libpthread|libresolv)\b")

BULLETIN = "900000000000000007"


def packed(out):
    done = subprocess.run([ROOT / "tools" / "package.sh", QINGXIN.parent, out], check=True,
                          capture_output=True, text=True)
    return pathlib.Path(done.stdout.strip().splitlines()[-1])


class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        out = pathlib.Path(cls.folder.name)
        cls.archive = packed(out)
        with tarfile.open(cls.archive) as archive:
            archive.extractall(out / "unpacked", filter="data")
        (cls.root,) = (out / "unpacked").iterdir()

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def run_it(self, *words, **environment):
        plain = {key: value for key, value in os.environ.items() if key != "LD_LIBRARY_PATH"}
        plain.update(environment)
        return subprocess.run([self.root / "bin" / "qingxin", *words], env=plain, text=True,
                              capture_output=True)

    def test_runs_where_it_was_unpacked(self):
        done = self.run_it("--version")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(done.stdout.split()[1], self.archive.name)
        found = self.run_it("verify", ROOT / "samples" / "no-such-folder", "--as-of", "2026-11-23")
        self.assertEqual(found.returncode, 3)

    def test_finds_every_library_beside_itself(self):
        done = subprocess.run(["ldd", self.root / "bin" / "qingxin"], check=True,
                              capture_output=True, text=True)
        beside = 0
        for line in done.stdout.splitlines():
            name = line.split()[0]
            if OF_SYSTEM.match(os.path.basename(name)):
                continue
            self.assertIn(f"{self.root.name}/bin/../lib/qingxin/", line)
            beside += 1
        self.assertGreater(beside, 5)

    def test_brings_licences_and_documents(self):
        share = self.root / "share" / "qingxin"
        self.assertTrue((share / "LICENSE").is_file())
        self.assertTrue((share / "docs" / "tutorial.md").is_file())
        self.assertGreater(len(list((share / "licences").iterdir())), 5)

    def drawn(self, *folders):
        """A bulletin drawn by a program that finds letters in these folders alone."""
        place = pathlib.Path(tempfile.mkdtemp(dir=self.folder.name))
        config = place / "fonts.conf"
        config.write_text("<fontconfig>" + "".join(f"<dir>{folder}</dir>" for folder in folders)
                          + f"<cachedir>{place}/cache</cachedir></fontconfig>")
        letters = {"FONTCONFIG_FILE": str(config)}
        data = ("--data", place / "库")
        said = self.run_it("unit", "add", "--name", "平川县治欠办", "--region", "990123", "--kind",
                           "office", *data)
        unit = re.search(r"\d+", said.stdout)[0]
        self.run_it("user", "add", "--login", "zhou", "--name", "周办", "--role", "office",
                    "--district", "990123", "--unit", unit, *data)
        frozen = self.run_it("bulletin", "freeze", "weekly", "--id", BULLETIN, "--as", "zhou",
                             *data)
        self.assertEqual(frozen.returncode, 0, frozen.stderr)
        page = place / "周报.pdf"
        return page, self.run_it("bulletin", "file", BULLETIN, "--out", page, "--as", "zhou",
                                 *data, **letters)

    def test_brings_what_bulletins_are_drawn_with(self):
        libraries = {path.name for path in (self.root / "lib" / "qingxin").iterdir()}
        self.assertLessEqual({"libpangocairo-1.0.so.0", "libcairo.so.2", "libfontconfig.so.1"},
                             libraries)
        fonts = self.root / "share" / "qingxin" / "fonts"
        self.assertTrue((self.root / "share/qingxin/licences/fonts-noto-cjk.txt").is_file())
        page, done = self.drawn(fonts)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(page.read_bytes()[:5], b"%PDF-")
        page, done = self.drawn()
        self.assertEqual(done.returncode, 3, done.stdout)
        self.assertIn("没有字体 Noto Serif CJK SC；请安装 fonts-noto-cjk", done.stderr)
        self.assertFalse(page.exists())

    def test_has_the_sum_that_is_told(self):
        told = pathlib.Path(f"{self.archive}.sha256").read_text().split()
        self.assertEqual(told, [hashlib.sha256(self.archive.read_bytes()).hexdigest(),
                                self.archive.name])


if __name__ == "__main__":
    unittest.main()
