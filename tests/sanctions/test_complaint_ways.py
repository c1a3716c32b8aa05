"""Complaints on their ways: times, returns, letters and receipts, who was told, call-backs, several reporters."""

import json
from datetime import date
from typing import Any

import pytest

from domain.acts import Upload
from domain.acts.complaints import CHANNELS, NATURES
from domain.messages import Message
from sanctions.intake.complaint_lists import complaint, complaints, counts
from sanctions.running.deadlines import deadlines
from tests.codes import credit_code
from tests.sanctions.office import HOSPITAL, Office

SUMMARY = "反映骨科多收床位费。"


def reporter_file(name: str = "欧阳测试") -> Upload:
    return Upload("reporter.json", json.dumps({"name": name, "phone": "13905331234"}, ensure_ascii=False).encode())


@pytest.fixture(autouse=True)
def hospital(office: Office) -> None:
    """A hospital, long before."""
    office.do("institution.add", on="2025-01-02", code=HOSPITAL, name="淄测中心医院", services=["medical"])


def log(office: Office, day: str = "2025-03-03", **changes: Any) -> str:
    fields = {"institution": HOSPITAL, "received": day, "channel": "phone", "nature": "complaint", "summary": SUMMARY}
    return office.do("complaint.log", on=day, **(fields | changes)).id


def shown(office: Office, id: str, on: str = "2025-12-01") -> dict[str, Any]:
    with office.store.read() as reader:
        return complaint(reader, id, on=date.fromisoformat(on))


def listed(office: Office, **wanted: Any) -> list[str]:
    with office.store.read() as reader:
        return [one["id"] for one in complaints(reader, **wanted).items]


def running(office: Office, on: str, kind: str = "complaint-clock") -> dict[str, Any]:
    with office.store.read() as reader:
        found = deadlines(reader, on=date.fromisoformat(on), kinds=[kind]).items
    return {row["subject"]: row["due"] for row in found if row["subject"].startswith("TS-")}


def setting(office: Office, key: str, value: str, on: str = "2025-01-06") -> None:
    office.do("policy.set", who="admin", on=on, key=key, raw={"value": value, "reason": "惯例"}, from_day=on)
    office.do("approve", who="zhao", on=on, id=key)


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("nature", NATURES)
def test_every_channel_and_nature_comes_in(office: Office, channel: str, nature: str) -> None:
    id = log(office, channel=channel, nature=nature, real_name="claimed", wants_answer="yes", may_disclose="no")
    told = shown(office, id)
    assert (told["channel"], told["nature"], told["reporter_count"]) == (channel, nature, 1)
    assert told["informants"] == [
        {
            "no": 1,
            "since": date(2025, 3, 3),
            "known": False,
            "real_name": "claimed",
            "wants_answer": "yes",
            "may_disclose": "no",
        }
    ]


def test_a_channel_with_a_rule_brings_its_day_to_answer(office: Office) -> None:
    assert shown(office, log(office, channel="12345"))["reply_by"] is None
    setting(office, "complaint.answer.12345", "5wd")
    id = log(office, channel="12345")
    assert shown(office, id)["reply_by"] == date(2025, 3, 10)
    assert shown(office, log(office, channel="phone"))["reply_by"] is None
    given = log(office, channel="12345", reply_by="2025-03-20")
    assert shown(office, given)["reply_by"] == date(2025, 3, 20)
    (row,) = (one for one in shown(office, id, "2025-03-05")["clocks"])
    assert [reason.source_kind for reason in row["reasons"]] == ["agency_policy", "agency_policy"]
    # Where the day received was wrong, the day to answer follows; a day that was typed stays.
    for one in (id, given):
        office.do("complaint.correct", on="2025-03-06", id=one, received="2025-03-04", reason="登记有误")
    assert shown(office, id)["reply_by"] == date(2025, 3, 11)
    assert shown(office, given)["reply_by"] == date(2025, 3, 20)


