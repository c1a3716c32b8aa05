"""Files named in a form: read when they are wanted, and never the program's own."""

from pathlib import Path

import pytest

from console.tui.doing import Draft, prepared
from console.tui.session import Session
from domain.acts import Upload, act
from domain.refusals import Refused
from tests.sanctions.office import Office


@pytest.fixture
def session(tmp_path: Path) -> Session:
    office = Office.in_folder(tmp_path, "zibo-2023")
    return Session(str(tmp_path / "office.db"), "zhang", "en", office.clock)


def _draft(path: Path) -> Draft:
    return Draft(act("attach.add"), {"subject": "HC-2024-0001", "file": str(path), "kind": "scan"}, None, None)


def test_a_file_is_read(session: Session, tmp_path: Path) -> None:
    (tmp_path / "scan.txt").write_bytes(b"seen")
    ready = prepared(_draft(tmp_path / "scan.txt"), session.own_files())
    assert isinstance(ready.raw["file"], Upload)
    assert ready.raw["file"].data == b"seen"


@pytest.mark.parametrize("name", ["office.db", "office.db.key", "link"])
def test_neither_the_database_nor_its_key_can_be_handed_in(session: Session, tmp_path: Path, name: str) -> None:
    (tmp_path / "link").hardlink_to(tmp_path / "office.db.key")
    with pytest.raises(Refused) as refused:
        prepared(_draft(tmp_path / name), session.own_files())
    assert refused.value.refusal.code == "file.own"


def test_a_confined_account_hands_in_nothing_by_name(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "scan.txt").write_bytes(b"seen")
    monkeypatch.setenv("JIANDU_CONFINED", "1")
    for path in (tmp_path / "scan.txt", Path("-"), Path("/etc/passwd")):
        with pytest.raises(Refused) as refused:
            prepared(_draft(path), session.own_files())
        assert refused.value.refusal.code == "confined"
    # Who logs in is not settled over the line either.
    session.operator = "admin"
    for kind in ("operator.add-key", "operator.remove-key"):
        with pytest.raises(Refused) as refused:
            session.act(act(kind), {"name": "zhang"}, on=None, late_reason=None, rehearse=True)
        assert refused.value.refusal.code == "confined"
