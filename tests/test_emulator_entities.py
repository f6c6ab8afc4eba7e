"""The emulator's HTML parser and link finder against TDLib, the parser behind the Bot API."""

import json
from typing import Any

import pytest
import tdjson
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.emulator import entities, formatting
from bot.emulator.state import Refusal

Seen = tuple[str, list[dict[str, Any]]] | str
KINDS = {
    "TextUrl": "text_link",
    "MentionName": "text_mention",
    "CustomEmoji": "custom_emoji",
    "BlockQuote": "blockquote",
    "ExpandableBlockQuote": "expandable_blockquote",
    "PreCode": "pre",
    "DateTime": "date_time",
    "BotCommand": "bot_command",
    "EmailAddress": "email",
}
FIELDS = ("url", "language", "custom_emoji_id", "unix_time")
PRECISIONS = {
    "date_precision": {"Short": "d", "Long": "D", "None": ""},
    "time_precision": {"Short": "t", "Long": "T", "None": ""},
}


def execute(**request: Any) -> dict[str, Any]:
    answer = tdjson.td_execute(json.dumps(request).encode())
    assert answer is not None
    result: dict[str, Any] = json.loads(answer)
    return result


execute(**{"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})


def judged(html: str) -> Seen:
    """What TDLib makes of it, in the words of the Bot API."""
    answer = execute(
        **{"@type": "parseTextEntities", "text": html},
        parse_mode={"@type": "textParseModeHTML"},
    )
    if answer["@type"] == "error":
        return "Bad Request: c" + str(answer["message"]).removeprefix("C")
    text: str = answer["text"]
    return text, [entity_of(entity) for entity in answer["entities"]]


def entity_of(given: dict[str, Any]) -> dict[str, Any]:
    kind = given["type"]
    name = kind["@type"].removeprefix("textEntityType")
    entity = {"type": KINDS.get(name, name.lower())}
    entity |= {"offset": given["offset"], "length": given["length"]}
    entity |= {field: kind[field] for field in FIELDS if kind.get(field)}
    if "user_id" in kind:
        entity["user"] = {"id": kind["user_id"]}
    if "formatting_type" in kind:
        entity["date_time_format"] = format_of(kind["formatting_type"])
    return entity


def format_of(given: dict[str, Any]) -> str:
    if given["@type"] == "dateTimeFormattingTypeRelative":
        return "r"
    weekday = "w" if given["show_day_of_week"] else ""
    return weekday + "".join(
        letters[given[part]["@type"].removeprefix("dateTimePartPrecision")]
        for part, letters in PRECISIONS.items()
    )


def parsed(html: str) -> Seen:
    try:
        return entities.parse(html)
    except Refusal as refusal:
        return refusal.description


TEXTS = """
<b>x</b> | <b>x | x</b> | <b>x</i> | <br> | a < b | < | </ | <b | <b a | <b a= | <b a=1 | <b a='
<b a='x | <b></b> | <b><i></i></b> | <i><b>x</b></i> | <b>a<i>b</i></b> | <b>x</> | <b>x</b >
<b>x</b y> | <B>x</B> | <b/>x | <p>x</p> | <h1>x</h1> | <img src=x> | <!-- x --> | <b x>y</b>
<a href>x</a> | <a =x> | <a 'x'> | <b a b c>x</b> | <b a=x_y>z</b> | <b>x</B> | <a>a.b</a>
&lt;&gt;&amp;&quot; | &nbsp;&apos;&laquo;&hellip; | &#39;&#x41;&#x1F600;b
&#x110000;&#0; | &#xd800; | &#xd83d;&#xde00; | &lt x | &ampx; | &#00000065; | &#000065;
&#65;&#065x | & | &; | &# | &#x | <b>&lt;</b> | &#XA9;
<pre><code class='language-py'>x</code></pre> | <code class='language-py'><pre>x</pre></code>
<code class='language-py'>x</code> | <pre>x <code class='language-py'>x</code></pre>
<blockquote>x</blockquote> | <blockquote expandable>x</blockquote> | <span>x</span>
<blockquote expandable=''>x</blockquote> | <blockquote EXPANDABLE>x</blockquote>
<span class='tg-spoiler'>x</span> | <span class=tg-spoiler>x</span> | <tg-spoiler>x</tg-spoiler>
<SPAN CLASS='tg-spoiler'>x</SPAN> | <tg-emoji emoji-id='5'>x</tg-emoji> | <tg-emoji>x</tg-emoji>
<tg-emoji emoji-id='a'>x</tg-emoji> | <tg-time>x</tg-time> | <tg-time unix='0'>x</tg-time>
<tg-time unix='1795426860' format='r'>x</tg-time> | <tg-time unix='5'>x</tg-time>
<tg-time unix='5' format='wDT'>x</tg-time> | <tg-time unix='5' format='Tw'>x</tg-time>
<tg-time unix='5' format='dD'>x</tg-time> | <tg-time unix='5' format='tT'>x</tg-time>
<tg-time unix='5' format='q'>x</tg-time> | <tg-time unix='5' format='rt'>x</tg-time>
<tg-time unix='9999999999'>x</tg-time> | <tg-time unix='-5'>x</tg-time>
<u>x</u><ins>x</ins><s>x</s><strike>x</strike><del>x</del><em>x</em><strong>y</strong>
<b>\u200fأهلاً 😀</b> بكم | <a href="http://example.com/?a&amp;b&quot;">x</a>
"""
HTML = [text for line in TEXTS.strip().splitlines() for text in line.split(" | ")]
ADDRESSES = """
http://a.com a.com http://a http://a.com:0 http://a.com: http://a.com:80x http://a.com/%zz
http://%41.com http://@a.com http://u@ http://u:p@a.com http://. http://.. http://[::1 http://[::1]:80
http://[x] tg://x/y?z tg:x?z=1 tg://x:80 tg://u@x tg:https://a.com TG://X tonsite://a.b/c ton:a.b
https://a.com/أخبار?س=1 https://A.com/ABC http:///a.com http:a.com ://a.com ftp:a.com a:b.com x:80
javascript:alert(1) mailto:a@b.c tel:123 //a.com /a.com http://a;b.com http://é.com a. tg: tg://?x
https://a.com?q=1/2#f http://a.com#x HTTPS://a.com http://a.com:099 http://a.com:١ tg://user?id=5
t.me/x?start=1 http://localhost/x http://127.0.0.1:80/x
"""


@pytest.mark.parametrize("html", HTML)
def test_html_is_read_and_refused_as_by_telegram(html: str) -> None:
    assert parsed(html) == judged(html)


@pytest.mark.parametrize("address", [*ADDRESSES.split(), " http://a.com ", "http://a.com/x y"])
def test_links_are_taken_and_dropped_as_by_telegram(address: str) -> None:
    html = f'<a href="{address}">x</a>'

    assert parsed(html) == judged(html)


PIECES = st.sampled_from(
    [
        *"<>&;#/='\" \nxأ😀",
        *("b", "i", "pre", "code", "blockquote", "expandable", "span", "class", "tg-spoiler"),
        *(
            "a",
            "href",
            "tg-time",
            "unix",
            "format",
            "language-x",
            "&lt;",
            "&#x41;",
            "&#65",
            "&amp",
        ),
        *("<b>", "</b>", "<i>", "</i>", "<pre>", "</pre>", "<code>", "</code>", "</a>", "</>"),
        *('<a href="https://example.com/x">', "<blockquote expandable>", "</blockquote>"),
        *('<tg-time unix="1795426860" format="r">', "</tg-time>", "<tg-spoiler>", "</tg-spoiler>"),
        *("\u200f", "\u202b", "\u2068", "\u200d", "\t", "<u", "<s >", "</s >", "<br>"),
    ]
)


@given(st.lists(PIECES, max_size=14).map("".join))
@settings(max_examples=400, deadline=None)
def test_any_html_is_read_and_refused_as_by_telegram(html: str) -> None:
    assert parsed(html) == judged(html)


FOUND = """
/start|/start x|أرسل /latest الآن|a/b|/a/b|/start@mujaz_bot|/start@x|/ab،cd|/ab.|(/ab)|</ab>
#لبنان #اقتصاد|#123|#a1|##a|#a#b|a#b|#لبنان_اليوم|#عَرَب|@abc|@abcd|@user.|a@b|/a_b-c
http://a.com|https://example.com/a، ثم|https://example.com/a.|(https://example.com/a)|x.y|3.5
https://example.com/a\u200f ثم|example.com|file.txt|1.com|example.com:80/x|http://localhost
a@b.com|www.example.com|e.g. this|t.me/x?start=1|$USD|$usd|http://a.com/«x»|https://a.com/a_(b)
https://a.com,https://b.com|ftp://a.com|javascript:alert(1)|example.com.|قال.وقال|نص.com|A.COM
"""


@pytest.mark.parametrize(
    "text", [t for line in FOUND.strip().splitlines() for t in line.split("|")]
)
def test_links_hashtags_and_commands_are_found_as_by_telegram(text: str) -> None:
    answer = execute(**{"@type": "getTextEntities", "text": text})

    assert formatting.find(text, []) == [entity_of(entity) for entity in answer["entities"]]


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("\u202bx\u202c\u2028y\u202e", "xy"),
        ("\u200f\u200fx\u200e", "\u200c\u200fx\u200e"),
        ("  x\r\n\ty  \n", "x\n y"),
        ("\u2068x\u2069", "\u2068x\u2069"),
        ("\u202a \u202c", ""),
    ],
)
def test_marks_and_margins_are_removed_as_telegram_does(text: str, cleaned: str) -> None:
    assert formatting.clean(text, [])[0] == cleaned


def test_entities_move_with_what_is_removed_before_them() -> None:
    text, moved = formatting.clean(*entities.parse("  \u202b😀<b> أهلاً\u202c</b> "))

    assert text == "😀 أهلاً"
    assert moved == [{"type": "bold", "offset": 2, "length": 6}]


def test_code_and_quotes_hold_no_entities_of_their_kind() -> None:
    html = "<blockquote>a<blockquote>b</blockquote></blockquote> <pre><b>c</b></pre><b> </b>"
    _, kept = formatting.clean(*entities.parse(html))

    assert [(e["type"], e["length"]) for e in kept] == [("blockquote", 2), ("pre", 1)]
