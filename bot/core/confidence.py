"""Whether a speaker is known well enough to print his words.

A wrong speaker is the worst error there is: whoever is only a common noun, was read in part or
was meant by a weak word is left out, at the price of some quotations that were right.
"""

import re

from bot.core import clauses
from bot.core.events import Event
from bot.core.identity import Speaker
from bot.core.lexicon import Sort, look
from bot.core.reporting import Force
from bot.core.tokens import END, Paragraph

_GLUED = re.compile("^(?:لل|لأ|بال|كال|وال|فال|بلا )|(?: لل(?!أنباء)| بلا$)")
"""«رئيس الاتحاد | لألعاب القوى»: a complement that was taken for a name."""
_WELL_TOLD = 3
_INSERTION = 5
_LISTED = (Sort.GIVEN, Sort.PLACE)


def is_printable(paragraph: Paragraph, at: int, event: Event, speaker: Speaker) -> bool:
    """Whether nothing speaks against the speaker that was found for the quotation at a token."""
    is_weak = event.verb.force is Force.WEAK and not _is_led_by_colon(paragraph, at)
    if is_weak or (speaker.is_named and _GLUED.search(speaker.name)):
        return False
    if event.how == "elided" and speaker.is_body:
        return False  # many are named beside it
    if not speaker.is_named and not _is_told_apart(event, speaker):
        return False
    if _is_no_name(speaker):
        return False
    if event.how != "named":
        return True
    return not _is_cut(paragraph, event) and (
        speaker.is_named or not _is_named_later(paragraph, event)
    )


def _is_led_by_colon(paragraph: Paragraph, at: int) -> bool:
    """«وزاد: «…»»: no other sense of the verb is left."""
    return at > 0 and paragraph.tokens[at - 1].key == ":"


def _is_told_apart(event: Event, speaker: Speaker) -> bool:
    """Not «مصدر» or «الصحيفة البريطانية», and not left out: it may be anybody's by now."""
    keys = speaker.name_keys or speaker.role_keys
    if event.how == "elided" and not speaker.is_whole:
        return False
    if event.how == "elided" and any(word.startswith("ال") for word in speaker.name.split()):
        # «الأمم المتحدة», «محامي النجم»; «مسؤول في سفارة …», «ضابط بوروندي» speaks on
        return len(keys) >= _WELL_TOLD
    is_bare = len(keys) < 2 and (speaker.name or speaker.role).startswith("ال")
    return not is_bare and len(keys) > 1


def _is_no_name(speaker: Speaker) -> bool:
    """«الكاتب | محمد»: half a name; «والدة الطفل | تشاهد»: an unknown word that looks like a verb
    or a noun of quality."""
    words = speaker.name.split()
    if len(words) != 1 or not speaker.role:
        return False
    key = speaker.name_keys[0]
    if look(key).sort in _LISTED:
        return look(key).sort is Sort.GIVEN
    return (key[0] in "تي" and len(key) > 3) or key.endswith(("يه", "ات"))


def _is_named_later(paragraph: Paragraph, event: Event) -> bool:
    """«وقال مدير المكتب في سوريا، في لبنان وليد …»: the name stands behind an insertion."""
    for token in paragraph.tokens[event.after : event.after + _INSERTION]:
        if token.key in (END, ":", *clauses.THAT) or token.span is not None:
            return False
        if look(token.key).sort is Sort.GIVEN:
            return True
    return False


def _is_cut(paragraph: Paragraph, event: Event) -> bool:
    """A word that nobody could read follows the name: it may be the rest of it."""
    return clauses.names_another(paragraph, event.after)
