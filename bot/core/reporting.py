"""The words that report speech: which form is one, whom it agrees with, how it takes its words.

The lemmas are in `reporting_verbs.tsv`; the forms are made from them, compared by
`arabic.word_key`.
"""

from dataclasses import dataclass, replace
from importlib import resources
from typing import Literal, get_args

from bot.core import arabic, lexicon

Force = Literal[
    "say",  # قال: what follows is speech
    "claim",  # أكد: what follows is speech, or a noun that was claimed
    "act",  # دعا، اتهم: has an object beside the subject; quoted words are usually a part of it
    "weak",  # زاد، نشر: reports only with أن, a colon or a quotation near
]
"""What a reporting word says about the quotation after it."""
_NAMED: dict[str, Force] = {each: each for each in get_args(Force)}


@dataclass(frozen=True, slots=True)
class Verb:
    """One form of a reporting lemma."""

    force: Force
    gender: str
    """m, f or ? where the form does not tell."""
    is_plural: bool = False
    is_noun: bool = False
    """قوله، بالقول، قائلا: no subject of its own directly after it."""


_SAID = "قوله قولها قولهم بقوله بقولها بقولهم لقوله لقولها كقوله بالقول القول قولا قولهما "
SAYING_OF = "قول"
"""«قول المتحدث باسم …»: the speaker follows as a genitive."""
_NOUNS = (
    "التاكيد التشديد الاشاره بدعوي بحجه بذريعه بزعم بكون مفاده مفادها"
    " بتاكيده بتاكيدها باعلانه باعلانها"
)
_DEEDS = "تصريح تاكيد اعلان تحذير اعتراف اقرار زعم ادعاء قناعت اعتقاد"
"""«بعد تصريحه بأن»: with a pronoun they report where speech follows at once."""
"""«مع التشديد على أن», «بدعوى أن»: report where speech follows at once."""
_ANSWERS = ("رد", "كتب", "زاد", "عقب")
_SHORTEST_JOINED = 3
"""Weak, but what comes of something («ليرد فلان: …») is said."""
_OBJECTS = ("ه", "ها", "هم", "ني", "هما")
_DESCRIBE = lexicon.words("describes-it")
_TOLD = lexicon.words("told-him")
DESCRIBING: set[str] = set()
"""«وصفه»، «ما سمته»: the word for the thing is quoted, be it ever so short."""


def _finite(table: dict[str, Verb], lemma: list[str], force: Force) -> None:
    perfect, feminine, imperfect = lemma[:3]
    if table.setdefault(perfect, Verb(force, "m")).gender == "f":
        table[perfect] = replace(table[perfect], gender="?")  # «تأسف»: of أسف hers, of تأسّف his
    table.setdefault(feminine, Verb(force, "f"))
    table.setdefault(feminine + "ا", Verb(force, "f", is_plural=True))
    is_weak = perfect[-1] in "يا"  # «حكى»: «حكوا», «يحكون»
    stem = perfect[:-1] if is_weak else perfect
    table.setdefault(stem + "وا", Verb(force, "m", is_plural=True))
    if not is_weak:
        table.setdefault(_short(perfect) + "ن", Verb(force, "f", is_plural=True))
    table.setdefault(perfect + "ا", Verb(force, "m", is_plural=True))
    if imperfect == "-":
        return
    table.setdefault(imperfect, Verb(force, "m"))
    table.setdefault("ت" + imperfect[1:], Verb(force, "f"))
    stem = imperfect[:-1] if imperfect[-1] in "يوا" else imperfect
    table.setdefault(stem + "ون", Verb(force, "m", is_plural=True))
    table.setdefault(imperfect + "ان", Verb(force, "m", is_plural=True))
    table.setdefault("س" + imperfect, Verb(force, "m"))
    table.setdefault("ست" + imperfect[1:], Verb(force, "f"))
    if force != "weak" or perfect in _ANSWERS:
        table.setdefault("ل" + imperfect, Verb("weak", "m"))
        table.setdefault("لت" + imperfect[1:], Verb("weak", "f"))


def _short(perfect: str) -> str:
    """«قال», «أضاف» before a consonant: «قلن», «أضفن»."""
    return perfect[:-2] + perfect[-1] if perfect[-2] == "ا" and len(perfect) > 2 else perfect


def _participle(table: dict[str, Verb], form: str, force: Force) -> None:
    if form == "-":
        return
    stem = form[:-1]
    table.setdefault(form, Verb(force, "m", is_noun=True))
    table.setdefault(stem + "ه", Verb(force, "f", is_noun=True))
    table.setdefault(stem + "ين", Verb(force, "m", is_plural=True, is_noun=True))


