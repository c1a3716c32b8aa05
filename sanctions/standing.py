"""Standing on a day (时点资格): one place that says what an institution may do, and why, at both times."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from db.store import Reader
from domain.calendars import Calendar
from domain.messages import msg
from domain.reasons import Reason
from domain.refusals import refuse
from domain.rulebook.kinds import Extent, MeasureKind, ServiceType
from domain.rulebook.model import Effects, MeasureRule
from domain.rulebook.timeline import Rulebook
from domain.states.institutions import Agreement, Institution
from domain.states.measures import NEVER_BOUND, Measure
from domain.states.stays import Stayed
from sanctions.admitting.bar_check import check, matched_bars, running, unique
from sanctions.admitting.bars import DAY, RunningBar
from sanctions.names import require_departments
from sanctions.rules import calendar_of, rulebook_of
from sanctions.standing_reasons import agreement_runs, limit, no_agreement, no_bar, stay

Reach = Callable[[Effects], Extent]

QUESTIONS: dict[str, Reach] = {
    "receive_patients": lambda effects: effects.patients,
    "settle": lambda effects: effects.settlement,
    "be_paid": lambda effects: effects.payment,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """``yes``, ``no`` or ``partly``; `until` is the last day it is known to hold, included, None while open-ended."""

    answer: str
    until: date | None
    reasons: tuple[Reason, ...]

    def record(self) -> dict[str, Any]:
        """As told to the outside."""
        return {"answer": self.answer, "until": self.until, "reasons": list(self.reasons)}


@dataclass(frozen=True)
class Question:
    """What is asked, and what is on record about the institution at that moment.

    `asked` is the service named, if any.
    """

    institution: Institution
    asked: tuple[str, ...]
    department: str | None
    agreements: tuple[Agreement, ...]
    measures: tuple[Measure, ...]
    rulebook: Rulebook
    calendar: Calendar

    def services(self, day: date) -> tuple[str, ...]:
        """What it is about on a day: the service named, or every one that ever had an agreement by then."""
        begun = {a.service for a in self.agreements if a.from_day <= day}
        return self.asked or tuple(one for one in ServiceType if one in begun)

    def agreement(self, service: str, day: date) -> Agreement | None:
        """The agreement for a service in force on a day."""
        return next((a for a in self.agreements if a.service == service and a.status(day) == "in-force"), None)

    def limits(self, service: str, day: date) -> Iterable[tuple[Measure, MeasureRule]]:
        """The measures in force on a day that touch a service under its agreement of that day."""
        agreement = self.agreement(service, day)
        for measure in self.measures:
            if not measure.bites(day) or (measure.services and service not in measure.services):
                continue
            # A refusal is final for the bills it names and says nothing about the fees of any other day.
            if measure.kind == MeasureKind.REFUSE_PAYMENT:
                continue
            # A termination ended an earlier agreement; it does not touch one signed after it.
            if (
                measure.kind == MeasureKind.TERMINATION
                and agreement is not None
                and measure.in_force_from is not None
                and agreement.from_day > measure.in_force_from
            ):
                continue
            rule = self.rulebook.on(measure.decided_on or day).measure(measure.kind)
            if rule is not None:
                yield measure, rule

    def stayed(self, service: str, day: date) -> Iterable[Measure]:
        """The measures that would touch a service on a day, were their execution not stayed."""
        return (
            measure
            for measure in self.measures
            if measure.stayed(day)
            and measure.status(day) == "in-force"
            and (not measure.services or service in measure.services)
        )


def standing(
    reader: Reader,
    code: str,
    *,
    on: date,
    service: str | None = None,
    department: str | None = None,
    known_at: datetime | None = None,
) -> dict[str, Any]:
    """What an institution may do on a day: receive patients, emergencies, be settled, be paid, apply.

    It speaks of services given on that day, as known at `known_at`. Refused: ``not-found``, ``value.choice`` for
    the service, ``department.unknown``.
    """
    rulebook, calendar = rulebook_of(reader, known_at), calendar_of(reader, known_at)
    question = _question(reader, code, service, department, rulebook, calendar, known_at)
    answers = {name: _over_time(question, reach, on) for name, reach in QUESTIONS.items()}
    emergency = Answer("yes", None, (rulebook.on(on).reason("provisions.emergency"),))

    apply = _apply(reader, question, on, known_at)
    return {
        "code": code,
        "name": question.institution.name_on(on),
        "on": on,
        "service": service,
        "department": department,
        "known_at": known_at,
        "receive_patients": answers["receive_patients"].record(),
        "emergency": emergency.record(),
        "settle": answers["settle"].record(),
        "be_paid": answers["be_paid"].record(),
        "apply": apply.record(),
    }


def _apply(reader: Reader, question: Question, on: date, known_at: datetime | None) -> Answer:
    """Whether bars let it apply, windows apart; a bar that only warns does not stand in the way."""
    rulebook, calendar, institution = question.rulebook, question.calendar, question.institution
    matched = matched_bars(reader, institution, on=on, rulebook=rulebook, calendar=calendar, known_at=known_at)
    services = question.services(on) or institution.services

    def answer(day: date) -> str:
        barred = {any(one.blocks for one in running(matched, service, day)) for service in services}
        return "partly" if len(barred) > 1 else "no" if True in barred else "yes"

    here = answer(on)
    turns = sorted({day for bar, _ in matched for day in _turns_of(bar) if day > on})
    until = next((day - DAY for day in turns if answer(day) != here), None)
    service = question.asked[0] if question.asked else None
    verdict = check(
        reader, institution.code, on=on, service=service, rulebook=rulebook, calendar=calendar, known_at=known_at
    )
    return Answer(here, until, verdict.reasons or (no_bar(on),))


def _turns_of(bar: RunningBar) -> list[date]:
    """The days on which a bar begins or ends to bar."""
    return [bar.decided_on, bar.until + DAY, *_stay_turns(bar.stays)]


def _stay_turns(stays: Iterable[Stayed]) -> list[date]:
    """The days on which stays begin, and on which what was stayed bites again."""
    return [day for one in stays for day in (one.from_day, one.until + DAY if one.until else None) if day is not None]


def _question(
    reader: Reader,
    code: str,
    service: str | None,
    department: str | None,
    rulebook: Rulebook,
    calendar: Calendar,
    known_at: datetime | None,
) -> Question:
    institution = reader.get(Institution, f"institution:{code}")
    if institution is None:
        raise refuse("not-found", msg("No institution has the code {code}.", code=code), field="code")
    if service is not None and service not in tuple(ServiceType):
        raise refuse("value.choice", msg("Choose one of {choices}.", choices=tuple(ServiceType)), field="service")
    if department is not None:
        require_departments(institution, (department,), "department")
    agreements, measures = _on_record(reader, code, known_at)
    asked = (service,) if service else ()
    return Question(institution, asked, department, agreements, measures, rulebook, calendar)


def _on_record(
    reader: Reader, code: str, known_at: datetime | None
) -> tuple[tuple[Agreement, ...], tuple[Measure, ...]]:
    """Agreements and measures as known; the days they carry say what of them holds on the day asked about."""
    if known_at is not None:
        states = reader.states_of(code, known_at=known_at)
        agreements = [state for state in states if isinstance(state, Agreement)]
        measures = [state for state in states if isinstance(state, Measure)]
    else:
        agreement, measure = reader.table(Agreement), reader.table(Measure)
        agreements = reader.find(Agreement, agreement.c.institution == code)
        measures = reader.find(Measure, measure.c.institution == code, measure.c.in_force_from.is_not(None))
    bound = [m for m in measures if m.in_force_from is not None and m.end not in NEVER_BOUND]
    return tuple(agreements), tuple(bound)


def _over_time(question: Question, reach: Reach, on: date) -> Answer:
    """The answer on the day, and how long it is known to hold: to the eve of the first day that gives another."""
    answer, reasons = _answer(question, reach, on)
    until = next((day - DAY for day in _turns(question, on) if _answer(question, reach, day)[0] != answer), None)
    return Answer(answer, until, reasons)


def _turns(question: Question, on: date) -> list[date]:
    """The later days on which something begins or ends, in order."""
    days: list[date | None] = []
    for agreement in question.agreements:
        days += [agreement.from_day, agreement.until + DAY, agreement.ended_on, *_stay_turns(agreement.stays)]
    for measure in question.measures:
        last = measure.last_day()
        days += [measure.in_force_from, last + DAY if last else None, *_stay_turns(measure.stays)]
    return sorted({day for day in days if day is not None and day > on})


def _answer(question: Question, reach: Reach, day: date) -> tuple[str, tuple[Reason, ...]]:
    parts = [_of_service(question, reach, service, day) for service in question.services(day)]
    if not parts:
        return "no", (no_agreement(None, day),)
    answers = {answer for answer, _ in parts}
    answer = answers.pop() if len(answers) == 1 else "partly"
    limited = [reason for part, reasons in parts for reason in reasons if part != "yes" or answer == "yes"]
    return answer, unique(limited)


def _of_service(question: Question, reach: Reach, service: str, day: date) -> tuple[str, Sequence[Reason]]:
    agreement = question.agreement(service, day)
    view = question.rulebook.on(day)
    answer, reasons = "yes", []
    silent = [stay(measure) for measure in question.stayed(service, day)]
    for measure, rule in question.limits(service, day):
        extent = reach(rule.effects)
        if extent is Extent.NONE:
            if reach is QUESTIONS["receive_patients"] and "new-patients-silent" in rule.see:
                silent.append(view.reason("provisions.new-patients-silent"))
            continue
        here = _reaches(measure, extent, question.department)
        if here is None:
            continue
        answer = "no" if here or answer == "no" else "partly"
        reasons += [limit(measure, day), *view.reasons(rule)]
    if agreement is None:
        return "no", [*reasons, no_agreement(service, day)]
    if answer == "yes":
        return "yes", [agreement_runs(agreement), *silent]
    return answer, reasons


def _reaches(measure: Measure, extent: Extent, department: str | None) -> bool | None:
    """Whether a limit covers all that is asked (True), a part of it (False), or nothing of it (None)."""
    if extent is Extent.ALL:
        return True
    if not measure.departments:
        # Bills: some fees are held or refused, the others are not.
        return False
    if department is None:
        return False
    return True if department in measure.departments else None
