"""A headline without what its publisher writes beside it: section, label, state, site, address.

«عام / … / إضافة أولى», «بالفيديو.. …», «محدث 1-…», «… (صور)», «… | النخيل اليوم». Asked of a
tidied line; the headline itself stays as it is.
"""

import re
from collections.abc import Sequence

from bot.core.cleaning import datelines

_PICTURES = r"(?:بال)?(?:فيديو|صور)(?: و(?:بال|ال)?(?:فيديو|صور))?"
_LABEL = rf"(?:{_PICTURES}|حصريا?|خاص|بث (?:مباشر|حي)|مباشر)"
_STATE = r"(?:محد\u0651?ث(?: \d{1,2})?|تحديث \d{1,2}|إضافة تفاصيل)"
_SECTION = (
    "جهوي|جهات|وطني|محلي|محليات|دولي|مجتمع|سياسة|اقتصاد|رياضة|ثقافة|فن|حوادث|منوعات|أخبار|تقارير"
)
_BEFORE = re.compile(
    r"^(?:(?:عام|سياسي|اقتصادي|رياضي|ثقافي|اجتماعي|دولي|تقرير)(?: / | ?/ ?)"
    rf"|(?:{_SECTION}) [-–—|] (?=\S+ \S+ \S)"
    rf"|\({_LABEL}\) ?|{_LABEL}(?: ?[|…:] ?| [-–—] )|شاهد ?\| ?|{_STATE} ?[-–—|:] ?)(?=\S)"
)
"""«شاهد…» itself withholds the news, and stays."""
_BEHIND = re.compile(
    r"(?: ?/)? إضافة (?:أولى|ثانية|ثالثة|رابعة|[أا]خيرة)(?: و[أا]?خيرة)?$"
    rf"|(?<=\S) ?(?:\((?:{_LABEL}|{_STATE})\)|[|…] ?{_PICTURES}| [-–—] {_PICTURES}| https?://\S+)$"
)
_SITE = re.compile(
    r"(?:\| ?| [-–—] (?=[A-Z]{2,5}\b|[A-Z].*\b(?:24|News|Arabic|TV|Press|Post|Online)\b"
    r"|(?:ال)?(?:أخبار|موقع|صحيفة|جريدة|وكالة|قناة|إذاعة|راديو|بوابة|شبكة|مجلة) "
    r"|[^|]* (?:نيوز|بري?س|[أا]ونلاين|[أا]ف [أا]م|[تط]ي في|كورة)$))"
    r"(?P<name>[^|–—]{2,36})$"
)
"""Behind a dash only what can be nothing else: «… - RT Arabic», «… – صحيفة النهر»."""
_LONGEST_SITE, _FEWEST_BEFORE_SITE = 4, 5
_WIDEST_SITE = 40
"""Letters at the end that may be a site's name with its bar: bounds the search."""


def alone(title: str) -> str:
    """The headline; in «كأس العالم | المغرب إلى النهائي» the news is behind the bar."""
    title = _BEFORE.sub("", title)
    while (site := _SITE.search(title, max(0, len(title) - _WIDEST_SITE))) is not None:
        if not _is_site(title[: site.start()], site["name"].split()):
            break
        title = title[: site.start()].rstrip()
    return _BEHIND.sub("", title).strip()


def _is_site(before: str, name: Sequence[str]) -> bool:
    """Whether a whole headline stands before it, and no news behind."""
    longest = max(len(part.split()) for part in before.split("|"))
    is_whole = longest >= _FEWEST_BEFORE_SITE and len(name) <= _LONGEST_SITE
    return is_whole and not any(map(datelines.is_verb, name))
