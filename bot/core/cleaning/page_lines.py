"""Lines that a web page puts around an article: dates, buttons, mastheads, links to others.

Asked line by line; only a line that can be nothing else is one. What runs on in the article's own
words stays.
"""

import re
from collections.abc import Iterator, Sequence

from bot.core import arabic, lexicon

_LONGEST, _LONGEST_BUTTON, _LONGEST_HEAD, _LONGEST_NOTICE = 260, 100, 40, 400
_FOOTER = re.compile(
    r"^(?://+ ?)?\(? ?ان?ته?ى ?\)?(?: ?//+)?$|^//.*//$"
    r"|^\d{1,2}:\d{2} ?(?:ت ?م|[صم]|GMT|بتوقيت.*)?$"
    r"|^[\w.+-]+@[\w-]+\.\w+|^.{0,60}للتواصل مع الكاتب|^Twitter ?:|^.{0,12}تبدأ بالرمز"
    r"|^للتواصل [أا]رسل|^الاتصالات ?[،,] ?\d|^[\d ]*(?:مسافة )?ثم الرسالة$|^\d{5,} ?- ?\w+$"
    r"|^(?:https?://|pic\.twitter\.com/)\S+$|^.{0,60}\.(?:jpe?g|png|webp|gif)\b"
    r"|^.{0,40}تمنع ظهور الإعلانات"
    r"|^.{0,20}\(?(?:[إا]عداد|تغطية صحفية|كتابة)[: ].{3,90}(?:[-–] ?تحرير|للنشرة العربية)"
    r"|^صورة (?:من|ل)\b.{0,60}- ?تصوير|^/?انته[ىت] ?(?:[/.\-] ?\S{0,6}|\d{1,4})$"
    r"|^[=\s*/]*(?:[أ-ي]ـ?(?:[\s./]+|$)){2,9}$"
)
"""The last are the initials of editors: «ر.ن», «هـ ص/ أ أ/ ف ق»."""
_NETWORK = (
    r"(?:facebook|twitter|x|linkedin|whats ?app|telegram|pinterest|messenger|instagram|email"
    r"|فيس ?بوك|تويتر|واتس ?[اآ]ب|تي?لي?[جغ]رام"
    r"|يوتيوب|youtube|تيك ?توك|tiktok|لينكد ?[إا]ن|ماسنجر|[إا]نستغرام|بنترست|بريد إلكتروني)"
)
READ_ALSO = (
    r"(?:[اإأ]قر[اأئ][وي]?ا?(?:/ئ?ي)?|شاهد(?:وا)?|طالع|تابع|انظر|اطلع)"
    r"\s*(?:[اأإ]يض[اًأ]+|المزيد|كذلك)"
)
_OPINIONS = r"(?:الآراء|التعليقات|المقالات) (?:الواردة|المنشورة|المطروحة)"
_COPYING = (
    r"لا (?:يجوز|يسمح|يحق)\b.{0,60}(?:نسخ|نشر|نقل|استخدام|اقتباس)\b.{0,30}"
    r"(?:هذ[اه] (?:المادة|المواد|المقال|الخبر|الموقع)|المحتوى"
    r"|(?:محتوى|مواد) (?:هذا )?(?:ال)?(?:موقع|صحيفة|وكالة))"
)
_NOTICE = re.compile(
    r"^[\s\-–•*◄▶|]*(?:رابط الخبر|رابط دائم|مصدر الصورة|تعليق الصورة|حقوق الصورة"
    r"|المصدر ?: ?[«“\"]?(?:ال)?(?:وكال|صحيفة|جريدة|موقع|قناة|شبكة|مجلة|إذاعة)"
    r"|(?:الصورة|صورة|تصوير|المزيد|رصد) ?:"
    r"|(?:ا?نقر|[اأ]ضغط|أنقر) هنا|كلمات (?:مفتاحية|دلالية|البحث)"
    rf"|(?:جميع )?{_OPINIONS}.{{0,40}}(?:تعبر|تمثل|تعكس|رأي|آراء|مسؤولية)\b"
    rf"|التعليقات? (?:لا )?تعبر\b|{_COPYING}|جميع الحقوق محفوظة|©|كانت هذه تفاصيل (?:ال)?خبر"
    r"|The post .+ appeared first on|Your email address|error:|جميع الحقول مطلوبة)",
    re.IGNORECASE,
)
"""Nothing else, whatever stands behind it."""
_MADE_BY_AI = (
    r"(?:(?:تم|تمت) (?:إنشاء|إعداد|توليد|ترجمة|تلخيص) هذ[اه]\b|هذ[اه] (?:الملخص|الخلاصة|الترجمة)\b"
    r".{0,30}|(?:ملخص|خلاصة)(?: \w+)?).{0,20} (?:بواسطة |باستخدام |بمساعدة )?(?:بال|ال)ذكاء"
)
_CONSENT = (
    r"(?:نستخدم|يستخدم (?:هذا )?(?:ال)?موقع\w*)\b.{0,40}(?:ملفات (?:تعريف )?(?:ال)?ارتباط|كوكيز)"
    r"|(?:بال|باش|باست|عند )\w+\b.{0,60}\bفإنكم? (?:توافق|تقبل)"
    r"|تحتوي هذه الصفحة على محتوى من\b|هل تسمح بعرض (?:ال)?محتوى"
)
_TO_READER = re.compile(
    rf"^[\W_]*(?:{_CONSENT}|{_MADE_BY_AI}"
    r"|(?:احصل|استقبل|ل?تصلك)\w*\b.{0,60}\b(?:ال)?(?:أخبار|نشر|تحليل|عناوين|مقال)\w*\b"
    r".{0,80}\bبريدكم?\b"
    r"|هل (?:(?:كان|كانت|وجدت) هذ[اه] \w+ مفيد|(?:أعجبك|أفادك) هذ[اه]\b)"
    r"|(?:اجعل|أضف|اختر)\w*\b.{0,30}\bمصدر(?:ك|كم|ا|ًا) (?:ال)?مفضل"
    r"|(?:يتبع|يستمر|تستمر)(?: (?:الخبر|المقال|القصة|القراءة|التقرير))? بعد (?:هذا )?الإعلان$"
    r"|هذا الم\S*حتوى مأخوذ من|هذا المحتوى من إعداد|نحن نستخدم ملفات"
    r"|View this post on\b|A post shared by\b)"
    r"|^— .{1,60} \(@\w+\).{0,30}$",
    re.IGNORECASE,
)
"""What a page itself says: consent, newsletter, advertisement, embedded posts."""
_SKIPS = re.compile(
    r"^تخطى (?P<name>.{1,60}?) وواصل القراءة$|^(?:تخطى|نهاية) .{1,40} مشاركة\W*\d*$"
)
_MOST_SKIPPED = 30
_FOR_YOU = r"(?:و?(?:قد|ربما) (?:يهم|يعجب)كم?|[اأ]خترنا لكم?|نرشح لكم?)\b"
_LINK = re.compile(
    rf"^[\s\-–•*◄▶|]*(?:{READ_ALSO}|المصدر ?:|[اإأ]قر[اأ]و?ا? (?:عن|في)\b"
    r"|شاهد(?:وا)? (?:الفيديو|بالفيديو|الصور)\b"
    r"|(?:مواضيع|أخبار|مقالات|روابط|قصص|موضوعات) (?:ذات صلة|متعلقة|مرتبطة|قد تهمك)"
    rf"|{_FOR_YOU}|شاهد(?:وا)? ?[…:|]|(?:يمكنكم?|ننصحكم?) ب?قراءة|ذات صلة"
    r"|المزيد (?:حول|عن|من)\b.{0,60}$"
    r"|(?:و?للمزيد|لقراءة (?:المزيد|الحوار|المقال|الخبر)|لمتابعة|للاطلاع|للاشتراك|لمشاهدة)\b"
    rf"|تابعوا? .{{0,40}}(?:على|عبر) [«\"]?{_NETWORK}\b"
    r"|تابع(?:وا)? (?:آخر|أحدث|صفحتنا|قناتنا|حسابنا)|و?يمكنكم (?:الآن )?متابعة"
    r"|[اأإ]?تابعونا|تابعنا (?:على|عبر|في)|تصفح (?:أيضا|أيضًا)|للتواصل [^ ]+ ?:"
    r"|للإعلان (?:في|على|معنا)|شاركنا|[اأ]قترح تصحيح"
    r"|(?:اشترك|انضم|حمّ?ل|سجّ?ل) (?:الآن|معنا|تطبيق|لتصلك|(?:في|إلى) (?:ال)?(?:قنا|قنو|قائمة|نشر"
    r"|خدم|تطبيق|مجموعت|صفح|موقع|حساب))"
    rf"|شارك(?:وا)? (?:الخبر|المقال|هذا|القصة|(?:على|عبر)(?:$| ?:|(?= {_NETWORK}\b)))"
    r"|مشاركة (?:عبر|على|الخبر)|(?:أ)?رسل(?:وا)? (?:إلى صديق|الخبر)"
    r"|(?:وسوم|الوسوم|سمات|تاغات|علامات|التصنيفات?|هاشتاغ|الكلمات الدالة)(?!\w)"
    r"|شروط (?:النشر|التعليق|الاستخدام)|[^.]{0,60}إرشادات (?:الاستخدام|التعليق)"
    r"|حقوق النشر|إعلان$|اعلان$|Advertisement$"
    r"|(?:Read|See) (?:more|also)|Share (?:this|on)|Follow us|Related|Subscribe|Tags?:"
    r"|Photo|Image)",
    re.IGNORECASE,
)
"""What may as well begin a sentence of the article: «لمتابعة المشروع، شكل المجلس لجنة.»."""
_LEADS = re.compile(
    rf" ?(?:[:|…]|{_NETWORK}\b)|.*\b(?:على|عبر) {_NETWORK}\W*$"
    r"|.*\b(?:هنا|الرابط|تابعونا|معنا|لتصلك|ليصلك|اضغط|انقر|زوروا"
    r"|(?:قنوات|قنات|صفحت|صفحات|نشرت|نشرات|موقع|تطبيق|حساب|حسابات)نا)\b",
    re.IGNORECASE,
)
"""Behind it, what makes a sentence a button: «تابع آخر الأخبار في البلدة عبر صفحتنا.»."""
_FEWEST_TOLD = 6
_TAGS_LINE = re.compile(r"^(?:#[\w_]+[\s،,|]*)+$")
_OTHERS = (
    rf"{READ_ALSO}|(?:ال)?(?:مقالات|أخبار|اخبار|مواضيع|موضوعات|قصص|روابط) "
    r"(?:ذات (?:ال)?صلة|مشابهة|متعلقة|مرتبطة|أخرى"
    r"|قد (?:تهمك|تعجبك))"
    rf"|ذات صلة|{_FOR_YOU}(?: [اأإ]يض[اًأ]+)?"
    r"|(?:ال)?[اأ]كثر (?:قراءة|مشاهدة|تداولا|شيوعا|تفاعلا|زيارة)"
    r"|المزيد من (?:الموضوعات|المواضيع|المقالات|الأخبار|الاخبار|القصص)"
    r"|(?:آخر|أحدث) (?:الأخبار|التعليقات|المقالات)"
    r"|فيديو قد يعجبك|قصص موصى بها|ترشيحات(?: المحرر)?|Related(?: \w+)?|Most read"
)
_HEADS_OTHERS = re.compile(
    rf"^[\W_]*(?:{_OTHERS}|{READ_ALSO} (?:على|في|من) [^.:]{{2,24}})[\W_]*$", re.IGNORECASE
)
_BUTTON = re.compile(
    rf"^[\W_]*(?:{_OTHERS}|(?:{_NETWORK}[\W_]*)+|logo|placeholder|ads?|no script"
    r"|share|TT|A(?:\W+A)?|reuters_tickers"
    r"|english(?: en)?|#?image[_ ]title|(?:حجم|تكبير|تصغير) الخط|تكبير|تصغير|طباعة|حفظ|استمع"
    r"|نسخ الرابط|مشاركة|شارك(?:ها)?|[أا]?نشر(?:ها)?|إعلان|اعلان"
    r"|(?:أضف|اضف|أرسل|ارسل|اترك|اكتب|قم بكتابة|كن) (?:أول |اول )?تعليق\w*.{0,40}"
    r"|اترك رد\w*.{0,40}|تعليقك كزائر"
    r"|(?:ال)?تعليقات?(?: مغلقة| على .{0,60})?|لا (?:يوجد|توجد) تعليقات?.{0,20}"
    r"|زر الذهاب إلى الأعلى|%d مدونون.*|.{0,3}لن يتم نشر عنوان بريدك.*|الحقول الإلزامية.*"
    r"|(?:الرئيسية|القائمة|البحث|بحث عن|التواصل الاجتماعي|تواصل معنا|من نحن|اتصل بنا)"
    r"(?:\W+(?:الرئيسية|القائمة|البحث|بحث عن))*"
    r"|(?:الرئيسية|Home) ?[»›>/|].+"
    r"|هذا المحتوى (?:مقدم|مخصص).*"
    r"|مقال مؤرشف.*|انضموا إلينا.*|لديك حساب.*"
    r"|تابعوا (?:ال)?صفح.*|على المباشر|\d+ ?دقيقة?(?: قراءة)?|أقل من دقيقة|مدة القراءة.*"
    r"|محتوى (?:ممول|مدفوع|برعاية).{0,30}|برعاية(?: ?:.*)?"
    r"|(?:زمن|وقت) القراءة.*|قراءة \d+ مر[ةات]+|(?:\d+ )+[أا]صوات|تقييم المقال|تعليقات الزوار"
    r"|صوت وصورة|عودة (?:إلى|الى) (?:ال)?أعلى|شارك رأيك|(?:أ|ا)كتب تعليق\w*.{0,20}"
    r"|(?:ال)?كلمات (?:ال)?مفتاحية|فريق التحرير|تم نسخ الرابط|(?:نسخ الرابط ?)+(?:تم نسخ الرابط)?"
    r"|يتبع|Trending.*|استطلاع رأي|مساحة [إا]علانية|عدد (?:ال)?(?:مشاهدات|قراءات|زيارات)\W*\d*"
    r"|(?:و?نشرت?|أضيف|تم نشر هذا المحتوى|آخر (?:تحديث|تعديل))(?: (?:في|بتاريخ|على|للصفحة))?"
    r" ?:? ?\d.*"
    r"|بواسطة:? .{2,30} [-–|] ?[\d /.-]{6,}|Leave a Reply|Loading.*|طباعة الخبر|[أا]رسل لصديق"
    r"|مرتبط|معجب بهذه:|النقر للمشاركة .*|(?:الرجوع|العودة) إلى (?:ال)?أعلى|إعلانات|لا يفوتك"
    r"|[إا]ضافة [إا]علان|Role,.*|Author,.*"
    r"|Shares|language\w*)[\W_]*$",
    re.IGNORECASE,
)
_MASTHEAD = re.compile(
    r"^(?:(?:ال)?رئيس (?:مجلس[ىي]? الإ?ا?دارة|التحرير|مجلس[ىي]? الإدارة والتحرير)|الإشراف العام"
    r"|مدير التحرير|رئيسة? التحرير التنفيذي)(?: رئيس التحرير)?$"
)
_ANY_LENGTH = (_NOTICE, _TO_READER, _SKIPS, _FOOTER, _TAGS_LINE)
_PATTERNS = (*_ANY_LENGTH, _BUTTON, _MASTHEAD)
_PIECE = re.compile(r"\d+|[^\W\d]+")
_CLOCK = re.compile(r"\d{1,2}[:/-]\d")
_WORDS = re.compile(r"[^\W\d_]+")
_PRESSES = ("ضغط هنا", "نقر هنا", "ضغط على الصورة")
_OF_DATES = lexicon.words("of-dates")
_CALLS, _THINGS = lexicon.words("calls-of-pages"), lexicon.words("things-of-pages")
_CLOSERS = '»”")'
_MOST_OF_DATE, _MOST_OF_NAME = 20, 4


