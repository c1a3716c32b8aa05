"""Erasing who reported: only once kept long enough, by two persons, for good, with the journal whole."""

from datetime import date
from pathlib import Path

import pytest

from db import journal
from domain.acts import Upload
from sanctions.intake.complaint_lists import complaint
from sanctions.intake.erasing import due
from sanctions.publishing.protected import protected
from tests.sanctions.conftest import MakeOffice
from tests.sanctions.office import HOSPITAL, Office
from tests.sanctions.test_sealing_keys import LETTER, REPORTER, log

ID, FILE = "TS-2025-0001", "FJ-2025-0001"
ENDED, LATER = date(2025, 12, 1), date(2028, 12, 2)


@pytest.fixture
def desk(make_office: MakeOffice) -> Office:
    """Two complaints with reporters; a sealed letter with the first, which was declined."""
    office = make_office("zibo-2023")
    office.do("institution.add", code=HOSPITAL, name="淄博测试医院", services=["medical"])
    assert log(office) == ID
    log(office)
    office.do("attach.add", subject=ID, file=Upload("信.txt", LETTER), kind="letter")
    office.do("complaint.decline", id=ID, reason="不属于工伤保险")
    return office


def keep_for(office: Office, period: str) -> None:
    office.do("policy.set", who="admin", key="identity.keep", value=period, from_day="2025-12-01", reason="档案规定")
    office.do("approve", who="zhao", id="identity.keep")


def listed(office: Office) -> list[str]:
    with office.store.read() as reader:
        return [one["id"] for one in due(reader, on=office.today).items]


def test_nothing_is_erased_before_its_time(desk: Office) -> None:
    assert desk.refused("complaint.erase", who="sun", id=ID, reason="x").code == "identity.kept"
    keep_for(desk, "3y")
    desk.as_of_day(date(2028, 12, 1))
    # The last day is included, and what has not ended is kept however long it takes.
    assert listed(desk) == []
    assert desk.refused("complaint.erase", who="sun", id=ID, reason="x").code == "identity.kept"
    desk.as_of_day(LATER)
    assert listed(desk) == [ID]
    assert desk.refused("complaint.erase", who="sun", id="TS-2025-0002", reason="x").code == "identity.kept"
    for who in ("zhang", "zhao", "admin"):
        assert desk.refused("complaint.erase", who=who, id=ID, reason="x").code == "role.denied"
    # What came back is kept anew.
    desk.do("complaint.accept", id=ID)
    assert listed(desk) == []


def test_two_persons_erase_it_and_the_journal_stays_whole(desk: Office) -> None:
    keep_for(desk, "3y")
    desk.as_of_day(LATER)
    with desk.store.read() as reader:
        commitments = [
            piece["commitment"] for entry in reader.entries(subject=ID) for piece in entry.fields.get("sealed", ())
        ]
    assert desk.do("complaint.erase", who="sun", id=ID, reason="保存期满").status == "pending"
    assert desk.refused("complaint.erase", who="sun", id=ID, reason="x").code == "pending"
    # Until it is approved it still opens.
    assert desk.do("complaint.reveal", who="sun", id=ID, purpose="核实").secret["reporter"] == REPORTER
    done = desk.do("approve", who="zhao", id=ID)
    assert done.data["erased"] == 2
    refused = desk.refused("complaint.reveal", who="sun", id=ID, purpose="核实")
    assert (refused.code, refused.message.params["day"]) == ("complaint.erased", LATER)
    assert {refused.message.params["asked"], refused.message.params["by"]} == {"sun", "zhao"}
    assert desk.refused("attach.open", who="sun", id=FILE, purpose="核实").code == "attachment.erased"
    assert desk.refused("complaint.erase", who="sun", id=ID, reason="x").code == "complaint.erased"
    assert listed(desk) == []
    with desk.store.read() as reader:
        told = complaint(reader, ID, on=desk.today)
        assert [(one["on"], one["by"], one["asked_by"]) for one in told["erased"]] == [(LATER, "zhao", "sun")]
        assert (told["has_reporter"], told["has_text"]) == (True, False)
        assert journal.verify(reader.connection).ok
        # The commitment is still there, and the other's name is still looked for in what goes out.
        assert len(commitments) == 1
        assert commitments[0] in next(entry for entry in reader.entries(subject=ID)).fields["sealed"][0]["commitment"]
        assert protected(reader, desk.store.key, [HOSPITAL]).stand_in(f"反映人{REPORTER['name']}")
    # What is told afterwards is sealed anew, and opens.
    desk.do("complaint.correct", id=ID, reporter_file=Upload("r.json", b'{"name": "Li Si"}'), reason="again")
    assert desk.do("complaint.reveal", who="sun", id=ID, purpose="x").secret["reporter"] == {"name": "Li Si"}


def test_nothing_of_it_is_left_in_any_file(desk: Office) -> None:
    if desk.url.get_backend_name() != "sqlite":
        pytest.skip("a server keeps its files to itself")
    keep_for(desk, "3y")
    desk.as_of_day(LATER)
    with desk.store.read() as reader:
        rows = reader.connection.exec_driver_sql(
            f"SELECT wrapped, ciphertext FROM sealed JOIN sealed_key ON record = id WHERE subject = '{ID}'"
        ).all()
        chunks = reader.connection.exec_driver_sql(
            "SELECT data FROM blob_chunk JOIN sealed_key ON record = sha256"
        ).all()
    parts = [bytes(part)[16:48] for row in (*rows, *chunks) for part in row]
    desk.do("complaint.erase", who="sun", id=ID, reason="保存期满")

    def found() -> list[bool]:
        files = [file.read_bytes() for file in Path(str(desk.url.database)).parent.iterdir()]
        return [any(part in content for content in files) for part in parts]

    assert found() == [True] * 3
    desk.do("approve", who="zhao", id=ID)
    assert found() == [False] * 3


def test_a_case_that_goes_on_keeps_it(desk: Office) -> None:
    keep_for(desk, "1m")
    case = desk.do("case.open", institution=HOSPITAL, lead="zhang", second="li", complaints=["TS-2025-0002"]).id
    desk.do("complaint.answer", id="TS-2025-0002", reply="已核查")
    desk.as_of_day(date(2026, 3, 2))
    assert listed(desk) == [ID]
    desk.do("case.close", case=case, outcome="no-breach", reason="查无实据")
    desk.do("approve", who="zhao", id=case)
    assert listed(desk) == [ID]
    desk.as_of_day(date(2026, 4, 3))
    assert listed(desk) == [ID, "TS-2025-0002"]
