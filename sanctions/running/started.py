"""Which clocks an act starts on a day (起算), told before it is done: the dates shown beside a day as it is typed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from db.store import Reader
from domain.calendars import Calendar
from domain.calendars.due import Due
from domain.messages import Message, msg
from domain.refusals import Refused
from domain.rulebook.kinds import MeasureKind
from domain.states.complaints import Complaint
from domain.states.core import State
from domain.states.measures import Measure
from sanctions.intake.complaint_clocks import answer_due, clocks, finish_due
from sanctions.measures.gates import defence_clock
from sanctions.money.clocks import demand_period, enforceable
from sanctions.publishing.duty import duty_of
from sanctions.rules import calendar_of, rulebook_of
from sanctions.running.core import Scene, known

S = TypeVar("S", bound=State)

ON = "on"
"""The day of the act itself, where no field of it is meant."""


@dataclass(frozen=True, slots=True)
class Started:
    """What is to be done by a day that a clock of the act leads to; `provisional` while a year's notice is missing."""

    what: Message
    day: date
    provisional: bool


@dataclass(frozen=True, slots=True)
class _Asked:
    """The scene on the day that was typed, and what the other fields hold."""

    scene: Scene
    raw: Mapping[str, Any]

    @property
    def day(self) -> date:
        return self.scene.on

    @property
    def calendar(self) -> Calendar:
        return self.scene.calendar

    def text(self, name: str) -> str:
        value = self.raw.get(name)
        return value if isinstance(value, str) else ""

    def policy(self, key: str) -> Due | None:
        """A period of the day's rules, counted from the day."""
        return self.scene.counted(self.day, self.scene.rulebook.on(self.day).period(key))


def started(reader: Reader, act: str, field: str, day: date, raw: Mapping[str, Any]) -> tuple[Started, ...]:
    """The clocks that an act, filled in with `raw`, starts when `field` holds `day`; soonest first.

    Only what can be told from what is filled in: none where a field that decides it is still empty, or where the
    working days are not known.
    """
    finder = _CLOCKS.get((act, field))
    if finder is None:
        return ()
    asked = _Asked(Scene(reader, day, rulebook_of(reader), calendar_of(reader)), raw)
    try:
        return tuple(sorted(finder(asked), key=lambda one: one.day))
    except Refused:
        return ()


def _one(what: Message, counted: Due | None) -> Iterable[Started]:
    if counted is not None:
        yield Started(what, counted.due, counted.provisional)


def _logged(asked: _Asked) -> Iterable[Started]:
    """A complaint: the answer by its channel's rule, and the clocks of its nature."""
    complaint = Complaint(
        id="",
        institution=None,
        received=asked.day,
        channel=asked.text("channel"),
        nature=asked.text("nature"),
        summary="",
        status="received",
    )
    rulebook, calendar = asked.scene.rulebook, asked.calendar
    if not asked.text("reply_by") and complaint.channel:
        by_rule = answer_due(rulebook, calendar, complaint.channel, asked.day, asked.day)
        if by_rule is not None:
            complaint = replace(complaint, reply_by=by_rule[0], reply_rule=by_rule[1])
    for clock in clocks(complaint, rulebook, calendar):
        if clock.day is not None:
            yield Started(clock.what, clock.day, clock.counted.provisional if clock.counted else False)


def _accepted(asked: _Asked) -> Iterable[Started]:
    """A petition that is taken up is to be finished in time."""
    complaint = _state(asked, Complaint)
    if complaint is None or complaint.nature != "petition" or complaint.accepted_on is not None:
        return
    taken = replace(complaint, status="accepted", accepted_on=asked.day)
    yield from _one(msg("finish the petition"), finish_due(taken, asked.scene.rulebook, asked.calendar))


def _approved(asked: _Asked) -> Iterable[Started]:
    """A decision: a termination is to be published, a hold to be looked at again."""
    measure = _state(asked, Measure)
    asked_for = measure.pending if measure is not None else None
    if measure is None or asked_for is None or asked_for.kind != "decision" or not asked_for.last:
        return
    if measure.kind == MeasureKind.TERMINATION:
        decided = replace(measure, decided_on=asked.day)
        duty = duty_of(decided, asked.scene.rulebook, asked.calendar)
        yield from _one(msg("publish the termination"), duty.due if duty is not None else None)
    if measure.kind == MeasureKind.PAYMENT_HOLD:
        yield from _one(msg("look at the hold again"), asked.policy("hold.review"))


def _served(asked: _Asked) -> Iterable[Started]:
    """Service: of the notice or the decision the time to state and defend, of the decision the time for remedies."""
    measure = _state(asked, Measure)
    if measure is None:
        return
    rulebook, calendar = asked.scene.rulebook, asked.calendar
    notice = asked.text("document") == "notice"
    reached = replace(measure, notice_on=asked.day) if notice else replace(measure, served_on=asked.day)
    if measure.defence is None and (notice or measure.notice_on is None):
        yield from _one(msg("state and defend"), known(lambda: defence_clock(reached, rulebook, calendar)))
    if not notice:
        from sanctions.disputes.remedies import remedy_of

        remedy = remedy_of(reached, rulebook, calendar)
        if remedy is not None:
            yield from _one(msg("ask for review"), remedy.review)
            yield from _one(msg("bring suit"), remedy.suit)


def _opened(asked: _Asked) -> Iterable[Started]:
    if not asked.text("limit"):
        yield from _one(msg("handle the case"), asked.policy("case.limit"))


def _reviewed(asked: _Asked) -> Iterable[Started]:
    if asked.text("outcome") != "release":
        yield from _one(msg("look at the hold again"), asked.policy("hold.review"))


def _demanded(asked: _Asked) -> Iterable[Started]:
    if not asked.text("pay_by"):
        view = asked.scene.rulebook.on(asked.day)
        yield from _one(msg("pay"), known(lambda: demand_period(view, asked.day, asked.calendar)))


def _decided(asked: _Asked) -> Iterable[Started]:
    """A written decision that was served: remedies, then the time to apply for enforcement."""
    times = enforceable(asked.scene.rulebook, asked.day, asked.calendar)
    yield from _one(msg("seek a remedy"), times.remedies)
    yield from _one(msg("apply for enforcement"), times.latest)


def _state(asked: _Asked, kind: type[S]) -> S | None:
    """The subject of the act, where it is of this kind."""
    id = asked.text("id")
    return asked.scene.reader.get(kind, id) if id else None


_CLOCKS: Mapping[tuple[str, str], Callable[[_Asked], Iterable[Started]]] = {
    ("complaint.log", "received"): _logged,
    ("complaint.accept", ON): _accepted,
    ("approve", ON): _approved,
    ("measure.serve", "received"): _served,
    ("case.open", ON): _opened,
    ("hold.review", ON): _reviewed,
    ("recovery.demand", "served"): _demanded,
    ("recovery.serve", "served"): _decided,
}
