"""The domain types; the glossary of the project.

Words are those of Atom and JSON Feed (source, feed, entry), of newsrooms (article, quote,
speaker, digest, story, briefing) and of queues (delivery, outbox). All are frozen values. Every
`datetime` is aware and in UTC unless its field says otherwise.
"""

from bot.core.models.briefings import (
    Briefing,
    BriefingKind,
    Due,
    Said,
    Saying,
    Told,
    Version,
)
from bot.core.models.feeds import (
    Entry,
    FoundFeed,
    Habits,
    ListedEntry,
    ParsedFeed,
    PollState,
    Source,
)
from bot.core.models.news import (
    Article,
    Change,
    ChangeKind,
    Digest,
    Form,
    Quote,
    QuoteKind,
    StoredArticle,
)
from bot.core.models.readers import (
    Digits,
    Language,
    Length,
    Pushes,
    Quiet,
    Settings,
    Standing,
    Subscriber,
    Variant,
)
from bot.core.models.sending import (
    Button,
    Delivery,
    Edit,
    Edited,
    Message,
    Outcome,
    Settlement,
)

__all__ = [
    "Article",
    "Briefing",
    "BriefingKind",
    "Button",
    "Change",
    "ChangeKind",
    "Delivery",
    "Digest",
    "Digits",
    "Due",
    "Edit",
    "Edited",
    "Entry",
    "Form",
    "FoundFeed",
    "Habits",
    "Language",
    "Length",
    "ListedEntry",
    "Message",
    "Outcome",
    "ParsedFeed",
    "PollState",
    "Pushes",
    "Quiet",
    "Quote",
    "QuoteKind",
    "Said",
    "Saying",
    "Settings",
    "Settlement",
    "Source",
    "Standing",
    "StoredArticle",
    "Subscriber",
    "Told",
    "Variant",
    "Version",
]
