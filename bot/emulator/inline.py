"""Inline queries: what a bot may answer them with, https://core.telegram.org/bots/api#inline-mode"""

from typing import Any

from bot.emulator import formatting, keyboards
from bot.emulator.params import Params
from bot.emulator.state import JSON, bad_request
from bot.emulator.world import World

MOST_RESULTS = 50
MAX_ID_BYTES = 64
MAX_TEXT_UNITS = 4096
LIFE_SECONDS = 30
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def answer_inline_query(world: World, params: Params) -> bool:
    query = world.inline_queries.get(params.text("inline_query_id"))
    results = params.decoded("results", "inline query results") or []
    if len(results) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    read = [_read(world, each) for each in results]
    if len({each["id"] for each in read}) < len(read):
        raise bad_request("RESULT_ID_DUPLICATE")
    if query is None or query.is_answered or world.clock() - query.at > LIFE_SECONDS:
        raise bad_request(TOO_OLD)
    query.answer = {"results": read, "button": params.decoded("button", "button")}
    world.changed()
    return True


def _read(world: World, given: Any) -> JSON:
    """One article among the results, with its message as it will be shown."""
    if not isinstance(given, dict) or given.get("type") != "article":
        raise bad_request("can't parse inline query result: only articles are known here")
    if not 0 < len(str(given.get("id", "")).encode()) <= MAX_ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    if not given.get("title"):
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content = dict(given.get("input_message_content") or {})
    told = Params({"text": content.get("message_text", ""), **content})
    text, entities = formatting.read_text(world, told, limit=MAX_TEXT_UNITS)
    options = content.get("link_preview_options")
    return {
        "id": str(given["id"]),
        "title": given["title"],
        "description": given.get("description", ""),
        "text": text,
        "entities": entities,
        "reply_markup": keyboards.read_markup(Params(given)),
        "extra": {"link_preview_options": options} if options else {},
    }
