"""What is said about keywords, in Arabic and in English beside it."""

TEXTS = {
    "settings.keywords": ("الكلمات: {value}", "Keywords: {value}"),
    "keywords.title": ("🔔 <b>الكلمات</b>", "🔔 <b>Keywords</b>"),
    "keywords.about": (
        "🔔 ما تتابعه: يصلك كل خبر يرد فيه فور نشره\n"
        "🔕 ما تحجبه: لا يصلك خبر يرد فيه، ولو كان عاجلاً",
        "🔔 Watched: all news of your sources that holds them comes at once\n"
        "🔕 Muted: no news that holds them comes to you, not even breaking news",
    ),
    "keywords.remove": ("اضغط الكلمة لحذفها.", "Tap a keyword to remove it."),
    "keywords.nothing": ("لا كلمات", "none"),
    "keywords.without": ("بلا {keywords}", "without {keywords}"),
    "keywords.both": ("{watched}، و{without}", "{watched}; {without}"),
    "keywords.none": (
        "لم أجد كلمة في رسالتك. اكتبها هكذا: غزة، كأس العالم",
        "I found no keyword in your message. Write them with commas between.",
    ),
    "keywords.too_many": (
        "عشرون كلمة على الأكثر. احذف كلمة قبل إضافة غيرها.",
        "Twenty keywords at most. Remove one before you add another.",
    ),
    "keywords.too_long": (
        "أربعة وعشرون حرفاً للكلمة على الأكثر. افصل بين الكلمات بفاصلة، أو اختصر.",
        "A keyword has 24 letters at most. Put commas between them, or shorten it.",
    ),
    "keywords.says_nothing": (
        "لا كلمة هنا تميّز خبراً من خبر. اختر كلمة أخص.",
        "No word of that tells one story from another. Choose a rarer one.",
    ),
    "watched.ask": (
        "🔔 <b>كلمات تتابعها</b>\n"
        "أرسل الكلمات في رد على هذه الرسالة، وبينها فاصلة، مثل: غزة، كأس العالم",
        "🔔 <b>Keywords to watch for</b>\n"
        "Reply to this message with them, in Arabic as the news is, commas between.",
    ),
    "muted.ask": (
        "🔕 <b>كلمات تحجبها</b>\n"
        "أرسل الكلمات في رد على هذه الرسالة، وبينها فاصلة، مثل: الأبراج، كرة القدم",
        "🔕 <b>Keywords to mute</b>\n"
        "Reply to this message with them, in Arabic as the news is, commas between.",
    ),
    "watched.now": (
        "يصلك من الآن كل خبر من مصادرك فيه «{keyword}» فور وروده. لتغيير ذلك: \u2068/words\u2069",
        "From now on all news of your sources that holds “{keyword}” comes at once. To change "
        "that: \u2068/words\u2069",
    ),
    "watched.is_it": (
        "هل أرسل إليك كل خبر فيه {keywords} فور وروده؟",
        "Shall all news that holds {keywords} come to you at once?",
    ),
    "muted.is_it": (
        "هل أحجب عنك كل خبر فيه {keywords}؟",
        "Shall no news that holds {keywords} come to you?",
    ),
    "muted.moved": (
        "نُقلت {keywords} من الكلمات المتابَعة إلى المحجوبة",
        "{keywords}: no longer watched for, but muted",
    ),
    "watched.moved": (
        "نُقلت {keywords} من الكلمات المحجوبة إلى المتابَعة",
        "{keywords}: no longer muted, but watched for",
    ),
    "muted.already": (
        "لا يصلك خبر فيه {keywords}. لتغيير ذلك: /words",
        "No news that holds {keywords} comes to you. To change that: /words",
    ),
    "keywords.quoted": ("«{keyword}»", "“{keyword}”"),
    "keywords.or": (" أو ", " or "),
    "watched.held": ("🔔 مما تتابعه: {keywords}", "🔔 Watched: {keywords}"),
    "watched.already": (
        "كل خبر فيه {keywords} يصلك فور وروده. لتغيير ذلك: /words",
        "All news that holds {keywords} comes to you at once. To change that: /words",
    ),
    "button.keywords": ("🔔 الكلمات", "🔔 Keywords"),
    "button.watched": ("🔔 {keyword}", "🔔 {keyword}"),
    "button.muted": ("🔕 {keyword}", "🔕 {keyword}"),
    "button.watched.ask": ("➕ كلمة أتابعها", "➕ Watch one"),
    "button.muted.ask": ("➕ كلمة أحجبها", "➕ Mute one"),
    "button.watch": ("🔔 نبهني بجديده", "🔔 Alert me"),
}
