"""Choices that are subjects: institutions, operators, and whatever has a number."""

from collections.abc import Iterable

from console.tui.codes import word
from console.tui.sources.asked import MOST, Asked, Choice
from domain.messages import Message, msg
from domain.states.agency import Operator
from domain.states.attachments import Attachment
from domain.states.measures import Measure
from sanctions.results import Listing


def institutions(asked: Asked) -> Iterable[Choice]:
    from sanctions.intake.register import institutions

    typed = asked.text(asked.field.name)
    found = institutions(asked.reader, on=asked.opened.today, text=typed or None, limit=MOST)
    return [Choice(one["code"], one["name"], one["code"]) for one in found.items]


def operators(asked: Asked) -> Iterable[Choice]:
    found = asked.reader.find(Operator, limit=MOST)
    return [Choice(one.name, one.name) for one in found if one.active]


def _about(asked: Asked) -> str | None:
    """The institution it is about, where it is about one: only what is its own is offered then."""
    institution = asked.institution
    return institution.code if institution is not None else None


def _numbered(found: Listing, text: str) -> list[Choice]:
    return [Choice(one["id"], one["id"], word(text, one.get(text))) for one in found.items]


def complaints(asked: Asked) -> Iterable[Choice]:
    from sanctions.intake.complaint_lists import complaints as listed

    return _numbered(listed(asked.reader, limit=MOST, institution=_about(asked)), "summary")


def inspections(asked: Asked) -> Iterable[Choice]:
    from sanctions.intake.inspection_lists import inspections as listed

    return _numbered(listed(asked.reader, limit=MOST, institution=_about(asked)), "on")


def planned_inspections(asked: Asked) -> Iterable[Choice]:
    from sanctions.intake.inspection_lists import inspections as listed

    return _numbered(listed(asked.reader, status="planned", limit=MOST, institution=_about(asked)), "plan_by")


def events(asked: Asked) -> Iterable[Choice]:
    from sanctions.intake.events import events as listed

    found = listed(asked.reader, limit=MOST, institution=_about(asked))
    return [Choice(one["id"], one["id"], word("event", one["kind"])) for one in found.items]


def findings(asked: Asked) -> Iterable[Choice]:
    from sanctions.intake.findings import findings as listed

    return _numbered(listed(asked.reader, limit=MOST, institution=_about(asked)), "text")


def finding_sources(asked: Asked) -> Iterable[Choice]:
    """What a finding may hang on: open cases and inspections."""
    return [*cases(asked), *inspections(asked)]


def assessments(asked: Asked) -> Iterable[Choice]:
    from sanctions.admitting.assessments import assessments as listed

    return _numbered(listed(asked.reader, limit=MOST, institution=_about(asked)), "verdict")


def applications(asked: Asked) -> Iterable[Choice]:
    from sanctions.admitting.applications import applications as listed

    return _numbered(listed(asked.reader, limit=MOST, institution=_about(asked)), "status")


def cases(asked: Asked) -> Iterable[Choice]:
    """Cases still open: acts on a closed one are refused anyway."""
    from sanctions.cases.lists import cases as listed

    found = listed(asked.reader, on=asked.opened.today, closed=False, limit=MOST, institution=_about(asked))
    return [Choice(one["id"], one["id"], one["name"] or "") for one in found.items]


def publications(asked: Asked) -> Iterable[Choice]:
    from sanctions.publishing.lists import publications as listed

    return _numbered(listed(asked.reader, on=asked.opened.today, limit=MOST), "status")


def rosters(asked: Asked) -> Iterable[Choice]:
    from sanctions.publishing.roster_lists import rosters as listed

    return _numbered(listed(asked.reader, on=asked.opened.today, limit=MOST), "status")


def surveys(asked: Asked) -> Iterable[Choice]:
    from sanctions.intake.surveys import surveys as listed

    return _numbered(listed(asked.reader, limit=MOST, institution=_about(asked)), "held_on")


def attachments(asked: Asked) -> Iterable[Choice]:
    """Sealed attachments: only these have to be opened by an act."""
    table = asked.reader.table(Attachment)
    institution = asked.institution
    conditions = [table.c.institution == institution.code] if institution is not None else []
    found = asked.reader.find(Attachment, table.c.sealed.is_(True), *conditions, limit=MOST)
    return [Choice(one.id, one.id, one.subject) for one in found]


def anything(asked: Asked) -> Iterable[Choice]:
    """What a file may be attached to, the newest of each kind."""
    kinds = (cases, measures, inspections, complaints, events, applications)
    return [choice for kind in kinds for choice in list(kind(asked))[: MOST // len(kinds)]]


def measures(asked: Asked) -> Iterable[Choice]:
    institution = asked.institution
    table = asked.reader.table(Measure)
    conditions = [table.c.institution == institution.code] if institution is not None else []
    found = asked.reader.find(Measure, *conditions, limit=MOST)
    return [Choice(one.id, one.id, _measure(one, asked)) for one in found]


def _measure(measure: Measure, asked: Asked) -> Message:
    status = word("status", measure.status(asked.opened.today))
    return msg("{name} {status}", name=measure.word, status=status)


def terminations(asked: Asked) -> Iterable[Choice]:
    from sanctions.publishing.lists import publication_due

    found = publication_due(asked.reader, on=asked.opened.today, limit=MOST)
    return [Choice(one["id"], one["id"], one["name"] or "") for one in found.items]


def agreements(asked: Asked) -> Iterable[Choice]:
    from sanctions.intake.register import institution as registered

    institution = asked.institution
    if institution is None:
        return []
    held = registered(asked.reader, institution.code, on=asked.opened.today)["agreements"]
    return [Choice(one["number"], one["number"], word("status", one["status"])) for one in held]
