"""Weighs who of those that the article has named says a quotation.

The clauses are read one by one, and where one is misread the answer is somebody who only stood
nearby. Each sign of a candidate adds its weight; who has the most is the speaker, and how far he
is ahead of the others, and of nobody, is his chance. What the clauses say is one of the signs.

The weights are those of a conditional logistic regression (McFadden 1974: the choice among
alternatives that differ from case to case) over 2,518 quotations of 765 articles, read by clauses
as they were before anybody had seen these articles: 84.7 of a hundred speakers were right by the
clauses, and 87.6 weighed, each by weights from the other articles. `benchmarks/speaker_weights.py`
fits them. None of 88 other signs (who spoke before or after, where in sentence and paragraph he is
named, what the words say of him) added two tenths of a point, nor did all of them together, nor
boosted trees.
"""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from bot.core import lexicon
from bot.core.cast import offices
from bot.core.cast.identity import Speaker
from bot.core.lexicon import bare, look
from bot.core.phrases import owners
from bot.core.phrases.titles import is_of_his
from bot.core.phrases.tokens import END, QUOTATION, Paragraph
from bot.core.speakers import blessings
from bot.core.speakers.clause_reader import CUES
from bot.core.speakers.events import Attributed, Event, Found, Subject, Weighed
from bot.core.verbs.clauses import RELATIVE, THAT

_MOST = 10
"""So many of those named last are weighed."""
_TITLE = 9
"""Tokens that a title's words and the name behind it may be apart."""
_TITLES = 3
_BOUNDS = frozenset({END, QUOTATION, ":", "مع", "بعد", "قبل", "خلال", "عقب"}) | THAT | CUES
_LONGEST, _FARTHEST, _LATEST = 100, 200, 200
"""Tokens of a sentence, names before a quotation, and speakers told of last, that are looked at;
bounds the work."""
_GLUED, _SHORTEST = "وفلبك", 3
_SECOND_TITLES, _PATIENTS = lexicon.words("second-titles"), lexicon.words("whose-kin")
_HALF = 0.5
_ALONE, _INSTEAD, _NEVER = 0.5, 0.55, 2.0
"""How likely somebody must be whom the clauses do not tell: where they tell nobody, or his title;
where they tell somebody else; where it is sure that they do."""
_NOBODY = "nobody of them"
_BEHIND_TITLE = "behind the title by the clause"
_IN_SENTENCE, _OTHER_GENDER = "named in the sentence", "of another gender"
WEIGHTS = {
    _NOBODY: 2.4,
    "surely by the clause": 1.4,
    "by a clause with و": 0.7,
    _BEHIND_TITLE: 1.5,
    "a name": 1.3,
    "a full name": 1.5,
    "named once": -0.7,
    _IN_SENTENCE: 1.2,
    "named last": 0.5,
    "reports in the sentence": 0.6,
    "says half of the rest": 0.5,
    "a woman, as in the verb": 0.9,
    _OTHER_GENDER: -1.2,
}


class Ground:
    """Where an article names each of its speakers: by tokens, counted from its beginning."""

    def __init__(self, heard: Sequence[Paragraph], cast: Sequence[Speaker]) -> None:
        keys = {speaker: _keys_of(speaker) for speaker in cast[-_LATEST:]}
        self._begins: dict[int, int] = {}
        found: dict[str, list[int]] = {key: [] for each in keys.values() for key in each}
        forms: dict[str, list[str]] = {}
        for key in found:
            for form in _forms(key):
                forms.setdefault(form, []).append(key)
        self._bounds: list[int] = []
        self._keys = [token.key for paragraph in heard for token in paragraph.tokens]
        for at, form in enumerate(self._keys):
            if form in _BOUNDS:
                self._bounds.append(at)
            if form in forms:
                for key in forms[form]:
                    found[key].append(at)
        count = 0
        for paragraph in heard:
            self._begins[paragraph.index] = count
            count += len(paragraph.tokens)
        self.places = {speaker: _together(each, found) for speaker, each in keys.items()}
        self._all = sorted(
            (place, order, speaker)
            for order, (speaker, places) in enumerate(self.places.items())
            for place in places
        )

    def begin(self, paragraph: Paragraph) -> int:
        """The place of its first token."""
        return self._begins[paragraph.index]

    def before(self, at: int) -> Iterator[tuple[int, Speaker]]:
        """Who is named before a token, the last first."""
        for index in range(bisect_left(self._all, (at,)) - 1, -1, -1):
            place, _, speaker = self._all[index]
            yield place, speaker

    def between(self, at: int, after: int) -> Iterator[tuple[int, Speaker]]:
        """Who is named from a token up to, without, another."""
        for index in range(bisect_left(self._all, (at,)), bisect_left(self._all, (after,))):
            place, _, speaker = self._all[index]
            yield place, speaker

    def is_named(self, speaker: Speaker, at: int, after: int) -> bool:
        """Whether he is named from a token up to, without, another: «كبير الباحثين الذين درسوا
        النهر، سامر»; not «لسامر», «على سامر», «الذي استقبل سامر»."""
        places = self.places[speaker]
        index = bisect_left(places, at)
        if index == len(places) or places[index] >= after:
            return False
        begin = places[index]
        while begin > at and self._keys[begin - 1] in speaker.name_keys:
            begin -= 1
        if self._keys[begin - 1] == "،":
            return True
        title_after = at + is_of_his(self._keys[at - 1])  # «زميلتها الطبيبة سامية»
        is_inside = any(_leads_away(key) for key in self._keys[at:begin])
        is_inside |= any(_is_another(key) for key in self._keys[title_after:begin])
        is_glued = self._keys[begin] not in speaker.name_keys and self._keys[begin][0] in "لبك"
        is_governed = is_glued or look(self._keys[begin - 1]).sort == "preposition"
        return not (is_inside or is_governed or self._is_of_whom(begin - 1))

    def _is_of_whom(self, at: int) -> bool:
        """«في رثاء | الفنان سامر»."""
        if at == 0:
            return False
        noun, address = self._keys[at - 1 : at + 1]
        is_noun = look(noun).is_plain and not look(noun).is_definite
        return is_noun and look(address).sort == "honour"

    def phrase_end(self, at: int) -> int:
        """Where the phrase of a token has ended: at a verb, أن, a point, a mark, «بعد …»."""
        index = bisect_left(self._bounds, at)
        return self._bounds[index] if index < len(self._bounds) else at + _TITLE


