// SPDX-License-Identifier: Apache-2.0
// What our files and the three packages say about a day.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import * as chineseWorkday from "chinese-workday";
import { parse } from "smol-toml";

const require = createRequire(import.meta.url);
export const chineseDays = require("chinese-days");
export const tyme = require("tyme4ts");

export const iso = (day) => day.toISOString().slice(0, 10);
export const isWeekend = (day) => [0, 6].includes(day.getUTCDay());

export function* daysFrom(first, last) {
  for (let day = new Date(first); iso(day) <= last; day = new Date(+day + 86_400_000)) yield day;
}

// A year of law/calendar, by its newest notice; without one the statutory days alone are off.
export function readYear(year) {
  const path = new URL(`../../law/calendar/${year}.toml`, import.meta.url);
  const { notice = [], statutory } = parse(readFileSync(path, "utf8"));
  const newest = notice.toSorted((a, b) => (a.published < b.published ? -1 : 1)).at(-1);
  const off = (newest?.off ?? []).flatMap(([from, to]) => [...daysFrom(from, to)].map(iso));
  return {
    isPublished: newest !== undefined,
    off: new Set(off),
    makeUp: new Set(newest?.make_up ?? []),
    statutory: new Map(
      Object.entries(statutory).flatMap(([name, days]) =>
        days.map((day) => [`${day} ${name}`, day]),
      ),
    ),
  };
}

export function worksByOurs(year, day) {
  if (year.makeUp.has(iso(day))) return true;
  if (year.off.has(iso(day)) || [...year.statutory.values()].includes(iso(day))) return false;
  return !isWeekend(day);
}

export const packages = {
  "chinese-days": (day) => chineseDays.isWorkday(iso(day)),
  "chinese-workday": (day) => chineseWorkday.isWorkday(iso(day)),
  tyme4ts: (day) => {
    const [year, month, number] = iso(day).split("-").map(Number);
    const holiday = tyme.LegalHoliday.fromYmd(year, month, number);
    return holiday ? holiday.isWork() : !isWeekend(day);
  },
};

const solar = (day) => {
  const [year, month, number] = [day.getYear(), day.getMonth(), day.getDay()];
  return new Date(Date.UTC(year, month - 1, number));
};

// 全国年节及纪念日放假办法 第二条: eleven days until 2024, thirteen from 2025.
export function statutoryDays(year) {
  const lunar = (month, day) => solar(tyme.LunarDay.fromYmd(year, month, day).getSolarDay());
  const first = lunar(1, 1);
  const after = (day, count) => new Date(+day + count * 86_400_000);
  const run = (day, from, to) => [...daysFrom(after(day, from), iso(after(day, to)))].map(iso);
  const clear = tyme.SolarTerm.fromName(year, "清明").getJulianDay().getSolarDay();
  const isLonger = year >= 2025;
  return {
    元旦: [`${year}-01-01`],
    春节: run(first, isLonger ? -1 : 0, 2),
    清明节: [iso(solar(clear))],
    劳动节: isLonger ? [`${year}-05-01`, `${year}-05-02`] : [`${year}-05-01`],
    端午节: [iso(lunar(5, 5))],
    中秋节: [iso(lunar(8, 15))],
    国庆节: [`${year}-10-01`, `${year}-10-02`, `${year}-10-03`],
  };
}
