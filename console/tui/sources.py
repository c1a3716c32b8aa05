"""What may be chosen for a field of an act, by the source its description names."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from console.tui.codes import group_of, word
from console.tui.session import Opened
from console.tui.subjects import noun_of
from console.words import VALUES
from db.store import Reader
from domain.acts import Act, Field
from domain.messages import Words
from domain.refusals import Refused
from domain.states.agency import Operator
from domain.states.cases import Case
from domain.states.inspections import Finding
from domain.states.institutions import Institution
from domain.states.measures import Measure
from sanctions.results import Listing

MOST = 200
"""Choices offered at once; typing more of it narrows them."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice: what is handed in, what is shown for it, and what tells more."""

    value: str
    label: Words | str
    more: Words | str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a source may look at: the act, the field, and what the other fields hold."""

    reader: Reader
    opened: Opened
    act: Act
    field: Field
    raw: Mapping[str, Any]

    def text(self, *names: str) -> str:
        """The first of these fields that holds something."""
        for name in names:
            value = self.raw.get(name)
            if isinstance(value, str) and value.strip():
                return value.strip()
        return ""

    @property
    def case(self) -> str:
        """The case it is about, by the case's or a measure's id."""
        for name in ("case", "source", "id", "subject"):
            value = self.text(name)
            if value and noun_of(value) == "case":
                return value
            if value and noun_of(value) == "measure":
                measure = self.reader.get(Measure, value)
                return measure.case if measure is not None else ""
        return ""

    @property
    def institution(self) -> Institution | None:
        """The institution it is about: named itself, or behind the subject."""
        code = self.text("institution", "code")
        if not code:
            from domain.states import aggregate_of

            for name in ("case", "source", "id", "subject", "number"):
                value = self.text(name)
                try:
                    state = self.reader.get(aggregate_of(value).state, value) if value else None
                except KeyError:
                    state = None
                if state is not None and state.institution:
                    code = state.institution
                    break
        return self.reader.get(Institution, f"institution:{code}") if code else None


def static_choices(act: Act, field: Field) -> list[Choice]:
    """The choices that stand in the description itself."""
    group = group_of(act.kind, field.name)
    return [Choice(code, word(group, code)) for code in field.choices]


def choices(reader: Reader, opened: Opened, act: Act, field: Field, raw: Mapping[str, Any]) -> list[Choice]:
    """The choices for a field, at most `MOST`; none for a source nobody knows here."""
    asked = Asked(reader, opened, act, field, raw)
    source = _SOURCES.get(field.source or "")
    if source is None:
        return static_choices(act, field)
    try:
        return list(source(asked))[:MOST]
    except Refused:
        return []


def _institutions(asked: Asked) -> Iterable[Choice]:
    from sanctions.intake.register import institutions

    typed = asked.text(asked.field.name)
    found = institutions(asked.reader, on=asked.opened.today, text=typed or None, limit=MOST)
    return [Choice(one["code"], one["name"], one["code"]) for one in found.items]


def _departments(asked: Asked) -> Iterable[Choice]:
    institution = asked.institution
    return [Choice(name, name) for name in institution.departments] if institution else []


def _services(asked: Asked) -> Iterable[Choice]:
    codes = asked.field.choices or tuple(VALUES["service"])
    return [Choice(code, word("service", code)) for code in codes]


def _operators(asked: Asked) -> Iterable[Choice]:
    found = asked.reader.find(Operator, limit=MOST)
    return [Choice(one.name, one.name) for one in found if one.active]


def _options(asked: Asked) -> list[Mapping[str, Any]]:
    from sanctions.measures.options import options

    return list(options(asked.reader, asked.case, on=asked.opened.today)["options"]) if asked.case else []


def _option(asked: Asked) -> Mapping[str, Any]:
    kind = asked.text("kind")
    return next((one for one in _options(asked) if one["kind"] == kind), {})


def _measure_kinds(asked: Asked) -> Iterable[Choice]:
    offered = _options(asked)
    if not offered:
        return static_choices(asked.act, asked.field)
    return [Choice(one["kind"], word("measure", one["kind"]), word("verdict", one["verdict"])) for one in offered]


def _words(asked: Asked) -> Iterable[Choice]:
    return [Choice(one, one) for one in _option(asked).get("words", ())]


def _grounds(asked: Asked) -> Iterable[Choice]:
    return [
        Choice(one["clause"] or one["key"], one["clause"] or one["key"], one["text"])
        for one in _option(asked).get("grounds", ())
    ]


def _clauses(asked: Asked) -> Iterable[Choice]:
    """The provisions a finding may break, or an agreement's clauses."""
    from domain.states.institutions import Agreement

    institution = asked.institution
    found: list[Choice] = []
    if institution is not None:
        table = asked.reader.table(Agreement)
        for agreement in asked.reader.find(Agreement, table.c.institution == institution.code):
            found += [Choice(one.clause, one.clause, one.quote) for one in agreement.clauses]
    if asked.act.kind == "finding.add":
        from sanctions.rules import rulebook_of

        pack = rulebook_of(asked.reader).on(asked.opened.today).pack
        for provision in pack.provisions.values():
            if provision.clause:
                found.append(Choice(provision.clause, provision.clause, provision.text))
    return found


