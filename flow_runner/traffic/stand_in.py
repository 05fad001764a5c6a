"""What stands for people, numbers and ids in a recording: the same for the same, so that a conversation makes sense."""

from __future__ import annotations

import re
from collections.abc import Callable

from emulator.kernel.secret import finder
from emulator.wati.state import DEFAULT_TENANT_ID
from flow_runner.inspection.invented import ACCOUNT, EMAIL, PHONE, Invented
from flow_runner.inspection.person import EMAIL as AN_EMAIL
from flow_runner.inspection.person import PHONE as A_PHONE
from flow_runner.inspection.person import digits_of, is_invented, is_reserved, is_somebodys

Finder = Callable[[str], list[tuple[int, int]]]

NAME, STREET, ID = "name", "street address", "id"
NATIONAL = 9
"""So many last digits make a number, however its country is written."""
MIN_DIGITS, LOCAL_DIGITS, MIN_NAME = 7, 10, 3
BIRTH = "1970-01-01"
_AN_ID = re.compile(
    r"(?P<message>wamid\.[A-Za-z0-9+/=_-]+)"  # of WhatsApp: it holds the customer's number, in Base64
    r"|(?P<uuid>(?<![0-9A-Fa-f-])[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}(?![0-9A-Fa-f-]))"
    r"|(?P<hex>(?<![0-9A-Za-z])(?=\d*[a-f])[0-9a-f]{24}(?![0-9A-Za-z]))"  # of Wati
    r"|(?P<long>(?<!\d)\d{16,20}(?!\d))"  # of Zoho
)
_WORD = re.compile(r"[^\W_]+")
_RUN = re.compile(r"\d(?:(?:[\s().\-/+]|%20|%2[Bb]){0,3}\d){6,}")
_DIGIT = re.compile(r"%20|%2[Bb]|(?P<digit>\d)")


