"""What a case comes from (立项来源): complaints, inspections, events and surveys, joined to it."""

from collections.abc import Sequence

from domain.acts.cases import ORIGINS
from domain.messages import msg
from domain.refusals import refuse
from domain.states.complaints import Complaint
from domain.states.inspections import Event, Finding, Inspection
from domain.states.surveys import Survey
from domain.words import COMPLAINTS
from sanctions.work import Work

_KINDS = {"complaints": "complaint", "inspections": "inspection", "events": "event", "surveys": "survey"}
_TAKEN_UP = ("declined", "transferred", "answered")


class Sources:
    """What a case comes from, checked: ids by kind, and joining them to the case."""

    def __init__(self, ids: dict[str, list[str]], institution: str) -> None:
        self.ids = ids
        self._institution = institution

    def join(self, work: Work, case: str) -> list[str]:
        """Record on every source that it is in the case, and on the findings of its inspections; gives these."""
        for subjects, kind in _KINDS.items():
            for subject in self.ids[subjects]:
                work.follow(f"{kind}.join", subject, {"case": case}, institution=self._institution)
        if not self.ids["inspections"]:
            return []
        table = work.tx.table(Finding)
        found = work.tx.find(
            Finding,
            table.c.source.in_(self.ids["inspections"]),
            table.c.case.is_(None),
            table.c.withdrawn_on.is_(None),
            order=(table.c.ordinal,),
        )
        for finding in found:
            work.follow("finding.join", finding.id, {"case": case}, institution=self._institution)
        return [finding.id for finding in found]


def sources_of(
    work: Work,
    institution: str,
    complaints: Sequence[str],
    inspections: Sequence[str],
    events: Sequence[str],
    surveys: Sequence[str],
) -> Sources:
    """The records a case comes from, if they may go into it.

    Refused ``not-found``, and ``case.source`` for one of another institution, in another case, or not to be taken up.
    """
    ids: dict[str, list[str]] = {name: [] for name in _KINDS}
    for subject in dict.fromkeys(complaints):
        complaint = work.need(Complaint, subject, "complaints")
        _check(subject, complaint.institution, complaint.case, institution, "complaints")
        if complaint.status in _TAKEN_UP:
            raise refuse(
                "case.source",
                msg(
                    "{complaint} is {status} and goes into no case.",
                    complaint=subject,
                    status=COMPLAINTS[complaint.status],
                ),
                field="complaints",
            )
        ids["complaints"].append(subject)
    for subject in dict.fromkeys(inspections):
        inspection = work.need(Inspection, subject, "inspections")
        _check(subject, inspection.institution, inspection.case, institution, "inspections")
        if inspection.status != "done":
            raise refuse("case.source", msg("{subject} was not held yet.", subject=subject), field="inspections")
        ids["inspections"].append(subject)
    for subject in dict.fromkeys(events):
        event = work.need(Event, subject, "events")
        _check(subject, event.institution, event.case, institution, "events")
        ids["events"].append(subject)
    for subject in dict.fromkeys(surveys):
        survey = work.need(Survey, subject, "surveys")
        _check(subject, survey.institution, survey.case, institution, "surveys")
        ids["surveys"].append(subject)
    return Sources(ids, institution)


def _check(subject: str, of: str | None, case: str | None, institution: str, field: str) -> None:
    if of != institution:
        raise refuse("case.source", msg("{subject} is about another institution.", subject=subject), field=field)
    if case is not None:
        raise refuse("case.source", msg("{subject} is in {case} already.", subject=subject, case=case), field=field)


def origin_of(source: str | None, ids: dict[str, list[str]]) -> str | None:
    """Where it comes from, by the closed list: told, or by the records it was opened on."""
    if source in ORIGINS:
        return source
    led = next((_KINDS[name] for name, subjects in ids.items() if subjects), None)
    return led or ("other" if source else None)
