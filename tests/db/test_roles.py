"""The role the program runs as: everything the program does, and nothing that would undo what was recorded."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from db.backup import backup
from db.engine import make_engine, normalise_url, read_connection
from db.roles import RIGHTS, Standing, give, grant_again, holders, standing, too_much
from db.sealing import ensure_key
from db.tables.complete import complete_metadata
from db.tables.state import all_state_tables
from db.upgrade import upgrade
from domain.acts import Upload
from domain.refusals import Refused
from sanctions.search import find
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import HOSPITAL, Office, open_office
from tests.stores import CLERK, Server, failing

FORBIDDEN = (
    *(f"UPDATE {table} SET {column} = {column}" for table, column in (("journal", "body"), ("once", "key"))),
    *(f"DELETE FROM {table}" for table in ("journal", "journal_head", "counter", "once", "sealed", "blob")),
    *("DELETE FROM measure_state", "DELETE FROM search_text", "DELETE FROM jiandu_schema"),
    *("UPDATE sealed SET ciphertext = ciphertext", "UPDATE blob_chunk SET data = data", "UPDATE blob SET size = 0"),
    *("UPDATE journal_head SET id = 2", "INSERT INTO journal_head VALUES (2, 0, '')", "UPDATE counter SET name = 'x'"),
    *(
        "TRUNCATE journal",
        "TRUNCATE measure_state",
        "DROP TABLE journal",
        "DROP TABLE once",
        "DROP SCHEMA public CASCADE",
    ),
    *("ALTER TABLE journal DISABLE TRIGGER ALL", "ALTER TABLE journal DISABLE TRIGGER journal_insert_only_update"),
    *("ALTER TABLE journal ADD COLUMN more text", "DROP TRIGGER journal_insert_only_delete ON journal"),
    *("CREATE TABLE mine (a int)", "CREATE TEMP TABLE journal (a int)", "CREATE SCHEMA mine", "CREATE ROLE more LOGIN"),
    "CREATE OR REPLACE FUNCTION jiandu_insert_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "CREATE TRIGGER mine BEFORE INSERT ON journal FOR EACH ROW EXECUTE FUNCTION jiandu_insert_only()",
    *("SET session_replication_role = replica", "SET ROLE postgres", "SELECT setval('search_text_id_seq', 1)"),
    *("COPY journal TO '/tmp/journal'", "SELECT pg_read_file('/etc/passwd')", "SELECT * FROM pg_authid"),
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, postgres_server: Server) -> Iterator[Office]:
    """An office whose program runs as a role of its own."""
    name = postgres_server.new_database()
    open_office(normalise_url(postgres_server.url(name)), "zibo-2023")
    key = Path(tmp_path_factory.mktemp("roles"), "office.key")
    ensure_key(key)
    office = Office(postgres_server.as_program(name), "zibo-2023", key)
    yield office
    office.store.close()
    postgres_server.drop(name)


def test_every_table_has_its_rights() -> None:
    """A new table needs a line in `RIGHTS`: the least that the program needs of it."""
    folded = {kind.table.name for kind in all_state_tables()}
    assert set(complete_metadata().tables) - folded == RIGHTS.keys() - {"jiandu_schema"}


@pytest.mark.postgres
def test_the_program_works_whole_as_its_own_role(office: Office, tmp_path: Path) -> None:
    institution(office)
    told = {
        "received": "2025-03-03",
        "channel": "phone",
        "nature": "complaint",
        "summary": "多收费",
        "text": Upload("t", b"a"),
    }
    who = Upload("r.json", '{"name": "测某", "phone": "13800000000"}'.encode())
    id = office.do("complaint.log", on="2025-03-03", raw={"institution": HOSPITAL, "reporter_file": who, **told}).id
    office.do("attach.add", on="2025-03-03", raw={"subject": id, "kind": "scan", "file": Upload("s.bin", b"x" * 99)})
    office.do("complaint.reveal", who="sun", raw={"id": id, "purpose": "回访"})
    matter = Matter(office)
    matter.carry("rectification-order", "2025-03-05", heard=False, rectify_by="2025-04-30")
    with office.store.read() as reader:
        assert standing(reader.connection) is Standing.APPLICATION
        assert too_much(reader.connection) == []
        assert find(reader, ["多收费"]).items
    assert backup(office.url, tmp_path / "copy.dump", now=datetime(2025, 3, 6, tzinfo=UTC)).size


@pytest.mark.postgres
def test_it_can_undo_nothing(office: Office) -> None:
    with psycopg.connect(office.url.set(drivername="postgresql").render_as_string(), autocommit=True) as connection:
        for statement in FORBIDDEN:
            try:
                connection.execute(statement.encode())
            except (psycopg.errors.InsufficientPrivilege, psycopg.errors.RestrictViolation):
                continue
            pytest.fail(statement)


@pytest.mark.postgres
def test_rights_are_given_by_the_owner_to_another(office: Office, postgres_server: Server) -> None:
    owner = normalise_url(postgres_server.url(str(office.url.database)))
    with failing("store.not_owner"):
        give(office.url, CLERK, dry_run=False)
    for name, code in (("nobody-here", "role.unknown"), ("postgres", "role.owner")):
        with pytest.raises(Refused) as refused:
            give(owner, name, dry_run=True)
        assert refused.value.refusal.code == code
    engine = make_engine(owner)
    with engine.begin() as connection:
        assert standing(connection) is Standing.SUPERUSER
        assert holders(connection) == [CLERK]
        connection.execute(text(f"GRANT DELETE ON journal TO {CLERK}"))
        connection.execute(text(f"GRANT UPDATE (body) ON journal TO {CLERK}"))
    with office.store.read() as reader:
        assert too_much(reader.connection) == ["journal"]
    with engine.begin() as connection:
        grant_again(connection)
    with read_connection(office.store.engine) as connection:
        assert too_much(connection) == []
    engine.dispose()


@pytest.mark.postgres
def test_only_the_owner_upgrades(office: Office, postgres_server: Server) -> None:
    name = str(office.url.database)
    with psycopg.connect(host=str(postgres_server.folder), user="postgres", dbname=name, autocommit=True) as owner:
        (revision,) = owner.execute("SELECT version_num FROM jiandu_schema").fetchone() or ("",)
        owner.execute("UPDATE jiandu_schema SET version_num = '0003'")
        try:
            with failing("store.not_owner"):
                upgrade(office.url, None, now=office.clock())
        finally:
            owner.execute("UPDATE jiandu_schema SET version_num = %s", (revision,))


def test_a_file_has_no_roles(made_file: Path) -> None:
    with pytest.raises(Refused) as refused:
        give(normalise_url(str(made_file)), CLERK, dry_run=True)
    assert refused.value.refusal.code == "store.not_server"
