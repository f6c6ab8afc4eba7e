"""Headlines that withhold the news: «شاهد…», «هذا ما قاله…», «تعرّف على…», «السر وراء…».

A reader of a briefing wants the news itself, so the article's first sentence stands above such a
headline, where it tells any. The patterns are of openings and of phrases that announce without
telling.
"""

import re

from bot.core import arabic, lexicon

# On the normalised headline, so one spelling of each letter and no marks.
_OPENS = re.compile(
    r"^(?:\d+ )?(?:شاهد|شاهدوا|استمع|اسمع|تعرف علي|تعرفوا علي|تعرفي علي"
    r"|اكتشف|اكتشفوا|اليك|اليكم|اليكي|احذر|احذروا|هل تعلم|هل تعرف|لن تصدق|لا تفوت|ماذا|لماذا|كيف"
    r"|ما هو|ما هي|من هو|من هي|اين|متي|ما حقيقه|ما سر|سر|هكذا|لهذا السبب|لهذه الاسباب|مفاجاه"
    r"|بالارقام|كل ما تريد معرفته|كل ما تحتاج|حقيقه|القصه الكامله)\b"
)
_WITHHOLDS = re.compile(
    r"\b(?:هذا ما|هذه هي|هذا هو|ماذا قال|بماذا رد|كيف رد|وهذا ما|اليكم|اليك|لن تصدق|لا يخطر"
    r"|سر مذهل|السبب مفاجئ|لسبب غريب|ما القصه|ما السبب|ما الذي حدث|شاهد ماذا|ماذا حدث)\b"
)
_FEWEST_LETTERS = 6
_NO_EVENT = frozenset({"stop", "preposition"})


def is_teaser(headline: str) -> bool:
    """Whether a headline announces the news instead of telling it."""
    key = arabic.normalise(headline)
    if len(key) < _FEWEST_LETTERS:
        return False
    return bool(_OPENS.match(key) or _WITHHOLDS.search(key))


def tells_event(sentence: str) -> bool:
    """Whether a first sentence tells what has happened, not how things are or may be: «يعدّ …»,
    «قد يفاجأ …», «في ظل …» and questions begin advice and opinions. Of 47 sentences that were
    chosen for such headlines 29 told any news; of the 27 that are left 26 do."""
    first = arabic.word_key(sentence.split(maxsplit=1)[0])
    is_present = first.startswith("ي")
    return not (is_present or lexicon.sort(first) in _NO_EVENT or sentence.endswith("؟"))
