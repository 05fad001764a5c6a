"""getMedia and showFile: a file's own bytes under its own path, and nothing else under any other."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emulator import Tenant
from emulator.kernel.http import Reply, Request
from emulator.wati import file
from emulator.wati.rows import StoredFile
from tests.wati.wati_calls import BEARER, call

PNG = b"\x89PNG\r\n\x1a\n\x00\xff"
ADDRESSES = ["/424242/api/v1/getMedia", "/api/v1/getMedia", "/424242/api/file/showFile", "/api/file/showFile"]


def fetched(tenant: Tenant, address: str, name: str, headers: dict[str, str] = BEARER) -> Reply:
    return tenant.call(Request.to("GET", f"{address}?fileName={quote(name, safe='')}", headers))


@pytest.fixture
def photo(tenant: Tenant) -> StoredFile:
    return file.keep(tenant.wati, "tea.PNG", "image/png", PNG)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_file_comes_back_as_it_was_with_its_type(tenant: Tenant, photo: StoredFile, address: str) -> None:
    reply = fetched(tenant, address, photo.path)
    assert (reply.status, reply.body) == (200, PNG)
    assert reply.headers["Content-Type"] == "image/png"
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert list(tenant.universe.journal)[-1].violations == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_file_takes_the_bearer_token(tenant: Tenant, photo: StoredFile, address: str) -> None:
    reply = fetched(tenant, address, photo.path, {})
    assert (reply.status, reply.body) == (401, b"")


@pytest.mark.parametrize(
    "change",
    [
        lambda path: f"../{path}",
        lambda path: f"/{path}",
        lambda path: f"./{path}",
        lambda path: f"data/images/../images/{path.rpartition('/')[2]}",
        lambda path: path + "\0",
        lambda path: path + "/",
        lambda path: path.upper(),
        lambda path: path.replace("/", "\\"),
        lambda path: quote(path, safe=""),
        lambda path: path.rpartition("/")[2],
        lambda path: "/etc/passwd",
        lambda path: "file:///etc/passwd",
        lambda path: "",
        lambda path: "data",
    ],
)
@pytest.mark.parametrize("address", ADDRESSES[::2])
def test_a_path_is_a_key_and_leads_nowhere(tenant: Tenant, photo: StoredFile, address: str, change: Any) -> None:
    reply = fetched(tenant, address, change(photo.path))
    assert (reply.status, reply.json()) == (200, {"result": False, "info": "target input invalid"})


def test_a_missing_file_may_be_404(tenant: Tenant) -> None:
    tenant.universe.assumptions.choose("wati.missing_file", "404")
    reply = fetched(tenant, ADDRESSES[0], "data/images/none.png")
    assert (reply.status, reply.json()["result"]) == (404, False)
    assert list(tenant.universe.journal)[-1].violations == []


def test_an_account_has_its_own_files_alone(tenant: Tenant, photo: StoredFile) -> None:
    assert fetched(Tenant("other"), ADDRESSES[0], photo.path).json()["result"] is False


@pytest.mark.parametrize("kind", ["text/html\r\nSet-Cookie: a=b", "text/html\0", "no type", "", 'a/b; x="\r\n"', "ü/x"])
def test_a_content_type_starts_no_header(tenant: Tenant, kind: str) -> None:
    kept = file.keep(tenant.wati, "page", kind or "x", b"<p>")
    assert fetched(tenant, ADDRESSES[0], kept.path).headers["Content-Type"] == "application/octet-stream"


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.binary(min_size=1, max_size=40), st.text(max_size=12), st.text(max_size=12))
def test_any_file_survives(content: bytes, name: str, kind: str) -> None:
    tenant = Tenant("t")
    kept = file.keep(tenant.wati, name, kind, content)
    other = Tenant("u")
    other.restore(tenant.snapshot())
    assert call(other, "GET", "getMedia", fileName=kept.path).body == content
