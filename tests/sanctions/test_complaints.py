"""Complaints: intake, duplicates, links, and whoever reports found nowhere but behind the key."""

import json
import traceback
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from db.errors import StoreError
from db.sealing import SealingKey
from db.tables.journal import once
from domain.acts import Upload, act
from domain.refusals import Refused
from sanctions.intake.complaint_lists import complaint, complaints
from sanctions.intake.identities import Reporter, read_reporter
from sanctions.perform import _digest
from sanctions.results import Done
from tests.codes import credit_code
from tests.sanctions.office import HOSPITAL, Office

REPORTER = {
    "name": "欧阳测试",
    "phone": "139 0533 1234",
    "id_number": "370303199001011234",
    "address": "淄测市张店区测试路9号",
}
TEXT = "我叫欧阳测试，在骨科住院时被多收了床位费。"
SUMMARY = "反映骨科多收床位费。"


def reporter_file(**changes: Any) -> Upload:
    return Upload("reporter.json", json.dumps(REPORTER | changes, ensure_ascii=False).encode())


@pytest.fixture
def hospital(office: Office) -> str:
    """A hospital with two departments."""
    office.do("institution.add", code=HOSPITAL, name="淄测中心医院", services=["medical"], departments=["骨科", "内科"])
    return HOSPITAL


def log(office: Office, **changes: Any) -> Done:
    fields = {
        "institution": HOSPITAL,
        "received": "2025-11-28",
        "channel": "phone",
        "nature": "report",
        "summary": SUMMARY,
    }
    return office.do("complaint.log", **(fields | changes))


def refused(office: Office, **changes: Any) -> tuple[str, str | None]:
    fields = {"institution": HOSPITAL, "received": "2025-11-28", "channel": "phone", "nature": "report"}
    refusal = office.refused("complaint.log", **(fields | {"summary": SUMMARY} | changes))
    return refusal.code, refusal.field


def everything_stored(office: Office) -> bytes:
    """Every byte of the database and of what lies beside it."""
    folder = office.url.database
    if office.url.get_backend_name() != "sqlite" or folder is None:
        pytest.skip("a server keeps its files to itself")
    return b"".join(path.read_bytes() for path in sorted(Path(folder).parent.iterdir()))


def test_a_complaint_is_logged_and_shown_without_its_reporter(office: Office, hospital: str) -> None:
    done = log(office, text=Upload("x.txt", TEXT.encode("gb18030")), reporter_file=reporter_file(), department="骨科")
    assert (done.id, done.status, done.data) == ("TS-2025-0001", "received", {"possible_duplicates": []})
    with office.store.read() as reader:
        told = complaint(reader, done.id)
        listed = complaints(reader).items
    assert (told["has_reporter"], told["has_text"], told["summary"]) == (True, True, SUMMARY)
    assert [item["id"] for item in listed] == [done.id]
    for shown in (repr(told), repr(listed), repr(done)):
        assert not any(value in shown for value in (*REPORTER.values(), TEXT))


def test_who_reported_is_found_nowhere_in_what_is_stored(office: Office, hospital: str) -> None:
    words = [*REPORTER.values(), TEXT, "欧阳", "13905331234"]
    log(office, text=Upload("x.txt", TEXT.encode()), reporter_file=reporter_file(), once="k1")
    office.do(
        "attach.add",
        subject="TS-2025-0001",
        file=Upload("/home/x/欧阳测试的举报信.pdf", b"%PDF " + TEXT.encode()),
        kind="举报信",
    )
    office.do("complaint.reveal", who="sun", id="TS-2025-0001", purpose="核实举报内容", once="k2")
    office.do("attach.open", who="sun", id="FJ-2025-0001", purpose="核实", once="k3")
    stored = everything_stored(office)
    for word in words:
        for encoding in ("utf-8", "gb18030", "utf-16-le"):
            assert word.encode(encoding) not in stored
        assert json.dumps(word)[1:-1].encode() not in stored
    # The search itself works: what may be seen is found.
    assert SUMMARY.encode() in stored
    assert "核实举报内容".encode() in stored


def test_a_repeat_is_told_apart_by_a_keyed_digest(office: Office, hospital: str) -> None:
    log(office, reporter_file=reporter_file(), once="k1")
    assert log(office, reporter_file=reporter_file(), once="k1").repeated
    with office.store.read() as reader:
        first = reader.connection.execute(select(once.c.digest)).scalar_one()
    assert refused(office, reporter_file=reporter_file(phone="1"), once="k1") == ("once.differs", "once")
    fields = {"institution": HOSPITAL, "received": "2025-11-28", "channel": "phone", "nature": "report"}
    # Under another key the same act has another digest: nobody without the key can try telephone numbers.
    raw = {**fields, "summary": SUMMARY, "reporter_file": reporter_file()}
    assert _digest(act("complaint.log"), raw, None, office.store.key) == first
    assert _digest(act("complaint.log"), raw, None, lambda: SealingKey(bytes(32))) != first


