// SPDX-License-Identifier: Apache-2.0
// node prepare.mjs DIR CALENDAR AS_OF MINIMUM_MONTH MINIMUM_HOUR FORM OUT: a facts folder as narrow
// tables of whole numbers. FORM tells how its attendance is written, daily or monthly.
import { readFileSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";

const [dir, calendar, asOf, minimumMonth, minimumHour, form, out] = process.argv.slice(2);
const quoted = (text) => `'${text.replaceAll("'", "''")}'`;
const sql = (name) => readFileSync(new URL(name, import.meta.url), "utf8");

const instance = await DuckDBInstance.create(`${out}/prepare.duckdb`, { threads: "2" });
const connection = await instance.connect();
await connection.run(`
  SET memory_limit = '8GB';
  SET preserve_insertion_order = false;
  SET VARIABLE dir = ${quoted(dir)};
  SET VARIABLE out = ${quoted(out)};
  SET VARIABLE as_of = CAST(${quoted(asOf)} AS DATE);
  SET VARIABLE minimum_month = ${Number(minimumMonth)};
  SET VARIABLE minimum_hour = ${Number(minimumHour)};
  CREATE TABLE calendar AS
  SELECT day, is_working FROM read_csv(${quoted(calendar)}, header = true, auto_detect = false,
    columns = {day: 'DATE', is_working: 'BOOLEAN', is_holiday: 'BOOLEAN',
               is_statutory: 'BOOLEAN'});`);
await connection.run(sql(`attended_${form}.sql`));
await connection.run(sql("prepare.sql"));