def test_a_returned_order_stops_and_begins_anew_when_it_comes_back(office: Office) -> None:
    setting(office, "complaint.answer.12345", "5wd")
    id = log(office, channel="12345", source_no="GD-1")
    assert running(office, "2025-03-05") == {id: date(2025, 3, 10)}
    done = office.do("complaint.return", on="2025-03-05", id=id, reason="不属本机构")
    assert done.status == "returned"
    assert len(done.effects) == 2
    assert running(office, "2025-03-05") == {}
    assert shown(office, id)["returns"] == [{"on": date(2025, 3, 5), "number": "GD-1", "reason": "不属本机构"}]
    office.do("complaint.accept", on="2025-03-12", id=id, source_no="GD-1-2")
    told = shown(office, id)
    assert (told["reply_by"], told["source_no"]) == (date(2025, 3, 19), "GD-1-2")
    assert running(office, "2025-03-12") == {id: date(2025, 3, 19)}
    # What was asked on the day of the return is still answered as it was then.
    assert running(office, "2025-03-06") == {}


def test_a_typed_day_does_not_outlive_a_return(office: Office) -> None:
    id = log(office, channel="superior", reply_by="2025-03-10")
    office.do("complaint.return", on="2025-03-05", id=id, reason="不属本机构", number="JB-7")
    warned = office.do("complaint.accept", on="2025-03-12", id=id).warnings
    assert len(warned) == 1
    assert shown(office, id)["reply_by"] is None
    assert shown(office, id)["returns"][0]["number"] == "JB-7"


def test_a_petition_has_its_times_by_national_law(office: Office) -> None:
    id = log(office, nature="petition")
    # 15 days from 2025-03-03 end on a Tuesday.
    assert running(office, "2025-03-04") == {id: date(2025, 3, 18)}
    office.do("complaint.accept", on="2025-03-05", id=id)
    clocks = shown(office, id, "2025-03-05")["clocks"]
    assert [clock["due"] for clock in clocks] == [date(2025, 3, 18), date(2025, 5, 6)]
    assert [clock["reasons"][0].clause for clock in clocks] == ["信访工作条例 23", "信访工作条例 34"]
    assert [reason.source_kind for reason in clocks[1]["reasons"]] == ["national_law", "inferred"]
    office.do("complaint.tell", on="2025-03-06", id=id, what="accepted", how="letter", number="告〔2025〕3号")
    # 60 days after the acceptance end on a day off, 2025-05-04, and roll to the 6th.
    assert running(office, "2025-03-06") == {id: date(2025, 5, 6)}
    office.do("complaint.answer", on="2025-04-30", id=id, reply="已办结")
    assert running(office, "2025-04-30") == {}


def test_a_petition_that_was_declined_is_still_to_be_told(office: Office) -> None:
    id = log(office, nature="petition")
    office.do("complaint.decline", on="2025-03-05", id=id, reason="不属信访受理范围", number="不受理〔2025〕1号")
    assert running(office, "2025-03-05") == {id: date(2025, 3, 18)}
    office.do("complaint.tell", on="2025-03-06", id=id, what="progress", how="phone")
    assert running(office, "2025-03-06") == {id: date(2025, 3, 18)}
    office.do("complaint.tell", on="2025-03-07", id=id, what="declined", how="letter")
    assert running(office, "2025-03-07") == {}
    assert shown(office, id)["decline_no"] == "不受理〔2025〕1号"


