"""Runs in an environment of its own: calls methods of the client `wati-api`, one after the other.

`wati_api_calls.py BASE_URL TOKEN` reads `[[method, arguments], …]` from stdin and prints what came of each.
"""

import json
import sys

from wati_api.client import Client

client = Client(sys.argv[1], sys.argv[2])
found = []
for method, arguments in json.load(sys.stdin):
    try:
        told = getattr(client, method)(**arguments)
        found.append(told if isinstance(told, (dict, list)) else {"bytes": told.read().hex()})
    except Exception as error:
        found.append({"raised": type(error).__name__, "text": str(error)})
print(json.dumps(found))
