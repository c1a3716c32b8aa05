"""Sections of a page in one list: headings with counts, lines that bring more, and the way from one to the next."""

from collections.abc import Sequence

from console.tui.record_lines import WHOLE
from console.tui.speech import Speech
from console.tui.widgets.columns import Line
from domain.messages import Message, msg
from sanctions.results import Listing

MORE = "more"
"""The key of a record whose line brings the next page of a section."""

ENTRY = "entry"
"""The key of a record whose line tells an act: the number of its entry in the journal."""


def section(
    heading: Message, lines: Sequence[Line], say: Speech, *, count: int | None = None, more: str = ""
) -> list[Line]:
    """A heading and its lines; nothing where there are none.

    `count` is how many there are in the store; where these are not all, a line at the end, called `more`, brings them.
    """
    if not lines:
        return []
    title = say(heading) if count is None else f"{say(heading)} ({count})"
    made = [Line("", (title,), heading=True, columns=WHOLE), *lines]
    if more:
        shown = sum(not line.heading for line in lines)
        left = msg("Older ones: Enter") if count is None else msg("{n} older ones: Enter", n=max(count - shown, 0))
        made.append(Line("", (f" .. {say(left)}",), tone="quiet", record={MORE: more}, columns=WHOLE))
    return made


def kept(before: Listing | None, now: Listing) -> Listing:
    """What was brought of a section so far, where what was asked anew is still how it begins; else what is new."""
    if before is not None and list(before.items[: len(now.items)]) == list(now.items):
        return before
    return now


def leap_to(lines: Sequence[Line], at: int, side: int) -> int:
    """The first line of the next section (1), or of this one or the one before (-1); where there is none, `at`."""
    starts = [
        index for index, line in enumerate(lines) if not line.heading and (index == 0 or lines[index - 1].heading)
    ]
    wanted = [index for index in starts if index > at] if side > 0 else [index for index in starts if index < at]
    if not wanted:
        return at
    return wanted[0] if side > 0 else wanted[-1]