def test_only_the_custodian_opens_and_each_opening_is_kept(office: Office, hospital: str) -> None:
    id = log(office, text=Upload("x.txt", TEXT.encode()), reporter_file=reporter_file()).id
    for who in ("zhang", "zhao", "qian", "wu", "admin"):
        assert office.refused("complaint.reveal", who=who, id=id, purpose="x").code == "role.denied"
    assert office.refused("complaint.reveal", who="sun", id=id).code == "value.missing"
    done = office.do("complaint.reveal", who="sun", id=id, purpose="核实举报内容")
    assert (done.secret["reporter"], done.secret["text"]) == (REPORTER, TEXT)
    with office.store.read() as reader:
        assert complaint(reader, id)["opened"] == [{"on": office.today, "by": "sun", "purpose": "核实举报内容"}]


def test_a_rehearsal_and_a_repeat_show_nothing(office: Office, hospital: str) -> None:
    id = log(office, reporter_file=reporter_file()).id
    assert office.do("complaint.reveal", who="sun", id=id, purpose="x", rehearse=True).secret == {}
    with office.store.read() as reader:
        assert complaint(reader, id)["opened"] == []
    assert office.do("complaint.reveal", who="sun", id=id, purpose="x", once="k").secret
    again = office.do("complaint.reveal", who="sun", id=id, purpose="x", once="k")
    assert again.repeated
    assert again.secret == {}


def test_without_the_key_nothing_is_opened_and_nothing_recorded(office: Office, hospital: str) -> None:
    id = log(office, reporter_file=reporter_file()).id
    if office.url.get_backend_name() != "sqlite":
        pytest.skip("the key of a server database lies where the settings say")
    key = Path(str(office.url.database) + ".key")
    kept = key.read_bytes()
    key.unlink()
    with pytest.raises(StoreError, match="key_missing"):
        office.attempt("complaint.reveal", who="sun", id=id, purpose="x")
    with pytest.raises(StoreError, match="key_missing"):
        log(office, reporter_file=reporter_file())
    key.write_bytes(kept)
    key.chmod(0o600)
    with office.store.read() as reader:
        assert complaint(reader, id)["opened"] == []
        assert len(complaints(reader).items) == 1


def test_there_may_be_nothing_to_open(office: Office, hospital: str) -> None:
    id = log(office).id
    assert office.refused("complaint.reveal", who="sun", id=id, purpose="x").code == "complaint.nothing_sealed"


@pytest.mark.parametrize(
    "summary",
    [
        "欧阳测试反映骨科多收费",
        "欧 阳 测 试 反映",
        "来电13905331234反映",
        "来电１３９-0533-1234",
        "身份证370303199001011234",
        "住淄测市张店区测试路9号",
    ],
)
def test_a_summary_that_tells_who_reported_is_refused_without_repeating_it(
    office: Office, hospital: str, summary: str
) -> None:
    fields = {"institution": HOSPITAL, "received": "2025-11-28", "channel": "phone", "nature": "report"}
    refusal = office.refused("complaint.log", **fields, summary=summary, reporter_file=reporter_file())
    assert (refusal.code, refusal.field) == ("complaint.identity", "summary")
    assert not any(value in repr(refusal) for value in REPORTER.values())
    with office.store.read() as reader:
        assert complaints(reader).items == []


def test_a_number_in_a_summary_is_a_warning(office: Office, hospital: str) -> None:
    assert log(office, summary="有人来电 13812345678 反映").warnings
    assert not log(office, summary="有人来电反映多收费 3 次, 共 120.50 元").warnings


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{",
        b'{"phone": "13905331234"}',
        '{"name": "欧阳测试", "wechat": "13905331234"}'.encode(),
        b'{"name": 13905331234}',
        ('{"name": "' + "欧阳" * 60 + '"}').encode(),
        b'{"name": "   "}',
        b'{"name": "\\ud800"}',
        b'{"name": "' + b"x" * 20_000 + b'"}',
        b"\xff\xfe{\x00",
    ],
)
def test_a_bad_reporter_file_is_refused_without_its_content(data: bytes) -> None:
    with pytest.raises(Refused) as caught:
        read_reporter(Upload("欧阳测试.json", data))
    assert caught.value.refusal.code in ("reporter.file", "file.not_text", "file.too_large")
    assert caught.value.__context__ is None
    told = "".join(traceback.format_exception(caught.value)) + repr(caught.value.refusal)
    assert "13905331234" not in told
    assert "欧阳" not in told.replace("欧阳测试.json", "")


def test_a_reporter_shows_nothing_when_printed() -> None:
    assert "欧阳" not in repr(Reporter("欧阳测试"))
    assert "欧阳" not in str(read_reporter(reporter_file()))


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({"received": "2025-12-02"}, ("complaint.days", "received")),
        ({"reply_by": "2025-11-27"}, ("complaint.days", "reply_by")),
        ({"department": "口腔科"}, ("department.unknown", "department")),
        ({"channel": "telex"}, ("value.choice", "channel")),
        ({"institution": credit_code(8)}, ("not-found", "institution")),
        ({"summary": " "}, ("value.missing", "summary")),
        ({"text": Upload("x.txt", b"\x00\x01")}, ("file.not_text", "text")),
        ({"text": Upload("x.txt", b"x" * (1024 * 1024 + 1))}, ("file.too_large", "text")),
    ],
)
def test_complaints_that_cannot_be_logged(
    office: Office, hospital: str, changes: dict[str, Any], answer: tuple[str, str]
) -> None:
    assert refused(office, **changes) == answer


