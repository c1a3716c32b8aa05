"""The figures of a time on the command line."""

from datetime import date

import pytest

from console.lines import columns
from tests.console.cli.runner import Runner
from tests.samples import copy_sample

SINCE = ("--since", "2022-01-01")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    runner = Runner(tmp_path_factory.mktemp("figures"), date(2024, 9, 30))
    copy_sample(tmp_path_factory, "zibo-2023", runner.database)
    return runner


@pytest.mark.parametrize("language", ["zh", "en"])
def test_bars_with_their_numbers_fit_80_columns(town: Runner, language: str) -> None:
    lines = town("--lang", language, "statistics", "show", *SINCE).text.splitlines()
    assert max(map(columns, lines)) <= 80
    told = town.ok("statistics", "show", *SINCE)
    orders = next(row["decided"] for row in told["measures"] if row["kind"] == "rectification-order")
    (line,) = (line for line in lines if line.startswith(("  限期整改  ", "  rectification order  ")) and "#" in line)
    *_, number, bar = line.split()
    assert int(number) == orders
    # It is the most frequent, so its bar takes all the room there is.
    assert len(bar) == max(line.count("#") for line in lines)


def test_nothing_small_of_a_complaint_is_printed(town: Runner) -> None:
    told = town.ok("statistics", "show", *SINCE)["complaints"]
    small = told["smallest_shown"]
    for table in (told["by_status"], told["by_department"], told["by_conclusion"]):
        numbers = [table["total"], *table["counts"]]
        for row in table["rows"]:
            numbers += [row["total"], *row["counts"]]
        assert all(number in (None, 0) or number >= small for number in numbers)
        assert table["hidden"] == numbers.count(None)
    assert told["by_status"]["hidden"] > 0
    assert "could be guessed" in " ".join(town("--lang", "en", "statistics", "show", *SINCE).text.split())


def test_as_json_by_either_option_and_what_is_refused(town: Runner) -> None:
    answer = town("statistics", "show", "--format", "json")
    assert answer.json == town.ok("statistics", "show")
    assert (answer.json["from"], answer.json["to"]) == ("2024-01-01", "2024-09-30")
    refused = town("statistics", "show", "--until", "2025-01-01", "--json")
    assert (refused.status, refused.json["refused"]["code"]) == (1, "statistics.period")
