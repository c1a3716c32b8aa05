"""Stays of execution: meanwhile the decision does not bite, its days do not count, and the day after it bites again."""

from datetime import date

import pytest

from sanctions.admitting.bar_check import bar_check
from sanctions.intake.agreement_lists import agreements
from sanctions.intake.register import institutions
from sanctions.publishing.lists import publication_due
from tests.sanctions.conftest import MakeOffice
from tests.sanctions.contested import CARRIED_OUT, FILED, LATER, Contested, contest
from tests.sanctions.office import HOSPITAL

STAYED, LAST, AFTER = "2025-03-21", "2025-04-10", "2025-04-11"
FREE, CLOSED = ["yes", "yes", "yes", "yes"], ["no", "no", "no", "no"]


@pytest.fixture
def ended(make_office: MakeOffice) -> Contested:
    """A termination in force, Zibo."""
    return contest(make_office, "zibo-2023", "termination")


def stay(contested: Contested, dispute: str, **fields: str) -> str:
    given = {"id": dispute, "from_day": STAYED, "body": "人民法院", "reason": "裁定停止执行", **fields}
    return repr(contested.office.do("dispute.stay", on=given["from_day"], raw=given).effects)


def bar(contested: Contested, on: str) -> str:
    with contested.office.store.read() as reader:
        return str(bar_check(reader, HOSPITAL, on=date.fromisoformat(on))["verdict"])


def test_a_stayed_termination_does_not_bite(ended: Contested) -> None:
    dispute, before = ended.open(), ended.neighbours()
    told = stay(ended, dispute, until=LAST)
    assert all(one.number in told for one in ended.agreements())
    for on, answers in (("2025-03-20", CLOSED), (STAYED, FREE), (LAST, FREE), (AFTER, CLOSED)):
        assert ended.answers(on) == answers
    assert ended.standing(STAYED)["receive_patients"]["until"] == date(2025, 4, 10)
    assert dispute in repr(ended.standing(STAYED)["receive_patients"]["reasons"])
    assert [bar(ended, on) for on in ("2025-03-20", STAYED, LAST, AFTER)] == ["barred", "clear", "clear", "barred"]
    assert [one.status(date(2025, 4, 1)) for one in ended.agreements()] == ["in-force", "in-force"]
    assert [one.status(date(2025, 4, 11)) for one in ended.agreements()] == ["terminated", "terminated"]
    assert ended.neighbours() == before
    # As it was known before the stay, it bit.
    early = ended.office.clock_at(date(2025, 3, 20))()
    assert ended.answers(STAYED, known_at=early) == CLOSED


def test_lists_see_the_stay_too(ended: Contested) -> None:
    stay(ended, ended.open(), until=LAST)
    for on, status in (("2025-03-20", "terminated"), (STAYED, "in-force"), (AFTER, "terminated")):
        day = date.fromisoformat(on)
        with ended.office.store.read() as reader:
            listed = agreements(reader, on=day, institution=HOSPITAL, status=status).items
            others = agreements(reader, on=day, institution=HOSPITAL, status="expired").items
            standing = {one["code"] for one in institutions(reader, on=day, standing="in-force", limit=500).items}
        assert len(listed) == 2
        assert others == []
        assert (HOSPITAL in standing) == (status == "in-force")


@pytest.mark.parametrize(
    "kind", ["payment-hold", "settlement-suspension", "department-suspension", "agreement-suspension"]
)
def test_what_limits_stops_limiting_for_the_time(make_office: MakeOffice, kind: str) -> None:
    contested = contest(make_office, "tianjin-2024", kind)
    limited = contested.answers("2025-03-20")
    assert limited != FREE
    stay(contested, contested.open(), until=LAST)
    assert [contested.answers(on) for on in (STAYED, LAST, AFTER)] == [FREE, FREE, limited]
    with contested.office.store.read() as reader:
        for on in (STAYED, AFTER):
            found = institutions(reader, on=date.fromisoformat(on), standing="limited", limit=500).items
            assert (HOSPITAL in {one["code"] for one in found}) == (on == AFTER and kind != "payment-hold")


def test_nothing_is_refused_under_a_stayed_refusal(make_office: MakeOffice) -> None:
    contested = contest(make_office, "zibo-2023", "refuse-payment")
    hold = contested.matter.propose("payment-hold", "2025-03-11", bills=["B-1=100"], services=["medical"])
    contested.matter.approve(hold, "2025-03-11")
    stay(contested, contested.open())
    given = {"case": contested.matter.case, "bills": ["B-1"], "measure": contested.measure}
    assert contested.office.refused("hold.refuse", on="2025-03-24", raw=given).code == "hold.measure"
    assert contested.case.still_held == 10000


def test_days_of_a_stay_do_not_count_for_the_publication(ended: Contested) -> None:
    def due(on: str) -> list[tuple[str, object]]:
        with ended.office.store.read() as reader:
            return [(one["id"], one["due"]) for one in publication_due(reader, on=date.fromisoformat(on)).items]

    assert (ended.measure, date(2025, 4, 8)) in due(STAYED)
    dispute = ended.open()
    stay(ended, dispute)
    assert (ended.measure, None) in due(STAYED)
    refusal = ended.office.refused("publication.draft", on="2025-03-24", terminations=[ended.measure])
    assert refusal.code == "publication.stayed"
    resumed = {"id": dispute, "until": LAST, "reason": "裁定到期"}
    ended.office.do("dispute.resume", on=LAST, raw=resumed)
    # Eight of the twenty working days were over before; twelve more follow, the last one a worked Sunday.
    assert (ended.measure, date(2025, 4, 27)) in due(AFTER)
    ended.office.do("publication.draft", on="2025-04-11", terminations=[ended.measure])


