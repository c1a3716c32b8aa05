"""Everything that leaves, in the programs people open it with: a browser, an accessibility checker, an office.

Each is looked for on this machine and the test skipped with a word where it is not.
"""

import json
import re
import subprocess
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from tests.console.documents.leaving import EVERYTHING, Leaving
from tests.console.documents.rough_town import made
from tests.sanctions.office import Office
from tests.trial.test_announcements_seen import BROWSERS, OFFICES, opened, program

pytestmark = pytest.mark.trial
PAGES = [one for one in EVERYTHING if one.form == "html"]
PAPERS = [one for one in EVERYTHING if one.form in ("docx", "xlsx")]
PLAIN = ("床位与计费不符", "淄测第一医院", "张店区", "多计床位费")
LEAST = {"publication.docx": 2, "roster.docx": 2, "history.xlsx": 4, "statistics.xlsx": 11} | dict.fromkeys(
    ("letter-measure.docx", "letter-case.docx"), 1
)
"""Pages at least: a letter with its attachment, and a page for each sheet."""

_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_CHECK = """
<script>{axe}</script>
<script>axe.run().then(found => {{
  document.title = JSON.stringify(found.violations.map(one => [one.id, one.nodes.map(node => node.html)]))
}})</script>
"""


@pytest.fixture(scope="module", params=["plain", "rough"])
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made_here = Office.in_folder(tmp_path_factory.mktemp(request.param), "zibo-2023")
    made(
        made_here, *(() if request.param == "rough" else (("床位与计费不符", "淄测第一医院", "张店区", "多计床位费"),))
    )
    yield made_here
    made_here.store.close()


@pytest.mark.parametrize("one", PAGES, ids=lambda one: one.name)
def test_a_browser_has_nothing_to_complain_about(office: Office, one: Leaving, tmp_path: Path) -> None:
    page = tmp_path / one.name
    page.write_bytes(one.written(office))
    seen, said = opened(page, tmp_path / "profile")
    assert said == []
    assert "</html>" in seen
    assert "<script" not in seen


@pytest.mark.parametrize("one", PAGES, ids=lambda one: one.name)
def test_an_accessibility_checker_finds_nothing(office: Office, one: Leaving, tmp_path: Path) -> None:
    axe = files("axe_core_python").joinpath("axe.min.js").read_text("utf-8")
    text = _POLICY.sub("", one.written(office).decode())
    page = tmp_path / one.name
    page.write_text(text.replace("</body>", _CHECK.format(axe=axe) + "</body>"), "utf-8")
    command = [program(BROWSERS), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'p'}"]
    command += ["--virtual-time-budget=20000", "--dump-dom", page.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    told = re.search(r"<title>(.*?)</title>", done.stdout)
    assert told is not None
    assert json.loads(told[1]) == []


@pytest.mark.parametrize("one", PAPERS, ids=lambda one: one.name)
def test_an_office_makes_pages_of_it(office: Office, one: Leaving, tmp_path: Path) -> None:
    paper = tmp_path / one.name
    paper.write_bytes(one.written(office))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program(OFFICES), profile, "--headless", "--convert-to", "pdf", str(paper)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False)
    if "could not be loaded" in done.stderr + done.stdout and one.form == "xlsx":
        pytest.skip("the office on this machine has no spreadsheets")
    pages = paper.with_suffix(".pdf").read_bytes()
    assert pages.startswith(b"%PDF-")
    assert pages.count(b"/Type/Page\n") + pages.count(b"/Type/Page/") >= LEAST[one.name]
