"""Settings: every mistake is told at once, with the variable, the value and the remedy."""

import re
from pathlib import Path

import pytest

from bot import config, console
from bot.config import Config, ConfigError, read_sources
from bot.core.models import Pushes
from bot.logs import redact

ROOT = Path(__file__).parent.parent
VARIABLES = {name.upper() for name in Config.model_fields}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """No setting of this machine, and an empty folder to start in."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return monkeypatch


def test_without_any_setting_the_defaults_hold(environment: pytest.MonkeyPatch) -> None:
    settings = config.load()

    assert settings.telegram_bot_token is None
    assert settings.database_url == "sqlite:///data/mujaz.db"
    assert settings.telegram_api_url == "https://api.telegram.org"
    assert len(read_sources(settings.sources_file)) >= 12


def test_who_starts_it_in_a_folder_that_is_gone_is_told_so(
    environment: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "gone").mkdir()
    environment.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()

    with pytest.raises(SystemExit):
        console.settings()

    assert "the current folder has been deleted" in capsys.readouterr().err


def test_lists_are_written_with_commas(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("ALLOW_PRIVATE_HOSTS", "127.0.0.1, feeds.internal:8080")
    environment.setenv("ADMIN_IDS", "7, 8")

    settings = config.load()

    assert settings.allow_private_hosts == {"127.0.0.1", "feeds.internal:8080"}
    assert settings.admin_ids == {7, 8}


def test_the_environment_wins_over_the_file(environment: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("POLL_SECONDS=30\nLOG_LEVEL=debug\n", encoding="utf-8")
    environment.setenv("POLL_SECONDS", "60")

    settings = config.load()

    assert (settings.poll_seconds, settings.log_level) == (60, "DEBUG")


def test_an_empty_variable_is_as_if_it_were_not_there(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("TELEGRAM_BOT_TOKEN", "")

    assert config.load().telegram_bot_token is None


def test_all_mistakes_are_told_at_once_with_their_remedies(
    environment: pytest.MonkeyPatch,
) -> None:
    wrong = {
        "TELEGRAM_BOT_TOKEN": "hello",
        "TELEGRAM_API_URL": "telegram",
        "DATABASE_URL": "mysql://root:secret@host/x",
        "POLL_SECONDS": "soon",
        "ADMIN_IDS": "me",
        "LANGUAGES": "Arabic",
        "LOG_LEVEL": "LOUD",
    }
    for name, value in wrong.items():
        environment.setenv(name, value)

    with pytest.raises(ConfigError) as caught:
        config.load()

    lines = str(caught.value).splitlines()
    assert {line.split("=")[0] for line in lines} == set(wrong)
    assert all("; give " in line or "; copy " in line for line in lines)
    assert "POLL_SECONDS='soon'" in str(caught.value)
    assert "postgresql://user:password@host/name" in redact(str(caught.value))
    assert "hello" not in str(caught.value)
    assert "secret" not in str(caught.value)


def test_an_env_file_that_is_no_text_is_named(environment: pytest.MonkeyPatch) -> None:
    Path(".env").write_bytes("LANGUAGES=عربي".encode("cp1256"))

    with pytest.raises(ConfigError, match=r"^\.env: it is no UTF-8 .*; save it as that$"):
        config.load()


def test_every_line_of_the_env_file_that_sets_nothing_is_named(
    environment: pytest.MonkeyPatch,
) -> None:
    text = (
        "LANGUAGES=ar\n\n# a token\n\nTELEGRAM_BOT_TOKEN: 7:secret\nPOLL_SECONDS\n"
        'export LOG_LEVEL = INFO # well\nDATABASE_URL="postgresql://bot:secret@host/x\n'
    )
    Path(".env").write_text(text, encoding="utf-8")

    with pytest.raises(ConfigError) as caught:
        config.load()

    lines = str(caught.value).splitlines()
    assert [line.split(":")[0] for line in lines] == [f".env, line {n}" for n in (5, 6, 8)]
    assert "secret" not in str(caught.value)


def test_an_env_file_may_begin_with_a_byte_order_mark(environment: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("POLL_SECONDS=30\n", encoding="utf-8-sig")

    assert config.load().poll_seconds == 30
    assert config.misspelt() == []


@pytest.mark.parametrize("value", ["sqlite://", "sqlite:///", "sqlite:///:memory:"])
def test_a_database_that_would_be_gone_at_the_end_is_refused(
    environment: pytest.MonkeyPatch, value: str
) -> None:
    environment.setenv("DATABASE_URL", value)

    with pytest.raises(ConfigError, match=r"names no file.*; give sqlite:///data/mujaz\.db"):
        config.load()


def test_what_a_new_reader_starts_with_is_one_of_three(environment: pytest.MonkeyPatch) -> None:
    assert config.load().default_delivery is Pushes.BRIEFINGS
    environment.setenv("DEFAULT_DELIVERY", "instant")
    assert config.load().default_delivery is Pushes.INSTANT

    environment.setenv("DEFAULT_DELIVERY", "hourly")
    with pytest.raises(ConfigError, match="give briefings, breaking or instant"):
        config.load()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_API_URL", "http://a:99999"),
        ("TELEGRAM_API_URL", "http://a b"),
        ("ALLOW_PRIVATE_HOSTS", "http://10.0.0.1/"),
        ("ALLOW_PRIVATE_HOSTS", "10.0.0.0/8"),
        ("ALLOW_PRIVATE_HOSTS", "feeds.internal:99999"),
        ("IGNORE_ROBOTS_OF", "https://www.bbc.com"),
        ("IGNORE_ROBOTS_OF", "www.bbc.com:443"),
        ("ADMIN_IDS", "-5"),
        ("ADMIN_IDS", "0"),
        ("ADMIN_IDS", "99999999999999999999"),
        ("TELEGRAM_API_URL", "https://telegram.example/?x"),
        ("PUBLIC_URL", "https://bot.example.org/#x"),
        ("PUBLIC_URL", "http://bot.example.org"),
        ("PUBLIC_URL", "https://bot.example.org/?x"),
    ],
)
def test_what_can_mean_nothing_stops_the_start(
    environment: pytest.MonkeyPatch, name: str, value: str
) -> None:
    environment.setenv(name, value)

    with pytest.raises(ConfigError, match=rf"^{name}={re.escape(repr(value))}: .*; give "):
        config.load()


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("DATABASE_URL", "sqlite://data/mujaz.db", "begins with neither sqlite:/// nor"),
        ("DATABASE_URL", "sqlite:///data/", "names a folder, not a file"),
        ("TELEGRAM_BOT_TOKEN", "٧٠٠٠٠٠٠٠٠١:secret", "no shape of a bot token"),
        ("TELEGRAM_BOT_TOKEN", "7000000001:secret\n", "no shape of a bot token"),
    ],
)
def test_a_secret_that_can_mean_nothing_is_not_shown(
    environment: pytest.MonkeyPatch, name: str, value: str, why: str
) -> None:
    environment.setenv(name, value)

    with pytest.raises(ConfigError, match=rf"^{name}=\(not shown\): it .*{why}.*; "):
        config.load()


def test_hosts_are_names_or_addresses(environment: pytest.MonkeyPatch) -> None:
    hosts = {"localhost", "10.0.0.5", "news.internal:8000", "::1", "[::1]:80"}
    environment.setenv("ALLOW_PRIVATE_HOSTS", ",".join(hosts))
    environment.setenv("IGNORE_ROBOTS_OF", "WWW.BBC.com")

    settings = config.load()

    assert settings.allow_private_hosts == hosts
    assert settings.ignore_robots_of == {"www.bbc.com"}


def test_a_name_in_the_file_that_is_nearly_a_setting_is_told(
    environment: pytest.MonkeyPatch,
) -> None:
    text = "POLL_SECOND=5\nTELEGRAM_TOKEN=x\nLOG_LEVEL=INFO\nlanguages=ar\nSMTP_HOST=x\n"
    Path(".env").write_text(text, encoding="utf-8")

    assert config.misspelt() == [
        ".env: POLL_SECOND is no setting and is ignored; is it POLL_SECONDS?",
        ".env: TELEGRAM_TOKEN is no setting and is ignored; is it TELEGRAM_BOT_TOKEN?",
    ]


@pytest.mark.parametrize("value", ["0", "-5", "1.5", "999999999"])
def test_a_pace_of_polling_must_make_sense(environment: pytest.MonkeyPatch, value: str) -> None:
    environment.setenv("POLL_SECONDS", value)

    with pytest.raises(ConfigError, match=re.escape(f"POLL_SECONDS={value!r}")):
        config.load()


def written(text: str) -> Path:
    path = Path("sources.toml")
    path.write_text(text, encoding="utf-8")
    return path


def test_a_sources_file_is_read_in_its_order(environment: pytest.MonkeyPatch) -> None:
    path = written(
        """
        [[sources]]
        name = "الشرفة"
        url = "https://shurfa.example/feed"
        country = "LB"
        topics = ["محليات"]
        default = true
        [[sources]]
        name = "المرفأ"
        url = "https://marfa.example/feed"
        """
    )

    first, second = read_sources(path)

    assert (first.name, first.country, first.topics, first.is_default) == (
        "الشرفة",
        "LB",
        ("محليات",),
        True,
    )
    assert (second.country, second.language, second.is_default) == ("", "ar", False)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("sources = 5", "no [[sources]] table"),
        ("", "no [[sources]] table"),
        ("[[sources]\nname=", "it is no TOML"),
        ("[[sources]]\nurl='https://a.example/'", "source 1: name is missing"),
        ("[[sources]]\nname='x'", "is no http(s) address"),
        ("[[sources]]\nname='x'\nurl='file:///etc/passwd'", "is no http(s) address"),
        ("[[sources]]\nname=' '\nurl='https://a.example/'", "source 1: name is missing"),
        ("[[sources]]\nname='x'\nurl='https://a.example/'\nlanguage='arabic'", "such as ar"),
        ("[[sources]]\nname='x'\nurl='https://a.example/'\ntopics=[1, 2]", "a list of texts"),
        ("[[sources]]\nname='x'\nurl='http://[a'", "is no http(s) address"),
        ("[[sources]]\nname='x'\nurl='http://a b/'", "is no http(s) address"),
        ("[[sources]]\nname='x'\nurl='http://a:999999/'", "is no http(s) address"),
        ("[[sources]]\nname='x'\nurl='https://a.example/'\ndefault='yes'", "true or false"),
        ("[[sources]]\nname='x'\nurl='https://a.example/'\nurll='y'", "'urll' is unknown"),
        (
            "[[sources]]\nname='x'\nurl='https://a.example/'\n" * 2,
            "source 2: url 'https://a.example/' stands there twice",
        ),
    ],
)
def test_a_wrong_sources_file_is_refused_with_the_reason(
    environment: pytest.MonkeyPatch, text: str, told: str
) -> None:
    with pytest.raises(ConfigError, match=re.escape(told)):
        read_sources(written(text))


def test_a_sources_file_that_is_not_there_is_named(environment: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConfigError, match=re.escape("nowhere.toml")):
        read_sources(Path("nowhere.toml"))


def test_the_bundled_sources_are_complete() -> None:
    found = read_sources(config.DEFAULT_SOURCES)

    assert all(source.url.startswith("https://") for source in found)
    assert all(source.topics for source in found)
    assert sum(source.is_default for source in found) == 3


def test_every_setting_stands_in_the_example_and_in_the_readme() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    in_example = set(re.findall(r"^#? ?([A-Z_]+)=", example, re.MULTILINE))
    in_readme = set(re.findall(r"^\| `([A-Z_]+)` \|", readme, re.MULTILINE))

    assert in_example == VARIABLES
    assert in_readme == VARIABLES


def test_the_example_is_itself_a_right_configuration(environment: pytest.MonkeyPatch) -> None:
    Path(".env").write_text((ROOT / ".env.example").read_text(encoding="utf-8"), encoding="utf-8")

    assert config.load().poll_seconds == Config.model_fields["poll_seconds"].default
