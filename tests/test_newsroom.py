"""The offline newsroom: its timetable, feeds, pages, and the ways of quoting in its articles."""

import json
import re
from collections import Counter
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from importlib.resources import files
from xml.etree import ElementTree as ET

import httpx
import pytest
from starlette.applications import Starlette

from bot.core import extraction, feeds
from bot.newsroom import Newsroom, Publication, routes, sources
from bot.newsroom.pages import DISCLAIMER
from bot.newsroom.timetable import Publisher, publishers

BASE = "http://127.0.0.1:8080"
OPENING = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
CLOSING = OPENING + timedelta(hours=1)
ATOM = "{http://www.w3.org/2005/Atom}"
ARTICLE_WORDS = 250
BREAKING_WORDS = 120


class Desk:
    """A newsroom with a clock to set and a client to read it with."""

    def __init__(self) -> None:
        self.now = CLOSING
        self.newsroom = Newsroom(base_url=BASE, started_at=OPENING)
        app = Starlette(routes=list(routes(self.newsroom, lambda: self.now)))
        self.client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=BASE)

    async def feed(self, kind: str, **headers: str) -> httpx.Response:
        publisher = next(each for each in publishers() if each.feed == kind)
        return await self.client.get(publisher.feed_path, headers=headers)


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    desk = Desk()
    async with desk.client:
        yield desk


def everything() -> list[Publication]:
    return Newsroom(base_url=BASE, started_at=OPENING).published(CLOSING)


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:[.,%-]\w+)*", re.sub("[\u064b-\u0652]", "", text))


def parse_xml(response: httpx.Response) -> ET.Element:
    return ET.fromstring(response.text)  # noqa: S314 -- our own feed


# The timetable


def test_one_article_of_each_publisher_is_out_at_the_opening() -> None:
    out = Newsroom(base_url=BASE, started_at=OPENING).published(OPENING)

    assert len(out) == 3
    assert len({entry.publisher.id for entry in out}) == 3
    assert all(entry.published_at < OPENING for entry in out)


def test_one_article_comes_out_each_interval_and_none_early() -> None:
    newsroom = Newsroom(base_url=BASE, started_at=OPENING, seconds_between=5)

    for number in range(len(everything()) - 3):
        due_at = OPENING + timedelta(seconds=5 * (number + 1))
        assert len(newsroom.published(due_at - timedelta(milliseconds=1))) == 3 + number
        assert len(newsroom.published(due_at)) == 4 + number


def test_after_the_last_article_nothing_more_comes_out() -> None:
    newsroom = Newsroom(base_url=BASE, started_at=OPENING)

    assert newsroom.published(CLOSING) == newsroom.published(CLOSING + timedelta(days=30))


def test_a_wrong_headline_is_put_right_a_few_articles_later() -> None:
    newsroom = Newsroom(base_url=BASE, started_at=OPENING, seconds_between=5)
    wrong = next(each for each in everything() if each.piece.first_title)

    def headline(now: datetime) -> str:
        return newsroom.find(wrong.url.removeprefix(f"{BASE}/newsroom/"), now).title

    assert headline(OPENING + timedelta(seconds=10)) == wrong.piece.first_title
    assert headline(OPENING + timedelta(seconds=24)) == wrong.piece.first_title
    assert headline(OPENING + timedelta(seconds=25)) == wrong.piece.title


def test_every_article_file_is_in_the_running_order_once() -> None:
    folder = files("bot.newsroom").joinpath("articles")

    written = sorted(path.name.removesuffix(".toml") for path in folder.iterdir())

    assert sorted(entry.piece.slug for entry in everything()) == written


def test_publishers_take_turns() -> None:
    order = [entry.publisher.id for entry in everything()]

    assert Counter(order) == {"waha": 6, "shurfa": 7, "barid": 7, "sadaa": 2, "minbar": 3}
    assert not any(a == b == c for a, b, c in zip(order, order[1:], order[2:], strict=False))


def test_two_runs_share_no_id_and_no_address() -> None:
    later = OPENING + timedelta(seconds=1)
    first, second = (Newsroom(base_url=BASE, started_at=start) for start in (OPENING, later))

    ids = [each.id for newsroom in (first, second) for each in newsroom.published(CLOSING)]
    addresses = [each.url for newsroom in (first, second) for each in newsroom.published(CLOSING)]

    assert len(set(ids)) == len(ids)
    assert len(set(addresses)) == len(addresses)


def test_days_are_those_of_the_publisher_s_own_calendar() -> None:
    # 22:30 UTC on Monday is already Tuesday at the agency, whose clock is three hours ahead.
    late = Newsroom(base_url=BASE, started_at=datetime(2026, 11, 23, 22, 30, tzinfo=UTC))

    entry = next(e for e in late.published(late.started_at) if e.publisher.id == "waha")

    assert "24 نوفمبر" in entry.paragraphs[0]
    assert "اليوم الثلاثاء" in entry.paragraphs[0]


