// SPDX-License-Identifier: GPL-3.0-or-later
// The package cors with the settings of a policy, which stands as JSON in the variable POLICY.
import cors from "cors";
import express from "express";

const policy = JSON.parse(process.env.POLICY);

const entries = (policy.origins ?? []).map((entry) =>
  typeof entry === "string" ? entry : new RegExp(entry.anchored ? `^(?:${entry.regex})$` : entry.regex));

function originSetting() {
  if (policy.reflect)
    return true;
  return entries.length === 1 && entries[0] === "*" ? "*" : entries;
}

const options = { origin: originSetting(), credentials: policy.credentials ?? false };
if (Array.isArray(policy.methods))
  options.methods = policy.methods;
if (Array.isArray(policy.headers))
  options.allowedHeaders = policy.headers;
if (policy.expose)
  options.exposedHeaders = policy.expose;
if (policy.maxAge !== undefined)
  options.maxAge = policy.maxAge;
if (policy.preflightStatus)
  options.optionsSuccessStatus = policy.preflightStatus;

const app = express();
app.use(cors(options));
app.use("/data", (request, response) => response.send("data"));
app.use("/error", (request, response) => response.status(500).send("error"));

const server = app.listen(0, "127.0.0.1", () => {
  console.log(`listening ${server.address().port}`);
});
