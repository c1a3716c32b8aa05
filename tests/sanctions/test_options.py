"""What may be done next, and proposals held to it: ladder, grounds, departments, fraud, both rulebooks."""

from datetime import date

import pytest

from domain.messages import Message
from domain.reasons import Reason, SourceKind
from tests.sanctions.conftest import MakeOffice
from tests.sanctions.matter import Matter, institution, texts
from tests.sanctions.office import DEVICE_MAKER, HOSPITAL, Office


def verdicts(matter: Matter, on: str) -> dict[str, str]:
    return {kind: option["verdict"] for kind, option in matter.options(on).items()}


def clauses(option: dict[str, list[dict[str, str]]]) -> list[str]:
    return [ground["clause"] for ground in option["grounds"]]


# ---------------------------------------------------------------- the ladder (17)


def test_suspending_the_agreement_first_needs_a_written_reason(tianjin: Office) -> None:
    institution(tianjin)
    matter = Matter(tianjin)
    matter.finding()
    option = matter.options("2025-03-05")["agreement-suspension"]
    assert (option["verdict"], option["word"]) == ("allowed", "暂停协议")
    assert "skip-reason" in option["needs"]
    assert "越级" in texts(option)
    refusal = matter.refused("agreement-suspension", "2025-03-05")
    assert (refusal.code, refusal.field) == ("measure.skip", "skip_reason")
    assert refusal.reasons[0].source_kind is SourceKind.INFERRED
    matter.propose("agreement-suspension", "2025-03-05", skip_reason="性质严重，先行暂停")


def test_steps_taken_make_the_next_one_free(tianjin: Office) -> None:
    institution(tianjin)
    matter = Matter(tianjin)
    matter.finding()
    order = matter.carry("rectification-order", "2025-03-05", heard=False, rectify_by="2025-04-30")
    assert matter.refused("termination", "2025-03-06", ground="TJ 四（二）").code == "measure.skip"
    assert matter.options("2025-03-06")["settlement-suspension"]["needs"] == []
    tianjin.do("measure.recheck", on="2025-05-06", id=order, result="failed")
    assert matter.options("2025-05-06")["settlement-suspension"]["verdict"] == "recommended"
    matter.propose("termination", "2025-05-06", ground="TJ 四（二）")


def test_a_stop_ordered_by_the_authority_must_end_the_agreement(tianjin: Office) -> None:
    institution(tianjin)
    matter = Matter(tianjin)
    refusal = matter.refused("termination", "2025-03-05", ground="TJ 五(二)", skip_reason="x")
    assert (refusal.code, refusal.field) == ("measure.ground", "ground")
    matter.event("ordered-to-stop", "2025-03-06")
    option = matter.options("2025-03-07")["termination"]
    assert option["verdict"] == "mandatory"
    assert clauses(option)[0] == "TJ 五(二)"
    assert "应终止服务协议" in texts(option)
    # No earlier step, no reason for skipping one.
    id = matter.propose("termination", "2025-03-07", ground="tj 五（二）")
    assert matter.shown(id, "2025-03-07")["nature"] == "objective"


def test_stopping_by_own_choice_is_for_judgement(tianjin: Office) -> None:
    institution(tianjin)
    matter = Matter(tianjin)
    matter.event("stopped-by-own-choice", "2025-03-06")
    option = matter.options("2025-03-07")["termination"]
    assert option["verdict"] == "allowed"
    ground = next(g for g in option["grounds"] if g["clause"] == "TJ 五(二)")
    assert ground["force"] == "judgement"


def test_an_objective_end_may_go_without_a_defence_that_cannot_be_had(tianjin: Office) -> None:
    institution(tianjin)
    matter = Matter(tianjin)
    matter.event("dissolved", "2025-03-06")
    id = matter.propose("termination", "2025-03-07", ground="TJ 五(二)")
    assert tianjin.refused("approve", who="zhao", on="2025-03-07", id=id, confirm=True).code == "measure.gate"
    tianjin.do("measure.defence", on="2025-03-07", id=id, outcome="not-required")
    done = matter.approve(id, "2025-03-07")
    assert "bar" not in repr(done.effects)
    assert "datetime.date(2025, 4, 7)" in repr(done.effects)


# ---------------------------------------------------------------- termination for breach (6)


