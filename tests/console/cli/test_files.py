"""Files handed in and out."""

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from console import files
from console.errors import Fault
from domain.messages import msg
from domain.refusals import Refused
from tests.console.cli.runner import CODE, Runner

LABEL = msg("File")


def _refused(path: Path) -> str:
    import io

    with pytest.raises(Refused) as caught:
        files.read_upload(str(path), io.BytesIO(), "file", LABEL)
    assert str(path) not in str(caught.value.refusal)
    return caught.value.refusal.code


def test_what_cannot_be_read(tmp_path: Path) -> None:
    assert _refused(tmp_path / "gone") == "file.missing"
    assert _refused(tmp_path) == "file.unreadable"
    os.mkfifo(tmp_path / "pipe")
    assert _refused(tmp_path / "pipe") == "file.unreadable"
    assert _refused(Path("a\0b")) == "file.unreadable"


def test_the_largest_file_and_one_byte_more(tmp_path: Path) -> None:
    import io

    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(files.LIMIT)
    assert len(files.read_upload(str(path), io.BytesIO(), "file", LABEL).data) == files.LIMIT
    with path.open("ab") as file:
        file.write(b"x")
    assert _refused(path) == "file.too_large"


@pytest.mark.parametrize("name", ["office.db", "office.db-wal", "office.db.key", "other-name"])
def test_our_own_files_are_not_handed_in(zhang: Runner, name: str) -> None:
    (zhang.folder / "office.db-wal").touch()
    os.link(zhang.folder / "office.db.key", zhang.folder / "other-name")
    refused = zhang.refused("attach", "add", CODE, zhang.folder / name, "--kind", "scan")
    assert refused["code"] == "file.own"
    (zhang.folder / "office.db-wal").unlink()
    assert zhang.ok("attach", "list", CODE)["attachments"] == []


def test_our_own_key_beside_a_server_and_on_stdin(tmp_path: Path) -> None:
    key = tmp_path / "server.key"
    key.write_bytes(b"k")
    own = files.own_files(None, key)
    with key.open("rb") as stdin, pytest.raises(Refused) as caught:
        files.read_upload("-", stdin, "file", LABEL, own)
    assert caught.value.refusal.code == "file.own"
    with (tmp_path / "fine").open("w+b") as stdin:
        assert files.read_upload("-", stdin, "file", LABEL, own).data == b""


def test_a_vanished_file_is_told_without_its_name(zhang: Runner) -> None:
    answer = zhang("--lang", "en", "attach", "add", CODE, zhang.folder / "王保密.pdf", "--kind", "scan", "--json")
    assert answer.status == 1
    assert answer.json["refused"]["code"] == "file.missing"
    assert "王保密" not in answer.err + answer.text


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "out"

    def broken() -> Iterator[bytes]:
        yield b"half"
        raise OSError(errno.ENOSPC, "no space")

    with pytest.raises(Fault) as caught:
        files.write_out(target, broken())
    assert caught.value.code == "output.full"
    assert list(tmp_path.iterdir()) == []
    files.write_out(target, [b"whole"])
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with pytest.raises(Refused):
        files.write_out(target, [b"other"])
    with pytest.raises(Fault):
        files.write_out(target, broken(), replace=True)
    assert target.read_bytes() == b"whole"
    files.write_out(target, [b"new"], replace=True)
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Fault) as caught:
        files.write_out(tmp_path / "no" / "out", [b""])
    assert caught.value.code == "output.unwritable"


def test_output_that_cannot_be_written_is_said(cli: Runner) -> None:
    import io

    from console.main import run

    class Full(io.BytesIO):
        def write(self, data: object) -> int:
            raise OSError(errno.ENOSPC, "no space")

    class Closed(io.BytesIO):
        def write(self, data: object) -> int:
            raise BrokenPipeError

    err = io.BytesIO()
    line = ["institution", "list"]
    assert run(line, environ=cli.environment, stdin=io.BytesIO(), stdout=Full(), stderr=err, clock=cli.clock) == 4
    assert err.getvalue()
    assert run(line, environ=cli.environment, stdin=io.BytesIO(), stdout=Closed(), stderr=err, clock=cli.clock) == 141


def test_every_wrong_cell_of_a_roster_is_told_to_people_too(zhang: Runner, tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("code,name,services\n5237030000000101X8,一院,medical\n5237030000000105XB,二院,dental\n", "utf-8")
    answer = zhang("institution", "import", roster)
    assert (answer.status, answer.out) == (1, b"")
    told = [line.split()[:2] for line in answer.err.splitlines()]
    assert ["2", "code"] in told
    assert ["3", "services"] in told
