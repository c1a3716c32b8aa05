"""Bars that are contested: with the decision or alone, and the applications they turned away."""

from datetime import date

import pytest

from domain.states.applications import Application
from sanctions.admitting.bar_check import bar_check
from sanctions.histories.register import COLUMNS, history
from tests.sanctions.conftest import MakeOffice
from tests.sanctions.contested import CARRIED_OUT, LATER, Contested, contest
from tests.sanctions.office import HOSPITAL, Office
from tests.sanctions.test_admissions import not_renewed

# Applications in Zibo are taken in the last quarter: what counts here is the bar.
TURNED_AWAY = "2025-05-06"


@pytest.fixture
def ended(make_office: MakeOffice) -> Contested:
    """A termination in force, Tianjin, whose applications know no window."""
    return contest(make_office, "tianjin-2024", "termination")


def apply(contested: Contested, service: str, on: str = TURNED_AWAY) -> str:
    """An application, taken or turned away; gives its id."""
    return contested.office.do("application.file", on=on, raw={"code": HOSPITAL, "service": service}).id


def verdict(office: Office, on: str, **known: object) -> tuple[str, date | None]:
    with office.store.read() as reader:
        told = bar_check(reader, HOSPITAL, on=date.fromisoformat(on), **known)  # type: ignore[arg-type]
    return told["verdict"], told["last_barred_day"]


def exported(contested: Contested, on: str = LATER, **known: object) -> object:
    with contested.office.store.read() as reader:
        rows = history(reader, on=date.fromisoformat(on), **known)  # type: ignore[arg-type]
        found = {row[0]: dict(zip(COLUMNS, row, strict=True)) for row in rows}
    return found[contested.measure]["bar_until"]


def test_who_was_turned_away_because_of_it_is_told(ended: Contested) -> None:
    refused = apply(ended, "medical")
    assert ended.get(Application, refused).status == "refused"
    dispute = ended.through("set-aside", term="restored")
    told = ended.dispute(dispute)
    assert [one["id"] for one in told["applications"]] == [refused]
    assert ended.tasks(refused) == ["tell-applicant"]
    assert {"settle-fees", "tell-applicant"} <= {*ended.tasks(), *ended.tasks(refused)}
    assert [one["about"] for one in told["tasks"]].count(refused) == 1
    assert verdict(ended.office, LATER) == ("clear", None)
    # The attempt stays what it was: it was turned away then.
    assert ended.get(Application, refused).status == "refused"


def test_only_the_service_that_falls_is_told_of(ended: Contested) -> None:
    medical, rehabilitation = apply(ended, "medical"), apply(ended, "rehabilitation")
    dispute = ended.through("partly-set-aside", services=["rehabilitation"], term="restored")
    assert [one["id"] for one in ended.dispute(dispute)["applications"]] == [rehabilitation]
    assert ended.tasks(medical) == []
    assert verdict(ended.office, LATER) == ("barred", date(2026, 3, 10))


def test_the_bar_alone_falls(ended: Contested) -> None:
    refused, answers = apply(ended, "medical"), ended.answers()
    assert exported(ended) == "2026-03-10"
    dispute = ended.through("set-aside", f"bar:{ended.measure}")
    assert ended.now.end is None
    assert ended.answers() == [*answers[:3], "yes"]
    assert verdict(ended.office, LATER) == ("clear", None)
    assert verdict(ended.office, LATER, known_at=ended.known) == ("barred", date(2026, 3, 10))
    assert exported(ended) is None
    assert exported(ended, known_at=ended.known) == "2026-03-10"
    assert ended.tasks(refused) == ["tell-applicant"]
    assert ("bar-end", ended.measure) not in ended.running()
    told = ended.matter.shown(ended.measure, LATER)
    assert told["bar_set_aside"]["dispute"] == dispute
    assert [one["id"] for one in told["disputes"]] == [dispute]
    again = {"target": f"bar:{ended.measure}", "kind": "litigation", "body": "x", "number": "2", "filed": LATER}
    assert ended.office.refused("dispute.open", on=LATER, raw=again).code == "dispute.target"


def test_a_bar_is_shortened(ended: Contested) -> None:
    target = f"bar:{ended.measure}"
    dispute = ended.open(target)
    assert ended.refused(dispute, "partly-set-aside", services=["medical"]) == "dispute.parts"
    ended.decide(dispute, "varied", until="2026-03-10")
    refusal = ended.office.refused("approve", who="zhao", on=CARRIED_OUT, id=dispute)
    assert (refusal.code, refusal.field) == ("dispute.parts", "until")
    ended.office.do("reject", who="zhao", on=CARRIED_OUT, id=dispute, reason="x")
    ended.decide(dispute, "varied", until="2025-09-10")
    ended.carry_out(dispute)
    assert [verdict(ended.office, on)[0] for on in ("2025-09-10", "2025-09-11")] == ["barred", "clear"]
    assert exported(ended) == "2025-09-10"
    assert exported(ended, known_at=ended.known) == "2026-03-10"


