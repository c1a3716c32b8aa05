"""The line breaks just when an act is to be kept: it is done once, whether the server heard of it or not."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest

from db import commits
from db.engine import normalise_url
from db.store import Store
from domain.refusals import Refusal
from sanctions import again
from tests.cutting import Line
from tests.sanctions.office import Office, open_office
from tests.stores import Server, failing

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def url(postgres_server: Server) -> Iterator[str]:
    """An office with its people."""
    name = postgres_server.new_database()
    url = postgres_server.url(name)
    open_office(normalise_url(url), "zibo-2023")
    yield url
    postgres_server.drop(name)


@pytest.fixture
def line(url: str, tmp_path: Path, postgres_server: Server) -> Iterator[Line]:
    """A line to its server."""
    line = Line(tmp_path, postgres_server.folder)
    yield line
    line.close()


@pytest.fixture
def office(url: str, line: Line, postgres_server: Server) -> Iterator[Office]:
    """The office at the end of the line."""
    office = Office(url.replace(str(postgres_server.folder), str(line.folder)), "zibo-2023")
    yield office
    office.store.close()


def hired(url: str) -> int:
    """How many were added."""
    store = Store.open(url)
    with store.read() as reader:
        count = sum(1 for _ in reader.entries(kinds=("operator.add",)))
    store.close()
    return count


@pytest.mark.parametrize("how", ["unheard", "unanswered"])
def test_an_act_is_done_once(how: Literal["unheard", "unanswered"], url: str, line: Line, office: Office) -> None:
    before = hired(url)
    line.cut = how
    done = office.do("operator.add", who="admin", name=f"new {how}", staff=how, roles=["auditor"])
    assert (done.repeated, line.cuts) == (False, 1)
    assert hired(url) == before + 1


def test_a_connection_that_was_cut_is_not_told_of(url: str, office: Office, postgres_server: Server) -> None:
    before = hired(url)
    office.do("operator.add", who="admin", name="first", staff="f", roles=["auditor"])
    postgres_server.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
    with office.store.read() as reader:
        assert sum(1 for _ in reader.entries(kinds=("operator.add",))) == before + 1
    postgres_server.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
    office.do("operator.add", who="admin", name="second", staff="s", roles=["auditor"])


def test_where_nobody_can_tell_the_same_key_finds_it(
    url: str, line: Line, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = hired(url)
    monkeypatch.setattr(commits, "_PAUSES", (0,))
    monkeypatch.setattr(again, "_AWAY", ())

    def away(_: float) -> None:
        line.dead = False

    monkeypatch.setattr(commits, "sleep", away)
    raw = {"name": "unsure", "staff": "u", "roles": ["auditor"]}
    line.cut, line.dead = "unanswered", True
    with failing("store.unsure"):
        office.attempt("operator.add", who="admin", once="k", raw=raw)
    done = office.attempt("operator.add", who="admin", once="k", raw=raw)
    assert not isinstance(done, Refusal)
    assert done.repeated
    assert hired(url) == before + 1
