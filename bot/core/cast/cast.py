"""Who is who in one article: the people and bodies it names, from full mention to surname.

Filled from left to right: a mention is resolved by what stood before it. The fullest name and the
role may come from later, since they name the same one.
"""

from dataclasses import replace

from bot.core import lexicon
from bot.core.cast import far_names, identity, offices, same_name, trades
from bot.core.cast.identity import Speaker
from bot.core.lexicon import bare, look
from bot.core.phrases import read, read_surname
from bot.core.phrases.mentions import Mention, is_many
from bot.core.phrases.tokens import Paragraph

_REACH = 40
"""How many of the latest speakers are compared with a mention; bounds the work."""
_LONGEST_BODY = 7
_SHORTEST_SURNAME = 3
_ANOTHER = ("اخر",)
_ONE_OF = ("احد", "احدي")
_PROPER = lexicon.words("proper-bodies")
_ISSUED_BY = (("صادر", "عن"), ("صادره", "عن"))
_SEVERAL = 2
_NOUNS_TOO = frozenset({"حياه"})
"""«في حياة نهران»: no second man of that surname."""


class Cast:
    """The speakers of one article, latest last."""

    def __init__(self) -> None:
        self.speakers: list[Speaker] = []
        self.documents: dict[str, Speaker] = {}
        """Whose «بيان» or «تقرير» the article tells of."""
        self.surnames: set[str] = set()
        """By which words that no list knows the article may call somebody it told of."""
        self.short_surnames: set[str] = set()

    def titled(self, paragraph: Paragraph, at: int) -> Speaker | None:
        """«القاضي», «خالتها»: as much as is told of somebody without a name."""
        mention = read(paragraph, at)
        if mention is not None:
            return None if mention.name_keys else self.add(mention)
        name, key = paragraph.slice(at, at + 1), paragraph.tokens[at].key
        return Speaker(name, (key,), "", (key,), False, None, False)

    def called(self, key: str) -> Speaker | None:
        """«وقال هوي», after «إيدي هوي»: a surname too short to be looked for anywhere else."""
        if key not in self.short_surnames:
            return None
        named = (who for who in self.latest() if who.is_named)
        return next((who for who in named if who.name_keys[-1] == key), None)

    def read(self, paragraph: Paragraph, at: int, *, has_object: bool = False) -> Mention | None:
        """The phrase at a token; also an ordinary word, or «بالحاج», if somebody told of is called
        so."""
        found = read(paragraph, at, has_object=has_object)
        if found is None and at < len(paragraph.tokens):
            key = paragraph.tokens[at].key
            if key in self.surnames and (look(key).is_plain or key.startswith("بال")):
                return read_surname(paragraph, at)
        return found if found is None or has_object else far_names.complete(paragraph, found)

    def touch(self, speaker: Speaker) -> Speaker:
        """Make a speaker the latest."""
        for at in range(len(self.speakers) - 1, -1, -1):
            if self.speakers[at] is speaker:
                self.speakers.append(self.speakers.pop(at))
                break
        return speaker

    def latest(self) -> list[Speaker]:
        return self.speakers[: -_REACH - 1 : -1]

    def add(
        self,
        mention: Mention,
        current: Speaker | None = None,
        *,
        goes_on: bool = False,
        gender: str = "?",
    ) -> Speaker | None:
        """The speaker a mention means: a known one, made fuller, or a new one.

        With `goes_on` («وأضاف رئيس الجمعية») a title that fits nobody else is the current one's.
        """
        if mention.name_keys:
            known = self._by_name(mention, gender)
            if known is not None:
                self._fill(known, mention)
                return self.touch(known)
        else:
            known, is_anaphor = self._by_title(mention, current, goes_on=goes_on)
            if known is not None:
                self._complete(known, mention)
                return self.touch(known)
            if is_anaphor and mention.is_same and current is None:
                return None
        return self.fresh(mention)

    def issue(self, document: Mention, body: Mention) -> None:
        """Remember whose a document is."""
        if (issuer := self.add(body)) is not None:
            self.documents[bare(document.role_keys[0])] = issuer

    def join(self, both: Speaker) -> Speaker:
        """Remember two as one speaker."""
        self.speakers.append(both)
        return both

    def of_two(self, mention: Mention) -> Speaker | None:
        """«الوزيران»: the latest two who spoke together, else two whom nobody names."""
        two = (who for who in self.latest() if who.is_many)
        speaker = next(two, None) or self.fresh(mention)
        speaker.is_many = True
        return speaker

    def mention(self, mention: Mention) -> Speaker:
        """Remember somebody who is only named; who spoke last stays last."""
        last = self.speakers[-1] if self.speakers else None
        speaker = self._by_name(mention)
        if speaker is None:
            speaker = self.fresh(mention)
        else:
            self._fill(speaker, mention)
        if last is not None and self.speakers[-1] is not last:
            self.touch(last)
        return speaker

    def known(self, mention: Mention) -> Speaker | None:
        """Who was told of before by this name."""
        return self._by_name(mention) if mention.name_keys else None

    def is_shared(self, mention: Mention, goes_on: Speaker | None) -> bool:
        """«يقول أحمد», «قال عون», where two are called so, and «قال رئيس الاتحاد» after those of
        two, but not «وأضاف رئيس الاتحاد»; a name's office would tell them apart."""
        if mention.role_keys and not mention.name_keys:
            if sum(who.is_named for who in self.latest()) < _SEVERAL:
                return False
            bearers = [*offices.bearers(mention, self._possible(mention))]
            return goes_on not in bearers and offices.are_several(bearers)
        key = identity.bares(mention.name_keys)[0] if len(mention.name_keys) == 1 else ""
        return bool(key) and not mention.role_keys and self._has_namesakes(key)

    def _has_namesakes(self, key: str) -> bool:
        """Two men whose given name it is, or one of them and another whose surname it is."""
        end = 0 if look(key).sort == "given" else -1
        named = [who.name_keys for who in self.latest() if who.is_named]
        bearers = [keys for keys in named if key == keys[end] and keys[0] not in _NOUNS_TOO]
        if end == 0 and bearers and any(key in keys[1:][-1:] for keys in named):
            return True
        full = [keys for keys in bearers if keys[1:]]
        return any(not same_name.is_same(full[0], other) for other in full[1:])

    def addressed_so(self, key: str, current: Speaker | None) -> tuple[Speaker | None, bool]:
        """«وقال سموه»: who was introduced as «سمو الأمير …», and whether he is the only one;
        else the current one."""
        address = identity.ADDRESSES.get(key.removesuffix("ها").removesuffix("ه"), frozenset())
        named = (who for who in self.latest() if who.is_named)
        bearers = [who for who in named if not address.isdisjoint(who.honours)]
        return (bearers[0], True) if len(bearers) == 1 else (current, False)

    def addressed(self, honour: str) -> Speaker | None:
        """«وأضاف الشيخ»: the latest who was introduced so."""
        for speaker in self.latest():
            if trades.is_addressed(speaker, honour):
                return speaker
        return None

    def fresh(self, mention: Mention) -> Speaker:
        """Remember somebody who was not told of before."""
        has_name = bool(mention.name_keys)
        if has_name and identity.is_of_several(mention.role_keys):
            mention = replace(mention, role="", role_keys=())
        speaker = Speaker(
            name=mention.name if has_name else mention.role,
            name_keys=identity.bares(mention.name_keys if has_name else mention.role_keys),
            role=mention.role if has_name else "",
            role_keys=identity.bares(mention.role_keys),
            is_body=mention.is_body,
            is_feminine=mention.is_feminine,
            is_named=has_name and not is_many(mention),
            is_many=is_many(mention),
            alias=mention.alias,
            other_keys=identity.bares(mention.other_keys),
            honours=set(mention.honours),
        )
        self.speakers.append(speaker)
        self._note_surname(mention)
        if not has_name and mention.role_keys and look(mention.role_keys[0]).sort == "document":
            self.documents[bare(mention.role_keys[0])] = speaker
        return speaker

    def _note_surname(self, mention: Mention) -> None:
        """«وانتقد أخنوش …», after «عزيز أخنوش» was introduced."""
        last = mention.name_keys[-1] if mention.name_keys else ""
        is_told = len(mention.name_keys) > 1 or bool(mention.role_keys)
        is_surname = look(last).sort in ("other", "family")
        if is_told and len(last) > _SHORTEST_SURNAME and is_surname:
            self.surnames.add(last)
        elif len(mention.name_keys) > 1:
            self.short_surnames.add(last)

    def _by_name(self, mention: Mention, gender: str = "?") -> Speaker | None:
        keys = identity.bares(mention.name_keys)
        has_family = mention.name_keys[-1].startswith("ال")
        told = self.latest()
        if gender == "f":
            told.sort(key=lambda who: who.is_feminine is not True)  # not her brother
        if len(keys) == 1:
            told.sort(key=lambda who: who.name_keys != keys)  # not who has it as a surname
        for speaker in told:
            if len(keys) == 1 and speaker.alias == keys[0]:
                return speaker
            if not speaker.is_named or speaker.is_many:
                continue
            if not mention.role_keys and not speaker.agrees(gender):
                continue  # her husband: «وقالت كلينتون»
            theirs = speaker.name_keys
            if same_name.is_same(keys, theirs, has_family=has_family) and not identity.conflict(
                speaker, mention
            ):
                return speaker
        return offices.called_by_field(mention, told)

    def _by_title(
        self, mention: Mention, current: Speaker | None, *, goes_on: bool
    ) -> tuple[Speaker | None, bool]:
        """Whom a phrase without a name means; whether it means only who was told of."""
        if current is not None and not offices.may_mean(mention, current):
            current = None
        if mention.role_keys[:1] == ("ابن",):
            return self._son_of(mention.role_keys[1:]), False
        known, is_anaphor = (
            self._source(mention, current)
            or self._issuer(mention)
            or self._counterpart(mention)
            or self._by_role(mention, current)
        )
        if known is None and goes_on and current is not None and identity.may_be(current, mention):
            known = None if trades.faces_others(mention) else current
        if known is None and not is_anaphor:
            known = offices.former(mention, self.latest())
        return known, is_anaphor

    def _by_role(self, mention: Mention, current: Speaker | None) -> tuple[Speaker | None, bool]:
        """Whom a title means that tells of one man: by ال, or by whose it is."""
        is_told = mention.is_definite or mention.is_body or identity.is_author(mention)
        is_told = is_told or any(look(key).is_definite for key in mention.role_keys)
        is_told = is_told or identity.is_annexed_to_name(mention)
        if not is_told or mention.role_keys[0] in _ONE_OF or mention.role_keys[1:2] == _ANOTHER:
            return None, False  # «أحد المنشقين», «مسؤول آخر في الهيئة»: another one each time
        keys = identity.bares(mention.role_keys)
        head = keys[0]
        if look(head).sort == "document" and (
            len(keys) == 1 or (len(keys) == 2 and identity.is_adjective(keys[1]))
        ):
            return self._document(head, mention, current), True
        if (known := next(offices.bearers(mention, self._possible(mention)), None)) is not None:
            return known, True
        if current is not None and self._is_in_office(current, mention, keys):
            return current, True
        if (peer := self._peer(mention, current)) is not None:
            return peer, True
        if mention.is_same or (
            len(keys) == 1 and head in identity.ANAPHORS and not mention.is_cut
        ):
            return self._person(current, mention), True
        return None, False

    def _possible(self, mention: Mention) -> list[Speaker]:
        """The latest speakers, without those who are known to have another office."""
        keys = () if mention.is_body else identity.bares(mention.role_keys)
        return [
            who
            for who in self.latest()
            if not (offices.are_two(who, keys) or identity.is_another_source(mention, who))
        ]

    def _peer(self, mention: Mention, current: Speaker | None) -> Speaker | None:
        """«وتقول المؤلفة», after «الكاتبة فلانة»: the latest of that trade, or who spoke last if
        nobody was told to be."""
        if current is not None and trades.is_foreign_to(current, mention):
            return None
        is_current = current is not None and trades.is_of_trade(current, mention)
        if is_current:
            return current
        if current is None or current.role or not current.is_named:
            peers = (who for who in self._possible(mention) if trades.is_of_trade(who, mention))
            if (peer := next(peers, None)) is not None:
                return peer
        is_his = identity.is_profession(mention, identity.bares(mention.role_keys)[0])
        is_his = is_his or identity.is_author(mention)
        if current is None or not (is_his and current.is_named):
            return None
        return current if current.agrees("f" if mention.is_feminine else "m") else None

    @staticmethod
    def _is_in_office(speaker: Speaker, mention: Mention, keys: tuple[str, ...]) -> bool:
        """«اللاعب السابق», «وزير الخارجية المغربي»: whose country is not known so far."""
        is_of_country = identity.country_of_same_office(speaker, keys) != ()
        return is_of_country or identity.is_same_office(speaker, mention)

    def _issuer(self, mention: Mention) -> tuple[Speaker, bool] | None:
        """«بيان للجمعية», «بيان صادر عن المجلس», «بيان فلانة»: whose full name was told before."""
        keys = identity.bares(mention.role_keys)
        of = keys[3:] if keys[1:3] in _ISSUED_BY else keys[1:]
        if len(of) != 1 or look(keys[0]).sort != "document":
            return None
        is_told = of[0] != mention.role_keys[-1]  # «المجلس»
        head = of[0] if is_told else of[0].removeprefix("لل")
        is_body = is_told or head != of[0]
        for who in self.latest():
            if is_body and who.is_body and len(who.role_keys) > 1 and who.role_keys[0] == head:
                self.documents[keys[0]] = who
                return who, True
            if not is_body and who.is_named and head in who.name_keys:
                return who, True
        return None

    def _counterpart(self, mention: Mention) -> tuple[Speaker, bool] | None:
        """«الوزير الألماني», after «ونظيره الألماني فلان»: not the minister he met."""
        keys = identity.bares(mention.role_keys)
        met = (
            who
            for who in self.latest()
            if identity.is_called_so(who, keys) or identity.is_counterpart(who, keys)
        )
        found = next(met, None)
        return None if found is None else (found, True)

    def _document(self, head: str, mention: Mention, current: Speaker | None) -> Speaker | None:
        """Whose «البيان» it is; a bare «بيان» is none that was told of before."""
        if not mention.is_definite:
            return None
        return self.documents.get(head) or identity.same_document(mention, current)

    def _source(
        self, mention: Mention, current: Speaker | None
    ) -> tuple[Speaker | None, bool] | None:
        """«وأضاف المصدر»: no man with a name, unless he speaks for one who has none."""
        if not identity.is_mere_source(mention):
            return None
        mine = set(identity.bares(mention.role_keys))
        told = (who for who in self.latest() if mine <= set(who.role_keys))
        is_any = mine == {"مصدر"} and current is not None and not current.is_named
        return next(told, current if is_any else None), True

    def _son_of(self, father: tuple[str, ...]) -> Speaker | None:
        """«ابن جليد», after «فهد بن جليد»; «ابن كيران», after «عبد الإله ابن كيران»."""
        ends = [(son, *identity.bares(father)) for son in ("بن", "ابن")]
        known = (who for who in self.latest() if who.name_keys[-len(ends[0]) :] in ends)
        return next(known, None)

    def _person(self, current: Speaker | None, mention: Mention) -> Speaker | None:
        """«وأكد المتحدث» after a body spoke: the latest person instead."""
        if current is None or current.is_named or mention.is_same:
            return current
        is_paper = look(current.role_keys[0] if current.role_keys else "").sort == "document"
        named = (who for who in self.latest() if who.is_named)
        return next(named, None if is_paper else current)

    @staticmethod
    def _complete(speaker: Speaker, mention: Mention) -> None:
        """«الأمانة العامة», later «الأمانة العامة لمجلس …»: the fullest mention wins."""
        keys = identity.bares(mention.role_keys)
        if speaker.is_named:
            is_told = mention.role in speaker.name  # «والد الشهيد»
            if not (speaker.role or is_told) and set(keys) <= set(speaker.role_keys):
                speaker.role = mention.role
            return
        is_same_kind = speaker.is_body is mention.is_body and keys[:1] == speaker.role_keys[:1]
        is_proper = bool(keys) and keys[0] in _PROPER  # «غوغل والشركة الأم», «غوغل الموظفين»
        is_same_kind = is_same_kind and not is_proper
        if is_same_kind and set(speaker.role_keys) < set(keys) and len(keys) <= _LONGEST_BODY:
            speaker.name, speaker.name_keys, speaker.role_keys = mention.role, keys, keys

    def _fill(self, speaker: Speaker, mention: Mention) -> None:
        if speaker.is_body or same_name.holds_object(mention.name_keys, speaker.name_keys):
            return
        self._note_surname(mention)
        is_doubtful = len(speaker.name_keys) == 1 and not mention.role_keys
        is_doubtful = is_doubtful and identity.bares(mention.name_keys)[0] == speaker.name_keys[0]
        keys = identity.bares(mention.name_keys)
        is_fuller = len(keys) > len(speaker.name_keys) and not is_doubtful
        if is_fuller and not same_name.runs_on(keys, speaker.name_keys):
            speaker.name, speaker.name_keys = mention.name, keys
        if mention.role and identity.is_fuller_office(mention, speaker):
            speaker.role, speaker.role_keys = mention.role, identity.bares(mention.role_keys)
        speaker.other_keys = speaker.other_keys or identity.bares(mention.other_keys)
        speaker.honours.update(mention.honours)
        if speaker.is_feminine is None:
            speaker.is_feminine = mention.is_feminine
