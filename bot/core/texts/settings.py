"""What is said about settings, in Arabic and in English beside it."""

TEXTS = {
    "settings.title": ("⚙️ <b>الإعدادات</b>", "⚙️ <b>Settings</b>"),
    "settings.pushes": ("ما يصلك: {value}", "You get: {value}"),
    "settings.times": ("أوقات الموجز: {value}", "Briefings: {value}"),
    "settings.zone": ("التوقيت: {value}", "Time zone: {value}"),
    "settings.quiet": ("ساعات الهدوء: {value}", "Quiet hours: {value}"),
    "settings.sources": ("المصادر: {value}", "Sources: {value}"),
    "settings.topics": ("المواضيع: {value}", "Topics: {value}"),
    "settings.length": ("طول الخبر: {value}", "Length: {value}"),
    "settings.now": ("{zone}، والساعة الآن {time}", "{zone}, now {time}"),
    "settings.chat": (
        "هذه إعدادات المحادثة كلها، ويغيّرها مشرفوها وحدهم.",
        "These are the settings of this chat; only its administrators change them.",
    ),
    "settings.gone": (
        "لم يعد هذا الخيار متاحاً. هذه إعداداتك كما هي الآن.",
        "This choice is no longer there. These are your settings as they are now.",
    ),
    "pushes.title": ("📬 <b>ما يصلك</b>", "📬 <b>What you get</b>"),
    "pushes.about": (
        "• العاجل والموجز: الأخبار العاجلة فور ورودها، وأهم ما عداها في موجز بأوقاتك\n"
        "• العاجل وحده: الأخبار العاجلة فور ورودها، بلا موجز\n"
        "• كل خبر: كل جديد من مصادرك فور نشره",
        "• Breaking and briefings: breaking news at once, the best of the rest in briefings\n"
        "• Breaking only: breaking news at once, and no briefings\n"
        "• Everything: all that your sources publish, at once",
    ),
    "pushes.cap": (
        "اختر أقصى عدد من الرسائل في الساعة. ما زاد عليه يصلك في رسالة واحدة، والعاجل يصل "
        "في حينه.",
        "Choose how many messages an hour may come. The rest comes in one; breaking news does not "
        "wait.",
    ),
    "pushes.briefings": (
        "العاجل فور وروده، والموجز في أوقاته",
        "breaking news at once, and briefings",
    ),
    "pushes.breaking": ("العاجل وحده", "breaking news only"),
    "pushes.instant": ("كل خبر فور نشره", "everything at once"),
    "pushes.capped": (
        "كل خبر فور نشره، {cap} في الساعة على الأكثر",
        "everything at once, at most {cap} an hour",
    ),
    "times.title": ("🕗 <b>أوقات الموجز</b>", "🕗 <b>Briefing times</b>"),
    "times.about": (
        "اضغط الوقت لإضافته أو حذفه. ما عليه ✅ يصلك فيه موجز.",
        "Tap a time to add or remove it. You get a briefing at those with ✅.",
    ),
    "times.unused": (
        "لا يصلك الموجز الآن. لاختياره: «ما يصلني» في الإعدادات.",
        "You do not get briefings now. To get them: “What I get” in the settings.",
    ),
    "times.no": ("لا أوقات", "none"),
    "times.too_many": (
        "ستة أوقات في اليوم على الأكثر. احذف ما زاد عليها.",
        "Six times a day at most. Leave out the others.",
    ),
    "times.ask": (
        "🕗 <b>أوقات الموجز</b>\n"
        "أرسل الأوقات كلها في رد على هذه الرسالة لتحل محل ما قبلها، مثل: 7:30 و12 و21:15",
        "🕗 <b>Briefing times</b>\n"
        "Reply to this message with all the times, in place of those before, such as: 7:30, 12, "
        "21:15",
    ),
    "times.none": (
        "لم أجد وقتاً في رسالتك. اكتب الأوقات هكذا: 7:30 و12 و21:15",
        "I found no time in your message. Write them like this: 7:30, 12, 21:15",
    ),
    "times.unclear": (
        "في رسالتك ما ليس وقتاً. اكتب الأوقات وحدها هكذا: 7:30 و12 و21:15",
        "Not all of that is times. Write nothing else, like this: 7:30, 12, 21:15",
    ),
    "times.no_such": (
        "ليس {piece} وقتاً في اليوم. اكتب الأوقات هكذا: 7:30 و12 و21:15",
        "No clock shows {piece}. Write the times like this: 7:30, 12, 21:15",
    ),
    "times.joint": ("{first} و{last}", "{first}, {last}"),
    "times.on_days": ("{times}، {days}", "{times}, {days}"),
    "days.title": ("📅 <b>أيام الموجز</b>", "📅 <b>Days of briefings</b>"),
    "days.about": (
        "اضغط اليوم لإضافته أو حذفه. ما عليه ✅ يصلك فيه الموجز.",
        "Tap a day to add or remove it. You get briefings on those with ✅.",
    ),
    "days.all": ("كل يوم", "every day"),
    "days.none": ("لا أيام", "no day"),
    "day.0": ("الاثنين", "Monday"),
    "day.1": ("الثلاثاء", "Tuesday"),
    "day.2": ("الأربعاء", "Wednesday"),
    "day.3": ("الخميس", "Thursday"),
    "day.4": ("الجمعة", "Friday"),
    "day.5": ("السبت", "Saturday"),
    "day.6": ("الأحد", "Sunday"),
    "day.today": ("اليوم", "today"),
    "day.tomorrow": ("غداً", "tomorrow"),
    "zone.title": ("🌍 <b>التوقيت</b>", "🌍 <b>Time zone</b>"),
    "zone.about": (
        "توقيتك: {value}. اختر مدينتك، أو اكتب اسمها في رد على هذه الرسالة.",
        "Yours: {value}. Choose your city, or reply to this message with its name.",
    ),
    "zone.ask": (
        "🌍 <b>التوقيت</b>\nأرسل اسم مدينتك في رد على هذه الرسالة، مثل: طنجة",
        "🌍 <b>Time zone</b>\nReply to this message with the name of your city, such as: Tangier",
    ),
    "zone.unknown": (
        "لا أعرف مدينة باسم «{city}». تحقق من كتابتها، أو أرسل أقرب مدينة كبيرة إليك.",
        "I do not know a city called {city}. Check its spelling, or send the nearest large one.",
    ),
    "zone.several": (
        "اضغط المدينة ليكون توقيتها توقيتك:",
        "Tap the city whose time is yours:",
    ),
    "zone.or": (
        "وإن كانت هذه مدينتك فاضغط الزر ليكون توقيتها توقيتك.",
        "If this is your city, tap the key and its time is yours.",
    ),
    "times.is_it": ("هل أضبط أوقات الموجز على هذا؟", "Shall I set your briefings to this?"),
    "quiet.is_it": ("هل أجعل هذه ساعات الهدوء؟", "Shall these be your quiet hours?"),
    "zone.place": (
        "لا أعرف توقيتك من الموقع. اضغط الزر، ثم اكتب اسم مدينتك.",
        "I cannot tell the time zone from a place. Press the key and type your city.",
    ),
    "quiet.title": ("🌙 <b>ساعات الهدوء</b>", "🌙 <b>Quiet hours</b>"),
    "quiet.about": (
        "لا يصلك فيها خبر فور نشره. ما ورد فيها يصلك عند انتهائها في رسالة واحدة.",
        "No news is pushed to you in them. What came meanwhile follows in one message.",
    ),
    "quiet.covers": (
        "⚠️ موجز {times} في ساعات الهدوء، ويصلك في وقته: ساعات الهدوء للأخبار العاجلة.",
        "⚠️ Your quiet hours cover the briefing at {times}, which comes on time: they hold back "
        "breaking news.",
    ),
    "quiet.by_day": (
        "⚠️ يدوم الهدوء {hours} من كل يوم. إن قصدت الليل فاكتب: {span}",
        "⚠️ It is quiet for {hours} of each day. If you meant the night, write: {span}",
    ),
    "quiet.none": ("غير محددة", "none"),
    "quiet.span": ("من {start} إلى {end}", "{start} to {end}"),
    "quiet.ask": (
        "🌙 <b>ساعات الهدوء</b>\nأرسل الساعات في رد على هذه الرسالة، مثل: من 22 إلى 7",
        "🌙 <b>Quiet hours</b>\nReply to this message with the hours, such as: 22 to 7",
    ),
    "quiet.wrong": (
        "لم أفهم الساعات. اكتب البداية والنهاية، مثل: من 22 إلى 7",
        "I could not read those hours. Write their beginning and end, such as: 22 to 7",
    ),
    "quiet.all_day": (
        "لا تكون ساعات الهدوء يوماً كاملاً. اكتب بداية ونهاية مختلفتين، مثل: من 22 إلى 7",
        "Quiet hours cannot be the whole day. Write a beginning and another end, such as: 22 to 7",
    ),
    "topics.title": ("🏷 <b>المواضيع</b>", "🏷 <b>Topics</b>"),
    "topics.about": (
        "اضغط المواضيع التي تريدها دون غيرها، واضغط الموضوع مرة أخرى لحذفه. ويصلك أيضاً العاجل "
        "كله، وما لا يذكر ناشره موضوعه.",
        "Tap the topics that you want, and no others; tap one again to remove it. Breaking news "
        "comes too, and news of which the publisher tells no topic.",
    ),
    "topics.joint": ("، ", ", "),
    "topics.everything": ("كل المواضيع", "everything"),
    "topic.politics": ("سياسة", "Politics"),
    "topic.economy": ("اقتصاد", "Economy"),
    "topic.sports": ("رياضة", "Sports"),
    "topic.technology": ("تقنية", "Technology"),
    "topic.health": ("صحة", "Health"),
    "topic.science": ("علوم وبيئة", "Science"),
    "topic.culture": ("ثقافة وفنون", "Culture"),
    "topic.local": ("محليات وحوادث", "Local"),
    "topic.opinion": ("رأي", "Opinion"),
    "topic.variety": ("منوعات", "Life"),
    "length.title": ("📏 <b>طول الخبر</b>", "📏 <b>Length</b>"),
    "length.about": (
        "• العنوان فقط: مع المصدر والوقت\n"
        "• مختصر: خلاصة في جملة أو جملتين، وأبرز ما قيل\n"
        "• مطوّل: خلاصة أطول، وكل ما قيل ومن قاله",
        "• Headline only: with source and time\n"
        "• Short: the gist in a sentence or two, and the key quotes\n"
        "• Long: a longer gist, and all that was said",
    ),
    "length.headline": ("العنوان فقط", "headline only"),
    "length.short": ("مختصر", "short"),
    "length.long": ("مطوّل", "long"),
    "outlook.briefing": (
        "الموجز القادم {day} الساعة {time} بتوقيت {zone}",
        "Next briefing {day} at {time}, {zone} time",
    ),
    "outlook.breaking": (
        "يصلك العاجل فور وروده، بلا موجز",
        "You get breaking news at once, and no briefings",
    ),
    "outlook.instant": ("يصلك كل خبر فور نشره", "You get all news as it is published"),
    "outlook.capped": (
        "يصلك كل خبر فور نشره، {cap} في الساعة على الأكثر",
        "You get all news as it is published, at most {cap} an hour",
    ),
    "outlook.no_times": (
        "لا موجز قادم، فلا وقت له في إعداداتك. يصلك العاجل وحده",
        "No briefing is due: you chose no time. You get breaking news only",
    ),
    "outlook.no_days": (
        "لا موجز قادم، فلا يوم له في إعداداتك. يصلك العاجل وحده",
        "No briefing is due: you chose no day. You get breaking news only",
    ),
    "outlook.no_sources": (
        "لا يصلك شيء ما دمت لم تختر مصدراً",
        "You get nothing as long as you have chosen no source",
    ),
    "outlook.left": (
        "الاشتراك متوقف الآن، ولا يصل شيء حتى يُستأنف",
        "You are not subscribed now, and get nothing until you are",
    ),
    "what.briefings": (
        "الأخبار العاجلة فور ورودها، والموجز في {times} بتوقيت {zone}",
        "breaking news at once, and briefings at {times}, {zone} time",
    ),
    "what.breaking": ("الأخبار العاجلة فور ورودها", "breaking news at once"),
    "what.instant": ("الأخبار فور نشرها", "news as it is published"),
    "button.settings": ("⚙️ الإعدادات", "⚙️ Settings"),
    "button.turn.on": ("التالي ←", "Next →"),
    "button.turn.back": ("→ السابق", "← Previous"),
    "button.back": ("→ رجوع", "← Back"),
    "button.pushes": ("📬 ما يصلني", "📬 What I get"),
    "button.times": ("🕗 أوقات الموجز", "🕗 Briefings"),
    "button.days": ("📅 أيام الموجز", "📅 Days"),
    "button.zone": ("🌍 التوقيت", "🌍 Time zone"),
    "button.quiet": ("🌙 ساعات الهدوء", "🌙 Quiet hours"),
    "button.topics": ("🏷 المواضيع", "🏷 Topics"),
    "button.length": ("📏 الطول", "📏 Length"),
    "button.digits": ("🔢 أرقام ", "🔢 Digits "),
    "button.language": ("🌐 English", "🌐 العربية"),
    "button.push.briefings": ("العاجل والموجز", "Breaking, briefings"),
    "button.push.breaking": ("العاجل وحده", "Breaking only"),
    "button.push.instant": ("كل خبر فور نشره", "Everything at once"),
    "button.cap": ("{cap} في الساعة", "{cap} an hour"),
    "button.cap.none": ("بلا حد", "No limit"),
    "button.times.ask": ("✍️ أوقات أخرى", "✍️ Other times"),
    "button.zone.ask": ("✍️ مدينة أخرى", "✍️ Other city"),
    "button.zone.of": ("🌍 توقيت {city}", "🌍 {city} time"),
    "button.quiet.ask": ("✍️ ساعات أخرى", "✍️ Other hours"),
    "button.quiet.off": ("بلا ساعات هدوء", "No quiet hours"),
    "button.every_day": ("كل يوم", "Every day"),
    "button.everything": ("كل المواضيع", "Everything"),
    "button.headline": ("العنوان فقط", "Headline only"),
    "button.short": ("مختصر", "Short"),
    "button.long": ("مطوّل", "Long"),
}
