"""What is recorded while a measure is carried out: talks, problems put right, in-patients, papers received."""

from dataclasses import replace
from datetime import date

from domain.entries import Entry
from domain.states.core import waits
from domain.states.measures.aggregate import MEASURE
from domain.states.measures.parts import Extension, InPatient, Problem, Promise, Talk
from domain.states.measures.state import Measure

# Talks


@MEASURE.on("measure.appoint")
def _appoint(measure: Measure, entry: Entry) -> Measure:
    return replace(measure, appointed_on=entry.the_day("day"), appointed_at=entry.maybe("place"))


def talk_of(entry: Entry, *, held: bool) -> Talk:
    """The appointment an act tells of."""
    return Talk(
        on=entry.on,
        held=held,
        place=entry.maybe("place"),
        host=entry.maybe("host"),
        attendees=entry.many("attendees"),
        minutes_no=entry.maybe("minutes"),
        result=entry.maybe("result"),
        promises=tuple(
            Promise(text=one["text"], by=date.fromisoformat(one["by"]), task=one.get("task"))
            for one in entry.fields.get("promises") or ()
        ),
    )


def nobody_came(measure: Measure, entry: Entry) -> Measure:
    """The measure after an appointment nobody kept: it stays proposed, and another may be made."""
    return replace(measure, appointed_on=None, appointed_at=None, talks=(*measure.talks, talk_of(entry, held=False)))


# Rectification


def problems_of(entry: Entry) -> tuple[Problem, ...]:
    """The problems an order lists, numbered in its order."""
    return tuple(
        Problem(number=number, text=one["text"], finding=one.get("finding"), provision=one.get("provision"))
        for number, one in enumerate(entry.fields.get("problems") or (), start=1)
    )


@MEASURE.on("measure.problem")
def _problem(measure: Measure, entry: Entry) -> Measure:
    number, closed = entry.the_number("number"), entry.text("result") == "closed"
    return replace(
        measure,
        problems=tuple(
            replace(
                one,
                checked_on=entry.on,
                closed_on=entry.on if closed else None,
                note=entry.maybe("note") or one.note,
            )
            if one.number == number
            else one
            for one in measure.problems
        ),
    )


def rechecked(problems: tuple[Problem, ...], result: str, on: date) -> tuple[Problem, ...]:
    """The problems after a re-check of the whole: one that was passed closes what is open."""
    if result != "passed":
        return problems
    return tuple(one if one.closed_on is not None else replace(one, closed_on=on) for one in problems)


@MEASURE.on("measure.report")
def _report(measure: Measure, entry: Entry) -> Measure:
    return replace(measure, report_on=entry.the_day("received"))


@MEASURE.on("measure.extend")
def _ask_extend(measure: Measure, entry: Entry) -> Measure:
    return replace(measure, pending=waits(entry, "extend"))


def extended(measure: Measure, entry: Entry) -> Measure:
    """The measure with more time, as it was approved."""
    until = entry.the_day("until")
    before = measure.rectify_by or until
    further = Extension(from_day=before, until=until, reason=entry.text("reason"), approved_on=entry.on)
    return replace(measure, pending=None, rectify_by=until, extensions=(*measure.extensions, further))


# In-patients


@MEASURE.on("measure.inpatients")
def _inpatients(measure: Measure, entry: Entry) -> Measure:
    added = tuple(
        InPatient(number=one["number"], initials=one["initials"], department=one.get("department"))
        for one in entry.fields.get("patients") or ()
    )
    return _counted(replace(measure, patients=(*measure.patients, *added)))


@MEASURE.on("measure.decide-inpatient")
def _decide_inpatient(measure: Measure, entry: Entry) -> Measure:
    number = entry.text("patient")
    decided = tuple(
        replace(one, decision=entry.text("decision"), to=entry.maybe("to"), decided_on=entry.day("day") or entry.on)
        if one.number == number
        else one
        for one in measure.patients
    )
    return _counted(replace(measure, patients=decided))


def _counted(measure: Measure) -> Measure:
    known = max(measure.inpatients or 0, len(measure.patients))
    return replace(measure, undecided=known - sum(1 for one in measure.patients if one.decision is not None))
