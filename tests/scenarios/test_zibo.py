"""SCENARIOS 23, 25, 26, 29 on the Zibo rulebook."""

from tests.scenarios.desk import Desk

CODE = "52370300MJE000013R"
DEVICE = "91120116MA06ABC11M"


def _failed_renewal(desk: Desk, decided: str = "2023-12-20") -> str:
    desk.on("2023-01-03").hospital(CODE, "淄测综合医院", "骨科", since="2023-01-03", until="2023-12-31")
    desk.on("2023-11-20")
    desk.ok("renewal", "file", CODE, "--service", "medical")
    desk.on(decided)
    assessment = desk.ok("assessment", "record", CODE, "--service", "medical", "--year-end", "2023-12-31",
                         "--for", "renewal", "--verdict", "failed", "--score", "72")["id"]  # fmt: skip
    decision = desk.ok("renewal", "decide", CODE, "--service", "medical", "--outcome", "not-renewed",
                       "--assessment", assessment, "--reason", "考核不合格")  # fmt: skip
    assert decision["bar"]
    return CODE


def test_23_one_year_bar(zibo: Desk) -> None:
    _failed_renewal(zibo)
    zibo.on("2024-12-19")
    assert zibo.ok("bar", "check", CODE, "--service", "medical")["verdict"] == "barred"
    zibo.on("2024-12-20")
    refusal = zibo.refused("application", "file", CODE, "--service", "medical")
    assert refusal["id"].startswith("SQ-2024-")
    check = zibo.ok("bar", "check", CODE, "--service", "medical")
    assert check["verdict"] == "barred"
    assert check["last_barred_day"] == "2024-12-20"
    assert check["earliest_legal"] == "2024-12-21"
    assert check["earliest_practical"] == "2024-12-23"
    literal = [reason for reason in check["reasons"] if reason["source_kind"] == "notice_literal"]
    assert any("考核不合格的不予续签" in reason["quote"] for reason in literal)
    kept = zibo.ok("application", "show", refusal["id"])
    assert kept["status"] == "refused"
    zibo.on("2024-12-23")
    assert zibo.ok("application", "file", CODE, "--service", "medical")["status"] == "filed"


def test_23_a_renamed_hospital_is_still_caught(zibo: Desk) -> None:
    _failed_renewal(zibo)
    zibo.on("2024-10-08").ok("institution", "rename", CODE, "--name", "淄测新名医院")
    assert zibo.refused("application", "file", CODE, "--service", "medical")["code"] == "application.barred"


def test_23_a_failed_annual_assessment_bars_nobody(zibo: Desk) -> None:
    zibo.hospital(CODE, "淄测综合医院", "骨科")
    zibo.on("2024-01-10")
    zibo.ok("assessment", "record", CODE, "--service", "medical", "--year-end", "2023-12-31",
            "--for", "annual", "--verdict", "failed", "--score", "60")  # fmt: skip
    assert zibo.ok("bar", "check", CODE, "--service", "medical")["verdict"] == "clear"


def _terminated_for_breach(desk: Desk) -> str:
    desk.on("2024-10-21").hospital(CODE, "淄测综合医院", "骨科")
    case = desk.case(CODE, ("safety-accident", "grave"))
    measure = desk.propose(case, "termination", "--ground", "ZB 五(三)3", "--skip-reason", "重大责任医疗事故")
    desk.hear(measure, "2024-10-28", "2024-10-31")
    desk.approve(measure, "2024-11-15")
    desk.serve(measure, "2024-11-18")
    return measure


def test_25_termination_for_breach_and_the_bar(zibo: Desk) -> None:
    measure = _terminated_for_breach(zibo)
    row = next(r for r in zibo.ok("deadlines")["deadlines"] if r["kind"] == "publication")
    assert (row["subject"], row["due"]) == (measure, "2024-12-13")
    assert row["reasons"][0]["source_kind"] in ("national_law", "inferred")
    assert row["reasons"][0]["quote"] is None
    zibo.on("2025-10-20")
    refusal = zibo.refused("application", "file", CODE, "--service", "medical")
    assert refusal["reasons"][0]["source_kind"] == "agency_policy"
    # The notice is quoted only to say that its own bar is another one.
    quoted = [reason["text"] for reason in refusal["reasons"] if reason["quote"]]
    assert quoted == ["通知的1年限制仅针对续签考核不合格，不针对违约终止"]
    assert "淄社保发〔2023〕1号第四部分仅规定续签考核不合格情形" in str(refusal["reasons"])
    assert zibo.ok("bar", "check", CODE, "--service", "medical")["last_barred_day"] == "2025-11-15"


def test_25_with_the_policy_warn_it_proceeds_with_a_reason(zibo: Desk) -> None:
    zibo.on("2024-10-08")
    zibo.ok("policy", "set", "bar.after_breach", "warn", "--from", "2024-10-08", "--reason", "本机构规定", who="admin")
    zibo.ok("approve", "bar.after_breach", who="zhao")
    _terminated_for_breach(zibo)
    zibo.on("2025-10-20")
    assert zibo.ok("bar", "check", CODE, "--service", "medical")["verdict"] == "warned"
    zibo.refused("application", "file", CODE, "--service", "medical")
    filed = zibo.ok("application", "file", CODE, "--service", "medical", "--reason", "已整改")
    assert filed["status"] == "filed"


