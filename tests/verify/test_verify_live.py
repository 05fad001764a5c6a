"""A real account, played by a second sandbox behind a socket: other assumptions, another world, altered behaviour."""

from __future__ import annotations

import json
import socket
from typing import Any

import pytest
from click.testing import Result

from emulator.kernel.assumption import ASSUMPTIONS
from emulator.kernel.fault import Fault
from flow_runner.verify.suite import all_checks
from tests.cli.commands import call
from tests.verify.accounts import CITY, LEAD, NUMBER, PERSONAL, SECRETS, WIDE, answering, served

FLIPPED = {
    one.settles.name: one.settles.choices[-1] for one in all_checks() if one.settles and len(one.settles.choices) > 1
}
READ_ALL = ("--allow-refresh", "--lead-phone", LEAD, "--lead-phone", WIDE, "--contact", NUMBER)
NONE = dict.fromkeys((*SECRETS, "WATI_BASE_URL", "ZOHO_API_URL", "ZOHO_ACCOUNTS_URL", "ZOHO_ACCESS_TOKEN"), "")


def live(environment: dict[str, str], *args: str) -> Result:
    found = call("verify", "--target", "live", *args, **{**NONE, **environment})
    shown = found.stdout + found.stderr
    assert [text for text in (*SECRETS.values(), *PERSONAL) if text in shown] == []
    assert "Traceback" not in shown
    return found


def live_json(environment: dict[str, str], *args: str) -> tuple[Any, Result]:
    found = live(environment, "--format", "json", *args)
    return json.loads(found.stdout), found


def test_an_account_as_assumed_agrees_and_is_only_read() -> None:
    with served() as account:
        data, found = live_json(account.environment, *READ_ALL)
        assert (found.exit_code, data["differs"], data["agrees"]) == (0, [], True)
        assert {one["name"] for one in data["checks"] if one["result"] == "skipped"} == {
            "zoho.missing-scope-is-oauth-scope-mismatch",
            *(one.name for one in all_checks() if "writes" in one.needs),
        }
        assert {asked for asked in account.asked if not asked.startswith("GET ")} == {"POST /oauth/v2/token"}


def test_every_flipped_assumption_is_settled_otherwise_and_can_be_adopted() -> None:
    with served(FLIPPED) as account:
        data, found = live_json(account.environment, *READ_ALL)
        assert found.exit_code == 1
        seen = {one["assumption"]: one["choice"] for one in data["settled"] if one["choice"] != one["assumed"]}
        assert seen == FLIPPED
        assert data["differs"] == []
        adopted = [word for name, choice in FLIPPED.items() for word in ("--assume", f"{name}={choice}")]
        text = live(account.environment, *READ_ALL).stdout
        assert all(f"adopt it: {' '.join(adopted[place : place + 2])}" in text for place in range(0, len(adopted), 2))
        assert live(account.environment, *READ_ALL, *adopted).exit_code == 0


def test_without_permission_nothing_but_questions_reaches_the_account() -> None:
    with served() as account:
        found = live(account.environment)
        assert found.exit_code == 0
        assert {asked.split()[0] for asked in account.asked} == {"GET"}
        assert "nothing is written; no token is asked for" in found.stderr
        assert "it asks Zoho for tokens, of which there are few: --allow-refresh" in found.stdout


def test_writes_go_to_the_contact_that_was_named_and_are_put_back() -> None:
    with served() as account:
        data, found = live_json(account.environment, *READ_ALL, "--allow-writes")
        assert (found.exit_code, data["differs"]) == (0, [])
        written = [asked for asked in account.asked if asked.startswith("POST /777777/")]
        assert len(written) >= 5
        assert [asked for asked in written if not asked.endswith(f"/{NUMBER}")] == []
        others = [asked for asked in account.asked if not asked.startswith(("GET ", "POST /777777/"))]
        assert {asked for asked in others if not asked.startswith("POST /oauth/")} == set()
        contact = account.tenant.wati.contact(NUMBER)
        assert contact is not None
        assert contact.attributes == {"city": CITY}
        assert "the contact of --contact is written to, and one message is sent" in found.stderr


def test_what_cannot_be_put_back_is_told() -> None:
    """The second time that the attribute is set, the service says yes and does nothing."""
    fault = Fault("deaf", "status", "wati.update_contact_attributes", after=1, attributes={"json": {"result": True}})
    fault.attributes["status"] = 200
    with served() as account:
        account.tenant.universe.faults.arm(fault)
        found = live(account.environment, "--only", "wati.attribute-that*", "--contact", NUMBER, "--allow-writes")
    assert found.exit_code == 1
    assert "found    it is not: look after the attributes of the contact (city)" in found.stdout


def test_where_nobody_can_say_whether_it_was_put_back_that_is_told() -> None:
    with served() as account:
        account.tenant.universe.faults.arm(Fault("lost", "lose_reply", "wati.update_contact_attributes", after=1))
        found = live(account.environment, "--only", "wati.attribute-that*", "--contact", NUMBER, "--allow-writes")
    assert found.exit_code == 3
    assert "the attribute city of the contact may not be put back: look after it" in found.stderr


