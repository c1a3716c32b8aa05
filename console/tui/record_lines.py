"""A record as lines: labels and values, lists beneath headings. For pages and boxes that show one thing."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from console.tui.cells import safe_lines, wrap
from console.tui.codes import WORDS, word
from console.tui.speech import Speech
from console.tui.widgets.columns import Column, Line
from domain.messages import Bilingual, Message, msg
from domain.reasons import Reason

FIELD = (Column(None, 12), Column(None, 20, grow=1))
WHOLE = (Column(None, 20, grow=1),)

LABELS: Final[dict[str, Message]] = {
    "institution": msg("Institution"),
    "case": msg("Case"),
    "service": msg("Service"),
    "services": msg("Services"),
    "kind": msg("Kind"),
    "word": msg("Measure"),
    "status": msg("Status"),
    "departments": msg("Departments"),
    "reason": msg("Reason"),
    "skip_reason": msg("Why steps were skipped"),
    "ground": msg("Ground"),
    "ground_clause": msg("Ground"),
    "agreement_clause": msg("Agreement clause"),
    "clause": msg("Agreement clause"),
    "amount": msg("Amount"),
    "effective": msg("Effective"),
    "until": msg("Until"),
    "rectify_by": msg("Rectify by"),
    "proposed_on": msg("Proposed"),
    "notice_on": msg("Notice served"),
    "defence": msg("Defence"),
    "defence_on": msg("Defence on"),
    "decided_on": msg("Decided"),
    "served_on": msg("Served"),
    "in_force_from": msg("In force from"),
    "recheck": msg("Re-check"),
    "recheck_on": msg("Re-checked"),
    "ended_on": msg("Ended"),
    "end_reason": msg("Why it ended"),
    "published_on": msg("Published"),
    "link": msg("Link"),
    "late_by": msg("Late by"),
    "pending": msg("Waits"),
    "received": msg("Received"),
    "channel": msg("Channel"),
    "nature": msg("Nature"),
    "summary": msg("Summary"),
    "department": msg("Department"),
    "source_no": msg("Source number"),
    "reply_by": msg("Reply by"),
    "answered_on": msg("Answered"),
    "possible_duplicates": msg("Perhaps the same"),
    "links": msg("Links"),
    "on": msg("Day"),
    "held_on": msg("Day"),
    "inspectors": msg("Inspectors"),
    "participants": msg("Participants"),
    "note": msg("Note"),
    "category": msg("Category"),
    "severity": msg("Severity"),
    "provision": msg("Provision"),
    "text": msg("Text"),
    "source": msg("Source"),
    "conduct_from": msg("Conduct from"),
    "conduct_to": msg("Conduct to"),
    "bills": msg("Bills"),
    "doc_no": msg("Document number"),
    "determined": msg("Determined"),
    "body": msg("Body"),
    "happened": msg("Happened"),
    "learned": msg("Learned"),
    "number": msg("Number"),
    "from": msg("From"),
    "to": msg("To"),
    "year_end": msg("Agreement year ends"),
    "for": msg("For"),
    "verdict": msg("Verdict"),
    "score": msg("Score"),
    "filed_on": msg("Filed"),
    "entered_late": msg("Entered late"),
    "due": msg("Due"),
    "proposer": msg("Proposed by"),
    "decided_by": msg("Decided by"),
    "source_kind": msg("Rests on"),
    "reasons": msg("Rests on"),
    "end_kind": msg("How it ends"),
    "inpatients": msg("In-patients"),
    "defence_until": msg("Defence until"),
    "adopted": msg("Adopted"),
    "reply": msg("Reply"),
    "publication": msg("Publication"),
    "findings": msg("Findings"),
    "attachments": msg("Attachments"),
    "opened": msg("Opened by"),
    "has_reporter": msg("Reporter known"),
    "has_text": msg("Original text sealed"),
    "purpose": msg("Purpose"),
    "measure": msg("Measure"),
    "by": msg("By"),
}
_GROUPS = {"recheck": "result", "defence": "outcome", "end_kind": "status"}
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
        label = speech(LABELS.get(key, key.replace("_", " ")))
        lines += labelled(label, _told(key, value, noun, speech), width)
    for key, value in nested:
        lines.append(Line("", (speech(LABELS.get(key, key.replace("_", " "))),), heading=True, columns=WHOLE))
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
    return [Line("", (label if n == 0 else "", piece), columns=FIELD) for n, piece in enumerate(pieces)]


def reason_lines(reasons: Iterable[Reason], speech: Speech, width: int) -> list[Line]:
    """Clause and source, the quoted words, and ours."""
    lines = []
    for reason in reasons:
        head = " ".join((reason.clause or "", speech(word("source_kind", reason.source_kind)))).strip()
        texts = [f'"{reason.quote}"'] if reason.quote else []
        texts.append(speech(reason.text))
        for n, text in enumerate(texts):
            for m, piece in enumerate(wrap(text, max(width - 4, 10))):
                if n == m == 0:
                    lines.append(Line("", (f" {head}",), tone="good", columns=WHOLE))
                lines.append(Line("", (f"   {piece}",), columns=WHOLE))
    return lines


def _told(key: str, value: Any, noun: str, speech: Speech) -> str:
    if isinstance(value, Mapping):
        return "  ".join(_told(name, inner, noun, speech) for name, inner in value.items() if inner not in (None, ""))
    if isinstance(value, (list, tuple)):
        return speech([_told(key, one, noun, speech) for one in value])
    if isinstance(value, (Message, Bilingual, date)):
        return speech(value)
    group = noun if key == "kind" and noun in WORDS else _GROUPS.get(key, key)
    if key == "nature" and noun == "measure":
        group = "gate_nature"
    if isinstance(value, str) and group in WORDS:
        return speech(word(group, value))
    return safe_lines(str(value)) if isinstance(value, str) else speech(value)
