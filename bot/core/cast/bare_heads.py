"""What the article calls «الحديقة», «المؤلفة», «الجبهة» in full: a word with its article alone is
nobody in print.

Who is meant is settled by then. The word stands elsewhere with what completes it («حديقة حيوان في
السهل») or in marks («جبهة العمل»); where it stands with two different ones, or with a name, it
stays as it is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.core import arabic
from bot.core.cast.identity import Speaker, bares
from bot.core.lexicon import look
from bot.core.phrases import read
from bot.core.phrases.mentions import Mention
from bot.core.phrases.shapes import is_closing
from bot.core.phrases.tokens import Paragraph
from bot.core.quotation_marks import Span

_MOST = 12
"""Places of one word that are looked at; bounds the work."""
_WINDOW = 24
_LONGEST_IN_MARKS = 6
_GLUES = ("", "ال", "و", "ل", "ب", "وال", "لل", "بال")
_SHORTEST = 3
_LETTERS = 60
_NOBODY = Mention(
    paragraph=0, start=0, after=0, name="", name_keys=(), role="", role_keys=(), is_body=True,
    is_definite=False, is_feminine=None, is_noun=False, is_same=False, alias="", honours=(),
    is_cut=False,
)  # fmt: skip


def complete(speakers: Sequence[Speaker], paragraphs: Sequence[Paragraph]) -> None:
    """Give each speaker who is told by one word with its article all that the word means."""
    bare = {arabic.word_key(who.name)[2:]: who for who in speakers if _is_bare(who)}
    if not bare:
        return
    forms = {glue + key: key for key in bare for glue in _GLUES}
    found: dict[str, list[Mention]] = {key: [] for key in bare}
    places = dict.fromkeys(bare, 0)
    for paragraph in paragraphs:
        for at, token in enumerate(paragraph.tokens):
            if token.span is not None:
                _in_marks(paragraph, token.span, found)
            elif token.key in forms:
                key = forms[token.key]
                if places[key] < _MOST:
                    places[key] += 1
                    found[key] += _told(paragraph, at, key)
    for key, who in bare.items():
        _fill(who, found[key])


def _is_bare(who: Speaker) -> bool:
    key = arabic.word_key(who.name)
    if who.is_many or " " in who.name.strip() or key[:2] != "ال" or len(key) < _SHORTEST + 2:
        return False
    return look(key).sort in ("title", "body", "other", "noun", "common")


def _told(paragraph: Paragraph, at: int, key: str) -> Iterator[Mention]:
    """What begins at a token with the word, be it definite or behind a particle."""
    token = paragraph.tokens[at]
    is_told_so = "ال" in token.key[: len(token.key) - len(key)] or token.key == "لل" + key
    glued = len(token.key) - len(key) - (2 if is_told_so and token.key != "لل" + key else 0)
    first = replace(token, key="ال" * is_told_so + key, start=token.start + glued)
    tokens = (first, *paragraph.tokens[at + 1 : at + _WINDOW])
    mention = read(replace(paragraph, tokens=tokens), 0)
    if mention is not None and len(mention.role_keys) > 1:
        yield mention


def _is_full(mention: Mention) -> bool:
    keys = mention.role_keys
    is_whole = is_closing(keys[-1]) or mention.role.endswith(("»", "”", '"'))
    return is_whole and mention.is_body and not mention.is_cut


def _in_marks(paragraph: Paragraph, span: Span, found: dict[str, list[Mention]]) -> None:
    """«جبهة العمل السياسي» in marks, where «الجبهة» is looked for."""
    text = paragraph.text[span.start : span.end]
    keys = tuple(arabic.normalise(text).split()) if span.end - span.start < _LETTERS else ()
    if not 1 < len(keys) <= _LONGEST_IN_MARKS or keys[0] not in found:
        return
    is_kind = keys[1].endswith(("ي", "يه")) and not any(key[:2] == "ال" for key in keys)
    if not is_kind:  # «صحيفة اقتصادية عالمية»
        found[keys[0]].append(replace(_NOBODY, role=text, role_keys=keys))


def _fill(who: Speaker, told: Sequence[Mention]) -> None:
    full = [each for each in told if not each.name_keys and not each.is_definite]
    is_named = any(len(each.name_keys) > 1 for each in told)
    if full and not is_named and _are_one([bares(each.role_keys) for each in full]):
        best = max(full, key=lambda each: len(each.role_keys))
        if _is_full(best) or best.after == 0:
            who.name, who.name_keys = best.role, bares(best.role_keys)
            who.role_keys = who.name_keys


def _are_one(told: Sequence[tuple[str, ...]]) -> bool:
    longest = max(told, key=len)
    return all(set(each) <= set(longest) for each in told)