def test_26_department_level_suspension(zibo: Desk) -> None:
    zibo.on("2025-04-07").hospital(CODE, "淄测中心医院", "骨科", "神经外科", "影像科")
    case = zibo.case(CODE, ("untrue-billing", "serious", "--department", "骨科"))
    measure = zibo.propose(case, "department-suspension", "--department", "骨科", "--skip-reason", "风险持续",
                           "--inpatients", "4", "--effective", "2025-05-08")  # fmt: skip
    zibo.hear(measure, "2025-04-14", "2025-04-18")
    zibo.approve(measure, "2025-04-28")
    zibo.serve(measure, "2025-04-30")
    zibo.on("2025-05-12")

    def asked(department: str | None, day: str) -> dict[str, dict[str, str]]:
        words = ["--department", department] if department else []
        return dict(zibo.ok("standing", CODE, "--service", "medical", *words, "--on", day))

    assert asked("骨科", "2025-05-07")["receive_patients"]["answer"] == "yes"
    assert asked("骨科", "2025-05-09")["receive_patients"]["answer"] == "no"
    assert asked("神经外科", "2025-05-09")["receive_patients"]["answer"] == "yes"
    assert asked(None, "2025-05-09")["receive_patients"]["answer"] == "partly"
    emergency = asked("骨科", "2025-05-10")["emergency"]
    assert emergency["answer"] == "yes"
    assert "30" in str(emergency["reasons"])
    assert [r for r in zibo.ok("deadlines")["deadlines"] if r["kind"] == "decide-inpatients"]
    as_known_before = zibo.ok("standing", CODE, "--service", "medical", "--department", "骨科", "--on", "2025-05-09",
                              "--known-at", "2025-04-20")  # fmt: skip
    assert as_known_before["receive_patients"]["answer"] == "yes"


def test_26_the_stop_must_cover_every_department_involved(zibo: Desk) -> None:
    zibo.on("2025-04-07").hospital(CODE, "淄测中心医院", "骨科", "影像科", "内科")
    case = zibo.case(CODE, ("untrue-billing", "serious", "--department", "骨科", "--department", "影像科"))
    words = ["measure", "propose", case, "department-suspension", "--reason", "x", "--clause", "第12条",
             "--skip-reason", "y"]  # fmt: skip
    refusal = zibo.refused(*words, "--department", "骨科")
    assert any("违规不涉及机构其他科室" in (reason["quote"] or "") for reason in refusal["reasons"])
    zibo.ok(*words, "--department", "骨科", "--department", "影像科")


def test_26_not_for_device_makers(zibo: Desk) -> None:
    zibo.on("2025-04-07").hospital(DEVICE, "淄测辅具公司", "制作室", services=("device",))
    case = zibo.case(DEVICE, ("service-quality", "serious", "--department", "制作室"))
    refusal = zibo.refused("measure", "propose", case, "department-suspension", "--department", "制作室",
                           "--reason", "x", "--clause", "第12条", "--skip-reason", "y")  # fmt: skip
    assert any(reason["clause"] == "ZB 五(二)" for reason in refusal["reasons"])


def test_29_fraud_determined_by_the_department(zibo: Desk) -> None:
    zibo.on("2025-05-21").hospital(CODE, "淄测综合医院", "骨科")
    case = zibo.case(CODE, ("determined-fraud", "grave", "--amount", "86400.50", "--doc-no", "淄测人社监〔2025〕3号",
                            "--determined", "2025-05-20"))  # fmt: skip
    options = {o["kind"]: o for o in zibo.ok("measure", "options", case)["options"]}
    assert "fine" not in options
    assert options["referral"]["amounts"] == {"return": "86400.50", "fine_from": "172801.00", "fine_to": "432002.50"}
    clauses = {ground["clause"] for ground in options["termination"]["grounds"]}
    assert "ZB 五(三)1" in clauses
    assert any("社会保险法" in clause and "87" in clause for clause in clauses)
    assert any("经办条例" in clause and "55" in clause for clause in clauses)
    refusal = zibo.refused("measure", "propose", case, "termination", "--reason", "x", "--clause", "第12条",
                           "--skip-reason", "y")  # fmt: skip
    assert "ground" in refusal["code"] or "missing" in refusal["code"]


def test_29_suspected_fraud_offers_no_ground_of_fraud(zibo: Desk) -> None:
    zibo.on("2025-05-21").hospital(CODE, "淄测综合医院", "骨科")
    case = zibo.case(CODE, ("suspected-fraud", "grave", "--amount", "86400.50"))
    options = {o["kind"]: o for o in zibo.ok("measure", "options", case)["options"]}
    clauses = {ground["clause"] for ground in options["termination"]["grounds"]}
    assert "ZB 五(三)1" not in clauses


def test_29_an_unrectified_settlement_suspension_must_end_in_termination(zibo: Desk) -> None:
    zibo.on("2025-04-01").hospital(CODE, "淄测综合医院", "骨科")
    case = zibo.case(CODE, ("overcharging", "serious"))
    suspension = zibo.propose(case, "settlement-suspension", "--word", "暂停结算", "--skip-reason", "风险大",
                              "--rectify-by", "2025-05-30")  # fmt: skip
    zibo.hear(suspension, "2025-04-07", "2025-04-10")
    zibo.approve(suspension, "2025-04-14")
    zibo.serve(suspension, "2025-04-15")
    zibo.on("2025-06-03")
    zibo.ok("measure", "recheck", suspension, "--result", "failed")
    options = {o["kind"]: o for o in zibo.ok("measure", "options", case)["options"]}
    assert options["termination"]["verdict"] == "mandatory"
    assert any(ground["clause"] == "ZB 五(三)2" for ground in options["termination"]["grounds"])
    must = [row for row in zibo.ok("deadlines")["deadlines"] if row["kind"] == "must-terminate"]
    assert [row["subject"] for row in must] == [suspension]
    assert any(reason["clause"] == "ZB 五(三)2" for reason in must[0]["reasons"])