class StandIns:
    """Hands out the stand-ins of one recording. What is reserved for examples stays, and so do `keep`'s texts."""

    def __init__(self, keep: frozenset[str] = frozenset()) -> None:
        self.invented = Invented(keep)
        self.keep = keep
        self._kept_numbers = {digits_of(text)[-NATIONAL:] for text in keep if len(digits_of(text)) >= MIN_DIGITS}
        self._numbers: set[str] = set()
        self._names: dict[str, str] = {}
        self._accounts: dict[str, str] = {}
        self._find: tuple[Finder, Finder] | None = None

    def learn_number(self, number: str) -> None:
        """A number that is somebody's: it is found from now on, however it is written."""
        digits = _plain_digits(number)
        key = digits[-NATIONAL:]
        if (
            len(digits) >= MIN_DIGITS
            and not is_invented(digits)
            and key not in self._kept_numbers
            and key not in self._numbers
        ):
            self._numbers.add(key)
            self._find = None

    def learn_name(self, name: str) -> None:
        """The name of a person: it is found in every text of several words from now on."""
        name = " ".join(name.split())
        if name and name not in self.keep and name not in self._names:
            instead = self.invented.instead_of(NAME, name.casefold(), lambda number: f"Person {number}")
            self._names[name] = self._names[name.replace(" ", "+")] = instead
            self._find = None

    def learn_account(self, number: str) -> None:
        if number not in (*self.keep, DEFAULT_TENANT_ID) and number not in self._accounts:
            self._accounts[number] = self.invented.instead_of(ACCOUNT, number)

    def name(self, name: str) -> str:
        """Of what is a name as a whole."""
        return self._names.get(" ".join(name.split()), name)

    def account(self, number: str) -> str:
        return self._accounts.get(number, number)

    def street(self, address: str) -> str:
        return self.invented.instead_of(STREET, address, lambda number: f"{number} Example Street")

    def number(self, number: str) -> str:
        """Of what is a phone number as a whole: with a + where it had one, and without a country where it had none."""
        digits = _plain_digits(number)
        if digits[-NATIONAL:] in self._kept_numbers:
            return number
        if is_invented(digits):
            whole = f"1{digits}" if len(digits) == LOCAL_DIGITS else digits
            given = self.invented.kept(PHONE, whole)
            return number if given == whole else given
        given = self.invented.instead_of(PHONE, digits[-NATIONAL:])
        if number.startswith("+"):
            return f"+{given}"
        return given[1:] if len(digits) == LOCAL_DIGITS else given

    def text(self, text: str) -> str:
        """A text with stand-ins for whatever in it is somebody's."""
        text = _AN_ID.sub(self._id, text)
        text = AN_EMAIL.sub(self._email, text)
        text = A_PHONE.sub(lambda found: self.number(found[0]) if is_somebodys(found[0]) else found[0], text)
        return self.known(text)

    def known(self, text: str) -> str:
        """A text with stand-ins for the numbers, accounts and names that were learned."""
        text = _RUN.sub(self._known_numbers, text)
        for account, instead in self._accounts.items():
            text = re.sub(rf"(?<![\w.]){account}(?![\w.])", instead, text) if account in text else text
        return self._known_names(text) if len(text.split()) + text.count("+") > 1 else text

    def _finders(self) -> tuple[Finder, Finder]:
        """Of numbers and of names; made anew when something was learned."""
        if self._find is None:
            self._find = finder(self._numbers, MIN_DIGITS), finder(self._names, MIN_NAME)
        return self._find

    def _known_names(self, text: str) -> str:
        pieces, shown = [], 0
        for begin, end in self._finders()[1](text):
            whole = not (text[begin - 1 : begin].isalnum() or text[end : end + 1].isalnum())
            if whole:  # two names that overlap are one, of somebody
                self.learn_name(text[begin:end])
            instead = self.name(text[begin:end]) if whole else _WORD.sub(self._known_word, text[begin:end])
            pieces += [text[shown:begin], instead]
            shown = end
        return "".join([*pieces, text[shown:]])

    def _known_word(self, found: re.Match[str]) -> str:
        """Of a word of a place that ends within another."""
        return self._names.get(found[0], found[0]) if found.end() < len(found.string) else found[0]

    def _id(self, found: re.Match[str]) -> str:
        """One that looks like the original."""
        size = len(found[0])
        forms: dict[str, Callable[[int], str]] = {
            "message": lambda number: f"wamid.{number:020d}",
            "uuid": lambda number: f"00000000-0000-4000-8000-{number:012x}",
            "hex": lambda number: f"66a0000000000000{number:08x}",
            "long": lambda number: str(5 * 10 ** (size - 1) + number),
        }
        return (
            found[0] if found[0] in self.keep else self.invented.instead_of(ID, found[0], forms[found.lastgroup or ""])
        )

    def _email(self, found: re.Match[str]) -> str:
        if found[0] in self.keep:
            return found[0]
        if is_reserved(found["domain"]):
            return self.invented.kept(EMAIL, found[0])
        return self.invented.instead_of(EMAIL, found[0].casefold())

    def _known_numbers(self, run: re.Match[str]) -> str:
        """A run of digits with known numbers in it replaced, whatever stands between the digits."""
        marks = [(found.start(), str(int(found[0]))) for found in _DIGIT.finditer(run[0]) if found["digit"]]
        pieces, shown = [], 0
        for begin, end in self._finders()[0]("".join(digit for _, digit in marks)):
            first, last = marks[begin][0], marks[end - 1][0] + 1
            while first > shown and run[0][first - 1].isdecimal():
                first -= 1
            pieces += [run[0][shown:first], self.number(run[0][first:last])]
            shown = last
        return "".join([*pieces, run[0][shown:]])


def _plain_digits(number: str) -> str:
    """The digits in the ones that computers use."""
    return "".join(str(int(char)) for char in number if char.isdecimal())
