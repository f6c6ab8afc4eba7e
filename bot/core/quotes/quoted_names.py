"""Tells quoted names, titles, slogans and lists from quoted speech.

Judges by the words in the marks and those just before and after them. Who speaks is no concern
here, and a doubtful quotation is not rejected: `quotes` weighs the reporting clause.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.core import arabic, lexicon, reporting
from bot.core.lexicon import look
from bot.core.phrases.tokens import END, QUOTATION, SPELT_LETTERS, Paragraph
from bot.core.quotes import titled
from bot.core.verbs.clauses import THAT

_NAMING = lexicon.words("naming") | {"شعارات", "هتافات", "لافتات", "لدي"}
_ACCORDING = lexicon.words("according")
_SLOGANS = lexicon.words("slogans")
_WORKS = lexicon.words("works")
"""Things with a title of their own: «السفينة «…»», «أغنيته «…»»."""
_FLEETS = lexicon.words("fleets")
_THINGS = lexicon.words("named-things") | _FLEETS
_DENIALS = frozenset({"ليس", "ليست", "لا", "لم", "لن", "غير"})
_SETTLED = frozenset({"قريه", "مدينه", "بلده", "ولايه", "محافظه", "جزيره", "حي", "شارع"})
_LINEAGE = frozenset({"بن", "بنت", "ابن", "ال", "ولد", "ود"})
_CALLED = frozenset({"سميت", "سمي", "معروف", "معروفه", "تعرف", "يعرف", "تسمي", "يسمي"})
_ALTERNATIVE = frozenset({"اي", "او"})
"""«أي وساطة أو تفاوض»: words, though both are also letters spelt out."""
_FOUNDED = frozenset(
    {"قانون", "لايحه", "فيدراليه", "فدراليه", "كونفدراليه", "تنسيقيه", "اكاديميه", "جايزه", "مسجد"}
)
"""With the bodies, words that begin a name in marks: «فيدرالية …»."""
_IS = re.compile(r"\b(?:هو|هي|هم)\b")
_IN_CLAUSES = _DENIALS | {"هو", "هي", "هم", "التي", "الذي", "الذين", "كان", "كانت", "قد", "سوف"}
_EXAMPLES = frozenset({"ابرزها", "منها", "ومنها", "بينها", "اسمها"})
_ALIKE = frozenset({"مثل", "قبيل", "نوع", "غرار"})
"""«بعبارات من قبيل «…»»: an example, however long it is."""
_JOINS = frozenset({"،", "و", "او", "وكذا", "وكذلك"})
_PERSONS = frozenset({"منهم", "منهن"})
_BLESSING = re.compile(
    "^(?:صلى الله|رضي الله|عز وجل|حفظه الله|رحمه الله|سبحانه)"
    "|^(?:ان شاء|إن شاء|[بو]?(?:إذن|اذن|عون|حمد|فضل|توفيق|مشيئة)|بعد (?:إذن|توفيق|فضل|عون)) الله$"
)
_MAKERS = frozenset({"مخرج", "مولف", "كاتب", "روايي", "شاعر", "فنان", "مخرجت", "مولفت"})
_HEADINGS = frozenset({"عنوان", "بعنوان", "عنوانه", "عنوانها", "شعار", "بشعار", "عناوين"})
_TITLED = _HEADINGS | {"جلسه", "ندوه", "محاضره", "ورشه", "امسيه"}
"""However long it is, the title follows."""
_WRITTEN, _ON_IT = (["كتب"], ["كتبت"], ["مكتوب"], ["مكتوبا"], ["مكتوبه"]), (["عليه"], ["عليها"])
_PAGES = frozenset({"صفحتها", "صفحته", "صفحاتها", "صفحاته", "غلافها", "غلافه"})
_ABOUT = frozenset({"حول", "موضوع", "بموضوع", "محور", "بخصوص"})
_MEETINGS = lexicon.words("meetings")
_SAYS_SOMETHING = lexicon.words("clause-openers") | _DENIALS | {"بل", "لست"}
AFTER = "a name after"
_LONGEST_NAME, _LONGEST_TITLE, _LONGEST_PERSON, _LONGEST_BODY = 6, 8, 9, 14
_SHORTEST_BODY, _LONGEST_RANKED = 4, 5
_LONGEST_LIST_ITEM, _LONGEST_EXAMPLE = 3, 3
_LONGEST_NUMBERED = 3
_AHEAD = 16
_MOST_COMPARED = 40
"""So many quoted texts are looked for in the whole article; bounds the work."""
_ITEM = re.compile("[،,]")
_MEASURE = re.compile(
    r"[\d٠-٩][\d٠-٩.,٫٬]*(?: (?:ألف|مليون|ملايين|مليونا|مليار|مليارات|بالمئة|في المئة|في المائة))?"
    r" (?:دولار|يورو|ريال|جنيه|درهم|دينار|ليرة|عام|سنة|سنوات|كم|كلم|متر|طن)(?:\w{,2}| \w+)"
)
"""«403 ملايين ريال «110.7 ملايين دولار»»: the same in another measure."""
_LETTERS = re.compile(r"\w(?:[ .]{1,2}\w)+\.?")
"""«د ب أ», «إ. ف. ب»."""


@lru_cache(maxsize=65536)
def _forms(key: str) -> tuple[str, ...]:
    """A word without the particle glued before it, and of two the one: «قصيدتي «أ» و«ب»»."""
    found = [key, key[1:] if key[:1] in "لبوك" else key]
    is_dual = key.endswith("تي")
    return tuple(found + [form[:-2] + "ه" for form in found] if is_dual else found)


@lru_cache(maxsize=65536)
def _means_slogan(key: str) -> bool:
    return any(form.removeprefix("ال") in _SLOGANS for form in _forms(key))


def _is_naming(key: str) -> bool:
    """«بعنوان»، «لشبكة»: a name follows."""
    return any(form in _NAMING for form in _forms(key))


def _names_next(before: str, count: int) -> bool:
    """«بعنوان «…»», «مسبار «فيجيل»», «وزارتي «الطاقة» و«المالية»»."""
    if before in _ALIKE or (_is_naming(before) and (count <= _LONGEST_BODY or before in _TITLED)):
        return True
    return count <= _LONGEST_NAME and any(form in _THINGS for form in _forms(before))


def _key(paragraph: Paragraph, at: int) -> str:
    return paragraph.tokens[at].key if 0 <= at < len(paragraph.tokens) else ""


def _first_of_row(paragraph: Paragraph, at: int) -> int:
    """Back over «أ»، «ب» و«ج» to the first: they are all of one kind."""
    begin, is_joined = at, False
    for before in range(at - 1, max(-1, at - 12), -1):
        key = _key(paragraph, before)
        if key == QUOTATION and is_joined:
            begin, is_joined = before, False
        elif key in _JOINS:
            is_joined = True
        else:
            break
    return begin


def _has_latin_name(paragraph: Paragraph, at: int) -> bool:
    """«سي إن إن» (CNN)."""
    first = _key(paragraph, at + 2)
    return _key(paragraph, at + 1) == "(" and first.isascii() and first.isalpha()


def _is_title(paragraph: Paragraph, at: int, count: int) -> str:
    """The word before that says «a name follows»; empty if there is none."""
    at = _first_of_row(paragraph, at) if count <= _LONGEST_PERSON else at
    before, second = (_key(paragraph, at - back) for back in (1, 2))
    second = "" if _says_something(paragraph, at) else second
    if _names_next(before, count):
        return before
    if count >= _LONGEST_NAME:
        return next((key for key in (before, second) if key.removeprefix("ال") in _SLOGANS), "")
    if (
        _is_naming(second)
        or before in _PERSONS
        or (before in _EXAMPLES and count <= _LONGEST_EXAMPLE)
    ):
        return before
    for key in (before, second if look(before).is_definite else ""):
        if any(form.removeprefix("ال") in _WORKS for form in (*_forms(key), _owned(key))):
            return key
    return ""


def _says_something(paragraph: Paragraph, at: int) -> bool:
    """«لقناة النهر «نحن هنا …»», «في فندق النهر «انتهت وتم …»»: a clause is no name."""
    span = paragraph.tokens[at].span
    if span is None:
        return False
    if _IS.search(paragraph.text, span.start, span.end):
        return True
    first = arabic.word_key(paragraph.text[span.start : span.end].split(maxsplit=1)[0])
    return first in _SAYS_SOMETHING or look(first).is_verb


def _is_quality(title: str, words: list[str]) -> bool:
    """«منظمة «إرهابية»», «نظام «قمعي»»: what it is like, not what it is called."""
    key = arabic.word_key(words[0])
    return len(words) == 1 and key.endswith("يه" if title[-1:] == "ه" else "ي")


def _is_said_of(paragraph: Paragraph, at: int, title: str, words: list[str]) -> bool:
    """«حيث كتبت عبارة «…»», «القرية «ضمن الخطة»»: what is said of it, or by it, not its name."""
    if title == "عباره":
        return reporting.verb(_key(paragraph, at - 2)) is not None
    looked = [look(arabic.word_key(word)) for word in words]
    if any(form in _FLEETS for form in _forms(title)):
        return all(word.is_plain or word.sort != "other" for word in looked)
    is_led = looked[0].sort in ("preposition", "stop")
    is_led = is_led and title[2:] in _SETTLED
    return is_led or _is_deed_of(title, words) or _is_quality(title, words)


def _is_deed_of(title: str, words: list[str]) -> bool:
    """«الرواية «تكتب الغياب بأدوات …»», «المجموعة «ليست بمنأى»»: what the thing is or does."""
    key = arabic.word_key(words[0])
    if not title.startswith("ال"):
        return False
    is_deed = look(key).is_verb or reporting.verb(key) is not None
    return key in _DENIALS or (is_deed and key[0] in "يت")


def _maker(paragraph: Paragraph, at: int) -> str:
    """««محمد شكري، رجل مخلص»، لمخرجه …»: whose work it is; empty if nothing tells."""
    key = _key(paragraph, at + 1 + (_key(paragraph, at + 1) == "،"))
    return key if _owned(key.lstrip("ل")) in _MAKERS else ""


def _owned(key: str) -> str:
    """«مقاله», «فيلمها»: the thing without whose it is."""
    return key.removesuffix("ها") if key.endswith("ها") else key.removesuffix("ه")


def _is_slogan(paragraph: Paragraph, at: int) -> bool:
    """«بترديد شعارات من قبيل: «…»، و«…»», «لوحة كتب عليها عبارة «…»»."""
    at = _first_of_row(paragraph, at)
    near = [_key(paragraph, before) for before in range(max(0, at - 5), at)]
    last = [key for key in near if key not in (":", "عباره")][-2:]
    if last[:1] in _WRITTEN and last[1:] in _ON_IT:
        return True
    if not THAT.isdisjoint(near):
        return False  # «تحت شعار «…»، قال إن «…»»
    return any(map(_means_slogan, near))


def _is_list(text: str) -> bool:
    """«مكة، رنية، الفرسان، الجنوب»."""
    items = [len(item.split()) for item in _ITEM.split(text)]
    if len(items) < 4 or sorted(items)[len(items) * 3 // 4] > _LONGEST_LIST_ITEM:
        return False
    keys = (arabic.word_key(word) for word in text.split())
    return not any(key in _SAYS_SOMETHING or look(key).is_verb for key in keys)


def _is_person(words: list[str]) -> bool:
    """«علي بن سالم الزين», «العقيد علي الزين», «بي بي سي»."""
    if not 2 <= len(words) <= _LONGEST_PERSON:
        return False
    keys = [arabic.word_key(word) for word in words]
    letters = sum(key in SPELT_LETTERS for key in keys)
    if letters >= 2 and len(keys) <= _LONGEST_NAME and not _ALTERNATIVE.issubset(keys):
        return True
    is_short = len(keys) <= _LONGEST_RANKED or not _LINEAGE.isdisjoint(keys)
    if look(keys[0]).sort in ("title", "honour") and is_short:
        return look(keys[1]).sort == "given"
    is_given = look(keys[0]).sort == "given"
    if look(keys[0]).sort == "stop":
        return False
    return keys[0] == "عبد" or keys[1] in _LINEAGE or (is_given and len(keys) <= 3)


def _is_body(paragraph: Paragraph, at: int, words: list[str]) -> bool:
    """«المشكلة لـ«فيدرالية …»»: the words begin as the name of a body or a law does."""
    before, key = _key(paragraph, at - 1), arabic.word_key(words[0])
    if len(words) > _LONGEST_BODY or before in THAT or before in (":", "الي", "علي"):
        return False
    if _key(paragraph, at + 2).removeprefix("و") in _ACCORDING:
        return False  # «وفد صغير من …»، بحسب البيان
    if _is_clause(words[1:]):
        return False  # «عائلة الحداد هي في كفالتنا»
    word = look(key)
    if word.sort == "body" and word.is_definite:
        return _is_long_name(words)
    return key in _FOUNDED or word.sort == "body"


def _is_clause(words: list[str]) -> bool:
    keys = list(map(arabic.word_key, words))
    has_aside = any(word[0] == "(" for word in words[:-1])  # «بعثة من (قوة) النهر»
    return has_aside or not _IN_CLAUSES.isdisjoint(keys) or any(look(key).is_verb for key in keys)


def _is_long_name(words: list[str]) -> bool:
    """«المركز النهري لحقوق القرى»: a body with all that belongs to it, and no verb."""
    if len(words) < _SHORTEST_BODY:
        return False
    looked = [look(arabic.word_key(word)) for word in words]
    return looked[1].is_definite or looked[1].sort == "preposition"


def _is_before_that(paragraph: Paragraph, at: int) -> bool:
    """«وقال عضو في «…»، إن»: the clause's own إن comes after the marks."""
    for ahead in range(at + 1, min(at + _AHEAD, len(paragraph.tokens))):
        token = paragraph.tokens[ahead]
        if token.key == END or token.span is not None:
            return False
        if token.key in THAT:
            raw = paragraph.slice(ahead, ahead + 1)
            return raw.startswith("إن") or _key(paragraph, ahead - 1) == "،" or ahead == at + 1
        verb = reporting.verb(token.key) if token.is_word else None
        if reporting.needed_after(token.key):
            continue
        if verb is not None and (not verb.is_noun or token.key.endswith("ا")):
            return False
    return False


