"""Every sentence the bot says to readers, in Arabic; the command menu in English as well.

Texts are HTML with `{placeholders}`; `say` escapes what it puts in. Lines get their direction
marks from `render`, never here. Counted things are written out in the six plural forms of
CLDR (https://cldr.unicode.org/index/cldr-spec/plural-rules); one and two carry no digit.
"""

from html import escape

from babel import Locale

from bot.core.settings_texts import SETTINGS

TEXTS = {
    "welcome": (
        "أهلاً بك في <b>موجز</b>: الخبر في سطور، وأبرز ما قيل فيه ومن قاله.\n"
        "اشترك لتصلك {what}، أو أرسل /latest لقراءة آخر خبر."
    ),
    "welcome.subscribed": (
        "أهلاً بك في <b>موجز</b>: الخبر في سطور، وأبرز ما قيل فيه ومن قاله.\n"
        "أنت مشترك، وتصلك {what}."
    ),
    "welcome.joined": (
        "أهلاً بك في <b>موجز</b>: الخبر في سطور، وأبرز ما قيل فيه ومن قاله.\n"
        "✅ أنت الآن مشترك، وستصلك {what}."
    ),
    "welcome.channel": (
        "هنا <b>موجز</b>: الخبر في سطور، وأبرز ما قيل فيه ومن قاله.\nستُنشر {what}."
    ),
    "subscribed": (
        "✅ تم الاشتراك، وستصلك {what}.\n"
        "مصادرك: {sources}.\n"
        "لتغيير ما يصلك ومتى أرسل /settings، وللتوقف /unsubscribe."
    ),
    "subscribed.already": (
        "أنت مشترك بالفعل، وتصلك {what}.\nمصادرك: {sources}. لتغيير ما يصلك ومتى: /settings"
    ),
    "subscribed.nothing_chosen": (
        "✅ تم الاشتراك، لكنك لم تختر أي مصدر بعد. اختر مصادرك: /sources"
    ),
    "unsubscribed": "تم إلغاء الاشتراك، ولن تصلك أخبار بعد الآن. للعودة في أي وقت: /subscribe",
    "unsubscribed.already": "لست مشتركاً حالياً. للاشتراك: /subscribe",
    "latest.empty": (
        "لا أخبار بعد من مصادرك، فقد بدأتُ متابعتها للتو.\n"
        "أعد المحاولة بعد دقائق، أو راجع مصادرك: /sources"
    ),
    "latest.no_sources": "لم تختر أي مصدر بعد. اختر مصادرك أولاً: /sources",
    "latest.title": "🗞 <b>آخر الأخبار</b>",
    "latest.choose": "اختر رقماً لقراءة الخبر 👇",
    "number.wrong": "اكتب بعد الأمر رقماً من 1 إلى {most}، مثل: {example}",
    "number.too_far": "ليس لديّ من مصادرك سوى {news}. جرّب رقماً أصغر.",
    "article.gone": "لم يعد هذا الخبر محفوظاً لديّ. آخر الأخبار: /latest",
    "sources.title": (
        "📰 <b>مصادرك</b>\nاضغط على المصدر لإضافته أو حذفه. ما عليه ✅ تصلك أخباره."
    ),
    "sources.own": "ما أضفته بنفسك في أعلى القائمة، ويحذفه الضغط على 🗑.",
    "sources.bells": "الجرس لما يصلك من المصدر: 🔔 كغيره، و🔕 لا شيء.",
    "sources.at_once": "و⚡ كل خبر منه فور نشره.",
    "sources.add": "لإضافة مصدر آخر أرسل رابطه بعد الأمر /add",
    "sources.muted": "كُتمت أخبار {source}، وتجدها متى شئت في \u2068/latest\u2069",
    "sources.normal": "تصلك أخبار {source} كما اخترت في الإعدادات",
    "sources.instant": "يصلك كل خبر من {source} فور نشره",
    "sources.dropped": "حُذف {source} من مصادرك",
    "add.how": (
        "أرسل رابط الموقع أو رابط خدمة الأخبار فيه (RSS) بعد الأمر، مثل:\n"
        "\u2068/add https://example.com\u2069"
    ),
    "add.offer": "هل أضيف {host} إلى مصادرك؟ أبحث فيه أولاً عن خدمة أخبار (RSS).",
    "add.done": (
        "✅ وجدتُ <b>{title}</b>، وأضفته إلى مصادرك: ستصلك أخباره مع أخبارها.\n"
        "الأخبار المعروضة فيه: {entries}، أحدثها {newest}."
    ),
    "add.done_only": (
        "✅ وجدتُ <b>{title}</b>، وأضفته إلى مصادرك. لتصلك أخبارها اشترك: /subscribe\n"
        "الأخبار المعروضة فيه: {entries}، أحدثها {newest}."
    ),
    "add.already": "<b>{title}</b> بين مصادرك بالفعل. لترى مصادرك كلها: /sources",
    "add.pending": (
        "⏳ وجدتُ <b>{title}</b>، وأرسلتُ طلبك إلى مشغّل البوت. سأخبرك بقراره.\n"
        "الأخبار المعروضة فيه: {entries}، أحدثها {newest}."
    ),
    "add.pending_already": "طلبك إضافة <b>{title}</b> ما زال بانتظار مشغّل البوت.",
    "add.accepted": "✅ وافق مشغّل البوت على <b>{title}</b>، وصار بين مصادرك.",
    "add.refused": (
        "لم يوافق مشغّل البوت على إضافة <b>{title}</b>. لاختيار مصدر من المتاح: /sources"
    ),
    "add.forbidden": (
        "لا يسمح مشغّل البوت بإضافة <b>{title}</b>. لاختيار مصدر من المتاح: /sources"
    ),
    "add.closed": "مصادر هذا البوت يختارها مشغّله، ولا تُضاف إليها مصادر أخرى. اختر منها: /sources",
    "add.foreign": (
        "عناوين <b>{title}</b> ليست بالعربية، وموجز لا يلخّص غيرها. "
        "أرسل رابط النسخة العربية إن وُجدت."
    ),
    "add.quota": (
        "بلغت الحد الأقصى للمصادر المضافة ({most}). احذف واحداً منها ثم أعد المحاولة: /sources"
    ),
    "add.too_fast": "أضفت مصادر كثيرة في وقت قصير. أعد المحاولة بعد ساعة.",
    "look.looking": "🔎 أنظر في {host}…",
    "look.several": "🔎 وجدتُ في {host} أكثر من مصدر. اضغط على ما تريد إضافته:",
    "look.none": (
        "لم أجد في {host} خدمة أخبار (RSS). إن كانت في الموقع صفحة لها فأرسل رابطها، "
        "وإلا فأرسل رابط موقع آخر."
    ),
    "look.empty": (
        "وجدتُ في {host} خدمة أخبار (RSS)، لكنها فارغة. أعد المحاولة حين تُنشر فيها أخبار."
    ),
    "look.undated": (
        "وجدتُ في {host} خدمة أخبار (RSS) بلا تواريخ، ولا أعرف الجديد منها. أرسل رابط خدمة أخرى."
    ),
    "look.refused": (
        "لا أستطيع فتح هذا العنوان. أرسل عنواناً عاماً على الإنترنت، مثل:\n"
        "\u2068https://example.com\u2069"
    ),
    "look.unreachable": "لم أصل إلى {host}. تحقق من كتابة الرابط، أو أعد المحاولة بعد قليل.",
    "look.slow": "تأخر {host} في الرد. أعد المحاولة بعد قليل.",
    "look.missing": "لا صفحة في {host} بهذا الرابط. تحقق من كتابته، أو أرسل رابط الصفحة الأولى.",
    "look.down": "الموقع {host} متعطل الآن. أعد المحاولة بعد قليل.",
    "look.shut": "لا يسمح {host} بالقراءة الآلية. أرسل رابط خدمة الأخبار فيه (RSS) إن كانت له.",
    "look.too_often": "أرسلت روابط كثيرة في وقت قصير. أعد المحاولة بعد ساعة.",
    "request": (
        "📥 قارئ يطلب إضافة مصدر:\n<b>{title}</b>\n{address}\n"
        "الأخبار المعروضة فيه: {entries}، أحدثها {newest}."
    ),
    "request.accepted": "✅ قُبل <b>{title}</b>، وصار بين مصادر من طلبه.",
    "request.refused": "✖️ رُفض <b>{title}</b>، ولا يُطلب بعد الآن.",
    "request.gone": "انتهى هذا الطلب.",
    "opml.reading": "📂 أقرأ القائمة…",
    "opml.sent": "📂 مصادرك في ملف OPML، تفتحه برامج قراءة الأخبار، وتستعيده هنا بإرساله إليّ.",
    "opml.empty": "لا مصادر لديك بعد. اختر منها: /sources",
    "opml.wrong": "لا أقرأ هذا الملف: {reason}. أرسل ملف OPML صدّره برنامج لقراءة الأخبار.",
    "opml.too_large": "أكبر من المسموح",
    "opml.no_list": "ليس قائمة OPML",
    "opml.no_feeds": "ليس فيه أي مصدر",
    "opml.done": "📂 المصادر في القائمة: {found}، أُضيف منها: {added}.",
    "opml.already": "بين مصادرك من قبل: {already}.",
    "opml.pending": "بانتظار موافقة مشغّل البوت: {pending}.",
    "opml.over": "لم تُضف لبلوغ الحد الأقصى: {over}.",
    "opml.failed": "تعذّرت إضافة: {failed}.",
    "opml.lost": "تعذّر تنزيله من تيليغرام",
    "opml.title": "مصادري في موجز",
    "sources.none": "لم يُضِف مشغّل هذا البوت أي مصدر بعد.",
    "sources.on": "أُضيف {source}",
    "sources.off": "حُذف {source}",
    "sources.changed": "لم يعد هذا المصدر متاحاً. حدّث القائمة: /sources",
    "help": (
        "<b>موجز</b> يتابع الصحف والوكالات، ويرسل إليك كل خبر في سطور: العنوان، وخلاصته بكلمات "
        "الخبر نفسه، وأبرز ما قيل فيه ومن قاله. لا نضيف شيئاً من عندنا.\n"
        "\n"
        "/latest آخر خبر، أو /latest 5 لآخر خمسة أخبار\n"
        "/full النص الكامل لآخر خبر، أو /full 2 للذي قبله\n"
        "/settings ما يصلك ومتى: الموجز وأوقاته، والمواضيع، وساعات الهدوء\n"
        "/sources اختيار المصادر\n"
        "/add إضافة مصدر برابطه\n"
        "/export مصادرك في ملف، وإرسال ملف OPML يضيف ما فيه\n"
        "/subscribe الاشتراك\n"
        "/unsubscribe إلغاء الاشتراك\n"
        "/help هذه الرسالة"
    ),
    "unknown": "لم أفهم رسالتك. أستطيع أن أرسل إليك آخر الأخبار أو نص خبر كامل: /help",
    "unknown.command": "لا أعرف الأمر {command}. هذه أوامري: /help",
    "unknown.button": "هذا الزر لم يعد يعمل. آخر الأخبار: /latest",
    "unknown.link": "هذا الرابط غير صالح. آخر الأخبار: /latest",
    "admins_only": "هذا الأمر لمشرفي المجموعة فقط.",
    "error": "تعذّر تنفيذ طلبك لخلل عندنا، وقد سجّلناه. أعد المحاولة بعد قليل.",
    "about": (
        "موجز يتابع الصحف والوكالات، ويرسل إليك كل خبر في سطور: العنوان، وخلاصته بكلمات الخبر "
        "نفسه، وأبرز ما قيل فيه ومن قاله. لا نضيف شيئاً من عندنا."
    ),
    "about.short": "الخبر في سطور، وأبرز ما قيل فيه ومن قاله.",
    "stats": (
        "📊 <b>حال موجز</b>\n"
        "المشتركون: {subscribed}، المتوقفون: {known}، المغادرون: {gone}\n"
        "الأخبار المحفوظة: {articles}، الرسائل المسلّمة في 30 يوماً: {delivered}\n"
        "قيد الإرسال: {sending}، بانتظار إعادة المحاولة: {retry}، "
        "غير مؤكد: {uncertain}، متعذّر: {dead}"
    ),
    "stats.waiting": "📮 بانتظار الإرسال: {waiting}، وأقدمها منذ {age}",
    "stats.waiting.more": "📮 بانتظار الإرسال: {waiting} أو أكثر، وأقدمها منذ {age}",
    "stats.waiting.none": "📮 لا رسائل بانتظار الإرسال",
    "stats.pace": "أُرسل في الدقيقة الأخيرة: {sent}، طلبات التمهّل من تيليغرام اليوم: {floods}",
    "stats.first": "⏱ إلى أول قارئ: بعد {p50} من النشر (الوسيط)، وبعد {p99} (الأبطأ)",
    "stats.last": "⏱ إلى آخر قارئ: بعد {p50} من النشر (الوسيط)، وبعد {p99} (الأبطأ)",
    "stats.corrections": "✏️ أخبار يجري تصحيحها لدى القراء: {corrections}",
    "stats.refused": "⚠️ رسائل لم يقبلها تيليغرام: {refused}، آخرها: \u2068{reason}\u2069",
    "stats.sources": "المصادر: {sources}، المتعثر منها: {broken}",
    "stats.broken": "• {source}: \u2068{reason}\u2069",
    "notice.broken": (
        "⚠️ تعذّرت متابعة <b>{source}</b> منذ يوم: \u2068{reason}\u2069\n"
        "{url}\n"
        "نواصل المحاولة، ونخبرك حين يعود."
    ),
    "notice.recovered": "✅ عاد <b>{source}</b>، وعدنا إلى متابعته.",
    "notice.retired": (
        "⛔️ لم نعد نتابع <b>{source}</b>: \u2068{reason}\u2069\n"
        "{url}\n"
        "لإعادته: <code>mujaz sources add {url}</code>"
    ),
    "notice.moved": "↪️ انتقل <b>{source}</b> إلى عنوان جديد، ونتابعه هناك:\n{reason}",
    "notice.merged": (
        "↪️ انتقل <b>{source}</b> إلى عنوان مصدر نتابعه أصلاً، وهو <b>{reason}</b>، فصار قرّاؤه "
        "من قرّائه."
    ),
    "missed": "ربما فاتك:",
    "breaking": "عاجل",
    "form.live": "📡 تغطية مباشرة",
    "form.gallery": "🖼 صور",
    "form.video": "🎬 فيديو",
    "form.paywall": "🔒 للمشتركين",
    "withdrawn": "⚠️ <b>سُحب الخبر من مصدره</b>",
    "corrected.headline": "✏️ <b>تصحيح:</b> كان العنوان {was}.",
    "corrected.quote": "✏️ <b>تصحيح:</b> كان المنقول عن {speaker}: {was}.",
    "corrected.quote_gone": "✏️ <b>تصحيح:</b> حذف المصدر قولاً كان منسوباً إلى {speaker}: {was}.",
    "corrected.speaker": "✏️ <b>تصحيح:</b> كان منسوباً إلى {speaker} القول {was}.",
    "button.subscribe": "🔔 اشترك",
    "button.unsubscribe": "🔕 إلغاء الاشتراك",
    "button.latest": "🗞 آخر خبر",
    "button.sources": "📰 المصادر",
    "button.add": "➕ ابحث وأضف",
    "button.accept": "✅ اقبل",
    "button.refuse": "✖️ ارفض",
    "button.full": "📖 النص الكامل",
    "button.origin": "🔗 المصدر",
    "button.digest": "✂️ الخلاصة",
    "button.next": "التالي ←",
    "button.previous": "→ السابق",
    "button.page": "صفحة {page} من {pages}",
    "full.reading": "قراءة {minutes}",
    "more_sources": "و{sources}",
}

