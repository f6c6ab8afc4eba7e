"""Pages made to choke an extractor, one for each structure; all near the size that is fetched."""

from collections.abc import Callable
from typing import Final

from bot.core.pages.extraction import MAX_BYTES

BODY: Final = "<p>" + "قال الوزير إن الحكومة ستعلن غدا خطتها الجديدة لدعم الاقتصاد. " * 5 + "</p>"
SENTENCE: Final = "أعلنت بلدية واحة السراب أن العمل في السوق القديمة يبدأ بعد شهر من اليوم."


def page(body: str, head: str = "") -> bytes:
    """With an article in it, at most as long as a page may be."""
    title = "<title>خبر اليوم عن الاقتصاد</title>"
    return f"<html><head>{title}{head}</head><body>{BODY}{body}".encode()[:MAX_BYTES]


def linked(data: str) -> str:
    return f'<script type="application/ld+json">{data}</script>'


PAGES: Final[dict[str, Callable[[], bytes]]] = {
    "more than is read": lambda: b"<p>" * (MAX_BYTES // 3 + 1),
    "200,000 attributes in a tag": lambda: page(
        "<p " + "".join(f"a{n}=1 " for n in range(200_000)) + ">x"
    ),
    "a thousand tags of 390 attributes": lambda: page(
        ("<b " + "".join(f"a{n} " for n in range(390)) + ">x</b>") * 1_000
    ),
    "59,000 line breaks": lambda: page("<br>كلمة واحدة" * 59_000),
    "300,000 links": lambda: page("<a href=x>y</a>" * 200_000),
    "19,000 links in paragraphs": lambda: page("<p><a href=x>كلمة</a> من</p>" * 19_000),
    "100,000 nested divs": lambda: page("<div>" * 100_000),
    "nested as deep as may be": lambda: page("<div>" * 240 + BODY * 200),
    "unclosed tags that nest": lambda: page("<a>x</a><dd>" * 1_000),
    "39,000 line breaks": lambda: page("<br>كلمة واحدة" * 39_000),
    "line breaks in one paragraph": lambda: page(f"<p>{(SENTENCE + '<br>') * 12_000}</p>"),
    "19,000 short paragraphs": lambda: page("<p>كلمة</p>" * 19_000),
    "15,000 whole paragraphs": lambda: page(f"<p>{SENTENCE}</p>" * 15_000),
    "the same in divs of one class": lambda: page(f'<div class="a b">{SENTENCE}</div>' * 15_000),
    "cells and rows out of place": lambda: page("<td><tr>كلمة" * 15_000),
    "5,000 tables": lambda: page("<table><tr><td>x</table>" * 5_000),
    "490 tables, nested": lambda: page("<table><tr><td>" * 80 + BODY * 100),
    "a list of 29,000 entries": lambda: page("<ul>" + "<li>كلمة" * 29_000),
    "29,000 options": lambda: page("<select>" + "<option>كلمة" * 29_000),
    "9,000 headings that link": lambda: page("<h2><a href=x>عنوان</a></h2>" * 9_000),
    "unclosed comments": lambda: page("<!-- " * 500_000),
    "unclosed quotes": lambda: page("<a '<a \"" * 300_000),
    "an equals sign after the other": lambda: page("<p " + "=" * 2_000_000 + ">x"),
    "names full of signs": lambda: page(f'<div class="{"-comment_" * 300_000}">x</div>'),
    "19,000 names of comments": lambda: page('<div class="comment related">x</div>' * 19_000),
    "comments in comments": lambda: page('<div class="comments">كلمة ' * 200 + BODY * 500),
    "a word of 2.5 MB": lambda: page("ا" * 1_250_000),
    "spaces": lambda: page(" " * 2_500_000 + "."),
    "entities": lambda: page("&nbsp;&#1575;" * 200_000),
    "zeros": lambda: page("\0" * 2_500_000),
    "text of 300,000 words": lambda: page("<p>" + "كلمة " * 300_000),
    "JSON nested 200,000 deep": lambda: page("", linked("[" * 200_000)),
    "a graph of 100,000 nodes": lambda: page(
        "", linked('{"@graph":[' + '{"@type":"NewsArticle"},' * 60_000 + "{}]}")
    ),
    "19,000 scripts of JSON": lambda: page("", linked('{"@type":"NewsArticle"}') * 19_000),
    "a body of 400 KB stated": lambda: page(
        "", linked('{"@type":"NewsArticle","articleBody":"' + "&lt;p&gt;كلمة " * 20_000 + '."}')
    ),
    "20,000 meta elements": lambda: page("", '<meta name="og:image" content="x">' * 20_000),
    "a title of 1 MB": lambda: page("", f"<title>{'كلمة | ' * 100_000}</title>"),
    "19,000 headlines": lambda: page("<h1>عنوان من العناوين الكثيرة</h1>" * 19_000),
    "a canonical address of 1 MB": lambda: page(
        "", f'<link rel=canonical href="{"/.." * 300_000}">'
    ),
    "pleas that never end": lambda: page(f"<p>{'لمتابعة القراءة ' * 60_000}</p>"),
    "19,000 walled classes": lambda: page(
        '<b class="x">كلمة</b>' * 19_000,
        linked(
            '{"@type":"NewsArticle","isAccessibleForFree":false,"hasPart":['
            + '{"isAccessibleForFree":false,"cssSelector":".x"},' * 2_000
            + "{}]}"
        ),
    ),
}
