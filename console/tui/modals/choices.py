"""The choices of a field: a long list is narrowed as one types, Enter takes the line under the cursor."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.events import Key

from console.tui.modals.pick import Pick
from console.tui.sources.asked import Choice
from console.tui.speech import Speech
from console.tui.widgets.columns import Column, Line
from console.tui.widgets.row_list import RowList
from domain.messages import msg

LONG = 10
"""Choices from which on one types first and looks then."""

_COLUMNS = (Column(None, 20, grow=1), Column(None, 20, grow=1, drop=1))
_MOVES: Mapping[str, int] = {"down": 1, "up": -1}


class Choices(Pick):
    """What has the focus first is the line to search by; the arrows move in the list meanwhile."""

    starts_at: ClassVar[str] = "#words"

    def entered(self) -> None:
        """Take what is under the cursor; where several may be taken, go on in the list to mark them."""
        rows = self.query_one(RowList)
        if self.many and len(rows.lines) > 1:
            rows.focus()
        else:
            rows.action_open()

    def on_key(self, event: Key) -> None:
        """The arrows are the list's, wherever one types."""
        rows = self.query_one(RowList)
        if event.key in _MOVES and not rows.has_focus:
            event.stop()
            rows.action_move(_MOVES[event.key])


def choices_of(
    title: str, choices: Sequence[Choice], say: Speech, *, many: bool, marked: Sequence[str], words: str
) -> Pick:
    """The list for a field; `words` narrow it from the start, unless nothing has them."""
    lines = [Line(choice.value, (say(choice.label), say(choice.more))) for choice in choices]
    if len(lines) < LONG:
        return Pick(title, lines, _COLUMNS, many=many, marked=marked)
    folded = words.casefold()
    known = any(folded in " ".join((*line.cells, line.key)).casefold() for line in lines)
    note = say(msg("Type to narrow it; arrows move, Enter takes, Esc back"))
    return Choices(
        title, lines, _COLUMNS, many=many, marked=marked, words=words if known else "", note="" if many else note
    )