def _categories(asked: Asked) -> Iterable[Choice]:
    from sanctions.rules import rulebook_of

    pack = rulebook_of(asked.reader).on(asked.opened.today).pack
    return [Choice(key, category.words) for key, category in pack.findings.items()]


def _severities(asked: Asked) -> Iterable[Choice]:
    from sanctions.rules import rulebook_of

    pack = rulebook_of(asked.reader).on(asked.opened.today).pack
    return [Choice(str(key), text) for key, text in pack.severities.items()]


def _found_bills(asked: Asked) -> Iterable[Choice]:
    case = asked.case
    if not case:
        return []
    table = asked.reader.table(Finding)
    bills = [bill for one in asked.reader.find(Finding, table.c.case == case) for bill in one.bills]
    return [Choice(f"{bill}=", bill) for bill in dict.fromkeys(bills)]


def _held_bills(asked: Asked) -> Iterable[Choice]:
    from domain.money import yuan

    case = asked.reader.get(Case, asked.case) if asked.case else None
    return (
        [Choice(bill.bill, bill.bill, yuan(bill.still_held)) for bill in case.bills if bill.still_held] if case else []
    )


Query = Callable[..., Listing]


def _listed(query: Callable[[], Query], text: str) -> Callable[[Asked], Iterable[Choice]]:
    """The subjects of a list of the institution it is about; the list is loaded when first asked."""

    def source(asked: Asked) -> Iterable[Choice]:
        institution = asked.institution
        given = {"institution": institution.code} if institution is not None else {}
        found = query()(asked.reader, limit=MOST, **given)
        return [Choice(one["id"], one["id"], word(text, one.get(text))) for one in found.items]

    return source


def _complaints() -> Query:
    from sanctions.intake.complaint_lists import complaints

    return complaints


def _inspections() -> Query:
    from sanctions.intake.inspections import inspections

    return inspections


def _events() -> Query:
    from sanctions.intake.events import events

    return events


def _findings() -> Query:
    from sanctions.intake.findings import findings

    return findings


def _assessments() -> Query:
    from sanctions.admitting.assessments import assessments

    return assessments


def _measures(asked: Asked) -> Iterable[Choice]:
    institution = asked.institution
    table = asked.reader.table(Measure)
    conditions = [table.c.institution == institution.code] if institution is not None else []
    found = asked.reader.find(Measure, *conditions, limit=MOST)
    return [Choice(one.id, one.id, f"{one.word} {one.status(asked.opened.today)}") for one in found]


def _terminations(asked: Asked) -> Iterable[Choice]:
    from sanctions.publishing.lists import publication_due

    found = publication_due(asked.reader, on=asked.opened.today, limit=MOST)
    return [Choice(one["id"], one["id"], one["name"] or "") for one in found.items]


def _agreements(asked: Asked) -> Iterable[Choice]:
    from sanctions.intake.register import institution as registered

    institution = asked.institution
    if institution is None:
        return []
    held = registered(asked.reader, institution.code, on=asked.opened.today)["agreements"]
    return [Choice(one["number"], one["number"], word("status", one["status"])) for one in held]


def _districts(asked: Asked) -> Iterable[Choice]:
    from sanctions.intake.register import districts

    return [Choice(one, one) for one in districts(asked.reader)]


_SOURCES: Mapping[str, Callable[[Asked], Iterable[Choice]]] = {
    "institutions": _institutions,
    "departments": _departments,
    "services": _services,
    "agreement_services": _services,
    "operators": _operators,
    "measure_kinds": _measure_kinds,
    "words": _words,
    "grounds": _grounds,
    "clauses": _clauses,
    "categories": _categories,
    "severities": _severities,
    "bills": _found_bills,
    "held_bills": _held_bills,
    "complaints": _listed(_complaints, "summary"),
    "inspections": _listed(_inspections, "on"),
    "events": _listed(_events, "kind"),
    "findings": _listed(_findings, "text"),
    "assessments": _listed(_assessments, "verdict"),
    "measures": _measures,
    "terminations": _terminations,
    "agreements": _agreements,
    "districts": _districts,
}
"""Source -> the choices; what is not here is typed."""
