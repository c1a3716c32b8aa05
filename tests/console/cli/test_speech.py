"""Every list and every record speaks the language of its reader, in eighty columns."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from console.lines import columns
from console.words import KEYS, key_word
from tests.console.cli.runner import Answer, Runner
from tests.samples import copy_sample

_LISTS = (
    "institution list",
    "agreement list",
    "complaint list",
    "complaint count",
    "inspection list",
    "event list",
    "case list",
    "finding list",
    "measure list",
    "hold list",
    "publication list",
    "publication due",
    "application list",
    "assessment list",
    "renewal list",
    "policy list",
    "operator list",
    "deadlines",
    "rulebook list",
    "calendar list",
    "calendar show 2024",
    "calendar due 2024-09-06 20wd",
    "calendar due 2026-12-10 20wd",
    "calendar due 2026-12-28 -1m",
    "journal head",
    "journal verify",
    "history export --format table",
    "doctor",
    "database check",
)
_SHOWN = {
    "institution": ("code", ("institution show", "standing", "bar check")),
    "agreement": ("number", ("agreement show",)),
    "complaint": ("id", ("complaint show",)),
    "inspection": ("id", ("inspection show",)),
    "event": ("id", ("event show",)),
    "case": ("id", ("case show", "measure options", "hold show")),
    "finding": ("id", ("finding show",)),
    "measure": ("id", ("measure show",)),
    "publication": ("id", ("publication show",)),
    "application": ("id", ("application show",)),
    "assessment": ("id", ("assessment show",)),
    "policy": ("key", ("policy show",)),
}
_PLURALS = {"policy": "policies", "case": "cases"}
_WORD = re.compile(r"[A-Za-z]{4,}")
_HAN = re.compile("[\u4e00-\u9fff]")
# What is the same in every language: policy keys, periods of a calendar version, an address, a file, a command.
_CODES = re.compile(
    r"--after \S+|https?://\S+|\S*/\S+|[0-9]{4}\.[a-z0-9]+|\b[a-z]+(?:\.[a-z_-]+)+\b|--[a-z-]+|\b[0-9A-HJ-NPQRTUWXY]{18}\b|[0-9a-f]{64}"
    r"|SHA-256|policy set|calendar import|tianjin-2024|zibo-2023"
)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """The sample city, seen by its auditor."""
    runner = Runner(tmp_path_factory.mktemp("town"))
    copy_sample(tmp_path_factory, "zibo-2023", runner.database)
    return runner


Told = Callable[[str, str], Answer]


@pytest.fixture(scope="module")
def lines(town: Runner) -> list[str]:
    """What the sample is asked: every list, and of every kind of record a few."""
    lines = list(_LISTS)
    for noun, (key, commands) in _SHOWN.items():
        plural = _PLURALS.get(noun, noun + "s")
        listed = town.ok(noun, "list", *(() if noun == "policy" else ("--limit", 25)))[plural]
        lines += [f"{command} {one[key]}" for command in commands for one in listed[:: max(len(listed) // 8, 1)]]
    return lines


@pytest.fixture(scope="module")
def told(town: Runner) -> Told:
    """What it answers in a language; each is asked once, and all that follows looks at the same answer."""

    @cache
    def ask(language: str, line: str) -> Answer:
        answer = town("--lang", language, "--as", "吴某", *line.split())
        assert answer.status in (0, 3), (line, answer.err)
        return answer

    return ask


def _text(answer: Answer) -> str:
    return answer.text + answer.err


def test_nothing_is_told_in_english_to_who_reads_chinese(town: Runner, lines: list[str], told: Told) -> None:
    listed = town.ok("policy", "list")["policies"]
    values = [value for policy in listed for value in (policy["value"], *policy["choices"]) if value]
    policies = {word for value in values for word in re.split("[,_-]", str(value))}
    # What may be set is told as it is typed.
    policies |= {"block", "warn", "off", "all", "approved"}
    left = {}
    for line in lines:
        text = _CODES.sub("", re.sub(r"\s+", " ", _text(told("zh_CN", line))))
        if words := set(_WORD.findall(text)) - policies:
            left[line] = words
    assert left == {}


def test_no_label_is_in_chinese_for_who_reads_english(lines: list[str], told: Told) -> None:
    left = {}
    for line in lines:
        shown = _text(told("en", line)).splitlines()
        above = [shown[n - 1] for n, rule in enumerate(shown) if n and rule.strip() and set(rule) <= set("- ")]
        if wrong := [label for label in above if _HAN.search(label)]:
            left[line] = wrong
    assert left == {}


def test_a_task_says_what_is_to_be_done(town: Runner, told: Told) -> None:
    task = next(one for one in town.ok("deadlines")["deadlines"] if one["kind"] == "task")
    for language, words in (("zh_CN", "限制依据未公布"), ("en", "The basis of the bar has not been published")):
        text = _text(told(language, "deadlines"))
        assert words in text
        assert "bar.fair_competition_review" in text
        assert task["subject"] in text


def test_an_application_turned_away_is_told_as_kept(town: Runner) -> None:
    line = ("application", "file", "5237030063BEWJ5YMY", "--service", "rehabilitation")
    before = town.ok("application", "list")["applications"][0]["id"]
    rehearsed = town("--lang", "en", "--as", "张某", *line, "--dry-run")
    assert rehearsed.status == 1
    assert "kept on record" not in rehearsed.err
    refused = town("--lang", "en", "--as", "张某", *line)
    kept = town.ok("application", "list")["applications"][0]["id"]
    assert refused.status == 1
    assert kept != before
    assert f"kept on record as {kept}." in refused.err


def test_a_bad_amount_names_its_option(town: Runner) -> None:
    line = ("measure", "propose", "HC-2024-0025", "payment-hold", "--reason", "x", "--bill", "A=1.234")
    assert "(--bill)" in town("--lang", "en", "--as", "张某", *line).err
    assert "单据（--bill）" in town("--lang", "zh_CN", "--as", "张某", *line).err


def test_worked_weekends_are_named_and_a_day_that_may_move_says_why(told: Told) -> None:
    assert "2024-09-14, 2024-09-29" in _text(told("en", "calendar due 2024-09-06 20wd"))
    provisional = _text(told("en", "calendar due 2026-12-10 20wd"))
    assert "the arrangement for 2027 is not out" in provisional
    assert "Act by 2026-12-31" in provisional


def test_what_is_adopted_stands_beside_what_is_shipped(town: Runner, told: Told) -> None:
    listed = town.ok("rulebook", "list")
    assert [pack["id"] for pack in listed["packs"]] == ["tianjin-2024", "zibo-2023"]
    assert [(pack["id"], pack["in_force"]) for pack in listed["adopted"]] == [("zibo-2023", True)]
    assert "Adopted here" in _text(told("en", "rulebook list"))


def test_every_key_has_its_label(town: Runner, lines: list[str]) -> None:
    left = {}
    for line in lines:
        answer = town("--as", "吴某", *line.split(), "--json")
        if nameless := {key for key in _keys(answer.json) if key_word(key) is None} - {"next", "warnings"}:
            left[line] = nameless
    assert left == {}
    assert [word.template for word in KEYS.values() if not word.template[0].isupper()] == []


def _keys(document: Any) -> set[str]:
    if isinstance(document, list):
        return {key for item in document for key in _keys(item)}
    if not isinstance(document, dict):
        return set()
    return set(document) | {key for item in document.values() for key in _keys(item)}


def test_everything_fits_eighty_columns(lines: list[str], told: Told) -> None:
    wide = {}
    for line in lines:
        for language in ("zh_CN", "en"):
            # A sentence on stderr stays on its line, for whoever searches a log.
            for shown in told(language, line).text.splitlines():
                # One word that cannot be broken, or the closing marks of a line.
                if columns(shown) > 82 and columns(max(shown.split(), key=columns)) < 60:
                    wide[line] = shown
    assert wide == {}
