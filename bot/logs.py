"""Logging without secrets: whatever is about to be written is searched for tokens first.

Redaction happens after formatting, so that arguments and tracebacks are covered as well; it also
covers what Python prints by itself when a program or a task dies.
"""

import errno
import logging
import re
import sys
from types import TracebackType
from typing import Any

from storage import StorageError

# No word boundary in front: in a URL the token follows «/bot» directly.
TOKEN = re.compile(r"(?<!\d)\d{5,16}(?::|%3A)[A-Za-z0-9_-]{20,}", re.IGNORECASE)
# The word itself, as a remedy writes an address, is none.
PASSWORD = re.compile(r"(?<=://)([^/\s:@]+):(?!password@)[^/\s@]+@")
MINUTE = 60.0
DISK_FULL = (errno.ENOSPC, errno.EDQUOT)
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

    def formatException(self, ei: Any) -> str:  # noqa: N802  (the library's name)
        """A database that is away says why by itself; where that was met helps nobody."""
        return str(ei[1]) if isinstance(ei[1], StorageError) else super().formatException(ei)

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record), *self._secrets)


class OnceAMinute(logging.Filter):
    """While the database is away, every tick and every handler would say so each second."""

    def __init__(self) -> None:
        super().__init__()
        self._told_at: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if not isinstance(error, StorageError):
            return True
        told_at = self._told_at.get(str(error))
        if told_at is not None and 0 <= record.created - told_at < MINUTE:
            return False
        self._told_at[str(error)] = record.created
        return True


def set_up(level: str, *secrets: str) -> None:
    """Log to standard error from `level` on; secrets never come out."""
    handler = logging.StreamHandler()
    handler.setFormatter(RedactingFormatter(*secrets))
    handler.addFilter(OnceAMinute())
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
    if isinstance(error, OSError) and error.errno in DISK_FULL:  # what is written to a file of it
        logging.getLogger("bot").critical("stopped: %s; make room on the disk", error.strerror)
        return
    logging.getLogger("bot").critical("stopped by an error", exc_info=(kind, error, trace))
