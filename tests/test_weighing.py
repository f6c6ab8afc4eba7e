"""Who says a quotation where the clauses are misread: the likeliest of those that were named."""

from itertools import product

import pytest

from bot.core import quotes

SAID = "لن تحفر بئر واحدة بعد اليوم قبل دراسة شاملة للنهر"


def speakers(*paragraphs: str) -> list[str]:
    return [quote.speaker for quote in quotes.extract(paragraphs)]


@pytest.mark.parametrize(
    "title",
    [
        "كبير الباحثين الذين قاموا بالدراسة،",
        "مبعوث الأمين العام الخاص إلى النهر،",
        "بطل ركوب الأمواج",
    ],
)
def test_a_title_has_the_name_that_stands_behind_it(title: str) -> None:
    assert speakers(f"وقال {title} سامر الحداد إن «{SAID}».") == ["سامر الحداد"]


def test_and_the_title_is_his_office_if_no_other_is_told() -> None:
    told = f"وقال كبير الباحثين الذين قاموا بالدراسة، سامر الحداد إن «{SAID}»."
    known = "حضر وزير الري سامر الحداد الجلسة أمس."

    assert [quote.role for quote in quotes.extract([told])] == ["كبير الباحثين"]
    assert [quote.role for quote in quotes.extract([known, told])] == ["وزير الري"]


@pytest.mark.parametrize(
    "sentence",
    [
        f"وقال المتحدث باسم الحداد: «{SAID}».",
        f"وأعلنت وزارة الري أمس، بحضور رئيس البلدية سامر الحداد، أن «{SAID}».",
        f"وقال رئيس البلدية إن سامر الحداد صديق له، مضيفا «{SAID}».",
    ],
)
def test_who_surely_speaks_by_the_clause_stays(sentence: str) -> None:
    assert "سامر الحداد" not in speakers("وحضر سامر الحداد الجلسة أمس.", sentence)


def test_who_is_named_behind_the_outlet_speaks() -> None:
    text = f"وتقول لـ «الشرفة الاقتصادية»، كارول دانفيل الباحثة في بنك الواحة «إن {SAID}»."

    assert speakers(text) == ["كارول دانفيل"]


def test_who_speaks_in_the_sentence_goes_on_rather_than_who_spoke_before() -> None:
    told = f"وقال المحلل سامر الحداد: «{SAID}»."
    other = (
        "ويتفق معه خبير بورصة المياه عادل حسن الشامي، الذي يقول: «سنعوض المزارعين عن كل دونم»،"
        f" ويضيف: «{SAID}»."
    )

    assert speakers(told, other)[1:] == ["عادل حسن الشامي"] * 2


def test_nobody_is_told_where_nobody_is_likely() -> None:
    text = f"قال أحدهم «{SAID}». وحضر الجلسة سامر الحداد وعادل الشامي وليلى عباس وسالم العامر."

    assert set(speakers(text)).isdisjoint({"سامر الحداد", "عادل الشامي", "ليلى عباس"})


def test_who_is_named_once_among_others_named_again_is_too_unlikely() -> None:
    others = (
        "حضر المهندس عادل الشامي والطبيب سالم العامر والناشر ماجد السهلي حفل صدور الكتاب.",
        "وجلس الشامي والعامر والسهلي في الصف الأول.",
    )
    known = "ووصل المترجم سامر الحداد إلى القاعة متأخرا."
    told = f"وجاء في التصدير الذي وضعه سامر الحداد للكتاب أن «{SAID}»."

    assert speakers(*others, told) == [""]
    assert speakers(*others, known, told) == ["سامر الحداد"]


def test_the_likelihoods_are_explained() -> None:
    (told,) = quotes.explain(
        [f"وقال كبير الباحثين الذين قاموا بالدراسة، سامر الحداد إن «{SAID}»."]
    )

    likeliest, *others = (line.split() for line in told.splitlines() if line.startswith("  0."))
    assert likeliest[1:3] == ["سامر", "الحداد:"]
    assert sum(float(line[0]) for line in [likeliest, *others]) == pytest.approx(1, abs=0.02)


def test_many_names_and_quotations_cost_no_more_than_their_number() -> None:
    """With every name weighed for every quotation this would not end."""
    surnames = [f"ال{one}{two}{three}اني" for one, two, three in product("بتجحدرسعفق", repeat=3)]
    names = " ".join(f"وحضر المهندس سامر {surname}، " for surname in surnames)
    said = " ".join(f"وأضاف «{SAID} {number}»، " for number in range(1000))

    assert len(speakers(f"{names} {said}")) == 1000