def test_ending_for_breach_opens_publication_and_bar_with_their_true_sources(tianjin: Office) -> None:
    institution(tianjin)
    matter = Matter(tianjin, on="2025-07-01")
    matter.finding(on="2025-07-01")
    id = matter.propose("termination", "2025-07-15", ground="TJ 四(二)", skip_reason="多次虚假申报")
    matter.hear(id, "2025-07-15")
    told = repr(matter.approve(id, "2025-08-08").effects)
    assert "datetime.date(2025, 9, 5)" in told
    assert "推定: 类推五(二)" in told
    assert "datetime.date(2026, 8, 8)" in told
    assert "天津通知本身没有再次申请限制" in told


# ---------------------------------------------------------------- departments (26)


def test_a_department_stop_covers_every_department_involved(office: Office) -> None:
    institution(office)
    matter = Matter(office)
    matter.finding(departments=["骨科", "影像科"])
    refusal = matter.refused("department-suspension", "2025-03-05", departments=["骨科"], skip_reason="x")
    assert (refusal.code, refusal.field) == ("measure.department", "departments")
    assert any(reason.clause == "ZB 五(二)" and reason.quote for reason in refusal.reasons)
    assert "影像科" in repr(refusal.message)
    matter.propose("department-suspension", "2025-03-05", departments=["骨科", "影像科"], skip_reason="x")


def test_what_is_found_later_binds_the_decision_too(office: Office) -> None:
    institution(office)
    matter = Matter(office)
    matter.finding(departments=["骨科"])
    id = matter.propose("department-suspension", "2025-03-05", departments=["骨科"], skip_reason="x")
    matter.hear(id, "2025-03-06")
    matter.finding(on="2025-03-07", departments=["影像科"])
    assert office.refused("approve", who="zhao", on="2025-03-10", id=id, confirm=True).code == "measure.department"


def test_departments_are_of_medical_and_rehabilitation_institutions_only(office: Office) -> None:
    institution(office, DEVICE_MAKER, services=("device",), departments=("适配部",))
    matter = Matter(office, DEVICE_MAKER)
    option = matter.options("2025-03-05")["department-suspension"]
    assert option["verdict"] == "refused"
    assert "医疗、康复机构" in texts(option)
    refusal = matter.refused("department-suspension", "2025-03-05", departments=["适配部"], skip_reason="x")
    assert refusal.code == "measure.service"
    assert any(reason.clause == "ZB 五(二)" for reason in refusal.reasons)


def test_a_department_must_exist_and_a_whole_measure_takes_none(office: Office) -> None:
    institution(office)
    matter = Matter(office)
    given = {"departments": ["皮肤科"], "skip_reason": "x"}
    assert matter.refused("department-suspension", "2025-03-05", **given).code == "department.unknown"
    assert matter.refused("department-suspension", "2025-03-05", skip_reason="x").code == "measure.department"
    assert matter.refused("settlement-suspension", "2025-03-05", departments=["骨科"], skip_reason="x").code == (
        "measure.department"
    )


def test_tianjin_stops_a_department_only_under_an_agreement_clause(tianjin: Office) -> None:
    institution(tianjin)
    matter = Matter(tianjin)
    refusal = matter.refused("department-suspension", "2025-03-05", departments=["骨科"], skip_reason="x")
    assert refusal.code == "measure.clause"
    matter.propose("department-suspension", "2025-03-05", departments=["骨科"], skip_reason="x", clause="第十二条")


# ---------------------------------------------------------------- fraud and failed re-checks (29)


