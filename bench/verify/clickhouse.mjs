// SPDX-License-Identifier: Apache-2.0
// ClickHouse, in the process, as an opponent of verify, with two threads. Prints one line of JSON.
//   node clickhouse.mjs load FACTS STORE              the normalised tables, then the wide one
//   node clickhouse.mjs verify STORE LAYOUT AS_OF ROUNDS OUT    normalised or wide, so often
import { readFileSync, writeFileSync } from "node:fs";
import { Session } from "chdb";

const [verb, ...rest] = process.argv.slice(2);
const SETTINGS = `
  SET max_threads = 2;
  SET join_algorithm = 'parallel_hash';
  SET max_insert_threads = 2;`;

function statements(text) {
  return text.replace(/--.*$/gm, "").split(";").filter((statement) => statement.trim() !== "");
}

function sql(name, values) {
  const text = readFileSync(new URL(`clickhouse/${name}.sql`, import.meta.url), "utf8");
  return text.replace(/:(facts|as_of)\b/g, (_, key) => values[key]);
}

function open(store) {
  const session = new Session(store);
  session.query("CREATE DATABASE IF NOT EXISTS facts ENGINE = Atomic");
  session.query("USE facts");
  for (const statement of statements(SETTINGS)) session.query(statement);
  return session;
}

function peakBytes() {
  return process.resourceUsage().maxRSS * 1024;
}

function timed(session, text) {
  const began = performance.now();
  const before = process.cpuUsage();
  for (const statement of statements(text)) session.query(statement);
  const { user, system } = process.cpuUsage(before);
  return { wall: (performance.now() - began) / 1000, cpu: (user + system) / 1e6 };
}

function bytesOf(session, condition) {
  return Number(session.query(`SELECT sum(bytes_on_disk) FROM system.parts
    WHERE active AND database = 'facts' AND ${condition}`, "TSV"));
}

function load(facts, store) {
  const session = open(store);
  const tables = timed(session, sql("load", { facts }));
  const bytesNormalised = bytesOf(session, "table != 'wide'");
  const wide = timed(session, sql("wide_load", {}));
  const [version, workerMonths] =
    session.query("SELECT version(), count() FROM wide", "TSV").trim().split("\t");
  return { version, workerMonths: Number(workerMonths), normalised: tables, wide,
           peak: peakBytes(),
           bytes: { normalised: bytesNormalised, wide: bytesOf(session, "table = 'wide'") } };
}

function verify(store, layout, asOf, rounds, out) {
  const session = open(store);
  const runs = [];
  for (let round = 0; round <= Number(rounds); ++round)  // the first one warms up
    runs.push(timed(session, sql(layout, { as_of: asOf })));
  const peak = peakBytes();
  writeFileSync(out, session.query(`
    SELECT project, if(worker = 0, '', toString(worker)) AS worker,
           if(month = 0, '', toString(month)) AS month, code, subject,
           if(amount < 0, '', toString(amount)) AS amount
    FROM finding`, "CSVWithNames").replaceAll('"', ""));
  return { rounds: runs.slice(1), first: runs[0], peak };
}

const told = verb === "load" ? load(...rest) : verify(...rest);
console.log(JSON.stringify(told));
process.exit(0);  // the engine's own threads would keep it alive
