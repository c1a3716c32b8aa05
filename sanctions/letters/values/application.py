"""What the refusal of an application may name: the bar in its way with its basis, or the days for applying."""

from typing import Any, Final

from domain.rulebook.kinds import ServiceType
from domain.states.applications import Application
from domain.states.measures import Measure
from sanctions.admitting.bar_check import BarVerdict, check
from sanctions.admitting.bars import RunningBar
from sanctions.letters.values.common import BASIS, COMMON, REMEDY, Desk, basis, common, remedy_periods
from sanctions.letters.values.plain import Plain
from sanctions.letters.values.words import day, services, term, unstopped

APPLICATION: Final[dict[str, Plain]] = {
    **COMMON,
    "application": {
        "id": "SQ-2024-0001",
        "service": "医疗",
        "filed_on": "2024年9月6日",
        "reason": "已完成整改",
        "barred": True,
    },
    "bar": {
        "statement": "因违约被解除服务协议的，自决定之日起1年内再次申请同类协议的，不予受理。",
        "cited": "《工伤保险条例》第五十九条",
        "quote": "",
        "text": "续签考核不合格的，不予续签",
        "stop": "。",
        "decision": "解除服务协议",
        "measure": "CL-2024-0001",
        "agreement": "XY-2021-001",
        "decision_no": "某社保决〔2024〕5号",
        "decided_on": "2024年3月1日",
        "until": "2025年3月1日",
        "earliest": "2025年3月2日",
        "practical": "2025年10月9日",
        "document": "某某公告",
        "published_on": "2024年1月2日",
        "link": "http://example.invalid/1",
    },
    "window": {**BASIS, "from_day": "10月1日", "to_day": "12月31日"},
    "remedy": REMEDY,
}
"""Fields of an application's letters, each with an example."""


def application_values(desk: Desk, application: Application) -> dict[str, Any]:
    """The values of an application's letters, by the rules of the day it was filed."""
    return {
        **common(desk, application.institution, application.filed_on),
        "application": {
            "id": application.id,
            "service": services((application.service,)),
            "filed_on": day(application.filed_on),
            "reason": unstopped(application.reason),
            "barred": application.refusal == "application.barred",
        },
        "bar": _bar(desk, application),
        "window": _window(desk, application),
        "remedy": remedy_periods(desk, application.filed_on),
    }


def verdict_of(desk: Desk, application: Application) -> BarVerdict:
    """Whether a bar stood in its way on the day it was filed, as it is known now."""
    return check(
        desk.reader,
        application.institution or "",
        on=application.filed_on,
        service=application.service,
        rulebook=desk.rulebook,
        calendar=desk.calendar,
    )


def blocking_bar(desk: Desk, application: Application) -> RunningBar | None:
    """The bar that stood in its way; None where it fell since, with the decision it came from."""
    return next((one.bar for one in verdict_of(desk, application).found if one.blocks), None)


def _bar(desk: Desk, application: Application) -> dict[str, Any]:
    if application.refusal != "application.barred":
        return {}
    verdict = verdict_of(desk, application)
    blocking = next((one.bar for one in verdict.found if one.blocks), None)
    if blocking is None:
        return {}
    told = {
        "until": day(verdict.last_barred_day),
        "earliest": day(verdict.earliest_legal),
        "practical": day(verdict.earliest_practical),
    }
    named = blocking.subject.partition(":")[2]
    measure = desk.reader.get(Measure, blocking.subject) if not named else None
    published = desk.rules.date_of("bar.published_on")
    return {
        **told,
        "statement": blocking.statement.zh if blocking.statement is not None else None,
        **basis(blocking.reasons[0], desk.rulebook.on(blocking.decided_on)),
        "measure": measure.id if measure is not None else None,
        "agreement": named,
        "decision": measure.word if measure is not None else term("bar_decision", "not-renewed"),
        "decision_no": measure.decision_no if measure is not None else None,
        "decided_on": day(blocking.decided_on),
        "document": desk.rules.text("bar.document"),
        "published_on": day(published),
        "link": desk.rules.text("bar.link"),
    }


def _window(desk: Desk, application: Application) -> dict[str, Any]:
    rules = desk.rulebook.on(application.filed_on)
    window = rules.window(ServiceType(application.service))
    if window is None:
        return {}
    return {**basis(window.reason, rules), "from_day": _month_day(window.from_day), "to_day": _month_day(window.to_day)}


def _month_day(text: str) -> str:
    month, _, of_month = text.partition("-")
    return f"{int(month)}月{int(of_month)}日"
