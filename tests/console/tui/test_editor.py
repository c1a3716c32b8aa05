"""Long texts in an editor: only where there is one and the account is not confined, and nothing lies about after."""

import stat
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

from console.tui.editor import cleaned, edited, editor_words
from console.tui.modals.act_form import ActForm
from domain.acts import Field
from domain.messages import msg
from domain.refusals import Refused
from tests.console.tui.conftest import Start
from tests.console.tui.test_form import LOG, fill, form_of, row_of

REASON = Field("reason", msg("Reason"), "text", limit=20)


def editor(folder: Path, script: str) -> list[str]:
    """A program that does something to the file it is given, `path`."""
    program = folder / "editor.py"
    program.write_text(f"import os, signal, sys\nfrom pathlib import Path\npath = Path(sys.argv[1])\n{script}\n")
    return [sys.executable, str(program)]


def test_what_is_saved_comes_back_and_nothing_is_left(tmp_path: Path) -> None:
    script = (
        "Path(sys.argv[0]).with_name('mode').write_text(oct(path.stat().st_mode) + oct(path.parent.stat().st_mode))\n"
        "path.with_name('.text.swp').write_text('half')\n"
        "path.write_text(path.read_text() + '，床位\\n第二行\\n')"
    )
    assert edited("原文", editor(tmp_path, script), tmp_path / "drafts") == "原文，床位\n第二行"
    assert (tmp_path / "mode").read_text() == oct(stat.S_IFREG | 0o600) + oct(stat.S_IFDIR | 0o700)
    assert list((tmp_path / "drafts").iterdir()) == []


@pytest.mark.parametrize("script", ["", "path.write_text(path.read_text() + '\\n')"])
def test_nothing_changed_is_nothing(tmp_path: Path, script: str) -> None:
    assert edited("原文\n第二行", editor(tmp_path, script), None) is None


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("sys.exit(3)", "editor.failed"),
        ("path.unlink()", "editor.failed"),
        ("path.write_bytes(b'\\xc4\\xe3\\xc4')", "editor.not_text"),
        ("path.write_bytes(b'x' * 1024 * 1025)", "editor.too_large"),
    ],
)
def test_what_cannot_be_taken_is_refused_and_nothing_is_left(tmp_path: Path, script: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        edited("原文", editor(tmp_path, script), tmp_path / "drafts")
    assert refused.value.refusal.code == code
    assert list((tmp_path / "drafts").iterdir()) == []


def test_no_such_program_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        edited("原文", [str(tmp_path / "none")], None)
    assert refused.value.refusal.code == "editor.failed"


def test_what_was_saved_counts_however_the_editor_ended(tmp_path: Path) -> None:
    script = "path.write_text('saved')\nos.kill(os.getpid(), signal.SIGHUP)"
    assert edited("原文", editor(tmp_path, script), None) == "saved"


def test_it_is_cleaned_as_what_is_typed() -> None:
    assert cleaned(" a\x1b[2J\x00b\r\nc\n\n", REASON) == "a[2Jb\nc"
    assert cleaned("", REASON) == ""
    with pytest.raises(Refused) as refused:
        cleaned("x" * 21, REASON)
    assert refused.value.refusal.code == "value.too_long"


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({}, None),
        ({"EDITOR": ""}, None),
        ({"EDITOR": "nano -w"}, ["nano", "-w"]),
        ({"EDITOR": "nano", "VISUAL": "vim"}, ["vim"]),
        ({"EDITOR": "nano", "VISUAL": "'"}, ["nano"]),
        ({"EDITOR": "nano", "JIANDU_CONFINED": "1"}, None),
        ({"EDITOR": "nano", "JIANDU_CONFINED": "yes"}, None),
    ],
)
def test_which_editor(environ: dict[str, str], words: list[str] | None) -> None:
    assert editor_words(environ) == words


def _set(monkeypatch: pytest.MonkeyPatch, folder: Path, script: str) -> None:
    monkeypatch.setenv("EDITOR", " ".join(editor(folder, script)))
    monkeypatch.setattr("console.tui.desk.Desk.suspend", lambda self: nullcontext())


async def test_f2_takes_a_long_text_to_the_editor(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _set(monkeypatch, tmp_path, "path.write_text(path.read_text() + '\\n[/] [@click=app.quit]')")
    async with start("zhang", "en", (120, 36)) as console:
        await console.press(*LOG)
        assert "F2 Editor" in console.text
        await fill(console, summary="床位")
        control = row_of(console, "summary").control
        assert control is not None
        control.focus()
        await console.press("f2")
        assert row_of(console, "summary").typed == "床位\n[/] [@click=app.quit]"
        assert form_of(console).keeper.keep_now()


async def test_one_that_is_too_long_is_refused_and_opens_again(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = "path.write_text('x' * 30_000 if path.read_text() == 'before' else path.read_text()[:7])"
    _set(monkeypatch, tmp_path, script)
    async with start("zhang", "en") as console:
        await console.press(*LOG)
        await fill(console, summary="before")
        control = row_of(console, "summary").control
        assert control is not None
        control.focus()
        await console.press("f2")
        assert row_of(console, "summary").typed == "before"
        assert "has 30000 characters" in " ".join(console.text.split())
        await console.press("f2")
        assert row_of(console, "summary").typed == "x" * 7
        assert not row_of(console, "summary").at_fault


async def test_a_confined_account_has_no_editor(start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _set(monkeypatch, tmp_path, "path.write_text('run')")
    monkeypatch.setenv("JIANDU_CONFINED", "1")
    async with start("zhang", "en", (120, 36)) as console:
        await console.press(*LOG)
        assert "F2" not in console.text
        control = row_of(console, "summary").control
        assert control is not None
        control.focus()
        await console.press("f2")
        assert row_of(console, "summary").typed == ""
        assert "No editor can be opened here" in console.text


async def test_only_long_texts_go_there(start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _set(monkeypatch, tmp_path, "path.write_text('run')")
    async with start("zhang", "en") as console:
        await console.press(*LOG)
        await console.press("f2")
        assert isinstance(console.app.screen, ActForm)
        assert "for long texts" in console.text
