"""A copy of an export that is safe to share, and does what the original does: the same nodes, exits and targets.

Replaced are credentials, test values, account numbers, e-mail addresses, phone numbers, hosts of one's own, and ids
of the account. Names of people and companies in texts are not recognised.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from emulator.kernel.secret import finder
from flow_runner.engine.pointer import below, texts
from flow_runner.inspection.invented import ACCOUNT, CREDENTIAL, EMAIL, HOST, TEST_VALUE, Invented
from flow_runner.inspection.own import ACCOUNT_IN_PATH, accounts_in, hosts_in
from flow_runner.inspection.person import EMAIL as AN_EMAIL
from flow_runner.inspection.person import PHONE as A_PHONE
from flow_runner.inspection.person import is_reserved, is_somebodys
from flow_runner.inspection.secret import credentials_in, is_example, is_structure

SURE_LENGTH = 8
SHORTEST = {HOST: 4, ACCOUNT: 5}
IDS = {
    "agentId": "agent",
    "kbotBotActionId": "AI agent",
    "teamIds": "team",
    "newFlowId": "chatbot",
    "messageTemplateId": "template",
    "messageTemplateIds": "template",
    "whatsAppFlowId": "form",
    "catalogId": "catalog",
    "setId": "product set",
    "spreadsheetId": "spreadsheet",
    "sheetId": "sheet",
    "googleAccount": "Google account",
}
"""Fields that hold ids of the account, and of what."""
OWN_ID = ("/id", "/result/id")
"""Where the internal API has the id of the chatbot itself; in an export it is null."""
KEPT = frozenset(
    {
        *("flowReplyType", "mimeType", "lastUpdated", "created", "transform", "channelTypes", "flowVersion", "type"),
        *("methodType", "action", "flowConditionType", "conditionOperator", "minValue", "maxValue", "regex"),
        "failsCount",
    }
)
"""Fields of the builder's own words and of patterns: nothing but credentials is replaced in them."""
_JOINED = re.compile(r"[\w-]")
_ID = re.compile(r"(?i)[0-9a-f]{16,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d+")
_CLIENT = re.compile(r"\b1000\.[A-Z0-9]{16,}")
_FOUND = re.compile(
    f"(?P<email>{AN_EMAIL.pattern.replace('@', '(?:@|%40)')})|(?P<account>{ACCOUNT_IN_PATH.pattern})"
    f"|(?P<client>{_CLIENT.pattern})|(?P<phone>{A_PHONE.pattern})"
)


class Redacted(NamedTuple):
    """The copy, and how many places were replaced in it, by kind."""

    document: Any
    counts: dict[str, int]


def redacted(document: Any, keep_hosts: bool = False, keep_ids: bool = False) -> Redacted:
    """The copy; the document itself stays as it is."""
    copy = _Copy(document, keep_hosts, keep_ids)
    return Redacted(copy.of(document, "", ""), dict(sorted(copy.invented.counts.items())))


