"""Pictures of a running console as text: many in one file, and what must hold for every one of them."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from rich.cells import cell_len
from textual.strip import Strip

from console.i18n import CHINESE
from console.tui.actions import ACTIONS
from console.tui.kinds import KINDS
from console.tui.screens.page import Page
from console.tui.subjects import _NOUNS as NOUNS
from console.tui.subjects import Subject, noun_of
from domain.text import hidden
from tests.console.tui.conftest import SNAPSHOTS, UPDATE, Console, compare, steady

PLAIN = re.compile(r"\{[a-z_]+\}")
"""A template that nobody filled in."""
CODE = re.compile(r"(?<![\w.:/@-])[a-z]{3,}(?:[-.][a-z]{3,})+(?![\w.:/@-])")
"""A word of the program in place of one for people: ``payment-hold``, ``value.choice``."""
ENGLISH_WORDS = re.compile(r"(?:[A-Za-z]{2,}[ ,]+){3}")
"""A sentence in another language than the one asked for."""


WRITTEN = re.compile(r"@click=app\.quit")
"""What somebody wrote in the town."""
HEADING = "=== {} ===\n"


class Album:
    """Pictures of one console, one below the other, kept in one file."""

    def __init__(self, console: Console, *, rough: bool = False) -> None:
        """`rough` where what stands on the screens was written by anybody: words are not looked at."""
        self.console, self.rough = console, rough
        self.seen: set[type] = set()
        self._names = _settings(console)
        self._pages: dict[str, str] = {}
        self._faults: list[str] = []

    def take(self, name: str) -> str:
        """The screen as it is now, under a heading."""
        self.seen |= set(type(self.console.app.screen).__mro__)
        self.look(name)
        self._pages[name] = self.console.text
        return self.console.text

    def look(self, name: str) -> None:
        """Note what is wrong with the screen as it is now, without keeping it."""
        self._faults += [
            f"{name} at {self.console.app.size}: {fault}" for fault in faults(self.console, self._names, self.rough)
        ]

    def sound(self) -> None:
        """Nothing was wrong on any screen."""
        assert self._faults == [], "\n".join(self._faults)

    def compare(self, name: str, *, whole: bool = True) -> None:
        """Nothing was wrong, and the pictures are as they are kept; unless `whole`, there may be more of them."""
        self.sound()
        pages = {name: HEADING.format(name) + page for name, page in self._pages.items()}
        if whole or UPDATE:
            compare(name, "\n".join(pages.values()))
        else:
            kept = (SNAPSHOTS / f"{name}.txt").read_text(encoding="utf-8") + "\n"
            other = [name for name, page in pages.items() if steady(page) + "\n" not in kept]
            assert not other, f"not as kept: {', '.join(other)}"


def _settings(console: Console) -> frozenset[str]:
    """The names of settings: people type them, so they are shown."""
    if console.app.opened is None:
        return frozenset()
    return frozenset(str(one["key"]) for one in _asked(console, "kind", "policies"))


def strips(console: Console) -> list[Strip]:
    """The lines of the screen with their styles."""
    return console.app.screen._compositor.render_strips()


def faults(console: Console, names: frozenset[str], rough: bool) -> Iterator[str]:
    """What must not be on any screen, at any size, in either language."""
    size, lines = console.app.size, strips(console)
    if len(lines) != size.height:
        yield f"{len(lines)} lines"
    for line in lines:
        if (line.cell_length, cell_len(line.text)) != (size.width, size.width):
            yield f"{cell_len(line.text)} cells in {line.text!r}"
        if hidden(line.text):
            yield f"{hidden(line.text)} in {line.text!r}"
        if rough:
            continue
        patterns = {"not filled in": PLAIN}
        if console.app.speech.lang == CHINESE:
            patterns |= {"a word of the program": CODE, "not in Chinese": ENGLISH_WORDS}
        for what, pattern in patterns.items():
            for found in pattern.findall(WRITTEN.sub("", line.text)):
                if found not in names and f"{found}.." not in line.text:
                    yield f"{what}: {found}"
    page = console.app.screen
    if isinstance(page, Page):
        keys, say = lines[-1].text, console.app.speech
        for action in ACTIONS:
            shown = f"{action.key} {say(action.label)}" if size.width >= 60 else action.key
            if action.id in ("help", "back") and shown not in keys:
                yield f"no {shown} in {keys!r}"
        if page.rows.current is not None and page.rows.has_focus and not any(map(_reversed, lines)):
            yield "the cursor is out of sight"


def _reversed(line: Strip) -> bool:
    return any(segment.style is not None and segment.style.reverse for segment in line)


def subjects(console: Console) -> dict[str, Subject]:
    """One subject of every noun there is something of, by what a search finds for its numbers."""
    found: dict[str, Subject] = {}
    for words in ("医院", "GS-20", *(f"{prefix}-20" for prefix in NOUNS)):
        for one in _asked(console, "search", words):
            found.setdefault(str(one["noun"]), _subject(str(one["noun"]), one))
    for kind in KINDS:
        for one in () if kind.ledger else _asked(console, "kind", kind.key)[:1]:
            if "id" not in one:
                continue
            found.setdefault(noun_of(one["id"]), _subject(noun_of(one["id"]), one))
    return found


def _asked(console: Console, name: str, words: str) -> list[Mapping[str, Any]]:
    return list(console.app.session.ask(lambda questions: getattr(questions, name)(words, None)).items)


def _subject(noun: str, one: Mapping[str, Any]) -> Subject:
    code, name = one.get("institution"), one.get("institution_name")
    return Subject(noun, str(one["id"]), str(code) if code else None, str(name or ""))
