"""Arabic text as text: cleaned for the eye, made comparable, measured, typeset.

Everything is total: any string goes in, a string comes out, nothing raises. What an article means
is decided elsewhere; here are only the rules of the script, of Unicode and of Telegram's counting.
"""

import html
import re
import string
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from bot.core import hashtags, quotation_marks, remembering, single_marks, spacing

FSI, LRI, PDI = "\u2068", "\u2066", "\u2069"
ELLIPSIS = "…"

_FORMS = "\ufb50-\ufd3d\ufd50-\ufdf9\ufdfc-\ufdff\ufe70-\ufefc\u0675-\u0678"
_HIDDEN = (
    "\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffd\ud800-\udfff"
)
_PRESENTATION, _UNSEEN = re.compile(f"[{_FORMS}]+"), re.compile(f"[{_HIDDEN}]+")
_SPACES = "\t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_ODD = re.compile(f"[{_FORMS}{_HIDDEN}{_SPACES}\u200c\u200d]")
"""One look tells most lines, which have none of all that; seven times as fast as alternatives."""
_JOINER_AT_EDGE = re.compile("(?<!\\S)[\u200c\u200d]+|[\u200c\u200d]+(?!\\S)")
_HIJRI_JOINER = re.compile("(?<=ه)\u200d(?!\\w)")
_TATWEEL = re.compile("\u0640\u0640*")
"""A pattern that begins with a letter, or a class of them, passes over the rest quickly."""
_SPACED_DOTS_AT_END = re.compile(r"\.(?: +\.)+ *$")
_END_WINDOW = 80
"""A search to the end of the line from every full stop would cost the square of its length."""
_DOTS = re.compile(r"(?:\.(?: ?\.)+|…)(?: ?[.…])*")
_DOUBLED_MARK = re.compile(r':\s*"\s*"(?=\w)')
"""«قال عيد:" "إن …»: one mark too many."""
_COLON_AND_MORE = re.compile(r"،? ?:[-–—]*(?= ?[«“”\"])")
"""«وقال فلان :- «…»», «وأضافت الصحيفة،: «…»»."""
_CHEVRONS = re.compile(r"<< ?([^<>]+?) ?>>")
_RARE_MARKS = re.compile(r"‹ ?([^‹›]{1,600}?) ?›|❝ ?([^❝❞]{1,600}?) ?❞")
"""In pairs only: «‹ السابق» is an arrow."""
_GLUED_COLON = re.compile(r":(?=[«“]|\"(?=[ء-ي]))")

_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0300-\u036f"
_KEY_DROP = re.compile(f"[{_MARKS}\u0640\u200b-\u200f\u061c\u202a-\u202e\u2060-\u206f\ufeff]+")
_KEY_LETTERS = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("ىئیے", "ي"),
        **dict.fromkeys("ةہەۀۃ", "ه"),
        "ؤ": "و",
        "ک": "ك",
        **{chr(0x660 + n): str(n) for n in range(10)},
        **{chr(0x6F0 + n): str(n) for n in range(10)},
    }
)
_AFTER_JOINT = '«“”"(' + string.ascii_letters
_LONE_TATWEEL = re.compile(r"(?<= )\u0640+(?= )")
"""«المدير ـ وهو من النخيل ـ»: a dash, as many keyboards have it."""
_JOINT_APART = re.compile(r"(?<!\w)([وف]?(?:ال|[بكل])\u0640+) (?=[«“\"(])")
"""«بـ "…"»: as newspapers print it, without the space; not «بـ 50», where it would make one word
of two, and no quotation is verbatim any more."""
_PARTICLE = re.compile(r"(?<!\w)[وف]?(?:ال|[بكل])$")
_WORD_APART = re.compile(r" [^\W_]")
_USUAL = "أإآىئةؤ"
_USUAL_LETTERS = tuple((letter, letter.translate(_KEY_LETTERS)) for letter in _USUAL)
"""`translate` takes eight times as long over a line as replacing these one by one."""
_RARE_LETTER = re.compile(f"[{''.join(set(map(chr, _KEY_LETTERS)) - set(_USUAL))}]")
_LETTERS = re.compile(r"[^\W_]+")
_WORD = re.compile(r"[\w\u064b-\u0652\u0670]{3,}")
_POINTS = '.،؛:؟!,?…«»“”"()%-'
_POINT = re.compile(f"[{_POINTS}]")
_UNUSUAL = re.compile(f"[^ ء-غف-ي0-9a-z\u064b-\u0652{_POINTS}]")
_VOWEL = re.compile("[\u064b-\u0652]")
_KEY_ITSELF = re.compile("[ءابت-غف-وي]+")
"""Six words of ten have no letter that their key spells otherwise."""
_PLAIN_WORD = re.compile("[ء-غـ-\u06520-9٠-٩]+")
"""Nothing but letters, digits, vowel signs and tatweel, which compose with no letter."""
_PLAIN_LETTERS = _KEY_LETTERS | dict.fromkeys([0x640, *range(0x64B, 0x653)])
_PLAIN_KEY = re.compile(r"[ 0-9a-zء-ي]*")


