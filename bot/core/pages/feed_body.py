"""Whether the text that a feed gives of an article is the whole of it, so that nobody needs to
fetch the page."""

import re
from typing import Final

from bot.core import arabic, article
from bot.core.article import NotAnArticle
from bot.core.models import Article, Entry
from bot.core.pages import extraction, page_body

FEWEST_WORDS: Final = 120
FEWEST_PARAGRAPHS: Final = 3
ENDS: Final = (".", "؟", "!", "»", "”", '"', ")")
GOES_ON: Final = re.compile(
    r"(?:\[?(?:…|\.\.\.|&hellip;)\]?|[اإأ]قر[أا] (?:المزيد|التفاصيل|بقية).{0,40}|المزيد\b.{0,20}"
    r"|(?:تابع|أكمل) القراءة.{0,60}|continue reading.{0,80}|read more.{0,40})[\s»←>.]*$",
    re.IGNORECASE,
)


def is_complete(entry: Entry) -> bool:
    """Several paragraphs that end where a sentence ends, and no invitation to read on."""
    paragraphs = _paragraphs(entry)
    words = page_body.words(paragraphs)
    if words < FEWEST_WORDS or len(paragraphs) < FEWEST_PARAGRAPHS:
        return False
    return paragraphs[-1].endswith(ENDS) and not GOES_ON.search(paragraphs[-1])


def _paragraphs(entry: Entry) -> tuple[str, ...]:
    """Cleaned; empty for no article. The invitation to read on must still be seen."""
    raw = extraction.from_html_fragment(entry.content) if entry.content else ()
    if not raw or any(GOES_ON.search(text) for text in raw[-2:]):
        return ()
    try:
        bare = Article(title=arabic.tidy(entry.title), paragraphs=raw)
        return article.check(article.clean(bare)).paragraphs
    except NotAnArticle:
        return ()
