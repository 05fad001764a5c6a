"""What the loader tells of a file that is no export of Wati, or cannot be read as one."""

from __future__ import annotations

from flow_runner.engine.flow import MAX_CHARACTERS, MAX_DEPTH, dump
from flow_runner.inspection.lint.check import told_by_loader
from flow_runner.inspection.lint.example import agent, flow, message

WHOLE = dump(flow(message("main_message-hello"), agent(), edges=(("main_message-hello", "main_assignAgent-end"),)))
EXPORT_AGAIN = "Export the chatbot again in Wati's builder, and use that file as it was downloaded."

told_by_loader(
    "not-text",
    "error",
    why="An export is JSON in UTF-8; of a file in another encoding, or of a packed one, nothing can be read.",
    fix="Save it as UTF-8, or unpack it first. If it was opened and saved by another program, export it again.",
    evidence="observed",
    source="real exports are UTF-8, with or without a byte order mark",
    example='{"name": "Grüße"}'.encode("latin-1"),
    neighbour=WHOLE.encode("utf-8-sig"),
)
told_by_loader(
    "not-json",
    "error",
    why="The builder refuses to import it, and says no more than 'Request failed'.",
    fix="Look at the place that is told: most often a comma or a quotation mark was lost in editing by hand. "
    "Otherwise export the chatbot again.",
    evidence="reported",
    source="teams that import files which they have edited by hand",
    example=WHOLE.replace('"flowEdges"', "flowEdges"),
    neighbour=WHOLE,
)
told_by_loader(
    "too-large",
    "error",
    why=f"A chatbot of 10,000 nodes takes a fifth of {MAX_CHARACTERS // 1024 // 1024} MiB, so this is something else, "
    "or media were put into it.",
    fix="Export the chatbot again; media belong behind an address, not into the file.",
    evidence="assumed",
    source="a bound of this program; the largest export seen has 38 KB",
    example=lambda: " " * (MAX_CHARACTERS + 1),
    neighbour=WHOLE,
)
told_by_loader(
    "too-deep",
    "error",
    why="No export nests its objects like this, so it is something else, or was made to choke a program.",
    fix=EXPORT_AGAIN,
    evidence="assumed",
    source="a bound of this program; no export seen is deeper than 6",
    example="[" * MAX_DEPTH + "[]" + "]" * MAX_DEPTH,
    neighbour=WHOLE,
)
told_by_loader(
    "not-a-flow",
    "error",
    why="There is no chatbot in it: an export has a list flowNodes at its top.",
    fix="Export it in Wati under Automation > Chatbots. What other programs, or other pages of Wati, export is of "
    "another kind.",
    evidence="observed",
    source="every export seen",
    example='{"nodes": [], "edges": []}',
    neighbour=WHOLE,
)
told_by_loader(
    "clone-format",
    "error",
    why="Products that resemble Wati use some of its field names with another meaning: what is found in such a file "
    "would not be true of Wati.",
    fix="Build the chatbot in Wati's own builder and export it there.",
    evidence="reported",
    source="files of two such products",
    example='{"flowNodes": [{"id": "message-node-1700000000000-x1", "type": "trigger_keyword", '
    '"triggerKeywords": ["hi"]}], "flowEdges": []}',
    neighbour=WHOLE,
)
told_by_loader(
    "empty-flow",
    "error",
    why="It has no nodes, so no customer is ever answered.",
    fix="Build it first; or export it again, if it is not empty in the builder.",
    evidence="observed",
    source="a flow does what its nodes do",
    example='{"name": "Empty", "flowNodes": [], "flowEdges": []}',
    neighbour=WHOLE,
)
