"""Whether the words in marks are no speech but who speaks.

«أوصى «التحالف …» بأن», «وقال «ولد النهر»: نحن …», and a mark set before a surname by mistake.
"""

from bot.core import arabic
from bot.core.lexicon import look
from bot.core.phrases.tokens import END
from bot.core.speakers import describing
from bot.core.speakers.events import Event, Found
from bot.core.verbs.clauses import THAT

_AHEAD = 12


def is_part_of_subject(found: Found) -> bool:
    """«اعتبر تقرير «…» أن», «أوصى «التحالف …» بأن»: the marks hold the speaker's name."""
    event, tokens = found.event, found.paragraph.tokens
    if event is None or _begins_with_speaker(found, event):
        return event is not None
    if found.at + 1 >= len(tokens) or found.at > event.after + 1 or describing.describes(found):
        return False
    following = tokens[found.at + 1].key
    if following in THAT or (following == ":" and found.at == event.at + 1):
        return True  # «وقال «ولد النهر»: نحن …»
    if event.verb.force == "say" and found.at == event.at + 1 and _is_office(found):
        return True
    if event.verb.is_noun or event.verb.force == "say" or found.at != event.at + 1:
        return False
    first = look(arabic.word_key(found.text.split(maxsplit=1)[0])).sort
    if first in ("stop", "preposition"):
        return False  # «ويستبعد «أي وساطة» من الخارج»
    return tokens[found.at + 1].is_word and following[0] in "بعام"


def _is_office(found: Found) -> bool:
    """«وأضاف «مستشار الرئيس» في منشورات: …»: an office, and what he says comes behind a colon."""
    first = look(arabic.word_key(found.text.split(maxsplit=1)[0]))
    following = found.paragraph.tokens[found.at + 1 : found.at + _AHEAD]
    if first.sort not in ("title", "honour") or not following or not following[0].is_word:
        return False
    for token in following:
        if token.key in (END, "،") or token.span is not None:
            return False
        if token.key == ":":
            return True
    return False


def _begins_with_speaker(found: Found, event: Event) -> bool:
    """«حيث تطرق «النجار إلى المياه …»: a mark set before his name by mistake."""
    speaker, words = event.speaker, found.text.split(maxsplit=1)
    if speaker is None or not speaker.is_named or found.at != event.at + 1 or len(words) == 1:
        return False
    surname = arabic.word_key(speaker.name.split()[-1])
    return arabic.word_key(words[0]) == surname
