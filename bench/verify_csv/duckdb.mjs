// SPDX-License-Identifier: Apache-2.0
// node duckdb.mjs DIR CALENDAR AS_OF THREADS OUT: the rules as SQL, from CSV files to a CSV of
// findings. Prints its stages as one line of JSON.
import { readFileSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";

const [dir, calendar, asOf, threads, out] = process.argv.slice(2);
const quoted = (text) => `'${text.replaceAll("'", "''")}'`;
const sql = (name) => readFileSync(new URL(name, import.meta.url), "utf8");

const instance = await DuckDBInstance.create(":memory:", { threads });
const connection = await instance.connect();
const seconds = {};

async function stage(name, text) {
  const began = performance.now();
  await connection.run(text);
  seconds[name] = (performance.now() - began) / 1000;
}

await connection.run(`
  SET preserve_insertion_order = false;
  SET VARIABLE dir = ${quoted(dir)};
  SET VARIABLE calendar = ${quoted(calendar)};
  SET VARIABLE as_of = CAST(${quoted(asOf)} AS DATE);`);
await stage("read", sql("read.sql"));
await stage("judge", sql("rules.sql"));
await stage("write", `COPY said TO ${quoted(out)} (HEADER, DELIMITER ',')`);
const counted = await connection.runAndReadAll(
  "SELECT version(), (SELECT count(*)::INTEGER FROM worker_month)");
const [version, workerMonths] = counted.getRows()[0];
console.log(JSON.stringify({ version, workerMonths, seconds }));
