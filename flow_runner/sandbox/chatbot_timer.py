"""The account's chatbot timer: it reminds a customer who does not answer, and ends the run. Source: help 11463040."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from emulator.tenant import Tenant
from emulator.wati.assumptions.account import TIMER_TEXT
from flow_runner.sandbox.timers import Timers

REMIND, EXPIRE = "chatbot_remind", "chatbot_expire"
CAUSE = "chatbot timer"


class ChatbotTimer:
    """Runs while a chatbot waits for an answer, and only where the profile has one."""

    def __init__(
        self,
        tenant: Tenant,
        timers: Timers,
        send: Callable[[str, str, str], None],
        expire: Callable[[str, str], None],
    ) -> None:
        """`send` takes the contact, the cause and the text; `expire` the contact and the reason."""
        self.tenant = tenant
        self.timers = timers
        self._send = send
        self._end = expire
        timers.on(REMIND, self._remind)
        timers.on(EXPIRE, self._expire)

    def restart(self, contact: str, waiting: bool) -> None:
        """The chatbot has just spoken, and waits for an answer, or it does not."""
        for kind in (REMIND, EXPIRE):
            self.timers.cancel(kind, contact)
        timer = self.tenant.wati.profile.timer
        if timer is None or not waiting:
            return
        now = self.tenant.universe.clock.now()
        self.timers.plan(EXPIRE, contact, now + timedelta(minutes=timer.end_after_minutes))
        if timer.remind_after_minutes:
            self.timers.plan(REMIND, contact, now + timedelta(minutes=timer.remind_after_minutes))

    def _remind(self, contact: str, data: Any) -> None:
        timer = self.tenant.wati.profile.timer
        if timer is not None and timer.text and self._text_comes("at_reminder"):
            self._send(contact, CAUSE, timer.text)

    def _expire(self, contact: str, data: Any) -> None:
        timer = self.tenant.wati.profile.timer
        if timer is None:
            return
        if timer.text and (not timer.remind_after_minutes or self._text_comes("at_end")):
            self._send(contact, CAUSE, timer.text)
        self._end(contact, f"expired: no answer within {timer.end_after_minutes:g} minutes")

    def _text_comes(self, when: str) -> bool:
        return self.tenant.universe.assumptions.lean(TIMER_TEXT) == when
