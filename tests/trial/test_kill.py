"""A program killed at any moment leaves a database that opens, verifies and folds to what stands."""

from pathlib import Path
from random import Random

import pytest

from tests.trial.agency import SharedAgency
from tests.trial.programs import kill_after, lines_of, require_sound, started

_ACTS = 24
"""A load lives for up to so many acts, two chains from an institution to a closed case,"""

_SECONDS = 0.03
"""and then for up to so long, about three acts."""

_WRITTEN = 1_000_000


def _kill_often(agency: SharedAgency, kills: int) -> None:
    chance = Random(20240930)  # noqa: S311 - the moments are to be repeatable
    entries = require_sound(agency, [])
    for seed in range(kills):
        with started("work", agency, seed) as process:
            told = lines_of(process, chance.randrange(1, _ACTS))
            told += kill_after(process, chance.uniform(0, _SECONDS))
        grown = require_sound(agency, told)
        assert grown >= entries + len(told)
        entries = grown


@pytest.mark.parametrize("backend", ["sqlite"])
def test_killed_at_a_few_random_moments(agency: SharedAgency) -> None:
    _kill_often(agency, 6)


@pytest.mark.trial
def test_killed_at_two_hundred_random_moments(agency: SharedAgency) -> None:
    _kill_often(agency, 200)


def test_killed_in_the_middle_of_a_write(agency: SharedAgency) -> None:
    before = require_sound(agency, [])
    with started("hold", agency) as process:
        assert lines_of(process, 1) == ["holding\n"]
        if agency.on_sqlite:
            # It had already gone to the disk.
            assert Path(f"{agency.url.database}-wal").stat().st_size > _WRITTEN
        assert kill_after(process, 0) == []
    # What was written and not kept is gone, and the next one finds the way free.
    agency.hire("held0")
    assert require_sound(agency, []) == before + 1
