"""A copy brought back in another folder shows the same boards, and tells nobody without the key who reported."""

import base64
import gzip
import io
import json
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from db import mounts
from db.manifest import manifest_path
from db.sealing import ensure_key, load_key, unseal
from db.store import Store
from tests.console.cli.runner import CODE, Runner
from tests.samples import copy_sample

_BOARDS = (
    "deadlines --limit 500",
    "deadlines --mine",
    "measure list --limit 500",
    "measure list --awaiting-me",
    "hold list --limit 500",
    "publication due",
    f"standing {CODE}",
    f"bar check {CODE}",
    "audit list --limit 500",
    "search 医院",
    "journal verify",
)
_REPORTER = {"name": "欧阳不见", "phone": "13900770077", "id_number": "370303190001010077", "address": "无名路七十七号"}
_TEXT = "他们把我父亲的住院费收了两次"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """The sample, somebody's report of today in it, and a copy of it in a folder of its own."""
    runner = Runner(tmp_path_factory.mktemp("office"))
    copy_sample(tmp_path_factory, "zibo-2023", runner.database)
    report, words = runner.folder / "reporter.json", runner.folder / "text.txt"
    report.write_text(json.dumps(_REPORTER), encoding="utf-8")
    words.write_text(_TEXT, encoding="utf-8")
    logged = runner.ok(
        *("--as", "张某", "complaint", "log", "--institution", CODE, "--received", "today", "--channel", "phone"),
        *("--nature", "report", "--summary", "重复收费", "--reporter-file", report, "--text", words),
    )
    scan = runner.folder / "scan.zip"
    scan.write_bytes(_zipped(f"{_REPORTER['name']} {_REPORTER['phone']}"))
    runner.ok("--as", "张某", "attach", "add", logged["id"], scan, "--kind", "scan")
    runner.ok("--as", "郑某", "key", "create")
    (runner.folder / "heads").write_bytes(runner("--as", "吴某", "journal", "head", "--sign").out)
    (runner.folder / "copies").mkdir()
    runner.ok("database", "backup", runner.folder / "copies" / "copy.db")
    return runner


