"""Someone new finds from `?` and `:` alone: logging a complaint, why a date is what it is, exporting a history."""

from console.tui.modals.act_form import ActForm
from console.tui.modals.explanation import Explanation
from console.tui.modals.help import Help
from console.tui.modals.palette import Palette
from console.tui.modals.pick import Pick, matching
from console.tui.modals.reading import Reading
from console.tui.modals.standing import StandingView
from console.tui.screens.institution import InstitutionPage
from console.tui.screens.page import Page
from console.tui.speech import Speech
from tests.console.tui.conftest import Start
from tests.console.tui.town import OTHER
from tests.sanctions.office import HOSPITAL

ASKED = {
    "complaint": ("Log a complaint", "登记投诉举报"),
    "投诉": ("Log a complaint", "登记投诉举报"),
    "date": ("See why a date is what it is", "看日期是怎么来的"),
    "期限": ("See why a date is what it is", "看日期是怎么来的"),
    "export": ("Export the history of an institution", "导出机构的历史"),
    "导出": ("Export the history of an institution", "导出机构的历史"),
}


async def test_what_one_wants_is_found_by_its_words(start: Start) -> None:
    async with start("zhang", "en") as console:
        page = console.app.screen
        assert isinstance(page, Page)
        for which, lang in enumerate(("en", "zh_CN")):
            console.app.speech = Speech(lang)
            for words, answers in ASKED.items():
                for lines in (Help(page).all, Palette(page).all):
                    shown = [line.cells[1] for line in matching(lines, words)[:15]]
                    assert answers[which] in shown, words


async def test_an_act_asks_on_what_and_then_opens_its_form(start: Start) -> None:
    async with start("zhang", "en") as console:
        await console.press("question_mark", "slash", "=log a c", "enter")
        assert type(console.app.screen) is Pick
        await console.press("slash", f"={OTHER[-4:]}", "enter")
        form = console.app.screen
        assert isinstance(form, ActForm)
        assert (form.act.kind, form.subject.institution if form.subject else "") == ("complaint.log", OTHER)


async def test_questions_are_answered_from_the_help(start: Start) -> None:
    async with start("zhang", "en") as console:
        await console.press("question_mark", "slash", "=why date", "enter")
        assert isinstance(console.app.screen, Explanation | Reading)
        await console.press("escape")
        await console.press("question_mark", "slash", "=see what an", "enter", "slash", f"={HOSPITAL[-4:]}", "enter")
        await console.press("enter")
        assert isinstance(console.app.screen, StandingView)
        await console.press("escape")
        await console.press("question_mark", "slash", "=export hist", "enter", "slash", f"={HOSPITAL[-4:]}", "enter")
        assert isinstance(console.app.screen, InstitutionPage)


async def test_the_palette_finds_records_and_shows_what_was_written_as_text(start: Start) -> None:
    async with start("zhang", "en") as console:
        await console.press("colon", "=床位")
        assert "[red]" in console.text
        await console.press("escape", "colon", f"={OTHER[-4:]}", "enter")
        assert isinstance(console.app.screen, InstitutionPage)
