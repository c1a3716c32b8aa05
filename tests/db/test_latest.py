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
