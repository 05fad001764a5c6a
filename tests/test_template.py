"""One grammar for {{attribute}} and @variable."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flow_runner.engine.template import Grammar, Reference

GRAMMAR = Grammar(["city", "client", "client_id", "Order Qty", "Order", "größe"])
VALUES = {
    ("variable", "city"): "Pune",
    ("variable", "client_id"): "7",
    ("variable", "Order Qty"): "3",
    ("variable", "größe"): "M",
    ("attribute", "name"): "Ann",
    ("attribute", "Chosen Language"): "Hindi",
    ("attribute", "city"): "Delhi",
    ("attribute", "empty"): "",
}


def lookup(reference: Reference) -> str | None:
    return VALUES.get((reference.space, reference.name))


def shown(text: str) -> str:
    return GRAMMAR.render(text, lookup)


@pytest.mark.parametrize(
    ("text", "put"),
    [
        # the two namespaces
        ("{{name}} of @city", "Ann of Pune"),
        ("{{city}} is not @city", "Delhi is not Pune"),
        ("{{ name }}", "Ann"),
        ("{{Chosen Language}}", "Hindi"),
        ("<{{empty}}>", "<>"),
        # glued, and the longest known name first
        ("example.com/r/@client_id", "example.com/r/7"),
        ("example.com/r/@client_id?x=@city&y", "example.com/r/7?x=Pune&y"),
        ("@Order Qty pieces", "3 pieces"),
        ("@Order Quantity", "@Order Quantity"),
        ("@city.", "Pune."),
        ("@city-@client_id", "Pune-7"),
        ("(@city)", "(Pune)"),
        ("@größe", "M"),
        # what is none, or is not set
        ("@amenities and {{recommendations}}", "@amenities and {{recommendations}}"),
        ("@client", "@client"),
        ("@cityname", "@cityname"),
        ("ann@example.com", "ann@example.com"),
        ("mail ann@city.example", "mail ann@city.example"),
        ("follow @someone", "follow @someone"),
        ("5 @ 3", "5 @ 3"),
        ("@", "@"),
        ("{{}}", "{{}}"),
        ("{{name", "{{name"),
        ("{name}", "{name}"),
        ("{{{name}}}", "{Ann}"),
        ("", ""),
        # a script that writes no blanks between words: the article itself is Chinese
        ("欢迎@city的客户", "欢迎Pune的客户"),
        ("您好{{name}}先生", "您好Ann先生"),
        ("城市：@city，谢谢", "城市：Pune，谢谢"),
    ],
)
def test_a_text_is_rendered(text: str, put: str) -> None:
    assert shown(text) == put


def test_references_name_space_and_spelling() -> None:
    assert list(GRAMMAR.references("{{ name }} @city @unknown x@y.z")) == [
        Reference("attribute", "name", "{{ name }}"),
        Reference("variable", "city", "@city"),
        Reference("variable", "unknown", "@unknown"),
    ]


def test_a_value_is_never_rendered_again() -> None:
    assert Grammar(["a", "b"]).render("@a", lambda reference: "@b {{name}}") == "@b {{name}}"


def test_a_grammar_without_variables_still_knows_references() -> None:
    assert [reference.name for reference in Grammar([]).references("@x {{y}}")] == ["x", "y"]


def test_an_empty_name_is_no_variable() -> None:
    assert Grammar(["", "x"]).render("@ @x", lambda reference: "1") == "@ 1"


def test_an_escape_touches_values_only() -> None:
    assert GRAMMAR.render("a&{{name}}&{{none}}", lookup, lambda value: value.upper()) == "a&ANN&{{none}}"


def test_in_json_only_values_inside_a_string_are_escaped() -> None:
    text = r'{"a\"{{v}}": "x {{v}} \\", "n": {{v}}, "s": "{{none}}"}'
    put = GRAMMAR.render_json(text, lambda r: "<v>" if r.name == "v" else None, lambda value: "ESCAPED")
    assert put == r'{"a\"ESCAPED": "x ESCAPED \\", "n": <v>, "s": "{{none}}"}'


NAMES = st.sampled_from(["city", "client", "client_id", "Order Qty", "name", "x y"])
PIECES = st.one_of(
    NAMES.map(lambda name: f"{{{{{name}}}}}"),
    NAMES.map(lambda name: f"@{name}"),
    st.text(alphabet='ab {}@"\\\n.é城', max_size=8),
)
TEXTS = st.lists(PIECES, max_size=8).map("".join)


@settings(derandomize=True, deadline=None, max_examples=100)
@given(st.one_of(TEXTS, st.text(max_size=60)))
def test_no_text_is_too_odd_and_unset_placeholders_stay(text: str) -> None:
    assert GRAMMAR.render(text, lambda reference: None) == text
    assert GRAMMAR.render_json(text, lambda reference: None, lambda value: "") == text
    assert all(reference.text in text for reference in GRAMMAR.references(text))


@settings(derandomize=True, deadline=None, max_examples=100)
@given(TEXTS)
def test_render_replaces_exactly_the_references(text: str) -> None:
    found = [reference.text for reference in GRAMMAR.references(text)]
    first, *others = GRAMMAR.render(text, lambda reference: "\0").split("\0")
    assert len(others) == len(found)
    assert first + "".join(put + other for put, other in zip(found, others, strict=True)) == text


@settings(derandomize=True, deadline=None, max_examples=100)
@given(st.text(max_size=30))
def test_any_value_put_into_a_json_string_comes_out_as_it_was(value: str) -> None:
    body = Grammar(["v"]).render_json(
        '{"a": "<@v>", "b": ["{{v}}"]}', lambda reference: value, lambda put: json.dumps(put)[1:-1]
    )
    assert json.loads(body) == {"a": f"<{value}>", "b": [value]}


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.lists(st.text(min_size=1, max_size=8), max_size=6), st.text(max_size=20))
def test_any_text_may_name_a_variable(names: list[str], text: str) -> None:
    grammar = Grammar(names)
    assert grammar.render(text, lambda reference: None) == text
    for name in names:
        if name.isalnum() and name.isascii():
            assert [found.name for found in grammar.references(f"(@{name})")] == [name]