def test_determined_fraud_shows_the_fine_only_as_a_referral(office: Office) -> None:
    institution(office)
    matter = Matter(office, on="2025-05-06")
    matter.finding(on="2025-05-07", category="suspected-fraud", amount="86400.50")
    assert "ZB 五(三)1" not in clauses(matter.options("2025-05-08")["termination"])
    assert matter.options("2025-05-08")["referral"]["amounts"] is None
    assert matter.options("2025-05-08")["referral"]["verdict"] == "recommended"
    refusal = matter.refused("termination", "2025-05-08", ground="ZB 五(三)1", skip_reason="x")
    assert refusal.code == "measure.ground"
    matter.finding(
        on="2025-05-21",
        category="determined-fraud",
        severity="grave",
        amount="86400.50",
        doc_no="淄人社监〔2025〕5号",
        determined="2025-05-20",
    )
    options = matter.options("2025-05-22")
    assert options["referral"]["amounts"] == {
        "return": "86400.50",
        "fine_from": "172801.00",
        "fine_to": "432002.50",
    }
    assert {"ZB 五(三)1", "社会保险法 87", "经办条例 55"} <= set(clauses(options["termination"]))
    assert [name for name, option in options.items() if option["amounts"]] == ["referral"]
    assert not any("fine" in name for name in options)
    id = matter.propose("referral", "2025-05-22", reason="骗取基金已认定，移送处理")
    assert matter.shown(id, "2025-05-22")["amount"] == "86400.50"
    # The notice names this end itself: no step before it is asked for.
    matter.propose("termination", "2025-05-22", ground="ZB 五(三)1")


def test_a_failed_re_check_while_settlement_is_suspended_must_end_the_agreement(office: Office) -> None:
    institution(office)
    matter = Matter(office)
    matter.finding()
    order = matter.carry("rectification-order", "2025-04-01", heard=False, rectify_by="2025-05-30")
    matter.carry("settlement-suspension", "2025-04-02")
    early = office.refused("measure.recheck", on="2025-05-29", id=order, result="failed")
    assert early.code == "measure.step"
    assert matter.options("2025-06-03")["termination"]["verdict"] == "allowed"
    assert matter.refused("termination", "2025-06-02", ground="ZB 五(三)2").code == "measure.ground"
    done = office.do("measure.recheck", on="2025-06-03", id=order, result="failed", note="床位与计费不符")
    assert "未按要求整改" in repr(done.effects)
    assert "is now mandatory" in repr(done.effects)
    assert "ZB 五(三)2" in repr(done.effects)
    option = matter.options("2025-06-03")["termination"]
    assert option["verdict"] == "mandatory"
    assert option["grounds"][0]["clause"] == "ZB 五(三)2"
    matter.propose("termination", "2025-06-03", ground="ZB 五(三)2")


@pytest.mark.parametrize(("word", "verdict"), [("暂停结算", "mandatory"), ("暂停拨付费用", "allowed")])
def test_it_goes_by_the_word_the_decision_chose(office: Office, word: str, verdict: str) -> None:
    institution(office)
    matter = Matter(office)
    id = matter.carry("settlement-suspension", "2025-04-02", word=word, rectify_by="2025-05-30", skip_reason="x")
    done = office.do("measure.recheck", on="2025-06-03", id=id, result="failed")
    option = matter.options("2025-06-03")["termination"]
    assert option["verdict"] == verdict
    assert ("is now mandatory" in repr(done.effects)) is (verdict == "mandatory")
    assert ("by judgement and with a reason" in repr(done.effects)) is (verdict == "allowed")
    assert "ZB 五(三)2" in clauses(option)


def test_a_failed_re_check_tells_the_step_advised_next(office: Office) -> None:
    institution(office)
    matter = Matter(office)
    matter.finding()
    order = matter.carry("rectification-order", "2025-04-01", heard=False, rectify_by="2025-05-30")
    done = office.do("measure.recheck", on="2025-06-03", id=order, result="failed")
    (advised,) = (kind for kind, one in matter.options("2025-06-03").items() if one["verdict"] == "recommended")
    assert advised == "settlement-suspension"
    assert [one.template for one in done.effects if isinstance(one, Message)] == [
        "Problems still open: {problems}.",
        "The next step advised is: {word}.",
        "{measure} itself runs on.",
    ]
    assert "暂停结算" in repr(done.effects)
    office.do("case.close", on="2025-06-04", case=matter.case, outcome="handled", reason="转新案")
    matter.approve(matter.case, "2025-06-04")
    again = office.do("measure.recheck", on="2025-06-05", id=order, result="failed")
    assert "a further measure needs a new case" in repr(again.effects)


