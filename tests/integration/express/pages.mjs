// SPDX-License-Identifier: GPL-3.0-or-later
// The article's first server: the pages, and a route on their own origin.
import express from "express";

const app = express();

app.get("/", (request, response) => {
  response.type("html").send("<!DOCTYPE html><title>Pages</title>");
});

app.get("/simple", (request, response) => {
  response.json({ message: "Simple GET request success!" });
});

const server = app.listen(Number(process.env.PORT ?? 3000), "127.0.0.1", () => {
  console.log(`pages http://localhost:${server.address().port}`);
});
