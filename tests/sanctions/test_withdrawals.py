"""Taking a published list back: the duty that reopens, the day it is judged by, and what the public never reads."""

from datetime import date
from typing import Any

import pytest

from domain.announcements import FORMATS
from domain.messages import msg
from domain.states.measures import Measure
from sanctions.publishing.lists import publication_export
from sanctions.running.deadlines import deadlines
from tests.sanctions.matter import institution
from tests.sanctions.office import Office
from tests.sanctions.test_publications import SITE, breach, due, published, reporter, show


def running(office: Office, on: str, kind: str) -> list[dict[str, Any]]:
    with office.store.read() as reader:
        return [row for row in deadlines(reader, on=date.fromisoformat(on)).items if row["kind"] == kind]


def test_a_withdrawal_reopens_the_duty(office: Office) -> None:
    institution(office)
    termination = breach(office, "2025-03-05")
    id = published(office, termination, "2025-03-07")
    office.do("publication.withdraw", on="2025-03-10", id=id, reason="名称有误")
    assert due(office, "2025-03-10") == []
    office.do("approve", who="zhao", on="2025-03-11", id=id)
    (row,) = due(office, "2025-03-11")
    assert (row["id"], row["due"], row["publication"]) == (termination, date(2025, 4, 2), None)
    done = office.do("publication.publish", who="qian", on="2025-03-12", id=id, **SITE)
    assert done.status == "withdrawn"
    assert show(office, id)["published_on"] is None
    assert repr(done.effects) == repr((msg("The withdrawal stands in public."),))
    assert (done.data["due"], done.data["late_by"]) == (None, None)
    assert (show(office, id)["due"], show(office, id)["late_by"]) == (None, None)
    assert office.refused("publication.correct", on="2025-03-12", id=id, reason="x").code == "publication.status"
    again = published(office, termination, "2025-04-03")
    assert show(office, again)["late_by"] == 1
    # On a day in between it was public.
    assert due(office, "2025-03-08") == []


@pytest.mark.parametrize(("day", "late", "words"), [("2025-05-13", 0, "in time"), ("2025-05-14", 1, "late by")])
def test_a_withdrawal_is_judged_by_the_revocation_and_nothing_is_published_anew(
    office: Office, day: str, late: int, words: str
) -> None:
    institution(office)
    termination = breach(office, "2025-03-05")
    id = published(office, termination, "2025-04-08")
    assert show(office, id)["late_by"] == 3
    office.do("measure.revoke", on="2025-04-11", id=termination, reason="事实不清")
    office.do("approve", who="zhao", on="2025-04-11", id=termination)
    asked = office.do("publication.withdraw", on="2025-04-14", id=id, reason="决定已撤销")
    assert "nothing in it has to be published anew" in repr(asked.effects)
    approved = office.do("approve", who="zhao", on="2025-04-15", id=id)
    assert "anew" not in repr(approved.effects)
    # Until the withdrawal stands in public its day stands too: 04-14 and 20 working days with 04-27 worked.
    (row,) = running(office, "2025-04-16", "withdraw-publication")
    assert (row["subject"], row["due"]) == (id, date(2025, 5, 13))
    done = office.do("publication.publish", who="qian", on=day, id=id, **SITE)
    assert words in repr(done.effects)
    assert (done.data["due"], done.data["late_by"]) == ("2025-05-13", late)
    assert (show(office, id)["due"], show(office, id)["late_by"]) == (date(2025, 5, 13), late)
    assert show(office, id)["versions"][0]["late_by"] == 3
    assert running(office, day, "withdraw-publication") == []
    assert due(office, day) == []


def test_what_is_being_withdrawn_is_not_corrected(office: Office) -> None:
    institution(office)
    id = published(office, breach(office, "2025-03-05"), "2025-03-07")
    office.do("publication.withdraw", on="2025-03-10", id=id, reason="名称有误")
    office.do("approve", who="zhao", on="2025-03-11", id=id)
    assert office.refused("publication.correct", on="2025-03-11", id=id, reason="x").code == "already"
    assert office.refused("publication.withdraw", on="2025-03-11", id=id, reason="x").code == "already"


def test_a_withdrawal_takes_back_what_an_unpublished_correction_left_out(office: Office) -> None:
    institution(office)
    institution(office, "12120000401350001W")
    kept, void = breach(office, "2025-03-05"), breach(office, "2025-03-05", code="12120000401350001W")
    id = office.do("publication.draft", on="2025-03-06", terminations=[kept, void]).id
    office.do("approve", who="zhao", on="2025-03-06", id=id)
    office.do("publication.publish", who="qian", on="2025-03-07", id=id, **SITE)
    office.do("measure.revoke", on="2025-04-10", id=void, reason="事实不清")
    office.do("approve", who="zhao", on="2025-04-11", id=void)
    office.do("publication.correct", on="2025-04-14", id=id, reason="一家已撤销")
    office.do("approve", who="zhao", on="2025-04-14", id=id)
    asked = office.do("publication.withdraw", on="2025-04-15", id=id, reason="改为撤回")
    assert asked.data["terminations"] == [kept, void]
    office.do("approve", who="zhao", on="2025-04-15", id=id)
    with office.store.read() as reader:
        assert [reader.get(Measure, one).published_on for one in (kept, void)] == [None, None]  # type: ignore[union-attr]
    assert [row["id"] for row in due(office, "2025-04-15")] == [kept]


@pytest.mark.parametrize("act", ["publication.correct", "publication.withdraw"])
def test_why_a_version_is_made_is_never_public(office: Office, act: str) -> None:
    institution(office)
    reporter(office, "欧阳测试")
    id = published(office, breach(office, "2025-03-05"), "2025-03-07")
    why = {"on": "2025-03-10", "id": id, "reason": "欧阳测试来电13812345678反映"}
    refusal = office.refused(act, note="感谢欧阳测试", **why)
    assert (refusal.code, refusal.field) == ("publication.personal", "note")
    text = office.do(act, note="名称已更正", **why).data["text"]
    assert "说明: 名称已更正" in text
    assert "欧阳测试" not in text
    office.do("approve", who="zhao", on="2025-03-11", id=id)
    with office.store.read() as reader:
        for form in FORMATS:
            # The parts of a Word file are stored as they are: their bytes can be searched.
            content = publication_export(reader, id, form)
            assert "名称已更正".encode() in content
            assert "欧阳测试".encode() not in content
    assert show(office, id)["versions"][1]["reason"] == why["reason"]


def test_a_list_that_never_was_public_is_over_when_withdrawn(office: Office) -> None:
    institution(office)
    id = office.do("publication.draft", on="2025-03-06", terminations=[breach(office, "2025-03-05")]).id
    office.do("approve", who="zhao", on="2025-03-06", id=id)
    office.do("publication.withdraw", on="2025-03-07", id=id, reason="先送达")
    assert office.do("approve", who="zhao", on="2025-03-07", id=id).status == "withdrawn"
    assert office.refused("publication.publish", who="qian", on="2025-03-07", id=id, **SITE).code == (
        "publication.status"
    )
    assert len(due(office, "2025-03-08")) == 1
