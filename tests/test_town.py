"""The town itself: what a test that fails in it comes to."""

import pytest

from storage import Database
from tests.town import a_town


async def test_a_test_that_fails_in_a_town_comes_to_its_end(sqlite: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        async with a_town(sqlite, ["صحيفة الشرفة"]):
            raise ZeroDivisionError
