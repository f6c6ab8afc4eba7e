"""Captions: a line without a full stop that ends in who delivered the picture.

«جلسة المجلس أمس (رويترز)»، «السوق القديمة بعد الحريق (سامر الحداد/ الأناضول)».
"""

import re

from bot.core import arabic, lexicon, reporting
from bot.core.cleaning.agencies import PICTURED_BY, WIRE

_LONGEST, _LONGEST_SOURCE = 220, 45
_LABEL = re.compile(r"(?:صدر الصورة|التعليق على الصورة)(?:،|$)")
"""BBC's, before what it tells of a picture."""
_PICTURE = re.compile(r"(?:صورة|لقطة) (?:أرشيفية|تعبيرية|توضيحية|نشرها|متداولة|من)\b[^.]{0,120}$")
_IN_BRACKETS = re.compile(rf"\((?:[^()]+[-–/،,:])? ?{PICTURED_BY}(?: ?[-–/،,:][^()]+)?\)$")
_IS_PICTURE = re.compile(
    r"\((?:صورة )?(?:أرشيفية|تعبيرية|توضيحية|من الأرشيف) ?(?:[:–/-][^()]*)?\)$"
)
"""Of nothing but a picture, behind whatever."""
_BEHIND_DASH = re.compile(rf" [-–—/] {WIRE}$")
_ENDS = (".", "؟", "!", "…")
_CLOSERS = '»”")'
_PARTICLES = frozenset({"stop", "preposition"})


def is_one(line: str) -> bool:
    """Whether it tells of a picture, not «ولم يصدر تعليق (رويترز)», with which a report ends."""
    if _LABEL.match(line):
        return True
    if len(line) > _LONGEST:
        return False
    line = line.removesuffix(".") if line.endswith(").") else line
    if _PICTURE.match(line) or (line.endswith(")") and _IS_PICTURE.search(line)):
        return True
    signs = _IN_BRACKETS if line.endswith(")") else _BEHIND_DASH
    source = signs.search(line, max(0, len(line) - _LONGEST_SOURCE))
    if source is None:
        return False
    is_ended = line[: source.start()].rstrip(f" {_CLOSERS}").endswith(_ENDS)
    return not is_ended and not _reports(line)


def _reports(line: str) -> bool:
    """Whether it begins with a verb of saying, or with «و» and a verb or particle."""
    key = arabic.word_key(line.split(maxsplit=1)[0])
    verb, word = reporting.verb(key), lexicon.look(key[1:])
    is_joined = key.startswith("و") and (word.is_verb or word.sort in _PARTICLES)
    return is_joined or (verb is not None and not verb.is_noun)
