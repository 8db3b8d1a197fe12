// SPDX-License-Identifier: GPL-3.0-or-later
// From a process's start to its first painted window, and to the first request of `corslab run`.
// Argument: the folder of the built programs.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { median, printTable, row } from "./programs.mjs";

const [built] = process.argv.slice(2);
const starts = Number(process.env.STARTS ?? 15);
const home = mkdtempSync(`${tmpdir()}/corslab-start-`);
const now = () => Number(process.hrtime.bigint()) / 1e6;
const text = value => `${value.toFixed(1)} ms`;

/** Milliseconds from the start of the program until `heard` calls back. */
async function timed(args, environment, heard) {
  const begin = now();
  const child = spawn(`${built}/corslab`, args, { stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, HOME: home, XDG_RUNTIME_DIR: home, ...environment } });
  const time = await new Promise((resolve, reject) => {
    child.once("exit", () => reject(new Error("corslab ended before it was heard of")));
    heard(child, () => resolve(now() - begin));
  });
  child.removeAllListeners("exit");
  const ended = new Promise(resolve => child.once("exit", resolve));
  child.kill("SIGKILL");
  await ended;
  return time;
}

async function repeated(measure) {
  await measure(); // the files are read into memory
  const times = [];
  for (let i = 0; i < starts; ++i)
    times.push(await measure());
  return median(times);
}

const window = await repeated(() => timed([], { QT_QPA_PLATFORM: "offscreen",
  LD_PRELOAD: `${built}/benchmarks/libfirstpaint.so` }, (child, done) => {
  child.stderr.on("data", data => String(data).includes("first paint") && done());
}));
row("start to first painted window", text(window), "-", "-", "< 150 ms", window < 150);

let arrived = () => {};
const server = createServer((request, response) => { arrived(); response.end(); });
await new Promise(resolve => server.listen(0, "127.0.0.1", resolve));
const lab = `${home}/one.corslab`;
writeFileSync(lab, JSON.stringify({ corslab: 1, page: { origin: "http://localhost:3000" },
  requests: [{ url: `http://127.0.0.1:${server.address().port}/` }] }));
const run = await repeated(() => timed(["run", lab], {}, (child, done) => { arrived = done; }));
row("start of run to its first request", text(run), "-", "-", "< 60 ms", run < 60);
server.close();
rmSync(home, { recursive: true });
printTable();
