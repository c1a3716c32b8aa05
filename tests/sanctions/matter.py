"""A case at hand, for tests: an institution under agreement, a case on it, and the steps of a measure in short."""

from datetime import date
from typing import Any

from domain.refusals import Refusal
from sanctions.measures.lists import measure as measure_record
from sanctions.measures.options import options
from sanctions.results import Done
from tests.sanctions.office import HOSPITAL, Office

DEPARTMENTS = ("骨科", "影像科", "神经外科")


def sign(office: Office, code: str, service: str, *, since: str = "2023-02-01", until: str = "2027-01-31") -> str:
    """An agreement for a service; gives its number."""
    number = f"X-{code[-4:]}-{service}-{since}"
    office.do("agreement.sign", on=since, code=code, service=service, number=number, from_day=since, to_day=until)
    return number


def institution(
    office: Office,
    code: str = HOSPITAL,
    *,
    services: tuple[str, ...] = ("medical",),
    departments: tuple[str, ...] = DEPARTMENTS,
    since: str = "2023-02-01",
    until: str = "2027-01-31",
) -> str:
    """An institution with an agreement for each service; gives its code."""
    office.do(
        "institution.add",
        on="2023-01-20",
        code=code,
        name=f"淄测第{code[-3:]}医院",
        services=services,
        departments=departments,
    )
    for service in services:
        sign(office, code, service, since=since, until=until)
    return code


class Matter:
    """A case on an institution, with everything done as zhang and decided by zhao."""

    def __init__(self, office: Office, code: str = HOSPITAL, *, on: str = "2025-03-03") -> None:
        self.office = office
        self.code = code
        self.case = office.do("case.open", on=on, institution=code, lead="zhang", second="li").id

    def finding(self, on: str = "2025-03-04", **fields: Any) -> str:
        """A finding in the case."""
        told = {"category": "untrue-billing", "severity": "serious", "provision": "协议 12", "text": "申报与病历不符"}
        return self.office.do("finding.add", on=on, source=self.case, **{**told, **fields}).id

    def event(self, kind: str, happened: str, on: str | None = None) -> str:
        """An event of the institution, in the case."""
        day = on or happened
        id = self.office.do(
            "event.record", on=day, code=self.code, kind=kind, body="卫生健康部门", happened=happened, learned=day
        ).id
        self.office.do("case.add", on=day, case=self.case, events=[id])
        return id

    def propose(self, kind: str, on: str, **fields: Any) -> str:
        """A proposal that must not be refused."""
        return self.office.do("measure.propose", on=on, case=self.case, **self._given(kind, fields)).id

    def refused(self, kind: str, on: str, **fields: Any) -> Refusal:
        """A proposal that must be refused."""
        return self.office.refused("measure.propose", on=on, case=self.case, **self._given(kind, fields))

    @staticmethod
    def _given(kind: str, fields: dict[str, Any]) -> dict[str, Any]:
        # Bodies of tests speak of other things than of these two.
        raw = {"kind": kind, "reason": "违反服务协议", **fields}
        return {"raw": raw}

    def hear(self, id: str, on: str) -> None:
        """Notice issued, served and answered on one day."""
        self.office.do("measure.notice", on=on, id=id)
        self.office.do("measure.serve", on=on, id=id, document="notice", method="direct", received=on)
        self.office.do("measure.defence", on=on, id=id, outcome="heard", adopted="no", reply="不予采纳")

    def approve(self, id: str, on: str, **fields: Any) -> Done:
        """The decision, or whatever else is pending."""
        return self.office.do("approve", who="zhao", on=on, id=id, **{"confirm": True, **fields})

    def serve(self, id: str, on: str, method: str = "direct") -> Done:
        """Service of the decision on the day it is recorded."""
        return self.office.do("measure.serve", on=on, id=id, method=method, received=on)

    def carry(self, kind: str, on: str, *, heard: bool = True, **fields: Any) -> str:
        """A measure from proposal to force, all on one day."""
        id = self.propose(kind, on, **fields)
        if heard:
            self.hear(id, on)
        self.approve(id, on)
        if kind != "payment-hold":
            self.serve(id, on)
        return id

    def hold(self, on: str, *bills: str) -> str:
        """A payment hold on bills written NO=YUAN."""
        id = self.propose("payment-hold", on, bills=list(bills))
        self.approve(id, on)
        return id

    def options(self, on: str) -> dict[str, dict[str, Any]]:
        """What may be done on a day, by kind."""
        with self.office.store.read() as reader:
            return {o["kind"]: o for o in options(reader, self.case, on=date.fromisoformat(on))["options"]}

    def shown(self, id: str, on: str, **fields: Any) -> dict[str, Any]:
        """A measure as it was on a day."""
        with self.office.store.read() as reader:
            return measure_record(reader, id, on=date.fromisoformat(on), **fields)

    def status(self, id: str, on: str, **fields: Any) -> str:
        """A measure's status on a day."""
        return str(self.shown(id, on, **fields)["status"])


def texts(record: dict[str, Any]) -> str:
    """All templates, parameters and words of a record's reasons, to look for a word in."""
    return repr(record["reasons"])