def test_a_stayed_bar_alone_does_not_bar(ended: Contested) -> None:
    dispute, answers = ended.open(f"bar:{ended.measure}"), ended.answers()
    given = {"id": dispute, "from_day": "2025-03-21", "until": "2025-06-30", "body": "x", "reason": "x"}
    ended.office.do("dispute.stay", on="2025-03-21", raw=given)
    assert ended.answers() == [*answers[:3], "yes"]
    assert [verdict(ended.office, on)[0] for on in ("2025-06-30", "2025-07-01")] == ["clear", "barred"]
    assert ended.standing(LATER)["apply"]["until"] == date(2025, 6, 30)


def test_the_bar_of_a_decision_not_to_renew(office: Office) -> None:
    office.as_of_day(date(2024, 6, 3))
    not_renewed(office)
    number = "X-013R-medical-2023-02-01"
    assert verdict(office, "2024-06-03") == ("barred", date(2024, 12, 20))
    given = {"kind": "reconsideration", "body": "x", "number": "1", "filed": "2024-01-08"}
    # On the agreement's page it is the agreement's number that is handed in.
    dispute = office.do("dispute.open", on="2024-01-08", raw={"target": number, **given})
    assert dispute.data["target"] == f"bar:{number}"
    stayed = {"id": dispute.id, "from_day": "2024-01-15", "until": "2024-02-29", "body": "x", "reason": "x"}
    office.do("dispute.stay", on="2024-01-15", raw=stayed)
    assert [verdict(office, on)[0] for on in ("2024-01-14", "2024-01-15", "2024-02-29", "2024-03-01")] == [
        "barred",
        "clear",
        "clear",
        "barred",
    ]
    told = {"id": dispute.id, "outcome": "set-aside", "decided": "2024-05-06", "effective": "2024-05-20"}
    office.do("dispute.decide", on="2024-05-20", raw=told)
    office.do("approve", who="zhao", on="2024-05-20", id=dispute.id)
    assert verdict(office, "2024-06-03") == ("clear", None)
    assert verdict(office, "2024-06-03", known_at=office.clock_at(date(2024, 1, 3))())[0] == "clear"


def test_a_refusal_that_falls_stands_as_filed_again(ended: Contested) -> None:
    refused = apply(ended, "medical")
    raw = {"target": refused, "kind": "litigation", "body": "法院", "number": "9", "filed": "2025-05-07"}
    dispute = ended.office.do("dispute.open", on="2025-05-07", raw=raw).id
    nothing = {"id": dispute, "from_day": "2025-05-08", "body": "x", "reason": "x"}
    assert ended.office.refused("dispute.stay", on="2025-05-08", raw=nothing).code == "dispute.stay"
    assert ended.refused(dispute, "partly-set-aside", services=["medical"]) == "dispute.parts"
    assert ended.refused(dispute, "settled", terms="x", until="2025-06-30") == "dispute.parts"
    ended.decide(dispute, "remake-ordered", remake_by="2025-07-01")
    ended.carry_out(dispute)
    application = ended.get(Application, refused)
    assert (application.status, application.refusal) == ("filed", None)
    assert ended.tasks(refused) == ["take-application"]
    assert ended.tasks(dispute) == ["remake"]
    # The bar is another matter and stands.
    assert verdict(ended.office, LATER)[0] == "barred"
    again = ended.office.refused("application.file", on=LATER, raw={"code": HOSPITAL, "service": "medical"})
    assert again.code == "already"


def test_a_refusal_upheld_or_declared_unlawful_stays_refused(ended: Contested) -> None:
    for outcome, tasks in (("upheld", []), ("declared-unlawful", ["compensation"])):
        refused = apply(ended, "medical", "2025-05-06")
        raw = {"target": refused, "kind": "litigation", "body": "法院", "number": "9", "filed": "2025-05-07"}
        dispute = ended.office.do("dispute.open", on="2025-05-07", raw=raw).id
        ended.decide(dispute, outcome)
        ended.carry_out(dispute)
        assert ended.get(Application, refused).status == "refused"
        assert ended.tasks(refused) == tasks
