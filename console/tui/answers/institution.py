"""The page of an institution, and its standing on a day."""

from collections import deque
from collections.abc import Mapping
from datetime import date
from typing import Any

from console.tui.act_words import act_words
from console.tui.session import Opened
from db.store import Reader
from domain.states.cases import Case
from domain.states.measures import Measure
from sanctions.register import institution as registered

SHOWN = 200
"""Acts shown, the newest ones."""
_TEXTS = ("summary", "reason", "text", "name", "number", "kind", "result", "outcome", "note")


def institution(reader: Reader, opened: Opened, code: str) -> Mapping[str, Any]:
    """One institution with standing, measures, cases and its newest acts."""
    measures = reader.table(Measure)
    cases = reader.table(Case)
    newest = deque(reader.entries(institution=code), maxlen=SHOWN)
    return {
        "institution": registered(reader, code, on=opened.today),
        "today": opened.today,
        "standing": standing_of(reader, opened, code, opened.today),
        "measures": reader.find(Measure, measures.c.institution == code),
        "cases": reader.find(Case, cases.c.institution == code),
        "acts": [
            {
                "on": entry.on,
                "words": act_words(entry),
                "text": next((entry.fields[key] for key in _TEXTS if isinstance(entry.fields.get(key), str)), ""),
                "subject": entry.subject,
                "by": entry.by,
            }
            for entry in reversed(newest)
        ],
    }


def standing_of(reader: Reader, opened: Opened, code: str, on: date) -> Mapping[str, Any]:
    """What it may do on a day."""
    from sanctions.standing import standing

    return standing(reader, code, on=on)
