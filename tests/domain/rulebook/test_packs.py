"""What the two shipped packs say, against the extraction of the notices."""

from datetime import date

import pytest

from domain.reasons import SourceKind
from domain.rulebook.kinds import (
    Authority,
    ClauseNeed,
    EndKind,
    EventKind,
    Extent,
    Force,
    Guard,
    MeasureKind,
    Nature,
    NoticeGate,
    ServiceType,
    TakesEffect,
)
from domain.rulebook.loader import load, packs
from domain.rulebook.timeline import Rulebook
from domain.rulebook.view import View

CATEGORIES = [
    "suspected-fraud", "determined-fraud", "untrue-billing", "overcharging", "unnecessary-service",
    "service-quality", "safety-accident", "refused-inspection", "untrue-materials", "records", "qualification",
    "agreement-breach", "other",
]  # fmt: skip

# Clauses that speak of supervision, by the notices' own numbering.
SUPERVISION = {
    "tianjin-2024": [
        "TJ 二", "TJ 三", "TJ 四(一)", "TJ 四(二)", "TJ 四(三)",
        "TJ 五(一)", "TJ 五(二)", "TJ 五(三)", "TJ 六",
    ],
    "zibo-2023": [
        "ZB 二(五)", "ZB 三(一)", "ZB 四", "ZB 五(一)", "ZB 五(二)", "ZB 五(三)",
        "ZB 五(三)1", "ZB 五(三)2", "ZB 五(三)3", "ZB 五(三)4", "ZB 五(三)5", "ZB 六",
    ],
}  # fmt: skip


def tianjin(day: date = date(2025, 8, 8)) -> View:
    return Rulebook.shipped("tianjin-2024").on(day)


def zibo(day: date = date(2024, 8, 15)) -> View:
    return Rulebook.shipped("zibo-2023").on(day)


def test_two_packs_are_shipped() -> None:
    assert packs() == ("tianjin-2024", "zibo-2023")


@pytest.mark.parametrize(("pack_id", "clause"), [(p, c) for p, cs in SUPERVISION.items() for c in cs])
def test_every_supervision_clause_is_there_with_its_words(pack_id: str, clause: str) -> None:
    view = Rulebook.shipped(pack_id).on(date(2025, 1, 2))
    assert [rule for rule in view.by_clause(clause) if rule.quote]


@pytest.mark.parametrize("pack_id", [*packs(), "national"])
def test_finding_categories_and_events(pack_id: str) -> None:
    pack = load(pack_id)
    assert list(pack.findings) == CATEGORIES
    assert [key for key, f in pack.findings.items() if f.needs_doc_no] == ["determined-fraud"]
    assert set(pack.events) == set(EventKind)


def test_nothing_undetermined_is_called_fraud_outside() -> None:
    outward = load("zibo-2023").findings["suspected-fraud"].outward
    assert outward is not None
    assert "骗" not in outward.zh


def test_measures_of_tianjin() -> None:
    words = {str(m.kind): [w.zh for w in m.words] for m in tianjin().measures()}
    assert words == {
        "payment-hold": ["暂停拨付相关费用"],
        "refuse-payment": ["拒付费用"],
        "warning-talk": ["警示约谈"],
        "rectification-order": ["责令限期整改"],
        "settlement-suspension": ["中止结算"],
        "department-suspension": ["科室停止(暂停)"],
        "agreement-suspension": ["暂停协议"],
        "termination": ["终止协议", "解除协议"],
        "referral": ["移送", "法律诉讼"],
    }
    national = [str(m.kind) for m in tianjin().measures() if m.source_kind is SourceKind.NATIONAL_LAW]
    assert national == ["payment-hold", "department-suspension"]


def test_measures_of_zibo() -> None:
    view = zibo()
    assert view.measure("agreement-suspension") is None
    settlement = view.measure("settlement-suspension")
    assert settlement is not None
    assert [w.zh for w in settlement.words] == ["暂停结算", "暂停拨付费用"]
    national = [str(m.kind) for m in view.measures() if m.source_kind is SourceKind.NATIONAL_LAW]
    assert national == ["refuse-payment", "referral"]


