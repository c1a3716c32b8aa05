"""Measures drawn to scale."""

from datetime import date

import pytest
from rich.cells import cell_len

from console.tui.widgets.timeline import Span, draw, months_around

TODAY = date(2024, 9, 30)
SPANS = (
    Span("整院", date(2024, 4, 18), date(2024, 4, 18), "约谈", point=True),
    Span("整院", date(2024, 7, 15), date(2024, 8, 9), "限期整改", "x"),
    Span("骨科", date(2024, 8, 15), None, "科室停止"),
    Span("核查", date(2024, 5, 3), None, "HC-2024-0031 "),
    Span("拨付", date(2024, 5, 6), date(2024, 7, 20), "暂停 126,000.00 "),
)


def picture(*spans: Span, width: int = 78, today: date = TODAY) -> list[str]:
    first, last = months_around(spans, today)
    return draw(spans, first=first, last=last, today=today, width=width)


def test_the_picture_of_the_design() -> None:
    assert picture(*SPANS) == [
        "           2024-04   05          06         07         08         09",
        "整院             |约谈                           [限期整改]x",
        "骨科                                                        [科室停止========>",
        "核查                  [HC-2024-0031 =========================================>",
        "拨付                   [暂停 126,000.00 ==========]",
    ]


@pytest.mark.parametrize("width", [20, 40, 78, 118, 238])
def test_no_line_is_wider_than_asked(width: int) -> None:
    assert all(cell_len(line) <= width for line in picture(*SPANS, width=width))


def test_spans_that_would_touch_take_another_line() -> None:
    lines = picture(
        Span("a", date(2024, 8, 1), date(2024, 8, 20), "first measure"),
        Span("a", date(2024, 8, 21), date(2024, 9, 10), "second measure"),
    )
    assert len(lines) == 3
    assert lines[2].startswith(" " * 10)


def test_what_lies_ahead_is_drawn_otherwise_than_what_was() -> None:
    (line,) = picture(Span("a", date(2024, 9, 1), date(2024, 11, 30), ""))[1:]
    bar = line[line.index("[") :]
    assert bar.index("=") < bar.index(">") < bar.index("-") < bar.index("]")


def test_what_began_before_the_picture_has_no_beginning() -> None:
    first, last = months_around((), TODAY)
    line = draw([Span("a", date(2020, 1, 1), None, "")], first=first, last=last, today=TODAY, width=60)[1]
    assert "<" in line
    assert "[" not in line


def test_a_label_at_the_right_edge_stands_before_its_bar() -> None:
    line = picture(Span("a", date(2024, 9, 29), date(2024, 9, 29), "a rather long label", point=True))[1]
    assert line.endswith("a rather long label|")


def test_at_least_four_and_at_most_twelve_months_are_drawn() -> None:
    assert months_around((), TODAY) == (date(2024, 6, 1), date(2024, 9, 30))
    old = (Span("a", date(2019, 1, 1), None, ""),)
    assert months_around(old, TODAY)[0] == date(2023, 10, 1)


def test_what_is_in_force_runs_on_to_the_right_edge() -> None:
    running, ahead = picture(
        Span("a", date(2024, 8, 15), None, "halt"), Span("b", date(2024, 9, 1), date(2024, 11, 30), "")
    )[1:]
    assert len(running) == 78
    assert running.endswith("->")
    assert running.index("=>-") == ahead.index("=>-")


def test_a_failed_recheck_is_a_mark_inside_what_outlasts_it() -> None:
    day = date(2024, 8, 30)
    months, line = picture(Span("a", date(2024, 6, 3), None, "halt", marks=(day,)))
    assert line.endswith(">")
    assert line.index("x") == line.rindex("x") == months.index("09") - 1
    assert "[halt" in line


def test_a_label_never_hides_a_mark() -> None:
    day = date(2024, 8, 10)
    _, line = picture(Span("a", date(2024, 8, 5), None, "a label of some length", marks=(day,)))
    assert "x" in line[: line.index("a label")]
    _, short = picture(Span("a", date(2024, 9, 5), date(2024, 9, 20), "a label of some length", marks=(day,)))
    assert "a label of some length" in short
