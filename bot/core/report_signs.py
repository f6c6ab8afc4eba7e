"""The newspaper's own words around a quotation: what leads to one, and what tells on behind it.

Patterns over a line, by which marks that were forgotten are put where they belong.
"""

import re

LEADS_IN = re.compile(r"(?:^|\s)(?:ب?[أإا]ن|[أإا]نه|[أإا]نها|قائلا|قائلة):?\s*$")
_SAYS = (
    "[أا]ضاف|قال|[أا]كد|[أا]شار|[أا]وضح|تابع|ذكر|شدد"
    "|[أا]ردف|[أا]فاد|زاد|لفت|[أا]علن|ختم|بين|صرح|[أا]ورد"
)
NEXT_SAYING = re.compile(
    rf"(?<=[.!؟?…])\s+(?=(?:[وف]|كما )?(?:{_SAYS}|[أا]عرب|[أا]بدى|جواب|كان"
    r"|يذكر|يشار|عقد|التقى|[يت][أا]تي|في حين|من (?:جهت|جانب)\w+"
    r"|(?:في|على) (?:ال|ذات |نفس |هذا ال)?(?:سياق|صعيد|شأن|إطار|صدد|صلة))ت?ا?[\s،])"
)
"""A sentence that reports: what was quoted before it has come to its end."""
_BEGINS = r"(?:^|[.!؟?…»”\"،,]\s+)"
_TELLS = (
    rf"(?:[وف]|كما )?(?:{_SAYS}|كتب|واصل|عقب|علق|نبه|كشف|[أا]ختتم|تساءل|استطرد|استدرك|[أا]جاب"
    r"|حذر|عبر|[يت]قول)ت?\s?[^.!؟?…:«»“”\"]{,120}?"
)
LED_IN = re.compile(rf"{_BEGINS}(?:[^.!؟?…:«»“”\"]{{,60}}\s)?{_TELLS}:\s*")
"""«وقال فلان: …»; not «وقالت الوزارة إن …»: what of it a late mark closes is a guess."""
LED_BY_NAME = re.compile(r"\s*:\s*")
"""«وقال فلان في برنامج «النهر»: ….»»: what a name in marks parts from its report."""
NAMED_IN_MARKS = re.compile(
    rf"(?:^|[.!؟?…]\s+)(?:[وف]|كما )?(?:{_SAYS}|كتب|واصل|عقب|علق|تساءل)ت?\s[^.!؟?…:]{{,160}}$"
)
SPOKEN = re.compile(rf"{_BEGINS}{_TELLS}$")
"""«وتابع فلان” نحن …»: a mark that closes nothing opens behind a report."""
TOLD_ON = re.compile(
    r"(?:\s*،)?\s+و?(?:(?:مشير|مضيف|مؤكد|موضح|لافت|مبين|منوه|مشدد|معتبر|مبرز)(?:ا|ًا|اً|ةً?)\s+"
    r"(?:النظر )?(?:[إا]لى |على )?ب?[أإا]ن"
    r"|(?:مبدي|معرب|مطالب|داعي|محذر|متمني|متطلع|مستنكر|مشيد|منتقد|مستدرك|متسائل"
    r"|نافي|مكذب|مفند|رافض|مرحب|مستغرب|مندد|مناشد|مستبعد|آمل)(?:ا|ًا|اً|ةً?)\s)"
)
"""«…، مشيرا إلى أن»: behind a forgotten end the newspaper tells on."""
TOLD_NEXT = re.compile(
    r"\s*،\s*(?:(?:و|كما )(?:[أا]ضاف|قال|[أا]كد|[أا]شار|[أا]وضح|شدد|لفت|ذكر|تابع|بين)ت?"
    r"|و?(?:مشير|مضيف|مؤكد|موضح|لافت|مبين|منوه|مشدد|معتبر|مبرز)(?:ا|ًا|اً|ة))\s+"
    r"(?:[إا]لى |على )?ب?[أإا]نه?ا?\s*$"
)
"""«…، وشدد على أن «…»»: before another quotation."""
TOLD_SO = re.compile(
    r"\s*،\s*[يت](?:قول|ضيف|ؤكد|وضح|تابع|شرح|ردف)\s+[^،.؛:]{2,40}،\s+"
    r"(?:مضيف|مؤكد|موضح|مبين|مشدد|متابع|مردف|مسترسل|مستطرد|قائل)(?:ا|ًا|اً|ة)[:،]?\s*$"
)
"""«…، يقول فلان، مضيفا «…»»: the newspaper's words between two quotations."""
CITES = re.compile(r"(?:قال|قوله|يقول|بقوله)\s(?:الله\s)?(?:تعالى|سبحانه|عز وجل)[^:]{,20}:\s*$")
"""«… إن شاء الله، قال الله تعالى: «…»، هذا …»: who speaks cites."""
NAME_ONLY = re.compile(
    rf"[^«»“”\"،.:؟!]{{3,40}}:\s*|(?:[وف]|كما )?(?:{_SAYS})ت?\s[^«»“”\".:؟!]{{3,120}}:\s*"
)
"""««فلان: «…»», ««وقال فلان، مدير النهر: «…»»: a mark set before the name by mistake."""
GLUED_THAT = re.compile(r"(?:^|[\s،])[وف]?ب?[إأا]ن[ّ]?(?:ه|ها|هم|نا|ني|ي)?$")
"""«وقال إنه" ليس غريبا …»: glued to such a word a mark opens."""
