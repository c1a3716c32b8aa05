"""Help (帮助): every key of the place it was asked from, and what one may want to do; searchable, Enter does it."""

from typing import Any

from textual import on
from textual.screen import Screen

from console.tui.actions import ACTIONS, DIALOG, EVERYWHERE, FORM, PLACES, Action, keys_of, named
from console.tui.desk import Desk, desk_of
from console.tui.errands import errands
from console.tui.modals.pick import Pick
from console.tui.widgets.chrome import TextBar
from console.tui.widgets.columns import Column, Line
from console.tui.widgets.row_list import RowList
from domain.messages import msg

COLUMNS = (Column(None, 12), Column(None, 36), Column(None, 20, grow=1, drop=1))


class Wishes(Pick):
    """Lines of what may be done; the hint tells in full what stands cut in the line under the cursor."""

    @on(RowList.Moved)
    def _tell(self, message: RowList.Moved) -> None:
        line = message.rows.current
        text = line.cells[2] if line is not None and len(line.cells) > 2 else ""
        self.query_one("#hint", TextBar).put(text or self.note)


class Help(Wishes):
    """The keys that work on the screen behind it; on a page, everything else one may want."""

    def __init__(self, behind: Screen[Any]) -> None:
        desk = desk_of(behind)
        say = desk.speech
        held = {place.name for place in PLACES if place.name != EVERYWHERE and _holds(behind, place.name)}
        held |= {EVERYWHERE} if FORM not in held and DIALOG not in held else set()
        lines = []
        for place in PLACES:
            if place.name not in held:
                continue
            lines.append(Line("", ("", say(place.heading), ""), heading=True))
            lines += [
                Line(action.id, (keys_shown(action), say(action.label), say(action.help)))
                for action in ACTIONS
                if action.where == place.name and desk.offers(action)
            ]
        lines += errand_lines(desk) if EVERYWHERE in held else []
        super().__init__(say(msg("Help")), lines, COLUMNS, note=say(msg("/ searches, Enter does it, Esc closes")))


def errand_lines(desk: Desk) -> list[Line]:
    """What one may want to do; what one may not says why and cannot be chosen."""
    if desk.opened is None or desk.session.read_only:
        return []
    say = desk.speech
    lines = [Line("", ("", say(msg("What do you want to do?")), ""), heading=True)]
    for errand in errands(desk.opened):
        cells = ("", say(errand.label), say(errand.denied or errand.help))
        tone = "quiet" if errand.denied is not None else ""
        lines.append(Line(errand.key, cells, tone=tone, record={"also": errand.also, "first": errand.asks}))
    return lines


def _holds(screen: Screen[Any], place: str) -> bool:
    """Whether any widget on the screen takes the keys of a place."""
    ids = {action.id for action in ACTIONS if action.where == place}
    nodes = (screen, *screen.query("*"))
    return any(binding.id in ids for node in nodes for _, binding in node._bindings)  # noqa: SLF001


def keys_shown(action: Action) -> str:
    """The first two keys of an action."""
    return " ".join(named(key) for key in keys_of(action).split(",")[:2] if key)