# The articles


def test_there_are_enough_articles_of_real_length() -> None:
    entries = everything()

    assert len(entries) >= 15
    for entry in entries:
        is_breaking = entry.piece.title.startswith("عاجل")
        length = len(words(" ".join(entry.paragraphs)))
        assert (BREAKING_WORDS if is_breaking else ARTICLE_WORDS) <= length <= 500, entry.id
        assert is_breaking or 6 <= len(entry.paragraphs) <= 12, entry.id


def test_no_day_is_left_unfilled() -> None:
    assert not [entry.id for entry in everything() if re.search(r"[{}]", " ".join(entry.blocks))]


def test_subjects_vary() -> None:
    assert {entry.piece.section for entry in everything()} >= {
        "سياسة", "اقتصاد", "علوم", "ثقافة", "رياضة", "صحة", "طقس", "محليات", "تقنية",
    }  # fmt: skip


QUOTING = {
    "«…» after a colon": r"قال\w*[^«»\n]{0,90}: «",
    "«…» after إن": r"\bإن «",
    "«…» after أن": r"\bأن «",
    "before its speaker": r"[»”\"] ?،? ?(?:ت?يقول|تقول|قالت) ",
    "وفق": r"(?:وفق|ووفق) \w+",
    "بحسب": r"ب?حسب \w+",
    "على حد تعبيره": r"»، على حد تعبيره",
    "woven fragment": r"من مغبة «",
    "elided subject": r"وأضافت?: [«“]|وأضاف : \"",
    "surname only": r"وقالت المدلجي",
    "nominal anaphora": r"المتحدث ذاته|وقال الوزير|وأضافت الوزيرة",
    "subject beside object": r"ودعا رئيس البرلمان \w+ \w+ وزير العدل \w+ \w+ إلى",
    "nested, same marks": r"«[^»]*«[^»]*»[^»]*»",
    "nested, other marks": r"\"[^\"\n]*«[^»\n]*»[^\"\n]*\"",
    "ASCII marks": r": \"[^\"\n]{30,}\"",
    "curly marks": r": “[^”\n]{30,}”",
    "double brackets": r"\(\([^()]{20,}\)\)",
    "two closing marks": r"”[^“”\n]{20,}”",
    "double prime as closer": r"“[^”\n]{10,}″",
    "no marks": r"وتابع \w+ : \w+",
    "scare quotes": r"فخّ “الفولكلور الجاهز”",
    "title of a book": r"رواية “ملح الجدّات”",
    "glued letter": r"ب«|بـ«",
    "glued letter, ASCII": r"(?:لـ|بـ)\"",
    "masculine participle": r"(?:مضيفاً|مؤكداً|معتبراً|مؤكدا)[^«“\"\n]{0,60}[«“\"]",
    "feminine participle": r"(?:مضيفةً|مشيرةً|قائلةً|متعهدةً)[^«“\"\n]{0,40}[«“]",
    "agency quoting a person": r"ونقلت وكالة [\w ]+ عن ",
    "passive": r"ونُقل عن مسؤول",
    "two paragraphs, reopened": r"«[^»]+\n\n«[^»]+»",
    "two paragraphs, closed once": r": \"[^\"\n]+\.\n\n[^\"\n]+\"\.",
}


@pytest.mark.parametrize("pattern", QUOTING.values(), ids=QUOTING)
def test_every_way_of_quoting_occurs(pattern: str) -> None:
    assert any(re.search(pattern, "\n\n".join(entry.paragraphs)) for entry in everything())


ODDITIES: dict[str, Callable[[Publication], object]] = {
    "repeated headline": lambda entry: entry.piece.repeats_title,
    "related link": lambda entry: any(b.startswith("! اقرأ أيض") for b in entry.blocks),
    "tags line": lambda entry: any(b.startswith("! الكلمات الدلالية") for b in entry.blocks),
    "wire footer": lambda entry: any("انتهى" in b for b in entry.blocks),
    "wire header": lambda entry: "(وكالة أنباء الواحات) –" in entry.paragraphs[0],
    "caption": lambda entry: entry.piece.caption,
    "no picture": lambda entry: not entry.image_url,
    "space before a comma": lambda entry: " ،" in entry.paragraphs[1],
    "spaced dots": lambda entry: ". . ." in " ".join(entry.paragraphs),
    "Latin name": lambda entry: re.search(r"[A-Za-z]{3}", " ".join(entry.paragraphs)),
    "score": lambda entry: "3-1" in " ".join(entry.paragraphs),
    "percentage": lambda entry: re.search(r"\d%", " ".join(entry.paragraphs)),
    "nobody quoted": lambda entry: not re.search("[«“:]", " ".join(entry.paragraphs[1:3])),
    "full text in the feed": lambda entry: entry.piece.is_full_in_feed,
}