def _with_object(table: dict[str, Verb]) -> None:
    for base in _TOLD:
        gender = "f" if base.endswith("ت") else "m"
        for suffix in (*_OBJECTS, "نا"):
            table.setdefault(base + suffix, Verb("weak", gender))
            if gender == "m":
                table.setdefault(base + "و" + suffix, Verb("weak", "m", is_plural=True))
    for base in _DESCRIBE:
        gender = "f" if base.endswith("ت") or base.startswith("ت") else "m"
        is_plural = base.endswith(("و", "ون"))
        for suffix in _OBJECTS:
            table.setdefault(base + suffix, Verb("act", gender, is_plural))
            DESCRIBING.add(base + suffix)


def _table() -> dict[str, Verb]:
    table: dict[str, Verb] = {}
    text = resources.files("bot.core").joinpath("reporting_verbs.tsv").read_text(encoding="utf-8")
    rows = [line.split() for line in text.splitlines() if not line.startswith("#")]
    for *forms, name in rows:
        keys = [arabic.word_key(form) or "-" for form in forms]
        _finite(table, keys, _NAMED[name])
    for *forms, name in rows:
        _participle(table, arabic.word_key(forms[3]) or "-", _NAMED[name])
    for word in _SAID.split():
        gender = "f" if word.endswith("ها") else "m" if word.endswith("له") else "?"
        table.setdefault(word, Verb("say", gender, is_noun=True))
    table.setdefault(SAYING_OF, Verb("say", "?", is_noun=True))
    for word in _NOUNS.split():
        table.setdefault(word, Verb("weak", "?", is_noun=True))
    for word in _DEEDS.split():
        for suffix in ("ه", "ها", "هم"):
            table.setdefault(word + suffix, Verb("weak", "?", is_noun=True))
    _with_object(table)
    return table


def _joined(table: dict[str, Verb]) -> dict[str, Verb]:
    """The forms with and without a glued و or ف; a form by itself goes first."""
    forms = [form for form in table if len(form) >= _SHORTEST_JOINED]
    joined = {particle + form: table[form] for form in forms for particle in "وف"}
    # «ورد فلان على ذلك», «وحث فلان الناس على»
    short = {"ورد": "رد", "فرد": "رد", "وحث": "حث", "وحض": "حض"}
    return joined | {word: table[verb] for word, verb in short.items()} | table


_TABLE = _joined(_table())
FORMS = frozenset(_TABLE)
_AFTER_PREPOSITION_LIKE = {
    "عبر": ("عن", ":"), "بين": (":", "ان", "انه", "انها"), "عقب": (":",), "دون": (":",),
    "حاج": ("بان", "بانه", "بانها"),
    "شهدت": (":", "ان", "انه", "انها", "بان", "بانه", "بانها"),
}  # fmt: skip
"""Also prepositions: «بيّن أن», «عبّر عن», or another verb: «شهدت تحسنا»; what must follow."""
_AMBIGUOUS = lexicon.words("ambiguous") | {"امر", "نص", "ذهب", "ورد", "فرد", "حاج"}
_SPELT = {"نادي": "ى", "هنا": "أ", "بدا": "أ", "ابان": "أبان"}
"""Words that `word_key` makes equal to a verb («إبان الحرب»); how the verb itself ends."""


def verb(key: str) -> Verb | None:
    """The reporting form that a word is, with or without a glued و or ف."""
    return _TABLE.get(key)


def has_object(key: str) -> bool:
    """«وصفته», «التي تعتبرها»: what is described is told; a noun that follows describes."""
    return key in DESCRIBING or (key[:1] in ("و", "ف") and key[1:] in DESCRIBING)


def is_ambiguous(key: str) -> bool:
    return key in _AMBIGUOUS or key.removesuffix("ت") in _AMBIGUOUS


def is_spelt(key: str, raw: str) -> bool:
    """Whether the spelling is that of the verb: نادى, not نادي."""
    bare = key if key in _SPELT else key[1:]
    return bare not in _SPELT or raw.endswith(_SPELT[bare])


def needed_after(key: str) -> tuple[str, ...]:
    """The words one of which must follow, for a form that is also a preposition; else nothing."""
    return _AFTER_PREPOSITION_LIKE.get(key) or _AFTER_PREPOSITION_LIKE.get(key[1:], ())


def is_name_after_saying(before: str, key: str) -> bool:
    """«وقال دان كرولي»: no verb in the perfect stands just after «قال»."""
    saying, form = verb(before), verb(key)
    if saying is None or saying.force != "say" or saying.is_noun or form is None:
        return False
    return form.gender == "m" and not form.is_noun and key[0] not in "وفيتس"
