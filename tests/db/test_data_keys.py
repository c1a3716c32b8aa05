"""Keys of single records: wrapped by the agency's, wrapped anew, destroyed; and what older programs sealed."""

import secrets

import pytest
from sqlalchemy import Connection, Engine, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from db import data_keys, triggers
from db.attachments import _CHUNK_BYTES, BlobRef, _digest, _seal, read_blob, store_blob
from db.engine import read_connection, write_connection
from db.sealing import Sealed, SealingKey, _closed, _commitment, seal, unseal
from db.tables.blobs import blob, blob_chunk
from db.tables.sealed import sealed, sealed_key
from tests.stores import failing

OLD, NEW = SealingKey(b"k" * 32), SealingKey(b"n" * 32)
WORDS = "举报人王某".encode()
LONG = WORDS * (_CHUNK_BYTES // 10)


def sealed_before(connection: Connection, key: SealingKey, subject: str, kind: str, plaintext: bytes) -> Sealed:
    """A record as older programs sealed it: under the agency's key itself."""
    record, salt = secrets.token_hex(16), secrets.token_bytes(32)
    framed = salt + len(plaintext).to_bytes(8) + plaintext
    framed += bytes(-len(framed) % 256)
    nonce, text = _closed(key.derive(b"record"), framed, data_keys.record_binding(record, subject, kind))
    kept = {"id": record, "subject": subject, "kind": kind, "key_id": key.id, "nonce": nonce, "ciphertext": text}
    connection.execute(insert(sealed).values(**kept, commitment=_commitment(salt, plaintext)))
    return Sealed(record, _commitment(salt, plaintext))


def stored_before(connection: Connection, data: bytes, key: SealingKey) -> BlobRef:
    """A sealed content as older programs kept it: its key derived from the agency's."""
    salt = secrets.token_bytes(32)
    chunks = list(_seal(key.derive(b"content", salt), data))
    digest = _digest(salt, chunks)
    connection.execute(insert(blob).values(sha256=digest, size=len(data), key_id=key.id, salt=salt))
    rows = [{"sha256": digest, "position": place, "data": chunk} for place, chunk in enumerate(chunks)]
    connection.execute(insert(blob_chunk), rows)
    return BlobRef(digest, len(data), True)


@pytest.fixture
def filled(engine: Engine) -> tuple[Engine, list[Sealed], list[BlobRef]]:
    """Two records and two contents, of which an older program sealed the second."""
    with write_connection(engine) as connection:
        records = [make(connection, OLD, "TS-2024-0001", "reporter", WORDS) for make in (seal, sealed_before)]
        contents = [store_blob(connection, LONG, OLD), stored_before(connection, LONG, OLD)]
    return engine, records, contents


def opens(engine: Engine, key: SealingKey, records: list[Sealed], contents: list[BlobRef]) -> None:
    with read_connection(engine) as connection:
        assert [unseal(connection, key, one.id) for one in records] == [WORDS] * len(records)
        for one in contents:
            assert b"".join(read_blob(connection, one, key)) == LONG


def test_each_has_a_key_of_its_own(filled: tuple[Engine, list[Sealed], list[BlobRef]]) -> None:
    engine, records, contents = filled
    opens(engine, OLD, records, contents)
    with write_connection(engine) as connection:
        assert connection.execute(select(func.count()).select_from(sealed_key)).scalar_one() == 2
        # A wrapped key opens its own record alone.
        rows = {row.record: row for row in connection.execute(select(sealed_key))}
        other = seal(connection, OLD, "TS-2024-0001", "reporter", WORDS)
        mine = rows[records[0].id]
        swapped = {"nonce": mine.nonce, "wrapped": mine.wrapped}
        connection.execute(update(sealed_key).where(sealed_key.c.record == other.id).values(swapped))
    with failing("sealed.damaged"), read_connection(engine) as connection:
        unseal(connection, OLD, other.id)


def test_changing_the_key_reaches_everything(filled: tuple[Engine, list[Sealed], list[BlobRef]]) -> None:
    engine, records, contents = filled
    seen: list[int] = []
    with write_connection(engine) as connection:
        done = data_keys.rewrap(connection, lambda id: OLD if id == OLD.id else None, NEW, seen.append)
    assert (done.wrapped, done.closed, seen) == (4, 0, [1, 2, 3, 4])
    opens(engine, NEW, records, contents)
    for one in records:
        with failing("store.key_missing"), read_connection(engine) as connection:
            unseal(connection, OLD, one.id)
    # What was lifted for it stands again.
    with read_connection(engine) as connection:
        assert triggers.installed(connection) == triggers.names()
        assert {row.key_id for row in connection.execute(select(sealed_key))} == {NEW.id}


def test_what_has_no_key_here_stays_closed_and_whole(filled: tuple[Engine, list[Sealed], list[BlobRef]]) -> None:
    engine, records, contents = filled
    with write_connection(engine) as connection:
        assert data_keys.rewrap(connection, lambda id: None, NEW, lambda done: None) == data_keys.Rewrapped(0, 4)
        fresh = seal(connection, NEW, "TS-2024-0001", "reporter", WORDS)
    opens(engine, NEW, [fresh], [])
    opens(engine, OLD, records, contents)


def test_erased_is_gone_and_nothing_else_goes(filled: tuple[Engine, list[Sealed], list[BlobRef]]) -> None:
    engine, records, contents = filled
    with write_connection(engine) as connection:
        data_keys.erase(connection, "TS-2024-0001", [records[0].id], [contents[0].sha256])
    with failing("sealed.erased"), read_connection(engine) as connection:
        unseal(connection, OLD, records[0].id)
    with failing("sealed.erased"), read_connection(engine) as connection:
        read_blob(connection, contents[0], OLD)
    opens(engine, OLD, records[1:], contents[1:])
    for table in (sealed, blob_chunk):
        with pytest.raises(IntegrityError, match="insert-only"), write_connection(engine) as connection:
            connection.execute(delete(table))