def test_a_write_whose_reply_was_lost_is_put_back_all_the_same() -> None:
    with served() as account:
        account.tenant.universe.faults.arm(Fault("lost", "lose_reply", "wati.update_contact_attributes"))
        found = live(account.environment, "--only", "wati.attribute-that*", "--contact", NUMBER, "--allow-writes")
        contact = account.tenant.wati.contact(NUMBER)
        assert len([asked for asked in account.asked if asked.startswith("POST ")]) == 2
    assert found.exit_code == 3
    assert contact is not None
    assert contact.attributes == {"city": CITY}


@pytest.mark.parametrize(
    ("fault", "checks"),
    [
        (Fault("f", "status", "zoho.search_records", times=None, attributes={"status": 200, "json": {"data": []}}), 1),
        (Fault("f", "truncate", "wati.get_contacts", times=None, attributes={"bytes": 10}), 5),
        (Fault("f", "status", "zoho.get_users", times=None, attributes={"status": 500, "text": "oops"}), 1),
    ],
    ids=["a miss that is 200", "broken JSON", "500"],
)
def test_altered_behaviour_is_told_as_differing(fault: Fault, checks: int) -> None:
    with served() as account:
        account.tenant.universe.faults.arm(fault)
        data, found = live_json(account.environment, *READ_ALL)
    assert found.exit_code == 1
    assert len({one["check"] for one in data["differs"]}) >= checks
    assert {one["operation"] for one in data["differs"] if one["operation"]} == {fault.operation}


def test_a_reply_that_breaks_the_contract_is_told_with_its_place_and_not_its_values() -> None:
    contact = {"id": "66aa00bb11cc22dd33ee44ff", "wAid": NUMBER, "fullName": 7, "contactStatus": "BLOCKED"}
    odd = {"result": "success", "contact_list": [contact] * 3, "link": {"pageNumber": 1, "pageSize": 2, "total": "3"}}
    fault = Fault("f", "status", "wati.get_contacts", times=None, attributes={"status": 200, "json": odd})
    with served() as account:
        account.tenant.universe.faults.arm(fault)
        data, _ = live_json(account.environment, "--only", "wati.contacts-miss*")
    told = {(one["pointer"], one["expected"], one["found"], one["times"]) for one in data["differs"]}
    assert ("/contact_list/0/fullName", "string", "a number", 3) in told
    status = ("/contact_list/0/contactStatus", "text 'VALID' or text 'INVALID'", "text 'BLOCKED'", 3)
    assert status in told
    assert ("/contact_list/0/lastUpdated", "to be there", "nothing", 3) in told
    assert ("/link/total", "integer", "text '9'", 1) in told


def test_a_contract_that_is_broken_everywhere_is_told_once_and_is_no_check_of_its_own() -> None:
    named = {"name": "x", "id": "1"}
    known = {"confirm": True, "role": named, "profile": named, "created_time": "2026-01-15T09:00:00+00:00"}
    user = {"id": "1", "full_name": NUMBER, "first_name": None, "last_name": "x", "email": None, "status": "active"}
    odd = {"users": [{**user, **known}] * 2}
    fault = Fault("f", "status", "zoho.get_users", times=None, attributes={"status": 200, "json": odd})
    with served() as account:
        account.tenant.universe.faults.arm(fault)
        found = live(account.environment, "--allow-refresh", "--only", "zoho.*users*", "--only", "zoho.bearer*")
    assert found.exit_code == 1
    assert found.stdout.count("  a reply of zoho.get_users, at /users/0/email and 1 more place\n") == 1
    assert "  same       zoho.active-users-are-active " in found.stdout
    last = "3 checks: 2 the same, 1 differs; replies break their contract at 2 places"
    assert found.stdout.splitlines()[-1] == last


def test_a_text_of_the_service_is_told_without_what_is_somebodys() -> None:
    told = {"result": False, "info": f"no {NUMBER} of Priya Test <priya@unprinted.example> at other-wati-token"}
    fault = Fault("f", "status", "wati.get_messages", times=None, attributes={"status": 200, "json": told})
    with served() as account:
        account.tenant.universe.faults.arm(fault)
        found = live(account.environment, "--only", "wati.messages-of-an*")
    assert "result false: no *** of Priya Test <***> at ***" in found.stdout


def test_a_half_configured_account_is_verified_as_far_as_it_goes() -> None:
    with served() as account:
        only_wati = {name: value for name, value in account.environment.items() if name != "ZOHO_CLIENT_SECRET"}
        data, found = live_json(only_wati)
    assert found.exit_code == 0
    assert "verify leaves out Zoho: ZOHO_CLIENT_SECRET is missing" in found.stderr
    zoho = [one for one in data["checks"] if one["name"].startswith("zoho.")]
    assert {(one["result"], one["told"]) for one in zoho} == {("skipped", "ZOHO_CLIENT_SECRET is missing")}
    assert not any(asked.startswith("GET /crm") for asked in account.asked)


