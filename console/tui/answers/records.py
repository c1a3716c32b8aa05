"""Anything by its noun and id."""

from collections.abc import Mapping
from typing import Any

from console.tui.codes import word
from console.tui.session import Opened
from db.store import Reader
from domain.acts import act
from domain.messages import Message, msg
from domain.refusals import refuse
from domain.states.attachments import Attachment
from domain.states.measures import Measure
from sanctions.measures.gates import gates
from sanctions.rules import calendar_of, rulebook_of

ATTACHED = 100
"""Attachments told of on a page."""


def subject(reader: Reader, opened: Opened, noun: str, id: str) -> Mapping[str, Any]:
    """Anything by its noun and id, with what is attached to it; refused ``not-found``."""
    told = _subject(reader, opened, noun, id)
    if noun not in act("attach.add").on:
        return told
    table = reader.table(Attachment)
    found = reader.find(Attachment, table.c.subject == id, order=(table.c.id,), limit=ATTACHED)
    # Of what is sealed only its kind is told; a custodian opens it from its own line.
    files = [
        {"id": one.id, "kind": one.kind, "name": msg("sealed") if one.sealed else one.name, "added_on": one.added_on}
        for one in found
    ]
    return {**told, "attachments": files}


def _subject(reader: Reader, opened: Opened, noun: str, id: str) -> Mapping[str, Any]:
    on = opened.today
    match noun:
        case "complaint":
            from sanctions.intake.complaint_lists import complaint

            told = complaint(reader, id, on=on)
            # Why each time runs is told where days are explained.
            told["clocks"] = [{"what": one["what"], "due": one["due"]} for one in told["clocks"]]
            return told
        case "inspection":
            from sanctions.intake.inspection_lists import inspection

            return inspection(reader, id)
        case "finding":
            from sanctions.intake.findings import finding

            return finding(reader, id)
        case "event":
            from sanctions.intake.events import event

            return event(reader, id)
        case "agreement":
            from sanctions.intake.agreement_lists import agreement

            return agreement(reader, id, on=on)
        case "assessment":
            from sanctions.admitting.assessments import assessment

            return assessment(reader, id)
        case "application":
            from sanctions.admitting.applications import application

            return application(reader, id)
        case "publication":
            from console.tui.answers.publications import publication

            return publication(reader, id)
        case "measure":
            return measure(reader, opened, id)
        case "roster":
            from sanctions.publishing.roster_lists import roster

            shown = roster(reader, id)
            return shown | {"changes": [{"text": change["text"]} for change in shown["changes"]]}
        case "survey":
            from sanctions.intake.surveys import survey

            return survey(reader, id)
        case "task":
            from sanctions.following.lists import task

            return task(reader, id, on=on)
        case "dispute":
            from sanctions.disputes.disputes import dispute

            return dispute(reader, id, on=on)
        case "history":
            from sanctions.histories.sending import hand_over

            return hand_over(reader, id)
        case "recovery":
            from sanctions.money.recovery_lists import recovery

            return recovery(reader, id, on=on)
        case "delegation":
            from sanctions.agency.delegations import delegation

            return delegation(reader, id, on=on)
        case "attachment":
            from sanctions.intake.attachments import attachment

            return attachment(reader, id)
        case "policy":
            return policy(reader, opened, id)
        case "operator":
            return operator(reader, id)
        case "office":
            from sanctions.agency.offices import office

            return office(reader, id)
        case "template":
            from sanctions.intake.templates import template

            return template(reader, id)
    raise refuse("not-found", msg("There is no page for {subject} yet.", subject=id))


def operator(reader: Reader, name: str) -> Mapping[str, Any]:
    """Who works here, with their roles in words; refused ``not-found``."""
    from domain.states.agency import Operator
    from sanctions.agency.operators import operator_record

    found = reader.get(Operator, f"operator:{name}")
    if found is None:
        raise refuse("not-found", msg("There is no {subject} here.", subject=name))
    return operator_record(found)


def policy(reader: Reader, opened: Opened, key: str) -> Mapping[str, Any]:
    """A policy with its value, whose rule it is, and what waits for a decision; refused ``not-found``."""
    from sanctions.agency.policies import policies

    for one in policies(reader, on=opened.today).items:
        if one["key"] == key:
            # How a value is written matters to those who set it; the form of the act tells them.
            return {name: value for name, value in one.items() if name not in ("type", "choices", "settable")}
    raise refuse("not-found", msg("There is no {subject} here.", subject=key))


def measure(reader: Reader, opened: Opened, id: str) -> Mapping[str, Any]:
    """A measure with its steps as a checklist."""
    from sanctions.measures.lists import measure as shown

    record = shown(reader, id, on=opened.today)
    _ = record.pop("gates")
    remedy = record.pop("remedy")
    if remedy is not None:
        # The sentence holds the days; the rules behind it stand with the other reasons.
        record["remedy"] = remedy["text"]
        record["reasons"] = [*record["reasons"], *remedy["reasons"]]
    record["steps"] = steps(reader, opened, id)
    return record


_STEPS: Mapping[str, Message] = {
    "agreed": msg("Agreed by word"),
    "notice": msg("Notice"),
    "defence": msg("Defence"),
    "approval": msg("Decision"),
}
_BINDS, _SERVED = msg("Effect"), msg("Decision served")


def steps(reader: Reader, opened: Opened, id: str) -> list[dict[str, Any]]:
    """The steps of due process of a measure with their days, and whether its decision was served, for the checklist."""
    found = reader.get(Measure, id)
    if found is None:
        return []
    gone = gates(found, rulebook_of(reader), calendar_of(reader), opened.today)
    days = {
        "agreed": found.urgent.agreed_on if found.urgent else None,
        "notice": found.notice_on,
        "defence": found.defence_on,
        "approval": found.decided_on,
    }
    told = [
        {
            "state": "done" if gate.met else "open",
            "words": _STEPS.get(gate.name, gate.name),
            "day": days.get(gate.name),
            "note": gate.text,
        }
        for gate in gone
    ]
    if told:
        # The last step is what makes it bind, whatever that is.
        told[-1] |= {"words": _BINDS, "day": found.in_force_from}
    if told and found.decided_on is not None:
        told.insert(len(told) - 1, _service(found))
    return told


def _service(measure: Measure) -> dict[str, Any]:
    """Whether the decision was served, and how."""
    if measure.served_on is None:
        awaited = measure.takes_effect == "service"
        note = msg("Not served yet.")
        return {"state": "open" if awaited else "later", "words": _SERVED, "day": None, "note": note}
    note = msg("{how}", how=word("method", measure.service_method)) if measure.service_method else msg("Served.")
    return {"state": "done", "words": _SERVED, "day": measure.served_on, "note": note}