def is_inside_clause(paragraph: Paragraph, at: int, count: int, since: int) -> bool:
    """A short name between the reporting word at `since` and the words it reports."""
    following = paragraph.tokens[at + 1 : at + 2]
    is_next = bool(following) and following[0].key in THAT
    if count > (_LONGEST_TITLE if is_next else _LONGEST_NAME):
        return False
    between = paragraph.tokens[since + 1 : at]
    if any(token.key in THAT or token.key == ":" for token in between):
        return False
    return _is_before_that(paragraph, at)


def is_subject_of_that(paragraph: Paragraph, at: int, words: list[str]) -> bool:
    """«أن «مدن» تعتزم»: a name as the subject of the reported clause."""
    if _key(paragraph, at - 1) not in ("ان", "بان", "وان") or len(words) > 1:
        return False
    following = _key(paragraph, at + 1)
    if following.endswith("ا"):
        return not words[0].endswith(("ا", "اً", "ًا"))  # «إن «عدوانا» جديدا انطلق»
    return at + 1 < len(paragraph.tokens) and paragraph.tokens[at + 1].is_word


def repeated(texts: Iterable[str]) -> frozenset[str]:
    """What stands in marks again and again: «مدن»."""
    counts = Counter(text for text in texts if len(text.split()) <= _LONGEST_TITLE)
    return frozenset(text for text, count in counts.items() if count > 1 and _is_short(text))


