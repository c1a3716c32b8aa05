"""Choices out of the rulebook, an institution's agreements and a case: terms, not subjects."""

from collections.abc import Iterable, Mapping
from typing import Any

from console.tui.codes import group_of, word
from console.tui.sources.asked import MOST, Asked, Choice
from console.words import VALUES
from domain.acts import Act, Field
from domain.states.cases import Case
from domain.states.inspections import Finding
from domain.words import ORIGINS


def static_choices(act: Act, field: Field) -> list[Choice]:
    """The choices that stand in the description itself."""
    group = group_of(act.kind, field.name)
    return [Choice(code, word(group, code)) for code in field.choices]


def departments(asked: Asked) -> Iterable[Choice]:
    institution = asked.institution
    return [Choice(name, name) for name in institution.departments] if institution else []


def services(asked: Asked) -> Iterable[Choice]:
    codes = asked.field.choices or tuple(VALUES["service"])
    return [Choice(code, word("service", code)) for code in codes]


def _options(asked: Asked) -> list[Mapping[str, Any]]:
    from sanctions.measures.options import options

    return list(options(asked.reader, asked.case, on=asked.opened.today)["options"]) if asked.case else []


def _option(asked: Asked) -> Mapping[str, Any]:
    kind = asked.text("kind")
    return next((one for one in _options(asked) if one["kind"] == kind), {})


def measure_kinds(asked: Asked) -> Iterable[Choice]:
    offered = _options(asked)
    if not offered:
        return static_choices(asked.act, asked.field)
    return [Choice(one["kind"], word("measure", one["kind"]), word("verdict", one["verdict"])) for one in offered]


def words(asked: Asked) -> Iterable[Choice]:
    return [Choice(one, one) for one in _option(asked).get("words", ())]


def grounds(asked: Asked) -> Iterable[Choice]:
    return [
        Choice(one["clause"] or one["key"], one["clause"] or one["key"], one["text"])
        for one in _option(asked).get("grounds", ())
    ]


def clauses(asked: Asked) -> Iterable[Choice]:
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


def categories(asked: Asked) -> Iterable[Choice]:
    from sanctions.rules import rulebook_of

    pack = rulebook_of(asked.reader).on(asked.opened.today).pack
    return [Choice(key, category.words) for key, category in pack.findings.items()]


def severities(asked: Asked) -> Iterable[Choice]:
    from sanctions.rules import rulebook_of

    pack = rulebook_of(asked.reader).on(asked.opened.today).pack
    return [Choice(str(key), text) for key, text in pack.severities.items()]


def found_bills(asked: Asked) -> Iterable[Choice]:
    case = asked.case
    if not case:
        return []
    table = asked.reader.table(Finding)
    bills = [bill for one in asked.reader.find(Finding, table.c.case == case) for bill in one.bills]
    return [Choice(f"{bill}=", bill) for bill in dict.fromkeys(bills)]


def held_bills(asked: Asked) -> Iterable[Choice]:
    from domain.money import yuan

    case = asked.reader.get(Case, asked.case) if asked.case else None
    return (
        [Choice(bill.bill, bill.bill, yuan(bill.still_held)) for bill in case.bills if bill.still_held] if case else []
    )


def districts(asked: Asked) -> Iterable[Choice]:
    from sanctions.intake.register import districts

    return [Choice(one, one) for one in districts(asked.reader)]


def packs(asked: Asked) -> Iterable[Choice]:
    """The rulebooks that come with the program."""
    from domain.rulebook.loader import packs as shipped

    return [Choice(name, name) for name in shipped()]


def policies(asked: Asked) -> Iterable[Choice]:
    """The policies an agency may set, with the value that holds."""
    from sanctions.agency.policies import policies as listed

    found = listed(asked.reader, on=asked.opened.today).items
    return [Choice(one["key"], one["key"], one["text"]) for one in found if one["settable"]]


def case_sources(asked: Asked) -> Iterable[Choice]:
    """Where cases come from, and what earlier ones were opened on in other words."""
    table = asked.reader.table(Case)
    found = asked.reader.find(Case, table.c.source.is_not(None), limit=MOST)
    typed = dict.fromkeys(case.source for case in found if case.source and case.source not in ORIGINS)
    return [*(Choice(key, text) for key, text in ORIGINS.items()), *(Choice(text, text) for text in typed)]
