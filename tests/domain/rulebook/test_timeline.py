"""Rules and settings by day."""

from datetime import date

import msgspec
import pytest

from domain.calendars.periods import Period
from domain.messages import Bilingual, Message
from domain.reasons import SourceKind
from domain.rulebook.kinds import BarEffect, BarTrigger, MeasureKind, Nature
from domain.rulebook.loader import load
from domain.rulebook.settings import Setting
from domain.rulebook.timeline import Rulebook
from domain.rulebook.view import DefenceLack

BREACH = BarTrigger.TERMINATED_FOR_BREACH
RENEWAL = BarTrigger.RENEWAL_ASSESSMENT_FAILED


def test_the_pack_begins_on_its_day_and_goes_on_after_its_end() -> None:
    book = Rulebook.shipped("tianjin-2024")
    before, first, last, after = (
        book.on(d) for d in (date(2024, 6, 30), date(2024, 7, 1), date(2029, 6, 30), date(2029, 7, 1))
    )
    assert [v.pack.id for v in (before, first, last, after)] == ["national", *["tianjin-2024"] * 3]
    assert before.fallback
    assert isinstance(before.validity_warning, Message)
    assert first.validity_warning is None
    assert last.validity_warning is None
    warning = after.validity_warning
    assert warning is not None
    assert warning.params["day"] == date(2029, 6, 30)
    assert book.place.zone == "Asia/Shanghai"


def test_no_end_is_told_not_warned_of() -> None:
    view = Rulebook.shipped("zibo-2023").on(date(2035, 1, 4))
    assert view.validity_warning is None
    assert view.pack.validity_note == Bilingual("未载明有效期", "the notice states no end of validity")


def test_versions_follow_each_other() -> None:
    old = load("zibo-2023")
    new = msgspec.structs.replace(old, id="zibo-2026", valid_from=date(2026, 1, 1))
    book = Rulebook((new, old))
    assert book.pack_on(date(2025, 12, 31)).id == "zibo-2023"
    assert book.pack_on(date(2026, 1, 1)).id == "zibo-2026"
    assert book.current.id == "zibo-2026"
    with pytest.raises(ValueError, match="at least one"):
        Rulebook(())


def test_national_rules_begin_on_their_own_day() -> None:
    book = Rulebook.shipped("tianjin-2024")
    last, first = ({str(m.kind) for m in book.on(day).measures()} for day in (date(2023, 11, 30), date(2023, 12, 1)))
    assert last == {"warning-talk", "rectification-order", "settlement-suspension", "termination", "referral"}
    assert first - last == {"payment-hold", "refuse-payment", "department-suspension"}
    assert last < first


def test_a_place_rule_does_not_wait_for_the_national_one_under_it() -> None:
    view = Rulebook.shipped("zibo-2023").on(date(2023, 2, 1))
    assert view.measure(MeasureKind.DEPARTMENT_SUSPENSION) is not None
    assert view.measure(MeasureKind.PAYMENT_HOLD) is not None
    assert view.measure(MeasureKind.REFUSE_PAYMENT) is None


def test_lack_of_defence_refuses_from_december_2023() -> None:
    book = Rulebook.shipped("zibo-2023")
    last, first = book.on(date(2023, 11, 30)), book.on(date(2023, 12, 1))
    for kind in ("settlement-suspension", "department-suspension", "termination"):
        assert last.defence_lack(kind, Nature.BREACH) is DefenceLack.WARNS
        assert first.defence_lack(kind, Nature.BREACH) is DefenceLack.REFUSES
    assert first.defence_lack("payment-hold") is DefenceLack.NONE
    assert first.defence_lack("warning-talk") is DefenceLack.NONE
    assert first.defence_lack("refuse-payment") is DefenceLack.REFUSES


def test_a_setting_holds_from_its_day() -> None:
    book = Rulebook.shipped(
        "tianjin-2024",
        [
            Setting("publication.scope", "objective_only", date(2025, 3, 1)),
            Setting("publication.scope", "all", date(2025, 6, 1)),
        ],
    )
    days = [date(2025, 2, 28), date(2025, 3, 1), date(2025, 5, 31), date(2025, 6, 1)]
    assert [book.on(d).publication(Nature.BREACH) is not None for d in days] == [True, False, False, True]
    assert all(book.on(d).publication(Nature.OBJECTIVE) for d in days)
    assert [book.on(d).policy("publication.scope").since for d in days[:2]] == [None, date(2025, 3, 1)]


def test_of_two_settings_from_one_day_the_later_recorded_counts() -> None:
    day = date(2025, 3, 3)
    book = Rulebook.shipped("zibo-2023", [Setting("defence.period", "7wd", day), Setting("defence.period", "3wd", day)])
    assert book.on(day).period("defence.period") == Period(3, "wd")
    # Recorded later but for an earlier time: what was set for the later day stands.
    earlier = Setting("defence.period", "10wd", date(2025, 1, 2))
    again = book.with_settings([*book.settings, earlier])
    assert again.on(date(2025, 3, 1)).period("defence.period") == Period(10, "wd")
    assert again.on(day).period("defence.period") == Period(3, "wd")


