"""What every letter may name: the agency, the institution, the day, the rules that go into every second one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

from db.store import Reader
from domain.calendars import Calendar
from domain.calendars.due import Due
from domain.reasons import Reason
from domain.rulebook.timeline import Rulebook
from domain.rulebook.view import View
from domain.states.agency import Agency
from domain.states.institutions import Agreement, Institution
from domain.states.measures.parts import BillAmount
from sanctions.letters.values.plain import BLANK, Plain, numbered
from sanctions.letters.values.words import cited, day, money, period, services, stop_after
from sanctions.running.core import known


@dataclass(frozen=True)
class Desk:
    """Where a letter is written: the record, the day on it, the rules and the calendar; `number` is its own (文号)."""

    reader: Reader
    on: date
    rulebook: Rulebook
    calendar: Calendar
    agency: Agency
    number: str | None = None

    @cached_property
    def rules(self) -> View:
        """The rules of the day on the letter."""
        return self.rulebook.on(self.on)

    def institution(self, code: str | None) -> Institution | None:
        """The institution a letter is about; None where the matter names none."""
        return self.reader.get(Institution, f"institution:{code}") if code is not None else None

    def due(self, count: Callable[[], Due | None]) -> str:
        """A last day; empty while it cannot be counted."""
        counted = known(count)
        return day(counted.due) if counted is not None else ""


_RULES: Final = (
    "emergency",
    "department-patients",
    "termination-continues",
    "settle-on-time",
    "hold-release",
    "no-pass-on",
    "fraud-determination",
    "fraud-handover",
    "agency-urges",
    "reporter-secret",
    "complaint-handling",
    "remedy-review",
    "remedy-suit",
    "remedy-agreement",
    "publication-list",
    "enforcement-road",
)
"""Provisions a letter may name by key; each may be missing on a day before it was in force."""

BASIS: Final[dict[str, Plain]] = {
    "cited": "《工伤保险条例》第五十九条",
    "quote": "",
    "text": "机构不按服务协议提供服务的，经办机构可以解除服务协议",
    "stop": "。",
}

COMMON: Final[dict[str, Plain]] = {
    "agency": {"name": "某市社会保险事业中心", "telephone": "0000-1234567"},
    "institution": {
        "name": "某某医院",
        "code": "12370300MB0000000X",
        "address": "某某路1号",
        "services": "医疗、康复",
        "district": "某某区",
        "level": "三级",
        "licence": "0000000",
    },
    "place": {"agency": "经办机构", "department": "人力资源和社会保障部门", "government": "同级人民政府"},
    "number": "某社保函〔2024〕12号",
    "today": "2024年9月6日",
    "blank": BLANK,
    "rules": {key.replace("-", "_"): dict(BASIS) for key in _RULES},
}
"""Fields of every letter, each with an example."""


def common(desk: Desk, code: str | None, on: date | None = None) -> dict[str, Any]:
    """The fields of every letter; the institution bears the name it had on the day `on`."""
    institution = desk.institution(code)
    place = desk.rulebook.place
    return {
        "agency": {"name": desk.agency.name, "telephone": desk.agency.telephone or BLANK},
        "institution": told_institution(institution, on or desk.on) if institution is not None else {},
        "place": {"agency": place.agency.zh, "department": place.department.zh, "government": place.government.zh},
        "number": desk.number or BLANK,
        "today": day(desk.on),
        "blank": BLANK,
        "rules": {key.replace("-", "_"): _provision(desk.rules, key) for key in _RULES},
    }


def told_institution(institution: Institution, on: date) -> dict[str, str | None]:
    """An institution as a letter names it on a day."""
    return {
        "name": institution.name_on(on),
        "code": institution.code,
        "address": institution.address,
        "services": services(institution.services),
        "district": institution.district,
        "level": institution.level,
        "licence": institution.licence,
    }


def _provision(rules: View, key: str) -> Mapping[str, Any]:
    rule = rules.pack.provisions.get(key)
    return basis(rule.reason, rules) if rule is not None and rule.holds_on(rules.day) else {}


def basis(reason: Reason, rules: View) -> dict[str, str | None]:
    """A rule as a letter rests on it: written-out citation, the notice's own words, what it says in ours.

    Where the notice is quoted, nothing of ours stands beside its words.
    """
    text = getattr(reason.text, "zh", "")
    return {
        "cited": cited(reason.clause, rules.pack),
        "quote": reason.quote,
        "text": text,
        "stop": stop_after(reason.quote),
    }


def rules_in_lines(rules: Sequence[Mapping[str, str | None]], clause: Mapping[str, str | None]) -> str:
    """Rules, then the clause of the agreement, one below the other for a cell of a table."""
    told = [
        f"{one['cited']}：“{one['quote']}”{one['stop']}"
        if one["quote"]
        else (f"{one['cited']}（主要内容：{one['text']}）。" if one["cited"] else f"{one['text']}。")
        for one in rules
    ]
    if clause:
        quote = f"“{clause['quote']}”" if clause["quote"] else ""
        told.append(f"服务协议{clause['clause']}{quote}{clause['stop']}")
    return "\n".join(f"{number}．{line}" for number, line in enumerate(told, start=1))


AGREEMENT: Final[dict[str, Plain]] = {
    "number": "XY-2024-001",
    "service": "医疗",
    "from_day": "2024年1月1日",
    "until": "2025年12月31日",
    "template": "2024版",
}


def told_agreement(agreement: Agreement) -> dict[str, str | None]:
    """An agreement by its number and days."""
    return {
        "number": agreement.number,
        "service": services((agreement.service,)),
        "from_day": day(agreement.from_day),
        "until": day(agreement.until),
        "template": agreement.template,
    }


BILL: Final[dict[str, Plain]] = {
    "no": "1",
    "bill": "JS-0001",
    "department": "骨科",
    "admitted": "2024年5月6日",
    "discharged": "2024年5月20日",
    "declared": "12,000.00元",
    "amount": "3,000.00元",
    "item": "重复收费",
}


def told_bills(bills: tuple[BillAmount, ...]) -> list[dict[str, Any]]:
    """Bills with what the file of bills told of each."""
    return numbered([{"bill": one.bill, "amount": money(one.fen), **bill_details(one.details)} for one in bills])


def bill_details(details: Any) -> dict[str, str | None]:
    """What is known of a bill beside number and amount; empty where nothing is."""
    if details is None:
        return {}
    return {
        "department": details.department,
        "admitted": day(details.admitted),
        "discharged": day(details.discharged),
        "declared": money(details.declared),
        "item": details.item,
    }


REMEDY: Final[dict[str, Plain]] = {
    "government": "同级人民政府",
    "review_period": "60日",
    "suit_period": "6个月",
    "review_until": "2024年11月6日",
    "suit_until": "2025年3月6日",
    "served": True,
}
"""What may be done against a decision; the days are there once it was served."""


def remedy_periods(desk: Desk, on: date) -> dict[str, Any]:
    """Within which times review and suit are open, by the rules of a day."""
    rules = desk.rulebook.on(on)
    return {
        "government": desk.rulebook.place.government.zh,
        "review_period": period(rules.period("remedy.review")),
        "suit_period": period(rules.period("remedy.suit")),
    }
