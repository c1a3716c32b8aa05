"""An approved list written in every format by its command, and nothing written that is not wanted."""

import hashlib
from pathlib import Path

import pytest

from console.i18n import render
from console.tui.exports import FORMATS as WORDS
from console.tui.exports import approved, file_name
from domain.announcements import FORMATS
from tests.console.cli.runner import Runner
from tests.samples import copy_sample


@pytest.fixture
def sample(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Runner:
    """The sample city, to be asked only."""
    runner = Runner(tmp_path)
    copy_sample(tmp_path_factory, "zibo-2023", runner.database)
    return runner


def test_every_format_is_what_was_approved(sample: Runner) -> None:
    listed = sample("publication", "list", "--status", "approved", "--json").json["publications"]
    id = listed[0]["id"]
    shown = sample("publication", "show", id, "--json").json
    told = sample("publication", "show", id).text
    for form in FORMATS:
        target = sample.folder / f"list.{form}"
        words = ("publication", "export", id, "--format", form, "--output")
        assert sample(*words, target).status == 0
        content = target.read_bytes()
        sum = shown["sha256" if form == "txt" else f"{form}_sha256"]
        assert hashlib.sha256(content).hexdigest() == sum
        assert sum in told
        assert sample(*words, "-").out == content
        assert sample(*words, target).status == 1
        assert target.read_bytes() == content
        for lang in ("en", "zh_CN"):
            assert render(WORDS[form], lang)
    refused = sample("publication", "export", id, "--format", "docx", "--output", sample.folder / "gone" / "x")
    assert refused.status != 0
    assert [one.name for one in sample.folder.glob("*.partial")] == []


def test_the_console_offers_the_same_formats() -> None:
    (export,) = approved("publication", "GB-2025-0001")
    assert export.formats == FORMATS
    assert file_name(export, "docx", "2025-03-07") == "GB-2025-0001-2025-03-07.docx"
    (roster,) = approved("roster", "MD-2025-0001")
    assert roster.formats == FORMATS
