"""Pieces that many stories are made of: a case and how it came about, a measure from proposal to service."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from domain.rulebook.kinds import DefenceGate, Nature, NoticeGate, TakesEffect
from sanctions.results import Done
from sanctions.sample.places import Member
from sanctions.sample.stage import Step
from sanctions.sample.world import World, step

Chain: TypeAlias = Generator[Step, Done, str]
"""Part of a story that comes to the id of what it made."""

_PAIRS = (("zhang", "li"), ("zhang", "li"), ("li", "zhang"), ("zhang", "wang"))
_ANSWERED_BEFORE = date(2024, 8, 1)

NOTICE_DAYS, DEFENCE_DAYS = 9, 1
"""Working days before the decision on which a notice is served and a defence settled, unless a story says."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A finding to be made."""

    category: str
    severity: str = "minor"
    departments: tuple[str, ...] = ()
    amount: str | None = None
    more: tuple[tuple[str, Any], ...] = ()


def complaint(world: World, day: date, of: Member, summary: str, **more: Any) -> Chain:
    """A complaint, received and logged on a day."""
    told = {"received": day, "channel": "phone", "nature": "complaint", "summary": summary, **more}
    return (yield step(day, "wang", "complaint.log", institution=of.code, **told)).id


def inspected(world: World, day: date, of: Member, faults: Sequence[Fault], **more: Any) -> Chain:
    """An inspection with its findings."""
    team = (world.place.people["zhang"], world.place.people["li"])
    told = {"kind": "spot", "inspectors": team, **more}
    inspection = (yield step(day, "zhang", "inspection.record", institution=of.code, **told)).id
    for fault in faults:
        yield found(world, day, inspection, fault)
    return inspection


def found(world: World, day: date, source: str, fault: Fault, who: str = "zhang") -> Step:
    """A finding in an inspection or a case."""
    texts = world.texts(f"findings.{fault.category}")
    return step(
        day,
        who,
        "finding.add",
        source=source,
        category=fault.category,
        severity=fault.severity,
        provision=world.provision(day, fault.category),
        text=texts[0],
        departments=fault.departments,
        amount=fault.amount,
        **dict(fault.more),
    )


def handlers(of: Member) -> tuple[str, str]:
    """The two who look after an institution, the lead first."""
    return _PAIRS[of.number % len(_PAIRS)]


def opened(world: World, day: date, of: Member, **sources: Any) -> Chain:
    """A case, opened from what is named by the two who look after the institution."""
    people = world.place.people
    lead, second = handlers(of)
    told = {"lead": people[lead], "second": people[second], "source": world.text("case_source"), **sources}
    return (yield step(day, lead, "case.open", institution=of.code, **told)).id


def case_on(world: World, key: str, day: date, *faults: Fault, complained: str | None = None) -> Chain:
    """A complaint (where words are given), an inspection three working days on, and the case two days later."""
    of = world.of(key)
    complaints: list[str] = []
    if complained is not None:
        complaints.append((yield from complaint(world, day, of, complained)))
        yield step(world.after(day, 1), "wang", "complaint.accept", id=complaints[0], note=world.text("accept"))
        day = world.after(day, 3)
    inspection = yield from inspected(world, day, of, faults)
    day = world.after(day, 2)
    case = yield from opened(world, day, of, complaints=complaints, inspections=[inspection])
    if complaints and day < _ANSWERED_BEFORE:
        yield step(day, "wang", "complaint.answer", id=complaints[0], reply=world.text("in_case"))
    return case


def closed(world: World, day: date, case: str, reason: str, outcome: str = "handled") -> Generator[Step, Done, None]:
    """A case closed: asked for, and approved the next working day."""
    yield step(day, "zhang", "case.close", case=case, outcome=outcome, reason=world.text(f"reasons.{reason}"))
    yield step(world.after(day, 1), "zhao", "approve", id=case)


def talked(world: World, day: date, case: str, of: Member, *, held: date | None = None) -> Chain:
    """A warning talk, held three working days after it was called for."""
    talk = (yield _proposal(world, day, case, of, "warning-talk", "talk", {})).id
    result = world.text("reasons.talk_done")
    yield step(held or world.after(day, 3), "zhang", "measure.complete", id=talk, result=result)
    return talk


