"""Upstreams as they are typed, and which one a request is for."""

from __future__ import annotations

import pytest

from flow_runner.traffic.upstream import NoWay, Upstream, upstreams_of, way_of


def test_an_upstream_is_known_by_its_plain_address() -> None:
    given = ["a=https://API.example:443/x/", "b=http://127.0.0.1:8080", "c=http://[::1]:9/"]
    assert upstreams_of(given, ["b=https://api.example/y/"]) == [
        Upstream("a", "https://api.example/x", "https://api.example/x"),
        Upstream("b", "http://127.0.0.1:8080", "https://api.example/y"),
        Upstream("c", "http://[::1]:9", "http://[::1]:9"),
    ]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("https://api.example", "expected NAME=URL, for example zoho=https://www.zohoapis.com"),
        ("A b=https://api.example", "expected NAME=URL"),
        ("a=", "expected NAME=URL"),
        ("a=api.example", "expected http(s)://host[:port][/path]"),
        ("a=ftp://api.example", "expected http(s)://host[:port][/path]"),
        ("a=https://", "expected http(s)://host[:port][/path]"),
        ("a=https://api.example:port", "this is no address"),
        ("a=https://me:secret@api.example", "has no password"),
        ("a=https://api.example?x=1", "no query"),
        ("a=https://api.example/x/../y", "no '..'"),
        ("a=http://api.example", "http sends secrets in clear to api.example: use https, or allow it with --insecure"),
        ("a=http://127.0.0.1.evil.example", "http sends secrets in clear"),
    ],
)
def test_an_address_that_cannot_be_used_is_told(given: str, told: str) -> None:
    with pytest.raises(ValueError) as found:
        upstreams_of([given])
    assert told in str(found.value)
    assert "secret@" not in str(found.value)


def test_names_are_unique_and_known() -> None:
    with pytest.raises(ValueError, match="--upstream a: two have this name"):
        upstreams_of(["a=https://api.example", "a=https://other.example"])
    with pytest.raises(ValueError, match="no upstream has this name. Did you mean 'zoho'?"):
        upstreams_of(["zoho=https://www.zohoapis.com"], ["zohoo=https://api.example"])
    assert upstreams_of(["a=http://api.example"], insecure=True)[0].base == "http://api.example"


def test_the_longest_way_is_the_name_and_the_rest_stays_as_it_was_written() -> None:
    one, two = upstreams_of(["a=https://api.example/b", "ab=https://other.example"])
    assert way_of([one, two], "/ab/%2f//x?y=/a&z=..") == (two, "/%2f//x?y=/a&z=..")
    assert way_of([one, two], "/a?") == (one, "?")
    for target in ("/abc/x", "/", "/A/x", "https://api.example/a", "*", "/a/..;/x/../y", "/a/%252e%252e/x"):
        with pytest.raises(NoWay):
            way_of([one, two], target)
