"""Whoever reported is kept out of what leaves the house without being opened for it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete, func, select

from db.marks import Marker
from db.sealing import SealingKey
from db.store import Writer
from db.tables.marks import sealed_marks
from domain.acts import Upload
from domain.screening import forms_of, identifying
from sanctions.publishing import protected as at
from sanctions.publishing.protected import protected
from tests.sanctions.matter import institution
from tests.sanctions.office import DEVICE_MAKER, HOSPITAL, Office

WHO = {"name": "阿依·古丽", "phone": "138-0013 8000", "id_number": "11010519491231002X"}


def reported(office: Office, code: str = HOSPITAL, **who: str) -> None:
    told = {"received": "2025-02-03", "channel": "phone", "nature": "report", "summary": "反映多收费"}
    file = Upload("r.json", json.dumps(who or WHO, ensure_ascii=False).encode())
    office.do("complaint.log", on="2025-02-03", institution=code, reporter_file=file, **told)


def unopened(*_: Any) -> bytes:
    raise AssertionError("an identity was opened")


def kept(office: Office) -> int:
    with office.store.read() as reader:
        return reader.connection.execute(select(func.count()).select_from(sealed_marks)).scalar_one()


@pytest.fixture
def town(office: Office) -> Office:
    institution(office)
    institution(office, DEVICE_MAKER)
    reported(office)
    return office


def found(office: Office, text: str, code: str = HOSPITAL, **told: Any) -> bool:
    with office.store.read() as reader:
        return protected(reader, office.store.key, [code]).stand_in(text, **told)


def test_name_and_numbers_are_found_and_nobody_is_opened(town: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(at, "unseal", unopened)
    for text in ("感谢阿依古丽反映", "阿 依 古 丽", "致电１３８ ００１３ ８０００", "证件 110105 19491231 002X。"):
        assert found(town, text), text
    for text in ("阿依反映", "古丽", "1380013800", "2025-03-07", "", "阿"):
        assert not found(town, text), text
    assert not found(town, "阿依古丽", DEVICE_MAKER)
    # A call that came in over the agency's own telephone forbids nobody to print that number.
    assert not found(town, "电话138-00138000", own_telephone="13800138000")


def test_the_database_alone_tells_nothing(town: Office) -> None:
    reported(town, DEVICE_MAKER)
    reported(town, DEVICE_MAKER, name="王")
    with town.store.read() as reader:
        rows = reader.connection.execute(select(sealed_marks)).all()
    assert len(rows) == 3
    # As long for one character as for a name with two numbers, and another for the same person again.
    assert len({len(row.marks) for row in rows}) == 1
    assert len({row.marks for row in rows}) == 3
    key, other = town.store.key(), SealingKey(b"x" * 32)
    forms = identifying(WHO)
    assert set(Marker(key).marks(forms)).isdisjoint(Marker(other).marks(forms))
    moved = Marker(key).opened("0" * 32, rows[0].key_id, rows[0].nonce, rows[0].marks)
    assert moved is None


def test_what_an_older_program_sealed_is_opened_once(town: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    with town.store.write() as writer:
        writer.connection.execute(delete(sealed_marks))
    assert found(town, "感谢阿依古丽反映")
    assert kept(town) == 0

    def recorded(writer: Writer) -> bool:
        return protected(writer, town.store.key, [HOSPITAL]).stand_in("感谢阿依古丽反映")

    with town.store.write() as writer:
        assert recorded(writer)
    assert kept(town) == 1
    monkeypatch.setattr(at, "unseal", unopened)
    with town.store.write() as writer:
        assert recorded(writer)
    assert kept(town) == 1


def test_marks_that_were_changed_are_not_believed(town: Office) -> None:
    with town.store.write() as writer:
        writer.connection.execute(sealed_marks.update().values(marks=b"\0" * 82))
        assert protected(writer, town.store.key, [HOSPITAL]).stand_in("感谢阿依古丽反映")


def test_where_nobody_reported_no_key_is_asked_for(town: Office) -> None:
    def none() -> SealingKey:
        raise AssertionError("the key was asked for")

    asked: Callable[[], SealingKey] = none
    with town.store.read() as reader:
        assert not protected(reader, asked, [DEVICE_MAKER]).stand_in("感谢阿依古丽反映")


def test_numbers_are_told_apart_by_what_stands_between_them() -> None:
    assert forms_of("2025年3月7日 138-0013-8000、12")["number"] == ["2025", "3", "7", "13800138000", "12"]
