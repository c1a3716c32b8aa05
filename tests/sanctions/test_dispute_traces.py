"""What an outcome leaves to be done: public lists, fees, the record handed over; and the acts that point back."""

from datetime import date
from hashlib import sha256
from typing import Any

import pytest

from domain.states.histories import HandOver
from sanctions.histories.sending import hand_over, hand_overs
from tests.sanctions.conftest import MakeOffice
from tests.sanctions.contested import CARRIED_OUT, LATER, Contested, contest
from tests.sanctions.office import HOSPITAL, Office

DIGEST = sha256(b"record").hexdigest()


@pytest.fixture
def ended(make_office: MakeOffice) -> Contested:
    """A termination in force, Zibo."""
    return contest(make_office, "zibo-2023", "termination")


def publish(contested: Contested) -> str:
    """The list with the termination, in public; gives its id."""
    office = contested.office
    draft = office.do("publication.draft", on="2025-03-19", terminations=[contested.measure]).id
    office.do("approve", who="zhao", on="2025-03-19", id=draft)
    office.do("publication.publish", who="qian", on="2025-03-20", id=draft, channel="官网", ref="1号")
    return draft


def send(office: Office, on: str, **fields: str) -> str:
    """The record handed over; gives the id of that."""
    given = {"to": "人社局", "form": "csv", "sha256": DIGEST, **fields}
    return office.do("history.send", who="wu", on=on, raw=given).id


# ---------------------------------------------------------------- public lists


def test_what_stood_in_public_is_taken_back_in_time(ended: Contested) -> None:
    draft = publish(ended)
    dispute = ended.open()
    ended.decide(dispute, "set-aside", term="restored")
    assert "must be withdrawn or corrected" in ended.carry_out(dispute)
    assert ("withdraw-publication", draft) in ended.running(LATER)
    refused = ended.office.refused("publication.correct", on=LATER, id=draft, reason="x")
    assert refused.code == "publication.revoked"
    ended.office.do("publication.withdraw", on=LATER, id=draft, reason="复议撤销")
    ended.office.do("approve", who="zhao", on=LATER, id=draft)
    done = ended.office.do("publication.publish", who="qian", on=LATER, id=draft, channel="官网", ref="2号")
    # Counted from the day the outcome was carried out.
    assert (done.data["due"], done.data["late_by"]) == ("2025-06-20", 0)
    assert ended.measure not in [subject for _, subject in ended.running(LATER)]


def test_a_draft_with_what_fell_is_not_published(ended: Contested) -> None:
    draft = ended.office.do("publication.draft", on="2025-03-19", terminations=[ended.measure]).id
    ended.office.do("approve", who="zhao", on="2025-03-19", id=draft)
    ended.through("set-aside", term="restored")
    refused = ended.office.refused("publication.publish", who="qian", on=LATER, id=draft, channel="官网", ref="1")
    assert refused.code == "publication.revoked"


def test_a_list_tells_of_what_was_declared_unlawful(ended: Contested) -> None:
    draft = publish(ended)
    ended.through("declared-unlawful")
    assert "annotate-publication" in ended.tasks()
    told = ended.office.do("publication.correct", on=LATER, id=draft, reason="确认违法").data["text"]
    assert "该决定已被确认违法" in told


def test_a_list_that_says_too_much_is_corrected(ended: Contested) -> None:
    draft = publish(ended)
    ended.through("partly-set-aside", services=["rehabilitation"], term="restored")
    assert "correct-publication" in ended.tasks()
    before = ended.office.do("publication.correct", on=LATER, id=draft, reason="部分撤销").data["text"]
    assert "医疗" in before
    assert "康复" not in before


def test_another_word_for_the_end_is_corrected_in_public(ended: Contested) -> None:
    publish(ended)
    ended.through("varied", word="终止服务协议")
    measure = ended.now
    assert (measure.word, measure.end_kind) == ("终止服务协议", "termination")
    assert "correct-publication" in ended.tasks()
    dispute = ended.open(number="2")
    ended.decide(dispute, "varied", word="吊销")
    refusal = ended.office.refused("approve", who="zhao", on=CARRIED_OUT, id=dispute)
    assert (refusal.code, refusal.field) == ("dispute.parts", "word")


# ---------------------------------------------------------------- fees


def test_fees_refused_meanwhile_wait_to_be_settled(make_office: MakeOffice) -> None:
    contested = contest(make_office, "zibo-2023", "refuse-payment")
    contested.through("set-aside")
    assert [(one.bill, one.fen, one.measure) for one in contested.case.owed] == [
        ("B-1", 10000, contested.measure),
        ("B-2", 5000, contested.measure),
    ]


