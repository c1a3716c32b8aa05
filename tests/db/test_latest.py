"""The newest acts about an institution: newest first, and no more than were asked for."""

from datetime import UTC, date, datetime

from sqlalchemy import Engine

from db.store import Store
from domain.entries import Entry

CODE = "52370300MJE000013R"


def _note(number: int, code: str) -> Entry:
    day = date(2024, 9, 6)
    return Entry(
        id="",
        subject=f"institution:{code}",
        institution=code,
        kind="institution.add" if number == 0 else "institution.change",
        on=day,
        effective_on=day,
        recorded_at=datetime(2024, 9, 6, 1, tzinfo=UTC),
        by="zhang",
        person="P1",
        corrects=None,
        fields={"code": code, "name": f"淄测{number}院", "reason": "改名"},
        seq=0,
    )


def test_the_newest_come_first_and_the_rest_is_not_read(engine: Engine) -> None:
    store = Store(engine)
    with store.write() as writer:
        for number in range(6):
            _ = writer.record(_note(number, CODE))
        _ = writer.record(_note(0, "52370300MJE000021L"))
    with store.read() as reader:
        assert [entry.fields["name"] for entry in reader.latest(CODE, 3)] == ["淄测5院", "淄测4院", "淄测3院"]
        assert len(reader.latest(CODE)) == 6
        assert reader.latest("nobody") == []


def test_the_next_page_begins_where_one_ended(engine: Engine) -> None:
    store = Store(engine)
    other = "52370300MJE000021L"
    with store.write() as writer:
        for number in range(4):
            _ = writer.record(_note(number, CODE))
            _ = writer.record(_note(number, other))
    with store.read() as reader:
        first = reader.latest(CODE, 3)
        rest = reader.latest(CODE, 3, before=first[-1].seq)
        assert [entry.fields["name"] for entry in (*first, *rest)] == [f"淄测{n}院" for n in (3, 2, 1, 0)]
        both = [f"institution:{code}" for code in (CODE, other)]
        assert [entry.seq for entry in reader.latest_of(both, 3, before=7)] == [6, 5, 4]
        assert reader.latest_of([]) == []
