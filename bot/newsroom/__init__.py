"""The offline newsroom: invented publishers that the demo reads instead of the web.

`Newsroom` says which articles are out at a given time, `routes` serves their feeds and
pages over HTTP, `sources` lists the feeds as a sources file would. Nothing here keeps
time or state: what is out is arithmetic on the time that is told.
"""

from bot.newsroom.timetable import Newsroom, Piece, Publication, Publisher, sources
from bot.newsroom.web import routes

__all__ = ["Newsroom", "Piece", "Publication", "Publisher", "routes", "sources"]
