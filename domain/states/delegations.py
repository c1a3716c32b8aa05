"""Delegations (代理审批): who decides for somebody who is away, from when to when."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.entries import Entry
from domain.states.core import Aggregate, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegation(State):
    """`to` decides in the name of `principal`, both days included.

    `levels` are those it is limited to, empty for all the principal holds. `ended_on` is the first day it no longer
    holds. `given_by` is the administrator who gave it for somebody away.
    """

    principal: str
    principal_person: str
    to: str
    to_person: str
    from_day: date
    until: date
    kind: str
    reason: str
    levels: tuple[str, ...] = ()
    given_by: str | None = None
    given_on: date | None = None
    ended_on: date | None = None
    end_reason: str | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.from_day <= day <= self.last_day

    @property
    def last_day(self) -> date:
        """The last day it holds; before `from_day` for one ended before it began."""
        return min(self.until, self.ended_on - timedelta(days=1)) if self.ended_on is not None else self.until

    def covers(self, level: str | None) -> bool:
        """Whether it reaches to a level; a request without levels takes one that is not limited to any."""
        return not self.levels or level in self.levels


DELEGATION = Aggregate("delegation", "WT", Delegation)


@DELEGATION.starts("delegation.give")
def _give(entry: Entry) -> Delegation:
    principal = entry.text("principal")
    return Delegation(
        id=entry.subject,
        principal=principal,
        principal_person=entry.text("principal_person"),
        to=entry.text("to"),
        to_person=entry.text("to_person"),
        from_day=entry.the_day("from_day"),
        until=entry.the_day("until"),
        kind=entry.text("kind"),
        reason=entry.text("reason"),
        levels=entry.many("levels"),
        given_by=entry.by if entry.by != principal else None,
        given_on=entry.on,
    )


@DELEGATION.on("delegation.end")
def _end(delegation: Delegation, entry: Entry) -> Delegation:
    return replace(delegation, ended_on=entry.on, end_reason=entry.maybe("reason"))
