"""Wrong usage: exit status 2, one sentence that says the way out, one JSON document where asked for."""

import pytest

from tests.console.cli.runner import Runner


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("mesure", "measure"),
        ("measure", "--help"),
        ("measure frobnicate", "measure frobnicate"),
        ("calendar due 2024-09-06", "PERIOD"),
        ("calendar due 2024-09-06 20wd 7d", "too many"),
        ("calendar due 2024-09-06 20wd --jsn", "--json"),
        ("calendar due 2024-09-06 20wd --done", "--done"),
        ("deadlines --database x", "before the command"),
        ("--database", "--database"),
        ("--lang fr deadlines", "zh_CN"),
        ("approve CL-2024-0001 --confirm --reject --reason x", "not both"),
        ("case list --open --closed", "not both"),
        ("complaint correct TS-2025-0001 --reason x --text - --reporter-file -", "stdin"),
    ],
)  # fmt: skip
def test_wrong_usage(cli: Runner, line: str, says: str) -> None:
    answer = cli(*line.split())
    assert answer.status == 2
    assert answer.out == b""
    assert says in answer.err
    assert answer.err.count("\n") == 1


def test_wrong_usage_as_json(bare: Runner) -> None:
    assert bare.error(2, "mesure") == "usage"
    assert bare.error(2, "--lang", "fr", "deadlines") == "usage"


def test_a_complaint_about_the_language_is_made_in_a_language(bare: Runner) -> None:
    assert "zh_CN" in bare("--lang", "fr", "deadlines", environment={"LANG": "zh_CN.UTF-8"}).err


def test_a_negative_period_is_a_word(bare: Runner) -> None:
    assert bare.ok("calendar", "due", "2024-03-31", "-1m")["due"] == "2024-02-29"
    assert bare.ok("calendar", "due", "--done", "2024-03-01", "2024-03-31", "-1m")["late_by"] == 1


def test_a_bare_line_opens_the_console_and_nothing_else_does(cli: Runner) -> None:
    opened: list[object] = []

    def opens(session: object) -> int:
        opened.append(session)
        return 0

    cli.opens = opens
    assert cli().status == 0
    assert cli("--as", "zhang", "--lang", "en").status == 0
    assert cli("deadlines").status == 0
    assert len(opened) == 2
