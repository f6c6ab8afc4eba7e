"""The commands about sources, against a small web on loopback."""

import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bot.config import load, read_sources
from bot.core.feeds import opml
from storage import open_database, sources
from tests.test_cli import ARTICLE, folder, mujaz

_ = folder  # a fixture


class Web(dict[str, tuple[int, str, str]]):
    """What stands at each path: status, type or place, text. `url` is where it is."""

    url = ""

    def page(self, path: str, text: str, kind: str = "text/html; charset=utf-8") -> str:
        self[path] = (200, kind, text)
        return self.url + path

    def feed(self, path: str, title: str, *, items: int = 2, hub: str = "") -> str:
        at = format_datetime(datetime.now(UTC) - timedelta(hours=3, minutes=1))
        head, *body = ARTICLE.strip().splitlines()
        listed = ""
        for number in range(items):
            paragraphs = "".join(f"<p>{line}</p>" for line in body)
            url = self.page(
                f"{path}/news/{number}",
                f"<html><head><title>{head}</title></head><body><article><h1>{head}</h1>"
                f"{paragraphs}</article></body></html>",
            )
            listed += f"<item><title>خبر {number}</title><link>{url}</link>"
            listed += f"<pubDate>{at}</pubDate></item>"
        link = f'<atom:link rel="hub" href="{hub}"/>' if hub else ""
        return self.page(
            path,
            f'<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
            f"<title>{title}</title>{link}{listed}</channel></rss>",
            "application/rss+xml; charset=utf-8",
        )

    def moved(self, path: str, there: str) -> str:
        self[path] = (301, there, "")
        return self.url + path


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    pages = Web()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, kind, text = pages.get(self.path, (404, "text/plain", "not here"))
            self.send_response(status)
            self.send_header("Location" if status == 301 else "Content-Type", kind)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            del format, args

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        host = f"127.0.0.1:{server.server_address[1]}"
        pages.url = f"http://{host}"
        monkeypatch.setenv("ALLOW_PRIVATE_HOSTS", host)
        yield pages
        server.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def _no_other_sources(folder: Path, monkeypatch: pytest.MonkeyPatch, web: Web) -> None:
    file = "[[sources]]\nname = 'الأولى'\nurl = '{}'\n"
    (folder / "sources.toml").write_text(file.format(web.feed("/first", "الأولى")), "utf-8")
    monkeypatch.setenv("SOURCES_FILE", "sources.toml")
    begin()


def begin() -> None:
    """As the bot does when it starts."""
    settings = load()
    with closing(open_database(settings.database_url)) as database:
        publishers = read_sources(settings.sources_file)
        database.run_now(sources.sync, publishers, now=datetime.now(UTC))


def rows() -> list[dict[str, object]]:
    with closing(open_database(load().database_url)) as database:
        return database.run_now(lambda tx: tx.query("select * from sources order by id"))


def test_a_feed_is_followed_and_what_it_is_is_told(web: Web) -> None:
    url = web.feed("/rss", "الواحة")

    result = mujaz("sources", "add", url)

    assert result.output == (
        f"following الواحة: RSS, 2 entries, the newest 3 hours old, Arabic\n  {url}\n"
    )
    assert f"الواحة\t{url}" in mujaz("sources", "list").output


def test_adding_what_is_followed_keeps_what_was_set_of_it(web: Web) -> None:
    url = web.feed("/rss", "الواحة")
    body = f'<opml><outline text="اقتصاد"><outline text="سوق" xmlUrl="{url}"/></outline></opml>'
    mujaz("sources", "import", "-", given=body)

    again = mujaz("sources", "add", url, "--default")
    renamed = mujaz("sources", "add", url, "--name", "سوق الواحة")

    assert again.output.startswith("following already سوق: RSS")
    assert renamed.output.startswith("following already سوق الواحة: RSS")
    (outline,) = [each for each in exported() if each.url == url]
    assert (outline.title, outline.topics) == ("سوق الواحة", ("اقتصاد",))
    with closing(open_database(load().database_url)) as database:
        known = database.run_now(sources.find, url)
    assert known is not None
    assert known.source.is_default


