"""The program as people get it: a wheel in a fresh environment, run from another folder, away from the sources.

The environment borrows the installed libraries (not the sources) from the one the tests run in, so nothing is
fetched.
"""

import json
import os
import re
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest

import console

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ("console", "domain", "sanctions", "db")
HAN = re.compile("[\u4e00-\u9fff]")

needs_commands = pytest.mark.skipif(find_spec("console.main") is None, reason="the commands are not written yet")


def run(*command: str | Path, cwd: Path, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a program with nobody at the keyboard; its output is shown when it fails."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{command[0]} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}"
    return done


@dataclass(frozen=True)
class Installed:
    """A fresh environment with the wheel in it, and an empty home."""

    python: Path
    home: Path

    def run(self, *command: str | Path) -> str:
        """What a program of this environment prints, in a folder that is not ours."""
        return run(self.python.parent / command[0], *command[1:], cwd=self.home, env=self.env).stdout

    @property
    def env(self) -> dict[str, str]:
        """The environment of a new user: no settings of ours, no Python path."""
        return {
            "HOME": str(self.home),
            "PATH": os.environ.get("PATH", os.defpath),
            "LANG": "C.UTF-8",
        }


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the sources without fetching anything."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel installed where nothing of ours was before."""
    folder = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "venv", "--without-pip", folder / "venv", cwd=folder)
    python = folder / "venv" / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--python", python, "--quiet", "--disable-pip-version-check")
    run(*pip, "install", "--no-deps", "--no-index", wheel, cwd=folder)
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).stdout.strip())
    # A folder named in a .pth file is searched, but the .pth files inside it (our editable install) are not.
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    home = folder / "home"
    home.mkdir()
    return Installed(python, home)


def test_the_wheel_holds_every_file_of_the_floors_and_nothing_else(wheel: Path) -> None:
    sources = {
        path.relative_to(ROOT).as_posix()
        for floor in FLOORS
        for path in (ROOT / floor).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
        metadata = next(name for name in archive.namelist() if name.endswith("dist-info/METADATA"))
        text = archive.read(metadata).decode("utf-8")
        assert any(name.endswith("licenses/LICENSE") for name in archive.namelist())
    assert names == sources
    assert f"\nVersion: {console.__version__}\n" in text
    assert re.findall(r"^Provides-Extra: (.+)$", text, re.MULTILINE) == ["postgres"]


def test_what_runs_is_the_wheel_and_not_the_sources(installed: Installed) -> None:
    script = "import console, domain, sanctions, db; print(console.__file__, domain.__file__, sanctions.__file__)"
    for place in installed.run("python", "-c", script).split():
        assert Path(place).is_relative_to(installed.python.parents[1])


@needs_commands
def test_it_tells_its_version(installed: Installed) -> None:
    assert console.__version__ in installed.run("jiandu", "--version")


@needs_commands
@pytest.mark.parametrize("pack", ["tianjin-2024", "zibo-2023"])
def test_it_makes_a_database(installed: Installed, pack: str) -> None:
    database = installed.home / f"{pack}.db"
    made = installed.run(
        "jiandu", "--database", database, "init", "--rulebook", pack, "--agency", "测试经办机构",
        "--operator", "zhang", "--person", "0001", "--json",
    )  # fmt: skip
    assert json.loads(made)["rulebook"] == pack
    assert database.stat().st_mode & 0o777 == 0o600
    assert json.loads(installed.run("jiandu", "--database", database, "journal", "verify", "--json"))["ok"] is True


@needs_commands
@pytest.mark.trial
def test_it_makes_the_sample(installed: Installed) -> None:
    database = installed.home / "sample.db"
    installed.run("jiandu", "--database", database, "demo", "--no-open")
    assert json.loads(installed.run("jiandu", "--database", database, "deadlines", "--json"))["deadlines"]


@needs_commands
def test_it_speaks_both_languages(installed: Installed) -> None:
    command = ("calendar", "due", "2024-09-06", "20wd")
    chinese = installed.run("jiandu", "--lang", "zh_CN", *command)
    english = installed.run("jiandu", "--lang", "en", *command)
    assert HAN.search(chinese)
    assert "2024-10-11" in chinese
    assert "2024-10-11" in english
    assert HAN.search(installed.run("jiandu", "--lang", "zh_CN", "--help"))
    assert not HAN.search(installed.run("jiandu", "--lang", "en", "--help"))