@pytest.mark.parametrize("oddity", ODDITIES)
def test_every_oddity_occurs(oddity: str) -> None:
    assert any(ODDITIES[oddity](entry) for entry in everything())


# The feeds


async def test_rss_feed_has_what_rss_requires(desk: Desk) -> None:
    response = await desk.feed("rss")
    channel = parse_xml(response).find("channel")

    assert channel is not None
    assert all(channel.findtext(tag) for tag in ("title", "link", "description"))
    items = channel.findall("item")
    assert len(items) == 7
    assert len({item.findtext("guid") for item in items}) == 7
    for item in items:
        assert item.findtext("title")
        assert (item.findtext("link") or "").startswith(f"{BASE}/newsroom/barid/2026")
        assert parsedate_to_datetime(item.findtext("pubDate") or "").tzinfo
        assert (item.findtext("description") or "").startswith("<p>")
    assert any(
        item.find("{http://purl.org/rss/1.0/modules/content/}encoded") is not None
        for item in items
    )


async def test_atom_feed_has_what_atom_requires(desk: Desk) -> None:
    root = parse_xml(await desk.feed("atom"))

    assert root.tag == f"{ATOM}feed"
    for element in (root, *root.iter(f"{ATOM}entry")):
        assert element.findtext(f"{ATOM}id")
        assert element.findtext(f"{ATOM}title")
        assert datetime.fromisoformat(element.findtext(f"{ATOM}updated") or "").tzinfo
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == 6
    assert all(entry.findtext(f"{ATOM}author/{ATOM}name") for entry in entries)
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == 6


async def test_json_feed_has_what_json_feed_requires(desk: Desk) -> None:
    feed = json.loads((await desk.feed("json")).content)

    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    assert len({item["id"] for item in feed["items"]}) == 7
    for item in feed["items"]:
        assert item["content_text"]
        assert datetime.fromisoformat(item["date_published"]).tzinfo


async def test_windows_1256_is_declared_in_the_header_only_and_decodes(desk: Desk) -> None:
    response = await desk.feed("rss")

    assert response.headers["content-type"] == "application/rss+xml; charset=windows-1256"
    assert response.content.startswith(b'<?xml version="1.0"?>')
    assert "صحيفة بريد السواحل" in response.content.decode("windows-1256")
    with pytest.raises(UnicodeDecodeError):
        response.content.decode()


async def test_broken_feed_is_broken_in_every_way(desk: Desk) -> None:
    response = await desk.feed("broken")
    text = response.content.decode("windows-1256")

    assert response.headers["content-type"] == "text/html"
    assert "windows" not in text
    with pytest.raises(UnicodeDecodeError):
        response.content.decode()
    with pytest.raises(ET.ParseError):
        ET.fromstring(text[text.index("<?xml") :])  # noqa: S314 -- our own feed
    assert "</item>" not in text
    assert "utm_source=rss&utm_medium" in text
    assert "نوفمبر" in text


async def test_mislabelled_feed_lies_twice_and_is_a_page_for_a_while(desk: Desk) -> None:
    last = [e for e in everything() if e.publisher.feed == "mislabelled"][-1].published_at
    first = await desk.feed("mislabelled")
    desk.now = last + timedelta(seconds=25)
    during = await desk.feed("mislabelled")
    desk.now = last + timedelta(seconds=35)
    after = await desk.feed("mislabelled")

    assert first.headers["content-type"] == "text/xml; charset=iso-8859-1"
    assert 'encoding="windows-1256"' in first.content.decode()[:60]
    assert (during.status_code, after.content) == (200, first.content)
    with pytest.raises(feeds.ParseError, match="an HTML page"):
        feeds.parse(during.content, url=BASE)


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
async def test_unchanged_feed_is_not_sent_again(desk: Desk, kind: str) -> None:
    desk.now = OPENING
    first = await desk.feed(kind)

    by_tag = await desk.feed(kind, **{"If-None-Match": first.headers["etag"]})
    by_date = await desk.feed(kind, **{"If-Modified-Since": first.headers["last-modified"]})
    other_tag = {"If-None-Match": '"x"', "If-Modified-Since": first.headers["last-modified"]}
    both = await desk.feed(kind, **other_tag)
    desk.now = CLOSING
    changed = await desk.feed(kind, **{"If-None-Match": first.headers["etag"]})
    changed_by_date = await desk.feed(
        kind, **{"If-Modified-Since": first.headers["last-modified"]}
    )
    no_date = await desk.feed(kind, **{"If-Modified-Since": "yesterday"})

    assert (by_tag.status_code, by_tag.content) == (304, b"")
    assert (by_date.status_code, by_date.content) == (304, b"")
    assert {r.status_code for r in (both, changed, changed_by_date, no_date)} == {200}


