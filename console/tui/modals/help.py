"""Help (帮助): every key of the place it was asked from, searchable, and Enter does what it says."""

from textual.screen import Screen

from console.tui.actions import ACTIONS, DIALOG, EVERYWHERE, FORM, PLACES, Action, keys_of, named
from console.tui.desk import desk_of
from console.tui.modals.pick import Pick
from console.tui.widgets.columns import Column, Line
from domain.messages import msg


class Help(Pick):
    """The keys that work on the screen behind it."""

    def __init__(self, behind: Screen[object]) -> None:
        say = desk_of(behind).speech
        held = {place.name for place in PLACES if place.name != EVERYWHERE and _holds(behind, place.name)}
        held |= {EVERYWHERE} if FORM not in held and DIALOG not in held else set()
        lines = []
        for place in PLACES:
            if place.name not in held:
                continue
            lines.append(Line("", ("", say(place.heading), ""), heading=True))
            lines += [
                Line(action.id, (_keys(action), say(action.label), say(action.help)))
                for action in ACTIONS
                if action.where == place.name and desk_of(behind).offers(action)
            ]
        columns = (Column(None, 12), Column(None, 22), Column(None, 20, grow=1, drop=1))
        super().__init__(say(msg("Help")), lines, columns, note=say(msg("/ searches, Enter does it, Esc closes")))


def _holds(screen: Screen[object], place: str) -> bool:
    """Whether any widget on the screen takes the keys of a place."""
    ids = {action.id for action in ACTIONS if action.where == place}
    nodes = (screen, *screen.query("*"))
    return any(binding.id in ids for node in nodes for _, binding in node._bindings)  # noqa: SLF001


def _keys(action: Action) -> str:
    return " ".join(named(key) for key in keys_of(action).split(",")[:2])
