"""One event as three papers tell it, and a false friend: for the most part the demo's articles."""

import tomllib
from importlib import resources
from typing import NamedTuple


class News(NamedTuple):
    """A headline and its text."""

    title: str
    paragraphs: tuple[str, ...]


def read(name: str) -> News:
    file = resources.files("bot").joinpath("newsroom", "articles", f"{name}.toml")
    found = tomllib.loads(file.read_text(encoding="utf-8"))
    body = found["body"].format(weekday="الاثنين", tomorrow="الثلاثاء", date="23 نوفمبر")
    paragraphs = tuple(
        part for part in body.strip().split("\n\n") if not part.startswith(("!", "##"))
    )
    return News(found["title"].removeprefix("عاجل | "), paragraphs)


AGENCY, PORT = map(read, ("earthquake", "earthquake-port"))
"""The same earthquake, in words of their own."""
TALL = News(
    "زلزال بقوة 5.4 درجات في إقليم الكثبان وفرق الإنقاذ في عين الحجر",
    (
        "خرج سكان عين الحجر وأربع بلدات في شمال إقليم الكثبان إلى الشوارع، اليوم الاثنين، بعد"
        " زلزال بقوة 5.4 درجات لم تسجل فيه إصابات.",
        "وقال المرصد الوطني للزلازل إن مركز الهزة على عمق 12 كيلومتراً شمال عين الحجر، وإن ثلاث"
        " هزات ارتدادية تلتها أقواها 3.7 درجات.",
        "ووصلت ست فرق إنقاذ إلى البلدات، وتفحص فرق الهندسة الأبنية القديمة، وعلّقت وزارة التربية"
        " الدراسة في الإقليم يوم الثلاثاء.",
        "وقال قائد فرق الإنقاذ صالح الوادي: «طرقنا كل باب في عين الحجر قبل الظهر، ولم نجد جريحاً"
        " واحداً تحت الركام».",
    ),
)
"""And once more, from a third."""
AFTERSHOCK = News(
    "مئذنة جامع عين الحجر تسقط في هزة ارتدادية بعد زلزال شمال الكثبان",
    (
        "سقطت مئذنة جامع عين الحجر، مساء اليوم الاثنين، في هزة ارتدادية تلت الزلزال الذي ضرب شمال"
        " إقليم الكثبان بقوة 5.4 درجات وشعر به سكان خمس بلدات، ولا أنباء عن إصابات.",
        "وقال مدير المرصد الوطني للزلازل هيثم الصخراني إن مركز الهزة يقع شمال بلدة عين الحجر على"
        " عمق تسعة كيلومترات.",
        "ودعت المتحدثة باسم الدفاع المدني سناء الحصنية الأهالي إلى الابتعاد عن الأبنية المتصدعة"
        " والبيوت الطينية، وبقيت فرق الإنقاذ في الإقليم.",
        "وعلّقت وزارة التربية الدراسة في الإقليم إلى نهاية الأسبوع.",
    ),
)
"""What came of it in the evening."""
DRILL = read("earthquake-drill")
"""Schools that practise for one."""
