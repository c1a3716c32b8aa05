"""The key card of the console."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from console.cli.command import Answer, Command
from console.i18n import CHINESE
from console.lines import columns
from domain.messages import msg

if TYPE_CHECKING:
    from console.session import Session


def _keys(session: "Session") -> Answer:
    return Answer({"keys": session.keys()}, view=_drawn)


def _drawn(document: Mapping[str, Any], lang: str) -> str:
    """One line for each action, in both languages, the reader's first."""
    first, second = ("zh", "en") if lang == CHINESE else ("en", "zh")
    lines: list[str] = []
    before = None
    for one in document["keys"]:
        if one["place"] != before:
            before = one["place"]
            lines += ["", f"{before[first]} / {before[second]}"]
        cells = (" ".join(one["keys"]) or "-", one["id"], f"{one['label'][first]} / {one['label'][second]}")
        lines.append("  " + "".join(_padded(cell, width) for cell, width in zip(cells, (16, 22, 0), strict=True)))
    return "\n".join(lines[1:])


def _padded(text: str, width: int) -> str:
    return text + " " * max(width - columns(text), 1) if width else text


COMMANDS = (
    Command(
        "keys",
        msg("Print the key card of the console"),
        run=_keys,
        needs_store=False,
        help=msg("With your own keys in it, from the keymap file."),
    ),
)