def _keys_of(speaker: Speaker) -> tuple[str, ...]:
    """A surname, or the first two words of an office."""
    if speaker.is_named:
        return (bare(speaker.name_keys[-1]),)
    return tuple(bare(key) for key in (speaker.role_keys or speaker.name_keys)[:2])


def _forms(key: str) -> Iterator[str]:
    """«للوزير», «ووزير», «الوزير»: a word with the particles that may be glued to it."""
    yield key
    if len(key) < _SHORTEST:
        return
    yield f"ال{key}"
    yield f"لل{key}"
    for particle in _GLUED:
        yield particle + key
        yield f"{particle}ال{key}"


def _together(keys: tuple[str, ...], places: dict[str, list[int]]) -> list[int]:
    if not keys:
        return []
    first = places[keys[0]]
    if len(keys) == 1:
        return first
    second = set(places[keys[1]])
    return [at for at in first if at + 1 in second]


def _leads_away(key: str) -> bool:
    """«الذي», «استقبل», «لمراسل القناة», «المدير | بالفنان سامر», «الوزير | على لقاء سامر»."""
    is_met = key == "علي" or (key.startswith("بال") and look(key[1:]).sort in ("title", "honour"))
    return is_met or key in RELATIVE or look(key).is_verb or owners.is_addressee(key)


def _is_another(key: str) -> bool:
    """«الرئيس في مقابلة أجرتها معه | الإعلامية», «المحقق | الطفل»."""
    word = look(key)
    is_man = word.sort == "title" or word.bare in _PATIENTS
    return is_man and word.is_definite and word.bare not in _SECOND_TITLES


class _Weigher:
    """The signs of the candidates for one quotation."""

    def __init__(self, ground: Ground, found: Found, event: Event, told: Counter[Speaker]) -> None:
        tokens, at = found.paragraph.tokens, found.at
        base = ground.begin(found.paragraph)
        ends = (
            back for back in range(at, max(0, at - _LONGEST), -1) if tokens[back - 1].key == END
        )
        ahead = range(at + 1, min(at + _LONGEST, len(tokens)))
        after = next((each for each in ahead if tokens[each].key == END), ahead.stop)
        self.at, self.after = base + at, base + after
        self.sentence = base + next(ends, max(0, at - _LONGEST))
        self.ground, self.found, self.event, self.told = ground, found, event, told

    def candidates(self) -> list[Weighed]:
        """Those named last before the quotation, or behind it in its sentence; and nobody."""
        told = self.event.speaker
        near: dict[Speaker, int] = {}
        for place, speaker in islice(self.ground.before(self.at), _FARTHEST):
            near.setdefault(speaker, place)
            if len(near) == _MOST:
                break
        behind = islice(self.ground.between(self.at, self.after), _MOST)
        near = {speaker: place for place, speaker in behind if speaker not in near} | near
        if told is not None and told not in near:
            near[told] = -1
        weighed = [
            Weighed(speaker, tuple(self._signs(speaker, place, is_nearest=rank == 0)))
            for rank, (speaker, place) in enumerate(near.items())
        ]
        return [*weighed, Weighed(None, (_NOBODY,))]

    def _signs(self, speaker: Speaker, place: int, *, is_nearest: bool) -> Iterator[str]:
        if speaker.is_named:
            yield "a name"
        if len(speaker.name_keys) > 1:
            yield "a full name"
        if len(self.ground.places[speaker]) == 1:
            yield "named once"
        if is_nearest:
            yield "named last"
        if self.sentence <= place < self.at:
            yield _IN_SENTENCE
        yield from self._of_clause(speaker)
        yield from self._of_verb(speaker)
        yield from self._of_others(speaker)

    def _of_clause(self, speaker: Speaker) -> Iterator[str]:
        event = self.event
        if speaker is event.speaker:
            if event.subject.is_sure:
                yield "surely by the clause"
            if event.key.startswith("و"):
                yield "by a clause with و"
        elif self._is_behind_title(speaker):
            yield _BEHIND_TITLE
        if speaker in self.found.voices:
            yield "reports in the sentence"

    def _of_verb(self, speaker: Speaker) -> Iterator[str]:
        gender = self.event.verb.gender
        if not speaker.agrees(gender):
            yield _OTHER_GENDER
        elif gender == "f" and speaker.is_feminine:
            yield "a woman, as in the verb"

    def _is_behind_title(self, speaker: Speaker) -> bool:
        """«مبعوث الأمين العام إلى النهر، سامر الحداد»: whose title it is."""
        told = self.event.speaker
        if told is None or told.is_named or told.is_body or not speaker.is_named:
            return False
        if self.event.verb.force == "act" or speaker.name_keys[-1] in told.role_keys:
            return False  # «اتهم نائب فلانا», «المتحدث باسم فلان»
        if offices.are_two(speaker, told.role_keys):
            return False
        ground, places = self.ground, self.ground.places[told]
        titles = places[: bisect_left(places, self.at)][-_TITLES:]
        return any(
            ground.is_named(speaker, at + 1, min(at + 1 + _TITLE, ground.phrase_end(at + 1)))
            for at in titles
        )

    def _of_others(self, speaker: Speaker) -> Iterator[str]:
        """What the clauses say of the other quotations."""
        all_told = self.told.total() - (self.event.speaker is not None)
        told = self.told[speaker] - (self.event.speaker is speaker)
        if all_told and told >= _HALF * all_told:
            yield "says half of the rest"