def test_a_petition_is_extended_within_what_the_law_gives(office: Office) -> None:
    id = log(office, nature="petition")
    ask = {"id": id, "reason": "情况复杂", "granted_by": "王某"}
    assert office.refused("complaint.extend", on="2025-03-04", until="2025-05-20", **ask).code == "complaint.clock"
    office.do("complaint.accept", on="2025-03-05", id=id)
    assert office.refused("complaint.extend", on="2025-03-06", until="2025-05-06", **ask).code == "complaint.days"
    beyond = office.refused("complaint.extend", on="2025-03-06", until="2025-06-06", **ask)
    assert (beyond.code, beyond.field, beyond.reasons[0].clause) == ("complaint.extension", "until", "信访工作条例 34")
    office.do("complaint.extend", on="2025-04-30", until="2025-06-05", **ask)
    office.do("complaint.tell", on="2025-04-30", id=id, what="accepted", how="letter")
    assert running(office, "2025-05-12") == {id: date(2025, 6, 5)}
    (more,) = shown(office, id)["extensions"]
    assert (more["before"], more["until"], more["granted_by"]) == (date(2025, 5, 6), date(2025, 6, 5), "王某")


def test_a_day_to_answer_is_extended_too(office: Office) -> None:
    id = log(office, channel="12345", reply_by="2025-03-10")
    office.do("complaint.extend", on="2025-03-06", id=id, until="2025-03-14", reason="等待病历")
    assert running(office, "2025-03-12") == {id: date(2025, 3, 14)}
    plain = log(office)
    assert office.refused("complaint.extend", on="2025-03-06", id=plain, until="2025-03-14", reason="x").code == (
        "complaint.clock"
    )


def test_telling_a_report_meets_the_time_for_it(office: Office) -> None:
    setting(office, "complaint.clock", "on")
    named = log(office, nature="report", reporter_file=reporter_file())
    nameless = log(office, nature="report", reporter_file=reporter_file(), real_name="no")
    for id in (named, nameless):
        office.do("complaint.accept", on="2025-03-04", id=id)
    assert running(office, "2025-03-05") == {named: date(2025, 3, 17)}
    done = office.do("complaint.tell", on="2025-03-05", id=named, what="accepted", how="phone")
    assert len(done.effects) == 2
    assert running(office, "2025-03-05") == {}


@pytest.mark.parametrize(
    ("what", "status"),
    [("accepted", "received"), ("declined", "accepted"), ("done", "accepted")],
)
def test_only_what_is_so_is_told(office: Office, what: str, status: str) -> None:
    id = log(office)
    if status == "accepted":
        office.do("complaint.accept", on="2025-03-04", id=id)
    assert office.refused("complaint.tell", on="2025-03-05", id=id, what=what, how="phone").code == "complaint.status"


def test_each_reporter_of_one_matter_is_told_on_their_own(office: Office) -> None:
    id = log(office, reporter_file=reporter_file(), wants_answer="yes")
    refusal = office.refused("complaint.add-reporter", on="2025-03-04", id=id, reporter_file=reporter_file("骨科多收"))
    assert refusal.code == "complaint.identity"
    for no, name, wants in ((2, "司马测试", "yes"), (3, "诸葛测试", "no")):
        done = office.do(
            "complaint.add-reporter", on="2025-03-04", id=id, reporter_file=reporter_file(name), wants_answer=wants
        )
        assert name not in repr(done)
        assert done.data == {"reporter": no}
    told = shown(office, id)
    assert [(one["no"], one["known"], one["wants_answer"]) for one in told["informants"]] == [
        (1, True, "yes"),
        (2, True, "yes"),
        (3, True, "no"),
    ]
    assert not any(name in repr(told) for name in ("欧阳", "司马", "诸葛"))
    office.do("complaint.accept", on="2025-03-05", id=id)
    answered = office.do("complaint.answer", on="2025-03-10", id=id, reply="已核实退费")
    assert answered.effects[-1].params["numbers"] == (2,)  # type: ignore[union-attr]
    assert listed(office, awaiting="telling") == [id]
    assert id in running(office, "2025-03-11")
    assert office.refused("complaint.tell", id=id, what="done", how="phone", reporters=["4"]).code == (
        "complaint.reporter"
    )
    office.do("complaint.tell", on="2025-03-11", id=id, what="done", how="letter", reporters=["2"])
    assert listed(office, awaiting="telling") == []
    assert running(office, "2025-03-11") == {}
    secret = office.do("complaint.reveal", who="sun", id=id, purpose="核实").secret
    assert secret["reporter"]["name"] == "欧阳测试"
    assert [(one.get("no"), one["name"]) for one in secret["reporters"]] == [
        (None, "欧阳测试"),
        (2, "司马测试"),
        (3, "诸葛测试"),
    ]


