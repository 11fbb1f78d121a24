#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`./dev soak`: programs that are killed hundreds of times, in rounds, each with a seed and a data
folder of its own: `soak.py QINGXIN [KILLS] [SEED]`. A round that fails can be run again alone:
`soak.py QINGXIN --round ENGINE WAY SEED`. Ends with "N passed, N failed", in kills."""
import pathlib
import random
import sys
import tempfile
import time
import traceback

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tests" / "contract"))
from killing import KilledImports, KilledService  # noqa: E402  (its folder is not this one)
from stored import Stored  # noqa: E402

ENGINES = ("sqlite", "postgres")
WAYS = {"import": KilledImports, "serve": KilledService}
AT_ONCE = 20  # kills in a round


def passes(engine, way, seed, kills):
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as place:
        place = pathlib.Path(place)
        round_ = WAYS[way](Stored(place / "库", engine), place, random.Random(seed))
        try:
            round_.run(kills)
        except Exception:
            traceback.print_exc()
            print(f"没有通过：soak.py QINGXIN --round {engine} {way} {seed}", flush=True)
            return False
    print(f"{engine} {way} 种子 {seed}：杀 {kills} 次，交 {round_.made} 批，"
          f"{time.monotonic() - began:.0f} 秒", flush=True)
    return True


def main(_, *words):
    if words[:1] == ("--round",):
        rounds = [(words[1], words[2], int(words[3]), AT_ONCE)]
    else:
        kills = int(words[0]) if words else 400
        first = int(words[1]) if len(words) > 1 else random.SystemRandom().randrange(1 << 31)
        count = max(1, -(-kills // (AT_ONCE * len(ENGINES) * len(WAYS))))
        rounds = [(engine, way, first + number, AT_ONCE) for number in range(count)
                  for engine in ENGINES for way in WAYS]
    good = sum(round_[3] for round_ in rounds if passes(*round_))
    bad = sum(round_[3] for round_ in rounds) - good
    print(f"{good} passed, {bad} failed")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
