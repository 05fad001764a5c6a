"""Masks exchanges before they are written: what is secret goes, people and ids get stand-ins.

A secret, number or name that was learned in one exchange is found in all later ones, however it is spelled.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from urllib.parse import quote, quote_plus, unquote, unquote_plus

from emulator.kernel.http import Json
from emulator.kernel.secret import MASK, MIN_KNOWN, is_secret_name
from flow_runner.inspection.person import PHONE, is_somebodys
from flow_runner.inspection.secret import SCHEMES, credentials_in
from flow_runner.traffic.body import MULTIPART, Body, body_of, media_type, read_json
from flow_runner.traffic.exchange import Message, Recorded, Seen
from flow_runner.traffic.header import ASKED, GIVEN, secrets_in_header
from flow_runner.traffic.known import Known
from flow_runner.traffic.leaf import Leaf, mapped, what
from flow_runner.traffic.spelling import PLAIN, SPELLINGS, base64_in
from flow_runner.traffic.stand_in import BIRTH, StandIns

MAX_NESTED = 3
_ACCOUNT = re.compile(r"(?<=/)\d{3,15}(?=/api/)")


class Mask:
    """What a recording has learned. `keep` are texts that may stay: names, numbers, ids, but never secrets."""

    def __init__(self, keep: Iterable[str] = ()) -> None:
        self.stand_ins = StandIns(frozenset(keep))
        self._known = Known()

    def exchange(self, seen: Seen) -> Recorded:
        """The exchange as it may be written."""
        url = seen.way.upstream.known_as + seen.way.rest
        asked = body_of(seen.body, seen.headers)
        headers = {name.lower(): value for name, value in seen.answer.headers} if seen.answer else {}
        given = body_of(seen.answer.body, headers) if seen.answer else None
        self._learn(seen, url, [body for body in (asked, given) if body is not None])
        return Recorded(
            number=seen.number,
            upstream=seen.way.upstream.name,
            method=seen.method,
            url=self._url(url),
            request=Message(self._headers(seen.headers, ASKED), self._body(asked)),
            reply=Message(self._headers(headers, GIVEN), self._body(given)),
            status=seen.answer.status if seen.answer else None,
            no_reply=seen.no_reply,
            elapsed_s=round(seen.elapsed_s, 3),
        )

    def again(self, line: Json) -> Json:
        """A recorded line without what was learned only after it was written."""
        return mapped(
            line, lambda leaf: self._late(leaf.value) if isinstance(leaf.value, str) else leaf.value, self._late
        )

    def text(self, text: str, nested: int = 0) -> str:
        """A text without secrets and with stand-ins, in whatever spelling they stand there."""
        if nested < MAX_NESTED and len(text) >= MIN_KNOWN:
            for decode, encode in SPELLINGS:
                plain = decode(text)
                if plain != text:
                    masked = self.text(plain, nested + 1)
                    if masked != plain:
                        return str(encode(masked))
            text = self._in_base64(self._in_json(text), nested)
        return self.stand_ins.text(self._known.masked(text))

    def _late(self, text: str) -> str:
        return self.stand_ins.known(self._known.without(text))

    def _learn(self, seen: Seen, url: str, bodies: list[Body]) -> None:
        for name, value in (*seen.headers.items(), *(seen.answer.headers if seen.answer else ())):
            for one in secrets_in_header(name, value):
                self._known.learn(name, one)
        path, _, query = url.partition("?")
        for found in _ACCOUNT.finditer(path):
            self.stand_ins.learn_account(found[0])
        for part in path.split("/")[3:]:
            self._learn_leaf(Leaf(unquote(part)))
        for name, value in _pairs(query):
            self._learn_leaf(Leaf(unquote_plus(value), unquote_plus(name)))
        for body in bodies:
            self._learn_body(body)
        for credential in credentials_in([unquote(url), *(body.value for body in bodies)]):
            self._known.learn("token", credential.literal)

    def _learn_body(self, body: Body) -> None:
        if body.kind == "json":
            mapped(body.value, self._learn_leaf, self._learn_key)
        elif body.kind == "form":
            for name, value in body.value:
                self._learn_leaf(Leaf(value, name))
        elif body.kind == "text":
            self._learn_leaf(Leaf(body.value))

    def _learn_leaf(self, leaf: Leaf) -> None:
        text = str(leaf.value)
        match what(leaf):
            case "secret":
                self._known.learn(leaf.name, text)
            case "phone":
                self.stand_ins.learn_number(text)
            case "name":
                self.stand_ins.learn_name(text)
            case "account":
                self.stand_ins.learn_account(text)
            case _:
                self._learn_text(text, 0)

    def _learn_key(self, key: str) -> str:
        self._learn_text(key, 0)
        return key

    def _learn_text(self, text: str, nested: int) -> None:
        """Numbers by their looks, and what a document within a text names."""
        for found in PHONE.finditer(text):
            if is_somebodys(found[0]):
                self.stand_ins.learn_number(found[0])
        if nested < MAX_NESTED and len(text) >= MIN_KNOWN:
            for plain in (*(decode(text) for decode, _ in SPELLINGS), *(plain for _, plain in base64_in(text))):
                if plain != text:
                    self._learn_text(plain, nested + 1)
            inner = read_json(text) if text.lstrip()[:1] in ("{", "[") else None
            if inner is not None:
                mapped(inner, self._learn_leaf, self._learn_key)

    def _leaf(self, leaf: Leaf) -> Json:
        text = str(leaf.value)
        masked = self._instead(leaf, text)
        if isinstance(leaf.value, str) or masked == text:
            return masked if isinstance(leaf.value, str) else leaf.value
        return int(masked) if masked.isdecimal() else 0

    def _instead(self, leaf: Leaf, text: str) -> str:
        kind = what(leaf)
        if kind == "secret":
            return MASK if text else text
        if text in self.stand_ins.keep:
            return text
        match kind:
            case "phone":
                return self.stand_ins.number(text.strip())
            case "name":
                return self.stand_ins.name(text)
            case "account":
                return self.stand_ins.account(text)
            case "address":
                return self.stand_ins.street(text)
            case "birth":
                return BIRTH
            case _:
                return self.text(text)

    def _url(self, url: str) -> str:
        """The host stays; what was masked in path and query is encoded anew, and the rest is as the client wrote it."""
        path, mark, query = url.partition("?")
        scheme, _, host, *parts = path.split("/")
        parts = [self._spelled(part, Leaf(unquote(part)), quote) for part in parts]
        pairs = [
            f"{self._spelled(name, Leaf(unquote_plus(name)), quote_plus)}{'=' if has_value else ''}"
            + self._spelled(value, Leaf(unquote_plus(value), unquote_plus(name)), quote_plus)
            for name, has_value, value in (pair.partition("=") for pair in query.split("&"))
        ]
        return "/".join([scheme, "", host, *parts]) + mark + "&".join(pairs)

    def _spelled(self, written: str, leaf: Leaf, encode: Callable[..., str]) -> str:
        masked = self._instead(leaf, str(leaf.value))
        return (
            quote(written, safe=f"%{PLAIN}/?") if masked == leaf.value else encode(masked, safe=PLAIN.replace("+", ""))
        )

    def _headers(self, headers: dict[str, str], wanted: re.Pattern[str]) -> dict[str, str]:
        """Those that matter. Of a credential only its scheme is kept."""
        kept = {}
        for name, value in sorted(headers.items()):
            if not wanted.fullmatch(name):
                continue
            if is_secret_name(name):
                scheme = value.partition(" ")[0]
                kept[name] = f"{scheme} {MASK}" if scheme.lower() in SCHEMES else MASK
            elif name == "content-type" and media_type(value) == MULTIPART:
                kept[name] = MULTIPART
            else:
                kept[name] = self._url(value) if name == "location" and "://" in value else self.text(value)
        return kept

    def _body(self, body: Body | None) -> Body | None:
        if body is None or body.kind == "unread":
            return body
        if body.kind == "json":
            return replace(body, value=mapped(body.value, self._leaf, self.text))
        if body.kind == "text":
            return replace(body, value=self._instead(Leaf(body.value), body.value))
        return replace(
            body, value=[[self.text(name), str(self._leaf(Leaf(value, name)))] for name, value in body.value]
        )

    def _in_json(self, text: str) -> str:
        """A text that is a JSON document itself, with that masked."""
        inner = read_json(text) if text.lstrip()[:1] in ("{", "[") else None
        if inner is None:
            return text
        masked = mapped(inner, self._leaf, self.text)
        return text if masked == inner else json.dumps(masked, ensure_ascii=False)

    def _in_base64(self, text: str, nested: int) -> str:
        for found, plain in reversed(list(base64_in(text))):
            if self.text(plain, nested + 1) != plain:
                text = text[: found.start()] + MASK + text[found.end() :]
        return text


def _pairs(query: str) -> list[tuple[str, str]]:
    return [(name, value) for name, _, value in (pair.partition("=") for pair in query.split("&"))]
