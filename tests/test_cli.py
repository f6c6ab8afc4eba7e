"""The command line: what an operator types, what comes out, and with which status."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot import cli
from bot.config import Config
from tests.lint import parsed

ARTICLE = """افتتاح السوق الشعبية في واحة السراب

افتتحت بلدية واحة السراب، صباح اليوم الاثنين، السوق الشعبية الجديدة بعد ثلاث سنوات من العمل.
وقال رئيس البلدية سامر الحدّاد في حفل الافتتاح: «هذه السوق هدية لكل من صبر على غبار الطريق».
وأضاف: «لن يدفع الباعة إيجاراً في السنة الأولى مهما كانت الظروف».
ويضم المبنى 120 محلاً وموقفاً للسيارات، ويُتوقع أن يقصده نحو ألفي زائر في اليوم.
"""

FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>صحيفة الشرفة</title>
<item><title>خبر أول &amp;amp; أخير</title><link>https://shurfa.example/1</link><guid>g1</guid>
<pubDate>Mon, 23 Nov 2026 07:00:00 GMT</pubDate><description>ملخص</description></item>
<item><title>خبر ثان</title><link>https://shurfa.example/2</link></item></channel></rss>"""


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty place to work in, without the settings of this machine."""
    for name in Config.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("LOG_LEVEL", "ERROR")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def mujaz(*arguments: str, given: str | bytes | None = None) -> Result:
    return CliRunner().invoke(cli.main, arguments, input=given)


def objects(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_help_tells_every_command(folder: Path) -> None:
    result = mujaz("--help")

    assert result.exit_code == 0
    assert all(name in result.output for name in ("run", "demo", "digest", "feed", "stats"))


def test_a_plain_text_article_becomes_a_digest(folder: Path) -> None:
    Path("article.txt").write_text(ARTICLE, encoding="utf-8")

    result = mujaz("digest", "article.txt")

    assert result.exit_code == 0
    assert "افتتاح السوق الشعبية في واحة السراب" in result.output
    assert "سامر الحدّاد، رئيس البلدية:" in result.output
    assert "<b>" not in result.output


def test_a_digest_as_json_has_all_its_fields(folder: Path) -> None:
    Path("article.txt").write_text(ARTICLE, encoding="utf-8")

    (found,) = objects(mujaz("digest", "article.txt", "--json"))

    assert set(found) == {
        "input", "headline", "gist", "quotes", "body", "author", "published", "image",
        "source_url", "messages",
    }  # fmt: skip
    assert found["input"] == "article.txt"
    assert found["headline"] == "افتتاح السوق الشعبية في واحة السراب"
    assert [set(quote) for quote in found["quotes"]] == [
        {"text", "speaker", "role", "cue", "kind", "key", "told"}
    ] * 2
    assert {quote["speaker"] for quote in found["quotes"]} == {"سامر الحدّاد"}
    assert parsed(found["messages"][0]["html"])["@type"] == "formattedText"
    assert 100 < found["messages"][0]["utf16_units"] <= 4096


def test_a_digest_is_made_from_standard_input(folder: Path) -> None:
    (found,) = objects(mujaz("digest", "-", "--json", given=ARTICLE))

    assert (found["input"], found["headline"]) == ("-", "افتتاح السوق الشعبية في واحة السراب")


MARKET_AGAIN = """سوق شعبية جديدة في واحة السراب