def test_an_access_token_spares_the_refresh() -> None:
    with served() as account:
        token = account.tenant.zoho.issue_access_token("", "ZohoCRM.modules.ALL,ZohoCRM.users.READ").id
        environment = {"ZOHO_API_URL": account.environment["ZOHO_API_URL"], "ZOHO_ACCESS_TOKEN": token}
        narrow = {**environment, "ZOHO_TOKEN_WITHOUT_SEARCH": token}
        data, found = live_json(narrow, "--only", "zoho.*users*", "--only", "zoho.*scope*", "--only", "zoho.search-*")
        assert token not in found.stdout + found.stderr
        assert not any("oauth" in asked for asked in account.asked)
    results = {one["name"]: (one["result"], one["told"]) for one in data["checks"]}
    assert results["zoho.active-users-are-active"][0] == "same"
    assert results["zoho.missing-scope-is-oauth-scope-mismatch"][0] == "same"
    scope = "the scope of the access token does not allow it: OAUTH_SCOPE_MISMATCH"
    assert results["zoho.search-miss-is-204"] == ("skipped", scope)


def test_credentials_that_are_refused_are_one_line_and_exit_code_2() -> None:
    with served() as account:
        account.tenant.wati.token = "changed since"
        found = live({**account.environment, "ZOHO_API_URL": ""})
        assert found.exit_code == 2
        assert found.stderr.splitlines()[2:] == ["verify: WATI_TOKEN was refused: 401, empty"]
        account.tenant.zoho.revoke_refresh_token(SECRETS["ZOHO_REFRESH_TOKEN"])
        found = live({**account.environment, "WATI_TOKEN": ""}, "--allow-refresh", "--only", "zoho.search-*")
        assert found.exit_code == 2
        assert found.stderr.splitlines()[2:] == [
            "verify: Zoho mints no token for ZOHO_REFRESH_TOKEN (200 error invalid_code)"
        ]


def test_a_redirect_is_not_followed() -> None:
    with (
        answering(200, {"Content-Type": "application/json"}, b"{}") as (elsewhere, reached),
        answering(302, {"Location": f"{elsewhere}/stolen"}) as (url, _),
    ):
        found = live(
            {"WATI_BASE_URL": f"{url}/777777", "WATI_TOKEN": SECRETS["WATI_TOKEN"]}, "--only", "wati.no-token*"
        )
        assert reached == []
    host = url.removeprefix("http://")
    assert found.exit_code == 3
    assert found.stderr.splitlines()[-1] == (
        f"verify: {host}: it redirects (302), which is not followed: name the address it leads to"
    )


def test_a_dead_host_is_one_clear_line() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{probe.getsockname()[1]}"
        found = live({"WATI_BASE_URL": f"http://{host}", "WATI_TOKEN": SECRETS["WATI_TOKEN"]})
    assert found.exit_code == 3
    assert found.stderr.splitlines()[2:] == [
        f"verify: {host}: no connection: it refuses, breaks off, or there is no such host"
    ]


def test_a_reply_that_never_ends_is_cut_off() -> None:
    with answering(200, {"Content-Type": "application/json"}, b" " * (9 * 1024 * 1024)) as (url, _):
        found = live({"WATI_BASE_URL": url, "WATI_TOKEN": SECRETS["WATI_TOKEN"]}, "--only", "wati.no-token*")
    assert found.exit_code == 3
    assert found.stderr.splitlines()[-1].endswith("a reply has over 8 MiB")


def test_too_many_requests_once_are_waited_out_and_leave_no_mark() -> None:
    with served() as account:
        busy = Fault("busy", "status", "wati.get_contacts", attributes={"status": 429})
        account.tenant.universe.faults.arm(busy)
        assert live(account.environment, "--only", "wati.contacts-miss*").exit_code == 0
        assert account.tenant.universe.faults.unfired() == []


def test_the_token_endpoint_is_never_asked_again_because_it_is_busy() -> None:
    with served() as account:
        busy = Fault("busy", "status", "zoho.generate_token", attributes={"status": 429})
        account.tenant.universe.faults.arm(busy)
        found = live(account.environment, "--only", "zoho.bad-refresh*", "--allow-refresh")
        assert account.asked == ["POST /oauth/v2/token"]
    assert found.exit_code == 3
    assert "too many requests (429)" in found.stderr


def test_this_machines_proxies_and_passwords_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with served() as account:
        assert live(account.environment, "--only", "wati.no-token*").exit_code == 0


def test_the_sandbox_assumes_what_its_world_says(tmp_path: Any) -> None:
    (tmp_path / "world.yaml").write_text("assumptions: {wati.name_filter: name}\n", encoding="utf-8")
    with served({"wati.name_filter": "name"}) as account:
        found = live(account.environment, "--only", "wati.name-filter*", "--world", str(tmp_path / "world.yaml"))
    assert (found.exit_code, "wati.name_filter = name, as assumed" in found.stdout) == (0, True)


def test_flipping_covers_every_assumption_that_has_a_choice() -> None:
    settled = {one.settles.name for one in all_checks() if one.settles}
    assert FLIPPED.keys() == {name for name in settled if len(ASSUMPTIONS[name].choices) > 1}
