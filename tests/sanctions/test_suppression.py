"""Small numbers stay unknown: whoever sees the table with its totals and its noughts cannot work one out."""

from datetime import date
from itertools import product

import msgspec
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from domain.rulebook.loader import national_pack
from domain.rulebook.view import View
from sanctions.statistics.suppression import POLICY, Place, hidden, smallest_shown, with_totals

SMALL, MOST = 3, 8
COUNTS = st.sampled_from([0, 0, 1, 1, 2, 3, 4, 6])
SHAPES = st.sampled_from([(1, 1), (1, 2), (2, 2), (2, 3), (3, 2), (1, 4)])
TABLES = SHAPES.flatmap(
    lambda shape: st.lists(st.lists(COUNTS, min_size=shape[1], max_size=shape[1]), min_size=shape[0], max_size=shape[0])
)


def _possible(cells: list[list[int]], gone: set[Place]) -> dict[Place, set[int]]:
    """What each hidden place may be, for all that is shown: at least one, for noughts are shown."""
    whole = with_totals(cells)
    inner = [place for place in sorted(gone) if place[0] < len(cells) and place[1] < len(cells[0])]
    found: dict[Place, set[int]] = {place: set() for place in gone}
    for values in product(range(1, MOST), repeat=len(inner)):
        guess = [list(row) for row in cells]
        for (row, at), value in zip(inner, values, strict=True):
            guess[row][at] = value
        other = with_totals(guess)
        shown = all(
            (row, at) in gone or other[row][at] == count
            for row, line in enumerate(whole)
            for at, count in enumerate(line)
        )
        if shown:
            for row, at in gone:
                found[row, at].add(other[row][at])
    return found


@settings(max_examples=60)
@given(TABLES)
def test_no_small_number_is_shown_or_can_be_worked_out(cells: list[list[int]]) -> None:
    gone = hidden(cells, SMALL)
    whole = with_totals(cells)
    for row, line in enumerate(whole):
        for at, count in enumerate(line):
            assert count == 0 or count >= SMALL or (row, at) in gone
    assume(sum(1 for row, at in gone if row < len(cells) and at < len(cells[0])) <= 4)
    assert all(len(values) > 1 for values in _possible(cells, gone).values())


def test_what_is_large_is_shown_and_one_shows_everything() -> None:
    assert hidden([[5, 0, 9], [7, 6, 0]], 5) == set()
    assert hidden([[1, 0], [2, 1]], 1) == set()
    assert hidden([], 5) == set()


def test_a_small_number_takes_one_of_its_row_and_column_along() -> None:
    # 2 alone could be told from any total: the ring around it goes, and the totals stay.
    assert hidden([[2, 9, 30], [8, 20, 30]], 5) == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_a_rulebook_older_than_the_setting_hides_as_shipped() -> None:
    shipped = national_pack()
    older = msgspec.structs.replace(shipped, policies={})
    assert smallest_shown(View(date(2025, 1, 1), older, {}, older)) == shipped.policies[POLICY].default
