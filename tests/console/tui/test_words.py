"""What people read is words: no code, no key of a record, no option of a command."""

import re
from datetime import UTC, date, datetime

import pytest

from console.tui.actions import ACTIONS
from console.tui.naming import in_labels
from console.tui.speech import Speech
from domain.acts import act, acts
from domain.entries import Entry
from domain.entry_words import entry_words
from domain.states import aggregates
from tests.console.tui.conftest import SNAPSHOTS
from tests.console.tui.town import TRICKY
from tests.sanctions.office import PEOPLE

ALBUMS = ("empty-", "forms-", "pages-", "states-")
"""They look at what they hold by themselves."""
PICTURES = sorted(path for path in SNAPSHOTS.glob("*zh_CN*.txt") if not path.name.startswith(ALBUMS))
KNOWN = {
    *PEOPLE,
    *("zibo-2023", "defence.period"),
    # What the people of the tests wrote, and one of them.
    *("tests", "date", "back", "admin"),
    # A command that is told to be typed in a shell.
    *("institution", "import", "FILE"),
    *(key for action in ACTIONS for key in action.key.replace("+", " ").split()),
    *("Enter", "Esc", "Ctrl", "Shift", "Home", "Down", "PgDn", "PgUp"),
}
OWN_WORDS = re.compile("|".join(re.escape(word) for word in re.findall(r"[A-Za-z.]{4,}", TRICKY)) + r"|@clic\w*\.\.")


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_chinese_pictures_hold_no_code(path: object) -> None:
    text = path.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    assert "未能读取" not in text
    # Credit codes and numbers of subjects are what people call things by.
    text = re.sub(r"\b[0-9A-Z]{8,18}\b|\b[0-9A-Z]+\.\.|\b[A-Z]{2}-\d{4}-\d{4}\b", " ", OWN_WORDS.sub(" ", text))
    found = re.findall(r"[A-Za-z]{4,}(?:[_.-][A-Za-z0-9]+)*", text)
    assert [word for word in found if word.rstrip(".") not in KNOWN] == []


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
@pytest.mark.parametrize(
    ("kind", "sentence", "labels", "gone"),
    [
        ("approve", "Approve with --confirm, or reject.", ["Confirm a measure without an agreement clause"], "--"),
        ("measure.propose", "Give --bill NO=YUAN.", ["Bill"], "NO="),
        ("measure.defence", "Give --proof FILE, or say in --text what shows it.", ["Proof", "What was said"], "FILE"),
        ("measure.defence", "First: measure serve --document notice.", ["Record service", "Document"], "measure serve"),
        ("measure.propose", "Late: give --late-reason.", ["Why so late"], "--"),
    ],
)
def test_options_and_commands_are_told_by_their_labels(
    lang: str, kind: str, sentence: str, labels: list[str], gone: str
) -> None:
    speech = Speech(lang)
    told = in_labels(sentence, act(kind), speech)
    assert gone not in told
    if lang == "en":
        assert all(f'"{label}"' in told for label in labels)
    else:
        assert not any(label in told for label in labels)
        assert told.count("“") == len(labels)


def test_what_people_wrote_is_left_alone() -> None:
    speech = Speech("en")
    for text in ("approve it -- at once", "--nonsense", "institution", "a-measure notice-x"):
        assert in_labels(text, act("measure.propose"), speech) == text


def test_every_option_of_every_act_has_a_label_in_its_form() -> None:
    speech = Speech("en")
    for one in acts():
        for field in one.fields:
            assert in_labels(f"See --{field.option}.", one, speech) == f'See "{speech(field.label)}".'


_BEFORE_ANYBODY = {"agency.found", "agency.sample"}
"""Recorded while the database is made; no page lists them."""


def _entry(kind: str) -> Entry:
    day = date(2025, 3, 3)
    return Entry(
        id="x#1", subject="x", institution=None, kind=kind, on=day, effective_on=day,
        recorded_at=datetime(2025, 3, 3, tzinfo=UTC), by="zhang", person="P1", corrects=None, fields={},
    )  # fmt: skip


def test_every_kind_of_act_that_is_recorded_has_words() -> None:
    kinds = {kind for aggregate in aggregates() for kind in aggregate.reducers} - _BEFORE_ANYBODY
    assert {kind for kind in kinds if entry_words(_entry(kind)) == kind} == set()
