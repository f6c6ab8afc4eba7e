"""What an error of python-telegram-bot means for a message that was to be sent."""

import math
import os
import ssl
from datetime import timedelta
from json import JSONDecodeError

import aiohttp
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.core.models import Outcome

NAMELESS_FLOOD_SECONDS = 5.0
LONGEST_FREEZE = 24 * 3600.0
MEANINGS = (
    (
        ("chat not found", "user is deactivated", "bot was kicked", "bot was blocked"),
        Outcome.GONE,
    ),
    (("topic_closed",), Outcome.TOPIC_CLOSED),
    # Deleted, or the group has no topics any more; or it is too old for a bot to find
    # (https://github.com/tdlib/telegram-bot-api/issues/596).
    (("topic_deleted", "message thread not found"), Outcome.TOPIC_GONE),
    (
        (
            "rights to send",
            "administrator rights",
            "chat_write_forbidden",
            "chat_restricted",
            "chat_admin_required",
            "chat_send_plain_forbidden",
        ),
        Outcome.NO_RIGHTS,
    ),
)
TOO_LARGE = "request entity too large"
NEVER_SENT = (
    aiohttp.ClientConnectorError,  # refused, no such host, no proxy, no TLS
    aiohttp.ConnectionTimeoutError,  # or no connection of the pool was free in time
    aiohttp.ClientHttpProxyError,
)


def flood_seconds(error: Exception, *, attempts: int) -> float | None:
    """How long a 429 asks to wait; None for any other error."""
    wait = seconds_of(error) if isinstance(error, RetryAfter) else math.nan
    if wait >= 0:
        return min(wait, LONGEST_FREEZE)
    is_nameless = isinstance(error, NetworkError) and "too many requests" in str(error).lower()
    if is_nameless or isinstance(error, RetryAfter):
        return NAMELESS_FLOOD_SECONDS * 2.0 ** min(attempts, 6)  # PTB's word without a number
    return None


def seconds_of(error: RetryAfter) -> float:
    """Not a number if Telegram named none: python-telegram-bot passes on whatever it wrote."""
    wait: object = error.retry_after
    if isinstance(wait, timedelta):
        return wait.total_seconds()
    return float(wait) if isinstance(wait, int | float) else math.nan


def never_sent(error: Exception) -> bool:
    """Whether it is certain that the request did not reach Telegram.

    A plain NetworkError may have been delivered; what it was caused by tells. It must be asked
    of aiohttp itself: in httpx's words every broken connection is a «connect error», even one
    that broke after the request had gone out. A 409 says that another program uses the
    token, and that nothing was taken from this one.
    """
    if isinstance(error, Conflict):
        return True
    cause = error.__cause__
    return cause is not None and isinstance(cause.__cause__, NEVER_SENT)


def reason_of(error: Exception) -> str:
    """For the operator. What the transport says may hold the address, and that the token."""
    if error.__cause__ is not None:
        origin = error.__cause__.__cause__ or error.__cause__
        return f"{type(error).__name__}: {type(origin).__name__}{detail_of(origin)}"
    return type(error).__name__ + (f": {error}" if isinstance(error, TelegramError) else "")


def detail_of(origin: BaseException) -> str:
    """Where no connection could be made, and why; or who answers that is no Bot API."""
    if isinstance(origin, JSONDecodeError):
        return " (the answer is no JSON, such as a page of a proxy or of a login)"
    if not isinstance(origin, aiohttp.ClientConnectorError):
        return ""
    number = origin.errno or 0  # below 0 where a name was looked up in vain
    if isinstance(origin.os_error, ssl.SSLCertVerificationError):
        why = f"its certificate is not valid: {origin.os_error.verify_message}"
    elif number > 0 and not isinstance(origin.os_error, ssl.SSLError):
        why = os.strerror(number)
    else:
        why = str(origin.strerror)
    return f" {origin.host}:{origin.port} {why}"


def is_unknown_token(error: InvalidToken) -> bool:
    """Whether the Bot API itself says so. For others who answer 401 or 404, such as a server that
    has nothing at this address, python-telegram-bot names the status as well."""
    return "(40" not in str(error.__cause__ or error)


def meaning_of(error: TelegramError) -> Outcome:
    """What a 400 means: for the chat, else for the message alone."""
    words = str(error).lower()
    for texts, outcome in MEANINGS:
        if any(text in words for text in texts):
            return outcome
    return Outcome.REFUSED


def is_silencing(error: object) -> bool:
    """Whether Telegram lets nothing be said there now: after a flood, where the bot is blocked or
    may not write, in a closed topic."""
    if not isinstance(error, TelegramError):
        return False
    is_shut = isinstance(error, Forbidden) or meaning_of(error) is not Outcome.REFUSED
    return is_shut or flood_seconds(error, attempts=0) is not None


def is_unparsable(error: Exception) -> bool:
    """Whether Telegram refuses the markup of a message, not what it says."""
    return isinstance(error, BadRequest) and "parse entities" in str(error).lower()


def is_unchanged(error: Exception) -> bool:
    """Whether a message that was to be edited shows just that already."""
    return isinstance(error, BadRequest) and "not modified" in str(error).lower()


def is_late(error: Exception) -> bool:
    """Whether a tap or an inline query was answered when nobody waited any more: what was asked
    while the bot was away, or twice."""
    return isinstance(error, BadRequest) and "query is too old" in str(error).lower()


def is_refusal(error: NetworkError) -> bool:
    """Whether Telegram has looked at a message and does not take it: 400, or 413 for its size,
    for which python-telegram-bot has no word of its own: it passes on Telegram's, or names the
    status of an answer that it cannot read."""
    words = str(error).lower()
    return isinstance(error, BadRequest) or "(413)" in words or TOO_LARGE in words


def is_id(value: object) -> bool:
    """Whether a message's or chat's id can be one: what no database holds must not get there,
    or nothing that was answered beside it could be written down."""
    return isinstance(value, int) and -(2**63) <= value < 2**63
