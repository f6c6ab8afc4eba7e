"""The fullest name and office that an article gives a man whom it quotes by one of his names.

«… قدمها المنتج سامر رفيق …. وقال رفيق»: the clause at the quotation tells one word, and the name
stood in full where no rule reads a mention, because a verb, a particle or an object stood around
it. Who speaks is settled by then, and with it where his name must end; so the words before it are
read backwards from there. Where two men bear it nothing is added.
"""

from collections.abc import Sequence

from bot.core import arabic, lexicon
from bot.core.cast import bare_heads, identity, surnames
from bot.core.cast.identity import Speaker
from bot.core.lexicon import bare, look
from bot.core.phrases import backwards
from bot.core.phrases.mentions import Mention
from bot.core.phrases.tokens import Paragraph

_TITLES = (
    "الملك السلطان الأمير الأميرة الجنرال اللواء العميد العقيد المقدم الرائد النقيب الدكتور"
    " الدكتورة البروفيسور المهندس المهندسة الشيخ الشيخة القس المطران الكابتن الفنان الفنانة"
    " المواطن المواطنة"
)
_ADDRESSES = {arabic.word_key(word)[2:]: word for word in _TITLES.split()}
"""What a newspaper prints of him of whom it knows nothing else; not «السيد»."""
_COUNTRIES = lexicon.words("nationalities") | lexicon.words("arab-nationalities")
_PROFESSIONS = lexicon.words("professions")
_MOST = 8
"""Places of one name that are looked at; bounds the work."""


def complete(
    speakers: Sequence[Speaker], paragraphs: Sequence[Paragraph], cast: Sequence[Speaker]
) -> None:
    """Give each speaker who is told by one name, or without an office, all that is told of him."""
    bare_heads.complete(speakers, paragraphs)
    surnames.shed(speakers, paragraphs)
    _search([who for who in speakers if is_poor(who, cast)], paragraphs)
    surnames.complete(speakers, paragraphs)
    for who in speakers:
        if who.honours and not who.role and who.is_named:
            _address(who, paragraphs)


def _address(who: Speaker, paragraphs: Sequence[Paragraph]) -> None:
    """«الملك فلان», «الدكتور فلان», of whom no office is told."""
    address = next((each for each in _ADDRESSES if each in who.honours), "")
    word = _ADDRESSES.get(address, "")
    if word and any(f"{word} " in paragraph.text for paragraph in paragraphs):
        who.role, who.role_keys = word, (address,)


def _search(speakers: Sequence[Speaker], paragraphs: Sequence[Paragraph]) -> None:
    poor: dict[str, list[Speaker]] = {}
    for who in speakers:
        poor.setdefault(arabic.word_key(who.name.split()[-1]), []).append(who)
    if not poor:
        return
    places: dict[str, list[tuple[Paragraph, int]]] = {key: [] for key in poor}
    for paragraph in paragraphs:
        for at, token in enumerate(paragraph.tokens):
            if token.key in places and len(places[token.key]) < _MOST:
                places[token.key].append((paragraph, at))
    for key, bearers in poor.items():
        told = [each for place in places[key] for each in backwards.told(*place)]
        for who in bearers:
            _fill(who, told)


def is_poor(who: Speaker, cast: Sequence[Speaker]) -> bool:
    """Whether somebody is told by one name, or without an office."""
    if not who.is_named or who.is_many or not who.name.strip():
        return False
    is_titled = _is_given_name(who) and bool(who.role or who.honours)
    if is_titled and any(who.name_keys == each.name_keys[1:][-1:] for each in cast):
        return False  # «البائع سالم», told apart from «رئيس البلدية عادل سالم»
    if look(arabic.word_key(who.name.split()[0])).sort == "title":
        return False  # «والد الشهيد فلان»
    return len(who.name_keys) == 1 or not who.role


def _fill(who: Speaker, told: Sequence[Mention]) -> None:
    his = [each for each in told if _may_be_his(who, each)]
    names = [each.name_keys for each in his if len(each.name_keys) > len(who.name_keys)]
    if any(not _is_one(one, names[0]) for one in names):
        return
    fullest = max(his, key=lambda each: len(each.name_keys), default=None)
    if fullest is None:
        return
    if len(fullest.name_keys) > len(who.name_keys) == 1:
        who.name, who.name_keys = fullest.name, identity.bares(fullest.name_keys)
        _take_name_from_office(who)
    if not who.role and not _is_given_name(who):
        offices = [each for each in his if _tells_office(each)]
        with_role = min(offices, key=lambda each: each.role_keys[0] == "من", default=None)
        if with_role is not None:
            who.role, who.role_keys = with_role.role, identity.bares(with_role.role_keys)


def _tells_office(told: Mention) -> bool:
    """«المدير العام»; in one word only what stands alone: «المخرج», not «مخرجه», «العمال»."""
    keys = told.role_keys
    return len(keys) > 1 or (look("".join(keys)).is_definite and bare(keys[0]) in _PROFESSIONS)


def _take_name_from_office(who: Speaker) -> None:
    """«السكرتير الدائم أنديرس | أولسون»: the given name was read as the end of the office."""
    names = who.name.split()[:-1]
    while who.role and who.role.split()[-1] in names:
        who.role, who.role_keys = who.role.rpartition(" ")[0], who.role_keys[:-1]


def _is_given_name(who: Speaker) -> bool:
    """Half a name is all that is told of him: with an office it would pass for a surname."""
    return len(who.name_keys) == 1 and look(who.name_keys[0]).sort == "given"


def _is_one(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return set(shorter) <= set(longer)


def _may_be_his(who: Speaker, told: Mention) -> bool:
    if told.is_feminine is not None and not who.agrees("f" if told.is_feminine else "m"):
        return False
    keys = identity.bares(told.name_keys)
    if len(who.name_keys) == 1:
        of_office = _COUNTRIES.intersection(keys, who.role_keys)  # «المندوب الكندي أندريه»
        return not of_office
    return _is_one(keys, who.name_keys) and len(keys) > 1
