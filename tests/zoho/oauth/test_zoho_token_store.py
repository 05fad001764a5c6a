"""The store of codes and tokens against a naive model of it: whatever is done, in whatever order."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from emulator.zoho import tokens
from tests.zoho.oauth.oauth_calls import SELF, WEB, account, call, is_good, refresh, token

CLIENTS = {one["client_id"]: one for one in (WEB, SELF)}
TEN_MINUTES = timedelta(minutes=10)
INVALID = {"error": "invalid_code"}
PLACE = st.integers(min_value=0)


@dataclass
class Model:
    """Everything that ever was, in order, and nothing derived. An access token is [refresh token, end, is dead]."""

    now: datetime
    codes: dict[str, list[Any]] = field(default_factory=dict)  # [client, end, is used]
    refresh: dict[str, list[Any]] = field(default_factory=dict)  # [client, is dead]
    access: dict[str, list[Any]] = field(default_factory=dict)
    asked: dict[str, list[datetime]] = field(default_factory=dict)

    def may(self, what: str) -> bool:
        """By going through the whole past, window by window."""
        start, count = None, 0
        for moment in self.asked.get(what, []):
            if start is None or moment >= start + TEN_MINUTES:
                start, count = moment, 0
            count += 1
        if start is not None and self.now < start + TEN_MINUTES and count == 10:
            return False
        self.asked.setdefault(what, []).append(self.now)
        return True

    def is_live(self, access: str) -> bool:
        _, end, dead = self.access[access]
        return not dead and self.now < end

    def live_of(self, refresh_token: str) -> list[str]:
        return [one for one, row in self.access.items() if row[0] == refresh_token and self.is_live(one)]

    def add_access(self, access: str, refresh_token: str) -> None:
        self.access[access] = [refresh_token, self.now + timedelta(hours=1), False]
        if refresh_token and len(self.live_of(refresh_token)) > 15:
            self.access[self.live_of(refresh_token)[0]][2] = True

    def add_refresh(self, refresh_token: str, client: str) -> None:
        self.refresh[refresh_token] = [client, False]
        living = [one for one, row in self.refresh.items() if row == [client, False]]
        if len(living) > 20:
            self.kill(living[0])

    def kill(self, refresh_token: str) -> None:
        self.refresh[refresh_token][1] = True
        for row in self.access.values():
            if row[0] == refresh_token:
                row[2] = True


class TokenStore(RuleBasedStateMachine):
    """Two clients of one account."""

    def __init__(self) -> None:
        super().__init__()
        self.tenant = account()
        self.model = Model(self.tenant.universe.clock.now())
        self.kept: tuple[Any, Model] | None = None

    @rule(client=st.sampled_from(list(CLIENTS)), minutes=st.sampled_from([3, 10]))
    def a_code_is_made(self, client: str, minutes: int) -> None:
        made = tokens.grant_code(self.tenant.zoho, client, "ZohoCRM.users.READ", timedelta(minutes=minutes))
        assert (made is not None) is self.model.may(f"code {client}")
        if made:
            self.model.codes[made.id] = [client, self.model.now + timedelta(minutes=minutes), False]

    @rule(place=PLACE, client=st.sampled_from(list(CLIENTS)))
    def a_code_is_exchanged(self, place: int, client: str) -> None:
        code = self._one(self.model.codes, place)
        given = token(self.tenant, CLIENTS[client], grant_type="authorization_code", code=code)
        row = self.model.codes.get(code, [None, self.model.now, True])
        if row[0] != client or row[2] or self.model.now >= row[1]:
            assert given == INVALID
            return
        row[2] = True
        self.model.add_refresh(given["refresh_token"], client)
        self.model.add_access(given["access_token"], given["refresh_token"])

    @rule(client=st.sampled_from(list(CLIENTS)), times=st.integers(5, 10))
    def many_codes_are_made_and_exchanged(self, client: str, times: int) -> None:
        for _ in range(times):
            self.a_code_is_made(client, 3)
            self.a_code_is_exchanged(len(self.model.codes) - 1, client)

    @rule(place=PLACE, client=st.sampled_from(list(CLIENTS)), times=st.sampled_from([1, 1, 6, 11]))
    def a_token_is_refreshed(self, place: int, client: str, times: int) -> None:
        held = self._one(self.model.refresh, place)
        for _ in range(times):
            given = refresh(self.tenant, held, CLIENTS[client])
            if self.model.refresh.get(held) != [client, False]:
                assert given == INVALID
            elif not self.model.may(f"refresh {held}"):
                assert given["error"] == "Access Denied"
            else:
                self.model.add_access(given["access_token"], held)

    @rule(place=PLACE, pause=st.sampled_from([599, 600]))
    def a_token_is_refreshed_as_often_as_it_may_be(self, place: int, pause: int) -> None:
        client = self.model.refresh.get(self._one(self.model.refresh, place), [WEB["client_id"]])[0]
        self.a_token_is_refreshed(place, client, 11)
        self.time_passes(pause)
        self.a_token_is_refreshed(place, client, 11)

    @rule()
    def a_client_gets_a_token_for_itself(self) -> None:
        sent = {"grant_type": "client_credentials", "scope": "ZohoCRM.users.READ", "soid": "ZohoCRM.600000001"}
        self.model.add_access(token(self.tenant, SELF, **sent)["access_token"], "")

    @rule(place=PLACE, whole=st.booleans())
    def a_token_is_revoked(self, place: int, whole: bool) -> None:
        gone = self._one(self.model.refresh if whole else self.model.access, place)
        status = call(self.tenant, "POST", "/oauth/v2/token/revoke", {"token": gone}).status
        if gone in self.model.refresh and not self.model.refresh[gone][1]:
            self.model.kill(gone)
        elif gone in self.model.access and self.model.is_live(gone):
            self.model.access[gone][2] = True
        else:
            assert status == 400
            return
        assert status == 200

    @rule(seconds=st.sampled_from([1, 179, 180, 300, 599, 600, 3599, 3600]))
    def time_passes(self, seconds: int) -> None:
        self.tenant.universe.clock.advance(timedelta(seconds=seconds))
        self.model.now += timedelta(seconds=seconds)

    @rule()
    def it_is_kept(self) -> None:
        self.kept = json.loads(json.dumps(self.tenant.snapshot())), copy.deepcopy(self.model)

    @rule()
    def it_goes_on_from_what_was_kept(self) -> None:
        if self.kept is not None:
            self.tenant = account()
            self.tenant.restore(copy.deepcopy(self.kept[0]))
            self.model = copy.deepcopy(self.kept[1])

    @invariant()
    def it_is_as_the_model_has_it(self) -> None:
        zoho, model = self.tenant.zoho, self.model
        assert {row.id for row in zoho.refresh_tokens} == {one for one, row in model.refresh.items() if not row[1]}
        assert [row.id for row in zoho.access_tokens] == list(model.access)
        live = {one for one in model.access if model.is_live(one)}
        assert {one for one in model.access if zoho.live_access_token(one)} == live
        assert {row.id for row in zoho.codes if row.used} == {one for one, row in model.codes.items() if row[2]}
        for one in list(model.access)[-3:]:
            assert is_good(self.tenant, one) is (one in live)

    def _one(self, of: dict[str, Any], place: int) -> str:
        """One of those that there ever were."""
        return list(of)[place % len(of)] if of else "nothing"


TestTokenStore = TokenStore.TestCase
TestTokenStore.settings = settings(derandomize=True, max_examples=50, stateful_step_count=30, deadline=None)
