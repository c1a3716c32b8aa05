"""Measures drawn to scale: where a day lies, what a window shows and what it says of the rest."""

from datetime import date, timedelta
from random import Random

import pytest
from rich.cells import cell_len

from console.tui.widgets.scale import Scale, Span, month_on
from console.tui.widgets.time_window import ZOOMS, Window, window_around
from console.tui.widgets.timeline import LANE, Drawn, draw

TODAY = date(2024, 9, 30)
SPANS = (
    Span("整院", date(2024, 4, 18), date(2024, 4, 18), "约谈", point=True),
    Span("整院", date(2024, 7, 15), date(2024, 8, 9), "限期整改", "x"),
    Span("骨科", date(2024, 8, 15), None, "科室停止"),
    Span("核查", date(2024, 5, 3), None, "HC-2024-0031 "),
    Span("拨付", date(2024, 5, 6), date(2024, 7, 20), "126,000.00 "),
)


def picture(*spans: Span, width: int = 78, window: Window | None = None) -> list[str]:
    return draw(spans, window=window or window_around(spans, TODAY), today=TODAY, width=width).lines


def test_the_picture_of_the_design() -> None:
    assert picture(*SPANS) == [
        "           2024-04   05          06         07         08         09",
        "整院             |约谈                           [限期整改]x",
        "骨科                                                        [科室停止========>",
        "核查                  [HC-2024-0031 =========================================>",
        "拨付                   [126,000.00 ===============]",
    ]


def test_months_lie_closer_from_farther_off() -> None:
    two_years, five_years = (picture(*SPANS, window=Window(month_on(TODAY, 1 - n), n))[0] for n in (24, 60))
    assert two_years.split() == ["2022-10", "2023-01", "04", "07", "10", "2024-01", "04", "07"]
    assert [label for label in five_years.split() if len(label) == 4] == ["2020", "2021", "2022", "2023", "2024"]


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
    line = picture(Span("a", date(2020, 1, 1), None, ""), window=window_around((), TODAY), width=60)[1]
    assert "<" in line
    assert "[" not in line


def test_a_label_at_the_right_edge_stands_before_its_bar() -> None:
    line = picture(Span("a", date(2024, 9, 29), date(2024, 9, 29), "a rather long label", point=True))[1]
    assert line.endswith("a rather long label|")


def test_a_label_without_room_gives_way_to_its_short_form_then_is_cut() -> None:
    window = Window(date(2024, 7, 1), 3)
    bar = Span("a", date(2024, 8, 1), date(2024, 8, 31), "words " * 9, short="126,000.00 ")
    assert "126,000.00" in picture(bar, window=window)[1]
    cut = picture(Span("a", bar.first, bar.last, "words " * 9), window=window, width=50)[1]
    assert "words" in cut
    assert ".." in cut


def test_the_first_look_has_at_least_four_and_at_most_twelve_months() -> None:
    assert window_around((), TODAY) == Window(date(2024, 6, 1), 4)
    old = (Span("a", date(2019, 1, 1), None, ""),)
    assert window_around(old, TODAY) == Window(date(2023, 10, 1), 12)


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


def test_what_holds_today_stays_where_there_is_little_room() -> None:
    window = window_around(SPANS, TODAY)
    drawn = draw(SPANS, window=window, today=TODAY, width=78, room=2)
    assert [line.split()[0] for line in drawn.lines[1:]] == ["骨科", "核查"]
    assert (drawn.hidden, drawn.hidden_lanes) == (3, ("整院", "拨付"))


def test_zoom_keeps_today_in_sight_and_goes_through_every_step() -> None:
    window = Window(date(2024, 4, 1), 7)
    seen = []
    for _ in ZOOMS:
        window = window.zoomed(1, SPANS, TODAY)
        seen.append(window.months)
    assert seen == [12, 24, 60, 60, 60]
    for _ in ZOOMS:
        window = window.zoomed(-1, SPANS, TODAY)
        assert window.first <= TODAY <= window.last
    assert window.months == ZOOMS[0]


def _some(random: Random) -> list[Span]:
    """Spans of every form: points, marks, long labels in both scripts, begun before and running on."""
    spans = []
    for n in range(random.randint(1, 14)):
        first = date(2017, 1, 1) + timedelta(days=random.randint(0, 3600))
        point = random.random() < 0.2
        last = first if point else random.choice([None, first + timedelta(days=random.randint(0, 900))])
        label = random.choice(["", "约谈", "科室停止(暂停)", f"HC-{n:04} ", "x" * 60, "很长的名字" * 12])
        marks = () if point else (first + timedelta(days=random.randint(0, 400)),)
        after = random.choice(["", "x"])
        lane = random.choice(["整院", "骨科", "case", "a lane with a long name"])
        spans.append(Span(lane, first, last, label, after, point, marks))
    return spans


def _counted(drawn: Drawn, spans: list[Span], window: Window) -> bool:
    """Whether every span is in the picture, by its lane, or counted."""
    inside = [span for span in spans if span.first <= window.last and (span.last or date.max) >= window.first]
    lanes = {span.lane for span in inside}
    named = {lane for lane in lanes if any(line.startswith(lane[:3]) for line in drawn.lines[1:])}
    told = lanes == named | set(drawn.hidden_lanes)
    return told and drawn.earlier + drawn.later + len(inside) == len(spans) and drawn.hidden <= len(inside)


@pytest.mark.parametrize("seed", range(40))
def test_whatever_is_looked_at_nothing_is_lost_or_out_of_place(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - the same spans every time are wanted
    spans = _some(random)
    window = window_around(spans, TODAY)
    for _ in range(25):
        if random.random() < 0.5:
            window = window.moved(random.randint(-30, 30), spans, TODAY)
        else:
            window = window.zoomed(random.choice((-1, 1)), spans, TODAY)
        width, room = random.randint(20, 140), random.choice((None, 0, 1, 3, 8))
        drawn = draw(spans, window=window, today=TODAY, width=width, room=room)
        assert all(cell_len(line) <= width for line in drawn.lines)
        assert room is None or len(drawn.lines) <= room + 1
        assert _counted(drawn, spans, window)
        assert room is not None or drawn.hidden == 0
        # However far one goes, there is something at either side or here.
        assert window.first <= max([TODAY, *(span.last or span.first for span in spans)])
        assert window.last >= min([TODAY, *(span.first for span in spans)])


@pytest.mark.parametrize("months", [3, 6, 12, 24, 60])
@pytest.mark.parametrize("width", [40, 78, 118])
def test_a_bar_alone_lies_on_the_cells_of_its_days(width: int, months: int) -> None:
    window = Window(month_on(TODAY, 1 - months), months)
    scale = Scale(window.first, window.last, min(LANE, width // 3), width - 1)
    for ahead in range(0, months * 28, 17):
        first = window.first + timedelta(days=ahead)
        last = min(first + timedelta(days=45), TODAY - timedelta(days=1), window.last)
        if last <= first:
            break
        line = picture(Span("a", first, last, ""), width=width, window=window)[1]
        stop = max(scale.cell(last), min(scale.cell(first), scale.right - 1) + 1)
        assert (line.index("["), line.rindex("]")) == (min(scale.cell(first), scale.right - 1), stop)
