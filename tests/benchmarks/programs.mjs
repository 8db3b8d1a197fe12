// SPDX-License-Identifier: GPL-3.0-or-later
// Starting programs and telling what was measured: what the benchmarks of whole programs share.
import { execFileSync, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

/** Starts a server, and waits for the line that says where it listens. */
export function startServer(command, args) {
  const process = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((resolve, reject) => {
    process.once("exit", code => reject(new Error(`${command} ended with ${code}`)));
    createInterface({ input: process.stdout }).on("line", line => {
      const url = /http:\/\/localhost:(\d+)/.exec(line);
      if (url)
        resolve({ process, port: Number(url[1]) });
    });
  });
}

export function stop(server) {
  server.process.removeAllListeners("exit");
  server.process.kill();
}

/** Runs wrk with 16 connections. */
export function load(server, kind, seconds, pause = 0) {
  const script = new URL("wrk.lua", import.meta.url).pathname;
  const out = execFileSync("wrk", ["-t1", "-c16", `-d${seconds}s`, "-s", script,
    `http://127.0.0.1:${server.port}/simple`, "--", kind, String(pause)], { encoding: "utf8" });
  const result = JSON.parse(out.split("\n").find(line => line.startsWith("{")));
  if (result.failures > 0)
    throw new Error(`${result.failures} of wrk's requests failed`);
  return result;
}

export const median = values => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Resident memory in MiB. */
export function memoryOf(server) {
  const status = readFileSync(`/proc/${server.process.pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024;
}

const rows = [];

/** One line of the table. `holds`: whether the bar is kept. */
export function row(what, value, peer, ratio, bar, holds) {
  rows.push([what, value, peer, ratio, bar, holds ? "yes" : "NO"]);
}

/** Prints the table; the exit status says whether every bar is kept. */
export function printTable() {
  console.log("| what | corslab | peer | ratio | bar | kept |\n|---|---|---|---|---|---|");
  for (const cells of rows)
    console.log(`| ${cells.join(" | ")} |`);
  process.exitCode = rows.every(cells => cells.at(-1) === "yes") ? 0 : 1;
}
