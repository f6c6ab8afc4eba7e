"""What a page is, if it is no plain article: live coverage, pictures, a video, behind a wall.

By what it states (JSON-LD, og:type) first, by the wording of its headline and its pleas to
subscribe second. Such pages often have hardly any text, and what they have invites more than it
tells; `telling` keeps the sentences.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.core.models import Form
from bot.core.pages.page_facts import Facts

THIN: Final = 80
"""Words, up to which a headline's «شاهد» or «بالصور» is believed."""
SHORT: Final = 150
"""Words, up to which the text may be the beginning before a wall, or that beside a player."""
FEWEST_WORDS: Final = 6
LIVE_TYPES: Final = frozenset({"LiveBlogPosting", "BroadcastEvent"})
GALLERY_TYPES: Final = frozenset({"ImageGallery", "MediaGallery"})
VIDEO_TYPES: Final = frozenset({"VideoObject", "NewsVideo"})

LIVE: Final = re.compile(
    r"(?:ال)?تغطية (?:ال)?(?:مباشرة|مستمرة|حية)|لحظة بلحظة"
    r"|^(?:مباشر|بث مباشر)\s*[|:.\-–]|\blive blog\b",
    re.IGNORECASE,
)
GALLERY: Final = re.compile(r"^(?:شاهد )?(?:بالصور|صور)\b|\bبالصور$|\(صور\)$|^ألبوم صور\b")
VIDEO: Final = re.compile(r"^(?:شاهد|شاهدوا|بالفيديو|فيديو)\b|\bبالفيديو$|\(فيديو\)$")
_PLEAS: Final = (
    r"للمشتركين (?:فقط|حصرا)|(?:متاحة?|مخصصة?|حصرية?|حصريا) للمشتركين"
    r"|(?:هذا|هذه) (?:المقال|المقالة|المحتوى|المادة|الخبر) للمشتركين"
    r"|اشترك(?:وا)? (?:الآن )?(?:لقراءة|لمتابعة|لمواصلة|لإكمال|لتقرأ|للاطلاع على)"
    r"|(?:لمتابعة|لمواصلة|لاستكمال|لإكمال) (?:القراءة|قراءة).{0,40}(?:اشترك|الاشتراك|سجل|تسجيل)"
    r"|\bsubscribers only\b|\bsubscribe to (?:continue|read)\b"
)
PLEAS: Final = re.compile(_PLEAS, re.IGNORECASE)
INVITES: Final = re.compile(
    r"^(?:شاهد|شاهدوا|تابع|تابعوا|تابعونا|استمع|اضغط|انقر|اشترك|سجل|المزيد|اقرأ|للمزيد)\b"
)
SENTENCE_ENDS: Final = (".", "؟", "!", "»", "”", '"')


def of(facts: Facts, *, words: int, text: str) -> Form:
    """The form of a page with so many words in its body; `text` is all that stands on it."""
    if not facts.is_free or (words < SHORT and PLEAS.search(text)):
        return Form.PAYWALL
    if facts.types & LIVE_TYPES or LIVE.search(facts.title):
        return Form.LIVE
    is_thin = words < THIN
    if facts.types & GALLERY_TYPES or (is_thin and GALLERY.search(facts.title)):
        return Form.GALLERY
    if words < SHORT and (facts.types & VIDEO_TYPES or facts.kind.startswith("video")):
        return Form.VIDEO
    return Form.VIDEO if is_thin and VIDEO.search(facts.title) else Form.ARTICLE


def telling(paragraphs: Sequence[str], *, title: str) -> tuple[str, ...]:
    """Those of the paragraphs that tell: whole sentences, not invitations, not the headline."""
    return tuple(text for text in paragraphs if _tells(text) and text.rstrip(".") != title)


def _tells(text: str) -> bool:
    is_whole = text.endswith(SENTENCE_ENDS) and not text.endswith("...")
    is_plea = PLEAS.search(text) or INVITES.search(text)
    return is_whole and not is_plea and len(text.split()) >= FEWEST_WORDS
