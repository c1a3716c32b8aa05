"""Keys and sealed records: private files, round trips, tampering, and no word of it in the clear."""

import hashlib
import pickle
from pathlib import Path

import pytest
from sqlalchemy import Engine, text, update

from db import triggers
from db.engine import normalise_url, read_connection, write_connection
from db.errors import StoreError
from db.sealing import (
    SealingKey,
    commitment_of,
    default_key_path,
    ensure_key,
    load_key,
    seal,
    unseal,
)
from db.tables.sealed import sealed
from tests.stores import SQLITE, failing, opened

KEY = SealingKey(b"k" * 32)
WORDS = "举报人王某 13800138000".encode()


def test_a_key_is_made_once_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.db.key"
    first = ensure_key(path)
    content = path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    assert ensure_key(path).id == first.id == load_key(path).id
    assert path.read_bytes() == content


def test_two_keys_differ(tmp_path: Path) -> None:
    assert ensure_key(tmp_path / "a").id != ensure_key(tmp_path / "b").id


def test_the_key_lies_beside_the_file() -> None:
    assert default_key_path(normalise_url("/srv/jiandu.db")) == Path("/srv/jiandu.db.key")
    assert default_key_path(normalise_url("postgresql://h/d")) is None


def test_a_missing_key(tmp_path: Path) -> None:
    with failing("store.key_missing"):
        load_key(tmp_path / "none.key")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o610])
def test_a_key_others_can_touch_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "key"
    ensure_key(path)
    path.chmod(mode)
    with failing("store.key_open"):
        load_key(path)


@pytest.mark.parametrize(
    "content", [b"", b"jiandu-key-1 short\n", b"jiandu-key-1 c2hvcnQ=\n", b"other " + b"A" * 43 + b"=\n", b"\xff" * 80]
)
def test_a_damaged_key(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "key"
    path.write_bytes(content)
    path.chmod(0o600)
    with failing("store.key_damaged"):
        load_key(path)


def test_a_key_that_is_a_folder(tmp_path: Path) -> None:
    with failing("store.key_damaged"):
        load_key(tmp_path)


def test_a_key_shows_nothing_of_itself() -> None:
    shown = f"{KEY!r} {KEY} {KEY.id}"
    assert "kkkk" not in shown
    assert "6b6b6b6b" not in shown
    with pytest.raises(TypeError):
        pickle.dumps(KEY)


@pytest.mark.parametrize("plaintext", [b"", b"x", WORDS, bytes(255), bytes(256), WORDS * 5000])
def test_round_trip(engine: Engine, plaintext: bytes) -> None:
    with write_connection(engine) as connection:
        made = seal(connection, KEY, "TS-2024-0001", "reporter", plaintext)
    with read_connection(engine) as connection:
        assert unseal(connection, KEY, made.id) == plaintext
        assert commitment_of(connection, made.id) == made.commitment


def test_the_commitment_cannot_be_guessed_and_ciphertexts_do_not_repeat(engine: Engine) -> None:
    with write_connection(engine) as connection:
        made = [seal(connection, KEY, "TS-2024-0001", "reporter", WORDS) for _ in range(2)]
        texts = connection.execute(text("SELECT nonce, ciphertext FROM sealed")).all()
    assert made[0].commitment != made[1].commitment
    assert hashlib.sha256(WORDS).hexdigest() not in {m.commitment for m in made}
    assert len({nonce for nonce, _ in texts}) == len({ciphertext for _, ciphertext in texts}) == 2
    # Nothing in the row lets a guess be tried against the commitment.
    for nonce, ciphertext in texts:
        tried = {hashlib.sha256(part + WORDS).hexdigest() for part in (nonce, ciphertext, ciphertext[:32])}
        assert not tried & {m.commitment for m in made}


def test_lengths_are_rounded(engine: Engine) -> None:
    with write_connection(engine) as connection:
        for plaintext in (b"a", b"a" * 200):
            seal(connection, KEY, "TS-2024-0001", "reporter", plaintext)
        sizes = connection.execute(text("SELECT DISTINCT length(ciphertext) FROM sealed")).scalars().all()
    assert len(sizes) == 1


@pytest.mark.parametrize("key", [None, SealingKey(b"o" * 32)])
def test_without_its_key_a_record_stays_closed(engine: Engine, key: SealingKey | None) -> None:
    with write_connection(engine) as connection:
        made = seal(connection, KEY, "TS-2024-0001", "reporter", WORDS)
    with failing("store.key_missing"), read_connection(engine) as connection:
        unseal(connection, key, made.id)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("subject", "TS-2024-0002"),
        ("kind", "text"),
        ("nonce", bytes(12)),
        ("nonce", b""),
        ("ciphertext", bytes(300)),
        ("ciphertext", b""),
        ("commitment", "0" * 64),
        ("id", "f" * 32),
    ],
)
def test_a_changed_record_does_not_open(engine: Engine, column: str, value: str | bytes) -> None:
    with write_connection(engine) as connection:
        made = seal(connection, KEY, "TS-2024-0001", "reporter", WORDS)
        on = " ON sealed" if engine.dialect.name == "postgresql" else ""
        connection.execute(text(f"DROP TRIGGER sealed_insert_only_update{on}"))
        connection.execute(update(sealed).values({column: value}))
        triggers.install(connection)
    with read_connection(engine) as connection, pytest.raises(StoreError) as error:
        unseal(connection, KEY, "f" * 32 if column == "id" else made.id)
    assert error.value.code == "sealed.damaged"
    assert "13800138000" not in str(error.value)


def test_a_record_that_is_gone(engine: Engine) -> None:
    with failing("sealed.damaged"), read_connection(engine) as connection:
        unseal(connection, KEY, "0" * 32)
    with read_connection(engine) as connection:
        assert commitment_of(connection, "0" * 32) is None


@pytest.mark.parametrize("backend", [SQLITE], indirect=True)
def test_no_file_holds_a_word_of_it(store_url: str, tmp_path: Path) -> None:
    key = ensure_key(tmp_path / "jiandu.db.key")
    with opened(store_url) as engine:
        with write_connection(engine) as connection:
            seal(connection, key, "TS-2024-0001", "reporter", WORDS)
        while_open = [file.read_bytes() for file in tmp_path.iterdir()]
    for content in [*while_open, *(file.read_bytes() for file in tmp_path.iterdir())]:
        assert WORDS not in content
        assert b"13800138000" not in content
        assert key._secret not in content