def is_one(line: str) -> bool:
    """A line that belongs to the page, not to the article."""
    if not any(map(str.isalnum, line)):
        return True
    if len(line) > _LONGEST:
        return len(line) <= _LONGEST_NOTICE and _TO_READER.match(line) is not None
    patterns = _ANY_LENGTH if len(line) > _LONGEST_BUTTON else _PATTERNS
    is_known = any(pattern.search(line) for pattern in patterns)
    return is_known or _is_link(line) or _is_date(line) or _calls_reader(line)


def _calls_reader(line: str) -> bool:
    """«سجّل إعجابك بصفحتنا على فيسبوك»: no sentence, and what a page says of itself and of whom it
    calls stand in it."""
    if len(line) > _LONGEST_BUTTON or _is_sentence(line):
        return False
    keys = {arabic.word_key(word) for word in _WORDS.findall(line)}
    calls = len(keys & _CALLS)
    if any(press in line for press in _PRESSES) and not line[0].isdigit():
        return True  # not a step of «1- افتح التطبيق: اضغط هنا»
    return calls > 1 or (calls == 1 and not _THINGS.isdisjoint(keys))


def _is_link(line: str) -> bool:
    match = _LINK.match(line)
    if match is None:
        return False
    return not _is_sentence(line) or _LEADS.match(line, match.end()) is not None