TEXTS |= {key: arabic for key, (arabic, _) in SETTINGS.items()}

PLURALS: dict[str, dict[str, str]] = {
    "news": {
        "zero": "لا أخبار",
        "one": "خبر واحد",
        "two": "خبرين",
        "few": "{n} أخبار",
        "many": "{n} خبراً",
        "other": "{n} خبر",
    },
    "seconds": {
        "zero": "أقل من ثانية",
        "one": "ثانية",
        "two": "ثانيتين",
        "few": "{n} ثوانٍ",
        "many": "{n} ثانية",
        "other": "{n} ثانية",
    },
    "minutes": {
        "zero": "أقل من دقيقة",
        "one": "دقيقة",
        "two": "دقيقتين",
        "few": "{n} دقائق",
        "many": "{n} دقيقة",
        "other": "{n} دقيقة",
    },
    "hours": {
        "zero": "أقل من ساعة",
        "one": "ساعة",
        "two": "ساعتين",
        "few": "{n} ساعات",
        "many": "{n} ساعة",
        "other": "{n} ساعة",
    },
    "days": {
        "zero": "أقل من يوم",
        "one": "يوم",
        "two": "يومين",
        "few": "{n} أيام",
        "many": "{n} يوماً",
        "other": "{n} يوم",
    },
    "sources": {
        "zero": "لا مصادر",
        "one": "مصدر واحد",
        "two": "مصدران",
        "few": "{n} مصادر",
        "many": "{n} مصدراً",
        "other": "{n} مصدر",
    },
    "other_sources": {
        "zero": "لا مصادر أخرى",
        "one": "مصدر آخر",
        "two": "مصدرين آخرين",
        "few": "{n} مصادر أخرى",
        "many": "{n} مصدراً آخر",
        "other": "{n} مصدر آخر",
    },
}

