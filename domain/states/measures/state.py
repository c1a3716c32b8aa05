"""What a measure (处理措施) is: its state, and what that makes of it on a day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.states.core import State
from domain.states.measures.parts import BillAmount, Extension, InPatient, Noticed, Problem, Served, Talk, Urgent
from domain.states.stays import SetAside, Stayed, stayed

DECISION = "decision"

UNDER_WAY = ("proposed", "noticed", "defended", "approved", "served")
"""Statuses before a measure is in force."""

NEVER_BOUND = ("rejected", "withdrawn", "revoked")
"""Statuses of a measure that counts as never made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(State):
    """A measure as it stands after its acts; what it is on a given day is `status`.

    `takes_effect` is what makes it bind (approval, service, talk, letter), fixed from the rulebook when proposed.
    `nature` tells a termination for breach from one on an objective event; `as_objective` is why a ground counts
    as the latter against its own. `notice_on` is the day the notice was received. `in_force_from` and `until` are
    included days; `ended_on` is the first day it no longer applies. `recorded_at` is the moment its decision was
    entered, or its proposal while it is not decided.

    `appointed_on` is the day of a talk not held yet; `undecided` counts the in-patients, listed or only counted, for
    whom nothing was decided. `lapses_on` is the first day an urgent measure no longer applies, as long as what it needs
    has not come in.
    `stays` are the times in which a dispute suspends its execution; `stayed_from` and `stayed_until` repeat the latest,
    for lists. `set_aside` is the dispute that took it back, `unlawful` one that declared it so and let it stand. What
    is told of the bar belongs to the reapplication bar it starts, contested alone; `bar_ends` shortens it.
    `provisions`, `severity` and `recurring` are what it answers to, by which it is compared with other measures.
    """

    case: str
    kind: str
    word: str
    takes_effect: str
    stage: str
    proposed_on: date
    proposer: str
    proposer_person: str
    services: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    bills: tuple[BillAmount, ...] = ()
    reason: str = ""
    skip_reason: str | None = None
    ground: str | None = None
    ground_clause: str | None = None
    source_kind: str | None = None
    nature: str | None = None
    as_objective: str | None = None
    end_kind: str | None = None
    agreement_clause: str | None = None
    amount: int | None = None
    effective: date | None = None
    until: date | None = None
    rectify_by: date | None = None
    inpatients: int | None = None
    noticed: Noticed | None = None
    notice_on: date | None = None
    defence: str | None = None
    defence_on: date | None = None
    defence_text: str | None = None
    adopted: str | None = None
    reply: str | None = None
    decided_on: date | None = None
    decided_by: str | None = None
    decided_for: str | None = None
    served_on: date | None = None
    service_method: str | None = None
    in_force_from: date | None = None
    recheck: str | None = None
    recheck_on: date | None = None
    ended_on: date | None = None
    end: str | None = None
    end_reason: str | None = None
    publication: str | None = None
    published_on: date | None = None
    link: str | None = None
    late_by: int | None = None
    entered_late: int = 0
    recorded_at: datetime | None = None
    urgent: Urgent | None = None
    lapses_on: date | None = None
    notice_no: str | None = None
    decision_no: str | None = None
    problems: tuple[Problem, ...] = ()
    extensions: tuple[Extension, ...] = ()
    report_on: date | None = None
    appointed_on: date | None = None
    appointed_at: str | None = None
    talks: tuple[Talk, ...] = ()
    served: tuple[Served, ...] = ()
    patients: tuple[InPatient, ...] = ()
    undecided: int = 0
    staff: tuple[str, ...] = ()
    provisions: tuple[str, ...] = ()
    severity: str | None = None
    recurring: bool = False
    precedents: tuple[str, ...] = ()
    deviation_reason: str | None = None
    ordered_no: str | None = None
    ordered_until: date | None = None
    sent_to: str | None = None
    letter_no: str | None = None
    receipt: str | None = None
    receipt_on: date | None = None
    answer_no: str | None = None
    fine: int | None = None
    stays: tuple[Stayed, ...] = ()
    stayed_from: date | None = None
    stayed_until: date | None = None
    set_aside: SetAside | None = None
    unlawful: str | None = None
    bar_stays: tuple[Stayed, ...] = ()
    bar_set_aside: SetAside | None = None
    bar_ends: date | None = None

    @property
    def open_problems(self) -> tuple[Problem, ...]:
        """The problems not closed yet."""
        return tuple(problem for problem in self.problems if problem.closed_on is None)

    @property
    def closes_by_problem(self) -> bool:
        """Whether problems were listed in the order or looked at one by one, so that each is closed by itself."""
        return any(problem.finding is None or problem.checked_on is not None for problem in self.problems)

    @property
    def amount_of_bills(self) -> int:
        """The bills it names, together, in fen."""
        return sum(bill.fen for bill in self.bills)

    @property
    def outgrew_notice(self) -> bool:
        """Whether scope or amount became heavier than what was noticed (与告知内容不一致, 须重新告知)."""
        told = self.noticed
        if told is None:
            return False
        amounts = {bill.bill: bill.fen for bill in told.bills}
        longer = told.until is not None and (self.until is None or self.until > told.until)
        earlier = told.effective is not None and (self.effective is None or self.effective < told.effective)
        return (
            longer
            or earlier
            or (told.word is not None and self.word != told.word)
            or self.ground != told.ground
            or not set(self.services) <= set(told.services)
            or not set(self.departments) <= set(told.departments)
            or not set(self.staff) <= set(told.staff)
            or any(bill.fen > amounts.get(bill.bill, 0) for bill in self.bills)
        )

    def binds_from(self, event: str, day: date) -> date | None:
        """The first day it binds when `event` happened on `day`, or what was known before.

        What was agreed by word under the urgent track binds from then on, whatever papers follow.
        """
        if self.takes_effect != event or self.urgent is not None:
            return self.in_force_from
        return max(day, self.effective) if self.effective else day

    @property
    def lapse(self) -> date | None:
        """The first day an urgent measure lapses for what has not come in; None when papers and defence are there."""
        if self.urgent is None:
            return None
        missing = [
            by
            for by, there in ((self.urgent.papers_by, self.decided_on), (self.urgent.defence_by, self.defence))
            if there is None
        ]
        return min(missing) + timedelta(days=1) if missing else None

    def lapsed(self, on: date) -> bool:
        """Whether an urgent measure has lapsed by itself by a day: its papers or its defence did not come in."""
        if self.lapses_on is None or on < self.lapses_on or self.end in NEVER_BOUND:
            return False
        return self.ended_on is None or self.lapses_on <= self.ended_on

    def awaits(self, on: date) -> bool:
        """Whether a decision on it is still to be made on a day; there is none any more on what lapsed."""
        return self.pending is not None and not self.lapsed(on)

    def status(self, on: date) -> str:
        """What it is on a day, from acts dated on or before it (a measure's life, CONTRACT)."""
        if self.end in NEVER_BOUND:
            return self.end
        if self.lapsed(on):
            return "expired"
        if self.ended_on is not None and self.end is not None and on >= self.ended_on:
            return self.end
        if self.in_force_from is not None and on >= self.in_force_from:
            return "expired" if self.until is not None and on > self.until else "in-force"
        return self.stage

    def stayed(self, on: date) -> bool:
        """Whether a dispute suspends its execution on a day."""
        return stayed(self.stays, on)

    def bites(self, on: date) -> bool:
        """Whether it is in force on a day and its execution is not suspended."""
        return self.status(on) == "in-force" and not self.stayed(on)

    def over_on(self, on: date) -> date | None:
        """The first day it no longer applies, as it stands on a day: what runs out does so without an act."""
        if self.lapsed(on):
            return self.lapses_on
        if self.ended_on is None and self.until is not None and self.status(on) == "expired":
            return self.until + timedelta(days=1)
        return self.ended_on

    def last_day(self) -> date | None:
        """The last day it is known to hold, included; None while open-ended."""
        ends = [day - timedelta(days=1) for day in (self.ended_on, self.lapses_on) if day]
        if self.until:
            ends.append(self.until)
        return min(ends) if ends else None
