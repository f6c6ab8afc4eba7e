"""What the bot says of itself, of joining and leaving, and where nothing else fits; in Arabic and
in English beside it."""

TEXTS = {
    "name": ("موجز", "Mujaz"),
    "welcome": (
        (
            "أهلاً بك في <b>{bot}</b>: الخبر في سطور، وأبرز ما قيل فيه ومن قاله.\n"
            "اشترك لتصلك {what}، أو أرسل /latest لقراءة آخر خبر."
        ),
        (
            "Welcome to <b>{bot}</b>: Arabic news in a few lines, and who said what.\n"
            "Subscribe to get {what}, or send /latest to read the latest story."
        ),
    ),
    "welcome.subscribed": (
        (
            "أهلاً بك في <b>{bot}</b>: الخبر في سطور، وأبرز ما قيل فيه ومن قاله.\n"
            "اشتراكك قائم، وتصلك {what}."
        ),
        (
            "Welcome to <b>{bot}</b>: Arabic news in a few lines, and who said what.\n"
            "You are subscribed, and get {what}."
        ),
    ),
    "welcome.joined": (
        (
            "أهلاً بك في <b>{bot}</b>: الخبر في سطور، وأبرز ما قيل فيه ومن قاله.\n"
            "✅ بدأ اشتراكك، وستصلك {what}."
        ),
        (
            "Welcome to <b>{bot}</b>: Arabic news in a few lines, and who said what.\n"
            "✅ You are subscribed now, and get {what}."
        ),
    ),
    "welcome.channel": (
        "هنا <b>{bot}</b>: الخبر في سطور، وأبرز ما قيل فيه ومن قاله.\nتُنشر هنا {what}.",
        (
            "This is <b>{bot}</b>: Arabic news in a few lines, and who said what.\n"
            "This channel gets {what}."
        ),
    ),
    "subscribed": (
        (
            "✅ بدأ اشتراكك، وستصلك {what}.\n"
            "مصادرك: {sources}.\n"
            "لتغيير ما يصلك ومتى أرسل /settings، وللتوقف /unsubscribe."
        ),
        (
            "✅ You are subscribed, and will get {what}.\n"
            "Your sources: {sources}.\n"
            "To change what comes and when send /settings, to stop /unsubscribe."
        ),
    ),
    "subscribed.already": (
        "اشتراكك قائم، وتصلك {what}.\nمصادرك: {sources}. لتغيير ما يصلك ومتى: /settings",
        (
            "You are subscribed already, and get {what}.\n"
            "Your sources: {sources}. To change what comes and when: /settings"
        ),
    ),
    "subscribed.nothing_chosen": (
        "✅ بدأ اشتراكك، لكنك لم تختر أي مصدر بعد. اختر مصادرك: /sources",
        "✅ You are subscribed, but have not chosen any source yet. Choose some: /sources",
    ),
    "subscribed.topic": (
        "الأخبار تصل في هذا الموضوع، ولنقلها إلى موضوع آخر أرسل /subscribe فيه.",
        "The news comes to this topic. To move it to another one send /subscribe there.",
    ),
    "subscribed.moved": (
        "✅ من الآن تصل الأخبار هنا، لا حيث كانت تصل من قبل.",
        "✅ From now on the news comes here, and no longer where it came before.",
    ),
    "unsubscribed": (
        "أُلغي اشتراكك، ولن تصلك أخبار بعد الآن. للعودة في أي وقت: /subscribe",
        "You are unsubscribed: no more news will come. To return: /subscribe",
    ),
    "unsubscribed.already": (
        "الاشتراك متوقف من قبل. للعودة في أي وقت: /subscribe",
        "You are not subscribed. To subscribe: /subscribe",
    ),
    "help": (
        (
            "<b>موجز</b> يتابع الصحف والوكالات، ويرسل إليك كل خبر في سطور: العنوان، وخلاصته "
            "بكلمات الخبر نفسه، وأبرز ما قيل فيه ومن قاله، ولا يضيف شيئاً من عنده.\n"
            "\n"
            "/latest آخر خبر، أو /latest 5 لآخر خمسة أخبار\n"
            "/brief موجز بأهم ما جدّ من مصادرك\n"
            "/full النص الكامل لآخر خبر، أو /full 2 للذي قبله\n"
            "/search البحث في أخبار مصادرك، وتكفي كتابة الكلمات وحدها\n"
            "أرسل رابط خبر، أو حوّل إليّ منشوراً طويلاً، فأعطيك خلاصته ومن قال ماذا فيه\n"
            "/said ما قاله من تسأل عنه، أو اكتب: ماذا قال وزير المالية عن الضرائب؟\n"
            "/settings ما يصلك ومتى: الموجز وأوقاته، والمواضيع، وساعات الهدوء\n"
            "/words كلمات يصلك خبرها فوراً، وأخرى لا يصلك خبرها\n"
            "/sources اختيار المصادر\n"
            "/add إضافة مصدر برابطه\n"
            "/export مصادرك في ملف، وإرسال ملف OPML يضيف ما فيه\n"
            "/subscribe الاشتراك\n"
            "/unsubscribe إلغاء الاشتراك\n"
            "/help هذه الرسالة"
        ),
        (
            "<b>Mujaz</b> follows Arabic newspapers and agencies, and sends you each story in a "
            "few lines: the headline, the gist in the story's own words, and who said what. "
            "Nothing is added to it.\n"
            "\n"
            "/latest the latest story, or /latest 5 for five of them\n"
            "/brief what is new from your sources, in brief\n"
            "/full the full text of the latest story, or /full 2 of the one before\n"
            "/search search the news of your sources; the words alone will do\n"
            "Send the address of a story, or forward a long post, to have it made short\n"
            "/said what somebody said, by name or office\n"
            "/settings what comes and when: briefings and their times, topics, quiet hours\n"
            "/words keywords whose news comes at once, or not at all\n"
            "/sources choose your sources\n"
            "/add add a source by its address\n"
            "/export your sources in a file; sending an OPML file adds what is in it\n"
            "/subscribe get the news\n"
            "/unsubscribe stop getting the news\n"
            "/help this message"
        ),
    ),
    "help.group": (
        (
            "في المجموعة أجيب عمّا يُكتب بلا أمر إذا سبقه اسمي: {name}\n"
            "والردّ باسمي وحده على رابط خبر أو منشور طويل يأتي بخلاصته."
        ),
        (
            "In a group I answer plain words that have my name before them: {name}\n"
            "Reply with my name alone to a link or a long post to have it made short."
        ),
    ),
    "help.forum": (
        "وتصل الأخبار في الموضوع الذي أُرسل فيه /subscribe.",
        "The news comes to the topic in which /subscribe was sent.",
    ),
    "leaving.is_it": ("هل ألغي الاشتراك؟", "Shall I stop the news?"),
    "thanks": ("على الرحب والسعة 🌿", "You are welcome 🌿"),
    "unknown": (
        "لم أفهم رسالتك. أستطيع أن أرسل إليك آخر الأخبار، أو أبحث فيها عن كلمة تكتبها: /help",
        "I did not understand. I can send you the latest news, or search it for a word: /help",
    ),
    "unknown.number": (
        "لقراءة خبر من قائمة اضغط رقمه تحتها. المساعدة: /help",
        "To read a story of a list tap its number below it. Help: /help",
    ),
    "unknown.answer": (
        "للجواب عن سؤال اضغط الزر الذي تحته.",
        "To answer a question tap the key below it.",
    ),
    "declined": ("حسناً، لم يتغيّر شيء.", "All right, nothing has changed."),
    "unknown.command": (
        "لا أعرف الأمر {command}. هذه أوامري: /help",
        "I do not know the command {command}. These are mine: /help",
    ),
    "unknown.button": (
        "هذا الزر لم يعد يعمل. آخر الأخبار: /latest",
        "This button does not work any more. The latest news: /latest",
    ),
    "unknown.link": (
        "هذا الرابط غير صالح. آخر الأخبار: /latest",
        "This link is not valid. The latest news: /latest",
    ),
    "admins_only": (
        "هذا الأمر لمشرفي المجموعة فقط.",
        "Only administrators of the group may do that.",
    ),
    "admins_only.channel": (
        "هذا الأمر لمشرفي القناة فقط.",
        "Only administrators of the channel may do that.",
    ),
    "error": (
        "تعذّر تنفيذ طلبك لخلل عندي، وقد سجّلته. أعد المحاولة بعد قليل.",
        "Something went wrong on my side, and I have noted it. Try again later.",
    ),
    "about": (
        (
            "موجز يتابع الصحف والوكالات، ويرسل إليك كل خبر في سطور: العنوان، وخلاصته بكلمات "
            "الخبر نفسه، وأبرز ما قيل فيه ومن قاله، ولا يضيف شيئاً من عنده."
        ),
        (
            "Mujaz follows Arabic newspapers and agencies, and sends you each story in a few "
            "lines: the headline, the gist in the story's own words, and who said what."
        ),
    ),
    "about.short": (
        "الخبر في سطور، وأبرز ما قيل فيه ومن قاله.",
        "Arabic news in a few lines, and who said what.",
    ),
    "button.subscribe": ("🔔 اشترك", "🔔 Subscribe"),
    "button.unsubscribe": ("🔕 إلغاء الاشتراك", "🔕 Unsubscribe"),
    "button.latest": ("🗞 آخر خبر", "🗞 Latest"),
    "button.sources": ("📰 المصادر", "📰 Sources"),
}