def unmarked(texts: Iterable[str], paragraphs: Sequence[str]) -> frozenset[str]:
    """What begins as a name does, and stands elsewhere without marks."""
    whole = "\n".join(paragraphs)
    texts = dict.fromkeys(text for text in texts if len(text.split()) <= _LONGEST_TITLE)
    names = [text for text in texts if " " in text and _begins_name(text)]
    return frozenset(text for text in names[:_MOST_COMPARED] if whole.count(text) > 1)


def _is_short(text: str) -> bool:
    return len(text.split()) < _LONGEST_NAME


def _begins_name(text: str) -> bool:
    word = look(arabic.word_key(text.split(maxsplit=1)[0]))
    return word.is_definite or word.sort == "body"


def reason(paragraph: Paragraph, at: int, text: str) -> str:
    """Why the quotation at token `at` is a name, title, slogan or list; empty if it is none."""
    words = text.split()
    title = _is_title(paragraph, at, len(words)) or _maker(paragraph, at)
    if title and not _is_said_of(paragraph, at, title, words):
        return f"{AFTER} {title}"
    if nature := surely(paragraph, at, text):
        return nature
    if _is_slogan(paragraph, at) or _is_headline(paragraph, at):
        return "a slogan or headline"
    if _is_person(words) or _is_body(paragraph, at, words):
        return "a person's or body's name"
    if _is_subject_matter(paragraph, at):
        return "what a meeting is about"
    return ""