def test_what_was_asked_of_a_reporter_is_corrected_by_number(office: Office) -> None:
    id = log(office, real_name="claimed")
    office.do("complaint.add-reporter", on="2025-03-04", id=id, reporter_file=reporter_file("司马测试"))
    office.do("complaint.correct", on="2025-03-05", id=id, real_name="yes", reason="已核实")
    office.do("complaint.correct", on="2025-03-05", id=id, reporter="2", wants_answer="yes", reason="来电要求")
    told = shown(office, id)["informants"]
    assert [(one["real_name"], one["wants_answer"]) for one in told] == [("yes", None), (None, "yes")]
    for wrong in ("0", "3"):
        refusal = office.refused("complaint.correct", id=id, reporter=wrong, wants_answer="no", reason="x")
        assert (refusal.code, refusal.field) == ("complaint.reporter", "reporter")


def test_a_transfer_waits_for_its_receipt(office: Office) -> None:
    id = log(office)
    office.do("complaint.accept", on="2025-03-04", id=id)
    sent = office.do("complaint.transfer", on="2025-03-05", id=id, to="区医保局", number="移〔2025〕1号", reason="医保")
    assert any("receipt" in effect.template for effect in sent.effects if isinstance(effect, Message))
    assert listed(office, awaiting="receipt") == [id]
    assert running(office, "2025-03-10", "task") == {}
    setting(office, "complaint.receipt", "10wd", on="2025-03-06")
    assert running(office, "2025-03-10", "task") == {id: date(2025, 3, 19)}
    for day in ("2025-03-04", "2025-03-11"):
        refusal = office.refused("complaint.receipt", on="2025-03-10", id=id, received=day)
        assert (refusal.code, refusal.field) == ("complaint.days", "received")
    office.do(
        "complaint.receipt",
        on="2025-03-10",
        id=id,
        number="回执7",
        received="2025-03-10",
        proof=Upload("回执.pdf", b"%PDF"),
    )
    assert (listed(office, awaiting="receipt"), running(office, "2025-03-10", "task")) == ([], {})
    told = shown(office, id)
    assert (told["letters"][0]["receipt"], told["letters"][0]["receipt_on"]) == ("回执7", date(2025, 3, 10))
    assert len(told["attachments"]) == 1
    assert office.refused("complaint.receipt", id=id, received="2025-03-10").code == "already"
    assert office.refused("complaint.receipt", id=log(office), received="2025-03-10").code == "complaint.letter"
    # The day before it came is answered as it was then.
    assert running(office, "2025-03-07", "task") == {id: date(2025, 3, 19)}


def test_a_receipt_given_with_the_letter_is_enough(office: Office) -> None:
    id = log(office)
    office.do(
        "complaint.transfer", on="2025-03-05", id=id, to="区医保局", number="1", receipt="当面签收", reason="医保"
    )
    assert listed(office, awaiting="receipt") == []


