"""The words that report speech: which form is one, whom it agrees with, how it takes its words.

The lemmas are in `reporting_verbs.tsv`; the forms are made from them, compared by
`arabic.word_key`.
"""

from dataclasses import dataclass
from enum import Enum
from importlib import resources

from bot.core import arabic, lexicon


class Force(Enum):
    """What a reporting word says about the quotation after it."""

    SAY = "say"
    """قال: what follows is speech."""
    CLAIM = "claim"
    """أكد: what follows is speech, or a noun that was claimed."""
    ACT = "act"
    """دعا، اتهم: has an object beside the subject; quoted words are usually a part of it."""
    WEAK = "weak"
    """زاد، نشر: reports only with أن, a colon or a quotation near."""


@dataclass(frozen=True, slots=True)
class Verb:
    """One form of a reporting lemma."""

    force: Force
    gender: str
    """m, f or ? where the form does not tell."""
    is_plural: bool = False
    is_noun: bool = False
    """قوله، بالقول، قائلا: no subject of its own directly after it."""


_SAID = "قوله قولها قولهم بقوله بقولها بقولهم بالقول القول قولا قولهما "
SAYING_OF = "قول"
"""«قول المتحدث باسم …»: the speaker follows as a genitive."""
_OBJECTS = ("ه", "ها", "هم", "ني", "هما")
_DESCRIBE = ("وصف", "اعتبر", "سمي", "عد", "نعت", "يصف", "تصف", "وصفت", "اعتبرت", "اسمي", "سمت")


def _finite(lexicon: dict[str, Verb], lemma: list[str], force: Force) -> None:
    perfect, feminine, imperfect = lemma[:3]
    lexicon.setdefault(perfect, Verb(force, "m"))
    lexicon.setdefault(feminine, Verb(force, "f"))
    lexicon.setdefault(feminine + "ا", Verb(force, "f", is_plural=True))
    lexicon.setdefault(perfect + "وا", Verb(force, "m", is_plural=True))
    lexicon.setdefault(perfect + "ا", Verb(force, "m", is_plural=True))
    if imperfect == "-":
        return
    lexicon.setdefault(imperfect, Verb(force, "m"))
    lexicon.setdefault("ت" + imperfect[1:], Verb(force, "f"))
    lexicon.setdefault(imperfect + "ون", Verb(force, "m", is_plural=True))
    lexicon.setdefault(imperfect + "ان", Verb(force, "m", is_plural=True))


def _participle(lexicon: dict[str, Verb], form: str, force: Force) -> None:
    if form == "-":
        return
    stem = form[:-1]
    lexicon.setdefault(form, Verb(force, "m", is_noun=True))
    lexicon.setdefault(stem + "ه", Verb(force, "f", is_noun=True))
    lexicon.setdefault(stem + "ين", Verb(force, "m", is_plural=True, is_noun=True))


def _lexicon() -> dict[str, Verb]:
    lexicon: dict[str, Verb] = {}
    text = resources.files("bot.core").joinpath("reporting_verbs.tsv").read_text(encoding="utf-8")
    rows = [line.split() for line in text.splitlines() if not line.startswith("#")]
    for *forms, name in rows:
        keys = [arabic.word_key(form) or "-" for form in forms]
        _finite(lexicon, keys, Force(name))
    for *forms, name in rows:
        _participle(lexicon, arabic.word_key(forms[3]) or "-", Force(name))
    for word in _SAID.split():
        lexicon.setdefault(word, Verb(Force.SAY, "?", is_noun=True))
    lexicon.setdefault(SAYING_OF, Verb(Force.SAY, "?", is_noun=True))
    for base in _DESCRIBE:
        gender = "f" if base.endswith("ت") or base.startswith("ت") else "m"
        for suffix in _OBJECTS:
            lexicon.setdefault(base + suffix, Verb(Force.ACT, gender))
    return lexicon


_LEXICON = _lexicon()
_AFTER_PREPOSITION_LIKE = {
    "عبر": ("عن",), "بين": (":", "ان", "انه", "انها"), "عقب": (":",), "دون": (":",),
}  # fmt: skip
"""Also prepositions: «بيّن أن», «عبّر عن»; the one word that must follow."""
_AMBIGUOUS = lexicon.words("ambiguous")


def verb(key: str) -> Verb | None:
    """The reporting form that a word is, with or without a glued و or ف."""
    found = _LEXICON.get(key)
    if found is None and len(key) > 3 and key[0] in "وف":
        found = _LEXICON.get(key[1:])
    return found


def is_ambiguous(key: str) -> bool:
    return key in _AMBIGUOUS


def needed_after(key: str) -> tuple[str, ...]:
    """The words one of which must follow, for a form that is also a preposition; else nothing."""
    return _AFTER_PREPOSITION_LIKE.get(key) or _AFTER_PREPOSITION_LIKE.get(key[1:], ())
