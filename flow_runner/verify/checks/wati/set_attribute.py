"""An attribute is set, read and put back."""

from __future__ import annotations

from emulator.kernel.secret import is_secret_name
from flow_runner.verify.check import check, instead
from flow_runner.verify.contacts import attributes, given
from flow_runner.verify.observation import Differs, Observation, Same, Skip
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
        _write(target, name, before[name])
    if attributes(given(target)) != before:
        return Differs("the attribute is put back", f"it is not: look after the attributes of the contact ({name})")
    if seen != changed:
        return Differs("what was set", "what was there before" if seen == before[name] else "something else")
    return done


def _write(target: Target, name: str, value: str) -> Same | Differs:
    body = {"customParams": [{"name": name, "value": value}]}
    reply = target.wati("POST", f"/api/v1/updateContactAttributes/{target.permission.contact}", body=body)
    done = json_of(reply)
    if reply.status == 200 and isinstance(done, dict) and done.get("result") is True:
        return Same()
    return Differs("200 with result true", told(reply))
