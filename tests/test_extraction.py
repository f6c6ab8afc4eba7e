"""Pages: one file a case in cases/pages, with what must come out beside it."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.article import NotAnArticle
from bot.core.pages import extraction
from bot.core.times import zones
from tests import hostile_pages

CASES = Path(__file__).parent / "cases" / "pages"
PAGES = sorted(CASES.glob("*.html"))
BODY = "<p>" + "قال الوزير إن الحكومة ستعلن غدا خطتها الجديدة لدعم الاقتصاد. " * 5 + "</p>"


def expectation(page: Path) -> dict[str, Any]:
    text = page.with_suffix(".expect.json").read_text(encoding="utf-8")
    expected: dict[str, Any] = json.loads(text)
    return expected


def refusal(html: str | bytes) -> str:
    body = html if isinstance(html, bytes) else html.encode()
    with pytest.raises(NotAnArticle) as caught:
        extraction.extract(body, url="https://www.almanara.example/n/1")
    return str(caught.value)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_page_comes_out_as_expected(page: Path) -> None:
    expected = expectation(page)
    if "refused" in expected:
        assert refusal(page.read_bytes()).startswith(expected["refused"])
        return

    zone = zones.of_country(expected.get("country", ""))
    found = extraction.extract(page.read_bytes(), url=expected["url"], zone=zone)

    published = found.published.isoformat() if found.published else None
    assert (found.title, found.author, published) == (
        expected["title"],
        expected["author"],
        expected["published"],
    )
    assert (found.image, found.url) == (expected["image"], expected["canonical"])
    assert list(found.topics) == expected.get("topics", [])
    assert found.form == expected.get("form", "article")
    assert found.language == expected.get("language", "ar")
    assert "".join(found.paragraphs[:1]).startswith(expected.get("first", ""))
    assert "".join(found.paragraphs[-1:]).startswith(expected.get("last", ""))
    assert len(found.paragraphs) == expected.get("paragraphs", len(found.paragraphs))
    text = "\n".join(found.paragraphs)
    assert [words for words in expected["has"] if words not in text] == []
    assert [words for words in expected["lacks"] if words in text] == []


def test_paragraphs_are_lines_of_plain_text() -> None:
    page = PAGES[-1]
    found = extraction.extract(page.read_bytes(), url=expectation(page)["url"])

    for paragraph in found.paragraphs:
        assert paragraph == " ".join(paragraph.split())
        assert "<" not in paragraph


def page_with(head: str = "", heading: str = "<h1>الحكومة تعلن خطتها الجديدة</h1>") -> bytes:
    body = f"<body>{heading}<article>{BODY}</article></body>"
    return f"<html><head>{head}</head>{body}</html>".encode()


def test_header_declares_the_encoding_of_a_page() -> None:
    body = page_with().decode().encode("cp1256")
    found = extraction.extract(body, content_type="text/html; charset=windows-1256")

    assert found.title == "الحكومة تعلن خطتها الجديدة"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ('<meta property="og:title" content="قمة المدن - المنارة">', "قمة المدن"),
        ("<title>خبر مهم جدا عن الاقتصاد | المنارة</title>", "خبر مهم جدا عن الاقتصاد"),
        ("<title>قمة 2026 - ما الذي تغير؟ - المنارة</title>", "قمة 2026 - ما الذي تغير؟"),
    ],
)
def test_site_name_is_no_part_of_the_headline(head: str, title: str) -> None:
    site = '<meta property="og:site_name" content="المنارة">'

    assert extraction.extract(page_with(head + site, heading="")).title == title


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("https://almanara.example/n/2", "https://almanara.example/n/2"),
        ("/n/2", "https://www.almanara.example/n/2"),
        ("https://www.almanara.example/", "https://www.almanara.example/n/1"),
        ("https://other.example/n/2", "https://www.almanara.example/n/1"),
        ("javascript:x", "https://www.almanara.example/n/1"),
    ],
)
def test_canonical_address_counts_on_its_own_site_only(link: str, url: str) -> None:
    body = page_with(f'<link rel="canonical" href="{link}">')

    assert extraction.extract(body, url="https://www.almanara.example/n/1").url == url


@pytest.mark.parametrize(
    "script",
    [
        *("{", "[" * 5000, "null", "[1, {}]"),
        '{"@type": "NewsArticle", "author": [1, null, {"name": 2}], "headline": []}',
        '{"@type": "NewsArticle", "datePublished": {"a": 1}, "image": [[]]}',
    ],
)
def test_broken_metadata_does_not_cost_the_article(script: str) -> None:
    found = extraction.extract(page_with(f'<script type="application/ld+json">{script}</script>'))

    assert found.title == "الحكومة تعلن خطتها الجديدة"
    assert (found.author, found.published, found.image) == ("", None, "")


REFUSED = {
    "more than is read": "a page longer than 3 MB",
    "200,000 attributes in a tag": "a page with a tag with more than 400 attributes",
    "a thousand tags of 390 attributes": "a page with more than 40000 attributes in long tags",
    "59,000 line breaks": "a page with more than 40000 tags",
    "300,000 links": "a page with more than 40000 tags",
    "19,000 links in paragraphs": "a page with more than 40000 tags",
    "100,000 nested divs": "a page with tags nested more than 256 deep",
    "5,000 tables": "a page with more than 500 tables",
    "line breaks in one paragraph": "a text of 168050 words",
    "text of 300,000 words": "a text of 300050 words",
    "unclosed quotes": "a page with a tag with more than 400 attributes",
    "entities": "a text of 200050 words",
    "pleas that never end": "a text of 120050 words",
    "comments in comments": "no article text found",
    "a list of 29,000 entries": "a text of 29050 words",
    "a body of 400 KB stated": "a text of 20001 words",
    "unclosed tags that nest": "a page with too many links nested too deep",
}


@pytest.mark.parametrize("name", hostile_pages.PAGES)
def test_page_that_is_made_to_choke_is_read_or_refused_with_a_reason(name: str) -> None:
    """What each costs stands in `benchmarks/pickup.py hostile-pages`; a hang fails by itself."""
    page = hostile_pages.PAGES[name]()
    if name in REFUSED:
        assert refusal(page).startswith(REFUSED[name])
        return

    found = extraction.extract(page, url="https://www.almanara.example/n/1")

    assert sum(len(text.split()) for text in found.paragraphs) <= extraction.MAX_WORDS


def test_page_of_many_small_blocks_is_read_in_time() -> None:
    """It once took a minute; a hang fails by itself."""
    body = f"<title>خبر اليوم عن الاقتصاد</title>{BODY}" + "<td><tr>كلمة" * 15_000

    assert "خطتها الجديدة" in extraction.extract(body.encode()).paragraphs[0]


def test_deep_page_and_long_hidden_field_are_harmless() -> None:
    deep = "<div>" * 250 + BODY + "</div>" * 250
    state = f'<input type="hidden" value="{"A1b2" * 50_000}">'
    found = extraction.extract(f"<title>خبر اليوم عن الاقتصاد</title>{state}{deep}".encode())

    assert len(found.paragraphs) == 1


@pytest.mark.parametrize(
    ("fragment", "paragraphs"),
    [
        ("", ()),
        ("<p>أول</p><p>ثان <b>غامق</b>.</p>", ("أول", "ثان غامق.")),
        ("أول<br><br/>ثان<br>ثالث", ("أول", "ثان", "ثالث")),
        ("<div>أول<div>ثان</div>ثالث</div>", ("أول", "ثان", "ثالث")),
        ("<ul><li>أول<li>ثان</ul>ثالث", ("أول", "ثان", "ثالث")),
        ("<p>أول</p><script>x()</script><figcaption>صورة</figcaption>ثان", ("أول", "ثان")),
        ("&lt;p&gt;أول&lt;/p&gt;&lt;p&gt;ثان &amp;amp; ثالث&lt;/p&gt;", ("أول", "ثان & ثالث")),
        ("أول\n\nثان &amp; 5 < 7", ("أول", "ثان & 5 < 7")),
        ("<p>أول</p><p>The post <a>خبر</a> appeared first on <a>المنارة</a>.</p>", ("أول",)),
        ("<p>" + "<b>" * 100_000, ()),
    ],
)
def test_full_text_of_a_feed_is_divided_into_paragraphs(
    fragment: str, paragraphs: tuple[str, ...]
) -> None:
    assert extraction.from_html_fragment(fragment) == paragraphs


WORDS = "<p> </p> <div> </div> <h1> <br> & &lt; <!-- --> <script> </script> <meta < > خبر \x00"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS.split(" ")), max_size=40).map("".join), st.binary(max_size=9)
)
def test_any_page_is_read_or_refused(text: str, noise: bytes) -> None:
    for body in (text.encode() + noise, page_with(text), noise + page_with("", text)):
        try:
            found = extraction.extract(body)
        except NotAnArticle:
            continue
        assert found.title
        assert found.paragraphs
