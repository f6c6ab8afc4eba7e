"""What an article is about, by its publisher's own sections: ten topics, as newspapers have them.

`of` reads the names of sections and tags, and the folders of the address; nothing is guessed from
the text. `matches` decides whether a reader who chose topics is told the article.

A reader who chose topics is told also what nobody knows the topic of: of our publishers several
name no section, and what never comes cannot be missed; what comes too much can be muted by source.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from enum import StrEnum
from functools import lru_cache
from typing import Final
from urllib.parse import unquote, urlsplit

from bot.core import arabic


class Topic(StrEnum):
    """In the order in which readers choose."""

    POLITICS = "politics"
    ECONOMY = "economy"
    SPORTS = "sports"
    TECHNOLOGY = "technology"
    HEALTH = "health"
    SCIENCE = "science"
    """Environment and weather too."""
    CULTURE = "culture"
    """Arts too."""
    LOCAL = "local"
    """Accidents and courts too."""
    OPINION = "opinion"
    VARIETY = "variety"


LONGEST: Final = 4
"""Words of the name of a section, of a folder; what is longer is a headline."""

WORDS: Final = {
    Topic.POLITICS: """سياسة سياسي سياسية سياسات برلمان انتخابات دبلوماسية حكومة أحزاب
        politics political politique politiques policy elections diplomacy diplomatie gouvernement
        government""",
    Topic.ECONOMY: """اقتصاد اقتصادي اقتصادية أعمال مال مالية أسواق بورصة بورصات أسهم نفط طاقة
        استثمار عقار عقارات بنوك مصارف تجارة شركات عملات
        economy economic economics economie eco business finance financial markets market money
        bourse bourses aswaq stocks oil energy energie investment realestate trade banks""",
    Topic.SPORTS: """رياضة رياضي رياضية رياضات كرة كورة ملاعب دوري كأس مونديال بطولة بطولات منتخب
        أولمبياد تنس ملاكمة فروسية
        sport sports sportif football soccer kora koora riyada tennis olympics worldcup formula1
        motorsport""",
    Topic.TECHNOLOGY: """تقنية تقنيات تكنولوجيا تكنولوجي تكنولوجية إنترنت رقمية رقمي هواتف
        برمجيات سيبراني
        technology technologies technologie tech techno hitech hightech digital numerique internet
        gadgets ai cyber cybersecurity""",
    Topic.HEALTH: """صحة صحي صحية صحتك طب طبي طبية لقاحات لقاح أمراض مستشفيات تغذية
        health healthcare sante medicine medical medecine wellness nutrition""",
    Topic.SCIENCE: """علوم علمي علمية فضاء بيئة بيئي بيئية مناخ مناخي طقس أرصاد فلك أحياء أحافير
        science sciences scientific space espace environment environnement climate climat weather
        meteo green nature planet astronomy""",
    Topic.CULTURE: """ثقافة ثقافي ثقافية فن فنون فني فنية فنانون أدب أدبية كتب سينما مسرح
        مسلسلات موسيقى دراما تراث رواية روايات متاحف
        culture cultures cultural culturel arts art cinema film films movies books livres music
        musique theatre heritage patrimoine literature drama""",
    Topic.LOCAL: """محليات محلي محلية جهات جهوي مجتمع حوادث حادث قضايا قضاء محاكم جرائم جريمة
        بلديات محافظات مناطق تعليم جامعات
        local locals regions region societe society community accidents accident crime incidents
        incident hawadeth courts justice faitsdivers""",
    Topic.OPINION: """رأي آراء مقالات مقال كتابنا مدونات مدونة افتتاحية زوايا أعمدة
        opinion opinions columns columnists tribune blogs blog editorial editorials tribunes""",
    Topic.VARIETY: """منوعات منوع متنوعات سوشيال لايف ستايل أسرة مرأة موضة سياحة سفر مشاهير غرائب
        مطبخ أزياء سيارات
        variety varieties varietes lifestyle life misc miscellaneous entertainment celebrities
        celebrity people fashion beauty travel tourism tourisme voyage cars women femme famille
        family monawaat monw3at food cuisine""",
}
PHRASES: Final = {
    "يوميات الشرق": Topic.VARIETY,
    "حول العالم": Topic.VARIETY,
    "السلطة الرابعة": Topic.VARIETY,
    "خارج الحدود": Topic.POLITICS,
    "faits divers": Topic.LOCAL,
    "social media": Topic.VARIETY,
    "السوشيال ميديا": Topic.VARIETY,
    "مال وأعمال": Topic.ECONOMY,
    "ذكاء اصطناعي": Topic.TECHNOLOGY,
    "طاقة شمسية": Topic.SCIENCE,
    "مجتمع دولي": Topic.POLITICS,
    "مجتمع مدني": Topic.POLITICS,
    "real estate": Topic.ECONOMY,
    "world cup": Topic.SPORTS,
    "كتاب الرأي": Topic.OPINION,
    "كتاب وآراء": Topic.OPINION,
    "كتاب ومقالات": Topic.OPINION,
    "فكر ورأي": Topic.OPINION,
}
"""What its single words would not say, or would say otherwise."""
TWO_IN_ONE: Final = {
    "scienceandtechnology": (Topic.SCIENCE, Topic.TECHNOLOGY),
    "scienceandtech": (Topic.SCIENCE, Topic.TECHNOLOGY),
    "artandculture": (Topic.CULTURE,),
    "cultureandart": (Topic.CULTURE,),
}
"""Folders in which words are run together."""
WORLD: Final = """عالم عالمي عالمية دولي دولية دوليات عربي عربية عربيات إقليمي إقليمية أوسط
    world international monde mideast arab global mena"""
"""Sections called after places: mostly politics, unless something else is said as well."""

_NO_LETTER = re.compile(r"[\W_]+")


def matches(chosen: Collection[str], topics: frozenset[str]) -> bool:
    """Whether a reader who chose these topics (`Settings.topics`; none: everything) is told an
    article that has those (`of`; none: nobody knows)."""
    return not chosen or not topics or not topics.isdisjoint(chosen)


def of(
    article_topics: Collection[str], source_topics: Collection[str], url: str
) -> frozenset[str]:
    """The topics of an article; empty if its publisher does not tell.

    What a source is about counts when nothing is said of the article, and only if the source is
    about one thing: a sports paper.
    """
    named = [topics_of(name) for name in article_topics]
    told = frozenset().union(*named, *(topics_of(folder) for folder in folders(url)))
    if told:
        return told
    places = [*article_topics, *folders(url)]
    if any(is_place(name) for name in places):
        return frozenset({Topic.POLITICS})
    of_source = {topics_of(name) for name in source_topics}
    only = next(iter(of_source)) if len(of_source) == 1 else frozenset[str]()
    return only if len(only) == 1 else frozenset()


def folders(url: str) -> list[str]:
    """What an address says before its last part, which is the headline or a number."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return []
    return [*host.split(".")[:-2], *unquote(parts.path).split("/")[1:-1]]


