"""A third city is a file and no code."""

from datetime import date

import pytest

from domain.calendars.periods import Period
from domain.reasons import SourceKind
from domain.refusals import Refused
from domain.rulebook.kinds import BarTrigger, Force, MeasureKind, Nature, ServiceType
from domain.rulebook.loader import load_file
from domain.rulebook.settings import check_setting
from domain.rulebook.timeline import Rulebook
from tests.domain.rulebook.third_city import THIRD_CITY

PACK = load_file(THIRD_CITY.encode(), "third.toml")
VIEW = Rulebook((PACK,)).on(date(2025, 6, 3))


def test_words_and_order_are_its_own() -> None:
    assert [(str(m.kind), m.word.zh) for m in VIEW.measures()] == [
        ("payment-hold", "暂停拨付相关费用"),
        ("warning-talk", "提醒谈话"),
        ("rectification-order", "限期整改"),
        ("agreement-suspension", "暂缓执行协议"),
        ("settlement-suspension", "暂停结算"),
        ("department-suspension", "科室停止(暂停)"),
        ("termination", "解除服务协议"),
        ("referral", "移送"),
    ]
    found = VIEW.measure_of_word("暂缓执行协议")
    assert found is not None
    assert found.kind is MeasureKind.AGREEMENT_SUSPENSION


def test_what_it_says_itself_is_its_own_source_and_the_rest_is_national() -> None:
    talk, order = VIEW.measure("warning-talk"), VIEW.measure("rectification-order")
    assert talk is not None
    assert order is not None
    assert (talk.clause, talk.source_kind) == ("XX 十九", SourceKind.NOTICE_LITERAL)
    assert talk.gates.approval is False
    assert order.source_kind is SourceKind.AGREEMENT_CLAUSE
    assert VIEW.ground("工伤保险条例 59") is not None


def test_its_numbers_rule() -> None:
    assert VIEW.period("publication.period") == Period(10, "wd")
    bar = VIEW.bar(BarTrigger.TERMINATED_FOR_BREACH)
    assert bar is not None
    assert bar.length == Period(3, "y")
    assert bar.statement is not None
    assert "3年内" in bar.statement.zh
    rule = VIEW.publication(Nature.OBJECTIVE)
    assert rule is not None
    assert rule.clause == "XX 二十三"
    with pytest.raises(Refused) as caught:
        check_setting(PACK, "publication.period", "20wd")
    assert caught.value.refusal.reasons[0].clause == "XX 二十三"


def test_its_grounds_and_windows() -> None:
    ((ground, trigger),) = VIEW.grounds_of_recheck("暂缓执行协议")
    assert (ground.clause, trigger.force) == ("XX 二十一(三)", Force.MANDATORY)
    rule = VIEW.measure("termination")
    assert rule is not None
    assert rule.word_for(ground.end_kind).zh == "解除服务协议"
    window = VIEW.window(ServiceType.MEDICAL)
    assert window is not None
    days = [date(2025, 10, 31), date(2025, 11, 1), date(2026, 1, 31), date(2026, 2, 1)]
    assert [window.is_open(day) for day in days] == [False, True, True, False]
    assert VIEW.window(ServiceType.DEVICE) is None


def test_before_it_began_national_rules_stand() -> None:
    before = Rulebook((PACK,)).on(date(2024, 12, 31))
    assert before.fallback
    assert before.period("publication.period") == Period(20, "wd")
