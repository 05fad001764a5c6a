"""What the programs over Zoho's SDKs for Python share: calls are read from stdin, one `[name, argument, …]` a line,
and what the SDK made of each reply is printed, one line of JSON for each.
"""

import json
import sys

import local_only  # noqa: F401

OF_A_RESULT = ("code", "action", "duplicate_field", "details")
OF_A_USER = ("id", "full_name", "email", "status")


def run(calls):
    """`calls` are the functions by name; each answers with a response of the SDK, which is None where it had none."""
    out, sys.stdout = sys.stdout, sys.stderr  # whatever the SDK may have to say
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        try:
            response = calls[name](*arguments)
            found = None if response is None else _told(response)
        except Exception as error:
            found = {"raised": f"{type(error).__name__}: {error}"}
        print(json.dumps(found), file=out, flush=True)


def wrapped(wrapper, record, rows):
    """The body of a request that writes these rows: instances of the SDK's own types."""
    records = []
    for fields in rows:
        made = record()
        for name, value in fields.items():
            made.add_key_value(name, value)
        records.append(made)
    wrapper.set_data(records)
    return wrapper


def _told(response):
    """Status, and the rows or the error."""
    found = {"status": response.get_status_code()}
    body = response.get_object()
    found |= {name: [_row(one) for one in rows] for name in ("data", "users") if (rows := _got(body, name))}
    if (paging := _got(body, "info")) is not None:
        found["more"] = _plain(_got(paging, "more_records"))
    if hasattr(body, "get_code"):
        found |= {"code": _plain(body.get_code()), "details": _plain(body.get_details())}
    return found


def _got(value, name):
    """What a getter of the SDK's types gives; None where there is no such getter."""
    getter = getattr(value, f"get_{name}", None)
    return getter() if getter else None


def _row(row):
    """A user, what came of a row that was written, or a record."""
    if hasattr(row, "get_full_name"):
        return {name: _plain(_got(row, name)) for name in OF_A_USER}
    if hasattr(row, "get_code"):
        return {name: _plain(_got(row, name)) for name in OF_A_RESULT if hasattr(row, f"get_{name}")}
    return _plain(row.get_key_values())


def _plain(value):
    """As JSON has it; an object that has a name (a user, a lookup) as that name, its id and the SDK's word for it."""
    if isinstance(value, (str, int, float, bool)) or value is None:
        return value
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if hasattr(value, "get_name"):
        return {"type": type(value).__name__, "name": _plain(value.get_name()), "id": str(value.get_id())}
    return _plain(value.get_value()) if hasattr(value, "get_value") else str(value)
