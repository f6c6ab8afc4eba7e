"""What is said of sources, and of those that readers add, in Arabic and in English beside it."""

TEXTS = {
    "sources.title": (
        "📰 <b>مصادرك</b>\nاضغط المصدر لإضافته أو حذفه. ما عليه ✅ تصلك أخباره.",
        "📰 <b>Your sources</b>\nTap a source to add or remove it. Those with ✅ come to you.",
    ),
    "sources.own": (
        "ما أضفته بنفسك في أعلى القائمة، ويحذفه الزر 🗑.",
        "Those that you added yourself come first; 🗑 removes one.",
    ),
    "sources.bells": (
        "الجرس لما يصلك منه: 🔔\u00a0كغيره من المصادر، 🔕\u00a0لا شيء.",
        "The bell tells what a source sends you: 🔔\u00a0as the others do, 🔕\u00a0nothing.",
    ),
    "sources.bells.three": (
        "الجرس لما يصلك منه: 🔔\u00a0كغيره من المصادر، ⚡\u00a0كل خبر فور نشره، 🔕\u00a0لا شيء.",
        "The bell tells what a source sends you: 🔔\u00a0as the others do, ⚡\u00a0everything at "
        "once, 🔕\u00a0nothing.",
    ),
    "sources.add": (
        "لإضافة مصدر آخر أرسل رابطه بعد الأمر /add",
        "To add another source, send its address after the command /add",
    ),
    "sources.muted": (
        "حُجبت أخبار {source}، وتجدها متى شئت في \u2068/latest\u2069",
        "{source} is muted; its news is in \u2068/latest\u2069 whenever you like",
    ),
    "sources.normal": (
        "تصلك أخبار {source} كما اخترت في الإعدادات",
        "The news of {source} comes to you as you chose in the settings",
    ),
    "sources.instant": (
        "يصلك كل خبر من {source} فور نشره",
        "Every story of {source} comes to you at once",
    ),
    "sources.dropped": ("حذفتُ {source} من مصادرك", "{source} is no longer among your sources"),
    "add.how": (
        (
            "أرسل رابط الموقع أو رابط خدمة الأخبار فيه (RSS) بعد الأمر، مثل:\n"
            "\u2068/add https://example.com\u2069"
        ),
        (
            "Send the address of the site or of its feed (RSS) after the command, such as:\n"
            "\u2068/add https://example.com\u2069"
        ),
    ),
    "add.offer": (
        "هل أضيف {host} إلى مصادرك؟ أبحث فيه أولاً عن خدمة أخبار (RSS).",
        "Shall I add {host} to your sources? I will look for a feed (RSS) there first.",
    ),
    "add.done": (
        (
            "✅ وجدتُ المصدر <b>{title}</b>، وأضفته إلى مصادرك، وستصلك أخباره معها.\n"
            "الأخبار المعروضة فيه: {entries}، أحدثها {newest}."
        ),
        (
            "✅ I found <b>{title}</b> and added it to your sources: its news will come to you.\n"
            "Stories listed there: {entries}, the newest {newest}."
        ),
    ),
    "add.done_only": (
        (
            "✅ وجدتُ المصدر <b>{title}</b>، وأضفته إلى مصادرك. لتصلك أخبارها اشترك: /subscribe\n"
            "الأخبار المعروضة فيه: {entries}، أحدثها {newest}."
        ),
        (
            "✅ I found <b>{title}</b> and added it to your sources. To get the news subscribe: "
            "/subscribe\n"
            "Stories listed there: {entries}, the newest {newest}."
        ),
    ),
    "add.already": (
        "المصدر <b>{title}</b> بين مصادرك من قبل. لترى مصادرك كلها: /sources",
        "<b>{title}</b> is among your sources already. To see them all: /sources",
    ),
    "add.pending": (
        (
            "⏳ وجدتُ المصدر <b>{title}</b>، وأرسلتُ طلبك إلى مشغّل البوت. سأخبرك بقراره.\n"
            "الأخبار المعروضة فيه: {entries}، أحدثها {newest}."
        ),
        (
            "⏳ I found <b>{title}</b> and sent your request to the operator of this bot. I "
            "will tell you what is decided.\n"
            "Stories listed there: {entries}, the newest {newest}."
        ),
    ),
    "add.pending_already": (
        "طلبك إضافة المصدر <b>{title}</b> ما زال بانتظار مشغّل البوت.",
        "Your request for <b>{title}</b> is still with the operator.",
    ),
    "add.accepted": (
        "✅ وافق مشغّل البوت على المصدر <b>{title}</b>، وصار بين مصادرك.",
        "✅ The operator has accepted <b>{title}</b>; its news will come to you.",
    ),
    "add.refused": (
        "لم يوافق مشغّل البوت على إضافة المصدر <b>{title}</b>. لاختيار مصدر من المتاح: /sources",
        "The operator has declined <b>{title}</b>. To choose from what there is: /sources",
    ),
    "add.forbidden": (
        "لا يسمح مشغّل البوت بإضافة المصدر <b>{title}</b>. لاختيار مصدر من المتاح: /sources",
        "The operator does not allow <b>{title}</b>. To choose from what there is: /sources",
    ),
    "add.closed": (
        "مصادر هذا البوت يختارها مشغّله، ولا تُضاف إليها مصادر أخرى. اختر منها: /sources",
        "The operator chooses the sources of this bot. Choose among them: /sources",
    ),
    "add.foreign": (
        (
            "عناوين المصدر <b>{title}</b> ليست بالعربية، وموجز لا يلخّص غيرها. أرسل رابط النسخة "
            "العربية إن وُجدت."
        ),
        (
            "The headlines of <b>{title}</b> are not Arabic, and Mujaz sums up nothing else. "
            "Send the address of its Arabic edition if there is one."
        ),
    ),
    "add.quota": (
        "بلغت الحد الأقصى للمصادر المضافة ({most}). احذف واحداً منها ثم أعد المحاولة: /sources",
        "You have added all the sources you may ({most}). Remove one and try again: /sources",
    ),
    "add.too_fast": (
        "أضفت مصادر كثيرة في وقت قصير. أعد المحاولة بعد ساعة.",
        "You have added many sources in a short time. Try again in an hour.",
    ),
    "look.looking": ("🔎 أنظر في {host}…", "🔎 Looking at {host}…"),
    "look.several": (
        "🔎 وجدتُ في {host} أكثر من مصدر. اضغط ما تريد إضافته:",
        "🔎 There is more than one source at {host}. Tap what you want to add:",
    ),
    "look.none": (
        (
            "لم أجد في {host} خدمة أخبار (RSS). إن كانت في الموقع صفحة لها فأرسل رابطها، وإلا "
            "فأرسل رابط موقع آخر."
        ),
        (
            "I found no feed (RSS) at {host}. If the site has a page for it send its address, "
            "otherwise that of another site."
        ),
    ),
    "look.empty": (
        "وجدتُ في {host} خدمة أخبار (RSS)، لكنها فارغة. أعد المحاولة حين تُنشر فيها أخبار.",
        "The feed (RSS) at {host} is empty. Try again when it has news.",
    ),
    "look.undated": (
        "وجدتُ في {host} خدمة أخبار (RSS) بلا تواريخ، ولا أعرف الجديد منها. أرسل رابط خدمة أخرى.",
        "The feed (RSS) at {host} has no dates, so I cannot tell what is new. Send another one.",
    ),
    "look.refused": (
        (
            "لا أستطيع فتح هذا العنوان. أرسل عنواناً عاماً على الإنترنت، مثل:\n"
            "\u2068https://example.com\u2069"
        ),
        (
            "I cannot open this address. Send one that is public on the internet, such as:\n"
            "\u2068https://example.com\u2069"
        ),
    ),
    "look.unreachable": (
        "لم أصل إلى {host}. تحقق من كتابة الرابط، أو أعد المحاولة بعد قليل.",
        "I could not reach {host}. Check the address, or try again later.",
    ),
    "look.slow": (
        "تأخر {host} في الرد. أعد المحاولة بعد قليل.",
        "{host} took too long to answer. Try again later.",
    ),
    "look.missing": (
        "لا صفحة في {host} بهذا الرابط. تحقق من كتابته، أو أرسل رابط الصفحة الأولى.",
        "There is no such page at {host}. Check the address, or send the front page.",
    ),
    "look.down": (
        "الموقع {host} متعطل الآن. أعد المحاولة بعد قليل.",
        "The site {host} is down at the moment. Try again later.",
    ),
    "look.shut": (
        "لا يسمح {host} بالقراءة الآلية. أرسل رابط خدمة الأخبار فيه (RSS) إن كانت له.",
        "{host} does not allow programs to read it. Send the address of its feed (RSS).",
    ),
    "look.too_often": (
        "أرسلت روابط كثيرة في وقت قصير. أعد المحاولة بعد ساعة.",
        "You have sent many addresses in a short time. Try again in an hour.",
    ),
    "opml.reading": ("📂 أقرأ القائمة…", "📂 Reading the list…"),
    "opml.sent": (
        "📂 مصادرك في ملف OPML، تفتحه برامج قراءة الأخبار، وتستعيد مصادرك هنا بإرساله إليّ.",
        (
            "📂 Your sources as an OPML file: feed readers open it, and sending it to me brings "
            "the sources back."
        ),
    ),
    "opml.empty": (
        "لا مصادر لديك بعد. اختر مصادرك: /sources",
        "You have no sources yet. Choose some: /sources",
    ),
    "opml.wrong": (
        "لا أقرأ هذا الملف: {reason}. أرسل ملف OPML صدّره برنامج لقراءة الأخبار.",
        "I cannot read this file: {reason}. Send an OPML file of a feed reader.",
    ),
    "opml.too_large": ("أكبر من المسموح", "it is larger than allowed"),
    "opml.no_list": ("ليس قائمة OPML", "it is not an OPML list"),
    "opml.no_feeds": ("ليس فيه أي مصدر", "there is no source in it"),
    "opml.done": (
        "📂 المصادر في القائمة: {found}، أُضيف منها: {added}.",
        "📂 Sources in the list: {found}, added: {added}.",
    ),
    "opml.already": ("بين مصادرك من قبل: {already}.", "Already among your sources: {already}."),
    "opml.pending": (
        "بانتظار موافقة مشغّل البوت: {pending}.",
        "Waiting for the operator: {pending}.",
    ),
    "opml.over": (
        "لم تُضف لبلوغ الحد الأقصى: {over}.",
        "Not added, as you have reached the limit: {over}.",
    ),
    "opml.failed": ("تعذّرت إضافة: {failed}.", "Could not be added: {failed}."),
    "opml.lost": ("تعذّر تنزيله من تيليغرام", "it could not be fetched from Telegram"),
    "opml.title": ("مصادري في موجز", "My sources in Mujaz"),
    "sources.none": (
        "لم يُضِف مشغّل هذا البوت أي مصدر بعد.",
        "The operator of this bot has not added any source yet.",
    ),
    "sources.on": ("أضفتُ {source} إلى مصادرك", "{source} is added"),
    "sources.off": ("حذفتُ {source} من مصادرك", "{source} is removed"),
    "sources.changed": (
        "لم يعد هذا المصدر متاحاً. حدّث القائمة: /sources",
        "This source is no longer there. For a fresh list: /sources",
    ),
    "button.bell.normal": ("🔔 كغيره", "🔔 As others"),
    "button.bell.instant": ("⚡ كل خبر", "⚡ Everything"),
    "button.bell.muted": ("🔕 لا شيء", "🔕 Nothing"),
    "button.drop": ("🗑 احذف", "🗑 Remove"),
    "button.add": ("➕ ابحث وأضف", "➕ Look and add"),
}
