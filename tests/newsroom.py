"""How the articles of a simulation change: as whoever reads them again writes it down."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.amending import amend, withdraw
from bot.core.schedule import next_edit
from storage import Tx, articles, corrections, stories
from tests import press
from tests.builders import read_as
from tests.press import Facts
from tests.simulation import World

MOST_SOURCES = 4


class Newsroom:
    """Sources that change their mind, and others that tell what one has told."""

    def __init__(self, world: World) -> None:
        self.world = world

    def draw(self) -> Facts | None:
        """One of the latest articles that its source stands by."""
        facts = [each for each in self.world.facts.values() if not each.is_withdrawn]
        return self.world.chance.choice(facts[-6:]) if facts else None

    def rewrite(self) -> None:
        """A headline or a quotation changes, perhaps back to what it was."""
        if facts := self.draw():
            draw = self.world.chance.choice
            if draw([True, False]):
                facts = replace(facts, wording=draw([0, 1, 2, 3]))
            else:
                facts = replace(facts, said=draw([0, 1, 2, 3]))
            self.revise(facts)

    def revise(self, facts: Facts) -> None:
        """An article says this now."""
        self.print(facts, lambda tx: self.amend(tx, facts), "rewritten")

    def amend(self, tx: Tx, facts: Facts) -> None:
        article_id = self.world.article_ids[facts.number]
        url = articles.get(tx, [article_id])[article_id].article.url
        read = read_as(press.article_of(facts, url), press.digest_of(facts))
        amend(tx, article_id, read, now=self.world.now())

    def withdraw(self) -> None:
        """The page of an article answers 410; nobody is to get it any more."""
        world = self.world
        if facts := self.draw():
            article_id = world.article_ids[facts.number]
            gone = replace(facts, is_withdrawn=True)
            self.print(gone, lambda tx: withdraw(tx, article_id, now=world.now()), "withdrawn")
            world.withdrawn_at[facts.number] = world.loop.time()
            world.wanted = {pair for pair in world.wanted if pair[0] != facts.number}

    def go_on(self) -> None:
        """The source adds something to a story of its own."""
        facts = self.draw()
        if facts is not None and facts.sources == 1:
            self.world.publish(follows=facts.number)

    def others_tell(self) -> None:
        """Another source tells a story of one article too, or takes back that it did."""
        world, facts = self.world, self.draw()
        if facts is not None and world.heard.stands_alone(facts.number):
            article_id = world.article_ids[facts.number]
            facts = replace(facts, sources=world.chance.randint(1, MOST_SOURCES))
            self.print(
                facts, lambda tx: grow(tx, article_id, facts.sources, now=world.now()), "grown"
            )

    def print(self, facts: Facts, deed: Callable[[Tx], None], what: str) -> None:
        self.world.tell(what, facts)
        self.world.records.run_now(deed)
        self.world.facts[facts.number] = facts
        self.world.stirred.set()


def grow(tx: Tx, article_id: int, sources: int, *, now: datetime) -> None:
    """As `joining.grow` does, for articles of which only the number of sources is known."""
    before = articles.get(tx, [article_id])[article_id]
    if before.sources == sources:
        return
    story = stories.get(tx, article_id)
    stories.grow(tx, story.id, sources=sources, development_id=None)
    due = next_edit(story.grown_at, story.growths, now=now)
    if due != story.grown_at:
        stories.will_grow(tx, story.id, at=due)
    corrections.open_later(tx, before, due=due, now=now)
