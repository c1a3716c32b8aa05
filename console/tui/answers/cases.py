"""Cases: the list, and one with sources, findings, measures, options and held bills."""

from collections.abc import Mapping
from typing import Any

from console.tui.answers.institution import SHOWN, acts_page
from console.tui.answers.records import steps
from console.tui.answers.sheets import lines
from console.tui.session import Opened
from db.store import Reader
from domain.messages import Words, msg
from domain.states.attachments import Attachment
from domain.states.cases import Case
from domain.states.complaints import Complaint
from domain.states.measures import UNDER_WAY
from sanctions.paging import cursor_key
from sanctions.reading import need
from sanctions.results import Listing, Way
from sanctions.since import family

PAGE, EVIDENCE = 200, 100
"""Records of a list at once; attachments told of on a page."""


def cases(reader: Reader, opened: Opened, words: str, after: str | None, way: Way) -> Listing:
    """A page of cases, newest first unless sorted otherwise, with every word in number, institution or handlers."""
    from sanctions.cases.lists import cases as listed

    return listed(reader, on=opened.today, text=words or None, limit=PAGE, after=after, way=way)


def case(reader: Reader, opened: Opened, id: str) -> Mapping[str, Any]:
    """One case with everything in it."""
    from sanctions.cases.lists import case as shown
    from sanctions.measures.options import options
    from sanctions.money.balances import money_records
    from sanctions.money.recovery_lists import case_recoveries
    from sanctions.rules import rulebook_of

    record = shown(reader, id, on=opened.today)
    found = reader.get(Case, id)
    assert found is not None
    for one in record["measures"]:
        if one["status"] in UNDER_WAY:
            one["steps"] = steps(reader, opened, one["id"])
    categories = rulebook_of(reader).on(opened.today).pack.findings
    for one in record["findings"]:
        category = categories.get(one["category"])
        one["words"] = category.words if category is not None else one["category"]
        one["institution"] = record["institution"]
    return {
        "case": record,
        "sheet": {**_offer(record), **lines(reader, opened, id)},
        "sources": [*_complaints(reader, found), *_inspections(reader, found), *_events(reader, found)],
        "findings": record["findings"],
        "measures": record["measures"],
        "options": [] if found.closed_on else options(reader, id, on=opened.today)["options"],
        "holds": record["holds"],
        "balance": record if record["holds"] else None,
        "fees": money_records(found)["owed_fees"],
        "recoveries": case_recoveries(reader, id, on=opened.today),
        "checklist": record["checklist"],
        "evidence": _evidence(reader, found, record),
        "acts": acts(reader, id, None),
    }


def acts(reader: Reader, id: str, after: str | None) -> Listing:
    """A page of the acts on a case, its findings and its measures, newest first; refused ``not-found``."""
    subjects = family(reader, need(reader, Case, id))
    before = cursor_key(after, int)[0] if after is not None else None
    return acts_page(reader.latest_of(subjects, SHOWN + 1, before=before))


def _evidence(reader: Reader, found: Case, record: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What lies in the file: attachments and sealed originals, by name and kind, never by content."""
    subjects = [
        found.id,
        *found.complaints,
        *found.inspections,
        *found.events,
        *found.surveys,
        *(one["id"] for one in record["findings"]),
        *(one["id"] for one in record["measures"]),
    ]
    sealed = [
        {"id": one.id, "kind": piece.kind, "of": one.id, "on": one.received, "sealed": True}
        for id in found.complaints
        if (one := reader.get(Complaint, id)) is not None
        for piece in one.sealed
    ]
    table = reader.table(Attachment)
    attached = reader.find(Attachment, table.c.subject.in_(subjects), limit=EVIDENCE)
    return [
        *(
            {"id": one.id, "kind": one.kind, "of": one.subject, "on": one.added_on, "sealed": one.sealed}
            | {"name": None if one.sealed else one.name, "erased": one.erased_on is not None}
            for one in attached
        ),
        *sealed,
    ]


def _offer(record: Mapping[str, Any]) -> dict[str, Any]:
    offer = record.get("handover")
    if offer is None:
        return {}
    told = msg(
        "{giver} to {to}, {day}: {reason}",
        giver=offer["giver"],
        to=offer["to"],
        day=offer["on"],
        reason=offer["reason"],
    )
    return {"handover": told}


def _complaints(reader: Reader, case: Case) -> list[dict[str, Any]]:
    from sanctions.intake.complaint_lists import complaint

    shown = (complaint(reader, id) for id in case.complaints)
    return [_source(one["id"], one["received"], "nature", one["nature"], one["summary"]) for one in shown]


def _inspections(reader: Reader, case: Case) -> list[dict[str, Any]]:
    from sanctions.intake.inspection_lists import inspection

    shown = (inspection(reader, id) for id in case.inspections)
    return [_source(one["id"], one["on"], "inspection", one["kind"], one["inspectors"]) for one in shown]


def _events(reader: Reader, case: Case) -> list[dict[str, Any]]:
    from sanctions.intake.events import event

    shown = (event(reader, id) for id in case.events)
    return [_source(one["id"], one["happened"], "event", one["kind"], one["body"]) for one in shown]


def _source(id: str, day: object, group: str, code: str, text: object) -> dict[str, Any]:
    from console.tui.codes import word

    words: Words | str = word(group, code)
    return {"id": id, "day": day, "words": words, "text": text}
