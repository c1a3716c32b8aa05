"""What the papers of an inspection (协议检查) may name."""

from typing import Any, Final

from domain.states.inspections import Finding, Inspection
from domain.states.institutions import Agreement
from sanctions.letters.values.common import AGREEMENT, COMMON, Desk, common, told_agreement
from sanctions.letters.values.findings import FINDING, in_lines, told
from sanctions.letters.values.plain import Plain
from sanctions.letters.values.words import day, listed, money, term, unstopped

INSPECTION: Final[dict[str, Plain]] = {
    **COMMON,
    "inspection": {
        "id": "JC-2024-0001",
        "kind": "日常检查",
        "status": "done",
        "held_on": "2024年7月16日",
        "plan_by": "2024年7月31日",
        "notice_no": "某社保检〔2024〕7号",
        "unannounced": True,
        "credentials": True,
        "place": "某某路1号",
        "time_from": "09:30",
        "time_to": "11:40",
        "inspectors": "李某、张某",
        "participants": "某市医疗保障局",
        "samples": "ZY0001、ZY0002",
        "records": "病历复印件12页、费用清单3份",
        "signed": "已签字",
        "signed_by": "刘某（副院长）",
        "not_signed_why": "负责人不在场",
        "witness": "孙某",
        "note": "配合检查",
        "case": "HC-2024-0001",
    },
    "findings": [FINDING],
    "found_text": "1．重复收取床位费。",
    "found_amount": "126,000.00元",
    "confirmation": {"on": "2024年7月20日", "outcome": "确认属实", "by": "刘某（副院长）", "note": "无异议"},
    "agreements": [AGREEMENT],
}
"""Fields of an inspection's papers, each with an example."""


def inspection_values(desk: Desk, inspection: Inspection) -> dict[str, Any]:
    """The values of an inspection's papers; findings withdrawn since are left out."""
    held = inspection.held_on or desk.on
    findings = findings_of(desk, inspection.id)
    rules = desk.rulebook.on(held)
    determined = any(one.doc_no is not None and _needs_doc_no(desk, one) for one in findings)
    listed_findings = told(findings, rules, determined=determined)
    said = inspection.confirmation
    return {
        **common(desk, inspection.institution, held),
        "inspection": {
            "id": inspection.id,
            "kind": term("inspection", inspection.kind),
            "status": inspection.status,
            "held_on": day(inspection.held_on),
            "plan_by": day(inspection.plan_by),
            "notice_no": inspection.notice_no,
            "unannounced": inspection.unannounced,
            "credentials": inspection.credentials,
            "place": inspection.place,
            "time_from": inspection.time_from,
            "time_to": inspection.time_to,
            "inspectors": listed(inspection.inspectors),
            "participants": listed(inspection.participants),
            "samples": listed(inspection.samples),
            "records": listed(inspection.records),
            "signed": term("signed", inspection.signed),
            "signed_by": inspection.signed_by,
            "not_signed_why": inspection.not_signed_why,
            "witness": inspection.witness,
            "note": unstopped(inspection.note),
            "case": inspection.case,
        },
        "findings": listed_findings,
        "found_text": in_lines(listed_findings),
        "found_amount": money(sum(one.amount or 0 for one in findings) or None),
        "confirmation": {
            "on": day(said.on),
            "outcome": term("confirmed", said.outcome),
            "by": said.by,
            "note": unstopped(said.note),
        }
        if said is not None
        else None,
        "agreements": _agreements(desk, inspection),
    }


def findings_of(desk: Desk, inspection: str) -> list[Finding]:
    """The findings of an inspection that stand on the day."""
    found = desk.reader.find(Finding, desk.reader.table(Finding).c.source == inspection)
    return [
        one for one in found if one.found_on <= desk.on and (one.withdrawn_on is None or one.withdrawn_on > desk.on)
    ]


def _needs_doc_no(desk: Desk, finding: Finding) -> bool:
    category = desk.rules.pack.findings.get(finding.category)
    return category is not None and category.needs_doc_no


def _agreements(desk: Desk, inspection: Inspection) -> list[dict[str, str | None]]:
    on = inspection.held_on or desk.on
    table = desk.reader.table(Agreement)
    found = desk.reader.find(Agreement, table.c.institution == inspection.institution)
    return [told_agreement(one) for one in found if one.status(on) == "in-force"]
