"""What a field takes: a value as a client sends it, and as it is kept. Source: zoho.com CRM v7 insert-records.

Lookups are kept as the id that they lead to.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from emulator.zoho.assumptions import LOOSE_VALUES, OWNER_BY_EMAIL, PICKLIST_OPTIONS
from emulator.zoho.field import UNDECLARED, Field
from emulator.zoho.parameter import is_id
from emulator.zoho.refused import INVALID_ID, invalid
from emulator.zoho.state import ZohoState

EMAIL = re.compile(r"[+\-\w][\w!#$%&'*+\-/=?^`{|}~.]*@(?:\w(?:[\w\-]*\w)?\.)+[^\W\d_]{2,22}")
PHONE = re.compile(r"\+?[ .\-()\dA-Za-z,;#]*", re.ASCII)
DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", re.ASCII)
SCHEMES = ("http://", "https://", "ftp://")
DIGITS = {"integer": 9, "bigint": 18, "double": 16, "currency": 16, "percent": 5}
"""Before the decimal point, at most."""
Reader = Callable[[Field, Any, ZohoState], Any]
MAX_OPTIONS = 100
NUMBER = re.compile(r"-?\d{1,18}(\.\d{1,9})?", re.ASCII)


def stored(field: Field, value: Any, state: ZohoState) -> Any:
    """What is kept of a value. RowRefused, with the details of INVALID_DATA, for one that the field does not take."""
    if value is None or (value == "" and field.data_type not in ("lookup", "ownerlookup")):
        return None
    read: Reader = READERS.get(field.data_type, _text)
    return read(field, value, state)


def user_id(path: str, value: Any, state: ZohoState) -> str:
    """The user that an owner field names, as `{"id": …}`, as the id, or by e-mail. RowRefused where there is none."""
    named = value.get("id") if isinstance(value, dict) else value
    if named is None and isinstance(value, dict) and isinstance(value.get("email"), str):
        found = state.users.first("email", value["email"].casefold())
        if state.universe.assumptions.lean(OWNER_BY_EMAIL) == "accept" and found is not None:
            return found.id
        raise invalid(f"{path}.email", expected_data_type="ownerlookup")
    return _known(path, value, named, lambda one: state.users.get(one) is not None)


def _known(path: str, value: Any, named: Any, exists: Callable[[str], bool]) -> str:
    if isinstance(named, int) and not isinstance(named, bool) and 0 < named < 10**19:
        named = str(named)
    if not isinstance(named, str):
        raise invalid(path, expected_data_type="jsonobject")
    where = f"{path}.id" if isinstance(value, dict) else path
    if not is_id(named):
        raise invalid(where, expected_data_type="bigint")
    if not exists(named):
        raise invalid(where, INVALID_ID)
    return named


def _lookup(field: Field, value: Any, state: ZohoState) -> str:
    named = value.get("id") if isinstance(value, dict) else value

    def exists(record_id: str) -> bool:
        tables = [state.records[field.lookup]] if field.lookup in state.records else state.records.values()
        return any(table.get(record_id) is not None for table in tables)

    return _known(field.api_name, value, named, exists)


def _owner(field: Field, value: Any, state: ZohoState) -> str:
    return user_id(field.api_name, value, state)


def _text(field: Field, value: Any, state: ZohoState) -> str:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and _loose(state):
        value = str(value)
    if not isinstance(value, str) or not whole(value):
        raise invalid(field.api_name, expected_data_type=field.data_type)
    if len(value) > (field.length or 255):
        raise invalid(field.api_name, maximum_length=field.length or 255)
    form = FORMS.get(field.data_type)
    if form is not None and not form(value):
        raise invalid(field.api_name, expected_data_type=field.data_type)
    if field.data_type == "picklist":
        _option(field, value, field.api_name, state)
    return value


def _options(field: Field, value: Any, state: ZohoState) -> list[str]:
    if not isinstance(value, list):
        raise invalid(field.api_name, expected_data_type="jsonarray")
    if len(value) > MAX_OPTIONS:
        raise invalid(field.api_name, maximum_length=MAX_OPTIONS)
    for place, one in enumerate(value):
        path = f"{field.api_name}[{place}]"
        if not isinstance(one, str) or not whole(one):
            raise invalid(path, expected_data_type="text")
        if len(one) > 120:
            raise invalid(path, maximum_length=120)
        _option(field, one, path, state)
    return list(dict.fromkeys(value))


def _option(field: Field, value: str, path: str, state: ZohoState) -> None:
    if field.values and value not in field.values and state.universe.assumptions.lean(PICKLIST_OPTIONS) == "refuse":
        raise invalid(path, expected_data_type="picklist")


def _integer(field: Field, value: Any, state: ZohoState) -> int | str:
    if isinstance(value, str):
        sent = NUMBER.fullmatch(value)
        if sent is None or sent[1] or not (field.data_type == "bigint" or _loose(state)):
            raise invalid(field.api_name, expected_data_type=field.data_type)
        if field.data_type == "bigint":
            return value
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise invalid(field.api_name, expected_data_type=field.data_type)
    _few_digits(field, value)
    return str(value) if field.data_type == "bigint" else value


def _decimal(field: Field, value: Any, state: ZohoState) -> int | float:
    if isinstance(value, str) and NUMBER.fullmatch(value) and _loose(state):
        value = float(value)
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        raise invalid(field.api_name, expected_data_type="double")
    if isinstance(value, float) and not math.isfinite(value):
        raise invalid(field.api_name, expected_data_type="double")
    _few_digits(field, value)
    return value


def _few_digits(field: Field, value: int | float) -> None:
    most = DIGITS[field.data_type]
    if not -(10**most) < value < 10**most:
        raise invalid(field.api_name, maximum_length=most)


def _boolean(field: Field, value: Any, state: ZohoState) -> bool:
    if value in ("true", "false") and _loose(state):
        return bool(value == "true")
    if not isinstance(value, bool):
        raise invalid(field.api_name, expected_data_type="boolean")
    return value


def _moment(field: Field, value: Any, state: ZohoState) -> str:
    form, read = (DATE, date.fromisoformat) if field.data_type == "date" else (MOMENT, datetime.fromisoformat)
    try:
        if isinstance(value, str) and form.fullmatch(value):
            read(value)
            return value
    except ValueError:
        pass
    raise invalid(field.api_name, expected_data_type=field.data_type)


def _is_website(text: str) -> bool:
    rest = next((text[len(one) :] for one in SCHEMES if text.lower().startswith(one)), text)
    host = re.split(r"[/?#]", rest, maxsplit=1)[0]
    parts = host.split(".")
    return len(parts) > 1 and all(parts) and not any(char.isspace() or char in "\"'<>" for char in host)


def _undeclared(field: Field, value: Any, state: ZohoState) -> Any:
    """Nobody said what it is: a text, a number, a checkbox or a list of texts."""
    if isinstance(value, list):
        return _options(field, value, state)
    if isinstance(value, str):
        return _text(field, value, state)
    if isinstance(value, (bool, int, float)) and -(10**18) < value < 10**18:
        return value
    raise invalid(field.api_name, expected_data_type="text")


def _loose(state: ZohoState) -> bool:
    return state.universe.assumptions.lean(LOOSE_VALUES) == "convert"


def whole(text: str) -> bool:
    """Whether every character is one: JSON can hold halves, which nothing else can."""
    return text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text)


FORMS: dict[str, Callable[[str], Any]] = {
    "email": EMAIL.fullmatch,
    "phone": PHONE.fullmatch,
    "website": _is_website,
}
READERS: dict[str, Reader] = {
    "multiselectpicklist": _options,
    "integer": _integer,
    "bigint": _integer,
    "double": _decimal,
    "currency": _decimal,
    "percent": _decimal,
    "boolean": _boolean,
    "date": _moment,
    "datetime": _moment,
    "lookup": _lookup,
    "ownerlookup": _owner,
    UNDECLARED: _undeclared,
}