def exported() -> tuple[opml.Outline, ...]:
    return opml.read(mujaz("sources", "export", "-").stdout_bytes)


def test_what_stands_in_the_sources_file_is_changed_there(web: Web) -> None:
    first = f"{web.url}/first"

    same, renamed = mujaz("sources", "add", first), mujaz("sources", "add", first, "--default")

    assert same.output.startswith("following already الأولى: RSS")
    assert renamed.exit_code == 1
    assert "الأولى stands in the sources file" in renamed.stderr


def test_a_source_that_comes_back_is_what_it_was(web: Web) -> None:
    url = web.feed("/rss", "الواحة")
    mujaz("sources", "add", url, "--name", "صحيفتي")
    mujaz("sources", "remove", "صحيفتي")

    assert mujaz("sources", "add", url).output.startswith("following صحيفتي: RSS")


def test_of_a_site_the_best_feed_is_followed_and_the_others_are_named(web: Web) -> None:
    best, other = web.feed("/rss", "الواحة"), web.feed("/sport/rss", "رياضة")
    site = web.page("/", '<a href="/rss">أخبار</a> <a href="/sport/rss">رياضة</a>')

    lines = mujaz("sources", "add", site, "--name", "صحيفتي").output.splitlines()

    assert lines[0].startswith("following صحيفتي: RSS")
    assert lines[1].strip() == best
    assert lines[2].startswith("also offered: رياضة: RSS")
    assert lines[3].strip() == other


def test_a_redirect_is_followed_to_where_the_feed_is(web: Web) -> None:
    there = web.feed("/new", "الواحة")

    assert there in mujaz("sources", "add", web.moved("/old", "/new")).output


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<rss><channel></channel></rss>", "the feed lists nothing"),
        ("<html><body>مرحبا</body></html>", "no feed was found from there"),
    ],
)
def test_what_cannot_be_followed_is_told(web: Web, text: str, reason: str) -> None:
    result = mujaz("sources", "add", web.page("/x", text))

    assert result.exit_code == 1
    assert reason in result.stderr


@pytest.mark.parametrize("text", ["127.0.0.1:9100/x", "not a url"])
def test_what_is_no_address_is_told(text: str) -> None:
    result = mujaz("sources", "add", text)

    assert result.exit_code == 1
    assert result.stderr == f"{text}: refused: not a whole http(s) address\n"


def test_checking_tells_a_verdict_a_line_in_the_order_of_the_sources(web: Web) -> None:
    mujaz("sources", "add", web.feed("/second", "الثانية", hub="https://hub.example/"))
    mujaz("sources", "add", web.feed("/third", "الثالثة"))
    mujaz("sources", "add", web.feed("/fourth", "الرابعة"))
    web.page("/robots.txt", "User-agent: *\nDisallow: /fourth/", "text/plain")
    del web["/third"]
    web.pop("/second/news/0")

    result = mujaz("sources", "check")

    first, second, third, fourth = result.output.splitlines()
    assert first == (
        "ok   الأولى: RSS, 2 entries, the newest 3 hours old, Arabic; no hub; "
        "read an article of 57 words (Arabic), robots.txt allows it"
    )
    assert second.startswith("ok   الثانية: ")
    assert "; hub https://hub.example/; read an article" in second
    assert third == "FAIL الثالثة: answered 404"
    assert fourth.startswith("FAIL الرابعة: RSS")
    assert "its robots.txt does not allow to read this page" in fourth
    assert result.exit_code == 1


def test_checking_sources_that_work_ends_well(web: Web) -> None:
    assert mujaz("sources", "check").exit_code == 0