class _Copy:
    def __init__(self, document: Any, keep_hosts: bool, keep_ids: bool) -> None:
        every = [text for _, text in texts(document)]
        self.invented = Invented(every)
        self.keep_ids = keep_ids
        self.spans: dict[str, list[tuple[int, int]]] = {}
        written = credentials_in(document)
        for one in written:
            self.spans.setdefault(one.pointer, []).append((one.begin, one.end))
        self.secrets = finder({one.literal for one in written}, SURE_LENGTH)
        self.known = {HOST: set() if keep_hosts else hosts_in(every), ACCOUNT: accounts_in(document, every)}
        self.find = {kind: finder(known, SHORTEST[kind]) for kind, known in self.known.items()}

    def of(self, value: Any, pointer: str, key: str) -> Any:
        """The copy of what stands there; `key` is the nearest one above it."""
        if isinstance(value, dict):
            return {name: self._member(item, below(pointer, name), name) for name, item in value.items()}
        if isinstance(value, list):
            return [self.of(item, f"{pointer}/{number}", key) for number, item in enumerate(value)]
        if isinstance(value, str) and key in KEPT:
            return self._text(value, pointer, plain=False)
        if key in IDS and not self.keep_ids and isinstance(value, str | int) and not isinstance(value, bool):
            return self._id(IDS[key], str(value)) if str(value).strip() else value
        return self._text(value, pointer) if isinstance(value, str) and key not in IDS else value

    def _member(self, value: Any, pointer: str, name: str) -> Any:
        if name == "tenantId" and value not in (None, ""):
            self.invented.count(ACCOUNT)
            return None
        if name == "testVariables" and isinstance(value, list):
            return [self._untested(item, f"{pointer}/{number}") for number, item in enumerate(value)]
        if name == "googleAccount" and isinstance(value, dict) and not self.keep_ids:
            own = self._id(IDS[name], str(value["id"])) if value.get("id") else value.get("id")
            return {**self.of({**value, "id": None}, pointer, ""), **({"id": own} if "id" in value else {})}
        if pointer in OWN_ID and value and not self.keep_ids:
            return self._id("chatbot", str(value))
        return value if is_structure(name) else self.of(value, pointer, name)

    def _untested(self, entry: Any, pointer: str) -> Any:
        if not isinstance(entry, dict):
            return self.of(entry, pointer, "")
        if entry.get("value") in (None, ""):
            return self.of(entry, pointer, "")
        self.invented.count(TEST_VALUE)
        return {**self.of({**entry, "value": None}, pointer, ""), "value": ""}

    def _id(self, kind: str, value: str) -> str:
        if kind == "chatbot" and not _ID.fullmatch(value):
            return value  # a name, in a file that was made by hand
        number = list(dict.fromkeys(IDS.values())).index(kind)
        return self.invented.instead_of(
            f"id of {_article(kind)}", value, lambda n: f"66a0000000000000{number:04x}{n:04x}"
        )

    def _text(self, text: str, pointer: str, plain: bool = True) -> str:
        """First the credentials; then, between them, what can be told by its looks, in plain texts."""
        places = _merged([*self.spans.get(pointer, ()), *self.secrets(text)])
        pieces, shown = [], 0
        for begin, end in [*places, (len(text), len(text))]:
            pieces.append(self._plain(text[shown:begin]) if plain else text[shown:begin])
            pieces += [self.invented.instead_of(CREDENTIAL, text[begin:end])] if begin < end else []
            shown = end
        return "".join(pieces)

    def _plain(self, text: str) -> str:
        pieces, shown = [], 0
        for found in _FOUND.finditer(text):
            instead = self._instead(found)
            if instead != found[0]:
                pieces += [self._names(text[shown : found.start()]), instead]
                shown = found.end()
        return "".join([*pieces, self._names(text[shown:])])

    def _instead(self, found: re.Match[str]) -> str:
        if found["email"]:
            at = "@" if "@" in found[0] else "%40"
            plain = found[0].replace("%40", "@")
            invented = plain if is_reserved(found["domain"]) else self.invented.instead_of(EMAIL, plain)
            return invented.replace("@", at)
        if found["account"]:
            return self.invented.instead_of(ACCOUNT, found[0])
        if found["client"]:
            return found[0] if is_example(found[0]) else self.invented.instead_of(CREDENTIAL, found[0])
        return self.invented.phone(found[0]) if is_somebodys(found[0]) else found[0]

    def _names(self, text: str) -> str:
        """Hosts and account numbers that are known from addresses, wherever they stand on their own."""
        for kind, known in self.known.items():
            pieces, shown = [], 0
            for begin, end in self.find[kind](text):
                joined = _JOINED.match(text[max(begin - 1, 0) : begin]) or _JOINED.match(text[end : end + 1])
                if text[begin:end] in known and not joined:
                    pieces += [text[shown:begin], self.invented.instead_of(kind, text[begin:end])]
                    shown = end
            text = "".join([*pieces, text[shown:]])
        return text


def _merged(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Places in order, those that overlap as one."""
    merged: list[tuple[int, int]] = []
    for begin, end in sorted(places):
        if merged and begin < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return merged


def _article(kind: str) -> str:
    return f"an {kind}" if kind[0].lower() in "aeiou" else f"a {kind}"
