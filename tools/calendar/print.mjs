// SPDX-License-Identifier: Apache-2.0
// node print.mjs 2023: what chinese-days knows of a year, in the form of law/calendar/<year>.toml.
// A draft to hold against the notice of the State Council, which has the last word.
import { chineseDays, daysFrom, iso, isWeekend, statutoryDays } from "./calendars.mjs";

const year = Number(process.argv[2]);
if (!Number.isInteger(year) || year < 2004 || year > 2100) {
  console.error("用法：node print.mjs 2023（2004 至 2100 的一个年份）");
  process.exit(2);
}

const days = [...daysFrom(`${year}-01-01`, `${year}-12-31`)];
const makeUp = days.filter((day) => isWeekend(day) && chineseDays.isWorkday(iso(day))).map(iso);
const isHoliday = (day) => !/^[A-Z][a-z]+day$/.test(chineseDays.getDayDetail(iso(day)).name);
const off = days.filter((day) => isHoliday(day) && !makeUp.includes(iso(day)));

const ranges = [];
for (const day of off) {
  const last = ranges.at(-1);
  if (last && +day - +last[1] === 86_400_000) last[1] = day;
  else ranges.push([day, day]);
}

console.log(`year = ${year}\n`);
if (off.length === 0) {
  console.log("# chinese-days 没有这一年的数据，通知公布前不要填写");
} else {
  console.log('[[notice]]\npublished = ""\nsource = ""\noff = [');
  for (const [from, to] of ranges) console.log(`  ["${iso(from)}", "${iso(to)}"],`);
  console.log(`]\nmake_up = [\n${makeUp.map((day) => `  "${day}",\n`).join("")}]`);
}
console.log("\n[statutory]");
for (const [name, dates] of Object.entries(statutoryDays(year)))
  console.log(`"${name}" = [${dates.map((date) => `"${date}"`).join(", ")}]`);
