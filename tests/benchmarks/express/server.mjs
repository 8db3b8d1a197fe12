// SPDX-License-Identifier: GPL-3.0-or-later
import cors from "cors";
import express from "express";

const app = express();
app.use(cors({
  origin: ["http://localhost:3000"],
  methods: ["GET", "POST", "PUT", "OPTIONS"],
  allowedHeaders: ["Content-Type", "Authorization", "Custom-Header"],
  credentials: true,
}));
app.get("/simple", (request, response) => {
  response.json({ message: "Simple GET request success!" });
});
const server = app.listen(0, "127.0.0.1", () => {
  console.log(`express: http://localhost:${server.address().port}`);
});
