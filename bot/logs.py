"""Logging without secrets: whatever is about to be written is searched for tokens first.

Redaction happens after formatting, so that arguments and tracebacks are covered as well; it also
covers what Python prints by itself when a program or a task dies.
"""

import logging
import re
import sys
from types import TracebackType

# No word boundary in front: in a URL the token follows «/bot» directly.
TOKEN = re.compile(r"(?<!\d)\d{5,16}(?::|%3A)[A-Za-z0-9_-]{20,}", re.IGNORECASE)
PASSWORD = re.compile(r"(?<=://)([^/\s:@]+):[^/\s@]+@")
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
# These print URLs with the token in them, or one line a request.
NOISY = ("httpx", "httpcore", "telegram", "trafilatura", "htmldate", "asyncio")


def redact(text: str, *secrets: str) -> str:
    """The text with anything that looks like a token, a password, or is one of `secrets` gone."""
    for secret in secrets:
        text = text.replace(secret, "[token]")
    return PASSWORD.sub(r"\1:[password]@", TOKEN.sub("[token]", text))


class RedactingFormatter(logging.Formatter):
    """Formats a record, then takes secrets out of all of it."""

    def __init__(self, *secrets: str) -> None:
        super().__init__(FORMAT)
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record), *self._secrets)


def set_up(level: str, *secrets: str) -> None:
    """Log to standard error from `level` on; secrets never come out."""
    handler = logging.StreamHandler()
    handler.setFormatter(RedactingFormatter(*secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
    # It shows whatever is not the Bot API's answer, at length; what is asked in vain says so.
    logging.getLogger("telegram.request").setLevel(logging.CRITICAL)
    # It warns whenever a tick outlasts its interval; ours are made for that.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    sys.excepthook = log_uncaught


def log_uncaught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("bot").critical("stopped by an error", exc_info=(kind, error, trace))