افتتح رئيس بلدية واحة السراب سامر الحدّاد، اليوم الاثنين، السوق الشعبية الجديدة التي تضم 120
محلاً، وقال إن «هذه السوق هدية لكل من صبر على غبار الطريق».
وتوقع الحدّاد أن يقصد السوق ألفا زائر في اليوم، وأعلن أن الباعة لن يدفعوا إيجاراً في السنة الأولى.
"""


def test_two_articles_are_told_to_be_one_story_and_why(folder: Path) -> None:
    Path("a.txt").write_text(ARTICLE, encoding="utf-8")
    Path("b.txt").write_text(MARKET_AGAIN, encoding="utf-8")

    result = mujaz("story", "a.txt", "b.txt", "--explain")

    lines = dict(line.split(maxsplit=1) for line in result.output.splitlines())
    assert result.output.startswith("the same story: 0.")
    assert lines["two"].startswith("texts: ")
    assert lines["names"] == "سامر"
    assert lines["numbers"] == "120"
    assert lines["quoted"] == "6 runs of four words"
    assert "one event" in lines["why"]


def test_a_story_as_json_says_what_it_rests_on(folder: Path) -> None:
    Path("a.txt").write_text(ARTICLE, encoding="utf-8")

    (found,) = objects(mujaz("story", "a.txt", "a.txt", "--json"))

    assert (found["same"], found["copy"], found["containment"]) == (True, True, 1.0)


def test_a_story_needs_two_articles_that_can_be_read(folder: Path) -> None:
    Path("a.txt").write_text(ARTICLE, encoding="utf-8")
    Path("short.txt").write_text("عنوان\n\nنص قصير", encoding="utf-8")

    result = mujaz("story", "a.txt", "short.txt")

    assert result.exit_code != 0
    assert "short.txt: a body of 2 words" in result.output


def test_a_story_says_which_of_its_articles_is_missing(folder: Path) -> None:
    assert "Missing argument 'A'" in mujaz("story").stderr
    assert "Missing argument 'B'" in mujaz("story", "a.txt").stderr


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("a.txt", "nowhere.txt"), "nowhere.txt: cannot be read: No such file or directory"),
        (("-", "-"), "-: standard input is one article"),
    ],
)
def test_an_article_that_is_not_to_be_had_is_named(
    folder: Path, names: tuple[str, str], told: str
) -> None:
    Path("a.txt").write_text(ARTICLE, encoding="utf-8")

    result = mujaz("story", *names, given=ARTICLE)

    assert result.exit_code == 1
    assert result.stderr.startswith(told)


def test_an_html_page_becomes_a_digest(folder: Path) -> None:
    title, body = ARTICLE.split("\n\n")
    paragraphs = "".join(f"<p>{line}</p>" for line in body.splitlines())
    Path("page.html").write_text(
        "<!doctype html><html><head><meta charset='utf-8'>"
        f"<link rel='canonical' href='https://shurfa.example/news/1'><title>{title}</title>"
        f"</head><body><nav>الرئيسية</nav><h1>{title}</h1>{paragraphs}</body></html>",
        encoding="utf-8",
    )

    (found,) = objects(mujaz("digest", "page.html", "--json"))

    assert found["headline"] == title
    assert len(found["body"]) == 4
    assert found["source_url"] == "https://shurfa.example/news/1"
    assert "الرئيسية" not in str(found)


def test_inputs_that_are_no_article_are_named_and_the_others_go_on(folder: Path) -> None:
    Path("good.txt").write_text(ARTICLE, encoding="utf-8")
    Path("empty.txt").write_text("", encoding="utf-8")
    Path("short.txt").write_text("عنوان فقط", encoding="utf-8")
    Path("noise.bin").write_bytes(bytes(range(256)) * 40)

    result = mujaz(
        "digest", "empty.txt", "nowhere.txt", "", "short.txt", "noise.bin", "good.txt", "--json"
    )

    assert result.exit_code == 1
    assert [each["input"] for each in objects(result)] == ["good.txt"]
    lines = result.stderr.splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "empty.txt", "nowhere.txt", "(an empty path)", "short.txt", "noise.bin",
    ]  # fmt: skip
    assert all(len(line.split(": ", 1)[1]) > 5 for line in lines)


def test_a_private_address_is_not_fetched(folder: Path) -> None:
    result = mujaz("digest", "http://127.0.0.1/")

    assert result.exit_code == 1
    assert "refused: 127.0.0.1 is a private address" in result.stderr


def test_the_entries_of_a_feed_come_a_line_each(folder: Path) -> None:
    Path("feed.xml").write_text(FEED, encoding="utf-8")

    first, second = objects(mujaz("feed", "feed.xml", "--json"))

    assert first == {
        "id": "g1",
        "url": "https://shurfa.example/1",
        "title": "خبر أول & أخير",
        "summary": "ملخص",
        "published": "2026-11-23T07:00:00+00:00",
        "updated": None,
        "author": "",
        "image": "",
    }
    assert second["id"] == "https://shurfa.example/2"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ('{"version": "https://jsonfeed.org/version/1.1", "items": []}', "holds no entries"),
        ("<rss><channel><title>الشرفة</title></channel></rss>", "holds no entries"),
        (
            "<sitemapindex><sitemap><loc>https://shurfa.example/news.xml</loc></sitemap>"
            "</sitemapindex>",
            "an index of sitemaps; give one of them: https://shurfa.example/news.xml",
        ),
    ],
)
@pytest.mark.parametrize("options", [[], ["--json"]])
def test_a_feed_without_entries_is_told_of(
    folder: Path, options: list[str], body: str, told: str
) -> None:
    result = mujaz("feed", "-", *options, given=body)

    assert (result.exit_code, result.stdout) == (0, "")
    assert told in result.stderr


def test_what_is_no_feed_is_named(folder: Path) -> None:
    Path("page.html").write_text("<html><body>مرحبا</body></html>", encoding="utf-8")

    result = mujaz("feed", "page.html", "--json")

    assert result.exit_code == 1
    assert result.stderr.startswith("page.html: ")
    assert "HTML" in result.stderr


def sources_file(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    Path("sources.toml").write_text(
        "".join(
            f"[[sources]]\nname = '{name}'\nurl = 'https://{number}.example/feed'\n"
            for number, name in enumerate(names)
        ),
        encoding="utf-8",
    )
    monkeypatch.setenv("SOURCES_FILE", "sources.toml")


def test_sources_are_listed_removed_and_stay_removed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources_file(monkeypatch, "الشرفة", "المرفأ")

    before = mujaz("sources", "list").output
    removed = mujaz("sources", "remove", "المرفأ")
    after = mujaz("sources", "list").output

    assert "الشرفة\thttps://0.example/feed\t-\tnot asked yet" in before
    assert removed.output == "no longer following المرفأ\n"
    assert "المرفأ" in before
    assert "المرفأ" not in after


def test_removing_what_is_not_there_is_an_error_that_helps(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources_file(monkeypatch, "الشرفة")

    result = mujaz("sources", "remove", "شيء")

    assert result.exit_code == 1
    assert "sources list" in result.stderr


def test_a_feed_that_cannot_be_fetched_is_not_added(folder: Path) -> None:
    result = mujaz("sources", "add", "http://169.254.169.254/feed")

    assert result.exit_code == 1
    assert "169.254.169.254 is a private address" in result.stderr


def test_statistics_of_a_new_database_are_all_zero(folder: Path) -> None:
    (found,) = objects(mujaz("stats", "--json"))

    assert found["readers"] == {"known": 0, "subscribed": 0, "gone": 0}
    assert (found["articles"], found["sources"]) == (0, [])
    assert (found["pace"]["waiting"], found["pace"]["refused_messages"]) == (0, [])
    assert "0 delivered" in mujaz("stats").output
    assert "0 to be sent; 0 sent within a minute, 0 × 429 today" in mujaz("stats").output


def test_wrong_settings_stop_every_command_with_all_mistakes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLL_SECONDS", "never")
    monkeypatch.setenv("ADMIN_IDS", "x")

    result = mujaz("stats")

    assert result.exit_code == 1
    assert len(re.findall(r"^(POLL_SECONDS|ADMIN_IDS)=", result.stderr, re.MULTILINE)) == 2


def test_without_a_token_nothing_runs_beside_an_operators_database(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path(".env").write_text(
        "TELEGRAM_TOKEN=7000000001:misspelt\nDATABASE_URL=sqlite:///own.db\n", encoding="utf-8"
    )

    result = mujaz("run")

    assert result.exit_code == 1
    assert "TELEGRAM_BOT_TOKEN is not set" in result.stderr
    assert not Path("own.db").exists()


def test_without_a_token_nothing_that_was_restored_is_run(folder: Path) -> None:
    with subprocess.Popen(  # of its own, since a demo would run for ever
        [sys.executable, "-m", "bot", "run", "--after-restore"],
        env={**os.environ, "PYTHONPATH": str(Path(cli.__file__).parents[1])},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        if started := program.stdout.readline():
            program.terminate()
        _, complaint = program.communicate()

    assert started == ""
    assert program.returncode == 1
    assert "TELEGRAM_BOT_TOKEN is not set; " in complaint


def test_a_misspelt_setting_is_warned_of(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "WARNING")
    Path(".env").write_text("POLL_SECOND=5\n", encoding="utf-8")

    result = mujaz("stats")

    assert result.exit_code == 0
    assert "POLL_SECOND is no setting and is ignored; is it POLL_SECONDS?" in result.stderr


def test_a_new_database_is_told_of_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "INFO")

    first, second = (mujaz("sources", "remove", "شيء") for _ in range(2))

    assert f"no database at {folder}/data/mujaz.db yet: this is a new one" in first.stderr
    assert "no database" not in second.stderr


def test_a_database_that_cannot_be_opened_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("taken").write_text("", encoding="utf-8")
    monkeypatch.setenv("DATABASE_URL", "sqlite:///taken/mujaz.db")

    result = mujaz("stats")

    assert result.exit_code == 1
    assert "taken/mujaz.db" in result.stderr
    assert "DATABASE_URL" in result.stderr


def test_a_port_that_is_taken_is_an_error_that_helps(folder: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = mujaz("demo", "--port", str(port))

    assert result.exit_code == 1
    assert f"--port {port}: " in result.stderr
