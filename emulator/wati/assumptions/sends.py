"""What is not known of sends and templates of v1 and v2, as named choices."""

from emulator.kernel.assumption import assume

TEMPLATE_TO_UNKNOWN = assume(
    "wati.template_to_unknown",
    "contact_made",
    "contact_missing",
    meaning="a template to a number that is no contact makes one, or is sent without (and the reply has no contact)",
    reason="captured replies hold the contact; whether it was there before is not told",
    evidence="reported",
)
SEND_FAILURE_TEXT = assume(
    "wati.send_failure_texts",
    "seen_elsewhere",
    meaning="the text of a send that fails for a reason that was never captured (an unknown channel, a message that is "
    "too long, buttons or files that WhatsApp does not take) is 'target input invalid', seen on a target that is none",
    reason="that failures answer 200 with result:false and a text was captured; the texts of these were not",
    evidence="assumed",
)
LOCAL_NUMBER = assume(
    "wati.local_number",
    "not_on_whatsapp",
    "sent",
    meaning="a template to the number of a known contact without its country code goes to nobody, or to a new contact",
    reason="WhatsApp reads it as a number of another country, which is hardly ever in use",
    evidence="assumed",
)
SAME_RECEIVER = assume(
    "wati.same_receiver_twice",
    "once",
    "each_time",
    meaning="a receiver who stands twice in one template send gets it once, the second entry is an error; or twice",
    reason="nothing is documented of it; campaigns of the dashboard count a contact once",
    evidence="assumed",
)
TEMPLATE_FAILURE = assume(
    "wati.template_failure",
    "ok_and_result",
    "result_only",
    meaning="a template that cannot be submitted or deleted has {ok: false, result: false, info}, or no ok",
    reason="their successes have ok:true (reported), failures of v1 have result:false with info; none was captured",
    evidence="assumed",
)
