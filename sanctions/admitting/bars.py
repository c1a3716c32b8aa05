"""Reapplication bars (再次申请限制): derived from decisions, never stored, each telling whose rule it is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from db.store import Reader
from domain.calendars import Calendar
from domain.calendars.periods import Period, last_day
from domain.messages import Bilingual, msg
from domain.reasons import Reason, SourceKind
from domain.refusals import Refused
from domain.rulebook.kinds import BarEffect, BarTrigger, MeasureKind, Nature, ServiceType
from domain.rulebook.timeline import Rulebook
from domain.states.assessments import Assessment
from domain.states.institutions import Agreement
from domain.states.measures import Measure
from domain.states.stays import Stayed, stayed

DAY = timedelta(days=1)
_LONGEST_WAIT = 2 * 366
"""Days looked ahead for an open window: one comes every year."""


@dataclass(frozen=True, slots=True)
class RunningBar:
    """A bar that a decision started.

    `subject` is the termination or the agreement not renewed; `until` the last barred day, included, never rolled
    (民法典 201, 202; RULES A6). `services` empty means every service of the institution. While one of `stays` covers a
    day it does not bar; its last day stays what it is.
    """

    subject: str
    institution: str
    services: tuple[str, ...]
    trigger: BarTrigger
    decided_on: date
    until: date
    effect: BarEffect
    source_kind: SourceKind
    reasons: tuple[Reason, ...]
    statement: Bilingual | None
    missing: bool
    stays: tuple[Stayed, ...] = ()

    def covers(self, service: str | None) -> bool:
        """Whether it speaks of this service; of any where none is asked for."""
        return service is None or not self.services or service in self.services

    def runs_on(self, day: date) -> bool:
        """Whether it bars on a day: from the decision to the last barred day, and not stayed."""
        return self.decided_on <= day <= self.until and not stayed(self.stays, day)


def bar_of_termination(measure: Measure, rulebook: Rulebook, on: date, calendar: Calendar) -> RunningBar | None:
    """The bar a termination for breach started, or None (objective ends, revoked or undecided ones)."""
    if measure.kind != MeasureKind.TERMINATION or measure.decided_on is None or measure.institution is None:
        return None
    if measure.nature == Nature.OBJECTIVE or measure.end in ("revoked", "rejected", "withdrawn"):
        return None
    if measure.bar_set_aside is not None:
        return None
    bar = _bar(
        BarTrigger.TERMINATED_FOR_BREACH,
        measure.id,
        measure.institution,
        measure.services,
        measure.decided_on,
        rulebook,
        on,
        calendar,
    )
    return _contested(bar, (*measure.stays, *measure.bar_stays), measure.bar_ends)


def bar_of_renewal(
    agreement: Agreement, assessment: Assessment | None, rulebook: Rulebook, on: date, calendar: Calendar
) -> RunningBar | None:
    """The bar a decision not to renew started; only after a failed renewal assessment that still stands."""
    if agreement.renewal != "not-renewed" or agreement.renewal_decided_on is None or agreement.institution is None:
        return None
    if assessment is None or not bars_after(assessment) or agreement.bar_set_aside is not None:
        return None
    bar = _bar(
        BarTrigger.RENEWAL_ASSESSMENT_FAILED,
        agreement.id,
        agreement.institution,
        (agreement.service,),
        agreement.renewal_decided_on,
        rulebook,
        on,
        calendar,
    )
    return _contested(bar, agreement.bar_stays, agreement.bar_ends)


def _contested(bar: RunningBar | None, stays: tuple[Stayed, ...], ends: date | None) -> RunningBar | None:
    """A bar with what disputes did to it: stays, and a last day that another body brought forward."""
    if bar is None or (not stays and ends is None):
        return bar
    return replace(bar, stays=stays, until=ends or bar.until)


def bars_after(assessment: Assessment) -> bool:
    """Whether a decision not to renew after it bars: failed, held for the renewal, not revoked."""
    return assessment.verdict == "failed" and assessment.purpose == "renewal" and assessment.revoked_on is None


def _bar(
    trigger: BarTrigger,
    subject: str,
    institution: str,
    services: tuple[str, ...],
    decided_on: date,
    rulebook: Rulebook,
    on: date,
    calendar: Calendar,
) -> RunningBar | None:
    until = barred_until(trigger, decided_on, rulebook, on, calendar)
    found = rulebook.on(decided_on).bar(trigger) if until is not None else None
    if until is None or found is None:
        return None
    # What is shown of the basis is what the agency has published by the day of the question.
    shown = rulebook.on(on).bar(trigger) if on > decided_on else None
    told = shown if shown is not None and shown.effect is not BarEffect.OFF else found
    return RunningBar(
        subject,
        institution,
        services,
        trigger,
        decided_on,
        until,
        found.effect,
        found.rule.source_kind,
        found.reasons,
        told.statement,
        told.missing,
    )


def barred_until(
    trigger: BarTrigger, decided_on: date, rulebook: Rulebook, on: date, calendar: Calendar
) -> date | None:
    """The last day barred after a decision, None where no bar runs.

    An agency that publishes its rule later may free the decisions before it (PRACTICE 3).
    """
    terms = rulebook.on(decided_on).bar_terms(trigger)
    if terms is None:
        return None
    begins = rulebook.on(on).date_of(terms.rule.effective_from) if terms.rule.effective_from else None
    if begins is not None and decided_on < begins:
        return None
    return _end(decided_on, terms.length, calendar)


def _end(decided_on: date, length: Period, calendar: Calendar) -> date:
    return calendar.add_working_days(decided_on, length.n) if length.unit == "wd" else last_day(decided_on, length)


def bars_of(
    reader: Reader,
    codes: Iterable[str],
    *,
    on: date,
    rulebook: Rulebook,
    calendar: Calendar,
    known_at: datetime | None = None,
) -> Iterator[RunningBar]:
    """Every bar that decisions about these institutions started, also those run out."""
    for code in codes:
        if known_at is None:
            measures = _terminations(reader, code)
            agreements = _not_renewed(reader, code)
        else:
            states = reader.states_of(code, known_at=known_at)
            measures = [state for state in states if isinstance(state, Measure)]
            agreements = [state for state in states if isinstance(state, Agreement)]
        for measure in measures:
            if (bar := bar_of_termination(measure, rulebook, on, calendar)) is not None:
                yield bar
        for agreement in agreements:
            if agreement.renewal_assessment is None:
                continue
            assessment = (
                reader.get(Assessment, agreement.renewal_assessment)
                if known_at is None
                else reader.as_of(Assessment, agreement.renewal_assessment, known_at=known_at)
            )
            if (bar := bar_of_renewal(agreement, assessment, rulebook, on, calendar)) is not None:
                yield bar


def _terminations(reader: Reader, code: str) -> list[Measure]:
    table = reader.table(Measure)
    return reader.find(Measure, table.c.institution == code, table.c.kind == MeasureKind.TERMINATION)


def _not_renewed(reader: Reader, code: str) -> list[Agreement]:
    table = reader.table(Agreement)
    return reader.find(Agreement, table.c.institution == code, table.c.renewal == "not-renewed")


def earliest_practical(after: date, services: Iterable[str], rulebook: Rulebook, calendar: Calendar) -> date | None:
    """The first working day from `after` on in an open window of one of the services; None where it cannot be told."""
    wanted = [ServiceType(service) for service in services]
    for ahead in range(_LONGEST_WAIT):
        day = after + ahead * DAY
        if not any(is_open(day, service, rulebook) for service in wanted):
            continue
        try:
            if calendar.is_working(day):
                return day
        except Refused:
            return None
    return None


def is_open(day: date, service: ServiceType, rulebook: Rulebook) -> bool:
    """Whether applications for the service are taken on a day; where the pack knows no window, always."""
    window = rulebook.on(day).window(service)
    return window is None or window.is_open(day)


def fact(bar: RunningBar) -> Reason:
    """The decision behind a bar and its last day, as one ground."""
    return Reason(
        None,
        None,
        bar.source_kind,
        msg(
            "Decided on {decided} ({subject}): last barred day {until}, earliest new application {earliest}.",
            decided=bar.decided_on,
            subject=bar.subject.partition(":")[2] or bar.subject,
            until=bar.until,
            earliest=bar.until + DAY,
        ),
    )
