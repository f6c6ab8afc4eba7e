"""Articles of the data as the bot has them: cleaned, and as fingerprints."""

from bot.core import article, stories
from bot.core.article import NotAnArticle
from bot.core.models import Article


def read(title: str, text: str) -> Article:
    """Cleaned as in the bot; what is too short for it is cleaned all the same."""
    try:
        return article.from_text(f"{title}\n{text}")
    except NotAnArticle:
        return article.clean(Article(title=title, paragraphs=tuple(text.splitlines())))


def fingerprint(found: Article) -> stories.Fingerprint:
    return stories.fingerprint(found.title, found.paragraphs)
