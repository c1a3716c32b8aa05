"""What an agency may set, and how a value is read."""

from datetime import date

import pytest

from domain.calendars.periods import Period
from domain.reasons import SourceKind
from domain.refusals import Refused
from domain.rulebook.loader import load, packs
from domain.rulebook.settings import check_setting

ZIBO, TIANJIN = load("zibo-2023"), load("tianjin-2024")


@pytest.mark.parametrize("pack_id", [*packs(), "national"])
def test_exactly_the_two_kinds_can_be_set(pack_id: str) -> None:
    pack = load(pack_id)
    samples = {
        "period": "9d",
        "choice": None,
        "text": "甲",
        "link": "https://example.cn/1",
        "date": "2025-01-02",
        "integer": "90",
        "chain": "legal,head",
    }
    for key, rule in pack.policies.items():
        value = samples[rule.type] or rule.choices[-1]
        if rule.source_kind in (SourceKind.AGENCY_POLICY, SourceKind.INFERRED):
            check_setting(pack, key, value)
        else:
            with pytest.raises(Refused) as caught:
                check_setting(pack, key, value)
            assert caught.value.refusal.code == "policy.fixed"
            assert caught.value.refusal.reasons[0].clause == rule.clause


def test_a_fixed_rule_is_refused_with_its_clause_and_words() -> None:
    with pytest.raises(Refused) as caught:
        check_setting(TIANJIN, "publication.period", "30wd")
    (reason,) = caught.value.refusal.reasons
    assert reason.clause == "TJ 五(二)"
    assert reason.quote == "并于20个工作日内将终止名单向社会公布"
    with pytest.raises(Refused) as caught:
        check_setting(ZIBO, "bar.after_failed_renewal", "off")
    assert caught.value.refusal.reasons[0].clause == "ZB 四"
    assert check_setting(TIANJIN, "bar.after_failed_renewal", "off") == "off"


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        check_setting(ZIBO, "bar.afterbreach", "off")
    assert caught.value.refusal.code == "policy.unknown"


@pytest.mark.parametrize(
    ("key", "written", "value"),
    [
        ("bar.after_breach", " warn ", "warn"),
        ("defence.period", "7wd", Period(7, "wd")),
        ("bar.published_on", "2024-12-02", date(2024, 12, 2)),
        ("bar.published_on", "", None),
        ("bar.link", "https://rsj.example.gov.cn/a", "https://rsj.example.gov.cn/a"),
        ("bar.document", "《服务协议》第12条", "《服务协议》第12条"),
        ("renewal.pass_score", "90", 90),
    ],
)
def test_good_values(key: str, written: str, value: object) -> None:
    assert check_setting(ZIBO, key, written) == value


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("bar.after_breach", "BLOCK"),
        ("bar.after_breach", ""),
        ("defence.period", "7"),
        ("defence.period", ""),
        ("bar.published_on", "2024-13-02"),
        ("bar.published_on", "20241202"),
        ("bar.link", "javascript:alert(1)"),
        ("bar.link", "https://a b"),
        ("bar.document", "一\n二"),
        ("bar.document", "\u202e倒"),
        ("bar.document", "长" * 501),
        ("renewal.pass_score", "101"),
        ("renewal.pass_score", "-5"),
        ("renewal.pass_score", "８５"),
        ("renewal.pass_score", "85.5"),
    ],
)
def test_bad_values(key: str, written: str) -> None:
    with pytest.raises(Refused) as caught:
        check_setting(ZIBO, key, written)
    assert caught.value.refusal.code == "policy.value"
    assert str(caught.value) == "policy.value"
