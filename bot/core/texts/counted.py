"""How many of something, in the plural forms of CLDR, in Arabic and in English beside them."""

PLURALS: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "stories": (
        {
            "zero": "لا أخبار",
            "one": "خبر واحد",
            "two": "خبران",
            "few": "{n} أخبار",
            "many": "{n} خبراً",
            "other": "{n} خبر",
        },
        {"one": "1 story", "other": "{n} stories"},
    ),
    "told_by": (
        {
            "zero": "لم ينقله مصدر",
            "one": "نقله مصدر واحد",
            "two": "نقله مصدران",
            "few": "نقلته {n} مصادر",
            "many": "نقله {n} مصدراً",
            "other": "نقله {n} مصدر",
        },
        {"one": "reported by 1 source", "other": "reported by {n} sources"},
    ),
    "news": (
        {
            "zero": "لا أخبار",
            "one": "خبر واحد",
            "two": "خبرين",
            "few": "{n} أخبار",
            "many": "{n} خبراً",
            "other": "{n} خبر",
        },
        {"one": "1 story", "other": "{n} stories"},
    ),
    "seconds": (
        {
            "zero": "أقل من ثانية",
            "one": "ثانية",
            "two": "ثانيتين",
            "few": "{n} ثوانٍ",
            "many": "{n} ثانية",
            "other": "{n} ثانية",
        },
        {"one": "1 second", "other": "{n} seconds"},
    ),
    "minutes": (
        {
            "zero": "أقل من دقيقة",
            "one": "دقيقة",
            "two": "دقيقتين",
            "few": "{n} دقائق",
            "many": "{n} دقيقة",
            "other": "{n} دقيقة",
        },
        {"one": "1 minute", "other": "{n} minutes"},
    ),
    "hours": (
        {
            "zero": "أقل من ساعة",
            "one": "ساعة",
            "two": "ساعتين",
            "few": "{n} ساعات",
            "many": "{n} ساعة",
            "other": "{n} ساعة",
        },
        {"one": "1 hour", "other": "{n} hours"},
    ),
    "days": (
        {
            "zero": "أقل من يوم",
            "one": "يوم",
            "two": "يومين",
            "few": "{n} أيام",
            "many": "{n} يوماً",
            "other": "{n} يوم",
        },
        {"one": "1 day", "other": "{n} days"},
    ),
    "sources": (
        {
            "zero": "لا مصادر",
            "one": "مصدر واحد",
            "two": "مصدران",
            "few": "{n} مصادر",
            "many": "{n} مصدراً",
            "other": "{n} مصدر",
        },
        {"one": "1 source", "other": "{n} sources"},
    ),
    "other_sources": (
        {
            "zero": "لا مصادر أخرى",
            "one": "مصدر آخر",
            "two": "مصدران آخران",
            "few": "{n} مصادر أخرى",
            "many": "{n} مصدراً آخر",
            "other": "{n} مصدر آخر",
        },
        {"one": "1 other source", "other": "{n} other sources"},
    ),
}
