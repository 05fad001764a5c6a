"""What a world says of sheets, templates, forms and teams: planted as written, and every mistake told with its line."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from emulator import World, seed
from emulator.document import Document, DocumentError
from emulator.tenant import Tenant
from flow_runner.sandbox.files import bundled_flows
from flow_runner.sandbox.sandbox import Sandbox
from tests.control.control_calls import call


def planted(world: str, folder: Path) -> Tenant:
    (folder / "world.yaml").write_text(world, encoding="utf-8")
    return seed.tenant_from(seed.load(folder / "world.yaml").data)


def rows(tenant: Tenant, spreadsheet: str, sheet: str = "") -> list[dict[str, str]]:
    found = tenant.sheets.open(spreadsheet, sheet)
    assert found is not None
    return found.rows


def test_a_sheet_is_read_from_a_csv_file_beside_the_world(tmp_path: Path) -> None:
    (tmp_path / "leads.csv").write_text('\ufeffPhone, City\n15550100001,"Pune, ""old"" town"\n\n15550100002\n', "utf-8")
    tenant = planted(
        "sheets: [ { spreadsheet: Leads, spreadsheet_id: s1, sheet: January, file: leads.csv } ]", tmp_path
    )
    found = rows(tenant, "s1")
    assert found == [
        {"Phone": "15550100001", "City": 'Pune, "old" town'},
        {"Phone": "15550100002", "City": ""},
    ]
    assert rows(tenant, "Leads", "January") == found
    assert tenant.sheets.open("Leads", "February") is None
    assert tenant.sheets.open("", "January") is None


def test_a_sheet_can_stand_in_the_world_itself(tmp_path: Path) -> None:
    tenant = planted(
        "sheets: [ { spreadsheet: Leads, rows: [ { Phone: 15550100001, Note: null }, { City: 5 } ] } ]", tmp_path
    )
    assert rows(tenant, "Leads") == [
        {"Phone": "15550100001", "Note": "", "City": ""},
        {"Phone": "", "Note": "", "City": "5"},
    ]


def test_a_reset_tenant_has_its_sheets_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("A\n1\n", "utf-8")
    (tmp_path / "world.yaml").write_text("sheets: [ { spreadsheet: S, file: a.csv } ]", "utf-8")
    world = World(seed.load(tmp_path / "world.yaml").data)
    sheet = world.tenant("default").sheets.open("S", "")
    assert sheet is not None
    sheet.insert({"A": "2"})
    assert rows(world.reset("default"), "S") == [{"A": "1"}]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "the first line of a.csv must name every column"),
        ("A,,B\n", "must name every column"),
        ("A,A\n", "no two alike"),
        ('A\n"open', "a.csv is no CSV"),
        (b"A\n\xff", "a.csv is no CSV: a.csv:1: this is not UTF-8 text"),
        (None, "No such file"),
    ],
)
def test_a_csv_file_that_is_no_table_is_told_with_the_line_of_the_world(
    content: str | bytes | None, told: str, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / "a.csv").write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(DocumentError) as caught:
        planted("zoho: {}\nsheets:\n  - { spreadsheet: S, file: a.csv }\n", tmp_path)
    assert str(caught.value).startswith("world.yaml:3: sheets > 0 > file: ")
    assert told in str(caught.value)


@pytest.mark.parametrize("entry", ["sheets: [ { spreadsheet: S, file: odd } ]", "chatbots: [ { file: odd } ]"])
@pytest.mark.parametrize("make", [os.mkfifo, Path.mkdir, lambda path: path.symlink_to("/dev/zero")])
def test_a_pipe_a_device_or_a_folder_is_not_read_because_a_world_says_so(
    entry: str, make: Callable[[Path], None], tmp_path: Path
) -> None:
    make(tmp_path / "odd")
    (tmp_path / "world.yaml").write_text(entry, encoding="utf-8")
    with pytest.raises(DocumentError, match="world.yaml:1: .* > 0 > file: odd is no regular file"):
        Sandbox.open(bundled_flows()["zoho_lead_owner"], tmp_path / "world.yaml")


def test_a_contact_can_be_blocked_from_the_beginning(tmp_path: Path) -> None:
    (tmp_path / "world.yaml").write_text(
        "wati: { contacts: [ { phone: 15550100001, status: blocked } ] }", encoding="utf-8"
    )
    sandbox = Sandbox.open(bundled_flows()["zoho_lead_owner"], tmp_path / "world.yaml", phone="15550100001")
    assert (sandbox.says("hi"), sandbox.status(), sandbox.session()) == ([], "BLOCKED", None)


def test_no_file_is_read_for_a_world_that_came_over_the_wire() -> None:
    world = World()
    reply = call(
        world,
        "POST",
        "/_sandbox/tenants",
        {"name": "x", "world": {"sheets": [{"spreadsheet": "S", "file": "/etc/passwd"}]}},
    )
    assert reply.status == 400
    assert "files can be named only in a world that is a file itself" in reply.text
    with pytest.raises(DocumentError, match="only in a world that is a file itself"):
        seed.checked(Document("sheets: [ { spreadsheet: S, file: a.csv } ]", "world"))


@pytest.mark.parametrize(
    ("world", "told"),
    [
        ("sheets: [ { spreadsheet: S } ]", "a sheet needs columns, rows, or a file"),
        ("sheets: [ { spreadsheet: S, file: a.csv, rows: [] } ]", "a file holds columns and rows: leave those out"),
        ("sheets: [ { spreadsheet: S, rows: [] }, { spreadsheet: S, rows: [] } ]", "the sheet 'S' stands twice"),
        (
            "sheets: [ { spreadsheet: S, columns: [ City ], rows: [ { Citty: x } ] } ]",
            "no column is called 'Citty'. Did you mean 'City'?",
        ),
        (
            "wati: { teams: [ { name: A, default: true }, { name: B, default: true } ] }",
            "only one team can be the default",
        ),
        ("wati: { templates: [ { name: a, body: x }, { name: a, body: y } ] }", "this name 'a' stands twice"),
        ("wati: { whatsapp_flows: [ { name: a, id: '1' }, { name: b, id: '1' } ] }", "this id '1' stands twice"),
        ("wati: { contacts: [ { phone: 15550100001, owner: Asha } ] }", "no agent is called 'Asha'"),
    ],
)
def test_a_mistake_is_told(world: str, told: str) -> None:
    with pytest.raises(DocumentError) as caught:
        seed.parse(world)
    assert told in str(caught.value)


def test_how_an_account_stands_at_the_beginning_is_no_news_to_its_chatbot(tmp_path: Path) -> None:
    tenant = planted(
        "wati: { agents: [ { name: A, email: a@example.com } ], contacts: [ { phone: 15550100001, assigned_to: A } ] }",
        tmp_path,
    )
    assert len(tenant.universe.outbox) == 0


def test_another_profile_is_checked_against_the_account_that_gets_it() -> None:
    tenant = seed.tenant_from(seed.parse("wati: { teams: [ { name: Sales } ] }").data)
    seed.change_profile(tenant, "keywords: [ { match: exact, words: [ a ], do: [ { assign_team: Sales } ] } ]")
    assert tenant.wati.profile.keywords[0].actions[0].value == "Sales"
    with pytest.raises(DocumentError, match="profile:1: .*no team is called 'Slaes'. Did you mean 'Sales'?"):
        seed.change_profile(tenant, "keywords: [ { match: exact, words: [ a ], do: [ { assign_team: Slaes } ] } ]")
    assert tenant.wati.profile.keywords
