"""Lists tell where the cursor is, and where the words of a filter were looked for."""

import pytest

from console.tui.questions import Questions
from console.tui.screens.subject import SubjectPage
from console.tui.sources import SOURCES
from domain.acts import acts
from domain.words import ORIGINS
from tests.console.tui.conftest import Console, Start


def foot(console: Console) -> str:
    return console.text.splitlines()[-1].rstrip()


async def test_the_key_line_tells_the_position(start: Start) -> None:
    async with start("zhang", "en") as console:
        await console.press("3")
        assert foot(console).endswith(" 1/2")
        await console.press("j")
        assert foot(console).endswith(" 2/2")
        await console.resize(40, 10)
        assert foot(console).endswith(" 2/2")


@pytest.mark.parametrize(
    ("words", "shown"), [("中心", 1), ("0001 zhang", 1), ("li", 2), ("52370300MJE000021L", 1), ("0001 很长", 0)]
)
async def test_cases_are_filtered_in_the_database(start: Start, words: str, shown: int) -> None:
    async with start("zhang", "en") as console:
        answer = console.app.session.ask(lambda questions: questions.cases(words, None))
        assert len(answer.items) == shown


async def test_a_filter_stays_in_sight(start: Start) -> None:
    async with start("zhang", "zh_CN") as console:
        await console.press("3", "slash", *"HC-2024-0001", "enter")
        assert foot(console).endswith("/HC-2024-0001 1/1")
        await console.press("slash", *["end", *["backspace"] * 12], "enter")
        assert foot(console).endswith("返回           2/2")


async def test_what_is_filtered_among_loaded_lines_says_so(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("console.tui.answers.today.MOST", 2)
    async with start("zhang", "en") as console:
        assert foot(console).endswith(" 1/2+")
        await console.press("slash")
        assert "only in the lines loaded here" in console.text
        await console.press(*"hol", "enter")
        assert foot(console).endswith("/hol loaded lines only 1/1+")
        await console.press("slash", *"zzz", "enter")
        assert "No line loaded here has the words" in console.text


async def test_a_policy_that_waits_is_opened_and_approved_from_today(start: Start) -> None:
    async with start("zhao", "en") as console:
        await console.press("slash", *"defence.period", "enter", "enter")
        assert isinstance(console.app.screen, SubjectPage)
        assert "7wd" in console.text
        await console.press("a", "enter", "f8", "f8")
        policy = console.app.session.ask(lambda questions: questions.subject("policy", "defence.period"))
        assert policy["pending"] is None
        assert [one["value"] for one in policy["settings"]] == ["7wd"]


async def test_every_source_of_every_field_is_known_and_answers(start: Start) -> None:
    async with start("zhang", "en") as console:

        def offered(questions: Questions) -> dict[str, int]:
            raw = {"institution": "52370300MJE000013R", "case": "HC-2024-0001", "kind": "payment-hold"}
            return {
                field.source: len(questions.choices(one, field, raw))
                for one in acts()
                for field in one.fields
                if field.source
            }

        found = console.app.session.ask(offered)
    # A hand-over of the record is looked up by a command alone: no act is about one.
    assert set(found) == set(SOURCES) - {"hand_overs"}
    for source in ("packs", "cases", "subjects", "policies", "finding_sources", "publications"):
        assert found[source] > 0, source


async def test_open_cases_and_their_sources_may_be_chosen(start: Start) -> None:
    async with start("zhang", "en") as console:
        given = {"institution": "52370300MJE000021L"}
        by_source = {field.source: (one, field) for one in acts() for field in one.fields if field.source}

        def values(questions: Questions, source: str) -> list[str]:
            one, field = by_source[source]
            return [choice.value for choice in questions.choices(one, field, given)]

        ask = console.app.session.ask
        assert ask(lambda questions: values(questions, "cases")) == ["HC-2024-0002"]
        assert ask(lambda questions: values(questions, "case_sources")) == [*ORIGINS, "数据筛查"]
        assert ask(lambda questions: values(questions, "packs")) == ["tianjin-2024", "zibo-2023"]
