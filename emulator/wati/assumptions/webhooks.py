"""What is not known of the webhooks that Wati sends, as named choices."""

from emulator.kernel.assumption import assume

UNKNOWN_EVENT_TYPE = assume(
    "wati.unknown_event_type",
    "refused",
    "kept",
    meaning="an event type that is not documented, at the registration of a webhook, is refused or kept",
    reason="one client was refused with 'Invalid event types' in September 2026",
    evidence="reported",
)
DEFECTIVE_WEBHOOK = assume(
    "wati.defective_webhook",
    "silent",
    "tried",
    meaning="a webhook that was marked defective gets nothing more, or still what happens",
    reason="documented is the mark and the e-mail, not what follows",
    evidence="assumed",
)
WEBHOOK_REFUSAL = assume(
    "wati.webhook_refusal",
    "400",
    "200",
    meaning="the status of the registration of a webhook that fails, which says ok:false and an error text",
    reason="the tests of a client have 400; the documentation says that ok is to be looked at, whatever the status is. "
    "Only 'Invalid event types' and 'Number of Webhooks exceed limitation' were seen of the texts",
    evidence="reported",
)
WEBHOOK_TWICE = assume(
    "wati.webhook_twice",
    "refused",
    "kept",
    meaning="an address that is registered a second time for the same number is refused, or registered beside itself",
    reason="documented is that it 'may be rejected'",
    evidence="documented",
)
WEBHOOK_SUCCESS = assume(
    "wati.webhook_success",
    "200_only",
    "any_2xx",
    meaning="what a receiver of events must answer so that it is not tried again",
    reason="the introduction to webhooks asks for a 200, the pages of single events for 'a successful 2xx'",
    evidence="documented",
)
WEBHOOK_WITHOUT_NUMBER = assume(
    "wati.webhook_without_number",
    "every_number",
    "own_number",
    meaning="a webhook that was registered without a number hears of all numbers of the account, or of the first alone",
    reason="the number is documented as part of a registration; one client leaves it out",
    evidence="assumed",
)
BLOCKED_MESSAGES = assume(
    "wati.blocked_messages",
    "told",
    "suppressed",
    meaning="what a blocked contact writes causes the events message and newContactMessageReceived, or none",
    reason="documented as a beta that accounts have to ask for",
    evidence="documented",
)