def test_a_stay_that_begins_after_the_time_was_over_changes_nothing(ended: Contested) -> None:
    dispute = ended.open()
    given = {"id": dispute, "from_day": "2025-04-09", "body": "法院", "reason": "x"}
    ended.office.do("dispute.stay", on="2025-04-09", raw=given)
    with ended.office.store.read() as reader:
        found = {one["id"]: one["due"] for one in publication_due(reader, on=date(2025, 4, 9)).items}
    assert found[ended.measure] == date(2025, 4, 8)


def test_a_draft_is_not_approved_nor_published_during_a_stay(ended: Contested) -> None:
    office = ended.office
    draft = office.do("publication.draft", on="2025-03-19", terminations=[ended.measure]).id
    dispute = ended.open()
    stay(ended, dispute, until=LAST)
    assert office.refused("approve", who="zhao", on="2025-03-24", id=draft).code == "publication.stayed"
    office.do("approve", who="zhao", on="2025-04-11", id=draft)
    office.do("publication.publish", who="qian", on="2025-04-14", id=draft, channel="官网", ref="1号")
    # Public already, it may be corrected during another stay: the list then tells of it.
    again = {"id": dispute, "from_day": "2025-04-15", "body": "法院", "reason": "x"}
    office.do("dispute.stay", on="2025-04-15", raw=again)
    corrected = office.do("publication.correct", on="2025-04-16", id=draft, reason="停止执行")
    assert "决定已停止执行" in corrected.data["text"]
    office.do("approve", who="zhao", on="2025-04-16", id=draft)


def test_what_is_served_during_a_stay_ends_nothing_until_it_is_over(make_office: MakeOffice) -> None:
    contested = contest(make_office, "zibo-2023", "warning-talk")
    matter = contested.matter
    end = matter.propose(
        "termination", "2025-03-18", services=["medical", "rehabilitation"], ground="ZB 五(二)", skip_reason="x"
    )
    matter.hear(end, "2025-03-18")
    matter.approve(end, "2025-03-18")
    dispute = contested.open(end)
    stay(contested, dispute, until=LAST)
    matter.serve(end, "2025-03-24")
    assert [contested.answers(on) for on in ("2025-03-24", LAST, AFTER)] == [FREE, FREE, CLOSED]


def test_stays_do_not_overlap_and_lie_within_the_dispute(ended: Contested) -> None:
    office, dispute = ended.office, ended.open()
    given = {"id": dispute, "from_day": STAYED, "body": "x", "reason": "x"}
    early = office.refused("dispute.stay", on=STAYED, raw={**given, "from_day": "2025-03-17"})
    assert (early.code, early.field) == ("dispute.day", "from_day")
    wrong = office.refused("dispute.stay", on=STAYED, raw={**given, "until": FILED})
    assert (wrong.code, wrong.field) == ("dispute.day", "until")
    nothing = {"id": dispute, "until": LAST, "reason": "x"}
    assert office.refused("dispute.resume", on=STAYED, raw=nothing).code == "dispute.stay"
    stay(ended, dispute, until=LAST)
    assert office.refused("dispute.stay", on=STAYED, raw={**given, "from_day": LAST}).code == "already"
    assert office.refused("dispute.resume", on=LAST, raw=nothing).code == "dispute.stay"
    before = {"id": dispute, "until": "2025-03-19", "reason": "x"}
    assert office.refused("dispute.resume", on=LAST, raw=before).code == "dispute.day"
    office.do("dispute.resume", on="2025-03-31", raw={"id": dispute, "until": "2025-03-31", "reason": "x"})
    stay(ended, dispute, from_day="2025-04-07", until="2025-04-08")
    days = ("2025-03-31", "2025-04-01", "2025-04-07", "2025-04-08", "2025-04-09")
    assert [ended.answers(on)[0] for on in days] == ["yes", "no", "yes", "yes", "no"]
    assert [one["from"] for one in ended.dispute(dispute)["stays"]] == [date(2025, 3, 21), date(2025, 4, 7)]


def test_a_stay_ends_with_the_outcome(ended: Contested) -> None:
    dispute = ended.open()
    stay(ended, dispute)
    assert ended.answers(CARRIED_OUT) == FREE
    ended.decide(dispute, "upheld")
    ended.carry_out(dispute)
    assert [ended.answers(on) for on in ("2025-05-19", "2025-05-20", LATER)] == [FREE, CLOSED, CLOSED]
    assert ended.dispute(dispute)["stays"] == [
        {"dispute": dispute, "from": date(2025, 3, 21), "until": date(2025, 5, 19)}
    ]


def test_the_last_day_of_a_stay_runs(ended: Contested) -> None:
    dispute = ended.open()
    stay(ended, dispute, until=LAST)
    assert ("task", dispute) in ended.running(LAST)
    assert ("task", dispute) not in ended.running(AFTER)
    assert ("task", dispute) not in ended.running("2025-03-20")


def test_after_a_set_aside_an_open_stay_leaves_no_trace(ended: Contested) -> None:
    dispute = ended.open()
    stay(ended, dispute)
    ended.decide(dispute, "set-aside", term="restored")
    ended.carry_out(dispute)
    assert [one.stays for one in ended.agreements()] == [(), ()]
    assert ended.answers(LATER) == FREE