def test_bar_of_zibo_has_two_sources() -> None:
    view = Rulebook.shipped("zibo-2023").on(date(2024, 11, 15))
    renewal, breach = view.bar(RENEWAL), view.bar(BREACH)
    assert renewal is not None
    assert breach is not None
    assert renewal.reasons[0].source_kind is SourceKind.NOTICE_LITERAL
    assert renewal.reasons[0].clause == "ZB 四"
    assert breach.reasons[0].source_kind is SourceKind.AGENCY_POLICY
    assert any(r.clause == "ZB 四" and "仅针对续签考核不合格" in str(r.text) for r in breach.reasons)
    assert (renewal.length, breach.length) == (Period(1, "y"), Period(1, "y"))
    assert (renewal.missing, breach.missing) == (False, True)


def test_bar_of_tianjin_says_the_notice_has_none() -> None:
    view = Rulebook.shipped("tianjin-2024").on(date(2025, 8, 8))
    for trigger in (RENEWAL, BREACH):
        bar = view.bar(trigger)
        assert bar is not None
        assert bar.effect is BarEffect.BLOCK
        assert bar.reasons[0].source_kind is SourceKind.AGENCY_POLICY
    breach = view.bar(BREACH)
    assert breach is not None
    assert any("天津通知本身没有再次申请限制" in str(r.text) for r in breach.reasons)


def test_bar_follows_the_policy_of_the_decision_day() -> None:
    settings = [
        Setting("bar.after_breach", "warn", date(2025, 1, 1)),
        Setting("bar.after_breach", "off", date(2025, 2, 1)),
        Setting("bar.effective_from", "2024-10-08", date(2024, 1, 2)),
    ]
    book = Rulebook.shipped("zibo-2023", settings)
    days = [date(2024, 10, 7), date(2024, 10, 8), date(2025, 1, 1), date(2025, 2, 1)]
    bars = [book.on(d).bar(BREACH) for d in days]
    assert [b and b.effect for b in bars] == [None, BarEffect.BLOCK, BarEffect.WARN, None]
    # The notice's own bar does not ask the agency.
    assert all(book.on(d).bar(RENEWAL) for d in days)
    assert book.on(days[-1]).bar_fields_missing() == ()


def test_statement_fills_in_what_was_published() -> None:
    day = date(2025, 1, 2)
    bare = Rulebook.shipped("zibo-2023").on(day)
    empty = bare.bar(BREACH)
    assert empty is not None
    assert empty.statement is not None
    assert "依据: 限制依据未公布。" in empty.statement.zh
    assert len(bare.bar_fields_missing()) == 4
    settings = [
        Setting("bar.document", "《服务协议》第{length}条", day),
        Setting("bar.published_on", "2024-12-02", day),
    ]
    bar = Rulebook.shipped("zibo-2023", settings).on(day).bar(BREACH)
    assert bar is not None
    assert bar.statement is not None
    assert not bar.missing
    assert bar.statement.zh == (
        "因违约被解除(终止)服务协议, 自决定之日起1年内再次申请同类协议的, 不符合本机构公布的申请条件, 不予受理。"
        "依据: 《服务协议》第{length}条(2024年12月2日公布)。此为本机构管理要求, 不是通知条款。"
        "淄社保发〔2023〕1号第四部分仅规定续签考核不合格情形。"
    )
    assert "Within 1 year of" in bar.statement.en


def test_values_by_type() -> None:
    view = Rulebook.shipped("zibo-2023").on(date(2025, 1, 2))
    assert view.period("renewal.apply_before") == Period(-1, "m")
    assert view.integer("renewal.pass_score") == 85
    assert view.policy("renewal.pass_score").reason.source_kind is SourceKind.INFERRED
    assert view.text("complaint.clock") == "off"
    assert view.date_of("bar.effective_from") is None
    tianjin = Rulebook.shipped("tianjin-2024").on(date(2025, 1, 2))
    assert tianjin.period("renewal.apply_before") is None
    with pytest.raises(KeyError):
        tianjin.needed_period("renewal.apply_before")
    with pytest.raises(KeyError):
        view.policy("no.such")


def test_a_later_fixed_rule_ignores_the_setting() -> None:
    # Set while national rules stood, then the notice fixed it.
    book = Rulebook.shipped("zibo-2023", [Setting("bar.length", "2y", date(2022, 1, 4))])
    assert book.on(date(2022, 6, 1)).period("bar.length") == Period(2, "y")
    assert book.on(date(2023, 1, 16)).period("bar.length") == Period(1, "y")
