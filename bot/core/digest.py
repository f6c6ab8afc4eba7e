"""An article made short in its own words: headline, gist, and the quotations worth printing."""

import re
from dataclasses import replace

from bot.core import arabic, quotes
from bot.core.article import is_subheading
from bot.core.models import Article, Digest, Quote, QuoteKind

MOST_KEY_QUOTES = 3
_FEWEST_WORDS, _MOST_WORDS = 6, 45
_DANGLING = re.compile(r"^(?:و?(?:أضاف|تابع|أردف|أشار|لفت|أكد|زاد)ت?|كما|من جهت|لكن|بينما)\b")


def _key_quotes(found: list[Quote]) -> list[Quote]:
    chosen: list[int] = []
    speakers: set[str] = set()
    for again in (False, True):
        for i, quote in enumerate(found):
            words = len(quote.text.split())
            fits = quote.kind is QuoteKind.SPEECH and _FEWEST_WORDS <= words <= _MOST_WORDS
            if not (fits and quote.speaker) or i in chosen or len(chosen) == MOST_KEY_QUOTES:
                continue
            if again or quote.speaker not in speakers:
                chosen.append(i)
                speakers.add(quote.speaker)
    return [replace(quote, key=i in chosen) for i, quote in enumerate(found)]


def _gist(article: Article, found: list[Quote], wanted: int) -> list[str]:
    printed = [quote.text for quote in found if quote.key]
    gist: list[str] = []
    for paragraph in article.paragraphs:
        if is_subheading(paragraph):
            continue
        for sentence in arabic.sentences(paragraph):
            if len(gist) == wanted:
                return gist
            is_printed = any(text in sentence for text in printed)
            if len(sentence.split()) >= 6 and not is_printed and not _DANGLING.match(sentence):
                gist.append(sentence)
    return gist


def make(article: Article, *, gist_sentences: int = 2) -> Digest:
    """The digest of a cleaned article."""
    found = _key_quotes(quotes.extract(article.paragraphs))
    gist = _gist(article, found, gist_sentences)
    return Digest(headline=article.title, gist=tuple(gist), quotes=tuple(found))
