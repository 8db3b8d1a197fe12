# SPDX-License-Identifier: GPL-3.0-or-later
"""FastAPI with its CORSMiddleware (Starlette's)."""
import socket

import uvicorn
from fastapi import FastAPI, Response
from fastapi.middleware.cors import CORSMiddleware

from policy import expressions, given, policy, say, texts

app = FastAPI()
app.add_middleware(
    CORSMiddleware,
    allow_origins=texts,
    allow_origin_regex="|".join(expressions) or None,
    allow_credentials=policy.get("credentials", False),
    **given(allow_methods="methods", allow_headers="headers", expose_headers="expose", max_age="maxAge"),
)
METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"]


@app.api_route("/data", methods=METHODS)
def data():
    return "data"


@app.api_route("/error", methods=METHODS)
def error():
    return Response("error", status_code=500)


listener = socket.socket()
listener.bind(("127.0.0.1", 0))
listener.listen(64)
say(listener.getsockname()[1])
uvicorn.run(app, fd=listener.fileno(), log_level="error")