def test_a_revoked_licence_is_a_breach_in_zibo_unless_said_otherwise(office: Office) -> None:
    institution(office)
    matter = Matter(office)
    matter.event("licence-revoked", "2025-03-06")
    assert matter.options("2025-03-07")["termination"]["verdict"] == "mandatory"
    plain = matter.propose("termination", "2025-03-07", ground="ZB 五(三)4")
    assert matter.shown(plain, "2025-03-07")["nature"] == "breach"
    office.do("measure.withdraw", on="2025-03-07", id=plain)
    other = matter.propose("termination", "2025-03-07", ground="ZB 五(三)4", as_objective="因合并注销，并无违规")
    assert matter.shown(other, "2025-03-07")["nature"] == "objective"
    office.do("measure.withdraw", on="2025-03-07", id=other)
    refusal = matter.refused("termination", "2025-03-07", ground="ZB 五(二)", as_objective="x", skip_reason="x")
    assert refusal.field == "as_objective"


def test_zibo_ends_an_agreement_nobody_can_perform_by_clause_or_by_inference(office: Office) -> None:
    institution(office)
    matter = Matter(office)
    matter.event("merged", "2025-03-06")
    assert matter.refused("termination", "2025-03-07", ground="协议条款").code == "measure.clause"
    id = matter.propose("termination", "2025-03-07", ground="推定: 履约主体灭失")
    assert matter.shown(id, "2025-03-07")["source_kind"] == "inferred"


# ---------------------------------------------------------------- history and advice


def test_the_same_provision_again_is_told_and_weighs(office: Office) -> None:
    institution(office)
    first = Matter(office, on="2024-03-01")
    first.finding(on="2024-03-01", provision="协议 12")
    talk = first.propose("warning-talk", "2024-03-05")
    office.do("measure.complete", on="2024-03-06", id=talk)
    second = Matter(office)
    second.finding(provision="协议 30", severity="minor")
    assert verdicts(second, "2025-03-05")["warning-talk"] == "recommended"
    second.finding(provision="协议　12", severity="minor")
    options = second.options("2025-03-05")
    assert options["warning-talk"]["verdict"] == "allowed"
    assert "same provision" in texts(options["warning-talk"])
    assert options["settlement-suspension"]["verdict"] == "recommended"
    # The talk on the same provision is a step of this ladder too.
    assert options["settlement-suspension"]["needs"] == []


def test_advice_grows_with_the_finding(office: Office) -> None:
    institution(office)
    matter = Matter(office)
    assert "recommended" not in verdicts(matter, "2025-03-05").values()
    matter.finding(severity="minor")
    assert verdicts(matter, "2025-03-05")["warning-talk"] == "recommended"
    matter.finding(severity="serious", bills=["B-1"])
    after = verdicts(matter, "2025-03-05")
    assert after["rectification-order"] == after["refuse-payment"] == after["payment-hold"] == "recommended"
    matter.finding(severity="grave")
    assert verdicts(matter, "2025-03-05")["settlement-suspension"] == "recommended"
    withdrawn = matter.finding(on="2025-03-05", severity="minor", provision="协议 99")
    office.do("finding.withdraw", on="2025-03-06", id=withdrawn, reason="误记")
    assert verdicts(matter, "2025-03-06")["settlement-suspension"] == "recommended"


def test_every_option_has_reasons_and_all_nine_are_there(make_office: MakeOffice) -> None:
    for pack in ("zibo-2023", "tianjin-2024"):
        office = make_office(pack)
        institution(office)
        matter = Matter(office)
        matter.finding()
        options = matter.options("2025-03-05")
        assert len(options) == 9
        assert all(option["reasons"] for option in options.values())
        assert all(isinstance(reason, Reason) for option in options.values() for reason in option["reasons"])
        refused = {kind for kind, option in options.items() if option["verdict"] == "refused"}
        assert refused == ({"agreement-suspension"} if pack == "zibo-2023" else set())


# ---------------------------------------------------------------- refusals of proposals


def test_the_service_is_named_where_there_are_several_agreements(office: Office) -> None:
    institution(office, services=("medical", "rehabilitation"))
    matter = Matter(office)
    refusal = matter.refused("warning-talk", "2025-03-05")
    assert (refusal.code, refusal.field) == ("measure.service", "services")
    assert matter.refused("warning-talk", "2025-03-05", services=["device"]).code == "measure.service"
    id = matter.propose("warning-talk", "2025-03-05", services=["medical", "rehabilitation"])
    assert matter.shown(id, "2025-03-05")["service"] == "medical,rehabilitation"


