"""What the people of a simulation have been told: nothing twice, and a story whole only once."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from tests import press
from tests.model_telegram import Call

Pair = tuple[int, int]
"""The number of an article and a person."""


@dataclass
class Heard:
    """Kept as messages are accepted; what must not be is told to `wrong`."""

    wrong: Callable[[str], None]
    first_of: dict[int, int] = field(default_factory=dict)
    """Articles, and those that opened their stories."""
    arrived: Counter[Pair] = field(default_factory=Counter)
    whole: Counter[Pair] = field(default_factory=Counter)
    """How often each story came with what was said in it, by its first article."""
    told: set[Pair] = field(default_factory=set)
    """Of what may have been missed."""
    answers: int = 0
    """How many messages stand below another one."""

    def story(self, pair: Pair) -> Pair:
        return self.first_of[pair[0]], pair[1]

    def stands_alone(self, number: int) -> bool:
        """Whether no other article tells its story."""
        return Counter(self.first_of.values())[self.first_of[number]] == 1

    def accept(self, call: Call, person: int, above: str) -> None:
        """A message has come; `above` is the one that it answers."""
        number, *missed = call.numbers
        pair = number, person
        self.arrived[pair] += 1
        if self.arrived[pair] > 1:
            self.wrong(f"{pair} came twice")
        self.whole[self.story(pair)] += press.read(call.text).facts.said >= 0
        if self.whole[self.story(pair)] > 1:
            self.wrong(f"the story of {pair} came whole twice")
        if call.answers:
            self.answers += 1
            if self.first_of.get(press.read(above).facts.number) != self.first_of[number]:
                self.wrong(f"{pair} answers what is not of its story")
        self.told |= {(each, person) for each in missed}
