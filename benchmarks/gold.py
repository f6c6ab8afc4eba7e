"""Annotated articles, as the measures read them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.core import article
from bot.core.article import NotAnArticle
from bot.core.models import Article


def read(path: Path) -> Iterator[tuple[dict[str, Any], Article]]:
    """Each line of a file with the article that its `title` and `text` make; not those that make
    none."""
    with path.open(encoding="utf-8") as file:
        for gold in map(json.loads, file):
            try:
                yield gold, article.from_text(f"{gold['title']}\n\n{gold['text']}")
            except NotAnArticle:
                continue
