"""What is on record about a case and its institution on a day: the facts that options and proposals rest on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy import or_

from db.store import Reader
from domain.calendars import Calendar
from domain.ladder import Weight, rank, reached
from domain.rulebook.clauses import normal
from domain.rulebook.kinds import ServiceType, Severity
from domain.rulebook.model import MeasureRule, Trigger
from domain.rulebook.timeline import Rulebook
from domain.rulebook.view import View
from domain.states.cases import Case
from domain.states.inspections import Event, Finding
from domain.states.institutions import Agreement, Institution
from domain.states.measures import NEVER_BOUND, UNDER_WAY, Measure

ENDED = ("done", "lifted", "expired", "superseded")


@dataclass(frozen=True)
class Facts:
    """The record on the day `on`.

    `findings` are those of the case that stand; `earlier_findings` those of the institution's other cases; `events`
    those of the case and those since the agreements began; `measures` every measure of the institution that was
    proposed by then and neither rejected, withdrawn nor revoked; `fallen` those that another body set aside; `held`
    the bills still held in any of its cases.
    """

    on: date
    rulebook: Rulebook
    calendar: Calendar
    institution: Institution
    case: Case
    findings: tuple[Finding, ...]
    earlier_findings: tuple[Finding, ...]
    events: tuple[Event, ...]
    agreements: tuple[Agreement, ...]
    measures: tuple[Measure, ...]
    fallen: tuple[Measure, ...] = ()
    held: frozenset[str] = frozenset()

    @cached_property
    def rules(self) -> View:
        """The rules of the day."""
        return self.rulebook.on(self.on)

    @cached_property
    def services(self) -> tuple[ServiceType, ...]:
        """The services under an agreement in force, in the usual order."""
        running = {agreement.service for agreement in self.agreements if agreement.status(self.on) == "in-force"}
        return tuple(service for service in ServiceType if service in running)

    @cached_property
    def ever_agreed(self) -> tuple[ServiceType, ...]:
        """The services that have or had an agreement."""
        known = {agreement.service for agreement in self.agreements if agreement.from_day <= self.on}
        return tuple(service for service in ServiceType if service in known)

    @cached_property
    def involved_departments(self) -> tuple[str, ...]:
        """The departments the findings name, in the order found."""
        return tuple(dict.fromkeys(name for finding in self.findings for name in finding.departments))

    @cached_property
    def worst(self) -> Severity | None:
        """The heaviest severity found, None without a finding."""
        return max((Severity(finding.severity) for finding in self.findings), key=rank, default=None)

    @cached_property
    def determined(self) -> tuple[Finding, ...]:
        """Findings of fraud that the department has determined, with its document number."""
        needing = {key for key, category in self.rules.pack.findings.items() if category.needs_doc_no}
        return tuple(f for f in self.findings if f.category in needing and f.doc_no is not None)

    @cached_property
    def in_case(self) -> tuple[Measure, ...]:
        """The case's measures."""
        return tuple(measure for measure in self.measures if measure.case == self.case.id)

    @cached_property
    def before(self) -> tuple[Measure, ...]:
        """Measures of other cases that were decided, oldest first."""
        decided = (m for m in self.measures if m.case != self.case.id and m.decided_on is not None)
        return tuple(sorted(decided, key=lambda m: (m.decided_on or date.max, m.ordinal)))

    @cached_property
    def provisions(self) -> frozenset[str]:
        """The provisions the case's findings say were broken, in one spelling."""
        return frozenset(normal(finding.provision) for finding in self.findings)

    @cached_property
    def same_provision(self) -> dict[str, str]:
        """Other cases with a finding on one of these provisions, each with that provision as written."""
        return {
            finding.case: finding.provision
            for finding in self.earlier_findings
            if finding.case is not None and normal(finding.provision) in self.provisions
        }

    @cached_property
    def recurring(self) -> bool:
        """Whether a measure was taken before for the same provision."""
        return any(measure.case in self.same_provision for measure in self.before)

    @cached_property
    def failed(self) -> tuple[Measure, ...]:
        """Measures still in force whose last re-check failed."""
        return tuple(
            m
            for m in self.measures
            if m.recheck == "failed" and m.recheck_on is not None and m.recheck_on <= self.on and self.in_force(m)
        )

    @cached_property
    def reached(self) -> Weight:
        """How far the ladder was climbed in this case, or before for the same provision."""
        climbed = [m for m in (*self.in_case, *self.before) if m.case == self.case.id or m.case in self.same_provision]
        failed = any(m.case == self.case.id for m in self.failed)
        return reached(self._rules_of(m for m in climbed if self.was_taken(m)), recheck_failed=failed)

    def _rules_of(self, measures: Iterable[Measure]) -> list[MeasureRule]:
        rules = (self.rules.measure(measure.kind) for measure in measures)
        return [rule for rule in rules if rule is not None]

    def in_force(self, measure: Measure) -> bool:
        """Whether it is in force on the day, its execution not stayed."""
        return measure.bites(self.on)

    def was_taken(self, measure: Measure) -> bool:
        """Whether it has come in force, however it went on; what was only agreed by word is no step yet."""
        by_word = measure.urgent is not None and measure.decided_on is None
        return measure.status(self.on) not in UNDER_WAY and not by_word

    def is_open(self, measure: Measure) -> bool:
        """Whether it is under way or in force."""
        return measure.status(self.on) not in ENDED

    def meets(self, trigger: Trigger) -> bool:
        """Whether the record has what brings a ground up: the event, the finding, the failed re-check."""
        if trigger.event is not None:
            return any(event.kind == trigger.event and trigger.is_of(event.authority) for event in self.events)
        if trigger.finding is not None:
            least = rank(trigger.at_least) if trigger.at_least is not None else 0
            needs_doc_no = self.rules.pack.findings[trigger.finding].needs_doc_no
            return any(
                f.category == trigger.finding
                and rank(f.severity) >= least
                and (f.doc_no is not None or not needs_doc_no)
                for f in self.findings
            )
        return any(
            during.word == trigger.recheck_during
            and self.in_force(during)
            and during.status(failed.recheck_on) == "in-force"
            and set(during.services) & set(failed.services)
            for failed in self.failed
            if failed.recheck_on is not None
            for during in self.measures
        )


