"""Marking lines: one, a range, all shown; marks stay through filter and refresh, and are drawn aside."""

from typing import Any

import pytest

from console.tui.marks import MOST, Marked, Marks
from console.tui.screens.page import Page
from console.tui.subjects import Subject, subject_of
from console.tui.widgets.columns import Line
from tests.console.tui.conftest import Console, Start
from tests.console.tui.test_lists import foot


def line(key: str, **more: Any) -> Line:
    return Line(key, (key,), **more)


def means(one: Line) -> list[Subject]:
    if one.key == "many":
        return [Subject("task", f"LS-{n}") for n in range(3)]
    subject = subject_of(one)
    return [subject] if subject is not None else []


LINES = [line("", heading=True), line("CL-1"), line("CL-2"), line(""), line("CL-3"), line("CL-4")]


def test_a_range_goes_from_the_last_mark_in_either_direction() -> None:
    marks = Marks(means)
    assert marks.toggle(LINES[4]) is Marked.DONE
    assert marks.up_to(LINES[1], LINES) is Marked.DONE
    assert marks.lines == {"CL-1", "CL-2", "CL-3"}
    # On from where the range ended.
    assert marks.up_to(LINES[5], LINES) is Marked.DONE
    assert marks.lines == {"CL-1", "CL-2", "CL-3", "CL-4"}
    # Without a mark to begin from among these lines only this one.
    other = Marks(means)
    other.toggle(line("HC-9"))
    assert other.up_to(LINES[2], LINES) is Marked.DONE
    assert other.lines == {"HC-9", "CL-2"}


def test_headings_and_lines_that_only_tell_are_never_marked() -> None:
    marks = Marks(means)
    assert marks.toggle(LINES[0]) is marks.toggle(LINES[3]) is marks.toggle(None) is Marked.NOTHING
    assert marks.all(LINES) is Marked.DONE
    assert len(marks) == 4
    assert marks.all(LINES[:1]) is Marked.NOTHING


def test_a_line_may_stand_for_several_and_a_subject_counts_once() -> None:
    marks = Marks(means)
    marks.all([line("many"), line("LS-1")])
    assert [one.id for one in marks.subjects] == ["LS-0", "LS-1", "LS-2"]
    marks.keep([Subject("task", "LS-1")])
    assert marks.lines == {"many", "LS-1"}
    marks.keep([])
    assert not marks.lines


def test_there_is_a_most() -> None:
    marks = Marks(means)
    assert marks.all(line(f"CL-{n}") for n in range(MOST + 1)) is Marked.FULL
    assert len(marks) == MOST
    assert marks.toggle(line("CL-x")) is Marked.FULL
    # What is marked may be unmarked.
    assert marks.toggle(line("CL-0")) is Marked.DONE
    assert len(marks) == MOST - 1


def page(console: Console) -> Page:
    shown = console.app.screen
    assert isinstance(shown, Page)
    return shown


async def test_marks_by_keys(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    async with start("zhang", "en") as console:
        await console.press("3")
        before = console.text.splitlines()
        assert any(one.startswith("HC-2024-0002") for one in before)
        await console.press("space")
        assert any(one.startswith("* HC-2024-0002") for one in console.text.splitlines())
        assert any(one.startswith("  HC-2024-0001") for one in console.text.splitlines())
        assert foot(console).endswith("1 marked 2/2")
        await console.press("v")
        assert foot(console).endswith("2 marked 2/2")
        await console.press("u")
        assert console.text.splitlines()[:-1] == before[:-1]
        # Through a filter, its end, and a refresh.
        await console.press("g", "space", "slash", *"0001", "enter")
        assert foot(console).endswith("1 marked /0001 1/1")
        await console.press("asterisk", "slash", *["backspace"] * 4, "enter", "r")
        assert page(console).marks.lines == {"HC-2024-0001", "HC-2024-0002"}
        assert sum(one.startswith("* HC-") for one in console.text.splitlines()) == 2
        # The way back asks nothing.
        await console.press("escape", "3")
        assert page(console).marks.lines
        # The number is copied.
        copied: list[str] = []
        monkeypatch.setattr(type(console.app), "copy_to_clipboard", lambda self, text: copied.append(text))
        await console.press("y")
        assert copied == ["HC-2024-0001"]
        assert [one.message for one in console.app._notifications][-1] == "Copied: HC-2024-0001"
