// SPDX-License-Identifier: GPL-3.0-or-later
// `corslab serve`, with its record, beside a bare QHttpServer and Express with cors.
// Arguments: the folder of the built programs, the folder of Express.
import { load, median, memoryOf, printTable, row, startServer, stop } from "./programs.mjs";

const [built, express] = process.argv.slice(2);
const lab = new URL("api.corslab", import.meta.url).pathname;
const rounds = Number(process.env.ROUNDS ?? 3);
const seconds = Number(process.env.SECONDS ?? 4);
const requests = Number(process.env.REQUESTS ?? 1_000_000);
const recordBound = 16; // MiB that `serve` keeps of the record

const corslab = await startServer(`${built}/corslab`, ["serve", lab]);
const bare = await startServer(`${built}/benchmarks/bareserver`, []);
const node = await startServer("node", [`${express}/server.mjs`]);

const rate = result => Math.round(result.rate).toString();
const milliseconds = value => `${value.toFixed(2)} ms`;

for (const server of [corslab, bare, node])
  load(server, "get", 1);
let fastest = 0;
for (const kind of ["get", "preflight"]) {
  // In turns, so that each is beside its peers when the machine is slow.
  const all = { corslab: [], bare: [], node: [] };
  for (let round = 0; round < rounds; ++round) {
    all.corslab.push(load(corslab, kind, seconds));
    all.bare.push(load(bare, kind, seconds));
    all.node.push(load(node, kind, seconds));
  }
  const mine = median(all.corslab.map(result => result.rate));
  fastest = Math.max(fastest, mine);
  for (const [peer, name, bar] of [["node", "Express with cors", 4], ["bare", "bare QHttpServer", 0.8]]) {
    const theirs = median(all[peer].map(result => result.rate));
    row(`${kind}, requests/s`, rate({ rate: mine }), `${name} ${rate({ rate: theirs })}`,
      (mine / theirs).toFixed(2), `>= ${bar}`, mine / theirs >= bar);
  }
}

// Half the load: what each of the 16 connections has to wait between two requests.
const pause = Math.max(1, Math.round(16 * 1000 / (fastest / 2)));
const own = [], theirs = [];
for (let round = 0; round < rounds; ++round) {
  own.push(load(corslab, "get", seconds, pause));
  theirs.push(load(bare, "get", seconds, pause));
}
const p99 = results => median(results.map(result => result.p99));
row(`p99 at ${rate(own[0])} requests/s`, milliseconds(p99(own)), `bare ${milliseconds(p99(theirs))}`,
  (p99(own) / p99(theirs)).toFixed(2), "< 1 ms more", p99(own) - p99(theirs) < 1);

// The record is full by now, or will be soon: what comes after must not cost memory.
let served = 0;
while (served < requests / 10)
  served += load(corslab, "get", seconds).requests;
const before = memoryOf(corslab);
for (served = 0; served < requests;)
  served += load(corslab, "get", seconds).requests;
const after = memoryOf(corslab);
row(`memory after ${served} requests`, `${after.toFixed(1)} MiB`, `before ${before.toFixed(1)} MiB`,
  (after / before).toFixed(2), `< ${recordBound} MiB more`, after - before < recordBound);

for (const server of [corslab, bare, node])
  stop(server);
printTable();
