"""What is said around the news, in Arabic and in English beside it."""

TEXTS = {
    "latest.empty": (
        (
            "لا أخبار بعد من مصادرك، فقد بدأتُ متابعتها قبل قليل.\n"
            "أعد المحاولة بعد دقائق، أو راجع مصادرك: /sources"
        ),
        (
            "There is no news from your sources yet: I have only just begun to follow them.\n"
            "Try again in a few minutes, or look at your sources: /sources"
        ),
    ),
    "latest.no_sources": (
        "لم تختر أي مصدر بعد. اختر مصادرك أولاً: /sources",
        "You have not chosen any source yet. Choose some first: /sources",
    ),
    "latest.title": ("🗞 <b>آخر الأخبار</b>", "🗞 <b>Latest news</b>"),
    "latest.choose": ("اضغط رقم الخبر لقراءته 👇", "Tap a number to read the story 👇"),
    "number.wrong": (
        "اكتب بعد الأمر رقماً من 1 إلى {most}، مثل: {example}",
        "Write a number from 1 to {most} after the command, such as: {example}",
    ),
    "number.too_far": (
        "ليس لديّ من مصادرك سوى {news}. جرّب رقماً أصغر.",
        "I have no more than {news} from your sources. Try a smaller number.",
    ),
    "article.gone": (
        "لم يعد هذا الخبر محفوظاً لديّ. آخر الأخبار: /latest",
        "I do not have this story any more. The latest news: /latest",
    ),
    "missed": ("ربما فاتك:", "You may have missed:"),
    "missed.rest": ("أخبار أُجّلت لك", "News that was held back"),
    "form.live": ("📡 تغطية مباشرة", "📡 Live coverage"),
    "form.gallery": ("🖼 صور", "🖼 Pictures"),
    "form.video": ("🎬 فيديو", "🎬 Video"),
    "form.paywall": ("🔒 للمشتركين", "🔒 For subscribers"),
    "withdrawn": (
        "⚠️ <b>سُحب الخبر من مصدره</b>",
        "⚠️ <b>The source has withdrawn this story</b>",
    ),
    "corrected.headline": (
        "✏️ <b>تصحيح:</b> كان العنوان {was}.",
        "✏️ <b>Correction:</b> the headline was {was}.",
    ),
    "corrected.quote": (
        "✏️ <b>تصحيح:</b> كان المنقول عن {speaker}: {was}.",
        "✏️ <b>Correction:</b> {speaker} was quoted as saying {was}.",
    ),
    "corrected.quote_gone": (
        "✏️ <b>تصحيح:</b> حذف المصدر قولاً كان منسوباً إلى {speaker}: {was}.",
        "✏️ <b>Correction:</b> the source has removed words attributed to {speaker}: {was}.",
    ),
    "corrected.speaker": (
        "✏️ <b>تصحيح:</b> نُسب هذا القول من قبل إلى {speaker}: {was}.",
        "✏️ <b>Correction:</b> these words were attributed to {speaker}: {was}.",
    ),
    "handed": ("✂️ خلاصة ما أرسلته، بكلماته", "✂️ What you sent, in short and in its own words"),
    "handed.foreign": (
        "ما في {host} ليس بالعربية، وموجز لا يلخّص غيرها.",
        "What is at {host} is not Arabic, and Mujaz sums up nothing else.",
    ),
    "handed.foreign.text": (
        "ما أرسلته ليس بالعربية، وموجز لا يلخّص غيرها.",
        "What you sent is not Arabic, and Mujaz sums up nothing else.",
    ),
    "handed.several": (
        "في رسالتك أكثر من رابط. أرسل كل رابط في رسالة وحده.",
        "There are several links in your message. Send me one at a time.",
    ),
    "handed.shut": (
        (
            "لا أستطيع قراءة ما في {host}. الصق نص الخبر هنا، أو حوّل إليّ المنشور نفسه، فأعطيك "
            "خلاصته."
        ),
        (
            "I cannot read what is at {host}. Paste the text of the story here, or forward the "
            "post itself, to have it made short."
        ),
    ),
    "button.full": ("📖 النص الكامل", "📖 Full text"),
    "card.label": ("اقتباس", "Quotation"),
    "card.bot": ("موجز", "Mujaz"),
    "button.card": ("🖼 بطاقة اقتباس", "🖼 Quote card"),
    "button.cards": ("🖼 بطاقات اقتباس", "🖼 Quote cards"),
    "button.origin": ("🔗 المصدر", "🔗 Source"),
    "button.digest": ("✂️ الخلاصة", "✂️ Digest"),
    "button.next": ("التالي ←", "← Next"),
    "button.previous": ("→ السابق", "Previous →"),
    "button.page": ("صفحة {page} من {pages}", "Page {page} of {pages}"),
    "full.reading": ("قراءة في {minutes}", "{minutes} to read"),
    "comma": ("، ", ", "),
    "now": ("الآن", "now"),
    "ago": ("قبل {span}", "{span} ago"),
    "more_sources": ("و{sources}", "and {sources}"),
}
