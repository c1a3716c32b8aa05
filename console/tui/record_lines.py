"""A record as lines: labels and values, lists beneath headings. For pages and boxes that show one thing."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import zip_longest
from typing import Any

from console.tui.cells import safe_lines, wrap
from console.tui.codes import known, word
from console.tui.ruling import KEY as RULE
from console.tui.speech import Speech
from console.tui.widgets.columns import Column, Line
from console.words import VALUES_WITHIN, key_word
from domain.messages import Bilingual, Message
from domain.reasons import Reason

FIELD = (Column(None, 16), Column(None, 20, grow=1))
WHOLE = (Column(None, 20, grow=1),)

_HIDDEN = frozenset({"id", "steps", "gates", "institution_name", "version", "name", "next"})


def field_lines(record: Mapping[str, Any], speech: Speech, width: int, noun: str = "") -> list[Line]:
    """Every key with a value, its label before it; what has no label of ours is told by its key."""
    lines: list[Line] = []
    nested: list[tuple[str, Any]] = []
    for key, value in record.items():
        if key in _HIDDEN or value in (None, "", [], (), {}, False):
            continue
        if key == "reasons" or (isinstance(value, (list, tuple)) and any(isinstance(one, Mapping) for one in value)):
            nested.append((key, value))
            continue
        label = speech(key_word(key) or key.replace("_", " "))
        lines += labelled(label, _told(key, value, noun, speech), width)
    for key, value in nested:
        lines.append(Line("", (speech(key_word(key) or key.replace("_", " ")),), heading=True, columns=WHOLE))
        for one in value:
            if isinstance(one, Reason):
                lines += reason_lines([one], speech, width)
            elif isinstance(one, Mapping):
                told = "  ".join(
                    _told(name, inner, noun, speech) for name, inner in one.items() if inner not in (None, "")
                )
                lines.append(Line(str(one.get("id") or ""), (f"  {told}",), record=one, columns=WHOLE))
            else:
                lines.append(Line("", (f"  {speech(one)}",), columns=WHOLE))
    return lines


def labelled(label: str, text: str, width: int) -> list[Line]:
    """A label and its text, on as many lines as it takes."""
    room = max(width - FIELD[0].width - 2, 10)
    pieces = [piece for line in safe_lines(text).split("\n") for piece in wrap(line, room)]
    labels = wrap(label, FIELD[0].width)
    return [Line("", pair, columns=FIELD) for pair in zip_longest(labels, pieces, fillvalue="")]


def reason_lines(reasons: Iterable[Reason], speech: Speech, width: int, said: Callable[[str], str] = str) -> list[Line]:
    """Clause and source, the quoted words, and ours, as `said` puts them; Enter on them opens the rule."""
    lines = []
    for reason in reasons:
        head = " ".join((reason.clause or "", speech(word("source_kind", reason.source_kind)))).strip()
        texts = [f'"{reason.quote}"'] if reason.quote else []
        texts.append(said(speech(reason.text)))
        record = {RULE: reason}
        for n, text in enumerate(texts):
            for m, piece in enumerate(wrap(text, max(width - 4, 10))):
                if n == m == 0:
                    lines.append(Line("", (f" {head}",), tone="good", record=record, columns=WHOLE))
                lines.append(Line("", (f"   {piece}",), record=record, columns=WHOLE))
    return lines


def _told(key: str, value: Any, noun: str, speech: Speech) -> str:
    if isinstance(value, Mapping):
        return "  ".join(_told(name, inner, noun, speech) for name, inner in value.items() if inner not in (None, ""))
    if isinstance(value, (list, tuple)):
        return speech([_told(key, one, noun, speech) for one in value])
    if isinstance(value, (Message, Bilingual, date)):
        return speech(value)
    within = VALUES_WITHIN.get(noun, {}).get(key, {})
    if isinstance(value, str) and value in within:
        return speech(within[value])
    group = noun if key == "kind" and known(noun) else key
    if isinstance(value, str) and known(group):
        return speech(word(group, value))
    return safe_lines(str(value)) if isinstance(value, str) else speech(value)
