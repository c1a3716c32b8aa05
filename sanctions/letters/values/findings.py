"""Findings (检查发现) as they may leave the house: what, when, how much, which provision."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from domain.rulebook.kinds import MeasureKind
from domain.rulebook.model import FindingCategory
from domain.rulebook.view import View
from domain.states.inspections import Finding
from sanctions.letters.values.plain import Plain, numbered
from sanctions.letters.values.words import day, listed, money, provision, term, unstopped
from sanctions.measures.facts import Facts

FINDING: Final[dict[str, Plain]] = {
    "no": "1",
    "id": "FX-2024-0001",
    "found_on": "2024年7月16日",
    "conduct": "2024年1月5日至2024年3月31日",
    "category": "超标准收费、重复收费",
    "severity": "较重",
    "text": "重复收取床位费",
    "departments": "骨科",
    "amount": "126,000.00元",
    "provision": "服务协议第八条",
    "bills": "JS-0001、JS-0002",
    "doc_no": "某人社监〔2024〕9号",
    "determined": "2024年8月20日",
}


def outward(facts: Facts, text: str | None, kind: str | None = None) -> str | None:
    """A text as it may leave the house: before fraud is determined, a text that says it gives way to the rulebook's.

    Its words (工伤保险条例 60) and what is said instead both stand in the rulebook.
    """
    if text is None or facts.determined or not facts.rules.accuses(text, kind):
        return text
    return instead(facts.rules)


def instead(rules: View) -> str:
    """What papers say instead of fraud that nobody determined."""
    return next((one.outward.zh for one in rules.pack.findings.values() if one.outward is not None), "")


def instead_of(category: FindingCategory) -> str:
    """What papers say of a category to the outside."""
    return (category.outward or category.words).zh


def told_findings(facts: Facts, kind: str | None = None) -> list[dict[str, Any]]:
    """The findings of a case, in the order found."""
    return told(facts.findings, facts.rules, determined=bool(facts.determined), kind=kind)


def told(
    findings: Iterable[Finding], rules: View, *, determined: bool = False, kind: str | MeasureKind | None = None
) -> list[dict[str, Any]]:
    """Findings in words; `determined` that the department decided it was fraud, `kind` the measure they go with."""
    return numbered(
        [
            _told(one, rules, determined=determined, kind=kind)
            for one in sorted(findings, key=lambda one: (one.found_on, one.ordinal))
        ]
    )


def in_lines(findings: Iterable[Mapping[str, Any]]) -> str:
    """Findings one below the other, for a cell of a table."""
    return "\n".join(f"{one['no']}．{one['text']}（违反：{one['provision']}）。" for one in findings)


def _told(finding: Finding, rules: View, *, determined: bool, kind: str | MeasureKind | None) -> dict[str, Any]:
    category = rules.pack.findings.get(finding.category)
    words = ""
    if category is not None:
        plain = kind == MeasureKind.REFERRAL or category.outward is None
        words = category.words.zh if plain else instead_of(category)
    text: str | None = finding.text
    if not determined and rules.accuses(finding.text, kind):
        text = words or instead(rules)
    return {
        "id": finding.id,
        "found_on": day(finding.found_on),
        "conduct": _span(finding),
        "category": words,
        "severity": term("severity", finding.severity),
        "text": unstopped(text),
        "departments": listed(finding.departments),
        "amount": money(finding.amount),
        "provision": provision(finding.provision, rules.pack),
        "bills": listed(finding.bills),
        "doc_no": finding.doc_no,
        "determined": day(finding.determined),
    }


def _span(finding: Finding) -> str:
    first, last = finding.conduct_from, finding.conduct_to
    if first is not None and last is not None and first != last:
        return f"{day(first)}至{day(last)}"
    return day(first or last)
