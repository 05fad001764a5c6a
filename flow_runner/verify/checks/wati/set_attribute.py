"""An attribute is set, read and put back."""

from __future__ import annotations

from emulator.kernel.secret import is_secret_name
from flow_runner.verify.check import check, instead
from flow_runner.verify.contacts import attributes, given
from flow_runner.verify.observation import Differs, Observation, Same, Silent, Skip
from flow_runner.verify.target import Target
from flow_runner.verify.wording import json_of, told

MARK = " (verify)"


@check(
    "wati.attribute-that-is-set-is-read",
    "wati.update_contact_attributes",
    "wati.get_contacts",
    evidence="documented",
    source="docs.wati.io updateContactAttributes",
    needs=("writes",),
    other=instead("/updateContactAttributes/*", json={"result": True}),
)
def set_attribute(target: Target) -> Observation:
    """An attribute that is set is read at once; here it is put back, and that is read as well."""
    before = attributes(given(target))
    name = next((name for name, value in before.items() if value and not is_secret_name(name)), None)
    if name is None:
        raise Skip("the contact of --contact has no attribute to change: one that is added cannot be removed")
    changed = before[name] + MARK
    try:
        done = _write(target, name, changed)
        seen = attributes(given(target)).get(name)
    finally:
        kept = _put_back(target, name, before)
    if not kept:
        return Differs("the attribute is put back", f"it is not: look after the attributes of the contact ({name})")
    if seen != changed:
        return Differs("what was set", "what was there before" if seen == before[name] else "something else")
    return done


def _put_back(target: Target, name: str, before: dict[str, str]) -> bool:
    """Whether the attributes are read as they were. Silent, with what to look after, where nobody can say."""
    try:
        _write(target, name, before[name])
        return attributes(given(target)) == before
    except (Silent, Skip) as error:
        raise Silent(f"{error}; the attribute {name} of the contact may not be put back: look after it") from error


def _write(target: Target, name: str, value: str) -> Same | Differs:
    body = {"customParams": [{"name": name, "value": value}]}
    reply = target.wati("POST", f"/api/v1/updateContactAttributes/{target.permission.contact}", body=body)
    done = json_of(reply)
    if reply.status == 200 and isinstance(done, dict) and done.get("result") is True:
        return Same()
    return Differs("200 with result true", told(reply))