def _proposal(
    world: World, day: date, case: str, of: Member, kind: str, reason: str, more: dict[str, Any], who: str = "zhang"
) -> Step:
    # Only kept where it is not what was decided before on the like.
    departs = world.text("reasons.departs")
    told = {"services": [of.service], "clause": world.text("clause"), "deviation_reason": departs, **more}
    text = world.text(f"reasons.{reason}")
    return step(day, who, "measure.propose", case=case, kind=kind, reason=text, **told)


@dataclass(frozen=True, slots=True)
class Path:
    """The days of a measure. What is not given follows from `decided`; `upto` is the last step that is taken."""

    decided: date
    proposed: date | None = None
    noticed: date | None = None
    defended: date | None = None
    served: date | None = None
    defence: str = "expired"
    method: str = "direct"
    upto: str = "served"


def taken(
    world: World,
    path: Path,
    case: str,
    of: Member,
    kind: str,
    reason: str,
    *,
    nature: Nature | None = None,
    who: str = "zhang",
    **more: Any,
) -> Chain:
    """A measure through the steps its rulebook asks for."""
    gates = world.rules(path.decided).gates(kind, nature)
    # Where nobody is left to be told, neither notice nor defence is asked for.
    told = gates.notice is NoticeGate.BEFORE and path.defence != "not-required"
    noticed = path.noticed or world.after(path.decided, -NOTICE_DAYS)
    proposed = path.proposed or (noticed if told else world.after(path.decided, -1))
    measure = (yield _proposal(world, proposed, case, of, kind, reason, more, who)).id
    if told and path.upto != "proposed":
        yield step(noticed, who, "measure.notice", id=measure)
        yield step(noticed, who, "measure.serve", id=measure, document="notice", method=path.method, received=noticed)
    if path.upto in ("proposed", "noticed"):
        return measure
    if gates.defence is DefenceGate.BEFORE:
        defended = path.defended or world.after(path.decided, -DEFENCE_DAYS)
        yield step(defended, who, "measure.defence", id=measure, outcome=path.defence, **_defence(world, path.defence))
    if path.upto == "defended":
        return measure
    yield step(path.decided, "zhao", "approve", id=measure, confirm=more.get("clause", "") is None)
    if path.upto == "approved":
        return measure
    yield _served(world, path, measure, gates.takes_effect, who)
    return measure


def _served(world: World, path: Path, measure: str, effect: TakesEffect, who: str) -> Step:
    day = path.served or world.after(path.decided, 1)
    method = None if effect is TakesEffect.LETTER else path.method
    return step(day, who, "measure.serve", id=measure, document="decision", method=method, received=day)


def _defence(world: World, outcome: str) -> dict[str, str]:
    if outcome == "heard":
        return {"text": world.text("defence.heard"), "adopted": "no", "reply": world.text("defence.reply")}
    return {"text": world.text("defence.waived")} if outcome == "waived" else {}


def rechecked(world: World, day: date, measure: str, result: str) -> Step:
    """A re-check of what was ordered."""
    note = world.text(f"rechecks.{result}")
    return step(day, "li", "measure.recheck", id=measure, result=result, note=note)


def asked(world: World, day: date, act: str, measure: str, reason: str) -> Step:
    """A request to lift or revoke."""
    return step(day, "zhang", f"measure.{act}", id=measure, reason=world.text(f"reasons.{reason}"))


def ended(
    world: World,
    path: Path,
    case: str,
    of: Member,
    reason: str,
    ground: str,
    nature: Nature = Nature.BREACH,
    **more: Any,
) -> Chain:
    """A termination on a ground of the rulebook."""
    return (yield from taken(world, path, case, of, "termination", reason, nature=nature, ground=ground, **more))


def drafted(world: World, day: date, *terminations: str, approved: date | None = None, who: str = "li") -> Chain:
    """A list of terminations, drafted and (on a day, where given) approved."""
    note = world.text("publication.note")
    publication = (yield step(day, who, "publication.draft", terminations=terminations, note=note)).id
    if approved is not None:
        yield step(approved, "zhao", "approve", id=publication)
    return publication


def published(world: World, day: date, publication: str) -> Step:
    """The list made public."""
    link = f"{world.place.link}/{publication.lower()}"
    return step(day, "qian", "publication.publish", id=publication, channel=world.place.website, link=link)
