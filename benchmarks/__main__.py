"""Every figure in one table: ``python -m benchmarks [--write] [MODULE...]``; 1 when a bar is missed."""

import os
import platform
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

from tabulate import tabulate

from benchmarks.ratio import Figure

MODULES = (
    "startup",
    "calendar",
    "journal",
    "postgres",
    "many",
    "imports",
    "histories",
    "sample",
    "search",
    "console",
    "lists",
)
_TARGET = Path(__file__).parents[1] / "docs" / "benchmarks.md"
_HEADERS = ("what / against what", "ours", "floor", "ratio", "bar", "met")
_HEAD = """# Benchmarks

Each figure is a ratio against a floor taken in the same run: medians of alternating rounds, so that a busy machine
slows both sides. `make bench` takes them anew; `python -m benchmarks --write` writes this page.

"""


def figures(modules: Iterable[str]) -> Iterator[Figure]:
    """The figures of these modules, one after another."""
    for name in modules:
        yield from import_module(f"benchmarks.{name}").figures()


def row(figure: Figure) -> tuple[str, ...]:
    """A figure as a row of the table."""
    return (
        figure.name,
        _shown(figure.ours, figure.unit),
        _shown(figure.floor, figure.unit),
        f"{figure.ratio:.3g}x",
        f"{figure.bar:.3g}x",
        "yes" if figure.met else "NO",
    )


def _shown(value: float, unit: str) -> str:
    return f"{value:g} {unit}" if unit != "s" else duration(value)


def duration(seconds: float) -> str:
    """Seconds in the unit that suits them."""
    for size, unit in ((1.0, "s"), (1e-3, "ms")):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds / 1e-6:.3g} us"


def page(found: Iterable[Figure], kept: Iterable[tuple[str, ...]] = ()) -> str:
    """The figures as a page of the documentation, in place of those of the same name among the rows kept."""
    told = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {os.cpu_count()} processors."
    rows = {one[0]: one for one in kept} | {figure.name: row(figure) for figure in found}
    table = tabulate(list(rows.values()), _HEADERS, tablefmt="github", disable_numparse=True)
    return f"{_HEAD}{told}\n\n{table}\n"


def rows_of(text: str) -> list[tuple[str, ...]]:
    """The rows of a page that was written before."""
    lines = [line.strip().strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    return [tuple(cell.strip() for cell in line) for line in lines[2:]]


def main(arguments: list[str]) -> int:
    """Take the figures, print them as they come, write them where asked."""
    write = "--write" in arguments
    chosen = [word for word in arguments if word != "--write"] or list(MODULES)
    if unknown := [word for word in chosen if word not in MODULES]:
        print(f"Unknown: {', '.join(unknown)}. There are: {', '.join(MODULES)}.", file=sys.stderr)
        return 2
    found = []
    for figure in figures(chosen):
        found.append(figure)
        print("  ".join(row(figure)), file=sys.stderr, flush=True)
    print(tabulate([row(figure) for figure in found], _HEADERS, disable_numparse=True))
    if write:
        # Each module's figures stand by themselves, so a run of some leaves those of the others.
        kept = rows_of(_TARGET.read_text(encoding="utf-8")) if set(chosen) != set(MODULES) else []
        _TARGET.write_text(page(found, kept), encoding="utf-8")
    return 0 if all(figure.met for figure in found) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