def surely(paragraph: Paragraph, at: int, text: str) -> str:
    """Why the words cannot be speech, however few they are; empty if they may be."""
    if _has_latin_name(paragraph, at):
        return "a name with its Latin form"
    called = (_key(paragraph, at - back).removeprefix("ال") for back in (2, 3))
    if _key(paragraph, at - 1) == "ب" and not _CALLED.isdisjoint(called):
        return "what it is called"
    return titled.reason(paragraph, at, text.split()) or _nature(paragraph, at, text)


def _is_headline(paragraph: Paragraph, at: int) -> bool:
    """«كتبت الصحيفة في صفحتها الأولى «…»»."""
    before, second = _key(paragraph, at - 1), _key(paragraph, at - 2)
    return second in _PAGES and before in ("الاولي", "الرييسيه")


def _nature(paragraph: Paragraph, at: int, text: str) -> str:
    """What the words are by themselves, wherever they stand; empty if they may be speech."""
    if _MEASURE.fullmatch(text) or _LETTERS.fullmatch(text) or _is_numbered(text):
        return "a measure, letters, or a name with its number"
    if _is_short(text) and all(map(_is_place, text.split())):
        return "names of places"
    is_list = _is_list(text) and _key(paragraph, at - 1) not in THAT  # «إن «مدن أ، ب، ج …»»
    return "a list or a blessing" if is_list or _BLESSING.match(text) else ""


