"""Assessments (考核)."""

from dataclasses import dataclass, replace
from datetime import date

from domain.entries import Entry
from domain.states.core import Aggregate, State, waits


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment(State):
    """An assessment of one agreement year; the recorded verdict decides, never the number alone."""

    service: str
    year_end: date
    purpose: str
    verdict: str
    held_on: date
    score: int | None = None
    revoked_on: date | None = None


ASSESSMENT = Aggregate("assessment", "KH", Assessment)


@ASSESSMENT.starts("assessment.record")
def _record(entry: Entry) -> Assessment:
    return Assessment(
        id=entry.subject,
        institution=entry.institution,
        service=entry.text("service"),
        year_end=entry.the_day("year_end"),
        purpose=entry.text("purpose"),
        verdict=entry.text("verdict"),
        held_on=entry.on,
        score=entry.number("score"),
    )


@ASSESSMENT.on("assessment.revoke")
def _ask_revoke(assessment: Assessment, entry: Entry) -> Assessment:
    return replace(assessment, pending=waits(entry, "revoke"))


@ASSESSMENT.on("assessment.approve")
def _approve(assessment: Assessment, entry: Entry) -> Assessment:
    return replace(assessment, pending=None, revoked_on=entry.on)


@ASSESSMENT.on("assessment.reject")
def _reject(assessment: Assessment, entry: Entry) -> Assessment:
    return replace(assessment, pending=None)
