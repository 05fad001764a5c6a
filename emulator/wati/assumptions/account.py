"""What is not known of what an account does by itself, as named choices."""

from emulator.kernel.assumption import assume

KEYWORD_CASE = assume(
    "wati.keyword_case",
    "ignored",
    "sensitive",
    meaning="whether keyword actions tell upper from lower case",
    reason="not documented for keywords; an operator needed two tests for menu and Menu in conditions",
    evidence="assumed",
)
FUZZY_MEASURE = assume(
    "wati.fuzzy_measure",
    "closest_part",
    "whole_text",
    "same_words",
    meaning="what a fuzzy keyword is compared with: the most similar part of the longer text, all of it, or its words",
    reason="the help page lets 'your company information?' match 'Tell me about your company information?' at the "
    "default 80 %, which the whole texts do not reach",
    evidence="documented",
)
HOURS_SAME_DAY = assume(
    "wati.hours_same_day",
    "last_wins",
    "all_count",
    meaning="two working hours for one weekday: only the last one counts, or both",
    reason="one help page says that only the last record is applied, another one tells to split a day at midnight",
    evidence="documented",
)
OUTSIDE_HOURS_REPLY = assume(
    "wati.outside_hours_reply",
    "without_keyword",
    "always",
    meaning="the default action for messages outside working hours while nobody is online: only where no keyword "
    "matches and instead of the welcome, or beside both",
    reason="the built-in rule for it asks for a new chat without a keyword; the default action says nothing of either",
    evidence="reported",
)
NO_REPLY_COUNTS = assume(
    "wati.no_reply_counts",
    "any_message",
    "agents_only",
    meaning="what counts as a reply to a customer who waits, for the default action and for reassignment: any message "
    "of the business, or an agent's only",
    reason="one help page says 'without any reply', its older version 'no agent picked up the chat'",
    evidence="documented",
)
ROUND_ROBIN_MOMENT = assume(
    "wati.round_robin_moment",
    "bot_leaves",
    "new_chat",
    "after_assignment",
    meaning="when the account's round robin acts: on a chat that the chatbot leaves to nobody, on a new chat before "
    "any automation, or also over the agent whom the chatbot chose",
    reason="the help page gives a new chat to an agent at once where no other automation applies; with a chatbot, "
    "nothing is told",
    evidence="assumed",
)
TIMER_TEXT = assume(
    "wati.timer_text",
    "at_reminder",
    "at_end",
    meaning="when the chatbot timer sends its text: at the reminder, or when it ends the run",
    reason="the help page says both 'after the second timer' and 'when the first timer expires'",
    evidence="documented",
)
REPLIED = assume(
    "wati.replied",
    "every_message",
    "templates",
    meaning="what becomes REPLIED when the customer answers: the last message of the business, or only a template",
    reason="REPLIED was seen on broadcasts and on session messages alike; when it is set is not told",
    evidence="reported",
)
TEMPLATE_REVIEW = assume(
    "wati.template_review",
    "approved",
    "rejected",
    "pending",
    meaning="what becomes of a template that was submitted, a minute later",
    reason="WhatsApp reviews it; how that ends is up to WhatsApp",
    evidence="assumed",
)
AUTO_RETRY = assume(
    "wati.auto_retry",
    "daily",
    "at_deadline",
    meaning="auto-retry sends again to those whom Meta chose not to deliver to (131049) every day until its deadline, "
    "or once, at the deadline",
    reason="documented are the deadline and whom it is for, not how often it tries",
    evidence="assumed",
)
PAYMENT = assume(
    "wati.payment",
    "captured",
    "failed",
    "pending",
    meaning="what becomes of the payment of an order, a minute after it was sent",
    reason="the customer pays or does not; help 11822291 knows captured and failed",
    evidence="assumed",
)
