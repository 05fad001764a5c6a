"""Templates, forms and spreadsheets that the account does not have, or has in another shape. They are held against a
world, and only where it knows any of their kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flow_runner.engine.nodes.google_spreadsheet import INSERT, GoogleSpreadsheet
from flow_runner.engine.nodes.interactive_whatsapp_flow import InteractiveWhatsAppFlow
from flow_runner.engine.nodes.message_template import MessageTemplate
from flow_runner.inspection.lint.check import check
from flow_runner.inspection.lint.example import Raw, agent, flow, form, sheet_row, template
from flow_runner.inspection.lint.finding import Found
from flow_runner.inspection.lint.subject import Subject
from flow_runner.inspection.lint.words import listed

NODE, END = "main_sender-a", "main_assignAgent-end"
OFFER, MENU, FORM = "66a000000000000000000041", "66a000000000000000000042", "1234567890"
WHY = "The file comes from another account, or {} was deleted or renamed: "
SOURCE = "importers, after whose work ids are blank or another account's"
WORLD = {
    "wati": {
        "templates": [
            {"id": OFFER, "name": "offer", "body": "Our offer"},
            {"id": MENU, "name": "menu", "body": "How can we help?", "buttons": ["Sales", "Support"]},
        ],
        "whatsapp_flows": [{"id": FORM, "name": "signup"}],
    },
    "sheets": [{"spreadsheet": "Orders", "spreadsheet_id": "orders", "sheet": "2026", "columns": ["Phone", "Name"]}],
}


def _sending(sender: Raw) -> Raw:
    return flow(sender, agent(), edges=((NODE, END),))


def _inserting(spreadsheet: str = "orders", column: str = "Phone") -> Raw:
    return flow(sheet_row(NODE, END, spreadsheet=spreadsheet, cells=((column, "{{phone}}"),)), agent())


@check(
    "foreign-template",
    "error",
    why=WHY.format("the template") + "nothing is sent, and outside the 24-hour window nothing else can be.",
    fix="Choose a template of this account in the builder; or write this one into the world, if it is there.",
    evidence="reported",
    source=SOURCE,
    example=_sending(template(NODE, FORM)),
    neighbour=_sending(template(NODE, OFFER)),
    world=WORLD,
)
def foreign_template(subject: Subject) -> Iterator[Found]:
    known = {one.id: one.name for one in subject.tenant.wati.templates} if subject.tenant else {}
    for node_id, one in subject.flow.nodes.items():
        if isinstance(one, MessageTemplate) and _is_foreign(one.template, known):
            told = f"no template of the account has this id; it has {listed(sorted(known.values()))}"
            yield subject.found(node_id, told, "messageTemplateId")


@check(
    "template-buttons",
    "warning",
    why="A template with several buttons waits for one of them; with none of them in the file, it is not known by "
    "which exit a tap leaves, and a run goes on without waiting.",
    fix="Choose the template in the builder again, so that its buttons come into the export, and give each an exit.",
    evidence="reported",
    source="help 11463031: several buttons of a template are the allowed answers",
    example=_sending(template(NODE, MENU)),
    neighbour=_sending(template(NODE, OFFER)),
    world=WORLD,
)
def template_buttons(subject: Subject) -> Iterator[Found]:
    templates = subject.tenant.wati.templates if subject.tenant else ()
    known = {key: one.buttons for one in templates for key in (one.id, one.name)}
    for node_id, one in subject.flow.nodes.items():
        if isinstance(one, MessageTemplate) and not one.buttons and len(known.get(one.template, ())) > 1:
            told = f"the template has the buttons {listed(known[one.template])}, of which the file holds none"
            yield subject.found(node_id, told, "buttons")


@check(
    "foreign-form",
    "error",
    why=WHY.format("the WhatsApp Flow") + "nothing can be opened, and its fields go by other names.",
    fix="Choose a WhatsApp Flow of this account in the builder; or write this one into the world, if it is there.",
    evidence="reported",
    source=SOURCE,
    example=_sending(form(NODE, "1111111111")),
    neighbour=_sending(form(NODE, FORM)),
    world=WORLD,
)
def foreign_form(subject: Subject) -> Iterator[Found]:
    known = {one.id: one.name for one in subject.tenant.wati.forms} if subject.tenant else {}
    for node_id, one in subject.flow.nodes.items():
        if isinstance(one, InteractiveWhatsAppFlow) and _is_foreign(one.form, known):
            told = f"no WhatsApp Flow of the account has this id; it has {listed(sorted(known.values()))}"
            yield subject.found(node_id, told, "whatsAppFlowId")


@check(
    "foreign-sheet",
    "error",
    why=WHY.format("the spreadsheet") + "nothing is written and nothing is found, for any customer.",
    fix="Choose a spreadsheet in the builder again; or write this one into the world, if it is there.",
    evidence="assumed",
    source="Google's ids of spreadsheets; what the platform does without one was not seen",
    example=_inserting("invoices"),
    neighbour=_inserting("orders"),
    world=WORLD,
)
def foreign_sheet(subject: Subject) -> Iterator[Found]:
    sheets = subject.tenant.sheets if subject.tenant else None
    known = sorted({one.spreadsheet for one in sheets.sheets}) if sheets else []
    for node_id, one in subject.flow.nodes.items():
        if not (sheets and known and isinstance(one, GoogleSpreadsheet) and one.spreadsheet.strip()):
            continue
        if sheets.open(one.spreadsheet, one.sheet) is None:
            told = f"the account has no such sheet; it has the spreadsheets {listed(known)}"
            yield subject.found(node_id, told, "spreadsheet")


@check(
    "unknown-column",
    "error",
    why="What is written there goes nowhere, and what is looked for there is never found.",
    fix="Correct the name to that of the head line, letter by letter; or add the column to the sheet.",
    evidence="assumed",
    source="the cells of freshly made nodes name the columns of the head line",
    example=_inserting(column="Telephone"),
    neighbour=_inserting(column="Phone"),
    world=WORLD,
)
def unknown_column(subject: Subject) -> Iterator[Found]:
    for node_id, one in subject.flow.nodes.items():
        if subject.tenant is None or not isinstance(one, GoogleSpreadsheet):
            continue
        found = subject.tenant.sheets.open(one.spreadsheet, one.sheet)
        if found is None:
            continue
        has = f"; the sheet '{found.name}' has {listed(found.columns)}"
        for number, (column, _) in enumerate(one.cells):
            if column not in found.columns:
                yield subject.found(node_id, f"there is no column '{column}'{has}", "newCells", number)
        if one.action != INSERT and one.column not in found.columns:
            yield subject.found(node_id, f"there is no column '{one.column}' to look in{has}", "rowReference", "name")


def _is_foreign(chosen: str, known: Mapping[str, str]) -> bool:
    """Whether it is neither an id nor a name of those known, of which there are some. A blank one is told elsewhere."""
    return bool(known and chosen.strip()) and chosen not in known and chosen not in known.values()
