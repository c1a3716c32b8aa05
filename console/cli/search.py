"""Search across everything."""

from typing import TYPE_CHECKING

from console.cli.answers import page
from console.cli.command import PAGE, Answer, Command
from domain.acts.fields import Field
from domain.messages import msg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from console.session import Look


def _search(look: "Look", *, words: "Sequence[str]", limit: int, after: str | None) -> Answer:
    from sanctions.search import find

    return page(
        "found", find(look.reader, words, limit=limit, after=after), "id", "noun", "institution_name", "snippet"
    )


COMMANDS = (
    Command(
        "search",
        msg("Search numbers, names and texts"),
        Field("words", msg("Words"), required=True, positional=True, many=True),
        *PAGE,
        run=_search,
        help=msg("All of the words, anywhere in a text; parts of words and numbers too. Nothing sealed is searched."),
    ),
)
