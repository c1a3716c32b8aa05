"""Assessment, renewal, bars and applications: who is kept out, until when, and by whose rule."""

from datetime import date
from typing import Any

import pytest

from domain.reasons import SourceKind
from sanctions.admitting.applications import applications
from sanctions.admitting.bar_check import bar_check
from sanctions.results import Done
from tests.sanctions.conftest import MakeOffice
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import HOSPITAL, Office
from tests.sanctions.test_publications import breach, dissolved

OTHER = "12120000401350001W"


def check(office: Office, on: str, code: str = HOSPITAL, **options: Any) -> dict[str, Any]:
    with office.store.read() as reader:
        return bar_check(reader, code, on=date.fromisoformat(on), **options)


def not_renewed(office: Office, on: str = "2023-12-20", purpose: str = "renewal", verdict: str = "failed") -> Done:
    """A medical agreement to the end of the year, assessed and not renewed."""
    institution(office, until="2023-12-31")
    held = office.do(
        "assessment.record",
        on=on,
        code=HOSPITAL,
        service="medical",
        year_end="2023-12-31",
        purpose=purpose,
        verdict=verdict,
        score="70",
    ).id
    return office.do(
        "renewal.decide",
        on=on,
        code=HOSPITAL,
        service="medical",
        outcome="not-renewed",
        assessment=held,
        reason="考核不合格",
    )


def test_the_practical_day_in_a_year_without_an_arrangement_is_provisional(tianjin: Office) -> None:
    institution(tianjin)
    tianjin.as_of_day(date(2026, 11, 2))
    breach(tianjin, "2026-10-30")
    told = check(tianjin, "2026-11-02", service="medical")
    assert (told["earliest_legal"], told["provisional"]) == (date(2027, 10, 31), True)
    assert told["earliest_practical"].year == 2027
    assert "for {year} is not loaded" in repr(told["reasons"])
    refused = tianjin.do("application.file", code=HOSPITAL, service="medical").refused
    assert refused is not None
    assert "for {year} is not loaded" in repr(refused.reasons)
    assert check(tianjin, "2026-10-29", service="medical")["provisional"] is False


def test_a_failed_renewal_bars_for_a_year_to_the_day(office: Office) -> None:
    done = not_renewed(office)
    assert done.data["bar"]["last_barred_day"] == "2024-12-20"
    assert done.data["bar"]["source_kind"] == "notice_literal"
    told = check(office, "2024-12-19", service="medical")
    assert (told["verdict"], told["last_barred_day"]) == ("barred", date(2024, 12, 20))
    assert (told["earliest_legal"], told["earliest_practical"]) == (date(2024, 12, 21), date(2024, 12, 23))
    assert told["provisional"] is False
    assert told["reasons"][0].clause == "ZB 四"
    assert told["reasons"][0].quote == "考核不合格的不予续签,并且1年内不得再次申请"
    after = check(office, "2024-12-21", service="medical")
    assert [after[key] for key in ("verdict", "last_barred_day", "earliest_legal", "earliest_practical")] == (
        ["clear", None, None, None]
    )
    refused = office.do("application.file", on="2024-12-20", code=HOSPITAL, service="medical")
    assert refused.refused is not None
    assert refused.refused.code == "application.barred"
    assert refused.refused.subject == refused.id == "SQ-2024-0001"
    assert refused.refused.message.params == {
        "last": date(2024, 12, 20),
        "legal": date(2024, 12, 21),
        "practical": date(2024, 12, 23),
    }
    assert office.do("application.file", on="2024-12-23", code=HOSPITAL, service="medical").status == "filed"
    with office.store.read() as reader:
        kept = [(item["id"], item["status"], item["refusal"]) for item in applications(reader).items]
    assert kept == [("SQ-2024-0002", "filed", None), ("SQ-2024-0001", "refused", "application.barred")]


def test_a_new_name_a_successor_and_a_shared_licence_change_nothing(office: Office) -> None:
    not_renewed(office)
    office.do("institution.rename", on="2024-03-01", code=HOSPITAL, name="淄测康健医院")
    assert check(office, "2024-10-08", service="medical")["verdict"] == "barred"
    office.do("institution.add", on="2024-03-02", code=OTHER, name="淄测承继医院", services=["medical"])
    assert check(office, "2024-10-08", OTHER, service="medical")["verdict"] == "clear"
    office.do("institution.change", on="2024-03-03", code=HOSPITAL, licence="PDY123456")
    office.do("institution.change", on="2024-03-03", code=OTHER, licence="PDY123456")
    told = check(office, "2024-10-08", OTHER, service="medical")
    assert (told["verdict"], told["bars"][0]["match"]) == ("barred", "licence")
    office.do("institution.change", on="2024-03-04", code=OTHER, licence="PDY999999")
    office.do("institution.succeed", on="2024-03-05", code=HOSPITAL, by=OTHER)
    told = check(office, "2024-10-08", OTHER, service="medical")
    assert (told["verdict"], told["bars"][0]["match"]) == ("barred", "predecessor")