def gather(reader: Reader, rulebook: Rulebook, calendar: Calendar, case: Case, on: date) -> Facts:
    """The facts of a case on a day."""
    code = case.institution or ""
    institution = reader.get(Institution, f"institution:{code}")
    assert institution is not None, "a case has an institution"
    agreements = reader.find(Agreement, reader.table(Agreement).c.institution == code)
    findings = [
        f
        for f in reader.find(Finding, reader.table(Finding).c.institution == code)
        if f.found_on <= on and (f.withdrawn_on is None or f.withdrawn_on > on)
    ]
    ours = [f for f in findings if f.case == case.id or f.source == case.id or f.source in case.inspections]
    measures = reader.find(Measure, reader.table(Measure).c.institution == code)
    cases = reader.table(Case)
    holding = reader.find(Case, cases.c.institution == code, cases.c.still_held > 0)
    return Facts(
        on=on,
        rulebook=rulebook,
        calendar=calendar,
        institution=institution,
        case=case,
        findings=tuple(ours),
        earlier_findings=tuple(f for f in findings if f not in ours and f.case is not None),
        events=tuple(_events(reader, case, agreements, on)),
        agreements=tuple(agreements),
        measures=tuple(m for m in measures if m.proposed_on <= on and m.status(on) not in NEVER_BOUND),
        fallen=tuple(m for m in measures if m.end == "revoked" and m.set_aside is not None),
        held=frozenset(bill.bill for one in holding for bill in one.bills if bill.still_held),
    )


def _events(reader: Reader, case: Case, agreements: Iterable[Agreement], on: date) -> list[Event]:
    """The events of the case, and those since the running agreements began: older ones were known at signing."""
    table = reader.table(Event)
    running = [agreement.from_day for agreement in agreements if agreement.status(on) == "in-force"]
    wanted = [table.c.case == case.id, table.c.id.in_(case.events)]
    if running:
        wanted.append(table.c.happened >= min(running))
    return reader.find(Event, table.c.institution == case.institution, table.c.learned <= on, or_(*wanted))
