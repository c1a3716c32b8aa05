"""Two acts on different subjects at the same moment, each right by itself and wrong after the other.

The second comes wholly in between: after the first judged what stands, before the first is kept.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from db import engine, journal
from db.engine import normalise_url
from db.sealing import ensure_key
from db.seen import Seen
from domain.refusals import Refusal
from sanctions.results import Done
from tests.sanctions.matter import Matter
from tests.sanctions.office import Office, open_office
from tests.stores import POSTGRES, SQLITE, Server


@pytest.fixture(scope="module", params=[SQLITE, POSTGRES])
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office with its people."""
    folder = tmp_path_factory.mktemp("skew")
    if request.param == "sqlite":
        office = Office.in_folder(folder, "zibo-2023")
        yield office
        office.store.close()
        return
    server: Server = request.getfixturevalue("postgres_server")
    name = server.new_database()
    url = server.url(name)
    open_office(normalise_url(url), "zibo-2023")
    key = folder / "office.key"
    ensure_key(key)
    office = Office(url, "zibo-2023", key)
    yield office
    office.store.close()
    server.drop(name)


@pytest.fixture
def matter(office: Office) -> Matter:
    """A case with a finding, on an institution of its own."""
    since = "2023-02-01"
    code = office.do("institution.add", on=since, no_code="invented", name="淄测医院", services=("medical",)).id
    terms = {"number": f"X-{code}", "from_day": since, "to_day": "2027-01-31"}
    office.do("agreement.sign", on=since, code=code, service="medical", **terms)
    matter = Matter(office, code)
    matter.finding()
    return matter


def talk(matter: Matter) -> Done | Refusal:
    """Propose a talk in the case."""
    raw = {"kind": "warning-talk", "reason": "台账不全"}
    return matter.office.attempt("measure.propose", on="2025-03-06", case=matter.case, raw=raw)


def close(matter: Matter) -> Done | Refusal:
    """Ask for the case to be closed."""
    return matter.office.attempt("case.close", on="2025-03-06", case=matter.case, outcome="handled", reason="已处理")


def approve(matter: Matter) -> Done | Refusal:
    """Decide that it is closed."""
    return matter.office.attempt("approve", who="zhao", on="2025-03-06", id=matter.case)


@pytest.fixture
def between(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Callable[[], Done | Refusal]], list[Done | Refusal]]:
    """Has something done once, when the next act is judged and not yet kept; gives what came of it.

    On a file that is before it takes its turn, on a server before it holds the head.
    """
    place, name = (journal, "held_head") if office.store.engine.dialect.name != "sqlite" else (engine, "_await_turn")

    def arrange(other: Callable[[], Done | Refusal]) -> list[Done | Refusal]:
        came: list[Done | Refusal] = []
        usual = getattr(place, name)

        def first_the_other(*given: Any) -> Any:
            monkeypatch.setattr(place, name, usual)
            came.append(other())
            return usual(*given)

        monkeypatch.setattr(place, name, first_the_other)
        return came

    return arrange


Between = Callable[[Callable[[], Done | Refusal]], list[Done | Refusal]]


def refused(answer: Done | Refusal, came: list[Done | Refusal]) -> str:
    """The code of a refusal, after the other act was done."""
    assert [type(one) for one in came] == [Done]
    assert isinstance(answer, Refusal)
    return answer.code


def test_a_case_is_not_closed_over_a_measure_that_is_being_proposed(matter: Matter, between: Between) -> None:
    came = between(lambda: talk(matter))
    assert refused(close(matter), came) == "case.measures"


def test_nor_is_its_closing_approved(matter: Matter, between: Between) -> None:
    close(matter)
    came = between(lambda: talk(matter))
    assert refused(approve(matter), came) == "case.measures"


def test_no_measure_is_proposed_in_a_case_whose_closing_is_being_approved(matter: Matter, between: Between) -> None:
    close(matter)
    came = between(lambda: approve(matter))
    assert refused(talk(matter), came) == "case.closed"


def test_of_two_administrators_who_end_each_other_one_stays(office: Office, between: Between) -> None:
    for name in ("first", "second"):
        office.do("operator.add", who="admin", name=name, staff=name, roles=["administrator"])
    leaving = {"leave": True, "reason": "调离"}
    came = between(lambda: office.attempt("operator.change", who="second", raw={"name": "first", **leaving}))
    told = office.attempt("operator.change", who="first", raw={"name": "second", **leaving})
    # Whoever was to do it is gone themself.
    assert refused(told, came) == "operator.unknown"


def test_a_login_belongs_to_one(office: Office, between: Between) -> None:
    one, other = ({"name": name, "staff": name, "roles": ["auditor"], "login": "shared"} for name in "mn")
    came = between(lambda: office.attempt("operator.add", who="admin", raw=one))
    assert refused(office.attempt("operator.add", who="admin", raw=other), came) == "already"


def test_nobody_decides_with_a_role_that_is_being_taken(matter: Matter, between: Between) -> None:
    office = matter.office
    id = matter.propose("payment-hold", "2025-03-05", bills=["B-1=100"])
    office.do("operator.add", who="admin", name="song", staff="S", roles=["approver"])
    change = {"name": "song", "roles": ["auditor"], "reason": "转岗"}
    came = between(lambda: office.attempt("operator.change", who="admin", raw=change))
    told = office.attempt("approve", who="song", on="2025-03-05", id=id, confirm=True)
    assert refused(told, came) == "role.denied"


def test_what_does_not_touch_is_kept_at_the_first_try(
    office: Office, matter: Matter, between: Between, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[bool] = []
    overtaken = Seen.overtaken

    def listened(*given: Any) -> bool:
        told.append(overtaken(*given))
        return told[-1]

    monkeypatch.setattr(Seen, "overtaken", listened)
    elsewhere = {"no_code": "invented", "name": "淄测药店", "services": ("medical",)}
    came = between(lambda: office.attempt("institution.add", raw=elsewhere))
    assert isinstance(talk(matter), Done)
    assert [type(one) for one in came] == [Done]
    assert set(told) == {False}
