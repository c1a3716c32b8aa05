"""Due process (程序) as a checklist: what was done and when, what is still open."""

from collections.abc import Iterable, Mapping
from typing import Any

from console.tui.speech import Speech
from console.tui.widgets.columns import Column, Line

COLUMNS = (Column(None, 3), Column(None, 16, grow=1), Column(None, 10), Column(None, 20, grow=2, drop=1))
_SIGNS = {"done": "[x]", "open": "[ ]", "waits": "[ ]", "not-needed": " - ", "later": " . ", "lacking": "[!]"}


def step_lines(steps: Iterable[Mapping[str, Any]], speech: Speech) -> list[Line]:
    """One line a step: ``[x]`` done, ``[ ]`` open, ``[!]`` lacking, ``-`` not needed."""
    return [
        Line(
            "",
            (
                _SIGNS.get(str(step.get("state")), "   "),
                speech(step.get("words")),
                speech(step.get("day")),
                speech(step.get("note")),
            ),
            tone="quiet" if step.get("state") in ("not-needed", "later") else "",
            columns=COLUMNS,
            record=step,
        )
        for step in steps
    ]
