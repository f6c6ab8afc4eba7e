"""Whether an article can quote speech at all: only then need it be read for who speaks."""

from collections.abc import Iterable

from bot.core.phrases.tokens import tokenise
from bot.core.quotation_marks import Span, spans
from bot.core.quotes import quoted_names


def may_tell(paragraphs: Iterable[str], *, fewest: int) -> bool:
    """Whether any marks hold so many words that are no name, title or list."""
    return any(_may_tell(index, text, fewest) for index, text in enumerate(paragraphs))


def _may_tell(index: int, text: str, fewest: int) -> bool:
    if not any(_is_long(text, span, fewest) for span in spans(text)):
        return False
    paragraph = tokenise(index, text)
    return any(
        _is_long(text, token.span, fewest)
        and not quoted_names.reason(paragraph, at, text[token.span.start : token.span.end])
        for at, token in enumerate(paragraph.tokens)
        if token.span is not None
    )


def _is_long(text: str, span: Span, fewest: int) -> bool:
    return len(text[span.start : span.end].split()) >= fewest