def test_without_an_agreement_only_money_matters_go_on(office: Office) -> None:
    institution(office, until="2025-02-28")
    matter = Matter(office)
    assert matter.refused("warning-talk", "2025-03-05").code == "agreement.none"
    assert verdicts(matter, "2025-03-05")["termination"] == "refused"
    for kind, fields in (("payment-hold", {"bills": ["B-1=1"]}), ("referral", {})):
        matter.propose(kind, "2025-03-05", **fields)


@pytest.mark.parametrize(
    ("kind", "fields", "code"),
    [
        ("agreement-suspension", {}, "measure.unavailable"),
        ("payment-hold", {}, "measure.bills"),
        ("refuse-payment", {"bills": ["B-1=1", "B-1=2"]}, "measure.bills"),
        ("refuse-payment", {"bills": ["B-1=0"]}, "measure.bills"),
        ("warning-talk", {"bills": ["B-1=1"]}, "measure.bills"),
        ("rectification-order", {}, "measure.deadline"),
        ("rectification-order", {"rectify_by": "2025-03-05"}, "measure.deadline"),
        ("settlement-suspension", {"skip_reason": "x", "until": "2025-03-04"}, "measure.until"),
        ("settlement-suspension", {"skip_reason": "x", "effective": "2025-03-04"}, "measure.effective"),
        ("termination", {"skip_reason": "x", "ground": "ZB 五(二)", "until": "2025-12-31"}, "measure.until"),
        ("settlement-suspension", {"skip_reason": "x", "word": "中止结算"}, "measure.word"),
        ("settlement-suspension", {}, "measure.skip"),
        ("termination", {"skip_reason": "x"}, "measure.ground"),
        ("termination", {"skip_reason": "x", "ground": "TJ 四(二)"}, "measure.ground"),
        ("warning-talk", {"reason": "涉嫌骗保，约谈"}, "measure.wording"),
    ],
)
def test_what_a_proposal_must_carry(office: Office, kind: str, fields: dict[str, object], code: str) -> None:
    institution(office)
    refusal = Matter(office).refused(kind, "2025-03-05", **fields)
    assert refusal.code == code
    assert refusal.field is not None


def test_the_same_measure_is_not_opened_twice_for_the_same_scope(office: Office) -> None:
    institution(office, services=("medical", "rehabilitation"))
    matter, other = Matter(office), Matter(office)
    medical = {"skip_reason": "x", "services": ["medical"]}
    matter.propose("settlement-suspension", "2025-03-05", **medical)
    assert other.refused("settlement-suspension", "2025-03-05", **medical).code == "already"
    other.propose("settlement-suspension", "2025-03-05", skip_reason="x", services=["rehabilitation"])
    for one in (matter, other):
        one.propose("warning-talk", "2025-03-05", services=["medical"])
    assert matter.refused("warning-talk", "2025-03-05", services=["medical"]).code == "already"


def test_nothing_is_proposed_in_a_closed_case(office: Office) -> None:
    institution(office)
    matter = Matter(office)
    office.do("case.close", on="2025-03-05", case=matter.case, outcome="no-breach", reason="查无实据")
    matter.approve(matter.case, "2025-03-05")
    assert matter.refused("warning-talk", "2025-03-06").code == "case.closed"
    assert set(verdicts(matter, "2025-03-06").values()) == {"refused"}


def test_warnings_tell_a_missing_basis(office: Office) -> None:
    institution(office)
    matter = Matter(office)
    fields = {"kind": "warning-talk", "reason": "x"}
    bare = office.do("measure.propose", on="2025-03-05", case=matter.case, raw=fields)
    assert "败诉" in repr(bare.warnings)
    assert "No finding" in repr(bare.warnings)
    number = f"X-{HOSPITAL[-4:]}-medical-2023-02-01"
    office.do("agreement.clause", on="2025-03-05", number=number, clause="第十二条", quote="甲方可以约谈")
    office.do("measure.withdraw", on="2025-03-05", id=bare.id)
    matter.finding(on="2025-03-05")
    footed = office.do("measure.propose", on="2025-03-05", case=matter.case, raw={**fields, "clause": "第十二条"})
    assert footed.warnings == ()
    assert matter.shown(footed.id, "2025-03-05")["proposed_on"] == date(2025, 3, 5)
