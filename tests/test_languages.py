"""Languages: told from the text, whatever the page declares."""

import pytest

from bot.core import languages
from bot.core.languages import Unwanted
from tests.builders import PARAGRAPHS, an_article

TEXTS = {
    "ar": "أعلنت بلدية واحة السراب في بيان أن العمل في السوق يبدأ بعد شهر",
    "fa": "شهرداری واحه سراب در بیانیه ای گفت که کار در بازار از ماه آینده آغاز می شود",
    "ur": "واحہ سراب کی بلدیہ نے ایک بیان میں کہا ہے کہ بازار میں کام اگلے مہینے سے شروع ہو گا",
    "ps": "د سراب د ښاروالۍ مشر په یوه بیان کې وویل چې په بازار کې به کار پیل شي",
    "ckb": "شارەوانی سەراب لە ڕاگەیەندراوێکدا کە کار لە بازاڕەکە و شەقامەکان دەست پێ دەکات",
    "en": "The council of the oasis said in a statement that work on the market begins next month",
    "fr": "La mairie de l'oasis a annoncé dans un communiqué que les travaux du marché commencent",
    "tr": "Belediye bir açıklamada pazar için çalışmaların daha sonra başlayacağını söyledi",
    "ru": "Мэрия оазиса сообщила о начале работ на рынке",
}


@pytest.mark.parametrize("code", TEXTS)
@pytest.mark.parametrize("declared", ["", "ar", "en-US", "fa_IR"])
def test_a_language_is_told_whatever_the_page_declares(code: str, declared: str) -> None:
    assert languages.of(TEXTS[code], declared=declared) == code


@pytest.mark.parametrize(
    ("text", "declared", "code"),
    [
        ("سوق السمك القديم", "", "ar"),
        ("شیرهای گرگان", "", "fa"),
        ("Market opening", "en_GB", "en"),
        ("Market opening", "ar", ""),
        ("2026: 3 - 1", "ar-EG", "ar"),
        ("", "", ""),
    ],
)
def test_where_the_text_is_silent_its_letters_and_the_page_tell(
    text: str, declared: str, code: str
) -> None:
    assert languages.of(text, declared=declared) == code


def test_an_arabic_text_with_names_and_a_sentence_of_another_language_is_arabic() -> None:
    text = " ".join(PARAGRAPHS) + " «The market of the people», said the sign. چاپ پژو گچ"

    assert languages.of(text) == "ar"


@pytest.mark.parametrize("wanted", [{"ar"}, {"fr", "ar"}, {"*"}])
def test_a_wanted_article_is_let_through(wanted: set[str]) -> None:
    article = an_article()

    assert languages.check(article, wanted) is article


def test_an_unwanted_one_is_named_with_its_language_and_the_setting() -> None:
    french = an_article(TEXTS["fr"], paragraphs=(TEXTS["fr"],))

    with pytest.raises(Unwanted, match=r"written in French \(fr\); LANGUAGES asks for ar, en"):
        languages.check(french, {"en", "ar"})