def _is_place(word: str) -> bool:
    """«روسيا وأوكرانيا», «باريس»."""
    key = arabic.word_key(word)
    return "place" in (look(key).sort, look(key.removeprefix("و")).sort)


def _is_numbered(text: str) -> bool:
    """«بيان جنيف 1», «خطة دبي 2021», «هاتف إس 6 برو»; not «تغيير بعد 2011»."""
    words = text.split()
    is_short = len(words) < _LONGEST_NAME and any(word.isdigit() for word in words)
    if is_short and any(arabic.word_key(word) in SPELT_LETTERS for word in words):
        return True
    if not 2 <= len(words) <= _LONGEST_NUMBERED or not words[-1].isdigit():
        return False
    is_letter = words[:-1] == ["إن"]  # «الحوت «إن 204»»
    sort = look(arabic.word_key(words[-2])).sort
    return is_letter or sort not in ("preposition", "time", "stop")


def _is_subject_matter(paragraph: Paragraph, at: int) -> bool:
    """«ندوة نظمتها الشبكة حول «سبل …»»: the title of what was held or written."""
    if _key(paragraph, at - 1) not in _ABOUT:
        return False
    for before in range(at - 2, max(-1, at - _AHEAD), -1):
        key = _key(paragraph, before)
        if key in (END, ":") or key in THAT:
            return False
        if any(form.removeprefix("ال") in _MEETINGS for form in _forms(key)):
            return True
    return False