def test_a_former_name_and_another_service_only_warn(office: Office) -> None:
    not_renewed(office)
    office.do("institution.rename", on="2024-03-01", code=HOSPITAL, name="淄测康健医院")
    office.do("institution.add", on="2024-03-02", code=OTHER, name="淄测第13R医院", services=["medical"])
    told = check(office, "2024-10-08", OTHER, service="medical")
    assert (told["verdict"], told["bars"][0]["match"]) == ("warned", "former-name")
    told = check(office, "2024-10-08", service="rehabilitation")
    assert (told["verdict"], told["bars"][0]["effect"]) == ("warned", "warn")
    fields = {"on": "2024-10-08", "code": HOSPITAL, "service": "rehabilitation"}
    refusal = office.refused("application.file", **fields)
    assert (refusal.code, refusal.field) == ("application.warned", "reason")
    done = office.do("application.file", reason="另一类服务", **fields)
    assert done.status == "filed"
    assert done.warnings
    assert office.refused("application.file", reason="又来", **fields).code == "already"


@pytest.mark.parametrize(("purpose", "verdict"), [("annual", "failed"), ("renewal", "passed")])
def test_only_a_failed_renewal_assessment_bars(office: Office, purpose: str, verdict: str) -> None:
    if purpose == "annual":
        with pytest.raises(AssertionError, match=r"renewal\.assessment"):
            not_renewed(office, purpose=purpose, verdict=verdict)
    else:
        done = not_renewed(office, purpose=purpose, verdict=verdict)
        assert done.data["bar"] is None
        assert done.warnings
    assert check(office, "2024-01-05")["verdict"] == "clear"


def test_a_revoked_assessment_takes_its_bar_with_it(office: Office) -> None:
    not_renewed(office)
    office.do("assessment.revoke", on="2024-02-01", id="KH-2023-0001", reason="评分有误")
    assert check(office, "2024-02-01")["verdict"] == "barred"
    assert office.refused("assessment.revoke", on="2024-02-01", id="KH-2023-0001", reason="再").code == "pending"
    done = office.do("approve", who="zhao", on="2024-02-02", id="KH-2023-0001")
    assert done.effects
    assert check(office, "2024-02-03")["verdict"] == "clear"
    assert office.refused("assessment.revoke", on="2024-02-03", id="KH-2023-0001", reason="再").code == "already"


def test_the_bar_for_breach_is_the_agencys_and_says_so(make_office: MakeOffice) -> None:
    for pack, decided, asked, last, words in (
        ("zibo-2023", "2024-11-15", "2025-10-20", date(2025, 11, 15), "续签考核不合格"),
        ("tianjin-2024", "2025-08-08", "2025-10-20", date(2026, 8, 8), "天津通知本身没有再次申请限制"),
    ):
        office = make_office(pack)
        institution(office)
        breach(office, decided)
        told = check(office, asked, service="medical")
        assert (told["verdict"], told["last_barred_day"]) == ("barred", last)
        assert told["bars"][0]["source_kind"] == SourceKind.AGENCY_POLICY
        assert words in repr(told["reasons"])
        assert "不是通知条款" in repr(told["reasons"])
        assert "限制依据未公布" in repr(told["reasons"])
        done = office.do("application.file", on=asked, code=HOSPITAL, service="medical")
        assert done.refused is not None


def test_the_policy_of_the_decision_day_decides_what_the_bar_does(office: Office) -> None:
    institution(office)
    institution(office, OTHER)
    set_policy(office, "bar.after_breach", "warn", "2024-11-01", on="2024-10-31")
    set_policy(office, "bar.after_breach", "off", "2025-02-01", on="2025-01-10")
    breach(office, "2024-11-15")
    breach(office, "2025-02-10", code=OTHER)
    fields = {"on": "2025-10-20", "code": HOSPITAL, "service": "medical"}
    assert check(office, "2025-10-20", service="medical")["verdict"] == "warned"
    assert office.refused("application.file", **fields).code == "application.warned"
    assert office.do("application.file", reason="已整改", **fields).status == "filed"
    assert check(office, "2025-10-20", OTHER)["verdict"] == "clear"


def test_a_later_day_of_effect_frees_earlier_decisions(office: Office) -> None:
    institution(office)
    breach(office, "2024-11-15")
    set_policy(office, "bar.effective_from", "2025-01-01", "2025-01-01", on="2024-12-30")
    assert check(office, "2024-12-31")["verdict"] == "barred"
    assert check(office, "2025-01-02")["verdict"] == "clear"


def set_policy(office: Office, key: str, value: str, since: str, *, on: str) -> None:
    office.do("policy.set", who="admin", on=on, key=key, value=value, from_day=since, reason="本机构规定")
    office.do("approve", who="zhao", on=on, id=key)


