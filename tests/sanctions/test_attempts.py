"""Refused attempts are kept: who, what, on which subject and why; once a day, never what was typed."""

from datetime import date
from typing import Any

import pytest

from db import journal
from db.errors import StoreError
from db.store import Store
from domain.acts import Upload
from domain.acts import act as act_of
from sanctions.ledgers.audits import audits
from sanctions.perform import perform
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import HOSPITAL, Office


def kept(office: Office) -> list[dict[str, Any]]:
    """The refused attempts on the audit list, oldest first."""
    with office.store.read() as reader:
        return audits(reader, on=office.today, kind="refused").items[::-1]


def told(office: Office) -> list[tuple[str, str, str, str]]:
    return [(row["by"], row["act"], row["subject"], row["reason"].template) for row in kept(office)]


def test_each_is_kept_once_a_day_and_never_what_was_typed(office: Office) -> None:
    institution(office)
    matter = Matter(office)
    id = matter.propose("rectification-order", "2025-03-05", rectify_by="2026-01-30")
    for _ in range(2):
        assert office.refused("approve", who="twin", id=id, opinion="SECRET-OPINION").code == "approve.own"
    assert office.refused("finding.add", who="wu", raw={"source": matter.case, "text": "SECRET"}).code == "role.denied"
    assert office.refused("operator.add", who="zhang", raw={"name": "SECRET", "staff": "P99"}).code == "role.denied"
    office.refused("finding.add", who="wu", rehearse=True, raw={"source": HOSPITAL})
    assert told(office) == [
        ("twin", "approve", id, "their own request"),
        ("wu", "finding.add", matter.case, "not their role"),
        ("zhang", "operator.add", "zhang", "not their role"),
    ]
    office.as_of_day(date(2025, 12, 2))
    office.refused("approve", who="twin", id=id)
    assert len(kept(office)) == 4
    with office.store.read() as reader:
        entries = [entry for entry in reader.entries() if entry.kind == "attempt.refused"]
    assert "SECRET" not in repr(entries)
    assert {key for entry in entries for key in entry.fields} == {"act", "about", "code"}


def test_what_only_goes_wrong_is_not_kept(office: Office) -> None:
    institution(office)
    matter = Matter(office)
    office.refused("approve", who="zhao", id=matter.case)
    office.refused("case.open", institution=HOSPITAL, lead="zhang", second="zhang")
    perform(office.store, "nobody", act_of("approve"), {"id": matter.case}, clock=office.clock)
    assert kept(office) == []


def test_an_act_may_be_dated_before_an_attempt(office: Office) -> None:
    office.refused("operator.add", who="li", raw={"name": "n"})
    office.do("operator.change", who="admin", name="li", leave=True, reason="调离", on="2025-11-28")


def test_a_tie_and_every_failure_to_open_what_is_sealed(office: Office) -> None:
    institution(office)
    reporter = Upload("r.json", '{"name": "王五"}'.encode())
    words = {"received": "2025-12-01", "channel": "phone", "nature": "report", "summary": "s"}
    id = office.do("complaint.log", institution=HOSPITAL, reporter_file=reporter, **words).id
    assert office.refused("complaint.reveal", who="zhang", id=id, purpose="p").code == "role.denied"
    keyless = Store(office.store.engine, office.store._key_path.with_name("none.key"))  # type: ignore[union-attr]
    with pytest.raises(StoreError):
        perform(keyless, "sun", act_of("complaint.reveal"), {"id": id, "purpose": "p"}, clock=office.clock)
    office.do("operator.tie", who="li", institution=HOSPITAL, raw={"kind": "other"})
    assert office.refused("complaint.accept", who="li", id=id).code == "recused"
    assert told(office) == [
        ("zhang", "complaint.reveal", id, "not their role"),
        ("sun", "complaint.reveal", id, "it failed"),
        ("li", "complaint.accept", id, "tied to the institution"),
    ]


def test_a_failure_to_keep_it_hides_nothing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(journal, "append", broken)
    assert office.refused("approve", who="zhang", id="CL-2025-0001").code == "role.denied"
    monkeypatch.undo()
    assert kept(office) == []
