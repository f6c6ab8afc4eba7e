"""What is said of searching, in Arabic and in English beside it."""

TEXTS = {
    "search.ask": (
        "عمَّ تبحث؟ اكتب كلمة أو أكثر، أو عبارة بين علامتي اقتباس.",
        "What are you looking for? Write a word or more, or a phrase in quotation marks.",
    ),
    "search.title": ("🔎 <b>{query}</b> · {stories}", "🔎 <b>{query}</b> · {stories}"),
    "search.title.newest": (
        "🔎 <b>{query}</b> · أحدث {stories}",
        "🔎 <b>{query}</b> · the newest {stories}",
    ),
    "search.none": (
        ("لم أجد «{query}» في أخبار مصادرك.\nجرّب كلمة أخرى أو كلمات أقل، أو أضف مصادر: /sources"),
        (
            "I have not found “{query}” in the news of your sources.\n"
            "Try another word or fewer of them, or add sources: /sources"
        ),
    ),
    "search.fewer": (
        "لم أجد «{query}» في أخبار مصادرك، ووجدت بعض كلماته:",
        "I have not found “{query}” in the news of your sources, but some of its words:",
    ),
    "search.behind": (
        "ما زلت أُفهرس الأخبار القديمة، فأعد البحث بعد قليل.",
        "I am still indexing older news: search again later.",
    ),
    "search.says_nothing": (
        "لا شيء هنا يُبحث عنه. ابحث باسم أو مكان أو موضوع، مثل: /search الزلزال",
        "There is nothing to search for. Write a name, a place or a topic, in Arabic.",
    ),
    "search.too_long": (
        (
            "هذا أطول من أن أبحث عنه. اكتب عشر كلمات على الأكثر.\n"
            "وإن كان خبراً فأرسل رابطه أو حوّل إليّ منشوره، فأعطيك خلاصته."
        ),
        (
            "This is too long to search for. Write ten words at most.\n"
            "If it is a story, send its address or forward its post, to have it made short."
        ),
    ),
    "search.narrow": (
        "لديّ المزيد. أضف كلمة تضيّق البحث.",
        "There is more. Add a word to narrow the search.",
    ),
    "said.ask": (
        "ماذا قال مَن؟ اكتب الاسم أو المنصب، مثل: وزير المالية",
        "Who said what? Write a name or an office, in Arabic.",
    ),
    "said.title": ("🗣 <b>أقوال {query}</b>", "🗣 <b>Said by {query}</b>"),
    "said.none": (
        "لم أجد في أخبار مصادرك كلاماً منقولاً بنصه عن «{query}».",
        "In the news of your sources I have found nothing that “{query}” said.",
    ),
    "said.none_of": (
        "لم أجد في أقوال «{query}» شيئاً عن «{subject}».",
        "I have found nothing that “{query}” said about “{subject}”.",
    ),
    "said.else": ("وهذا أحدث ما وجدته:", "This is the latest I found:"),
    "said.named": ("وهذا ما وجدته في الأخبار:", "This is what I found in the news:"),
    "inline.begin": (
        "ابدأ مع موجز لتبحث في أخبارك من هنا",
        "Start Mujaz to search your news here",
    ),
    "button.search": ("🔎 ابحث في الأخبار", "🔎 Search the news"),
}
