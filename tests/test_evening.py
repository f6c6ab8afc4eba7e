"""An evening in the newsroom: one event in three papers, a false friend beside it, and a reader
who wants breaking news and a briefing at eight."""

import re
from datetime import UTC, datetime, timedelta

from bot.core.models import Pushes, Settings
from bot.corrections import Corrector, deliver_and_correct
from bot.newsroom import Newsroom, Publication
from storage import Database, preferences, subscribers
from tests.town import Town, a_town

OPENING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ROOM = Newsroom(base_url="http://127.0.0.1:8765", started_at=OPENING)
OUT = {each.piece.slug: each for each in ROOM.published(OPENING + timedelta(hours=1))}
PAPERS = ("waha", "barid", "shurfa", "minbar")
DRILL = OUT["earthquake-drill"]
MARKS = re.compile("[\u200f\u200e\u061c\u2066\u2068\u2069]")
EIGHT_IN_CAIRO = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)


def tell(town: Town, slug: str) -> None:
    """One of the newsroom's articles comes out."""
    publication: Publication = OUT[slug]
    paper = PAPERS.index(publication.publisher.id)
    town.news(publication.title, publisher=paper, paragraphs=publication.paragraphs)


def is_the_briefing(text: str) -> bool:
    """One story, the false friend; what the reader has had already is a line below it."""
    lines = [MARKS.sub("", line) for line in text.splitlines()]
    told_before = lines.index("سبق أن وصلك")
    assert lines[0] == "🗞 موجز المساء"
    assert "خبر واحد · قراءة في دقيقة" in lines
    assert [line for line in lines if line[:2] in ("1.", "2.")] == [f"1. {DRILL.title}"]
    assert "الكثبان" in lines[told_before + 1]
    return "•" not in "".join(lines[told_before + 2 :])


async def test_an_evening_is_one_breaking_message_whose_badge_climbs_and_one_briefing(
    db: Database,
) -> None:
    async with a_town(
        db, ["الواحات", "البريد", "شرفة", "المنبر"], pushes=Pushes.BRIEFINGS
    ) as town:
        user = town.telegram.user()
        await town.pick_up()
        await town.say(user, user, "/subscribe")
        reader = db.run_now(subscribers.find, user.id)
        assert reader is not None
        settings = Settings(zone="Africa/Cairo", times=("20:00",))
        db.run_now(preferences.change, reader.id, settings)

        tell(town, "earthquake")
        await town.pick_up()
        alert = town.heard(user)[-1]
        first = alert.text
        for slug in ("earthquake-port", "earthquake-drill", "earthquake-science"):
            tell(town, slug)
            await town.pick_up()
            await deliver_and_correct(Corrector(town.sender))
        pushed = len(town.heard(user))
        town.now = EIGHT_IN_CAIRO + timedelta(minutes=1)
        await deliver_and_correct(Corrector(town.sender))

        heard = town.heard(user)
        assert "عاجل | هزة أرضية" in first
        assert "نقلته" not in first
        assert "نقلته 3 مصادر" in alert.text
        assert pushed == 2, "the answer to /subscribe, and the alert"
        assert len(heard) == 3
        assert is_the_briefing(heard[-1].text)
