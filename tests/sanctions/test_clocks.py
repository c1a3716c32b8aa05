"""A clock set back: no act is recorded as older than what stands, reading goes on, and there is a way out."""

from datetime import UTC, datetime, timedelta

from db.journal import last_recorded
from domain.acts import act
from domain.refusals import Refusal
from sanctions.agency.journals import journal_verify
from sanctions.clocks import TOLERANCE, behind
from sanctions.perform import perform
from sanctions.results import Done
from tests.sanctions.office import Office

NOON = datetime(2025, 12, 1, 4, tzinfo=UTC)


def _hire(office: Office, name: str, now: datetime, who: str = "admin") -> Done | Refusal:
    raw = {"name": name, "staff": name, "roles": ["auditor"]}
    return perform(office.store, who, act("operator.add"), raw, clock=lambda: now)


def _entries(office: Office) -> int:
    with office.store.read() as reader:
        entries: int = journal_verify(reader)["entries"]
        return entries


def test_the_clock_may_be_a_little_behind_and_no_more(office: Office) -> None:
    assert isinstance(_hire(office, "a", NOON), Done)
    assert isinstance(_hire(office, "b", NOON - TOLERANCE), Done)
    # It is the newest act that counts, and that one was recorded ten minutes before noon.
    assert isinstance(_hire(office, "c", NOON - 2 * TOLERANCE), Done)
    before = _entries(office)
    refused = _hire(office, "d", NOON - 3 * TOLERANCE - timedelta(seconds=1))
    assert isinstance(refused, Refusal)
    assert refused.code == "clock.back"
    assert refused.message.params == {"last": "2025-12-01 11:40"}
    assert _entries(office) == before
    with office.store.read() as reader:
        assert behind(reader, NOON - timedelta(days=1)) == "2025-12-01 11:40"
        assert behind(reader, NOON) is None


def test_after_a_clock_that_ran_ahead_an_administrator_says_that_it_is_right(office: Office) -> None:
    assert isinstance(_hire(office, "a", NOON + timedelta(days=400)), Done)
    assert isinstance(_hire(office, "b", NOON), Refusal)
    confirm = act("clock.confirm")
    given = {"reason": "时钟曾快一年"}
    assert perform(office.store, "zhang", confirm, given, clock=lambda: NOON).code == "role.denied"  # type: ignore[union-attr]
    done = perform(office.store, "admin", confirm, given, clock=lambda: NOON)
    assert isinstance(done, Done)
    assert isinstance(_hire(office, "b", NOON), Done)
    again = perform(office.store, "admin", confirm, given, clock=lambda: NOON)
    assert isinstance(again, Refusal)
    assert again.code == "already"
    with office.store.read() as reader:
        assert last_recorded(reader.connection) == NOON
        assert journal_verify(reader)["ok"]
