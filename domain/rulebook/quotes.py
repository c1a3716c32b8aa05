"""Quoted words (引文) are checked character for character against the notice, with line breaks joined only."""

import re
from functools import lru_cache
from pathlib import Path

from domain.reasons import SourceKind
from domain.rulebook.faults import PackFault
from domain.rulebook.model import Pack

_SOURCES = Path(__file__).parent / "sources"
# A line break goes with the layout around it (indents, trailing blanks, empty lines); nothing else changes.
_BREAK = re.compile(r"[ \t\u3000\xa0]*\r?\n[ \t\u3000\xa0\r\n]*")


def sources() -> tuple[str, ...]:
    """File names of the shipped notices."""
    return tuple(sorted(path.name for path in _SOURCES.glob("*.txt")))


def source_text(name: str) -> str:
    """The notice as published, to read. Errors: KeyError for a name that is not shipped."""
    if name not in sources():
        raise KeyError(name)
    return (_SOURCES / name).read_text(encoding="utf-8")


def joined(text: str) -> str:
    """The text with its lines joined; no character of a line is changed."""
    return _BREAK.sub("", text)


@lru_cache(maxsize=8)
def _joined_source(name: str) -> str:
    return joined(source_text(name))


def stands_in(quote: str, source: str) -> bool:
    """Whether the words stand in the text so, once its lines are joined."""
    return bool(quote) and quote in joined(source)


def quote_faults(pack: Pack, file: str) -> list[PackFault]:
    """Rules of the pack whose quote is not in its notice; none when the pack names no shipped source."""
    source = pack.notice.source if pack.notice else None
    if source is None:
        return []
    if source not in sources():
        return [PackFault(file, "notice", "source", "no such notice is shipped")]
    text = _joined_source(source)
    return [
        PackFault(file, address, "quote", "not in the notice character for character")
        for address, rule in pack.rules().items()
        if rule.source_kind is SourceKind.NOTICE_LITERAL and (not rule.quote or rule.quote not in text)
    ]
