"""Nothing typed is lost: forms are kept as they are filled in, offered again, taken up or thrown away."""

import json
from pathlib import Path
from typing import Any

import pytest

from console.tui import keeping
from console.tui.modals.act_form import ActForm
from console.tui.modals.confirm import Confirm
from console.tui.modals.draft_offer import DraftOffer
from console.tui.modals.pick import Pick
from console.tui.screens.page import Page
from console.tui.widgets.field_row import Toggle
from tests.console.tui.conftest import Console, Start, compare
from tests.console.tui.test_form import LOG, fill, form_of, row_of

TRICKY = "[/] [red]x[/b] [@click=app.quit]床位"


def kept(tmp_path: Path) -> list[dict[str, Any]]:
    folder = tmp_path / "drafts"
    return [json.loads(path.read_bytes()) for path in sorted(folder.glob("*.json"))] if folder.exists() else []


async def open_log(console: Console) -> None:
    await console.press(*LOG)
    assert isinstance(console.app.screen, ActForm)


async def test_what_is_typed_is_kept_while_it_is_typed(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "AFTER", 0.001)
    async with start("zhang", "en") as console:
        await open_log(console)
        await fill(console, received="yesterday", summary=TRICKY)
        for _ in range(100):
            if not form_of(console).keeper.behind:
                break
            await console.settle()
        (one,) = kept(tmp_path)
        assert one["act"] == "complaint.log"
        assert one["operator"] == "zhang"
        assert one["fields"]["summary"] == TRICKY
        assert one["fields"]["received"] == "yesterday"


def test_no_more_than_two_seconds_are_lost() -> None:
    assert keeping.AFTER <= 1


async def test_esc_keeps_it_and_says_so_and_the_same_form_offers_it(start: Start, tmp_path: Path) -> None:
    async with start("zhang", "zh_CN") as console:
        await open_log(console)
        await fill(console, received="2024-09-27", channel="phone", summary=TRICKY)
        await console.press("escape")
        assert not isinstance(console.app.screen, ActForm)
        assert "草稿" in console.text
        assert len(kept(tmp_path)) == 1
        await console.press("a", "slash", "=t.log", "enter")
        assert isinstance(console.app.screen, DraftOffer)
        compare("draft-offer-zh_CN", console.text)
        await console.press("enter")
        assert row_of(console, "summary").typed == TRICKY
        assert row_of(console, "channel").raw == "phone"
        assert row_of(console, "received").typed == "2024-09-27"


async def test_files_are_never_in_a_draft(start: Start, tmp_path: Path) -> None:
    async with start("zhang", "en") as console:
        await open_log(console)
        await fill(console, reporter_file="/home/zhang/reporter-wang.json", text="/home/zhang/letter.txt")
        assert not form_of(console).keeper.keep_now()
        assert kept(tmp_path) == []
        await fill(console, summary="beds counted twice")
        assert form_of(console).keeper.keep_now()
        (one,) = kept(tmp_path)
        assert "wang" not in json.dumps(one)
        assert not {"text", "reporter_file"} & set(one["fields"])


async def test_handing_in_removes_it(start: Start, tmp_path: Path) -> None:
    async with start("zhang", "en") as console:
        await open_log(console)
        await fill(console, received="today", channel="phone", nature="lead", summary="beds counted twice")
        assert form_of(console).keeper.keep_now()
        await console.press("f8", "f8")
        assert not isinstance(console.app.screen, ActForm)
        assert kept(tmp_path) == []


@pytest.mark.trial
async def test_throwing_away_asks_and_then_removes_it(start: Start, tmp_path: Path) -> None:
    async with start("zhang", "en") as console:
        await open_log(console)
        await fill(console, summary="beds")
        assert form_of(console).keeper.keep_now()
        await console.press("f9")
        assert isinstance(console.app.screen, Confirm)
        await console.press("enter")
        assert isinstance(console.app.screen, ActForm)
        assert len(kept(tmp_path)) == 1
        await console.press("f9", "right", "enter")
        assert not isinstance(console.app.screen, ActForm)
        assert kept(tmp_path) == []


@pytest.mark.trial
async def test_emptying_a_form_removes_its_draft(start: Start, tmp_path: Path) -> None:
    async with start("zhang", "en") as console:
        await open_log(console)
        await fill(console, summary="beds")
        assert form_of(console).keeper.keep_now()
        await fill(console, summary="")
        await console.press("escape")
        assert not isinstance(console.app.screen, ActForm)
        assert kept(tmp_path) == []


async def test_the_next_start_offers_it_and_takes_it_up(start: Start, tmp_path: Path) -> None:
    async with start("zhang", "en") as console:
        await open_log(console)
        await fill(console, summary=TRICKY, source_no="GD-1")
        # A line that dropped, as the program sees it.
        console.app.leave_with(129)
    assert len(kept(tmp_path)) == 1
    async with start("zhang", "en") as console:
        assert isinstance(console.app.screen, DraftOffer)
        await console.press("enter")
        assert row_of(console, "summary").typed == TRICKY
        assert row_of(console, "source_no").typed == "GD-1"
        assert "Files are not kept" in console.text
    async with start("li", "en") as console:
        assert isinstance(console.app.screen, Page), "nobody is offered what another person typed"