def _kept_tatweel(match: re.Match[str]) -> str:
    """U+0640 only stretches, but where it stands for a joint: هـ of the Hijri year, and a letter
    glued to a mark, a number or a Latin name («بـ«حكي»»، «الـ63»، «الـ 63»)."""
    text, end = match.string, match.end()
    before, after = text[max(0, match.start() - 2) : match.start()], text[end : end + 1]
    is_joint = before[-1:].isalpha() and (after in _AFTER_JOINT or after.isdigit())
    if after == " " and _WORD_APART.match(text, end):
        is_joint = _PARTICLE.search(text, max(0, match.start() - 4), match.start()) is not None
    is_year = before.endswith("ه") and not (len(before) == 2 and before[0].isalpha())
    return "\u0640" if (after and is_joint) or (is_year and not after.isalnum()) else ""


def _letters(text: str) -> str:
    if "&" in text:
        text = html.unescape(html.unescape(text))
    text = unicodedata.normalize("NFC", text)
    if _ODD.search(text):
        text = _PRESENTATION.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)
        if "\u200c" in text or "\u200d" in text:
            text = _JOINER_AT_EDGE.sub("", _HIJRI_JOINER.sub("\u0640", text))
        text = " ".join(_UNSEEN.sub("", text).split())
    text = _one_space(text)
    if "\u0640 " in text:
        text = _JOINT_APART.sub(r"\1", _LONE_TATWEEL.sub("–", text))
    return _TATWEEL.sub(_kept_tatweel, text) if "\u0640" in text else text


def _one_space(text: str) -> str:
    is_even = "  " not in text and text[:1] != " " and text[-1:] != " "
    return text if is_even else " ".join(text.split())


def tidy(text: str) -> str:
    """One line cleaned for the eye; its words stay as they are, their order too."""
    text = (
        _letters(text).replace("``", '"').replace("''", '"').replace("،،", "،").replace("،.", ".")
    )
    if ".." in text or ". ." in text or ELLIPSIS in text:
        text = text[:-_END_WINDOW] + _SPACED_DOTS_AT_END.sub(".", text[-_END_WINDOW:])
        text = _DOTS.sub(ELLIPSIS, text)
    text = hashtags.unmark(spacing.beside_points(text))
    if "<" in text:
        text = _CHEVRONS.sub(r"«\1»", text)
    if "›" in text or "❞" in text:
        text = _RARE_MARKS.sub(r"“\1\2”", text)
    if ":" in text:
        if "،:" in text or ":-" in text or ":–" in text:
            text = _COLON_AND_MORE.sub(":", text)
        text = _DOUBLED_MARK.sub(': "', _GLUED_COLON.sub(": ", text))
    text = spacing.behind_points(text)
    if ("'" in text or "’" in text) and quotation_marks.MARK.search(text) is None:
        text = single_marks.doubled(text)
    return _one_space(spacing.beside_marks(text))


