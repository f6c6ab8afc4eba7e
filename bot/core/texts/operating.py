"""What the operator is told and asked, in Arabic and in English beside it."""

TEXTS = {
    "request": (
        (
            "📥 قارئ يطلب إضافة مصدر:\n"
            "<b>{title}</b>\n"
            "{address}\n"
            "الأخبار المعروضة فيه: {entries}، أحدثها {newest}."
        ),
        (
            "📥 A reader asks for a source:\n"
            "<b>{title}</b>\n"
            "{address}\n"
            "Stories listed there: {entries}, the newest {newest}."
        ),
    ),
    "request.accepted": (
        "✅ قُبل المصدر <b>{title}</b>، وصار بين مصادر من طلبه.",
        "✅ <b>{title}</b> is accepted, and now among the sources of whoever asked for it.",
    ),
    "request.refused": (
        "✖️ رُفض المصدر <b>{title}</b>، ولن يُقبل طلبه ثانية.",
        "✖️ <b>{title}</b> is refused, and cannot be asked for again.",
    ),
    "request.gone": ("انتهى هذا الطلب.", "This request is over."),
    "stats": (
        (
            "📊 <b>حال موجز</b>\n"
            "المشتركون: {subscribed}، المتوقفون: {known}، المغادرون: {gone}\n"
            "الأخبار المحفوظة: {articles}، الرسائل المسلّمة في 30 يوماً: {delivered}\n"
            "قيد الإرسال: {sending}، بانتظار إعادة المحاولة: {retry}، غير مؤكد: {uncertain}، "
            "متعذّر: {dead}"
        ),
        (
            "📊 <b>Mujaz at a glance</b>\n"
            "Subscribed: {subscribed}, paused: {known}, gone: {gone}\n"
            "Stories kept: {articles}, messages delivered in 30 days: {delivered}\n"
            "Being sent: {sending}, waiting for another try: {retry}, uncertain: {uncertain}, "
            "undeliverable: {dead}"
        ),
    ),
    "stats.waiting": (
        "📮 بانتظار الإرسال: {waiting}، وأقدمها منذ {age}",
        "📮 Waiting to be sent: {waiting}, the oldest for {age}",
    ),
    "stats.waiting.more": (
        "📮 بانتظار الإرسال: {waiting} أو أكثر، وأقدمها منذ {age}",
        "📮 Waiting to be sent: {waiting} or more, the oldest for {age}",
    ),
    "stats.waiting.none": ("📮 لا رسائل بانتظار الإرسال", "📮 Nothing waits to be sent"),
    "stats.pace": (
        "أُرسل في الدقيقة الأخيرة: {sent}، طلبات التمهّل من تيليغرام اليوم: {floods}",
        "Sent in the last minute: {sent}, asked by Telegram to slow down today: {floods}",
    ),
    "stats.briefings": (
        "المواجيز المرسلة خلال 24 ساعة: {briefings}",
        "Briefings sent within 24 hours: {briefings}",
    ),
    "stats.left_out": (
        "⚠️ قرّاء فاتهم خبر لتأخر الإرسال اليوم: {readers}",
        "⚠️ Readers whom news did not reach in time today: {readers}",
    ),
    "stats.first": (
        "⏱ إلى أول قارئ: بعد {p50} من النشر (الوسيط)، وبعد {p99} (الأبطأ)",
        "⏱ To the first reader: {p50} after publication (median), {p99} (slowest)",
    ),
    "stats.last": (
        "⏱ إلى آخر قارئ: بعد {p50} من النشر (الوسيط)، وبعد {p99} (الأبطأ)",
        "⏱ To the last reader: {p50} after publication (median), {p99} (slowest)",
    ),
    "stats.corrections": (
        "✏️ أخبار يجري تصحيحها لدى القراء: {corrections}",
        "✏️ Stories being corrected for readers: {corrections}",
    ),
    "stats.refused": (
        "⚠️ رسائل لم يقبلها تيليغرام: {refused}، آخرها: \u2068{reason}\u2069",
        "⚠️ Messages that Telegram refused: {refused}, the last: \u2068{reason}\u2069",
    ),
    "stats.sources": (
        "المصادر: {sources}، المتعثر منها: {broken}",
        "Sources: {sources}, in trouble: {broken}",
    ),
    "stats.broken": ("• {source}: \u2068{reason}\u2069", "• {source}: \u2068{reason}\u2069"),
    "notice.broken": (
        (
            "⚠️ تعذّرت متابعة المصدر <b>{source}</b> منذ يوم: \u2068{reason}\u2069\n"
            "{url}\n"
            "أواصل المحاولة، وأخبرك حين يعود."
        ),
        (
            "⚠️ <b>{source}</b> could not be followed for a day: \u2068{reason}\u2069\n"
            "{url}\n"
            "I keep trying, and will tell you when it is back."
        ),
    ),
    "notice.down": (
        (
            "⚠️ تعذّرت متابعة المصدر <b>{source}</b> منذ عشر دقائق أو أكثر: \u2068{reason}\u2069\n"
            "{url}\n"
            "أواصل المحاولة، وأخبرك حين يعود."
        ),
        (
            "⚠️ <b>{source}</b> could not be followed for ten minutes or more: "
            "\u2068{reason}\u2069\n"
            "{url}\n"
            "I keep trying, and will tell you when it is back."
        ),
    ),
    "notice.recovered": (
        "✅ عاد المصدر <b>{source}</b>، وعدتُ إلى متابعته.",
        "✅ <b>{source}</b> is back, and followed again.",
    ),
    "notice.retired": (
        (
            "⛔️ لم أعد أتابع المصدر <b>{source}</b>: \u2068{reason}\u2069\n"
            "{url}\n"
            "لإعادته: \u2068<code>mujaz sources add {url}</code>\u2069"
        ),
        (
            "⛔️ <b>{source}</b> is no longer followed: \u2068{reason}\u2069\n"
            "{url}\n"
            "To bring it back: \u2068<code>mujaz sources add {url}</code>\u2069"
        ),
    ),
    "notice.moved": (
        "↪️ انتقل المصدر <b>{source}</b> إلى عنوان جديد، وأتابعه هناك:\n{reason}",
        "↪️ <b>{source}</b> has moved, and is followed at its new address:\n{reason}",
    ),
    "notice.merged": (
        (
            "↪️ انتقل المصدر <b>{source}</b> إلى عنوان مصدر أتابعه أصلاً، وهو <b>{reason}</b>، وصار "
            "قرّاء الأول يتابعون الثاني."
        ),
        (
            "↪️ <b>{source}</b> has moved to the address of a source that is followed already, "
            "<b>{reason}</b>; its readers now follow that one."
        ),
    ),
    "button.accept": ("✅ اقبل", "✅ Accept"),
    "button.refuse": ("✖️ ارفض", "✖️ Refuse"),
}
