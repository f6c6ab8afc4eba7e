"""An article made short in its own words: headline, gist, and the quotations worth printing."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from bot.core import arabic, gist, items, leaning, quotes, sentences, stems, teasers
from bot.core.models import Article, Digest, Quote, QuoteKind
from bot.core.quotation_marks import MARK
from bot.core.quotes import Finding
from bot.core.quotes.pointing import points_at_untold
from bot.core.report_signs import TOLD_ON

MOST_KEY_QUOTES = 3
_GIST_SENTENCES = 2
_FEWEST_WORDS, _MOST_WORDS = 6, 45
_FEWEST_TOLD = 4
"""Fewer words tell nothing by themselves: names and scare quotes for the most part."""
_FEWEST_CUT = (20, 12)
"""A quotation is cut where so many words stay, or if need be so many."""
_CLAUSE_ENDS = re.compile(" ?[،؛,](?= (?!لا ))")
"""Not «…، وعندما يحين الموعد، | لا يحضر»: what comes is told of what was begun."""
_JOINTS = re.compile(
    " (?=(?:حيث|لكن|ولكن|إلا أن|غير أن|لأن|كما|مما|بينما|إذ|وأن|ولا|ولن|ولم|وقد|وهو|وهي|وهذا|وهذه"
    "|وسوف|ونحن|وكل"
    r"|وي\w{3,}) )"
)
"""Where a sentence without commas is cut: before a word that begins a clause."""
_MOST_LETTERS, _MOST_NAMING = 500, 200
"""Of what is printed of a quotation, and of its speaker with his office: of 465 in 900 articles
none had more than 322, no speaker more than 49 and no office more than 102. A word can be made as
long as a page, and its card is drawn for minutes."""
_GOOD_WORDS = range(9, 33)
_COURTESY_WORDS = 15
_ALIKE = 0.6
_RETOLD, _FEWEST_RETOLD = 0.5, 3
"""What of a quotation, and how many words at least, a sentence beside it may tell."""
_MANY_VOICES = 3
_IN_HEADLINE = 0.5
"""What it is worth that the headline names who speaks."""
_HEADING_WORDS, _LONGEST_HEADING = range(9, 25), 32
"""Of 3,516 headlines one in a hundred has more than 20 words."""
_GOES_ON = re.compile(
    " ?[،؛,](?= (?:حيث|وذلك|فيما|بينما|مما|كما|وفق|بحسب|حسب|ضمن|بحضور|بمناسبة|تحت شعار|في إطار"
    r"|والتي|والذي|التي|الذي"
    r"|(?:مؤكد|مشير|مضيف|موضح|مبين|مشدد|معتبر|مبرز|معرب|منوه|مطالب|محذر|لافت|قائل)[اة]) )"
)
"""Before what is told besides."""
_LONGEST_LEAD = 45
_LONGEST_NEWS, _FEWEST_AROUND = 70, 12
"""Words of a first sentence that is told with the quotation in it, and of it around that."""
_FIRST_TURN = 2
_TURNS = re.compile(
    r"و?(?:على صعيد (?:آخر|متصل|مواز)|من (?:جهة|ناحية) (?:أخرى|ثانية)|من جانب آخر|[إا]لى ذلك،"
    r"|في (?:سياق|شأن|موضوع|تطور) (?:آخر|متصل|مواز|منفصل)|في غضون ذلك|في سياق متصل)"
)
"""What a paragraph begins with that tells another story."""
_SAYS_NOTHING = re.compile(
    r"^(?:السلام عليكم|بسم الله|الحمد لله|شكرا|أشكر|نشكر|أهنئ|نهنئ|أتقدم|نتقدم|مبروك"
    r"|ألف مبروك|مرحبا"
    r"|أهلا|إنا لله|رحم الله|اللهم|نسأل الله|أسأل الله)"
)
_HANGS = re.compile(
    r"^(?:وهو|وهي|وهم|وهما|حيث|مما|والتي|والذي|التي|الذي|وذلك|أيْ? إن(?:ها|ه)?|بحيث|بالتالي"
    r"|لأن|لأنه|لأنها|ذلك أن|ذلك أنه|وبما أن|وبما أنها|إلا أن|إلا أنه"
    r"|ذلك لأن\w*|وعندها|عندها|ففي|فإن(?:ه|ها|هم|نا|ني)?"
    r"|أنه|أنها|أنهم|بأن|بأنه|بأنها|على أن|على أنه|على أنها)\b"
)


def excerpt(text: str) -> str:
    """What is printed of a quotation: all of it, or its first sentences as far as they fit, or
    its first clauses with an ellipsis; empty where nothing whole fits."""
    text = _own(text)
    if len(text.split()) <= _MOST_WORDS:
        return text
    kept = ""
    for sentence in sentences.split(text):
        begun = text[: text.index(sentence, len(kept)) + len(sentence)]
        if len(begun.split()) > _MOST_WORDS:
            break
        if _before_bracket(text, len(begun)) == len(begun):
            kept = begun
    if len(kept.split()) >= _FEWEST_WORDS:
        return kept
    for fewest, ends in product(_FEWEST_CUT, (_CLAUSE_ENDS, _JOINTS)):
        found = [_before_bracket(text, match.start()) for match in ends.finditer(text)]
        fitting = [end for end in found if fewest <= len(text[:end].split()) <= _MOST_WORDS]
        if fitting:
            return text[: fitting[-1]] + arabic.ELLIPSIS
    return ""


def _own(text: str) -> str:
    """Without what the newspaper tells on inside the marks: «…، مشيرا إلى أن …»."""
    for end in _CLAUSE_ENDS.finditer(text):
        if TOLD_ON.match(text, end.start()) and text.count(" ", 0, end.start()) >= _FEWEST_WORDS:
            return text[: end.start()]
    return text


def _before_bracket(text: str, end: int) -> int:
    """Where to cut instead of inside «… (بما فيها القرى، والواحة) …»: before what it opens."""
    opened = text.rfind("(", 0, end)
    return end if opened <= text.rfind(")", 0, end) else len(text[:opened].rstrip(" ،؛,"))


def _may_be_told(finding: Finding) -> bool:
    """Whole speech of a sure speaker that says something by itself."""
    quote = finding.quote
    if not (quote.kind is QuoteKind.SPEECH and quote.speaker and finding.is_sure):
        return False
    if len(excerpt(quote.text)) > _MOST_LETTERS or len(quote.speaker + quote.role) > _MOST_NAMING:
        return False
    words = len(quote.text.split())
    says_nothing = words < _COURTESY_WORDS and _SAYS_NOTHING.match(quote.text)
    return words >= _FEWEST_TOLD and not says_nothing and not _HANGS.match(quote.text)


def _fits(quote: Quote, *, is_long: bool) -> bool:
    words = len(quote.text.split())
    if is_long:
        return words > _MOST_WORDS and excerpt(quote.text) != ""
    return _FEWEST_WORDS <= words <= _MOST_WORDS


def _worth(finding: Finding, *, order: int, headline: frozenset[str]) -> float:
    """Confidence before completeness; then what the article is about, early and of good length."""
    quote = finding.quote
    words = stems.of(quote.text)
    worth = 1.0 if finding.is_named else 0.0
    worth += 0.5 if quote.role else 0.0
    worth += len(words & headline) / (len(headline) + 1)
    if finding.is_person and not headline.isdisjoint(stems.of(quote.speaker)):
        worth += _IN_HEADLINE
    worth += 0.4 if len(quote.text.split()) in _GOOD_WORDS else 0.0
    return worth - 0.1 * order


def repeats(quote: Quote, chosen: Sequence[Quote]) -> bool:
    """Whether nearly the same words are among the chosen."""
    mine = stems.of(quote.text)
    for other in chosen:
        theirs = stems.of(other.text)
        if len(mine & theirs) > _ALIKE * min(len(mine), len(theirs)):
            return True
    return False


def _surest(fit: list[Finding], voices: int) -> list[Finding]:
    """Those of a person with a name, in articles of many voices only if it stands beside the
    words; where there are none, all. In 400 articles that nobody had read, 6 of 31 others that
    were printed beside such were wrong, and 18 of the remaining 345 quotations."""
    first = [
        finding
        for finding in fit
        if finding.is_person and (finding.is_named or voices < _MANY_VOICES)
    ]
    return first or fit


def _key_quotes(findings: Sequence[Finding], article: Article) -> list[Quote]:
    """Up to three, from different speakers first."""
    head = stems.of(article.title)
    may_be = [finding for finding in findings if _may_be_told(finding)]
    fit = [finding for finding in may_be if _fits(finding.quote, is_long=False)]
    if not fit:
        fit = [finding for finding in may_be if _fits(finding.quote, is_long=True)][:1]
    told = head | stems.of(_first(article))
    fit = [each for each in fit if not _leans(each, article, told)] or fit
    fit = _surest(fit, len({finding.quote.speaker for finding in findings} - {""}))
    ranked = sorted(
        fit,
        key=lambda finding: -_worth(finding, order=findings.index(finding), headline=head),
    )
    chosen: list[Quote] = []
    for again in (False, True):
        for finding in ranked:
            quote = finding.quote
            is_new_voice = all(quote.speaker != other.speaker for other in chosen)
            if len(chosen) == MOST_KEY_QUOTES or quote in chosen or not (again or is_new_voice):
                continue
            if not repeats(quote, chosen):
                chosen.append(quote)
    return chosen


def _leans(finding: Finding, article: Article, told: frozenset[str]) -> bool:
    """On what is not told beside it: it points to words before it, or is of another story, behind
    «على صعيد آخر» and without a word of the headline."""
    quote = finding.quote
    if finding.points_outside or points_at_untold(quote.text, told):
        return True
    turned = range(_FIRST_TURN, quote.paragraph + 1)
    is_beside = any(_TURNS.match(article.paragraphs[at]) for at in turned)
    return is_beside and told.isdisjoint(stems.of(quote.text))


def _lead(article: Article, printed: Sequence[str]) -> str:
    """The sentence to stand above a headline that withholds the news; empty if there is none."""
    if not teasers.is_teaser(article.title):
        return ""
    best = gist.choose(article.paragraphs, headline=article.title, printed=printed, wanted=1)
    is_fit = best == [_first(article)] and len(best[0].split()) <= _LONGEST_LEAD
    return best[0] if is_fit and teasers.tells_event(best[0]) else ""


def _told(article: Article) -> tuple[list[Quote], list[Quote]]:
    """What readers may be told that somebody said, and what of it is printed first.

    Words behind a colon without marks are printed only where the newspaper uses no marks at all:
    of 85 that were read, 94 in a hundred were right, fewer than of those in marks.
    """
    if not any(map(MARK.search, article.paragraphs)):
        keys = _key_quotes(quotes.find_unmarked(article.paragraphs), article)[:1]
        return keys, keys
    if not quotes.may_tell(article.paragraphs, fewest=_FEWEST_TOLD):
        return [], []  # so it is in two of five articles that have marks
    findings = quotes.find(article.paragraphs)
    told = [finding.quote for finding in findings if _may_be_told(finding)]
    return told, _key_quotes(findings, article)


def every_quote(article: Article, made: Digest) -> list[Quote]:
    """All quotations of the article, in text order, also those that its digest does not tell:
    fragments, and words whose speaker is only likely."""
    keys = {(quote.paragraph, quote.start) for quote in made.key_quotes}
    found = quotes.extract(article.paragraphs) or made.quotes
    return [replace(quote, key=(quote.paragraph, quote.start) in keys) for quote in found]


def _besides_lead(article: Article, keys: Sequence[Quote]) -> list[Quote]:
    """Those that the article's first sentence does not hold, where that tells the news around
    them: printed below, they would keep it out of the gist."""
    first = _first(article) if keys else ""
    words = len(first.split())
    return [
        quote
        for quote in keys
        if words > _LONGEST_NEWS
        or words < len(quote.text.split()) + _FEWEST_AROUND
        or quote.paragraph
        or excerpt(quote.text) not in first
    ]


def _besides_gist(keys: Sequence[Quote], told: Sequence[str]) -> list[Quote]:
    """Those of which no sentence beside them tells half: nobody wants to read «إن العمل يبدأ غدا»
    above «العمل يبدأ غدا». Where there are none, those that are not nearly the same. A headline
    that tells one is what it is printed for."""
    around = [stems.of(text) for text in told]

    def are_told(most: float) -> list[Quote]:
        return [
            quote for quote in keys if _most_shared(stems.of(excerpt(quote.text)), around) <= most
        ]

    return are_told(_RETOLD) or are_told(_ALIKE)


def _most_shared(mine: frozenset[str], others: Sequence[frozenset[str]]) -> float:
    """The part of the words that one of the others has; none where it is a word or two."""
    shared = max((len(mine & each) for each in others), default=0)
    return shared / len(mine) if shared >= _FEWEST_RETOLD else 0.0


def _is_headed_by_itself(article: Article) -> bool:
    """Whether its headline is its own first sentence, as where a text came without one."""
    return arabic.has_key(_first(article), arabic.normalise(article.title))


def _heading(sentence: str) -> str:
    """A first sentence that stands for a headline: where it is longer than any, without what it
    goes on to say, or broken off; the gist tells it whole."""
    words = sentence.removesuffix(arabic.ELLIPSIS).split()
    if len(words) <= _LONGEST_HEADING:
        return sentence
    found = [_before_bracket(sentence, match.start()) for match in _GOES_ON.finditer(sentence)]
    fitting = [
        sentence[:end]
        for end in found
        if len(sentence[:end].split()) in _HEADING_WORDS and _are_even(sentence[:end])
    ]
    if fitting:
        return fitting[-1]
    begun = " ".join(words[: _HEADING_WORDS.stop - 1])
    if not _are_even(begun):
        begun = begun[: begun.rindex("«")].rstrip(" :،")
    while arabic.is_broken_off(begun):
        begun = begun.rpartition(" ")[0]
    return begun + arabic.ELLIPSIS


def _are_even(text: str) -> bool:
    return text.count("«") <= text.count("»")


def _first(article: Article) -> str:
    """Its first sentence as it is told, if it has any."""
    found = sentences.split(article.paragraphs[0]) if article.paragraphs else ()
    return items.unmarked(next(iter(found), ""))


def make(article: Article, *, gist_sentences: int | None = None) -> Digest:
    """The digest of a cleaned article; its gist has so many sentences, by default two and the
    first one where that is the headline too: messages tell it once."""
    told, keys = _told(article)
    keys = _besides_lead(article, keys)
    printed = [excerpt(quote.text).removesuffix(arabic.ELLIPSIS) for quote in keys]
    lead = _lead(article, printed)
    is_told_above = _is_headed_by_itself(article)
    if gist_sentences is None:
        gist_sentences = _GIST_SENTENCES + is_told_above
    sentences = gist.choose(
        article.paragraphs,
        headline=article.title,
        printed=printed,
        wanted=gist_sentences + bool(lead),
    )
    sentences = [each for each in sentences if each != lead][:gist_sentences]
    heading = _heading(article.title) if is_told_above else article.title
    opened = 1 + (is_told_above and heading == article.title)
    keys = _besides_gist(keys, (lead, *sentences))
    return Digest(
        headline=arabic.without_lone_marks(arabic.typeset(heading)).rstrip("."),
        gist=(*map(leaning.opening, sentences[:opened]), *sentences[opened:]),
        quotes=tuple(replace(quote, key=quote in keys) for quote in told),
        lead=leaning.opening(lead),
    )