COMMANDS = {
    "start": {"ar": "البداية", "en": "Start"},
    "latest": {"ar": "آخر خبر", "en": "The latest story"},
    "full": {"ar": "النص الكامل لآخر خبر", "en": "Full text of the latest story"},
    "sources": {"ar": "اختيار المصادر", "en": "Choose your sources"},
    "settings": {"ar": "ما يصلك ومتى", "en": "What you get, and when"},
    "add": {"ar": "إضافة مصدر برابطه", "en": "Add a source by its address"},
    "export": {"ar": "مصادرك في ملف OPML", "en": "Your sources as an OPML file"},
    "subscribe": {"ar": "الاشتراك في الأخبار", "en": "Subscribe to the news"},
    "unsubscribe": {"ar": "إلغاء الاشتراك", "en": "Stop getting the news"},
    "help": {"ar": "المساعدة", "en": "Help"},
}

# What people write instead of a command, as `arabic.normalise` leaves it.
WORDS = {
    "subscribe": ("اشترك", "اشتراك", "اشتركني"),
    "unsubscribe": ("الغاء", "الغاء الاشتراك", "توقف", "ايقاف", "stop"),
    "latest": ("اخر خبر", "اخر الاخبار", "الاخبار", "اخبار", "خبر", "جديد", "news", "latest"),
    "sources": ("المصادر", "مصادر", "sources"),
    "add": ("اضف", "اضافه", "اضف مصدر", "اضافه مصدر", "مصدر جديد", "add"),
    "settings": ("الاعدادات", "اعدادات", "ضبط", "settings"),
    "help": ("مساعده", "المساعده", "help"),
    "start": ("ابدا", "مرحبا", "السلام عليكم", "اهلا", "سلام", "start", "hi", "hello"),
}

ARABIC = Locale("ar")


def say(key: str, **values: object) -> str:
    """A text as HTML, every value escaped."""
    return TEXTS[key].format(**{name: escape(str(value)) for name, value in values.items()})


def label(key: str, **values: object) -> str:
    """A text for a button or a notice, where nothing is HTML."""
    return TEXTS[key].format(**values)


def count(key: str, n: int) -> str:
    """`n` of something, in the genitive or accusative: «خبرين», «5 أخبار», «26 خبراً»."""
    return PLURALS[key][ARABIC.plural_form(n)].format(n=n)


def word_command(text: str) -> str | None:
    """The command that a normalised message means, if it is one of the plain words for it."""
    return next((command for command, words in WORDS.items() if text in words), None)
