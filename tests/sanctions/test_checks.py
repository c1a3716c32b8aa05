"""What a check of the database finds: each fault by a sentence with what it is about, and nothing in a sound one."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from sqlalchemy import select, text

from db.store import Reader, Store
from db.tables.blobs import blob
from db.tables.journal import journal
from db.tables.sealed import sealed
from db.tables.state import all_state_tables
from domain.references import REFERENCES
from domain.states import aggregates
from domain.states.core import State
from sanctions.agency.care import problems_of
from sanctions.agency.tallies import unknown_kinds
from tests.samples import sample_file


@pytest.fixture(scope="module", params=["zibo-2023", "tianjin-2024"])
def sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The sample on a rulebook, only looked at."""
    store = Store.open(str(sample_file(tmp_path_factory, request.param)))
    yield store
    store.close()


def test_nothing_is_wrong_with_the_sample(sample: Store) -> None:
    with sample.read() as reader:
        assert list(problems_of(reader)) == []


_OWN = re.compile(r"\w+\.(id|code|number|name|person|institution)|.*\.pending\..*|.*commitment")
"""What a thing is called itself, and requests, which are acts to come."""

_TEXTS = frozenset({"measure.end_reason", "measure.patients[].to", "inspection.inspectors[]"})
"""What people typed, where an id or a name of somebody here may stand."""


def test_every_field_that_names_something_is_in_the_table(sample: Store) -> None:
    with sample.read() as reader:
        known = _known(reader)
        for kind in all_state_tables():
            noun = kind.aggregate.noun
            for row in reader.connection.execute(select(kind.table)):
                for path, value in _texts(noun, kind.state(row)):
                    if value in known and not _OWN.fullmatch(path) and path not in _TEXTS and "person" not in path:
                        told = path.removeprefix(f"{noun}.")
                        assert told in REFERENCES.get(noun, {}) or (noun, told) in _SUMS, path


_SUMS = frozenset(
    {
        *(("history", "sha256"), ("roster", "sha256"), ("roster", "drafter")),
        *(("publication", "versions[].sha256"), ("publication", "versions[].drafter")),
    }
)
"""Sums of what was handed out, and persons, who are no subjects."""


def _known(reader: Reader) -> set[str]:
    subjects = set(reader.connection.execute(select(journal.c.subject).distinct()).scalars())
    named = ("institution:", "operator:", "office:", "agreement:")
    names = {subject.partition(":")[2] for subject in subjects if subject.startswith(named)}
    contents = set(reader.connection.execute(select(blob.c.sha256)).scalars())
    return subjects | names | contents | set(reader.connection.execute(select(sealed.c.id)).scalars())


def _texts(path: str, value: Any) -> Iterator[tuple[str, str]]:
    if is_dataclass(value):
        for field in fields(value):
            yield from _texts(f"{path}.{field.name}", getattr(value, field.name))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(f"{path}.{key}", inner)
    elif isinstance(value, (tuple, list)):
        for inner in value:
            yield from _texts(f"{path}[]", inner)
    elif isinstance(value, str):
        yield path, value


def test_every_path_of_the_table_leads_to_a_text() -> None:
    states: dict[str, type[State]] = {aggregate.noun: aggregate.state for aggregate in aggregates()}
    for noun, paths in REFERENCES.items():
        for path in paths:
            hint: Any = states[noun]
            for part in path.split("."):
                hint = _bare(get_type_hints(hint)[part.removesuffix("[]")])
                if part.endswith("[]"):
                    assert get_origin(hint) is tuple, f"{noun}.{path}"
                    hint = get_args(hint)[0]
            assert hint is str, f"{noun}.{path}"


def _bare(hint: Any) -> Any:
    if get_origin(hint) in (Union, UnionType):
        return next(inner for inner in get_args(hint) if inner is not type(None))
    return hint


# ------------------------------------------------------------ faults in a copy