def test_a_name_that_two_sources_have_does_not_tell_which_to_remove(web: Web) -> None:
    one, other = web.feed("/rss", "الواحة"), web.feed("/sport/rss", "الواحة")
    mujaz("sources", "add", one)
    mujaz("sources", "add", other)

    result = mujaz("sources", "remove", "الواحة")

    assert result.exit_code == 1
    assert f"2 sources have this name; give an address: {one} {other}" in result.stderr
    assert one in mujaz("sources", "list").output
    assert mujaz("sources", "remove", other).exit_code == 0


def test_sources_go_out_and_come_in_as_a_list(web: Web, folder: Path) -> None:
    url = web.feed("/rss", "الواحة")
    mujaz("sources", "add", url)

    told = mujaz("sources", "export", "list.opml").output
    outlines = opml.read((folder / "list.opml").read_bytes())
    mujaz("sources", "remove", "الواحة")
    back = mujaz("sources", "import", "list.opml")

    assert told == "2 sources written to list.opml\n"
    assert [outline.title for outline in outlines] == ["الأولى", "الواحة"]
    assert [line.split(":")[0] for line in back.output.splitlines()] == [
        "ok   الأولى", "ok   الواحة",
    ]  # fmt: skip
    assert "followed already" in back.output
    assert "followed from now on" in back.output
    assert back.exit_code == 0
    assert url in mujaz("sources", "list").output


@pytest.mark.parametrize("command", [["list"], ["check"], ["export", "-"]])
def test_who_only_looks_sees_the_file_and_changes_nothing(
    web: Web, folder: Path, command: list[str]
) -> None:
    before = rows()
    text = f"[[sources]]\nname = 'الثانية'\nurl = '{web.feed('/second', 'الثانية')}'\n"
    (folder / "sources.toml").write_text(text, "utf-8")

    result = mujaz("sources", *command)

    assert "الثانية" in result.output
    assert "الأولى" not in result.output
    assert rows() == before


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        (["sources", "list"], "الأولى"),
        (["sources", "export", "-"], "الأولى"),
        (["stats"], "0 delivered"),
    ],
)
def test_who_only_looks_makes_no_database_and_is_told_that_there_is_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch, command: list[str], shown: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:///another/mujaz.db")
    monkeypatch.setenv("LOG_LEVEL", "INFO")

    result = mujaz(*command)

    assert shown in result.stdout
    assert f"no database at {folder}/another/mujaz.db yet" in result.stderr
    assert not (folder / "another").exists()


def test_a_list_is_written_to_standard_output_too(web: Web) -> None:
    assert opml.read(mujaz("sources", "export", "-").stdout_bytes)[0].title == "الأولى"


def test_what_a_list_names_in_vain_is_told_and_the_others_go_on(web: Web) -> None:
    good = web.feed("/rss", "الواحة")
    body = (
        f'<opml><outline text="اقتصاد"><outline text="سوق" xmlUrl="{good}"/></outline>'
        f'<outline text="ميت" xmlUrl="{web.url}/dead"/><outline xmlUrl="ftp://x.example/"/></opml>'
    )

    result = mujaz("sources", "import", "-", given=body)

    assert result.exit_code == 1
    assert [line[:4] for line in result.output.splitlines()] == ["ok  ", "FAIL", "FAIL"]
    assert "سوق" in mujaz("sources", "list").output


def test_a_list_is_fetched_from_an_address(web: Web) -> None:
    good = web.feed("/rss", "الواحة")
    url = web.page("/list.opml", f'<opml><outline xmlUrl="{good}"/></opml>', "text/x-opml")

    assert "followed from now on" in mujaz("sources", "import", url).output


@pytest.mark.parametrize(
    ("body", "reason"), [("<html></html>", "no OPML in it"), ("<opml></opml>", "lists no feed")]
)
def test_what_is_no_list_is_refused(body: str, reason: str) -> None:
    result = mujaz("sources", "import", "-", given=body)

    assert result.exit_code == 1
    assert reason in result.stderr


def test_a_list_that_cannot_be_written_is_an_error(folder: Path) -> None:
    result = mujaz("sources", "export", "nowhere/list.opml")

    assert result.exit_code == 1
    assert "cannot be written" in result.stderr
