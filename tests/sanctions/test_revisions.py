"""Since when what runs is as it is told: grows with every act that may change it, and with no other."""

from db.journal import head
from sanctions.running.revisions import Revision, revisions
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import DEVICE_MAKER, HOSPITAL, Office


def _of(office: Office, subject: str, code: str | None) -> tuple[Revision, int]:
    with office.store.read() as reader:
        return revisions(reader, [(subject, code)]).of(subject, code), head(reader.connection)[0]


def test_what_is_recorded_elsewhere_changes_nothing_and_a_rule_changes_all(office: Office) -> None:
    for code in (HOSPITAL, DEVICE_MAKER):
        institution(office, code)
    matter = Matter(office)
    matter.finding()
    id = matter.propose("rectification-order", "2025-03-05", rectify_by="2025-04-10")
    first, seq = _of(office, id, HOSPITAL)
    assert first == Revision(seq, office.clock())
    Matter(office, DEVICE_MAKER, on="2025-03-06")
    assert _of(office, id, HOSPITAL)[0] == first
    # A finding of the same institution may have moved it.
    matter.finding(on="2025-03-06")
    second, seq = _of(office, id, HOSPITAL)
    assert second.seq == seq > first.seq
    asked = {"key": "hold.review", "value": "20d", "from_day": "2025-06-01", "reason": "x"}
    office.do("policy.set", who="admin", on="2025-03-07", **asked)
    assert _of(office, id, HOSPITAL)[0] == second
    office.do("approve", who="zhao", on="2025-03-07", id="hold.review")
    third, seq = _of(office, id, HOSPITAL)
    assert third.seq == seq > second.seq
    assert _of(office, "bar.document", None)[0] == third
