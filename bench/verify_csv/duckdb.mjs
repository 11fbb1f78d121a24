// SPDX-License-Identifier: Apache-2.0
// node duckdb.mjs DIR CALENDAR PARAMETERS AS_OF THREADS ROUNDS OUT: the rules as SQL, from CSV
// files to a CSV of findings. The tables are loaded once and judged ROUNDS times, each time from
// them alone. Prints its stages as one line of JSON.
import { readFileSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";

// In the order they need each other.
const RULES = ["shared", "wages", "ledger", "people", "site", "funds", "accounts", "deposits",
  "said"];

const [dir, calendar, parameters, asOf, threads, rounds, out] = process.argv.slice(2);
const quoted = (text) => `'${text.replaceAll("'", "''")}'`;
const sql = (name) => readFileSync(new URL(name, import.meta.url), "utf8");

const instance = await DuckDBInstance.create(":memory:", { threads });
const connection = await instance.connect();

// Seconds passed, and seconds that processors worked.
async function timeOf(text) {
  const began = performance.now(), worked = process.cpuUsage();
  await connection.run(text);
  const { user, system } = process.cpuUsage(worked);
  return { wall: (performance.now() - began) / 1e3, cpu: (user + system) / 1e6 };
}

async function judge() {
  await connection.run(`
    SET search_path = 'main';
    DROP SCHEMA IF EXISTS judged CASCADE;
    CREATE SCHEMA judged;
    SET search_path = 'judged,main';`);
  return await timeOf(RULES.map((name) => sql(`rules/${name}.sql`)).join("\n"));
}

await connection.run(`
  SET preserve_insertion_order = false;
  SET VARIABLE dir = ${quoted(dir)};
  SET VARIABLE calendar = ${quoted(calendar)};
  SET VARIABLE parameters = ${quoted(parameters)};
  SET VARIABLE as_of = CAST(${quoted(asOf)} AS DATE);`);
const load = await timeOf(sql("read.sql"));
const verify = [];
for (let round = 0; round < Number(rounds); ++round) verify.push(await judge());
const write = await timeOf(`COPY said TO ${quoted(out)} (HEADER, DELIMITER ',')`);
const counted = await connection.runAndReadAll(
  "SELECT version(), (SELECT count(*)::INTEGER FROM worker_month)");
const [version, workerMonths] = counted.getRows()[0];
console.log(JSON.stringify({ version, workerMonths, load, verify, write }));