def duplicates(office: Office, **changes: Any) -> list[str]:
    return list(log(office, **changes).data["possible_duplicates"])


def test_what_may_be_the_same_matter_is_offered(office: Office, hospital: str) -> None:
    office.do("institution.add", code=credit_code(5), name="别院", services=["medical"])
    first = log(office, department="骨科", source_no="12345-7").id
    assert duplicates(office, summary="另一件事情：药费", received="2025-11-20") == []
    alike = log(office, summary="反映骨科多收床位费一事", received="2025-11-20")
    assert alike.data["possible_duplicates"] == [first]
    assert alike.warnings
    same_department = duplicates(office, summary="护士态度差", department="骨科")
    assert same_department == [first]
    # Long ago, but the same work order.
    assert duplicates(office, summary="催办件", received="2025-03-03", source_no="12345-7") == [first]
    assert duplicates(office, summary=SUMMARY, received="2025-03-03") == []
    assert duplicates(office, institution=credit_code(5)) == []


def test_linking_shows_both_and_keeps_every_reporter(office: Office, hospital: str) -> None:
    one = log(office, reporter_file=reporter_file()).id
    other = log(office, reporter_file=reporter_file(name="司马测试")).id
    office.do("complaint.link", id=one, to=other, relation="same")
    with office.store.read() as reader:
        assert (complaint(reader, one)["links"], complaint(reader, other)["links"]) == ([other], [one])
    for a, b in ((one, other), (other, one)):
        assert office.refused("complaint.link", id=a, to=b).code == "already"
    assert office.refused("complaint.link", id=one, to=one).code == "complaint.link"
    assert office.refused("complaint.link", id=one, to="TS-2025-0099").code == "not-found"
    names = [
        office.do("complaint.reveal", who="sun", id=i, purpose="x").secret["reporter"]["name"] for i in (one, other)
    ]
    assert names == ["欧阳测试", "司马测试"]


def test_the_road_of_a_complaint(office: Office, hospital: str) -> None:
    id = log(office, reply_by="2025-11-28").id
    assert office.refused("complaint.answer", id=id, reply="x").code == "complaint.status"
    assert office.do("complaint.accept", id=id).status == "accepted"
    assert office.refused("complaint.accept", id=id).code == "already"
    assert office.do("complaint.transfer", id=id, to="区人社局", reason="涉嫌骗保").warnings
    assert office.refused("complaint.decline", id=id, reason="x").code == "complaint.status"
    answered = office.do("complaint.answer", id=id, reply="已移送")
    assert (answered.status, len(answered.warnings)) == ("answered", 1)
    assert office.refused("complaint.answer", id=id, reply="x").code == "already"


def test_a_declined_complaint_can_be_taken_up_again(office: Office, hospital: str) -> None:
    id = log(office).id
    assert office.refused("complaint.decline", id=id).code == "value.missing"
    office.do("complaint.decline", id=id, reason="非协议事项")
    office.do("complaint.accept", id=id, note="补充材料")
    assert office.do("complaint.return", id=id, reason="不属本机构").status == "returned"
    with office.store.read() as reader:
        assert [c["id"] for c in complaints(reader, status="returned", text="床位").items] == [id]
        assert complaints(reader, status="accepted").items == []


def test_a_correction_adds_and_what_was_sealed_before_stays(office: Office, hospital: str) -> None:
    id = log(office, text=Upload("x.txt", TEXT.encode()), reporter_file=reporter_file()).id
    assert office.refused("complaint.correct", id=id, summary=SUMMARY, reason="x").code == "already"
    refusal = office.refused(
        "complaint.correct", id=id, summary="司马测试来电", reporter_file=reporter_file(name="司马测试"), reason="x"
    )
    assert refusal.code == "complaint.identity"
    office.do(
        "complaint.correct", id=id, department="内科", reporter_file=reporter_file(name="司马测试"), reason="更正"
    )
    with office.store.read() as reader:
        told = complaint(reader, id)
    assert (told["department"], told["summary"], told["received"]) == ("内科", SUMMARY, date(2025, 11, 28))
    secret = office.do("complaint.reveal", who="sun", id=id, purpose="x").secret
    assert [r["name"] for r in secret["reporters"]] == ["欧阳测试", "司马测试"]
    assert (secret["reporter"]["name"], secret["text"]) == ("司马测试", TEXT)


def test_newest_first_page_by_page(office: Office, hospital: str) -> None:
    ids = [log(office, summary=f"第{n}件").id for n in range(5)]
    with office.store.read() as reader:
        first = complaints(reader, limit=3)
        rest = complaints(reader, limit=3, after=first.next)
    assert [item["id"] for item in first.items + rest.items] == ids[::-1]
    assert rest.next is None
