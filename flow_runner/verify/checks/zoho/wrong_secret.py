"""A secret that is not the client's."""

from __future__ import annotations

from emulator.zoho.assumptions import WRONG_SECRET
from flow_runner.verify.check import check, instead
from flow_runner.verify.observation import Differs, Observation, Settles
from flow_runner.verify.target import Target
from flow_runner.verify.wording import told


@check(
    "zoho.error-for-a-wrong-secret",
    "zoho.generate_token",
    evidence="reported",
    source="a post of Zoho's staff lists the names, its table is cut off",
    needs=("refresh",),
    settles=WRONG_SECRET,
    other=instead("/oauth/v2/token", status=400, json={"error": "invalid_client_secret"}),
)
def wrong_secret(target: Target) -> Observation:
    """A secret that is not the client's is 200 with error invalid_client_secret."""
    seen = told(target.accounts(target.credentials(client_secret="0" * 42)))
    choices = {f"200 error {name}": name for name in WRONG_SECRET.choices}
    if seen in choices:
        return Settles(WRONG_SECRET, choices[seen], f"the reply is {seen}")
    return Differs(" or ".join(choices), seen)