def test_an_objective_end_bars_nobody(tianjin: Office) -> None:
    institution(tianjin)
    dissolved(tianjin, "2024-07-01")
    assert check(tianjin, "2024-08-01")["verdict"] == "clear"
    assert tianjin.do("application.file", on="2024-08-01", code=HOSPITAL, service="medical").status == "filed"


def test_a_leap_day_has_no_fellow_next_year(office: Office) -> None:
    institution(office)
    breach(office, "2024-02-29")
    assert check(office, "2024-03-01")["last_barred_day"] == date(2025, 2, 28)


def test_outside_the_window_an_application_is_kept_and_refused(office: Office) -> None:
    institution(office)
    done = office.do("application.file", on="2025-09-30", code=HOSPITAL, service="medical")
    assert done.refused is not None
    assert (done.refused.code, done.status) == ("application.window", "refused")
    # 10-01 to 10-08 are off.
    assert done.refused.message.params == {"day": date(2025, 10, 9)}
    assert done.refused.reasons[0].clause == "ZB 三(一)"
    later = office.do("application.file", on="2025-10-09", code=HOSPITAL, service="medical")
    assert later.status == "filed"
    assert office.do("application.withdraw", on="2025-10-10", id=later.id).status == "withdrawn"
    assert office.refused("application.withdraw", on="2025-10-10", id=done.id).code == "already"


def test_renewal_is_asked_for_a_month_ahead(office: Office) -> None:
    institution(office, until="2024-12-31")
    fields = {"code": HOSPITAL, "service": "medical"}
    refusal = office.refused("renewal.file", on="2024-12-02", **fields)
    assert (refusal.code, refusal.field) == ("renewal.late", "reason")
    assert office.refused("renewal.file", on="2025-01-02", **fields).code == "renewal.lapsed"
    Matter(office, on="2024-11-20")
    done = office.do("renewal.file", on="2024-11-30", **fields)
    assert (done.data["due"], done.data["late"]) == ("2024-11-30", False)
    assert "暂缓续签" in repr(done.warnings)
    assert office.refused("renewal.file", on="2024-12-01", **fields).code == "already"


def test_late_but_before_expiry_is_taken_with_a_reason(office: Office) -> None:
    institution(office, until="2024-12-31")
    done = office.do("renewal.file", on="2024-12-31", code=HOSPITAL, service="medical", reason="人员变动")
    assert done.data["late"] is True


def test_no_notice_of_a_term_means_no_lateness(tianjin: Office) -> None:
    institution(tianjin, until="2024-12-31")
    done = tianjin.do("renewal.file", on="2024-12-31", code=HOSPITAL, service="medical")
    assert (done.data["due"], done.data["late"]) == (None, False)


def test_what_failed_is_not_renewed_and_what_is_decided_stays(office: Office) -> None:
    institution(office, services=("medical", "rehabilitation"), until="2024-12-31")
    record = {"code": HOSPITAL, "year_end": "2024-12-31", "purpose": "renewal"}
    failed = office.do("assessment.record", on="2024-12-02", service="medical", verdict="failed", **record).id
    other = office.do("assessment.record", on="2024-12-02", service="rehabilitation", verdict="passed", **record).id
    again = office.refused("assessment.record", on="2024-12-02", service="medical", verdict="passed", **record)
    assert again.code == "already"
    decide = {"on": "2024-12-03", "code": HOSPITAL, "service": "medical", "reason": "考核"}
    assert office.refused("renewal.decide", outcome="renewed", assessment=failed, **decide).code == "renewal.verdict"
    assert office.refused("renewal.decide", outcome="renewed", assessment=other, **decide).code == "renewal.assessment"
    office.do("renewal.decide", outcome="not-renewed", assessment=failed, **decide)
    assert office.refused("renewal.decide", outcome="not-renewed", assessment=failed, **decide).code == "already"
    # In Tianjin the same bar is the agency's; here it is the notice's.
    assert check(office, "2024-12-04", service="medical")["bars"][0]["source_kind"] == SourceKind.NOTICE_LITERAL


def test_the_same_bar_is_agency_policy_in_tianjin(tianjin: Office) -> None:
    not_renewed(tianjin)
    # Before the notice the national rules hold.
    assert check(tianjin, "2024-01-05", service="medical")["bars"][0]["source_kind"] == SourceKind.AGENCY_POLICY


def test_a_score_beside_the_verdict_is_remarked(office: Office) -> None:
    institution(office)
    record = {"on": "2025-03-03", "code": HOSPITAL, "service": "medical", "purpose": "annual"}
    done = office.do("assessment.record", year_end="2025-01-31", verdict="failed", score="85", **record)
    assert done.warnings
    done = office.do("assessment.record", year_end="2024-01-31", verdict="failed", score="84", **record)
    assert done.warnings == ()
    refusal = office.refused("assessment.record", year_end="2028-01-31", verdict="passed", **record)
    assert refusal.code == "assessment.agreement"