async def test_feeds_list_only_what_is_out(desk: Desk) -> None:
    desk.now = OPENING

    assert (await desk.feed("rss")).text.count("<item>") == 1
    assert (await desk.feed("atom")).text.count("<entry>") == 1
    assert len(json.loads((await desk.feed("json")).content)["items"]) == 1


async def test_every_source_answers_at_its_address(desk: Desk) -> None:
    rows = sources(BASE + "/")

    assert len({row["name"] for row in rows}) == len(rows) == 5
    for row in rows:
        assert row["default"] is True
        assert row["topics"]
        assert (await desk.client.get(row["url"])).status_code == 200


@pytest.mark.parametrize("publisher", publishers(), ids=lambda publisher: publisher.feed)
async def test_the_bot_reads_the_feed(desk: Desk, publisher: Publisher) -> None:
    response = await desk.feed(publisher.feed)

    parsed = feeds.parse(
        response.content,
        url=str(response.request.url),
        content_type=response.headers["content-type"],
    )

    expected = [e for e in reversed(everything()) if e.publisher == publisher]
    assert parsed.title == publisher.name
    assert [e.title for e in parsed.entries] == [e.title for e in expected]
    assert [e.url for e in parsed.entries] == [e.url for e in expected]
    assert [e.published for e in parsed.entries] == [e.published_at for e in expected]
    assert [e.author for e in parsed.entries] == [e.piece.author for e in expected]


# The pages


@pytest.mark.parametrize("entry", everything(), ids=lambda entry: entry.piece.slug)
async def test_the_bot_finds_the_article_on_its_page(desk: Desk, entry: Publication) -> None:
    response = await desk.client.get(entry.url)

    article = extraction.extract(response.content, url=entry.url)

    assert article.title == entry.title
    assert article.author == entry.piece.author
    assert article.published == entry.published_at
    assert article.image == entry.image_url
    written, found = (Counter(words(" ".join(x.paragraphs))) for x in (entry, article))
    assert (written & found).total() >= 0.9 * written.total()
    assert not any(DISCLAIMER in paragraph for paragraph in article.paragraphs)


@pytest.mark.parametrize("entry", everything()[:3], ids=lambda entry: entry.publisher.id)
async def test_every_page_says_that_it_is_invented(desk: Desk, entry: Publication) -> None:
    for path in (entry.url, entry.publisher.path):
        assert DISCLAIMER in (await desk.client.get(path)).text


async def test_front_page_links_what_is_out(desk: Desk) -> None:
    desk.now = OPENING
    for publisher in publishers():
        page = (await desk.client.get(publisher.path)).text
        for entry in everything():
            is_out = entry.publisher == publisher and entry.published_at <= OPENING
            assert (f'href="{entry.url}"' in page) is is_out


async def test_article_has_no_page_before_it_is_out(desk: Desk) -> None:
    last = everything()[-1]
    desk.now = last.published_at - timedelta(seconds=1)
    early = await desk.client.get(last.url)
    desk.now = last.published_at

    assert early.status_code == 404
    assert (await desk.client.get(last.url)).status_code == 200


async def test_pages_of_an_earlier_run_are_still_there(desk: Desk) -> None:
    earlier = Newsroom(base_url=BASE, started_at=OPENING - timedelta(days=2)).published(CLOSING)

    assert (await desk.client.get(earlier[-1].url)).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/newsroom/nobody/",
        "/newsroom/nobody/feed.xml",
        "/newsroom/waha/feed.json",
        "/newsroom/waha/20261123150000/no-such-article",
        "/newsroom/waha/20261123150000/market-reopens",
        "/newsroom/waha/20991123150000/water-accord",
        "/newsroom/waha/00010101000000/water-accord",
        "/newsroom/waha/yesterday/water-accord",
        "/newsroom/waha/water-accord",
        "/newsroom/pictures/earthquake.svg",
    ],
)
async def test_what_was_never_published_is_not_found(desk: Desk, path: str) -> None:
    assert (await desk.client.get(path)).status_code == 404


async def test_every_picture_is_drawn_the_same_each_time(desk: Desk) -> None:
    for entry in everything():
        if entry.image_url:
            first, second = [await desk.client.get(entry.image_url) for _ in range(2)]
            assert first.headers["content-type"] == "image/svg+xml"
            assert first.content == second.content
            assert ET.fromstring(first.text).tag.endswith("svg")  # noqa: S314