def _one_spelling(text: str) -> str:
    for letter, plain in _USUAL_LETTERS:
        text = text.replace(letter, plain)
    return text


def keys_in_place(text: str) -> str:
    """The text with each word's key in its place, as far as it has the word's length; what needs
    more is marked by a sign that is no letter, unless it is a vowel sign."""
    return _UNUSUAL.sub("\0", _one_spelling(text))


def words(text: str) -> list[str]:
    """Its words as they are written, in order; of those with less than three letters not all."""
    if _UNUSUAL.search(text) is None:
        return _POINT.sub(" ", text).split()
    return _WORD.findall(text)


def _key(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold()
    text = _one_spelling(_KEY_DROP.sub("", unicodedata.normalize("NFKC", text)))
    if _RARE_LETTER.search(text):
        text = text.translate(_KEY_LETTERS)
    return " ".join(_LETTERS.findall(text))


def normalise(text: str) -> str:
    """A key to search and compare by: one spelling for what readers take as the same word."""
    if _UNUSUAL.search(text) is None:
        return " ".join(_POINT.sub(" ", _one_spelling(_VOWEL.sub("", text))).split())
    key = _key(text)
    for _ in range(4):
        if _PLAIN_KEY.fullmatch(key):
            break
        again = _key(key)
        if again == key:
            break
        key = again
    return key


@remembering.of_word
def word_key(word: str) -> str:
    """`normalise` for single words."""
    if _KEY_ITSELF.fullmatch(word):
        return word
    return word.translate(_PLAIN_LETTERS) if _PLAIN_WORD.fullmatch(word) else normalise(word)


def has_key(text: str, key: str) -> bool:
    """Whether `normalise` makes that of it; another first word nearly always tells that it does
    not."""
    first, _, _ = text.partition(" ")
    return key.startswith(word_key(first)) and normalise(text) == key


def utf16_units(text: str) -> int:
    """How Telegram counts the length of a text."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shorten(text: str, limit: int) -> str:
    """At most `limit` UTF-16 units, cut after a word and marked with an ellipsis."""
    if utf16_units(text) <= limit:
        return text
    if limit < 1:
        return ""
    kept = text.encode("utf-16-le", "surrogatepass")[: 2 * (limit - 1)].decode(
        "utf-16-le", "ignore"
    )
    if not text[len(kept) : len(kept) + 1].isspace():
        cut = kept.rfind(" ")
        kept = kept[:cut] if cut > 0 else kept
    return kept.rstrip(' ،؛:.,;-–—(«“"') + ELLIPSIS


_LATIN = "A-Za-z\u00c0-\u024f"
_LTR_RUN = re.compile(
    f"{FSI}[^{PDI}]*{PDI}"
    r"|(?:https?://|www\.)[!#-'*-;=?-~]*[A-Za-z0-9/=&#%~+-]"
    f"|(?:[0-9]{{1,6}}-)?[@#$€£0-9]{{0,8}}[{_LATIN}][{_LATIN}0-9]*"
    f"(?:(?: [&+/] |[ &.'’+#/_@:,-]{{1,2}})[{_LATIN}0-9]+)*[+#%]*"
    r"|(?<![\w.,/+\-−])[+\-−]\d+(?:[.,\- ]\d+)*%?"
)
_IN_LTR_RUN = re.compile(f"[{_LATIN}{FSI}+\\-−]")
"""Stands in every such run, in few lines, and is found ten times as fast."""
_ARABIC = re.compile("[ء-ي]")


_LONE_MARKS = re.compile(r'[«»“”"″](?<!\d.)[«»“”"″]*')
"""Not the inches of a screen."""
_BROKEN_OFF = re.compile(
    r"\b(?:في|من|على|[إا]لى|عن|مع|بين|لدى|منذ|عبر|[وب]?أن|إن|لأن|[إا]لا|و?التي|و?الذي|الذين|اللذين"
    r"|اللتين|أو|و|حيث|فيما|بينما|عندما|بعدما|لكي)$"
)
_ENDED, _ENDED_INSIDE = re.compile(r"[.!؟?…:][»”\")\]]*$"), re.compile(r"\.(?<![.\s].)([»”\"])$")


def is_broken_off(text: str) -> bool:
    """Whether it ends, without a mark, in a word that others must follow: «… التي ستقام في»."""
    return _BROKEN_OFF.search(text, max(0, len(text) - 8)) is not None


def ended(sentence: str) -> str:
    """A sentence with a full stop, where its writer forgot the end of it, or set two points (nine
    of ten that end in «…»); behind a quotation that closes it, as in all that is printed; with an
    ellipsis where it is broken off."""
    sentence = without_lone_marks(sentence)
    if sentence.endswith(ELLIPSIS) and sentence.count("(") <= sentence.count(")"):
        sentence = sentence.removesuffix(ELLIPSIS).rstrip()
    sentence = _ENDED_INSIDE.sub(r"\1.", sentence)
    if is_broken_off(sentence):
        return sentence + ELLIPSIS
    return sentence if _ENDED.search(sentence) else f"{sentence.rstrip(' ،؛,')}."


def without_lone_marks(text: str) -> str:
    """Without quotation marks that have no partner, where there is no quotation that one of them
    could begin or end: «… ذهابا وإيابا".»."""
    if _LONE_MARKS.search(text) is None:
        return text
    found = quotation_marks.spans(text)
    if not all(span.is_whole for span in found):
        return text
    parts, at = [], 0
    for span in found:
        parts += [_LONE_MARKS.sub(_space, text[at : span.opened]), text[span.opened : span.closed]]
        at = span.closed
    return "".join([*parts, _LONE_MARKS.sub(_space, text[at:])])


def _space(marks: re.Match[str]) -> str:
    """One only where the marks stood for it."""
    around = marks.string[marks.start() - 1 : marks.start()] + marks.string[marks.end() :][:1]
    return " " if len(around) == 2 and around.isalnum() else ""


_DIRECTION = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


def isolate(text: str) -> str:
    """Latin runs and signed numbers inside Arabic wrapped in FSI … PDI; plain numbers are not."""
    if not (_IN_LTR_RUN.search(text) and _ARABIC.search(text)):
        return text
    return _LTR_RUN.sub(_isolated, text)


def enclose(text: str, limit: int = 80) -> str:
    """A name or address from outside as one run within a sentence of ours, whatever its
    direction; its own marks would reach beyond it."""
    return f"{FSI}{shorten(_DIRECTION.sub('', text).strip(), limit)}{PDI}"


def _isolated(match: re.Match[str]) -> str:
    run = match.group()
    return run if run.startswith(FSI) else f"{FSI}{run}{PDI}"


_ASIDE = f"<[^>]*>|&#?\\w+;|[{FSI}{LRI}][^{PDI}]*{PDI}|/[a-z_]+"
_STRONG = re.compile(f"{_ASIDE}|([{_LATIN}])|([\u0590-\u065f\u066e-\u06ef\u06fa-\u08ff])")
"""What is no text, a Latin letter, or a right-to-left one; digits are none in either script."""


def is_english(html: str) -> bool:
    """Whether a line is one of ours in English: what is Latin within Arabic is isolated, and the
    other way round."""
    letters = (each.lastindex for each in _STRONG.finditer(html) if each.lastindex)
    return next(letters, None) == 1


_LATIN_POINTS = {",": "،", ";": "؛", "?": "؟"}
_LATIN_POINT = re.compile(r"(?:(?<=[ء-يً-ْ)])|^)\s*([,;?])(?=\s*[ء-ي]|\s*$)")
_LONE_WA = re.compile(r"(?<!\S)و (?=[ء-ي]{2})")
_SPACED_DATE = re.compile(r"(?<=\d) ?/ (?=\d)|(?<=\d) /(?=\d)|(?<=\d)(?:- | -)(?=\d)")
"""«28 /02 /1437هـ», «1436- 1437هـ»."""
_DATE_OF_DASHES = re.compile(r"(?<!\d)(\d\d?) ?- ?(\d\d?) ?- ?(?=\d{4})")
_GLUED_NUMBER = re.compile(r"(?<!\w)([وفبك]?ال|لل)(?=\d)")
"""«البطولة ال13»."""
_NUMBER_BEHIND = re.compile(r"ل\d")
_SPACED_JOINTS = ("/ ", " /", "- ", " -")
"""One of them stands in every line that has something for the two above, and is found sooner."""
_COLON_DASH = re.compile(r" ?:-(?=\s|$)")
_NO_SPACE_AFTER = re.compile(r"[،؛؟](?=[^\W\d_])")
_POINT_AFTER_END = re.compile(r"(?<=[؟!])[،.]")
"""«من يدفع؟، ومن يقبض؟.»: one point is enough."""
_BRACED = re.compile("{ ?([^{}\u064b-\u0652]+?) ?}")
"""One newspaper's quotation marks; with its vowel signs it is scripture."""
_GLUED_OPENING = re.compile(r"«(?:(?<=[ء-غف-ي]{3}.)(?<![وفبك]ال.)|(?<=[،؛؟…].))")
_PARTICLE_BEFORE = re.compile("[وبلك\u0640] ?«")
_BEFORE_MARKS = re.compile(r"(?<!\w)([وف]?[بلك]|و)\u0640? ?(?=«)")
_GLUED_CLOSING = re.compile(r"»(?=[^\W_])")
"""«تنظيم«النهر»الجديد»; not «وال«دفتر»»."""


def _typeset_plain(text: str) -> str:
    if any(map(text.__contains__, _LATIN_POINTS)):
        text = _LATIN_POINT.sub(lambda match: _LATIN_POINTS[match.group(1)], text)
    text = _NO_SPACE_AFTER.sub(_spaced, text)
    if any(map(text.__contains__, _SPACED_JOINTS)):
        text = _DATE_OF_DASHES.sub(r"\1-\2-", _SPACED_DATE.sub(_unspaced, text))
    if _NUMBER_BEHIND.search(text):
        text = _GLUED_NUMBER.sub("\\1\u0640", text)
    if ":-" in text:
        text = _COLON_DASH.sub(":", text)
    if "؟" in text or "!" in text:
        text = _POINT_AFTER_END.sub("", text)
    return _LONE_WA.sub("و", text) if "و " in text else text


def _unspaced(joint: re.Match[str]) -> str:
    return joint.group().strip()


def _spaced(point: re.Match[str]) -> str:
    return f"{point.group()} "


def inner_marks(text: str) -> str:
    """“…” for what is quoted inside a quotation."""
    return _marked(text, "“", "”", lambda part: part)


def _marked(text: str, opening: str, closing: str, outside: Callable[[str], str]) -> str:
    parts: list[str] = []
    at = 0
    for span in quotation_marks.spans(text):
        if not span.is_whole:
            continue
        inner = text[span.start : span.end]
        if opening == "«":
            inner = inner_marks(inner)
        parts += [outside(text[at : span.opened]), opening, inner, closing]
        at = span.closed
    return "".join([*parts, outside(text[at:])])


@lru_cache(maxsize=256)
def typeset(text: str) -> str:
    """Our typography for text that we tell: «…» outside, “…” inside, Arabic commas.

    Words between quotation marks keep their own points: they are somebody's. Remembered: a story
    is told to every reader in turn.
    """
    text = tidy(text)
    text = _BRACED.sub(r"«\1»", text) if "{" in text else text
    text = _marked(text, "«", "»", _typeset_plain)
    text = _GLUED_CLOSING.sub("» ", _GLUED_OPENING.sub(" «", text.replace(":«", ": «")))
    return (
        _BEFORE_MARKS.sub(_joined, text) if "«" in text and _PARTICLE_BEFORE.search(text) else text
    )


def _joined(particle: re.Match[str]) -> str:
    """«بـ«…»» and «و«…»», however the writer set them."""
    word = particle[1]
    return word if word == "و" else f"{word}\u0640"
