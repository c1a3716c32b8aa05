"""Anything by its noun and id."""

from collections.abc import Mapping
from typing import Any

from console.tui.session import Opened
from db.store import Reader
from domain.messages import Message, msg
from domain.refusals import refuse
from domain.states.measures import Measure
from sanctions.measures.gates import gates
from sanctions.rules import calendar_of, rulebook_of


def subject(reader: Reader, opened: Opened, noun: str, id: str) -> Mapping[str, Any]:
    """Anything by its noun and id; refused ``not-found``."""
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
        case "policy":
            return policy(reader, opened, id)
    raise refuse("not-found", msg("There is no page for {subject} yet.", subject=id))


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
    found = record.pop("gates")
    last = len(found) - 1
    remedy = record.pop("remedy")
    if remedy is not None:
        # The sentence holds the days; the rules behind it stand with the other reasons.
        record["remedy"] = remedy["text"]
        record["reasons"] = [*record["reasons"], *remedy["reasons"]]
    record["steps"] = [_step(g["gate"], g["met"], g["text"], n == last) for n, g in enumerate(found)]
    return record


_STEPS: Mapping[str, Message] = {
    "agreed": msg("Agreed by word"),
    "notice": msg("Notice"),
    "defence": msg("Defence"),
    "approval": msg("Decision"),
}
_BINDS = msg("Effect")


def steps(reader: Reader, opened: Opened, id: str) -> list[dict[str, Any]]:
    """The steps of due process of a measure, for the checklist."""
    found = reader.get(Measure, id)
    if found is None:
        return []
    found_gates = gates(found, rulebook_of(reader), calendar_of(reader), opened.today)
    last = len(found_gates) - 1
    return [_step(gate.name, gate.met, gate.text, n == last) for n, gate in enumerate(found_gates)]


def _step(name: str, met: bool, text: Message, last: bool) -> dict[str, Any]:
    # The last step is what makes it bind, whatever that is.
    words = _BINDS if last else _STEPS.get(name, name)
    return {"state": "done" if met else "open", "words": words, "note": text}