def _zipped(words: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("told.txt", words * 20)
    return packed.getvalue()


@pytest.fixture(scope="module")
def restored(office: Runner, tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """The copy brought back on another machine: another folder, home and data, and no key."""
    other = Runner(tmp_path_factory.mktemp("other"))
    other.ok("database", "restore", office.folder / "copies" / "copy.db")
    return other


def test_every_board_is_the_same(office: Runner, restored: Runner) -> None:
    for board in _BOARDS:
        who = "吴某" if board.startswith(("audit", "journal")) else "赵某"
        assert restored.ok("--as", who, *board.split()) == office.ok("--as", who, *board.split()), board


def test_without_the_key_no_reporter_can_be_read_from_the_copy(office: Runner, restored: Runner) -> None:
    copy = office.folder / "copies" / "copy.db"
    others = list(_other_secrets(office))
    assert len(others) > 50
    hidden = {form: secret for secret in (*_REPORTER.values(), _TEXT) for form in _forms(secret)}
    hidden |= {secret.encode(): secret for secret in others}
    for content in _everything(copy):
        assert [secret for form, secret in hidden.items() if form in content] == []
    newest = office.ok("complaint", "list", "--limit", "1")["complaints"][0]["id"]
    reveal = ("--as", "孙某", "complaint", "reveal", newest, "--purpose", "answering by post")
    assert restored.error(4, *reveal) == "store.key_missing"
    # It is in there for whoever has the key, and is found by this search where it lies open.
    key = restored.folder / "office.db.key"
    key.write_bytes((office.folder / "office.db.key").read_bytes())
    key.chmod(0o600)
    assert restored.ok(*reveal)["reporter"] == _REPORTER
    plain = _TEXT.encode()
    for lying in (_zipped(_TEXT), gzip.compress(plain), base64.b64encode(b"x" + plain), _TEXT.encode("utf-16-le")):
        assert any(form in one for one in _inflated(lying) for form in hidden)
    key.unlink()


def _other_secrets(office: Runner) -> Iterator[str]:
    """What was told in the sample's own reports; names, which others may bear as well, left out."""
    store, key = Store.open(str(office.database)), load_key(office.folder / "office.db.key")
    with store.read() as reader:
        for record, kind in reader.connection.exec_driver_sql("SELECT id, kind FROM sealed").all():
            if kind == "reporter":
                told = json.loads(unseal(reader.connection, key, record))
                yield from (value for name, value in told.items() if name != "name")
    store.close()


def _forms(secret: str) -> Iterator[bytes]:
    """The ways in which a text may lie in a file."""
    plain = secret.encode()
    yield from (plain, secret.encode("utf-16-le"), secret.encode("utf-16-be"), secret.encode("gb18030"))
    yield from (plain.hex().encode(), plain.hex().upper().encode(), json.dumps(secret)[1:-1].encode(), plain[::-1])
    for before in range(3):
        # Where it begins within three bytes, base64 writes it otherwise; its first and last signs hang on neighbours.
        coded = base64.b64encode(bytes(before) + plain)
        yield coded[4 if before else 0 : len(coded) - 4]


def _everything(copy: Path) -> Iterator[bytes]:
    """Every byte of the copy and its manifest, every value in it whole, and whatever lies packed in one of them."""
    for file in (copy, manifest_path(copy)):
        yield from _inflated(file.read_bytes())
    opened: list[bytes] = []
    with closing(sqlite3.connect(copy)) as connection:
        tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        for (table,) in connection.execute(tables).fetchall():
            # A value may lie on several pages of the file; here it is whole.
            for row in connection.execute(f'SELECT * FROM "{table}"'):
                opened += (value.encode() for value in row if isinstance(value, str))
                for value in row:
                    if isinstance(value, bytes):
                        opened += _inflated(value)
    yield b"\0".join(opened)


_PACKED = re.compile(rb"PK\x03\x04|\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]")


def _inflated(content: bytes) -> Iterator[bytes]:
    yield content
    for found in _PACKED.finditer(content):
        start = found.start()
        with suppress(zlib.error, IndexError):
            if found[0].startswith(b"PK"):
                names = int.from_bytes(content[start + 26 : start + 28], "little")
                names += int.from_bytes(content[start + 28 : start + 30], "little")
                yield zlib.decompressobj(-15).decompress(content[start + 30 + names :], 1 << 24)
            else:
                yield zlib.decompressobj(47).decompress(content[start:], 1 << 24)


# ------------------------------------------------------------ the drill


def _left(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_a_drill_proves_a_copy_and_leaves_nothing(office: Runner, tmp_path: Path) -> None:
    copy, room = office.folder / "copies" / "copy.db", tmp_path / "room"
    room.mkdir()
    answer = office("database", "drill", copy, "--folder", room, "--against", office.folder / "heads", "--json")
    assert answer.status == 0
    told: dict[str, Any] = answer.json
    head = office.ok("journal", "head")
    assert (told["entries"], told["head"]) == (head["entries"], head["head"])
    assert told["counts"]["measure"] == 67
    assert (told["ok"], told["heads"], told["sealed_opened"], told["nothing_left"]) == (True, 1, True, True)
    assert told["problems"] == []
    assert _left(room) == []
    assert _REPORTER["name"] not in answer.text + answer.err


def test_a_drill_tells_what_is_wrong_with_a_copy(office: Runner, tmp_path: Path) -> None:
    whole, room = office.folder / "copies" / "copy.db", tmp_path / "room"
    room.mkdir()
    copy = tmp_path / "copy.db"
    copy.write_bytes(whole.read_bytes()[:-4096])
    manifest_path(copy).write_bytes(manifest_path(whole).read_bytes())
    cut = office("database", "drill", copy, "--folder", room, "--json")
    assert (cut.status, [one["code"] for one in cut.json["problems"]]) == (3, ["store.damaged"])
    copy.write_bytes(whole.read_bytes())
    told = json.loads(manifest_path(whole).read_bytes())
    manifest_path(copy).write_text(json.dumps(told | {"entries": 7}), encoding="utf-8")
    stranger = tmp_path / "stranger.key"
    ensure_key(stranger)
    wrong = office("database", "drill", copy, "--folder", room, "--key", stranger, "--json")
    assert (wrong.status, wrong.json["sealed_opened"], wrong.json["nothing_left"]) == (3, False, True)
    assert {one["code"] for one in wrong.json["problems"]} == {"drill.counts", "store.key_missing"}
    assert _left(room) == []
    assert office.error(4, "database", "drill", tmp_path / "none.db") == "store.unreachable"


def test_a_copy_goes_nowhere_near_the_key(office: Runner) -> None:
    key = (office.folder / "office.db.key").read_bytes()
    for name in ("office.db.key", "office.db", "office.db-wal"):
        assert office.refused("database", "backup", office.folder / name)["code"] == "backup.place"
    assert (office.folder / "office.db.key").read_bytes() == key


def test_a_shared_folder_is_refused_with_one_sentence(
    office: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "mountinfo"
    table.write_text(f"27 1 259:2 / / rw - ext4 /dev/a rw\n28 27 0:1 / {office.folder.resolve()} rw - cifs b rw\n")
    monkeypatch.setattr(mounts, "TABLE", table)
    answer = office("deadlines", "--json")
    assert (answer.status, answer.json["error"]["code"]) == (4, "store.network")
    assert answer.err.count("\n") == 1
    # What lies behind a kind that nobody knows is only warned of.
    table.write_text(table.read_text(encoding="ascii").replace("cifs", "fuse.unheard-of"), encoding="ascii")
    office.ok("deadlines")
    codes = {one["code"] for one in office("doctor", "--json").json["problems"]}
    assert "store.filesystem" in codes
