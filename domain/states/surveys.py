"""Satisfaction surveys (满意度调查) about an institution."""

from dataclasses import dataclass, replace
from datetime import date

from domain.entries import Entry
from domain.states.core import Aggregate, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey(State):
    """A survey: how many were asked, answered and were satisfied. `among` is workers, employers or public.

    `score` is the mark of whoever held it, where there is one; the share of the satisfied stands beside it.
    """

    held_on: date
    among: str
    asked: int
    answered: int
    satisfied: int
    score: int | None = None
    note: str | None = None
    case: str | None = None

    @property
    def satisfied_permille(self) -> int:
        """The satisfied among those who answered, in thousandths, rounded down."""
        return self.satisfied * 1000 // self.answered

    def below(self, percent: int) -> bool:
        """Whether fewer than so many in a hundred were satisfied; exactly as many is not below."""
        return self.satisfied * 100 < percent * self.answered


SURVEY = Aggregate("survey", "MY", Survey)


@SURVEY.starts("survey.record")
def _record(entry: Entry) -> Survey:
    return Survey(
        id=entry.subject,
        institution=entry.institution,
        held_on=entry.the_day("held"),
        among=entry.text("among"),
        asked=entry.the_number("asked"),
        answered=entry.the_number("answered"),
        satisfied=entry.the_number("satisfied"),
        score=entry.number("score"),
        note=entry.maybe("note"),
    )


@SURVEY.on("survey.join")
def _into_case(survey: Survey, entry: Entry) -> Survey:
    return replace(survey, case=entry.text("case"))
