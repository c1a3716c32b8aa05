"""The floors as they are when loaded: what importing one brings along, told by a fresh interpreter.

The import contracts read the source; this sees what really happens, whoever does the importing.
"""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DRAWING = frozenset({"textual", "rich", "typer", "click"})
KEEPING = frozenset({"sqlalchemy", "alembic", "sqlite3", "psycopg", "openpyxl", "cryptography", "platformdirs"})

FORBIDDEN = {
    "domain": DRAWING | KEEPING | {"db", "sanctions", "console"},
    "db": DRAWING | {"sanctions", "console"},
    "sanctions": DRAWING | {"console"},
}

# Alembic runs this file inside a migration; imported by anyone else it fails by design.
RUN_BY_OTHERS = frozenset({"db.migrations.env"})

SCRIPT = """
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def modules_of(floor: str) -> list[str]:
    """Every module that lies in a floor's folder, whether or not anything imports it."""
    paths = (path.relative_to(ROOT).with_suffix("") for path in (ROOT / floor).rglob("*.py"))
    names = (".".join(path.parts).removesuffix(".__init__") for path in paths)
    return sorted(name for name in names if name not in RUN_BY_OTHERS)


def loaded_by(*modules: str) -> set[str]:
    """The top-level packages a fresh interpreter holds after importing these."""
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, *modules], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return set(run.stdout.split())


@pytest.mark.parametrize("floor", FORBIDDEN)
def test_a_floor_loads_only_what_it_may(floor: str) -> None:
    modules = modules_of(floor)
    assert floor in modules
    assert loaded_by(*modules) & FORBIDDEN[floor] == set()


def test_the_check_sees_what_is_loaded() -> None:
    assert {"console", "typer"} <= loaded_by("console", "typer")


@pytest.mark.parametrize("floor", [*FORBIDDEN, "console"])
def test_every_folder_of_modules_is_a_package(floor: str) -> None:
    folders = {path.parent for path in (ROOT / floor).rglob("*.py")}
    loose = {str(folder.relative_to(ROOT)) for folder in folders if not (folder / "__init__.py").exists()}
    # Alembic finds its revisions by folder.
    assert loose <= {"db/migrations", "db/migrations/versions"}
