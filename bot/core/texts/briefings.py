"""What briefings say besides the news, in Arabic and in English beside it."""

TEXTS = {
    "briefing.title": ("🗞 <b>{name}</b>", "🗞 <b>{name}</b>"),
    "briefing.morning": ("موجز الصباح", "Morning briefing"),
    "briefing.noon": ("موجز الظهيرة", "Midday briefing"),
    "briefing.evening": ("موجز المساء", "Evening briefing"),
    "briefing.night": ("موجز الليل", "Night briefing"),
    "briefing.asked": ("موجز الآن", "Briefing as of now"),
    "briefing.rest": ("ما فاتك", "What you missed"),
    "briefing.length": ("{stories} · قراءة في {minutes}", "{stories} · {minutes} to read"),
    "briefing.pushed": ("<b>سبق أن وصلك</b>", "<b>Already sent to you</b>"),
    "briefing.said": ("💬 <b>قيل اليوم</b>", "💬 <b>Said today</b>"),
    "briefing.left": (
        "فاتتك أخبار أخرى، عددها {left}. أحدثها: /latest 10",
        "Other stories that you missed: {left}. The latest: /latest 10",
    ),
    "briefing.withdrawn": (
        "سُحبت أخبار هذا الموجز من مصادرها. آخر الأخبار: /latest",
        "The stories of this briefing were withdrawn by their sources. The latest news: /latest",
    ),
    "briefing.also": ("نقله أيضاً: {sources}", "Also reported by {sources}"),
    "briefing.nothing": (
        "لا جديد من مصادرك منذ {name}، الساعة {time}.",
        "There is nothing new from your sources since your last briefing ({name}, {time}).",
    ),
    "briefing.nothing.asked": (
        "لا جديد من مصادرك منذ آخر موجز، الساعة {time}.",
        "There is nothing new from your sources since the last briefing, at {time}.",
    ),
    "briefing.all_read": (
        "وصلك كل ما نُشر في مصادرك خلال 24 ساعة. لقراءته ثانية: /latest 10",
        "You have been sent all that your sources published in 24 hours. To read it again: "
        "/latest 10",
    ),
    "briefing.gone": (
        "لم يعد هذا الموجز محفوظاً لديّ. موجز جديد: /brief",
        "I do not have this briefing any more. A new one: /brief",
    ),
    "button.last_briefing": ("🗞 آخر موجز", "🗞 Last briefing"),
}
