// SPDX-License-Identifier: Apache-2.0
// DuckDB as an opponent of verify, with two threads. Prints one line of JSON.
//   node duckdb.mjs load FACTS STORE              the normalised tables, then the wide one
//   node duckdb.mjs verify STORE LAYOUT AS_OF ROUNDS OUT    normalised or wide, so often
import { existsSync, readFileSync, statSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";

const [verb, ...rest] = process.argv.slice(2);
const THREADS = "2";

function sql(name, values) {
  const text = readFileSync(new URL(`duckdb/${name}.sql`, import.meta.url), "utf8");
  return text.replace(/:(facts|as_of)\b/g, (_, key) => values[key]);
}

function peakBytes() {
  return process.resourceUsage().maxRSS * 1024;
}

async function timed(connection, text) {
  const began = performance.now();
  const before = process.cpuUsage();
  await connection.run(text);
  const { user, system } = process.cpuUsage(before);
  return { wall: (performance.now() - began) / 1000, cpu: (user + system) / 1e6 };
}

async function load(facts, store) {
  const instance = await DuckDBInstance.create(store, { threads: THREADS });
  const connection = await instance.connect();
  const tables = await timed(connection, sql("load", { facts }));
  const bytesNormalised = statSync(store).size;
  const wide = await timed(connection, sql("wide_load", {}));
  const counted = await connection.runAndReadAll("SELECT version(), count(*)::INTEGER FROM wide");
  const [version, workerMonths] = counted.getRows()[0];
  connection.closeSync();
  instance.closeSync();
  return { version, workerMonths, normalised: tables, wide, peak: peakBytes(),
           bytes: { normalised: bytesNormalised, wide: statSync(store).size - bytesNormalised } };
}

async function verify(store, layout, asOf, rounds, out) {
  if (!existsSync(store)) throw new Error(`${store} is not there`);
  const instance = await DuckDBInstance.create(store, { threads: THREADS });
  const connection = await instance.connect();
  const runs = [];
  for (let round = 0; round <= Number(rounds); ++round)  // the first one warms up
    runs.push(await timed(connection, sql(layout, { as_of: asOf })));
  await connection.run(`COPY finding TO '${out}' (HEADER, DELIMITER ',')`);
  return { rounds: runs.slice(1), first: runs[0], peak: peakBytes() };
}

const told = verb === "load" ? await load(...rest) : await verify(...rest);
console.log(JSON.stringify(told));
