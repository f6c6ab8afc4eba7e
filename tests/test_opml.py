"""Lists of feeds: what others export is read, what we write is read again, bombs are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from bot.core.feeds import opml
from bot.core.feeds.opml import NoList, Outline
from bot.core.models import Source
from tests.builders import NOW

LIST = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>قائمتي</title></head><body>
<outline text="أخبار" title="أخبار">
  <outline text="محلية"><outline type="rss" text="الواحة" title="صحيفة الواحة"
    xmlUrl="https://waha.example/rss?a=1&amp;b=2" htmlUrl="https://waha.example/"/></outline>
  <outline type="rss" text="المرفأ" xmlUrl="https://marfa.example/feed"/>
</outline>
<outline type="rss" text="البريد" xmlUrl="https://barid.example/feed" category="/اقتصاد,سوق"/>
<outline type="rss" text="مكرر" xmlUrl="http://www.barid.example/feed/"/>
<outline text="مجلد فارغ"/>
</body></opml>"""


def refusal(body: bytes) -> str:
    with pytest.raises(NoList) as caught:
        opml.read(body)
    return caught.value.key


def test_feeds_are_read_with_their_folders_and_none_twice() -> None:
    assert opml.read(LIST.encode()) == (
        Outline(
            url="https://waha.example/rss?a=1&b=2", title="صحيفة الواحة", topics=("أخبار", "محلية")
        ),
        Outline(url="https://marfa.example/feed", title="المرفأ", topics=("أخبار",)),
        Outline(url="https://barid.example/feed", title="البريد", topics=("اقتصاد", "سوق")),
    )


@pytest.mark.parametrize(
    "body",
    [
        LIST.replace("UTF-8", "windows-1256").encode("cp1256"),
        LIST.replace("&amp;", "&").encode(),
        LIST.replace("xmlUrl", "xmlurl").encode(),
        b"\xef\xbb\xbf\n  " + LIST.encode(),
        LIST.partition("</body>")[0].encode(),
        LIST.replace("<opml ", '<opml xmlns="https://opml.example/" ').encode(),
    ],
    ids=["old encoding", "bare ampersand", "small letters", "mark first", "cut off", "namespace"],
)
def test_what_programs_really_write_is_read(body: bytes) -> None:
    assert [outline.title for outline in opml.read(body)] == ["صحيفة الواحة", "المرفأ", "البريد"]


def test_entities_are_never_opened() -> None:
    bomb = (
        '<!DOCTYPE opml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
        '<opml><body><outline text="&b;&f;" xmlUrl="https://waha.example/&b;"/>'
        '<outline text="x" xmlUrl="https://marfa.example/"/></body></opml>'
    )

    found = opml.read(bomb.encode())

    assert found[-1].url == "https://marfa.example/"
    assert "ha" not in found[0].title
    assert "root" not in str(found)


@pytest.mark.parametrize(
    ("body", "key"),
    [
        (b"", "opml.no_list"),
        (b"<html><body>hello</body></html>", "opml.no_list"),
        (b"\x00\xff" * 1000, "opml.no_list"),
        (b"<opml><body></body></opml>", "opml.no_feeds"),
        (b"<opml>" + b" " * 1_100_000, "opml.too_large"),
        (b"<opml>" + b"<outline text='x'>" * 10_000, "opml.too_large"),
        (b"<opml>" + b"<outline xmlUrl='https://w.example/'/>" * 25_000, "opml.too_large"),
        (b"<opml><outline " + b" ".join(b"a%d=''" % n for n in range(50_000)), "opml.too_large"),
    ],
    ids=["empty", "page", "noise", "no feeds", "long", "deep", "many", "attributes"],
)
def test_what_is_no_list_or_too_much_of_one_is_refused(body: bytes, key: str) -> None:
    assert refusal(body) == key


def test_titles_are_made_safe_and_short() -> None:
    title = "&lt;b&gt;الواحة&lt;/b&gt;&#x202e;" + "س" * 500
    body = f'<opml><outline text="{title}" xmlUrl="https://waha.example/"/></opml>'

    (found,) = opml.read(body.encode())

    assert found.title.startswith("الواحة")
    assert len(found.title) <= 80
    assert "\u202e" not in found.title


@given(st.binary(max_size=300) | st.text(alphabet="<>opmlutine xrU=\"'/&;#!", max_size=300))
def test_any_file_is_read_or_refused(given_file: bytes | str) -> None:
    body = given_file if isinstance(given_file, bytes) else ("<opml>" + given_file).encode()
    try:
        found = opml.read(body)
    except NoList:
        return

    assert all(outline.url for outline in found)


def test_what_is_written_is_read_again() -> None:
    sources = [
        Source(id=1, name="صحيفة «الواحة» & <أخواتها>", url="https://w.example/r?a=1&b=2"),
        Source(id=2, name="المرفأ\x0b", url="https://marfa.example/", topics=("اقتصاد", "مال")),
        Source(id=3, name="البريد", url="https://barid.example/", topics=("اقتصاد",)),
    ]

    body = opml.write(sources, title="مصادري", now=NOW)

    assert [(each.url, each.topics) for each in opml.read(body)] == [
        ("https://w.example/r?a=1&b=2", ()),
        ("https://marfa.example/", ("اقتصاد",)),
        ("https://barid.example/", ("اقتصاد",)),
    ]
    assert opml.read(body)[0].title == "صحيفة «الواحة» & <أخواتها>"
    root = etree.fromstring(body)
    assert root.findtext("head/title") == "مصادري"
    assert len(root.findall("body/outline")) == 2
