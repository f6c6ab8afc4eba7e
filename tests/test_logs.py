"""Nothing that is logged, printed or raised holds a secret."""

import io
import logging

import pytest

from bot.logs import RedactingFormatter, redact

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