def test_department_suspension() -> None:
    for view in (tianjin(), zibo()):
        rule = view.measure(MeasureKind.DEPARTMENT_SUSPENSION)
        assert rule is not None
        assert rule.services == (ServiceType.MEDICAL, ServiceType.REHABILITATION)
        assert rule.effects.patients is Extent.SCOPE
        assert rule.effects.agreement is Extent.NONE
    ours, theirs = zibo().measure("department-suspension"), tianjin().measure("department-suspension")
    assert ours is not None
    assert theirs is not None
    assert ours.guards == (Guard.COVERS_INVOLVED_DEPARTMENTS,)
    assert ours.source_kind is SourceKind.NOTICE_LITERAL
    assert theirs.agreement_clause is ClauseNeed.REQUIRED
    assert theirs.source_kind is SourceKind.NATIONAL_LAW


@pytest.mark.parametrize(
    ("kind", "nature", "notice", "effect", "approval", "period"),
    [
        ("payment-hold", None, "with-decision", "approval", True, "hold.contest_period"),
        ("refuse-payment", None, "before", "service", True, "answer.period"),
        ("warning-talk", None, "none", "talk", False, None),
        ("rectification-order", None, "none", "service", True, None),
        ("settlement-suspension", None, "before", "service", True, "defence.period"),
        ("department-suspension", None, "before", "service", True, "defence.period"),
        ("termination", Nature.BREACH, "before", "service", True, "defence.period"),
        ("termination", Nature.OBJECTIVE, "before", "service", True, "defence.period"),
        ("referral", None, "none", "letter", True, None),
    ],
)
def test_gates(kind: str, nature: Nature | None, notice: str, effect: str, approval: bool, period: str | None) -> None:
    for view in (tianjin(), zibo()):
        gates = view.gates(kind, nature)
        assert gates.notice is NoticeGate(notice)
        assert gates.takes_effect is TakesEffect(effect)
        assert (gates.approval, gates.period) == (approval, period)
        assert gates.not_required is (nature is Nature.OBJECTIVE)


def test_termination_supersedes_what_it_should() -> None:
    rule = zibo().measure("termination")
    assert rule is not None
    assert set(rule.supersedes) == {
        MeasureKind.RECTIFICATION_ORDER,
        MeasureKind.SETTLEMENT_SUSPENSION,
        MeasureKind.DEPARTMENT_SUSPENSION,
        MeasureKind.AGREEMENT_SUSPENSION,
    }


def test_grounds_of_tianjin() -> None:
    view = tianjin()
    event = view.ground("TJ 五（二）")
    assert event is not None
    assert (event.nature, event.force, event.end_kind) == (
        Nature.OBJECTIVE,
        Force.MANDATORY,
        EndKind.TERMINATION,
    )
    force = {(t.event, bool(t.authorities)): t.force for t in event.triggers}
    # The notice names three bodies; what others order is 等情形.
    assert force[EventKind.ORDERED_TO_STOP, True] is Force.MANDATORY
    assert force[EventKind.ORDERED_TO_STOP, False] is Force.JUDGEMENT
    assert force[EventKind.STOPPED_BY_OWN_CHOICE, False] is Force.JUDGEMENT
    named = {body for t in event.triggers for body in t.authorities}
    assert named == {Authority.MARKET, Authority.HEALTH, Authority.MEDICAL_INSURANCE}


def test_records_of_entry_stand_in_tianjin_alone() -> None:
    asked = {key: set(rule.authorities) for key, rule in load("tianjin-2024").records.items()}
    assert asked == {
        "medical": {Authority.MEDICAL_INSURANCE},
        "rehabilitation": {Authority.HUMAN_RESOURCES, Authority.MEDICAL_INSURANCE},
        "device": {Authority.MEDICAL_INSURANCE, Authority.MARKET},
    }
    assert {rule.period for rule in load("tianjin-2024").records.values()} == {"2y"}
    assert load("zibo-2023").records == {}


def test_grounds_of_tianjin_for_breach() -> None:
    view = tianjin()
    breach = view.ground("TJ 四(二)", "termination")
    assert breach is not None
    assert (breach.nature, breach.force) == (Nature.BREACH, Force.JUDGEMENT)
    assert view.ground("subject-gone") is None


