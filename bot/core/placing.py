"""How a quotation stands to the reporting clause beside it."""

from bot.core.clauses import THAT
from bot.core.events import Event, is_according
from bot.core.reporting import Force
from bot.core.tokens import END, Paragraph

_WITH_THESE = [["هذا", "ما"]] + [
    ["بهذه", noun] for noun in ("الجمله", "الكلمات", "العباره", "العبارات")
]
"""«…» بهذه الكلمات وصف فلان."""
_AS_STANDS_IN = [["كما", verb, "في"] for verb in ("جاء", "ورد")]
"""«…»، كما جاء في البيان."""


def is_with_these(paragraph: Paragraph, at: int) -> bool:
    """«…». بهذه الكلمات وصف فلان."""
    return [token.key for token in paragraph.tokens[at : at + 2]] in _WITH_THESE


def is_as_stands_in(paragraph: Paragraph, at: int) -> bool:
    """«…»، كما جاء في البيان."""
    return [token.key for token in paragraph.tokens[at : at + 3]] in _AS_STANDS_IN


def leads_in(paragraph: Paragraph, at: int, event: Event) -> bool:
    """Nothing but أن, a colon or the speaker stands between the word and the quotation."""
    before = paragraph.tokens[at - 1].key if at else ""
    return before == ":" or before in THAT or at - event.after <= 1


def is_left(paragraph: Paragraph, event: Event, at: int) -> bool:
    """«قال إن النادي ينتقد …، وإن الاتحاد «…»»: the second «إن» is the speaker's, as what is told
    in the first has none of its own."""
    if event.how != "inside" or event.verb.force is Force.SAY:
        return False
    keys = [token.key for token in paragraph.tokens[event.at : at]]
    behind = next(
        (place for place, key in enumerate(keys) if key[1:] in THAT and key[0] == "و"), 0
    )
    return behind > 0 and not any(key in THAT for key in keys[:behind])


def is_put(paragraph: Paragraph, at: int) -> bool:
    """««…» على حد تعبيره», ««…» حسب الشرطة»: what follows tells whose words these are, whatever
    came before."""
    following = [token.key for token in paragraph.tokens[at + 1 : at + 3]]
    return following == ["علي", "حد"] or following[:1] in (["حسب"], ["بحسب"])


def is_framed(paragraph: Paragraph, at: int) -> bool:
    """«حسب فلان», «وفق ما قال فلان»."""
    near = paragraph.tokens[max(0, at - 2) : at + 1]
    return any(is_according(token.key) for token in near)


def frames(paragraph: Paragraph, event: Event, at: int) -> bool:
    """«وبحسب فلان، فإن …», «ومن شأن ذلك، حسب فلان، أن …»: the sentence is his."""
    keys = [token.key for token in paragraph.tokens[event.after : min(at, event.after + 9)]]
    return any(key in ("،", "-", "فان", "فانه", "فانها") for key in keys)


def stands_apart(paragraph: Paragraph, at: int) -> bool:
    """What stands before the quotation is complete: it opens a sentence or follows a comma."""
    return at == 0 or paragraph.tokens[at - 1].key in (END, "،", "؛", ":", "-", "و")
