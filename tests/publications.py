"""What the offline newsroom publishes on a day of its own."""

import re
from datetime import UTC, datetime, timedelta

from bot.newsroom import Newsroom, Publication

BASE = "http://127.0.0.1:8080"
OPENING = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
CLOSING = OPENING + timedelta(hours=1)


def everything() -> list[Publication]:
    return Newsroom(base_url=BASE, started_at=OPENING).published(CLOSING)


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:[.,%-]\w+)*", re.sub("[\u064b-\u0652]", "", text))
