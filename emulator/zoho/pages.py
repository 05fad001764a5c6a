"""The two pages that a person sees of Zoho Accounts: one that asks for consent, one that says what is wrong.

They are plain HTML that works without scripts; whatever a client or a world sent is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from string import Template

from emulator.kernel.http import Reply
from emulator.zoho import scope_text
from emulator.zoho.rows import Client, Consent, User

HEADERS = {
    "Content-Type": "text/html;charset=UTF-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with less, a browser would not say where its own answer comes from
}
_FRAME = Template("""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 3rem auto; padding: 0 1rem; color-scheme: light }
li, code { overflow-wrap: anywhere }
select, button { font: inherit; padding: .4rem .9rem }
small { color: #555 }
</style>
<main>
<h1>$title</h1>
$content
<p><small>A sandbox: no account of Zoho's is behind this page.</small></p>
</main>
</html>
""")
_CONSENT = Template("""<p>It asks for:</p>
<ul>
$scopes
</ul>
<form method="post" action="approve">
<input type="hidden" name="consent_token" value="$token">
$users
<p>You will be sent back to <code>$redirect_uri</code>.</p>
<p><button name="decision" value="accept">Accept</button> <button name="decision" value="reject">Reject</button></p>
</form>""")


def consent(asked: Consent, client: Client, users: Iterable[User]) -> Reply:
    """Asks whether a client may come in, and who says so."""
    content = _CONSENT.substitute(
        scopes="\n".join(f"<li>{escape(one)}</li>" for one in scope_text.split(asked.scope)),
        token=escape(asked.id),
        users=_choice_of(users),
        redirect_uri=escape(asked.redirect_uri),
    )
    return _page(200, f"Let {client.name} use Zoho CRM?", content)


def problem(error: str, why: str, status: int = 400) -> Reply:
    """Says what is wrong with a request, to the person in whose browser it was made."""
    reply = _page(status, error, "<p>Whoever sent you here has to mend this; there is nothing that you can do.</p>")
    reply.help = (why,)
    return reply


def _choice_of(users: Iterable[User]) -> str:
    options = [f'<option value="{escape(one.id)}">{escape(one.name)} ({escape(one.email)})</option>' for one in users]
    if not options:
        return ""
    return f'<p><label for="user">Sign in as</label> <select id="user" name="user">{"".join(options)}</select></p>'


def _page(status: int, title: str, content: str) -> Reply:
    text = _FRAME.substitute(title=escape(title), content=content)
    return Reply(status, headers=HEADERS, raw=text.encode("utf-8", "replace"))