def test_of_a_part_only_that_part_waits(make_office: MakeOffice) -> None:
    contested = contest(make_office, "zibo-2023", "refuse-payment")
    contested.through("partly-set-aside", bills=["B-1=40"])
    assert [(one.bill, one.fen) for one in contested.case.owed] == [("B-1", 4000)]
    # Set aside as a whole later, the rest follows and nothing twice.
    dispute = contested.open(number="2")
    contested.decide(dispute, "set-aside")
    contested.carry_out(dispute)
    assert sum(one.fen for one in contested.case.owed) == 15000


def test_what_a_hold_still_holds_is_free(make_office: MakeOffice) -> None:
    contested = contest(make_office, "zibo-2023", "payment-hold")
    office, case = contested.office, contested.matter.case
    office.do("hold.release", on="2025-03-17", case=case, bills=["B-1=30"], reason="无误")
    office.do("approve", who="zhao", on="2025-03-17", id=case)
    contested.through("set-aside")
    bills = [(one.bill, one.held, one.released, one.refused, one.still_held) for one in contested.case.bills]
    assert bills == [("B-1", 10000, 10000, 0, 0), ("B-2", 5000, 5000, 0, 0)]


def test_fees_of_the_days_it_held_are_settled(make_office: MakeOffice) -> None:
    contested = contest(make_office, "zibo-2023", "settlement-suspension")
    dispute = contested.through("set-aside")
    told = [one["text"] for one in contested.dispute(dispute)["tasks"]]
    assert any("2025-03-10至2025-05-22" in text.zh for text in told)
    assert any("from 2025-03-10 to 2025-05-22" in text.en for text in told)


# ---------------------------------------------------------------- the record handed over


def test_whoever_has_the_record_is_sent_a_correction(ended: Contested) -> None:
    office = ended.office
    held = [send(office, "2025-04-01"), send(office, "2025-04-02", institution=HOSPITAL, since="2025-03-10")]
    others = [
        send(office, "2025-04-03", institution="12120000401350001W"),
        send(office, "2025-04-04", until="2025-03-09"),
    ]
    ended.through("set-aside", term="restored")
    late = send(office, LATER)
    assert [ended.tasks(id) for id in (*held, *others, late)] == [["correct-history"], ["correct-history"], [], [], []]
    with office.store.read() as reader:
        assert hand_over(reader, held[1])["rows"] == 1
        assert [one["id"] for one in hand_overs(reader).items] == [late, *others[::-1], *held[::-1]]
        kept = reader.get(HandOver, held[0])
    assert kept is not None
    assert (kept.to, kept.sent_on, kept.sha256) == ("人社局", date(2025, 4, 1), DIGEST)


def test_what_is_handed_over_has_a_sum_and_an_auditor(ended: Contested) -> None:
    given = {"to": "人社局", "form": "csv", "sha256": "abc"}
    assert ended.office.refused("history.send", who="wu", raw=given).code == "value.sha256"
    assert ended.office.refused("history.send", who="zhang", raw={**given, "sha256": DIGEST}).code == "role.denied"


def test_upheld_nobody_is_sent_anything(ended: Contested) -> None:
    sent = send(ended.office, "2025-04-01")
    ended.through("upheld")
    assert ended.tasks(sent) == []


# ---------------------------------------------------------------- acts that point back


@pytest.mark.parametrize(
    ("outcome", "fields", "kinds"),
    [
        ("set-aside", {"term": "restored"}, {"measure.set-aside", "agreement.restore"}),
        ("set-aside", {"term": "extended", "extended_to": "2028-01-31"}, {"agreement.extend"}),
        ("partly-set-aside", {"services": ["medical"], "term": "restored"}, {"measure.vary", "agreement.restore"}),
        ("declared-unlawful", {}, {"measure.declare-unlawful"}),
    ],
)
def test_acts_point_back_and_reach_back(
    ended: Contested, outcome: str, fields: dict[str, Any], kinds: set[str]
) -> None:
    ended.through(outcome, **fields)
    with ended.office.store.read() as reader:
        entries = {entry.id: entry for entry in reader.entries(institution=HOSPITAL)}
    found = [entry for entry in entries.values() if entry.kind in kinds]
    assert {entry.kind for entry in found} == kinds
    for entry in found:
        assert entry.corrects in entries
        assert entry.effective_on == date(2025, 3, 10)
        assert entry.on == date(2025, 5, 22)
