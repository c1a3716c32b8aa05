"""The page of an institution, and its standing on a day."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from console.tui.act_words import act_words
from console.tui.codes import known, word
from console.tui.session import Opened
from db.store import Reader
from domain.entries import Entry
from domain.messages import Message
from domain.states.cases import Case
from domain.states.core import behalf_of
from domain.states.measures import Measure
from sanctions.intake.register import institution as registered
from sanctions.turn import signed

SHOWN = 200
"""Acts shown, the newest ones."""
_ELSEWHERE = ("task.open", "task.lapse")
"""What a decision brings to be carried out stands with the decision and on the Today page."""

_TEXTS = ("summary", "reason", "text", "name", "number", "kind", "result", "outcome", "note")


def institution(reader: Reader, opened: Opened, code: str) -> Mapping[str, Any]:
    """One institution with standing, measures, cases and its newest acts."""
    measures = reader.table(Measure)
    cases = reader.table(Case)
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
                "text": _text(entry),
                "subject": entry.subject,
                "by": signed(entry.by, behalf_of(entry)),
            }
            for entry in reader.latest(code, SHOWN)
            if entry.kind not in _ELSEWHERE
        ],
    }


def _text(entry: Entry) -> Message | str:
    """What tells most about an act in a few words."""
    key = next((key for key in _TEXTS if isinstance(entry.fields.get(key), str)), None)
    if key is None:
        return ""
    text = entry.text(key)
    if key == "kind":
        return word(entry.kind.partition(".")[0], text)
    # Codes have words; what somebody wrote never is one.
    return word(key, text) if known(key) else text


def standing_of(reader: Reader, opened: Opened, code: str, on: date) -> Mapping[str, Any]:
    """What it may do on a day."""
    from sanctions.standing import standing

    return standing(reader, code, on=on)
