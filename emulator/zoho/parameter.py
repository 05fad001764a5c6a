"""Parameters of paths, queries and headers, read as Zoho reads them; Refused where they cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from emulator.kernel.assumption import Assumption
from emulator.kernel.http import Request
from emulator.kernel.shape import aware, moment
from emulator.kernel.suggest import did_you_mean
from emulator.zoho.api import VERSIONS, ZOHO, no_route
from emulator.zoho.field import Module
from emulator.zoho.refused import INVALID_ID, Refused, refuse
from emulator.zoho.state import ZohoState

EARLY = ("v2", "v2.1")
NO_MODULES = ("settings", "users", "org", "coql")
"""First segments of other paths, which are no modules."""
NO_IDS = ("search", "upsert", "deleted", "actions")
"""What may follow a module instead of an id."""
MAX_PER_PAGE = 200
MAX_FIELDS = 50
MAX_IDS = 100
THREE_WAYS: Mapping[str, tuple[bool, ...]] = {"true": (True,), "false": (False,), "both": (True, False)}


def since(request: Request, state: ZohoState, assumption: Assumption) -> bool:
    """Whether the version of the path is the one that an assumption names, or a later one."""
    choice, version = state.universe.assumptions.choice(assumption), VERSIONS.index(request.params["version"])
    places = [VERSIONS.index(one) for one in assumption.choices]
    if min(places) <= version < max(places):
        state.universe.assumptions.lean(assumption)
    return version >= VERSIONS.index(choice)


def module_of(request: Request, state: ZohoState) -> Module:
    """The module of the path. 404 for what is another path of the API, 400 for what is none."""
    name = request.params["module"]
    if name in NO_MODULES:
        refused = no_route(request, ())
        paths = (one.path.replace("{version}", request.params["version"]) for one in ZOHO.operations.values())
        hint = did_you_mean(request.path, (path for path in paths if "{" not in path))
        refused.help = (f"No operation matches {request.method} {request.path}.{hint}",)
        raise Refused(refused)
    return named_module(name, state, resource_path_index=0)


def module_asked(request: Request, state: ZohoState) -> Module:
    """The module of the query."""
    name = request.args.get("module", "")
    if not name:
        refuse(400, "REQUIRED_PARAM_MISSING", "One of the expected parameter is missing", param_name="module")
    return named_module(name, state, param_name="module", api_name=name)


def named_module(name: str, state: ZohoState, **details: object) -> Module:
    found = state.modules.get(name)
    if found is None:
        told = f"the account has the modules {', '.join(state.modules)}.{did_you_mean(name, state.modules)}"
        refuse(400, "INVALID_MODULE", "The module name given seems to be invalid", told, **details)
    return found


def number(args: Mapping[str, str], name: str, default: int) -> int:
    """A whole number from 1 on."""
    text = args.get(name, str(default))
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 10 and int(text) > 0):
        refuse(400, "INVALID_DATA", "invalid data", param_name=name, expected_data_type="integer")
    return int(text)


def per_page(args: Mapping[str, str]) -> int:
    found = number(args, "per_page", MAX_PER_PAGE)
    if found > MAX_PER_PAGE:
        refuse(400, "INVALID_DATA", "invalid data", param_name="per_page", maximum_length=MAX_PER_PAGE)
    return found


def one_of(args: Mapping[str, str], name: str, default: str, *choices: str) -> str:
    found = args.get(name) or default
    if found not in choices:
        refuse(400, "INVALID_DATA", "invalid data", param_name=name, supported_values=list(choices))
    return found


def flag(args: Mapping[str, str], name: str, default: str) -> bool:
    """What `true` or `false` asks for."""
    return one_of(args, name, default, "true", "false") == "true"


def three_ways(args: Mapping[str, str], name: str, default: str) -> tuple[bool, ...]:
    """What `true`, `false` or `both` asks for."""
    return THREE_WAYS[one_of(args, name, default, *THREE_WAYS)]


def fields(args: Mapping[str, str], required: bool) -> frozenset[str]:
    """Names of the fields that are asked for; empty for all. Source: documented, with the limit of 50."""
    names = [name.strip() for name in args.get("fields", "").split(",") if name.strip()]
    if required and not names:
        refuse(400, "REQUIRED_PARAM_MISSING", "One of the expected parameter is missing", param_name="fields")
    if len(names) > MAX_FIELDS:
        refuse(400, "LIMIT_EXCEEDED", "Fields limit exceeded.", limit=MAX_FIELDS, param_name="fields")
    return frozenset(names)


def ids(args: Mapping[str, str]) -> list[str]:
    """The ids of the query, each once."""
    found = list(dict.fromkeys(one.strip() for one in args.get("ids", "").split(",") if one.strip()))
    if not found:
        refuse(400, "REQUIRED_PARAM_MISSING", "One of the expected parameter is missing", param_name="ids")
    if len(found) > MAX_IDS:
        refuse(400, "LIMIT_EXCEEDED", "limit exceeded", limit=MAX_IDS, param_name="ids")
    return found


def is_id(text: object) -> bool:
    return isinstance(text, str) and text.isascii() and text.isdigit() and len(text) <= 19


def record_id(request: Request) -> str:
    found = request.params["id"]
    if not is_id(found):
        told = f"'{found}' is no id: digits alone.{did_you_mean(found, NO_IDS)}"
        refuse(400, "INVALID_DATA", INVALID_ID, told, resource_path_index=1, expected_data_type="bigint")
    return found


def header_moment(request: Request, name: str) -> datetime | None:
    """ISO 8601 with an offset, as documented; HTTP's own format is taken too. None where there is none."""
    text = request.headers.get(name.lower(), "").strip()
    if not text:
        return None
    try:
        return moment(text)
    except ValueError:
        pass
    try:
        found = parsedate_to_datetime(text)
        return aware(found if found.tzinfo else found.replace(tzinfo=UTC))
    except (ValueError, TypeError, IndexError, OverflowError):
        refuse(400, "INVALID_DATA", "invalid data", param_name=name, expected_data_type="datetime")
