// SPDX-License-Identifier: Apache-2.0
// Holds law/calendar against three public packages, day by day, and the statutory days against the
// lunar calendar. Ends with status 1 on any difference that is not explained here.
import {
  daysFrom,
  iso,
  packages,
  readYear,
  statutoryDays,
  worksByOurs,
} from "./calendars.mjs";

const FIRST = 2019;
const LAST = 2026; // the packages say nothing of later years, but answer as if they did

// Days on which a package is known to be wrong, and why we keep ours.
const EXPLAINED = {
  "2020-01-31 chinese-workday": "国办发明电〔2020〕1号 把春节假期延长到 2 月 2 日；该包仍按原通知算上班",
  "2020-02-01 chinese-workday": "原通知的调休上班日，被 国办发明电〔2020〕1号 取消；该包仍算上班",
  "2023-01-03 chinese-workday": "国办发明电〔2022〕16号 元旦假期到 1 月 2 日止，3 日上班；该包算休息",
};

const say = (works) => (works ? "上班" : "休息");
let days = 0;
let faults = 0;
const seen = new Set();

for (let year = FIRST; year <= LAST; ++year) {
  const ours = readYear(year);
  for (const day of daysFrom(`${year}-01-01`, `${year}-12-31`)) {
    ++days;
    const works = worksByOurs(ours, day);
    for (const [name, worksThere] of Object.entries(packages)) {
      if (worksThere(day) === works) continue;
      const difference = `${iso(day)} ${name}`;
      seen.add(difference);
      if (!EXPLAINED[difference]) ++faults;
      console.log(
        `${difference}：${say(!works)}，我们：${say(works)}。${EXPLAINED[difference] ?? "没有解释，请查通知"}`,
      );
    }
  }
}

for (const difference of Object.keys(EXPLAINED)) {
  if (seen.has(difference)) continue;
  ++faults;
  console.log(`${difference}：本应不同而没有不同，请核对我们的文件，或从说明中删去`);
}

for (let year = FIRST; year <= LAST + 1; ++year) {
  const ours = [...readYear(year).statutory.keys()].sort().join("；");
  const expected = Object.entries(statutoryDays(year))
    .flatMap(([name, dates]) => dates.map((date) => `${date} ${name}`))
    .sort()
    .join("；");
  if (ours === expected) continue;
  ++faults;
  console.log(`${year} 年法定节日不符\n  我们：${ours}\n  推算：${expected}`);
}

console.log(
  `核对 ${days} 天（${FIRST}–${LAST}）与 ${Object.keys(packages).length} 个包，法定节日到 ${LAST + 1} 年；` +
    `${seen.size} 处不同，其中 ${faults} 处没有解释`,
);
process.exitCode = faults === 0 ? 0 : 1;
