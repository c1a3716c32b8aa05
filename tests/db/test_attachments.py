"""Contents: pieces, limits, the same once, sealed or open, and every kind of damage."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, func, insert, select, text, update
from sqlalchemy.sql import Executable

from db.attachments import LIMIT_BYTES, BlobRef, blob_ref, read_blob, read_source, store_blob
from db.engine import read_connection, write_connection
from db.sealing import SealingKey
from db.tables.blobs import blob, blob_chunk
from domain.refusals import Refused
from tests.stores import SQLITE, failing, opened

KEY = SealingKey(b"k" * 32)
CHUNK = 256 * 1024
# Three pieces, the last one short, no two alike.
LONG = b"".join(number.to_bytes(4) for number in range(180_000))
SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK]


def _stored(engine: Engine, data: bytes, key: SealingKey | None = None) -> BlobRef:
    with write_connection(engine) as connection:
        return store_blob(connection, data, key)


def _read(engine: Engine, ref: BlobRef, key: SealingKey | None = None) -> bytes:
    with read_connection(engine) as connection:
        return b"".join(read_blob(connection, ref, key))


@pytest.mark.parametrize("key", [None, KEY], ids=["open", "sealed"])
def test_round_trip(engine: Engine, key: SealingKey | None) -> None:
    for size in SIZES:
        data = LONG[:size]
        ref = _stored(engine, data, key)
        assert (ref.size, ref.sealed) == (size, key is not None)
        assert _read(engine, ref, key) == data
        with read_connection(engine) as connection:
            assert blob_ref(connection, ref.sha256) == ref


def test_an_open_content_is_named_by_itself(engine: Engine) -> None:
    assert _stored(engine, LONG).sha256 == hashlib.sha256(LONG).hexdigest()


def test_a_sealed_content_is_not(engine: Engine) -> None:
    assert _stored(engine, LONG, KEY).sha256 != hashlib.sha256(LONG).hexdigest()


def test_pieces_are_small(engine: Engine) -> None:
    _stored(engine, LONG)
    with read_connection(engine) as connection:
        sizes = connection.execute(select(func.length(blob_chunk.c.data)).order_by(blob_chunk.c.position)).scalars()
        assert sizes.all() == [CHUNK, CHUNK, len(LONG) - 2 * CHUNK]


def test_the_same_content_is_kept_once(engine: Engine) -> None:
    with write_connection(engine) as connection:
        assert store_blob(connection, LONG) == store_blob(connection, LONG)
    assert _stored(engine, LONG).size == len(LONG)
    with read_connection(engine) as connection:
        assert connection.execute(select(func.count()).select_from(blob)).scalar_one() == 1
        assert connection.execute(select(func.count()).select_from(blob_chunk)).scalar_one() == 3


def test_equal_sealed_contents_do_not_show_it(engine: Engine) -> None:
    first, second = _stored(engine, LONG, KEY), _stored(engine, LONG, KEY)
    assert first.sha256 != second.sha256
    with read_connection(engine) as connection:
        pieces = connection.execute(select(blob_chunk.c.data)).scalars().all()
    assert len({bytes(piece) for piece in pieces}) == 6


def test_it_goes_with_the_callers_transaction(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError):
        _store_and_fail(engine)
    with read_connection(engine) as connection:
        assert blob_ref(connection, hashlib.sha256(LONG).hexdigest()) is None


def _store_and_fail(engine: Engine) -> None:
    with write_connection(engine) as connection:
        store_blob(connection, LONG)
        raise ZeroDivisionError


def test_the_limit(engine: Engine) -> None:
    with pytest.raises(Refused) as refused:
        _stored(engine, bytes(LIMIT_BYTES + 1))
    assert refused.value.refusal.code == "attachment.too_large"
    assert _stored(engine, bytes(LIMIT_BYTES)).size == LIMIT_BYTES


@pytest.mark.parametrize("key", [None, SealingKey(b"o" * 32)])
def test_a_sealed_content_needs_its_key(engine: Engine, key: SealingKey | None) -> None:
    ref = _stored(engine, LONG, KEY)
    with failing("store.key_missing"):
        _read(engine, ref, key)


def _tamper(engine: Engine, *statements: Executable) -> None:
    with write_connection(engine) as connection:
        for table in ("blob", "blob_chunk"):
            for event in ("update", "delete"):
                on = f" ON {table}" if engine.dialect.name == "postgresql" else ""
                connection.execute(text(f"DROP TRIGGER {table}_insert_only_{event}{on}"))
        for statement in statements:
            connection.execute(statement)


FIRST = blob_chunk.c.position == 0
LAST = blob_chunk.c.position == 2
TAMPERINGS: dict[str, tuple[Executable, ...]] = {
    "changed": (update(blob_chunk).where(FIRST).values(data=b"x" * CHUNK),),
    "cut": (delete(blob_chunk).where(LAST),),
    "gap": (delete(blob_chunk).where(FIRST),),
    "emptied": (delete(blob_chunk),),
    "gone": (delete(blob_chunk), delete(blob)),
    "size": (update(blob).values(size=1),),
    "swapped": (
        update(blob_chunk).where(FIRST).values(position=9),
        update(blob_chunk).where(blob_chunk.c.position == 1).values(position=0),
        update(blob_chunk).where(blob_chunk.c.position == 9).values(position=1),
    ),
}


@pytest.mark.parametrize("key", [None, KEY], ids=["open", "sealed"])
@pytest.mark.parametrize("how", sorted(TAMPERINGS))
def test_damage_is_told_before_a_byte_is_handed_out(engine: Engine, how: str, key: SealingKey | None) -> None:
    ref = _stored(engine, LONG, key)
    _tamper(engine, *TAMPERINGS[how])
    with failing("attachment.damaged"), read_connection(engine) as connection:
        read_blob(connection, ref, key)


def test_an_added_piece_is_told(engine: Engine) -> None:
    ref = _stored(engine, LONG)
    with write_connection(engine) as connection:
        connection.execute(insert(blob_chunk).values(sha256=ref.sha256, position=3, data=b"more"))
    with failing("attachment.damaged"), read_connection(engine) as connection:
        read_blob(connection, ref)


@pytest.mark.parametrize("backend", [SQLITE], indirect=True)
def test_no_file_holds_a_word_of_a_sealed_content(store_url: str, tmp_path: Path) -> None:
    words = "来信原件 13800138000".encode()
    with opened(store_url) as engine:
        _stored(engine, words * 40_000, KEY)
        contents = [file.read_bytes() for file in tmp_path.iterdir()]
    assert any(len(content) > len(words) * 40_000 for content in contents)
    assert not any(b"13800138000" in content for content in contents)


def _folder(path: Path) -> None:
    path.mkdir()


def _missing(path: Path) -> None:
    assert not path.exists()


@pytest.mark.parametrize("make", [_folder, _missing, os.mkfifo])
def test_what_is_no_readable_file(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "a")
    with pytest.raises(Refused) as refused:
        read_source(tmp_path / "a")
    assert refused.value.refusal.code == "attachment.unreadable"
    assert refused.value.refusal.field == "file"


def test_reading_a_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(LONG)
    assert read_source(tmp_path / "a") == LONG


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    with (tmp_path / "a").open("wb") as file:
        file.truncate(LIMIT_BYTES + 1)
    with pytest.raises(Refused) as refused:
        read_source(tmp_path / "a")
    assert refused.value.refusal.code == "attachment.too_large"
    with (tmp_path / "a").open("wb") as file:
        file.truncate(LIMIT_BYTES)
    assert len(read_source(tmp_path / "a")) == LIMIT_BYTES


def test_a_missing_content(engine: Engine) -> None:
    with failing("attachment.damaged"), read_connection(engine) as connection:
        read_blob(connection, BlobRef("0" * 64, 1, sealed=False))