_DIFFERENT = """
UPDATE measure_state SET "case" = 'HC-2023-9999' WHERE id = 'CL-2023-0001';
UPDATE publication_state SET terminations = '["CL-2023-9999"]' WHERE id = 'GB-2023-0001';
UPDATE task_state SET about = 'CL-2031-0001' WHERE id = 'LS-2023-0001';
UPDATE case_state SET lead = 'nobody' WHERE id = 'HC-2023-0001';
UPDATE finding_state SET institution = 'L-9999' WHERE id = 'FX-2023-0001';
UPDATE recovery_state SET open = open + 1 WHERE id = 'ZH-2024-0001'
"""
_HELD = "UPDATE case_state SET still_held = still_held + 1 WHERE id = :it"
_UNFOUNDED = """
INSERT INTO office_state (id, version, ordinal, last_on, name, level, districts, open)
VALUES ('office|x', 1, 0, '2024-01-01', 'x', 'city', '[]', 1)
"""
_COUNTERS = """
UPDATE counter SET value = 3 WHERE name = 'CL-2024';
UPDATE counter SET value = value + 1 WHERE name = 'HC-2024'
"""
_CONTENTS = f"""
DELETE FROM blob_chunk WHERE sha256 = (SELECT sha256 FROM attachment_state WHERE id = 'FJ-2024-0001');
DELETE FROM blob WHERE sha256 = (SELECT sha256 FROM attachment_state WHERE id = 'FJ-2024-0001');
INSERT INTO blob (sha256, size) VALUES ('{"ab" * 32}', 1)
"""
_SEALED = """
DELETE FROM sealed WHERE subject = 'TS-2023-0001';
UPDATE sealed SET commitment = 'x' WHERE subject = 'TS-2023-0006';
INSERT INTO sealed SELECT 'x', 'TS-2024-0001', kind, key_id, nonce, ciphertext, commitment FROM sealed LIMIT 1
"""
_SEARCH = "DELETE FROM search_text WHERE subject = 'CL-2023-0002'"


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, str]]:
    """A copy of the sample that nothing guarded, and the case in it whose hold does not add up."""
    path = tmp_path_factory.mktemp("faults") / "sample.db"
    path.write_bytes(sample_file(tmp_path_factory, "zibo-2023").read_bytes())
    store = Store.open(str(path))
    with store.write() as writer:
        say = writer.connection.exec_driver_sql
        for (name,) in say("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all():
            say(f'DROP TRIGGER "{name}"')
        held = say("SELECT min(id) FROM case_state WHERE bills != '[]'").scalar_one()
        for statement in f"{_DIFFERENT};{_UNFOUNDED};{_COUNTERS};{_CONTENTS};{_SEALED};{_SEARCH}".split(";"):
            say(statement.replace("|", ":"))
        writer.connection.execute(text(_HELD), {"it": held})
    yield store, held
    store.close()


def test_each_fault_is_told_with_what_it_is_about(faulty: tuple[Store, str]) -> None:
    store, held = faulty
    with store.read() as reader:
        found = list(problems_of(reader))
    told = {f"{one['code']} {one['subject']}" for one in found}
    broken = {"CL-2023-0001", "GB-2023-0001", "LS-2023-0001", "HC-2023-0001", "FX-2023-0001"}
    gone = "ab" * 32
    assert told == {
        *(f"reference.broken {subject}" for subject in broken),
        *(f"state.differs {subject}" for subject in broken | {held, "ZH-2024-0001", "office_state", "CL-2023-0002"}),
        *(f"hold.unbalanced {held}", "recovery.unbalanced ZH-2024-0001", "state.unfounded office:x"),
        *("counter.behind CL-2024", "counter.gap HC-2024"),
        *(f"content.missing FJ-{number}" for number in ("2023-0001", "2024-0001", "2024-0003")),
        *(f"content.cut {gone}", f"content.orphan {gone}"),
        *("sealed.missing TS-2023-0001", "sealed.differs TS-2023-0006", "sealed.orphan TS-2024-0001"),
        "state.differs search_text",
    }
    assert next(one["message"] for one in found if one["code"] == "reference.broken").params.keys() == {
        *("subject", "value", "field")
    }


def test_an_entry_of_a_kind_nobody_knows_is_told(faulty: tuple[Store, str]) -> None:
    store, _ = faulty
    other = "UPDATE journal SET body = replace(body, '\"survey.record\"', '\"survey.invent\"')"
    with pytest.raises(ZeroDivisionError):
        _within(store, other)
    with store.read() as reader:
        assert list(unknown_kinds(reader)) == []


def _within(store: Store, statement: str) -> None:
    with store.write() as writer:
        writer.connection.execute(text(statement))
        (one,) = unknown_kinds(writer)
        assert one["code"] == "entry.unknown"
        assert one["message"].params["kind"] == "survey.invent"
        raise ZeroDivisionError