@lru_cache(maxsize=4096)
def topics_of(name: str) -> frozenset[str]:
    """The topics that the name of one section or tag means."""
    words = words_of(name)
    if len(words) > LONGEST:
        return frozenset()
    phrase = _PHRASES.get(" ".join(words))
    if phrase is not None:
        return frozenset({phrase})
    return frozenset(topic for word in words for topic in _TOPICS.get(word, ()))


@lru_cache(maxsize=4096)
def is_place(name: str) -> bool:
    words = words_of(name)
    return len(words) <= LONGEST and not _WORLD.isdisjoint(words)


def words_of(name: str) -> list[str]:
    """Comparable words: one spelling, without «ال» and «و», of French without accents."""
    letters = unicodedata.normalize("NFD", arabic.normalise(name[:100]))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return [bare(word) for word in _NO_LETTER.split(plain) if word]


def bare(word: str) -> str:
    for prefix in ("وال", "ال", "و"):
        if word.startswith(prefix) and len(word) - len(prefix) >= 2:
            return word.removeprefix(prefix)
    return word


def bare_words(words: str) -> Iterator[str]:
    for word in words.split():
        yield from words_of(word)


_TOPICS: Final[dict[str, tuple[str, ...]]] = {
    **{word: (topic,) for topic, words in WORDS.items() for word in bare_words(words)},
    **TWO_IN_ONE,
}
_PHRASES: Final[dict[str, str]] = {
    " ".join(words_of(phrase)): topic for phrase, topic in PHRASES.items()
}
_WORLD: Final = frozenset(bare_words(WORLD))
