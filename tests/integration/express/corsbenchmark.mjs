// SPDX-License-Identifier: GPL-3.0-or-later
// Prints the nanoseconds that the package cors takes for a whole decision, with so many entries,
// half of them texts and half regular expressions.
import cors from "cors";

const count = Number(process.argv[2]);
const host = (i) => `tenant-${i}.example-shop.com`;
const origin = [];
for (let i = 0; i < count; i++)
  origin.push(i % 2 ? new RegExp(`^https://([a-z0-9-]+\\.)+${host(i).replaceAll(".", "\\.")}$`) : `https://${host(i)}`);
const middleware = cors({ origin, methods: ["PUT", "DELETE"], allowedHeaders: ["Content-Type", "Authorization"],
  credentials: true, maxAge: 600 });

const asked = [];
for (let i = 0; i < 1024; i++) {
  const at = ((i * 7919) % (count / 2)) * 2;
  asked.push(i % 2 ? `https://${host(at)}` : `https://www.${host(at + 1)}`);
}

let headers;
const response = {
  getHeader: (name) => headers[name],
  setHeader: (name, value) => { headers[name] = value; },
};
function decide(i) {
  headers = {};
  middleware({ method: "GET", headers: { origin: asked[i & 1023] } }, response, () => {});
  if (!headers["Access-Control-Allow-Origin"])
    throw new Error(`refused ${asked[i & 1023]}`);
}

for (let i = 0; i < 1024; i++)
  decide(i);
const rounds = Math.max(256, Math.min(200000, Math.round(5e6 / count)));
const begin = process.hrtime.bigint();
for (let i = 0; i < rounds; i++)
  decide(i);
console.log(Number(process.hrtime.bigint() - begin) / rounds);
