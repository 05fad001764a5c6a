"""The builder's HTML as WhatsApp shows it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flow_runner.engine.richtext import BLOCKS, STYLES, to_whatsapp

CASES = [
    # paragraphs, as section 7 of the format sheet has them
    ("<p>One</p>\n<p>Two</p>", "One\nTwo"),
    ("<p>One</p><p>Two</p>", "One\nTwo"),
    ("<p>One</p>\n<p><br></p>\n<p>Two</p>", "One\n\nTwo"),
    ("<p>One</p>\n<p></p>\n<p>Two</p>", "One\n\nTwo"),
    ("<p>One<br>\nTwo</p>", "One\nTwo"),
    ("<p>One<br/>Two<br />Three</p>", "One\nTwo\nThree"),
    ("<p>x</p><p><br></p><p><br></p><p><br></p><p>y</p>", "x\n\ny"),
    ("<p><br></p>", ""),
    ("<p>One</p>two", "One\ntwo"),
    ("<p>last word</p>Ask a question here", "last word\nAsk a question here"),
    ("<p>last wordAsk a question here</p>", "last wordAsk a question here"),
    ("<P>Loud</P>", "Loud"),
    # styles
    ("<p><strong>a</strong> <b>b</b></p>", "*a* *b*"),
    ("<p><em>a</em> <i>b</i></p>", "_a_ _b_"),
    ("<p><s>a</s> <del>b</del> <strike>c</strike></p>", "~a~ ~b~ ~c~"),
    ("<p><code>x = 1</code></p>", "```x = 1```"),
    ("<p><strong>Maths </strong>first</p>", "*Maths* first"),
    ("<p>first<strong> Maths</strong></p>", "first *Maths*"),
    ("<p><strong>&nbsp;</strong>x</p>", " x"),
    ("<p><strong>a<br>\nb</strong></p>", "*a*\n*b*"),
    ("<strong><p>a</p><p>b</p></strong>", "*a*\n*b*"),
    ("<p><strong><em>x</em></strong></p>", "*_x_*"),
    ("<p><strong>a</strong><strong>b</strong></p>", "*ab*"),
    ("<p><strong>unclosed</p>", "*unclosed*"),
    ("<p>stray</strong></p>", "stray"),
    ("Hello <b>World</b>!", "Hello *World*!"),
    ("<b>Hello</b> <i>World</i>", "*Hello* _World_"),
    # lists and links
    ("<ul><li>One</li><li>Two</li></ul>", "• One\n• Two"),
    ("<p>a</p><ul><li>One</li></ul><p>b</p>", "a\n• One\nb"),
    ("<ul><li><p>One</p></li><li><p>Two</p></li></ul>", "• One\n• Two"),
    ('<p>See <a href="https://x.example/y">here</a>.</p>', "See here (https://x.example/y)."),
    ('<p><a href="https://x.example">https://x.example</a></p>', "https://x.example"),
    ('<p><a href="https://x.example"></a></p>', "https://x.example"),
    ("<p><a>nowhere</a></p>", "nowhere"),
    ('<p><a href="{{link}}">Open</a></p>', "Open ({{link}})"),
    # entities, and text that is none
    ("<p>Tom &amp; Ann&nbsp;&lt;3 &#128578;</p>", "Tom & Ann <3 🙂"),
    ("<p>a\xa0b</p>", "a b"),
    ("Tom &amp; Ann\nsecond line\n\n\nfifth", "Tom & Ann\nsecond line\n\n\nfifth"),
    ("1 < 2 & 3 > 2, I <3 you", "1 < 2 & 3 > 2, I <3 you"),
    ("<p>1 < 2 and 3 > 2</p>", "1 < 2 and 3 > 2"),
    ("<p>unfinished <b", "unfinished <b"),
    ("", ""),
    ("plain", "plain"),
    ("<span>x</span><p>y</p>", "x\ny"),
    # placeholders are text
    ("<p>Hi <strong>{{name}}</strong>, @city_name</p>", "Hi *{{name}}*, @city_name"),
]


@pytest.mark.parametrize(("html", "text"), CASES, ids=[html.replace("\n", "↵")[:50] for html, _ in CASES])
def test_html_is_shown_as_whatsapp_would(html: str, text: str) -> None:
    assert to_whatsapp(html) == text


@pytest.mark.parametrize("tag", sorted(STYLES))
def test_every_style_hugs_its_words(tag: str) -> None:
    mark = STYLES[tag]
    assert to_whatsapp(f"<p>a<{tag}> b </{tag}>c</p>") == f"a {mark}b{mark} c"


@pytest.mark.parametrize("html", ["x <![foo bar", "<![CDATA[x", "x <![if !vml]> y", "<!-- x", "<?xml", "<!DOCTYPE p>"])
def test_what_word_processors_leave_behind_is_no_crash(html: str) -> None:
    assert isinstance(to_whatsapp(html), str)


KNOWN = (*STYLES, *sorted(BLOCKS), "br", "li", "a")
TAGS = st.sampled_from([f"<{'/' * close}{tag}>" for tag in KNOWN for close in (0, 1)])
ODD = st.sampled_from(
    ['<a href="https://x.example">', "<br/>", "\n", "&nbsp;", "&amp;", "<", ">", "<![", "<!--", "&#", "\x00", "]]>"]
)
WORDS = st.text(alphabet="ab 1.é\n", max_size=6)


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.one_of(st.text(max_size=80), st.lists(TAGS | ODD | WORDS, max_size=12).map("".join)))
def test_no_text_is_too_odd(html: str) -> None:
    assert isinstance(to_whatsapp(html), str)


PLACEHOLDERS = st.sampled_from(["{{name}}", "@city", "{{a_b}}", "@order_2"])
KNOWN_TAG = re.compile(rf"</?(?:{'|'.join(KNOWN)})\b", re.IGNORECASE)


@settings(derandomize=True, deadline=None, max_examples=100)
@given(st.lists(st.one_of(TAGS, WORDS, PLACEHOLDERS), max_size=14))
def test_no_known_tag_stays_and_every_placeholder_does(parts: list[str]) -> None:
    text = to_whatsapp("".join(parts))
    assert not KNOWN_TAG.search(text)
    for placeholder in ("{{name}}", "@city", "{{a_b}}", "@order_2"):
        assert text.count(placeholder) == "".join(parts).count(placeholder)


@settings(derandomize=True, deadline=None, max_examples=100)
@given(st.lists(st.one_of(TAGS, WORDS), min_size=1, max_size=14))
def test_every_letter_stays_in_order(parts: list[str]) -> None:
    html = "".join(parts)
    letters = "".join(char for part in parts if not part.startswith("<") for char in part if char in "ab1é")
    assert "".join(char for char in to_whatsapp(html) if char in "ab1é") == letters
    assert "\n\n\n" not in to_whatsapp("<p>" + html + "</p>")


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.text(alphabet="ab \n*_~é.", max_size=40))
def test_a_text_without_a_tag_stays_as_it_is(text: str) -> None:
    assert to_whatsapp(text) == text
