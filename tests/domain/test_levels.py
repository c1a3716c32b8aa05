"""Chains of approval as agencies write them, and what an old journal's requests mean."""

from datetime import UTC, date, datetime

import pytest

from domain.entries import Entry
from domain.levels import LEVEL_WORDS, Level, level_word, read_chain
from domain.messages import msg
from domain.states.core import Pending, asked_too, behalf_of, waits


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("none", ()),
        ("legal", ("legal",)),
        ("section-head,legal,leader,discussion,head", tuple(LEVEL_WORDS)),
        ("head , legal", ("head", "legal")),
        ("section-head，legal、head", ("section-head", "legal", "head")),
    ],
)
def test_a_chain_is_levels_in_their_order(text: str, levels: tuple[str, ...]) -> None:
    assert read_chain(text) == levels


@pytest.mark.parametrize("text", ["", ",", "legal,", "legal,legal", "none,legal", "Legal", "boss", "legal head"])
def test_what_is_no_chain(text: str) -> None:
    assert read_chain(text) is None


def test_every_level_has_a_word_and_an_unknown_one_is_told_by_its_key() -> None:
    assert set(LEVEL_WORDS) == {str(level) for level in Level}
    assert level_word("council") == msg("{level}", level="council")


def entry(kind: str, person: str = "P1", **fields: object) -> Entry:
    return Entry(
        id="CL-2024-0001#1",
        subject="CL-2024-0001",
        institution=None,
        kind=kind,
        on=date(2024, 9, 6),
        effective_on=date(2024, 9, 6),
        recorded_at=datetime(2024, 9, 6, tzinfo=UTC),
        by="zhang",
        person=person,
        corrects=None,
        fields=fields,
    )


def test_a_request_of_an_older_program_waits_for_one_approver() -> None:
    pending = waits(entry("measure.lift", reason="x"), "lift")
    assert (pending.chain, pending.level, pending.last, pending.askers) == ((), None, True, frozenset({"P1"}))


def test_who_changes_it_asks_too_and_once() -> None:
    pending: Pending | None = waits(entry("measure.lift"), "lift")
    pending = asked_too(pending, entry("measure.amend", person="P2"))
    pending = asked_too(pending, entry("measure.amend", person="P2"))
    assert pending is not None
    assert pending.also == ("P2",)
    assert asked_too(None, entry("measure.amend")) is None


def test_in_whose_name_an_act_was_done() -> None:
    assert behalf_of(entry("measure.approve", sheet={"behalf": "zhao"})) == "zhao"
    assert behalf_of(entry("measure.endorse", behalf="zhao")) == "zhao"
    assert behalf_of(entry("measure.approve")) is None
