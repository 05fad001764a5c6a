"""Runs in an environment of its own: starts an MCP server over stdio and calls its tools, one after the other.

`mcp_calls.py COMMAND` reads `[[tool, arguments], …]` from stdin and prints the list of what came of each.
"""

import asyncio
import json
import os
import pathlib
import sys

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client


def value(result):
    """What a tool gave back: a list of values where it told several."""
    told = [json.loads(part.text) if part.text[:1] in "[{" else part.text for part in result.content]
    return {"error": told} if result.isError else (told[0] if len(told) == 1 else told)


async def main():
    server = StdioServerParameters(command=sys.argv[1], env=dict(os.environ))
    with pathlib.Path(os.devnull).open("w") as quiet:
        async with stdio_client(server, errlog=quiet) as streams, ClientSession(*streams) as session:
            await session.initialize()
            calls = json.load(sys.stdin)
            print(json.dumps([value(await session.call_tool(tool, arguments)) for tool, arguments in calls]))


asyncio.run(main())
