"""Search on both databases: exactly the rows a look at every text gives, in pages, and never more than state tells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, select, text

from benchmarks.search import against_like
from db import search, state
from db.engine import read_connection, write_connection
from db.store import Store, Writer
from db.tables.search import FRONT, GRAMS, search_text
from domain.entries import Entry
from domain.searching import BREAK, folded
from tests.stores import ON_POSTGRES, SQLITE
from tests.texts import TEXTS

ALIKE = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
NUMBERS = count(1)


def logged(summary: str, number: int | None = None, **fields: str) -> Entry:
    """A complaint that came in."""
    subject = f"TS-2024-{number or next(NUMBERS):04d}"
    told = {"received": "2024-03-01", "channel": "phone", "nature": "complaint", "summary": summary, **fields}
    return _entry(subject, "complaint.log", told)


def corrected(subject: str, summary: str) -> Entry:
    return _entry(subject, "complaint.correct", {"summary": summary})


def _entry(subject: str, kind: str, fields: dict[str, str]) -> Entry:
    return Entry(
        id="",
        subject=subject,
        institution=fields.get("code"),
        kind=kind,
        on=date(2024, 3, 1),
        effective_on=date(2024, 3, 1),
        recorded_at=datetime(2024, 3, 1, tzinfo=UTC),
        by="zhang",
        person="P1",
        corrects=None,
        fields=fields,
    )


def institution(code: str, name: str) -> Entry:
    return replace(_entry(f"institution:{code}", "institution.add", {"code": code, "name": name}), id=f"{code}#1")


def storable(given: str) -> str:
    """Without what no text is let in with."""
    return re.sub("[\x00\ud800-\udfff]", "", given)


def recorded(engine: Engine, *entries: Entry) -> None:
    with Store(engine).write() as writer:
        for entry in entries:
            writer.record(entry)


def found(connection: Connection, *words: str, limit: int = 500, before: int | None = None) -> list[str]:
    """Subjects that hold these words as they were typed."""
    folding = [folded(word) for word in words]
    return [subject for _, subject in search.find(connection, folding, limit=limit, before=before)]


def looked_at(connection: Connection, words: Sequence[str]) -> list[str]:
    """The same by LIKE over every text, newest first."""
    conditions = [search_text.c.text.contains(folded(word), autoescape=True) for word in words]
    query = select(search_text.c.subject).where(*conditions).order_by(search_text.c.id.desc())
    return list(connection.execute(query).scalars())


def everything(connection: Connection) -> dict[str, str]:
    """What can be searched, by subject."""
    return {row.subject: row.text for row in connection.execute(select(search_text))}


@pytest.fixture
def undone(engine: Engine) -> Iterator[Writer]:
    """A writer whose acts are taken back: many examples share one database."""
    with write_connection(engine) as connection:
        yield Writer(connection)


@ALIKE
@given(st.lists(TEXTS, min_size=1, max_size=6), TEXTS, st.integers(0, 20), st.integers(1, 6))
@example(["处罚决定", "处，罚"], "处罚", 0, 2)
@example(["第0001234号", "0001234", "x"], "0012", 0, 4)
@example(["100%", "100_", "a'b", "a\\b", 'a"b'], "%", 0, 1)
def test_found_is_what_like_finds(undone: Writer, kept: list[str], other: str, start: int, length: int) -> None:
    point = undone.connection.begin_nested()
    for one in kept:
        undone.record(logged(storable(one)))
    undone.record(corrected(undone.recorded[0].subject, storable(kept[-1] + other)))
    for source in (*kept, other):
        word = folded(folded(source)[start : start + length])
        if word:
            assert found(undone.connection, word) == looked_at(undone.connection, [word])
            both = [word, folded(kept[0])[:1] or word]
            assert found(undone.connection, *both) == looked_at(undone.connection, both)
    point.rollback()
    undone.recorded.clear()


def test_parts_of_words_and_numbers_are_found(engine: Engine) -> None:
    recorded(
        engine,
        logged("病人反映行政处罚决定有误，要求复核", 1, source_no="GD20240301-0077"),
        logged("床位费。处，罚", 2),
        logged("ＣＴ检查收费", 3),
    )
    with read_connection(engine) as connection:
        assert found(connection, "处罚") == ["TS-2024-0001"]
        assert found(connection, "罚") == ["TS-2024-0002", "TS-2024-0001"]
        assert found(connection, "01-007") == ["TS-2024-0001"]
        assert found(connection, "gd2024") == ["TS-2024-0001"]
        assert found(connection, "s-2024-0003") == ["TS-2024-0003"]
        assert found(connection, "ct检") == ["TS-2024-0003"]
        assert found(connection, "复核", "决定") == ["TS-2024-0001"]
        assert found(connection, "误，要") == ["TS-2024-0001"]
        assert found(connection, "复核", "床位") == []
        assert found(connection, "没有") == []


def test_signs_of_a_search_language_are_only_characters(engine: Engine) -> None:
    strange = [
        '"',
        "'",
        "*",
        "a* OR b*",
        "NEAR(a b)",
        "-x",
        "%",
        "_",
        "\\",
        "&",
        "|",
        "!",
        ":*",
        "a:b",
        "^a",
        "{x}",
        "''",
    ]
    recorded(engine, *(logged(f"前{one}后", number) for number, one in enumerate(strange, 1)))
    with read_connection(engine) as connection:
        for one in strange:
            assert found(connection, one) == looked_at(connection, [one])
            assert found(connection, f"前{one}后") != []


def test_no_word_is_found_across_two_texts(engine: Engine) -> None:
    recorded(engine, logged("床位", 1, source_no="费用"))
    with read_connection(engine) as connection:
        kept = search.kept(connection, "TS-2024-0001") or ""
        assert kept.split(BREAK) == ["ts-2024-0001", "床位", "费用"]
        assert found(connection, "位费") == []
        assert found(connection, "位 费") == []


def test_a_long_text_is_found_by_its_end_and_long_words_too(engine: Engine) -> None:
    long = "".join(chr(0x4E00 + number * 7919 % 20000) for number in range(10_000))
    recorded(engine, logged(long + "末尾", 1), logged(long[:-1], 2))
    with read_connection(engine) as connection:
        assert found(connection, "末尾") == ["TS-2024-0001"]
        assert found(connection, long[5000:5200]) == ["TS-2024-0002", "TS-2024-0001"]
        assert found(connection, long[-200:]) == ["TS-2024-0001"]


def test_a_correction_takes_the_old_words_away(engine: Engine) -> None:
    recorded(engine, logged("多收床位费", 1))
    recorded(engine, corrected("TS-2024-0001", "多收护理费"))
    with read_connection(engine) as connection:
        assert found(connection, "床位") == []
        assert found(connection, "护理") == ["TS-2024-0001"]
        assert list(state.differences(connection)) == []


def test_an_act_that_is_taken_back_leaves_nothing(engine: Engine) -> None:
    with write_connection(engine) as connection:
        Writer(connection).record(logged("多收床位费", 1))
        assert found(connection, "床位") == ["TS-2024-0001"]
        connection.rollback()
    with read_connection(engine) as connection:
        assert found(connection, "床位") == []
        assert search.indexed(connection)


def test_pages_go_on_behind_the_last_one(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    # Small enough that all ways of looking are taken.
    monkeypatch.setattr(search, "COMMON", 5)
    monkeypatch.setattr(search, "STRETCH", 4)
    monkeypatch.setattr(search, "FEW", 3)
    recorded(engine, *(logged("床位费" if number % 3 else "护理", number) for number in range(1, 41)))
    with read_connection(engine) as connection:
        for words in (["床位"], ["费"], ["ts-2024"], ["2"], ["护"], ["费", "1"]):
            whole = looked_at(connection, words)
            paged: list[str] = []
            before = None
            while page := search.find(connection, words, limit=7, before=before):
                paged += [subject for _, subject in page]
                before = page[-1][0]
            assert paged == whole


def test_institutions_come_before_all_others_and_many_are_kept_at_once(engine: Engine) -> None:
    codes = ["52370300MJE000013R", "91120116MA06ABC11M"]
    with Store(engine).write() as writer:
        writer.record_new([institution(codes[0], "津测第一医院")])
        writer.record(logged("津测第一医院多收费", 1))
        writer.record_new([institution(codes[1], "津测第二医院")])
        writer.record(logged("津测第二医院多收费", 2))
    with read_connection(engine) as connection:
        order = found(connection, "津测")
        assert order == [f"institution:{codes[1]}", f"institution:{codes[0]}", "TS-2024-0002", "TS-2024-0001"]
        assert order == looked_at(connection, ["津测"])
        assert list(state.differences(connection)) == []


def test_what_is_folded_anew_is_what_stood(engine: Engine) -> None:
    with Store(engine).write() as writer:
        writer.record_new([institution("52370300MJE000013R", "津测第一医院")])
    recorded(engine, *(logged(f"床位费{number}", number) for number in range(1, 6)))
    recorded(engine, corrected("TS-2024-0002", "护理费"))
    with write_connection(engine) as connection:
        before = everything(connection)
        order = found(connection, "费")
        state.refold(connection)
        assert everything(connection) == before
        assert found(connection, "费") == order
        assert list(state.differences(connection)) == []
    # What comes afterwards comes behind.
    recorded(engine, logged("床位费6", 6), logged("床位费7", 7))
    with read_connection(engine) as connection:
        assert found(connection, "床位费")[:2] == ["TS-2024-0007", "TS-2024-0006"]
        assert search.find(connection, ["津测"], limit=1)[0][0] > FRONT


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("UPDATE search_text SET text = 'x' WHERE subject = 'TS-2024-0001'", ("TS-2024-0001", "search")),
        ("DELETE FROM search_text WHERE subject = 'TS-2024-0001'", ("TS-2024-0001", "search")),
        ("INSERT INTO search_text (id, subject, text) VALUES (9, 'TS-2024-0009', 'x')", ("search_text", "surplus")),
    ],
)
def test_the_check_tells_what_search_would_miss(engine: Engine, damage: str, told: tuple[str, str]) -> None:
    recorded(engine, logged("床位费", 1))
    with write_connection(engine) as connection:
        connection.execute(text(damage))
        assert told in list(state.differences(connection))


def test_the_check_counts_what_the_index_holds(engine: Engine, backend: str) -> None:
    if backend != "sqlite":
        pytest.skip("the server keeps its own indexes whole")
    recorded(engine, logged("床位费", 1))
    with write_connection(engine) as connection:
        connection.exec_driver_sql(f"INSERT INTO {GRAMS} ({GRAMS}) VALUES ('delete-all')")
        assert list(state.differences(connection)) == [("search_text", "search")]


@pytest.mark.parametrize("backend", [SQLITE, ON_POSTGRES], indirect=True)
@pytest.mark.trial
def test_the_benchmark_finds_what_like_finds(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # A small one, for its own check of the rows; its figures are taken in full by `python -m benchmarks`.
    monkeypatch.setattr("benchmarks.search._RARE", 999)
    told = [figure.name for figure in against_like(empty_url, "here", rows=3_000)]
    assert len(told) == 2
