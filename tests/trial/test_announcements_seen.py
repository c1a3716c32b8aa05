"""The announcement where people open it: a browser has nothing to complain about, an office makes pages of it."""

import shutil
import subprocess
from pathlib import Path

import pytest

from sanctions.papers.announcement_docx import announcement_docx
from sanctions.papers.announcement_html import announcement_html
from tests.sanctions.papers.told import DAY, FIRST, SECOND, told

pytestmark = pytest.mark.trial
LONG = "<script>alert(1)</script>" + "很" * 275
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
OFFICES = ("soffice", "libreoffice")


def program(names: tuple[str, ...]) -> str:
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        pytest.skip(f"none of {', '.join(names)} is on this machine")
    return found


def opened(page: Path, folder: Path) -> tuple[str, list[str]]:
    """The page as a browser holds it once it is drawn, and what its console said."""
    done = subprocess.run(
        [
            program(BROWSERS),
            *("--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", f"--user-data-dir={folder}"),
            *("--dump-dom", page.as_uri()),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return done.stdout, [line for line in done.stderr.splitlines() if "CONSOLE" in line]


@pytest.mark.parametrize("kind", ["draft", "correction", "withdrawal"])
def test_a_browser_shows_it_without_complaint(tmp_path: Path, kind: str) -> None:
    page = tmp_path / "list.html"
    page.write_bytes(announcement_html(told(kind, names=(LONG, SECOND)), day=DAY, identifier="GB-2025-0001/1"))
    seen, said = opened(page, tmp_path / "profile")
    assert said == []
    assert SECOND in seen
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in seen


def test_what_somebody_adds_later_is_not_run(tmp_path: Path) -> None:
    page = tmp_path / "list.html"
    content = announcement_html(told(), day=DAY, identifier="GB-2025-0001/1").decode()
    page.write_text(content.replace("</main>", "<script>document.body.append('RUN!')</script></main>"), "utf-8")
    seen, said = opened(page, tmp_path / "profile")
    assert len(said) == 1
    assert "Content Security Policy" in said[0]
    assert seen.count("RUN!") == 1


def test_an_office_makes_pages_of_it(tmp_path: Path) -> None:
    office = program(OFFICES)
    paper = tmp_path / "list.docx"
    paper.write_bytes(announcement_docx(told(names=(FIRST, LONG)), day=DAY, identifier="GB-2025-0001/1"))
    subprocess.run(
        [
            office,
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            paper,
        ],
        cwd=tmp_path,
        capture_output=True,
        timeout=300,
        check=True,
    )
    pages = (tmp_path / "list.pdf").read_bytes()
    assert pages.startswith(b"%PDF-")
    # The letter, and the list as its attachment on a page of its own.
    assert pages.count(b"/Type/Page\n") + pages.count(b"/Type/Page/") >= 2
