// SPDX-License-Identifier: GPL-3.0-or-later
// The article's second server: an API for the pages of one other origin.
import express from "express";

const allowedOrigins = [process.env.PAGES ?? "http://localhost:3000"];

const app = express();

app.use((request, response, next) => {
  const origin = request.headers.origin;
  if (allowedOrigins.includes(origin)) {
    response.setHeader("Access-Control-Allow-Origin", origin);
    response.setHeader("Access-Control-Allow-Methods", "GET, POST, PUT, OPTIONS");
    response.setHeader("Access-Control-Allow-Headers", "Content-Type, Authorization, Custom-Header");
    response.setHeader("Access-Control-Allow-Credentials", "true");
  }
  response.vary("Origin");
  if (request.method === "OPTIONS")
    response.sendStatus(204);
  else
    next();
});

app.use(express.json());

app.get("/simple", (request, response) => {
  response.json({ message: "Simple GET request success!" });
});

app.post("/custom-header", (request, response) => {
  response.json({ message: "Request with a custom header success!", data: request.body });
});

const server = app.listen(Number(process.env.PORT ?? 4000), "127.0.0.1", () => {
  console.log(`api http://localhost:${server.address().port}`);
});