@pytest.mark.trial
async def test_later_leaves_it_and_throwing_away_removes_it(start: Start, tmp_path: Path) -> None:
    async with start("zhang", "en") as console:
        await open_log(console)
        await fill(console, summary="beds")
        await console.press("escape")
    async with start("zhang", "en") as console:
        await console.press("escape")
        assert isinstance(console.app.screen, Page)
        assert len(kept(tmp_path)) == 1
        await console.press("d")
        assert isinstance(console.app.screen, Pick)
        assert "Log a complaint" in console.text
        compare("drafts-en", console.text)
        await console.press("enter")
        assert isinstance(console.app.screen, DraftOffer)
        await console.press("left", "enter")
        assert kept(tmp_path) == []
        await console.press("d")
        assert "There are no drafts" in console.text


@pytest.mark.trial
async def test_several_are_listed_at_the_start(start: Start, tmp_path: Path) -> None:
    async with start("zhang", "en") as console:
        await open_log(console)
        await fill(console, summary="beds")
        await console.press("escape", "a", "slash", "=case.open", "enter")
        row_of(console, "lead").put("zhang")
        await console.press("escape")
    assert len(kept(tmp_path)) == 2
    async with start("zhang", "en") as console:
        assert isinstance(console.app.screen, Pick)
        await console.press("enter")
        assert isinstance(console.app.screen, DraftOffer)


async def test_going_back_at_the_question_keeps_the_draft(start: Start, tmp_path: Path) -> None:
    async with start("zhang", "en") as console:
        await open_log(console)
        await fill(console, summary="beds")
        await console.press("escape", "a", "slash", "=t.log", "enter")
        assert isinstance(console.app.screen, DraftOffer)
        await console.press("escape")
        assert not isinstance(console.app.screen, ActForm | DraftOffer)
        assert kept(tmp_path)[0]["fields"]["summary"] == "beds"


async def test_tomorrow_still_means_the_day_it_meant(start: Start, tmp_path: Path) -> None:
    async with start("zhang", "en") as console:
        await open_log(console)
        await fill(console, received="yesterday", reply_by="下周一")
        await console.press("escape")
    path = next((tmp_path / "drafts").glob("*.json"))
    told = json.loads(path.read_bytes())
    path.write_text(json.dumps(told | {"today": "2024-09-20"}))
    async with start("zhang", "en") as console:
        await console.press("enter")
        assert row_of(console, "received").typed == "2024-09-19"
        assert row_of(console, "reply_by").typed == "2024-09-23"


@pytest.mark.trial
async def test_one_of_another_version_is_passed_over_with_a_sentence(start: Start, tmp_path: Path) -> None:
    async with start("zhang", "en") as console:
        await open_log(console)
        await fill(console, summary="beds")
        await console.press("escape")
    path = next((tmp_path / "drafts").glob("*.json"))
    path.write_text(json.dumps(json.loads(path.read_bytes()) | {"version": "0.0.9"}))
    async with start("zhang", "en") as console:
        assert isinstance(console.app.screen, Page)
        assert "another version of the program" in console.text
        await open_log(console)
        assert isinstance(console.app.screen, ActForm)


async def test_a_disk_that_takes_nothing_is_told_and_esc_asks(start: Start, tmp_path: Path) -> None:
    (tmp_path / "drafts").write_text("no folder")
    async with start("zhang", "en") as console:
        await open_log(console)
        await fill(console, summary="beds")
        await console.press("escape")
        assert isinstance(console.app.screen, Confirm)
        assert "is not kept" in console.text
        await console.press("enter")
        assert isinstance(console.app.screen, ActForm)


@pytest.mark.trial
async def test_yes_and_no_are_kept_too(start: Start, tmp_path: Path) -> None:
    async with start("zhang", "en") as console:
        await console.press("2", "G", "enter", "a", "slash", "=inspection.record", "enter")
        assert isinstance(console.app.screen, ActForm)
        toggle = row_of(console, "unannounced").control
        assert isinstance(toggle, Toggle)
        toggle.focus()
        await console.press("space", "escape")
        assert kept(tmp_path)[0]["fields"]["unannounced"] is True
        await console.press("a", "slash", "=inspection.record", "enter", "enter")
        control = row_of(console, "unannounced").control
        assert isinstance(control, Toggle)
        assert control.value


async def test_whoever_may_not_do_it_any_more_is_told(start: Start, tmp_path: Path) -> None:
    async with start("zhang", "en") as console:
        await open_log(console)
        await fill(console, summary="beds")
        await console.press("escape")
    path = next((tmp_path / "drafts").glob("*.json"))
    drafts = console.app.session.drafts()
    assert drafts is not None
    (one,) = drafts.all().drafts
    drafts.operator = "wu"
    drafts.save(one)
    path.unlink()
    async with start("wu", "en") as console:
        await console.press("enter")
        assert "needs supervisor" in console.text
        assert isinstance(console.app.screen, Page)
