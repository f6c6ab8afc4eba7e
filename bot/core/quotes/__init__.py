"""What somebody said in an article, verbatim, and who said it.

`finding` tells speech from names, titles and scare quotes; the other modules are its reasons.
"""

from bot.core.quotes.explaining import explain
from bot.core.quotes.finding import Finding, extract, find, find_unmarked
from bot.core.quotes.telling import may_tell

__all__ = ["Finding", "explain", "extract", "find", "find_unmarked", "may_tell"]
