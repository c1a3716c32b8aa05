"""Findings (检查发现) as they may leave the house: what, when, how much, which provision."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from domain.rulebook.kinds import EventKind, MeasureKind
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


EVENT: Final[dict[str, Plain]] = {
    "no": "1",
    "happened": "2024年7月1日",
    "learned": "2024年7月5日",
    "kind": "被吊销许可证",
    "body": "某市卫生健康委员会",
    "doc_no": "某卫医罚〔2024〕3号",
    "note": "停止执业",
}


def told_events(facts: Facts) -> list[dict[str, Any]]:
    """What happened to the institution outside the agreement, as far as it is part of the case."""
    words = facts.rules.pack.events
    ours = [one for one in facts.events if one.case == facts.case.id or one.id in facts.case.events]
    return numbered(
        [
            {
                "happened": day(one.happened),
                "learned": day(one.learned),
                "kind": words[EventKind(one.kind)].zh,
                "body": one.body,
                "doc_no": one.doc_no,
                "note": unstopped(outward(facts, one.note)),
            }
            for one in sorted(ours, key=lambda one: (one.happened, one.ordinal))
        ]
    )


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


def in_lines(findings: Iterable[Mapping[str, Any]], events: Iterable[Mapping[str, Any]] = ()) -> str:
    """What happened and what was found, one below the other, for a cell of a table."""
    lines = [f"{one['happened']}：{one['kind']}（{one['body']}）。" for one in events]
    lines += [f"{one['no']}．{one['text']}（违反：{one['provision']}）。" for one in findings]
    return "\n".join(lines)


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
