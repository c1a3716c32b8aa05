"""What the letters of a recovery (追回) may name: sums, bills, demands, and the decision it rests on."""

from typing import Any, Final

from domain.calendars.due import due
from domain.refusals import Refused
from domain.states.measures import Measure
from domain.states.recoveries import Recovery
from sanctions.letters.values.common import BASIS, COMMON, REMEDY, Desk, common, remedy_periods
from sanctions.letters.values.findings import FINDING
from sanctions.letters.values.measure import measure_values
from sanctions.letters.values.plain import Plain, numbered
from sanctions.letters.values.words import day, in_capitals, money, period, term
from sanctions.money.clocks import demand_period, enforceable
from sanctions.reading import need

RECOVERY: Final[dict[str, Plain]] = {
    **COMMON,
    "recovery": {
        "id": "ZH-2024-0001",
        "status": "已催告",
        "opened_on": "2024年9月9日",
        "due": "126,000.00元",
        "due_capitals": "人民币壹拾贰万陆仟元整",
        "returned": "20,000.00元",
        "offset": "6,000.00元",
        "open": "100,000.00元",
        "open_capitals": "人民币壹拾万元整",
        "written_off": "0.00元",
        "decision_no": "某社保追〔2024〕1号",
        "decided_on": "2024年10月9日",
        "decision_served_on": "2024年10月11日",
    },
    "bills": [{"no": "1", "bill": "JS-0001", "claimed": "12,000.00元"}],
    "demand": {
        "served": "2024年9月20日",
        "pay_by": "2024年10月10日",
        "period": "10个工作日",
        "until": "2024年10月10日",
    },
    "demanded_on": "2024年9月20日",
    "demands": [{"no": "1", "served": "2024年9月20日", "pay_by": "2024年10月10日"}],
    "measure": {
        "id": "CL-2024-0001",
        "word": "不予拨付",
        "decision_no": "某社保决〔2024〕5号",
        "decided_on": "2024年9月2日",
        "served_on": "2024年9月6日",
        "amount": "126,000.00元",
        "reason": "经核查，相关费用不符合服务协议约定。",
    },
    "findings": [FINDING],
    "basis": [BASIS],
    "clause": {"clause": "第十二条", "quote": "乙方违反本协议的，甲方可以解除协议。", "stop": "。"},
    "remedy": REMEDY,
    "decision_remedy": REMEDY,
    "enforceable": {"from_day": "2025年4月12日", "until": "2025年7月11日"},
}
"""Fields of a recovery's letters, each with an example."""


def recovery_values(desk: Desk, recovery: Recovery) -> dict[str, Any]:
    """The values of a recovery's letters."""
    measure = need(desk.reader, Measure, recovery.measure)
    of_measure = measure_values(desk, measure)
    told = of_measure["measure"]
    # One whose days are over is made anew, with days of its own.
    running = [one for one in recovery.demands if one.pay_by >= desk.on]
    demand = running[-1] if running else None
    rules = desk.rules
    return {
        **common(desk, recovery.institution),
        "recovery": {
            "id": recovery.id,
            "status": term("recovery", recovery.status),
            "opened_on": day(recovery.opened_on),
            "due": money(recovery.due),
            "due_capitals": in_capitals(recovery.due),
            "returned": money(recovery.returned),
            "offset": money(recovery.offset),
            "open": money(recovery.open),
            "open_capitals": in_capitals(recovery.open),
            "written_off": money(recovery.written_off),
            "decision_no": recovery.decision_no,
            "decided_on": day(recovery.decided_on),
            "decision_served_on": day(recovery.decision_served_on),
        },
        "bills": numbered([{"bill": one.bill, "claimed": money(one.due)} for one in recovery.bills]),
        "demand": {
            "served": day(demand.served) if demand is not None else None,
            "pay_by": day(demand.pay_by) if demand is not None else None,
            "period": period(rules.period("recovery.demand_period")),
            "until": desk.due(lambda: demand_period(rules, desk.on, desk.calendar)),
        },
        "demanded_on": day(recovery.demands[-1].served) if recovery.demands else None,
        "demands": numbered([{"served": day(one.served), "pay_by": day(one.pay_by)} for one in recovery.demands]),
        "measure": {
            key: told[key] for key in ("id", "word", "decision_no", "decided_on", "served_on", "amount", "reason")
        },
        "findings": of_measure["findings"],
        "basis": of_measure["basis"],
        "clause": of_measure["clause"],
        **_decided(desk, recovery),
        "remedy": of_measure["remedy"] if measure.served_on is not None else remedy_periods(desk, desk.on),
    }


def _decided(desk: Desk, recovery: Recovery) -> dict[str, Any]:
    """What may be done against the written decision, and from when enforcement may be applied for."""
    served = recovery.decision_served_on
    told = remedy_periods(desk, served or desk.on)
    if served is None:
        return {"decision_remedy": told}
    rules = desk.rulebook.on(served)
    review, suit = rules.period("remedy.review"), rules.period("remedy.suit")
    told |= {
        "served": True,
        "review_until": desk.due(lambda: due(served, review, desk.calendar) if review is not None else None),
        "suit_until": desk.due(lambda: due(served, suit, desk.calendar) if suit is not None else None),
    }
    try:
        when = enforceable(desk.rulebook, served, desk.calendar)
    except Refused:
        # A year nobody knows the working days of: left out rather than guessed.
        return {"decision_remedy": told}
    latest = when.latest.due if when.latest is not None else None
    return {"decision_remedy": told, "enforceable": {"from_day": day(when.from_day), "until": day(latest)}}
