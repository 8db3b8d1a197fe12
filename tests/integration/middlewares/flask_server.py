# SPDX-License-Identifier: GPL-3.0-or-later
"""Flask with flask-cors."""
import re

from flask import Flask
from flask_cors import CORS
from werkzeug.serving import make_server

from policy import given, policy, say, texts, expressions

app = Flask("middleware")
CORS(
    app,
    origins=["*"] if policy.get("reflect") else texts + [re.compile(each) for each in expressions],
    supports_credentials=policy.get("credentials", False),
    **given(methods="methods", allow_headers="headers", expose_headers="expose", max_age="maxAge"),
)
METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE"]


@app.route("/data", methods=METHODS)
def data():
    return "data"


@app.route("/error", methods=METHODS)
def error():
    return "error", 500


server = make_server("127.0.0.1", 0, app, threaded=True)
say(server.port)
server.serve_forever()
