# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings, which stand as a policy's JSON in the variable POLICY, and how a server says where
it listens."""
import json
import os
import re

policy = json.loads(os.environ["POLICY"])
entries = policy.get("origins", [])
texts = [entry for entry in entries if isinstance(entry, str)]
expressions = [entry["regex"] for entry in entries if not isinstance(entry, str)]
if policy.get("reflect"):
    expressions.append(".*")


def given(**keys):
    """The keyword arguments for those keys of the policy that it has."""
    return {name: policy[key] for name, key in keys.items() if key in policy}


def say(port):
    print(f"listening {port}", flush=True)