def _with_chances(candidates: Sequence[Weighed]) -> list[Weighed]:
    """McFadden's conditional logit: the weights of each as a power of e, over their sum."""
    weights = [sum(WEIGHTS[sign] for sign in each.signs) for each in candidates]
    most = max(weights)
    powers = [math.exp(weight - most) for weight in weights]
    return [
        replace(each, chance=power / sum(powers))
        for each, power in zip(candidates, powers, strict=True)
    ]


def counted(founds: Iterable[Found]) -> Counter[Speaker]:
    """How many of the quotations each speaker has by the clauses."""
    speakers = (found.event.speaker for found in founds if found.event is not None)
    return Counter(speaker for speaker in speakers if speaker is not None)


def candidates(found: Found, ground: Ground, counts: Counter[Speaker]) -> list[Weighed]:
    """Who could be meant, with his signs, and nobody last; nothing where no clause tells, or
    tells somebody whom only a rule of his own has read."""
    event = found.event
    if event is None or not (event.speaker is None or event.speaker in ground.places):
        return []
    return _Weigher(ground, found, event, counts).candidates()


def weigh(founds: Sequence[Found], told: Attributed) -> None:
    """Choose the speaker of each quotation that is speech; who could be meant is kept in `Found`.

    Whom a rule of his own has read is left (a law, a crowd, who is cited with a blessing), and so
    is whoever surely speaks by the clause.
    """
    doubtful = [found for found in founds if _is_doubtful(found)]
    if not doubtful:
        return
    ground, counts = Ground(told.heard, told.cast), counted(founds)
    for found in doubtful:
        weighed = candidates(found, ground, counts)
        if weighed and found.event is not None:
            _choose(found, found.event, _with_chances(weighed))


def _is_doubtful(found: Found) -> bool:
    """Whether anybody else could be chosen: a title alone may have its name elsewhere."""
    event = found.event
    if event is None or event.subject.is_settled:
        return False
    who = event.speaker
    if who is None:
        is_his = blessings.cited(found) or blessings.is_prophet_before(found.paragraph, event.at)
        return not (is_his or event.verb.is_plural)
    is_title = not (who.is_named or who.is_body)
    return is_title or not (event.subject.is_sure or event.how == "named")


def _choose(found: Found, event: Event, weighed: Sequence[Weighed]) -> None:
    best = max(weighed[:-1], key=lambda each: each.chance, default=weighed[-1])
    told = next((each for each in weighed if each.speaker is event.speaker), weighed[-1])
    found.weighed = sorted(weighed, key=lambda each: -each.chance)
    if best is not told and best.chance >= _enough(best, event):
        subject = Subject(best.speaker, event.after, "weighed", is_sure=event.subject.is_sure)
        found.event = replace(event, subject=subject)
        if _BEHIND_TITLE in best.signs:
            _entitle(best.speaker, event.speaker)


def _entitle(name: Speaker | None, title: Speaker | None) -> None:
    """«كبير الباحثين الذين …، سامر الحداد»: his office, if the article gives no other."""
    if name is not None and title is not None and not name.role:
        name.role, name.role_keys = title.name, title.role_keys


def _enough(best: Weighed, event: Event) -> float:
    """How likely he must be, whom the clauses do not tell."""
    if _BEHIND_TITLE in best.signs:
        return _ALONE
    if event.subject.is_sure or event.how == "named":
        return _NEVER
    if event.speaker is not None:
        return _INSTEAD
    return _NEVER if _OTHER_GENDER in best.signs else _ALONE
