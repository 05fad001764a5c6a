"""Zoho: criteria and COQL, read back from what was written, and held against reading every record."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emulator import Tenant
from emulator.zoho import coql, criteria
from emulator.zoho.condition import MAX_DEPTH, Condition, Group, Tree
from emulator.zoho.coql import Query, Selected, Sorting
from emulator.zoho.coql_tokens import KEYWORDS, CoqlError
from tests.zoho.search.searches import asked, fewer, names

FUZZ = settings(derandomize=True, deadline=None, max_examples=80)
NAMES = st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,8}", fullmatch=True).filter(lambda name: name.lower() not in KEYWORDS)
VALUES = st.text(min_size=1, max_size=8).filter(lambda text: text == text.strip() and "\0" not in text)


def trees(conditions: st.SearchStrategy[Condition], most: int = 4) -> st.SearchStrategy[Tree]:
    return st.recursive(
        conditions,
        lambda inner: st.builds(Group, st.sampled_from(["and", "or"]), st.tuples(inner, inner)),
        max_leaves=most,
    )


# --- criteria --------------------------------------------------------------------------------------------------------

ONE_VALUE = st.sampled_from(["equals", "not_equal", "starts_with", "greater_than"])
CRITERIA = st.one_of(
    st.builds(Condition, NAMES, ONE_VALUE, st.tuples(VALUES)),
    st.builds(Condition, NAMES, st.just("between"), st.tuples(VALUES, VALUES)),
    st.builds(Condition, NAMES, st.just("in"), st.lists(VALUES, min_size=1, max_size=4).map(tuple)),
)


def written(tree: Tree) -> str:
    if isinstance(tree, Group):
        return f"({tree.joiner.join(written(part) for part in tree.parts)})"
    escaped = ["".join(f"\\{char}" if char in "(),\\" else char for char in value) for value in tree.values]
    return f"({tree.field}:{tree.operator}:{','.join(escaped)})"


@FUZZ
@given(trees(CRITERIA))
def test_criteria_are_read_as_they_were_written(tree: Tree) -> None:
    assert criteria.parse(written(tree)).tree == tree


@FUZZ
@given(st.one_of(st.text(max_size=60), trees(CRITERIA).map(written)), st.text(max_size=3), st.integers(0, 60))
def test_whatever_is_no_criteria_is_told_and_never_a_crash(text: str, put_in: str, place: int) -> None:
    with suppress(criteria.CriteriaError):
        criteria.parse(text[:place] + put_in + text[place:])


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (r"Company:equals:Burns\, B \(and\) Sons", ("Burns, B (and) Sons",)),
        (r"(Company:equals:K\\)", ("K\\",)),
        (r"(Company:equals:a\b)", (r"a\b",)),
        ("(Website:equals:https://a.example:8443/)", ("https://a.example:8443/",)),
        (r"(Company:in:a\,b,c)", ("a,b", "c")),
    ],
)
def test_values_are_escaped_with_a_backslash(text: str, values: tuple[str, ...]) -> None:
    tree = criteria.parse(text).tree
    assert isinstance(tree, Condition)
    assert tree.values == values


@pytest.mark.parametrize("text", ["(" * (MAX_DEPTH + 2) + "a:equals:b", "(" * 100_000, "(a:equals:b)and" * 5000])
def test_no_depth_or_length_of_criteria_is_too_much(text: str) -> None:
    with pytest.raises(criteria.CriteriaError):
        criteria.parse(text)


# --- COQL ------------------------------------------------------------------------------------------------------------

SIGNS = {operator: sign for sign, operator in coql.SIGNS.items()}
PATHS = st.lists(NAMES, min_size=1, max_size=3).map(".".join)
COQL = st.one_of(
    st.builds(Condition, PATHS, st.sampled_from(list(SIGNS)), st.tuples(VALUES)),
    st.builds(Condition, PATHS, st.sampled_from(["is_null", "is_not_null"])),
    st.builds(Condition, PATHS, st.sampled_from(["like", "not_like"]), st.tuples(VALUES)),
    st.builds(Condition, PATHS, st.sampled_from(["between", "not_between"]), st.tuples(VALUES, VALUES)),
    st.builds(Condition, PATHS, st.sampled_from(["in", "not_in"]), st.lists(VALUES, min_size=1, max_size=3).map(tuple)),
)
QUERIES = st.builds(
    Query,
    st.lists(st.builds(Selected, PATHS, st.just("") | NAMES), min_size=1, max_size=3).map(tuple),
    NAMES,
    trees(COQL),
    st.lists(st.builds(Sorting, PATHS, st.booleans()), max_size=2).map(tuple),
    st.none() | st.integers(0, 9999),
    st.none() | st.integers(0, 9999),
)


def query_of(query: Query, quote: Callable[[str], str]) -> str:
    columns = ", ".join(f"{one.name} as {quote(one.alias)}" if one.alias else one.name for one in query.columns)
    order = ", ".join(f"{one.name} {'DESC' if one.descending else 'asc'}" for one in query.order)
    parts = [f"SELECT {columns} from {query.module}\nwhere {where_of(query.where, quote)}"]
    parts += [f"order by {order}"] * bool(order)
    parts += [f"limit {query.limit}"] * (query.limit is not None) + [f"offset {query.offset}"] * (
        query.offset is not None
    )
    return " ".join(parts)


def where_of(tree: Tree, quote: Callable[[str], str]) -> str:
    if isinstance(tree, Group):
        left, right = (where_of(part, quote) for part in tree.parts)
        return f"(({left}) {tree.joiner} ({right}))"
    values, words = [quote(value) for value in tree.values], tree.operator.replace("_", " ")
    if tree.operator in SIGNS:
        return f"{tree.field}{SIGNS[tree.operator]}{values[0]}"
    if "between" in words:
        return f"{tree.field} {words} {values[0]} and {values[1]}"
    listed = f"({', '.join(values)})" if tree.operator in ("in", "not_in") else "".join(values)
    return f"{tree.field} {words} {listed}"


def doubled(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def escaped(text: str) -> str:
    marked = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{marked}"'


@FUZZ
@given(QUERIES, st.sampled_from([doubled, escaped]))
def test_a_query_is_read_as_it_was_written(query: Query, quote: Callable[[str], str]) -> None:
    assert coql.parse(query_of(query, quote)) == query


PIECES = st.sampled_from(
    [*KEYWORDS, "Leads", "id", "=", "!=", "(", ")", ",", "'x'", '"', "'", "9", "%", "\n", "²", "\\"]
)


@FUZZ
@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=25).map(" ".join)))
def test_whatever_is_no_query_is_told_and_never_a_crash(text: str) -> None:
    with suppress(CoqlError):
        coql.parse(text)


@pytest.mark.parametrize("where", ["(" * 100_000, "(" * 30 + "id = 1" + ")" * 30, "id = 1 and " * 3000])
def test_no_depth_or_length_of_a_query_is_too_much(where: str) -> None:
    with pytest.raises(CoqlError):
        coql.parse(f"select id from Leads where {where}")


# --- against reading every record ------------------------------------------------------------------------------------

COMPANIES, REVENUES, DAYS = (
    ("", "Acme", "ACME Ltd", "Beta", "be"),
    (None, 0, 5, 5.5, 40),
    ("2026-01-01T00:00:00+00:00",),
)
ROWS = st.lists(
    st.tuples(
        st.sampled_from(COMPANIES),
        st.sampled_from(REVENUES),
        st.booleans(),
        st.sampled_from(["919876543210", "+91 98765", "", "55"]),
        st.sampled_from([None, *DAYS, "2026-02-01T00:00:00+05:30"]),
    ),
    max_size=8,
)
KEYS = ("Company", "Annual_Revenue", "Email_Opt_Out", "Phone", "Last_Activity_Time")
CONDITIONS = st.one_of(
    st.builds(
        Condition,
        st.just("Company"),
        st.sampled_from(["equals", "not_equal"]),
        st.sampled_from(COMPANIES[1:]).map(lambda one: (one,)),
    ),
    st.builds(Condition, st.just("Company"), st.just("in"), st.just(("acme", "beta"))),
    st.builds(
        Condition,
        st.just("Annual_Revenue"),
        st.sampled_from(["equals", "not_equal", "greater_than", "greater_equal", "less_than", "less_equal"]),
        st.sampled_from(["0", "5", "5.50", "-1"]).map(lambda one: (one,)),
    ),
    st.builds(Condition, st.just("Annual_Revenue"), st.just("between"), st.just(("4", "6"))),
    st.builds(Condition, st.just("Email_Opt_Out"), st.just("equals"), st.sampled_from([("true",), ("false",)])),
    st.builds(
        Condition,
        st.just("Phone"),
        st.sampled_from(["equals", "in"]),
        st.sampled_from([("+91 98765",), ("55",), ("9",)]),
    ),
    st.builds(Condition, st.just("Last_Activity_Time"), st.just("less_than"), st.just(("2026-01-31T19:00:00+01:00",))),
)  # fmt: skip


def plainly(tree: Tree, row: dict[str, Any], contains: bool) -> bool:
    """The same, said once more and in the simplest way."""
    if isinstance(tree, Group):
        found = [plainly(part, row, contains) for part in tree.parts]
        return all(found) if tree.joiner == "and" else any(found)
    held, wanted = row[tree.field], tree.values
    if held in (None, ""):
        return tree.operator == "not_equal"
    if tree.field == "Annual_Revenue":
        number, numbers = Decimal(str(held)), [Decimal(value) for value in wanted]
        return {
            "equals": number == numbers[0],
            "not_equal": number != numbers[0],
            "greater_than": number > numbers[0],
            "greater_equal": number >= numbers[0],
            "less_than": number < numbers[0],
            "less_equal": number <= numbers[0],
            "between": numbers[0] <= number <= numbers[-1],
        }[tree.operator]
    if tree.field == "Email_Opt_Out":
        return bool(held is (wanted[0] == "true"))
    if tree.field == "Last_Activity_Time":
        return bool(held != "2026-02-01T00:00:00+05:30")
    text, texts = str(held).casefold(), [value.casefold() for value in wanted]
    if tree.operator == "equals":
        return texts[0] in text if contains else text == texts[0]
    return (text in texts) if tree.operator == "in" else text != texts[0]


@settings(derandomize=True, deadline=None, max_examples=60)
@given(ROWS, trees(CONDITIONS, 3), st.integers(0, 100))
def test_criteria_and_coql_find_what_reading_every_record_finds(
    rows: list[tuple[Any, ...]], tree: Tree, more: int
) -> None:
    with fewer():
        tenant = Tenant("t")
        sent = [dict(zip(KEYS, row, strict=True)) for row in rows]
        owner = tenant.zoho.add_user("Asha Agent", "asha.agent@example.com")
        for number, fields in enumerate(sent):
            tenant.zoho.add_lead(owner, {"Last_Name": f"L{number}", **fields})
        wanted = [f"L{number}" for number, row in enumerate(sent) if plainly(tree, row, contains=True)]
        assert names(asked(tenant, "v8", criteria=written(tree))) == wanted[::-1]
        query = Query((Selected("Last_Name"),), "Leads", tree, (Sorting("Last_Name", descending=bool(more % 2)),))
        found = asked(tenant, "v8", select_query=query_of(query, doubled))
        exact = [f"L{number}" for number, row in enumerate(sent) if plainly(tree, row, contains=False)]
        assert names(found) == sorted(exact, reverse=bool(more % 2))