def _is_sentence(line: str) -> bool:
    """Of six words or more, with its full stop: no link's headline has one."""
    return line.rstrip(_CLOSERS).endswith(".") and line.count(" ") >= _FEWEST_TOLD - 1


def _is_date(line: str) -> bool:
    """«نشر: الأربعاء 3 مارس 2022 - 09:41 ص», «1:12 دقيقة»; a number alone may be of a list."""
    if len(line) > _LONGEST_BUTTON or not any(map(str.isdigit, line)):
        return False
    keys = _PIECE.findall(arabic.normalise(line))
    is_told = any(map(str.isalpha, line)) or _CLOCK.search(line) is not None
    is_short = len(keys) <= _MOST_OF_DATE
    return is_told and is_short and all(key.isdigit() or key in _OF_DATES for key in keys)


def heads_others(line: str) -> bool:
    """«اقرأ أيضا» alone: the lines under it are other articles' headlines."""
    return len(line) <= _LONGEST_HEAD and _HEADS_OTHERS.match(line) is not None


def names_its_editor(line: str, following: str) -> bool:
    """«رئيس التحرير», and his name on the line below."""
    is_short = len(following.split(maxsplit=_MOST_OF_NAME)) <= _MOST_OF_NAME
    return is_short and _MASTHEAD.match(line) is not None


def without_skipped(lines: Sequence[str]) -> Iterator[str]:
    """Without what a page lets its readers skip: «تخطى البودكاست وواصل القراءة», its lines,
    «البودكاست نهاية» (BBC)."""
    end = 0
    for at, line in enumerate(lines):
        skips = _SKIPS.match(line)
        if skips and skips["name"]:
            ends = (f"{skips['name']} نهاية", f"نهاية {skips['name']}")
            near = range(at + 1, min(at + _MOST_SKIPPED, len(lines)))
            end = next((later + 1 for later in near if lines[later] in ends), end)
        if at >= end:
            yield line
