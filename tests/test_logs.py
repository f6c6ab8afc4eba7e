"""Nothing that is logged, printed or raised holds a secret."""

import io
import logging
import sys

import pytest

from bot.logs import OnceAMinute, RedactingFormatter, redact
from storage import StorageError

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw_"  # noqa: S105


@pytest.mark.parametrize(
    "text",
    [
        f"https://api.telegram.org/bot{TOKEN}/sendMessage",
        f"Bot[token={TOKEN}]",
        f"url=bot{TOKEN.replace(':', '%3A')}&x",
        f"{TOKEN}",
    ],
)
def test_a_token_is_taken_out_wherever_it_stands(text: str) -> None:
    assert "AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw" not in redact(text)


def test_a_password_in_an_address_is_taken_out() -> None:
    text = redact("cannot connect to postgresql://mujaz:hunter2@db.example/news")

    assert text == "cannot connect to postgresql://mujaz:[password]@db.example/news"


def test_times_and_other_numbers_stay() -> None:
    text = "polled at 2026-11-23 09:41:07 took=0.4s id=1234567890123"

    assert redact(text) == text


def test_arguments_and_tracebacks_are_searched_too() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(RedactingFormatter("42:short"))
    log = logging.Logger("test")
    log.addHandler(handler)

    try:
        int(f"/bot{TOKEN}/getMe")
    except ValueError:
        log.exception("failed url=%s", f"/bot{TOKEN}/getMe and 42:short")

    assert "ValueError: invalid literal" in stream.getvalue()
    assert "AAHdq" not in stream.getvalue()
    assert "42:short" not in stream.getvalue()


def test_a_database_that_is_away_is_told_of_in_a_line_a_minute() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(RedactingFormatter())
    handler.addFilter(OnceAMinute())
    for second in range(150):
        for reason in ("cannot connect", "it is shut down")[: 1 + second // 100]:
            handler.handle(failed("tick failed", StorageError(reason), second))
        handler.handle(failed("something else", ValueError("a bug"), second))

    lines = stream.getvalue().splitlines()
    assert lines.count("cannot connect") == 3
    assert lines.count("it is shut down") == 1
    assert sum("tick failed" in line for line in lines) == 4
    assert sum("something else" in line for line in lines) == 150


def failed(deed: str, error: Exception, second: int) -> logging.LogRecord:
    """A record of a failure, so many seconds later."""
    try:
        raise error
    except type(error):
        record = logging.LogRecord("bot", logging.ERROR, "", 0, deed, (), sys.exc_info())
    record.created = float(second)
    return record
