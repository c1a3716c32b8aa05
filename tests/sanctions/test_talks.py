"""Talks: appointed, held with what was promised, or nobody came."""

from datetime import date
from typing import Any

from domain.acts import Upload
from domain.states.tasks import Task
from sanctions.running.deadlines import deadlines
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import Office

DAY = "2025-03-10"


def talk(office: Office) -> tuple[Matter, str]:
    institution(office)
    matter = Matter(office)
    matter.finding()
    return matter, matter.propose("warning-talk", DAY)


def running(office: Office, on: str) -> list[dict[str, Any]]:
    with office.store.read() as reader:
        return deadlines(reader, on=date.fromisoformat(on), kinds=("task",)).items


def test_its_record_says_where_with_whom_and_what_was_promised(office: Office) -> None:
    matter, id = talk(office)
    done = office.do(
        "measure.complete",
        on=DAY,
        id=id,
        place="二楼会议室",
        host="王某",
        attendees=["李某, 副院长, 授权委托书", "赵某, 医保办主任"],
        minutes="约谈纪要1号",
        promises=["退还多收费用=2025-03-31", "上报自查报告=2025-04-15"],
        proof=Upload("minutes.pdf", b"%PDF"),
    )
    assert (done.status, done.warnings) == ("done", ())
    shown = matter.shown(id, DAY)
    assert shown["talks"] == [
        {
            "on": date(2025, 3, 10),
            "held": True,
            "place": "二楼会议室",
            "host": "王某",
            "attendees": ["李某, 副院长, 授权委托书", "赵某, 医保办主任"],
            "minutes": "约谈纪要1号",
            "result": None,
        }
    ]
    assert [(one["text"], one["by"]) for one in shown["promises"]] == [
        ("退还多收费用", date(2025, 3, 31)),
        ("上报自查报告", date(2025, 4, 15)),
    ]
    assert [one["task"] for one in shown["promises"]] == list(done.data["promises"])


def test_what_was_promised_runs_until_it_is_done(office: Office) -> None:
    _, id = talk(office)
    first, second = office.do(
        "measure.complete",
        on=DAY,
        id=id,
        place="x",
        host="y",
        attendees=["z"],
        promises=["甲=2025-03-31", "乙=2025-04-15"],
    ).data["promises"]
    assert {row["subject"] for row in running(office, "2025-03-31")} >= {first, second}
    late = next(row for row in running(office, "2025-04-02") if row["subject"] == first)
    assert late["overdue_by"] == 2
    office.do("task.done", on="2025-04-02", id=first, result="已退还")
    office.do("task.drop", on="2025-04-02", id=second, reason="机构未履行, 另行处理")
    assert not {first, second} & {row["subject"] for row in running(office, "2025-04-02")}
    assert {first, second} <= {row["subject"] for row in running(office, "2025-04-01")}
    with office.store.read() as reader:
        kept = reader.get(Task, first)
    assert kept is not None
    assert (kept.kind, kept.about, kept.person, kept.status) == ("promise", id, None, "done")


def test_a_promise_has_a_day_that_can_come(office: Office) -> None:
    _, id = talk(office)
    past = office.refused("measure.complete", on=DAY, id=id, promises=["甲=2025-03-07"])
    assert (past.code, past.field) == ("talk.promise", "promises")
    bare = office.refused("measure.complete", on=DAY, id=id, promises=["甲"])
    assert (bare.code, bare.field) == ("value.promise", "promises")


def test_what_the_record_lacks_is_told(office: Office) -> None:
    _, id = talk(office)
    done = office.do("measure.complete", on=DAY, id=id, result="已约谈", host="王某")
    assert len(done.warnings) == 1
    assert done.status == "done"


def test_nobody_came_and_it_stays_open_for_another_day(office: Office) -> None:
    matter, id = talk(office)
    office.do("measure.appoint", on=DAY, id=id, day="2025-03-12", place="二楼")
    row = next(row for row in running(office, DAY) if row["subject"] == id)
    assert row["due"] == date(2025, 3, 12)
    assert office.refused("measure.appoint", on=DAY, id=id, day="2025-03-12", place="二楼").code == "already"
    assert office.do("measure.complete", on="2025-03-12", id=id, absent=True).status == "proposed"
    assert not any(row["subject"] == id for row in running(office, "2025-03-12"))
    office.do("measure.appoint", on="2025-03-12", id=id, day="2025-03-17")
    again = office.do("measure.complete", on="2025-03-17", id=id, absent=True)
    assert again.data["absences"] == 2
    shown = matter.shown(id, "2025-03-17")
    assert (shown["status"], shown["absences"], [one["held"] for one in shown["talks"]]) == (
        "proposed",
        2,
        [False, False],
    )
    assert matter.shown(id, "2025-03-12")["absences"] == 1
    assert office.do("measure.complete", on="2025-03-20", id=id, place="x", host="y", attendees=["z"]).status == "done"


def test_where_nobody_came_nobody_attended(office: Office) -> None:
    _, id = talk(office)
    refusal = office.refused("measure.complete", on=DAY, id=id, absent=True, attendees=["李某"])
    assert (refusal.code, refusal.field) == ("measure.talk", "attendees")
    assert office.refused("measure.complete", on=DAY, id=id, fine="100").code == "measure.talk"
    assert office.refused("measure.appoint", on=DAY, id=id, day="2025-03-07").code == "talk.day"


def test_only_a_talk_is_appointed_or_attended(office: Office) -> None:
    matter, _ = talk(office)
    referral = matter.propose("referral", DAY)
    assert office.refused("measure.appoint", on=DAY, id=referral, day="2025-03-12").code == "measure.step"
    assert office.refused("measure.complete", on=DAY, id=referral, place="x").code == "measure.talk"
