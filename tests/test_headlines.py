"""A headline, and what its publisher writes beside it."""

import pytest

from bot.core import article
from bot.core.models import Article

TOLD = "المجلس يقر قانون المياه الجديد"


def headed(title: str) -> str:
    return article.clean(Article(title=title, paragraphs=("أقر المجلس أمس القانون.",))).title


@pytest.mark.parametrize(
    "edge",
    [
        *("عام / {}", "{} / إضافة أولى واخيرة", "{}        إضافة أولى"),
        *("فيديو | {}", "بالفيديو.. {}", "بالصور ..{}", "فيديو… {}", "بالصور والفيديو: {}"),
        *("(فيديو) {}", "{} (فيديو)", "{} (صور وفيديو)", "{} - فيديو", "{}.. صور"),
        *("حصري | {}", "خاص | {}", "بث مباشر.. {}", "مباشر - {}"),
        *("محدث 1-{}", "{} (إضافة تفاصيل)", "{} (محدّث)", "تحديث 2- {}"),
        *("{} | النخيل اليوم", "{} | سياسة", "{} | أخبار سماء نيوز عربية"),
        *("جهوي - {}", "{} – النخيل أونلاين", "{} - النخيل نيوز", "{} - صحيفة النخيل"),
        *("{} | محليات | وكالة النخيل", "{} - أخبار الواحة"),
        *("{} - RT Arabic", "{} - BBC News عربي", "{} (فيديو) | النخيل اليوم"),
        "{} https://a.example/b",
    ],
)
def test_what_a_publisher_writes_beside_a_headline_is_no_part_of_it(edge: str) -> None:
    assert headed(edge.format(TOLD)) == TOLD


@pytest.mark.parametrize(
    "title",
    [
        "كأس الواحة | النخيل إلى النهائي",
        "دوري الواحة | الميناء يهزم النخيل",
        "انتخابات مجلس الواحة في 2024 | الحداد يفوز",
        "شاهد… لحظة انهيار الجسر في الواحة",
        "فيديو مسرب من الجلسة: الوزير يهدد المجلس",
        "صور الأقمار: السد يتسع",
        "خاص بالنساء: سوق جديدة في الواحة",
        "تحديث - نظام المرور في الواحة",
        "فوز النخيل على الميناء في الدوري - السباعي يسجل",
        "(فيديو)",
    ],
)
def test_a_headline_that_only_has_such_words_or_signs_stays_whole(title: str) -> None:
    assert headed(title) == title


def test_a_headline_of_nothing_but_bars_and_dashes_is_read_to_its_end() -> None:
    for sign in ("-", "|", "–"):
        torn = f"النخيل {sign} " * 40_000

        assert headed(torn).startswith(f"النخيل {sign} النخيل")
