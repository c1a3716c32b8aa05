"""The approval sheet as pages and forms show it: whose turn it is, who said what, what the next one must say."""

from collections.abc import Mapping
from typing import Any

from console.tui.session import Opened
from db.store import Reader
from domain.levels import Level, level_word
from domain.messages import Message, Words, msg
from domain.states.agency import Operator
from domain.states.core import Pending
from sanctions.agency.stand_ins import capacities
from sanctions.recusal import subject_of
from sanctions.sheets import sheet
from sanctions.turn import named, whose

WAITING = frozenset(
    {"measure", "case", "publication", "assessment", "policy", "dispute", "recovery", "roster"},
)
"""Nouns on which a request can wait."""

_OUTCOMES: Mapping[str, Message] = {
    "agreed": msg("agrees"),
    "returned": msg("returned it"),
    "rejected": msg("disagrees"),
    "resubmitted": msg("submitted it again"),
}


def with_sheet(reader: Reader, opened: Opened, noun: str, id: str, record: Mapping[str, Any]) -> Mapping[str, Any]:
    """A record of a page with the sheet of its subject as lines, where there is one."""
    if noun not in WAITING:
        return record
    rest = {key: value for key, value in record.items() if key != "approval"}
    return {**rest, **lines(reader, opened, f"policy:{id}" if noun == "policy" else id)}


def lines(reader: Reader, opened: Opened, subject: str) -> dict[str, Any]:
    """Whose turn it is in a sentence, and one record for each thing that was said; empty without a sheet."""
    found = sheet(reader, subject, on=opened.today)
    if found is None:
        return {}
    told: dict[str, Any] = {"approvals": [_step(step) for step in found["steps"]]}
    if found["pending"] is not None:
        told = {"turn": _turn(found), **told}
    return told


def _turn(found: Mapping[str, Any]) -> Words:
    if found["returned"]:
        return msg("Returned to {who}, to be changed and submitted again.", who=found["asked_by"])
    who = tuple(found["whose"]) or msg("nobody yet")
    if found["turn"] is None:
        return msg("{who}", who=who)
    return msg("{level}: {who}", level=level_word(found["turn"]), who=who)


def _step(step: Mapping[str, Any]) -> dict[str, Any]:
    told = {
        "on": step["on"],
        "level": level_word(step["level"]) if step["level"] else None,
        "who": step["who"],
        "outcome": _OUTCOMES[step["outcome"]],
        "opinion": step["opinion"],
        "minutes": step["minutes"],
        "attendees": step["attendees"],
    }
    return {key: value for key, value in told.items() if value}


def sentences(reader: Reader, opened: Opened, subject: str, pending: Pending) -> list[Words]:
    """What whoever decides must see of the way so far; nothing where one approver simply decides."""
    if not (pending.chain or pending.steps):
        return []
    told: list[Words] = [
        msg(
            "{level} {who} {outcome}: {words}",
            level=level_word(step.level) if step.level else "",
            who=step.by,
            outcome=_OUTCOMES[step.outcome],
            words=step.opinion or step.minutes or "-",
        )
        for step in pending.steps
    ]
    if pending.returned:
        told.append(msg("Returned to {who}, to be changed and submitted again.", who=pending.by))
    elif pending.level is not None:
        state = subject_of(reader, subject)
        people = whose(reader, pending, opened.today, state.institution if state is not None else None)
        told.append(msg("Next: {level}, {who}.", level=level_word(pending.level), who=named(people)))
    return told


def asked_of(reader: Reader, opened: Opened, noun: str, pending: Pending) -> frozenset[str]:
    """The fields whoever decides now is asked for besides the ones of every form."""
    wanted: set[str] = set()
    if pending.chain:
        wanted.add("opinion")
    if pending.level == Level.DISCUSSION:
        wanted |= {"minutes", "minutes_file", "attendees"}
    if noun == "dispute" and pending.last:
        wanted |= {"term", "extended_to"}
    operator = reader.get(Operator, f"operator:{opened.operator}")
    if operator is not None and any(one.principal for one in capacities(reader, operator, opened.today)):
        wanted.add("behalf")
    return frozenset(wanted)
