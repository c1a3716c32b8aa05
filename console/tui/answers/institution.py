"""The page of an institution: everything on it by sections, each the first few and how many there are."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import func, select

from console.tui.codes import known, word
from console.tui.session import Opened
from db.store import Reader
from domain.entries import Entry
from domain.entry_words import entry_words
from domain.messages import Message
from domain.states.applications import Application
from domain.states.assessments import Assessment
from domain.states.cases import Case
from domain.states.complaints import Complaint
from domain.states.core import State, behalf_of
from domain.states.disputes import Dispute
from domain.states.inspections import Inspection
from domain.states.institutions import Institution
from domain.states.measures import Measure
from sanctions.admitting.applications import applications
from sanctions.admitting.assessments import assessments
from sanctions.admitting.bars import RunningBar, bars_of
from sanctions.cases.lists import cases
from sanctions.disputes.disputes import disputes
from sanctions.intake.complaint_lists import complaints
from sanctions.intake.inspection_lists import inspections
from sanctions.intake.register import institution as registered
from sanctions.measures.lists import measures
from sanctions.paging import cursor, cursor_key
from sanctions.results import Listing
from sanctions.rules import calendar_of, rulebook_of
from sanctions.turn import signed

SHOWN, FIRST, MORE = 200, 5, 100
"""Acts shown at first; records of the other sections; what a page more has of these."""
_ELSEWHERE = ("task.open", "task.lapse")
"""What a decision brings to be carried out stands with the decision and on the Today page."""

_TEXTS = ("summary", "reason", "text", "name", "number", "kind", "result", "outcome", "note")

_COUNTED: Final[Mapping[str, type[State]]] = {
    "cases": Case,
    "measures": Measure,
    "complaints": Complaint,
    "inspections": Inspection,
    "assessments": Assessment,
    "applications": Application,
    "disputes": Dispute,
}
"""Sections that tell how many records there are."""


def institution(reader: Reader, opened: Opened, code: str) -> Mapping[str, Any]:
    """One institution: its standing, what its time line draws, and the first of each section."""
    measure, case, on = reader.table(Measure), reader.table(Case), opened.today
    bars = list(bars_of(reader, [code], on=on, rulebook=rulebook_of(reader), calendar=calendar_of(reader)))
    found = reader.find(Measure, measure.c.institution == code)
    return {
        "institution": registered(reader, code, on=on),
        "today": on,
        "standing": standing_of(reader, opened, code, on),
        "measures": found,
        "cases": reader.find(Case, case.c.institution == code),
        "running_bars": bars,
        "bars": [_bar(bar, on) for bar in bars if bar.until >= on],
        "stopped": stopped(found, on),
        "in_force": measures(reader, on=on, institution=code, status="in-force", limit=MORE).items,
        "counts": {key: _count(reader, state, code) for key, state in _COUNTED.items()},
        "pages": {key: more(reader, opened, code, key, None) for key in (*_COUNTED, "acts")},
    }


def more(reader: Reader, opened: Opened, code: str, section: str, after: str | None) -> Listing:
    """A page of a section: the first few, or as many as are asked for by somebody who wants more."""
    if section == "acts":
        return _acts(reader, code, after)
    # Measures in force stand apart and come among the others once more.
    first = 2 * FIRST if section == "measures" else FIRST
    return _PAGES[section](reader, opened.today, code, first if after is None else MORE, after)


_Page = Callable[[Reader, date, str, int, str | None], Listing]
_PAGES: Final[Mapping[str, _Page]] = {
    "cases": lambda reader, on, code, limit, after: cases(reader, on=on, institution=code, limit=limit, after=after),
    "measures": lambda reader, on, code, limit, after: measures(
        reader, on=on, institution=code, limit=limit, after=after
    ),
    "complaints": lambda reader, on, code, limit, after: complaints(
        reader, on=on, institution=code, limit=limit, after=after
    ),
    "inspections": lambda reader, on, code, limit, after: inspections(
        reader, institution=code, limit=limit, after=after
    ),
    "assessments": lambda reader, on, code, limit, after: assessments(
        reader, institution=code, limit=limit, after=after
    ),
    "applications": lambda reader, on, code, limit, after: applications(
        reader, institution=code, limit=limit, after=after
    ),
    "disputes": lambda reader, on, code, limit, after: disputes(
        reader, on=on, institution=code, limit=limit, after=after
    ),
}


def _count(reader: Reader, state: type[State], code: str) -> int:
    table = reader.table(state)
    query = select(func.count()).select_from(table).where(table.c.institution == code)
    return int(reader.connection.execute(query).scalar_one())


def _acts(reader: Reader, code: str, after: str | None) -> Listing:
    before = cursor_key(after, int)[0] if after is not None else None
    return acts_page(reader.latest(code, SHOWN + 1, before=before))


def acts_page(found: list[Entry]) -> Listing:
    """A page of acts, newest first, out of one more than fits on it."""
    page = found[:SHOWN]
    told = [act_record(entry) for entry in page if entry.kind not in _ELSEWHERE]
    return Listing(told, cursor(page[-1].seq) if len(found) > SHOWN else None)


def act_record(entry: Entry) -> dict[str, Any]:
    """An act on one line: when, what, about what, by whom."""
    return {
        "entry": entry.seq,
        "on": entry.on,
        "words": entry_words(entry),
        "text": telling(entry),
        "subject": entry.subject,
        "by": signed(entry.by, behalf_of(entry)),
    }


def telling(entry: Entry) -> Message | str:
    """What tells most about an act in a few words."""
    key = next((key for key in _TEXTS if isinstance(entry.fields.get(key), str)), None)
    if key is None:
        return ""
    text = entry.text(key)
    if key == "kind":
        return word(entry.kind.partition(".")[0], text)
    # Codes have words; what somebody wrote never is one.
    return word(key, text) if known(key) else text


def _bar(bar: RunningBar, on: date) -> dict[str, Any]:
    return {
        "subject": bar.subject.partition(":")[2] or bar.subject,
        "key": bar.subject,
        "trigger": str(bar.trigger),
        "services": list(bar.services),
        "decided_on": bar.decided_on,
        "until": bar.until,
        "runs": bar.runs_on(on),
        "reasons": list(bar.reasons),
    }


def stopped(found: list[Measure], on: date) -> list[dict[str, Any]]:
    """The departments that may not take anybody on a day, each with the measure that stops it."""
    return [
        {"department": name, "id": one.id, "kind": one.kind, "word": one.word, "from": one.in_force_from}
        | {"until": one.last_day()}
        for one in found
        if one.departments and one.kind == "department-suspension" and one.bites(on)
        for name in one.departments
    ]


def standing_of(reader: Reader, opened: Opened, code: str, on: date) -> Mapping[str, Any]:
    """What it may do on a day, with the departments it had and which of them were stopped."""
    from sanctions.standing import standing

    told = standing(reader, code, on=on)
    one = reader.get(Institution, f"institution:{code}")
    assert one is not None
    departments = one.departments
    for change in reversed(one.changes):
        if change.what == "departments" and change.since > on:
            departments = change.before
    table = reader.table(Measure)
    found = reader.find(Measure, table.c.institution == code, table.c.in_force_from <= on)
    return {
        **told,
        "name_now": one.name,
        "departments": list(departments),
        "stopped": [each["department"] for each in stopped(found, on)],
    }
