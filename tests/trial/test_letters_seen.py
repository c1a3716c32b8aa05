"""Letters where people open them: an office makes pages of each, and what it saves is a template still."""

import shutil
import subprocess
from pathlib import Path

import pytest

from sanctions.letters.catalogue import LETTERS, sample_values
from sanctions.letters.templates import faults_of, template_for
from sanctions.papers.rendering import render
from tests.sanctions.papers.documents import DAY

pytestmark = pytest.mark.trial
PACK = "zibo-2023"


def office(folder: Path, form: str, papers: list[Path]) -> list[Path]:
    """The papers as an office writes them in another form."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("neither soffice nor libreoffice is on this machine")
    to = folder / f"as-{form}"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    words: list[str | Path] = [program, profile, "--headless", "--convert-to", form, "--outdir", to, *papers]
    subprocess.run(words, capture_output=True, timeout=600, check=True)
    return sorted(to.iterdir())


def test_an_office_makes_pages_of_every_letter(tmp_path: Path) -> None:
    papers = []
    for id in LETTERS:
        template = template_for(id, PACK, None).content
        paper = render(template, sample_values(id), name=id, title=id, author="a", day=DAY, identifier=id)
        papers.append(tmp_path / f"{id}.docx")
        papers[-1].write_bytes(paper)
    pages = office(tmp_path, "pdf", papers)
    assert [one.stem for one in pages] == sorted(LETTERS)
    assert all(one.read_bytes().startswith(b"%PDF-") for one in pages)


def test_what_an_office_saves_is_a_template_still(tmp_path: Path) -> None:
    papers = []
    for id in LETTERS:
        papers.append(tmp_path / f"{id}.docx")
        papers[-1].write_bytes(template_for(id, PACK, None).content)
    saved = office(tmp_path, "docx", papers)
    assert [one.stem for one in saved] == sorted(LETTERS)
    assert {one.stem: faults_of(one.read_bytes(), one.stem, one.name) for one in saved} == {id: [] for id in LETTERS}