def test_grounds_of_zibo() -> None:
    view = zibo()
    five = [view.ground(f"ZB 五(三){n}") for n in range(1, 6)]
    assert [g and (g.nature, g.force) for g in five] == [
        (Nature.BREACH, Force.JUDGEMENT),
        (Nature.BREACH, Force.MANDATORY),
        (Nature.BREACH, Force.JUDGEMENT),
        (Nature.BREACH, Force.MANDATORY),
        (Nature.BREACH, Force.JUDGEMENT),
    ]
    assert [g.key for g in view.grounds() if g.nature_overridable] == ["zb-licence"]
    by_word = {
        w: [(g.key, t.force) for g, t in view.grounds_of_recheck(w)] for w in ("暂停结算", "暂停拨付费用", "中止结算")
    }
    assert by_word == {
        "暂停结算": [("zb-unrectified", Force.MANDATORY)],
        "暂停拨付费用": [("zb-unrectified", Force.JUDGEMENT)],
        "中止结算": [],
    }
    merged = [g for g, _ in view.grounds_of_event("merged")]
    assert [(g.source_kind, g.needs_agreement_clause) for g in merged] == [
        (SourceKind.AGREEMENT_CLAUSE, True),
        (SourceKind.INFERRED, False),
    ]
    assert {g.nature for g in merged} == {Nature.OBJECTIVE}
    revoked = view.grounds_of_event("licence-revoked")
    assert [(g.clause, t.force) for g, t in revoked] == [("ZB 五(三)4", Force.MANDATORY)]


def test_bases_of_determined_fraud_are_alternatives() -> None:
    assert [g.clause for g in zibo().grounds("termination") if g.choice == "fraud"] == [
        "ZB 五(三)1",
        "社会保险法 87",
        "经办条例 55",
    ]
    assert [g.clause for g in tianjin().grounds() if g.choice == "fraud"] == ["社会保险法 87", "经办条例 55"]
    assert all(g.needs_doc_no for g in zibo().grounds() if g.choice == "fraud")


def test_fine_is_the_departments() -> None:
    fine = zibo().fine()
    assert (fine.low, fine.high, fine.clause) == (2, 5, "ZB 五(三)")
    assert fine.authority.zh == "同级人力资源和社会保障部门"
    assert tianjin().fine().source_kind is SourceKind.NATIONAL_LAW


def test_publication_tells_whose_rule_it_is() -> None:
    rules = {
        (city, nature): view.publication(nature)
        for city, view in (("TJ", tianjin()), ("ZB", zibo()))
        for nature in Nature
    }
    told = {key: rule and (rule.clause, str(rule.source_kind), rule.label.zh) for key, rule in rules.items()}
    assert told == {
        ("TJ", Nature.OBJECTIVE): ("TJ 五(二)", "notice_literal", "通知原文"),
        ("TJ", Nature.BREACH): (
            "政府信息公开条例 26",
            "inferred",
            "推定: 类推五(二); 《政府信息公开条例》第二十六条",
        ),
        ("ZB", Nature.OBJECTIVE): ("政府信息公开条例 26", "national_law", "国家规定补充，非本通知条款"),
        ("ZB", Nature.BREACH): ("政府信息公开条例 26", "national_law", "国家规定补充，非本通知条款"),
    }


def test_windows() -> None:
    window = zibo().window(ServiceType.MEDICAL)
    assert window is not None
    opened = [date(2024, 9, 30), date(2024, 10, 1), date(2024, 12, 31), date(2025, 1, 1)]
    assert [window.is_open(day) for day in opened] == [False, True, True, False]
    assert tianjin().window(ServiceType.MEDICAL) is None


def test_emergency_is_a_national_reason() -> None:
    reason = zibo().reason("provisions.emergency")
    assert (reason.clause, reason.quote, reason.source_kind) == (
        "工伤保险条例 30",
        None,
        SourceKind.NATIONAL_LAW,
    )


def test_what_is_general_knowledge_is_not_law() -> None:
    # These stand in our research as not re-read: no rule may cite them.
    for pack_id in (*packs(), "national"):
        for rule in load(pack_id).rules().values():
            assert "劳社部发" not in (rule.clause or "")
            assert "60个工作日" not in rule.text.zh


@pytest.mark.parametrize("text", ["涉嫌骗保", "骗 保", "骗　取工伤保险基金"])
def test_words_that_accuse_are_the_rulebooks(text: str) -> None:
    for view in (zibo(), tianjin()):
        assert view.accuses(text)
        assert view.accuses(text, "termination")
        assert not view.accuses(text, "referral")
    rule = zibo().rule("wordings.fraud")
    assert (rule.clause, rule.source_kind) == ("工伤保险条例 60", SourceKind.INFERRED)
    assert rule.see == ("fraud-determination",)


@pytest.mark.parametrize("text", ["违反服务协议", "虚假申报费用", ""])
def test_other_words_do_not_accuse(text: str) -> None:
    assert not zibo().accuses(text)