def test_a_report_of_fraud_goes_to_the_department_and_what_is_ours_goes_on(office: Office) -> None:
    id = log(office, nature="report")
    office.do("complaint.accept", on="2025-03-04", id=id)
    case = office.do("case.open", on="2025-03-05", institution=HOSPITAL, lead="zhang", complaints=[id]).id
    hand = {"id": id, "number": "移送〔2025〕2号", "reason": "涉嫌骗取基金"}
    done = office.do("complaint.hand-over", on="2025-03-06", **hand)
    assert done.status == "in-case"
    told = shown(office, id)
    (letter,) = told["letters"]
    assert (told["status"], told["case"], letter["matter"]) == ("in-case", case, "fraud-report")
    assert letter["to"] == done.data["to"] != ""
    assert office.refused("complaint.hand-over", on="2025-03-06", **hand).code == "already"
    office.do(
        "complaint.result",
        on="2025-04-10",
        id=id,
        raw={"text": "已认定"},
        number="人社〔2025〕9号",
        received="2025-04-09",
    )
    (letter,) = shown(office, id)["letters"]
    assert (letter["result_no"], letter["result_on"]) == ("人社〔2025〕9号", date(2025, 4, 9))
    # Whoever answers has had the letter.
    assert letter["receipt_on"] == date(2025, 4, 9)
    assert office.refused("complaint.result", id=id, raw={"text": "x"}, received="2025-04-09").code == "already"


def test_what_was_only_received_goes_with_the_letter(office: Office) -> None:
    id = log(office, nature="report")
    done = office.do("complaint.hand-over", on="2025-03-06", id=id, matter="other", to="公安机关", reason="涉嫌犯罪")
    assert (done.status, len(done.warnings)) == ("transferred", 1)


def test_a_call_back_is_awaited_until_somebody_was_reached(office: Office) -> None:
    id, nameless = log(office, reporter_file=reporter_file()), log(office, real_name="no")
    assert office.refused("complaint.call-back", id=id, result="satisfied").code == "complaint.status"
    for one in (id, nameless):
        office.do("complaint.accept", on="2025-03-04", id=one)
        office.do("complaint.answer", on="2025-03-10", id=one, reply="已退费")
    assert listed(office, awaiting="call-back") == [id]
    setting(office, "complaint.call_back", "5wd")
    assert running(office, "2025-03-11", "task") == {id: date(2025, 3, 17)}
    office.do("complaint.call-back", on="2025-03-12", id=id, result="not-reached")
    assert listed(office, awaiting="call-back") == [id]
    assert office.do("complaint.call-back", on="2025-03-13", id=id, result="not-satisfied", note="仍有异议").warnings
    assert (listed(office, awaiting="call-back"), running(office, "2025-03-13", "task")) == ([], {})
    assert [one["result"] for one in shown(office, id)["call_backs"]] == ["not-reached", "not-satisfied"]


def test_lists_by_channel_time_and_page(office: Office) -> None:
    late = [log(office, channel="12345", reply_by="2025-03-10") for _ in range(3)]
    soon = log(office, channel="12345", reply_by="2025-03-20")
    other = log(office, channel="letter")
    day = date(2025, 3, 12)
    assert listed(office, on=day, clock="late") == late[::-1]
    assert listed(office, on=day, clock="running") == [soon]
    assert listed(office, on=day, channel="letter") == [other]
    with office.store.read() as reader:
        first = complaints(reader, on=day, clock="late", limit=2)
        rest = complaints(reader, on=day, clock="late", limit=2, after=first.next)
        assert [one["due"] for one in complaints(reader, on=day).items] == [
            None,
            date(2025, 3, 20),
            *[date(2025, 3, 10)] * 3,
        ]
    assert [one["id"] for one in first.items + rest.items] == late[::-1]
    assert rest.next is None


def test_complaints_and_institutions_are_counted_apart(office: Office) -> None:
    other = credit_code(5)
    office.do("institution.add", on="2025-01-02", code=other, name="淄测第二医院", services=["medical"])
    for _ in range(2):
        log(office, channel="12345")
    log(office, channel="12345", institution=other)
    log(office, channel="letter")
    log(office, "2025-05-06", channel="letter")
    with office.store.read() as reader:
        sums, rows = counts(reader, by="channel", last=date(2025, 4, 30))
    assert sums == {"complaints": 4, "institutions": 2}
    assert rows == [
        {"channel": "12345", "complaints": 3, "institutions": 2},
        {"channel": "letter", "complaints": 1, "institutions": 1},
    ]
