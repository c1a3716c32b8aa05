"""Operators, four eyes by person, and the database's first day."""

from db.store import Reader
from sanctions.agency.operators import operators
from sanctions.rules import agency_of, rulebook_of
from tests.sanctions.conftest import MakeOffice
from tests.sanctions.office import PEOPLE, Office


def test_a_new_database_has_its_agency_rulebook_and_people(make_office: MakeOffice) -> None:
    for pack in ("zibo-2023", "tianjin-2024"):
        office = make_office(pack)
        with office.store.read() as reader:
            assert agency_of(reader).packs[0].pack == pack
            assert rulebook_of(reader).current.id == pack
            names = {item["name"] for item in operators(reader).items}
        assert names == {"admin", *PEOPLE}


def test_only_an_administrator_adds_operators(office: Office) -> None:
    refusal = office.refused("operator.add", who="zhang", name="new", staff="P9", roles=["auditor"])
    assert refusal.code == "role.denied"


def test_the_last_administrator_stays(office: Office) -> None:
    refusal = office.refused("operator.change", who="admin", name="admin", roles=["auditor"], reason="x")
    assert refusal.code == "operator.last"
    office.do("operator.change", who="admin", name="wu", leave=True, reason="left")
    assert office.refused("operator.add", who="wu", name="n", staff="P9", roles=["auditor"]).code == "operator.unknown"


def test_a_repeat_with_the_same_key_returns_the_first_result(office: Office) -> None:
    fields = {"who": "admin", "name": "new", "staff": "P9", "roles": ["auditor"], "once": "k1"}
    assert not office.do("operator.add", **fields).repeated
    again = office.do("operator.add", **fields)
    assert again.repeated
    assert again.id == "new"
    assert office.refused("operator.add", **{**fields, "staff": "P10"}).code == "once.differs"


def test_a_rehearsal_keeps_nothing(office: Office) -> None:
    office.do("operator.add", who="admin", name="new", staff="P9", roles=["auditor"], rehearse=True)
    with office.store.read() as reader:
        assert "new" not in {item["name"] for item in operators(reader).items}


def test_dates_of_acts_are_bounded(office: Office) -> None:
    fields = {"who": "admin", "name": "new", "staff": "P9", "roles": ["auditor"]}
    assert office.refused("operator.add", on="2025-12-02", **fields).code == "day.future"
    assert office.refused("operator.add", on="2025-11-03", late=None, **fields).code == "day.late"
    assert office.do("operator.add", on="2025-11-28", late=None, **fields).id == "new"
    assert office.refused("operator.change", who="admin", on="2025-11-27", name="new", reason="x").code == "day.before"


def _count(reader: Reader) -> int:
    return sum(1 for _ in reader.entries())


def test_a_refused_act_leaves_no_entry(office: Office) -> None:
    with office.store.read() as reader:
        before = _count(reader)
    office.refused("operator.add", who="admin", name="zhang", staff="P9", roles=["auditor"])
    with office.store.read() as reader:
        assert _count(reader) == before
