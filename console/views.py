"""Records and lists as people read them in a terminal or a mail: plain columns, nothing hidden in them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any

from console.i18n import CHINESE, render
from console.output import reason_text
from console.words import key_word, value_word
from domain.messages import Bilingual, Message, Words, msg
from domain.reasons import Reason
from domain.text import one_line, visible

Drawing = Callable[[Mapping[str, Any], str], str]
_INDENT = "  "
_HIDDEN = ("next", "warnings")
"""Told elsewhere: on stderr."""


def drawn(
    document: Mapping[str, Any],
    lang: str,
    *,
    plural: str | None = None,
    columns: Sequence[str] = (),
    view: Drawing | None = None,
) -> str:
    """A document for people: by its own drawing, as a table of the list it holds, or as a record."""
    if view is not None:
        return view(document, lang)
    if plural is not None:
        return table(document[plural], lang, columns)
    return record(document, lang)


def table(items: Sequence[Mapping[str, Any]], lang: str, columns: Sequence[str] = ()) -> str:
    """Items as aligned columns under their headings, which count wide characters as two."""
    if not items:
        return render(msg("Nothing here."), lang)
    keys = columns or tuple(key for key, value in items[0].items() if _scalar(value))
    rows = [[cell(key, item.get(key), lang) for key in keys] for item in items]
    return grid([heading(key, lang) for key in keys], rows)


def grid(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Texts as aligned columns."""
    from tabulate import tabulate

    # Numbers must stay as they are written: a document number 1e5 is no 100000.
    return tabulate(rows, headings, tablefmt="simple", disable_numparse=True)


def record(document: Mapping[str, Any], lang: str, indent: str = "") -> str:
    """A document as lines of label and value, with lists and records in it below."""
    lines: list[str] = []
    rows: list[tuple[str, str]] = []
    for key, value in document.items():
        if key in _HIDDEN or value is None:
            continue
        if _scalar(value):
            rows.append((heading(key, lang), cell(key, value, lang)))
            continue
        lines += _aligned(rows, indent)
        rows = []
        if value:
            lines.append(indent + heading(key, lang))
            lines.append(_below(key, value, lang, indent + _INDENT))
    return "\n".join([*lines, *_aligned(rows, indent)])


def _below(key: str, value: Any, lang: str, indent: str) -> str:
    if isinstance(value, Mapping):
        return record(value, lang, indent)
    if all(isinstance(item, Mapping) for item in value) and all(_scalar(v) for item in value for v in item.values()):
        return "\n".join(indent + line for line in table(value, lang).splitlines())
    return "\n".join(
        record(item, lang, indent) + "\n" if isinstance(item, Mapping) else f"{indent}- {cell(key, item, lang)}"
        for item in value
    )


def _aligned(rows: Sequence[tuple[str, str]], indent: str) -> list[str]:
    from tabulate import tabulate

    if not rows:
        return []
    return [indent + line.rstrip() for line in tabulate(rows, tablefmt="plain", disable_numparse=True).splitlines()]


def heading(key: str, lang: str) -> str:
    """The label of a JSON key."""
    word = key_word(key)
    return render(word, lang) if word is not None else key.replace("_", " ")


def cell(key: str, value: Any, lang: str) -> str:
    """A value on one line: words in the language, known terms translated, other text made visible."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return render(msg("yes") if value else msg("no"), lang)
    if isinstance(value, (Message, Bilingual)):
        return one_line(render(value, lang))
    if isinstance(value, Reason):
        return reason_text(value, lang)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return ("、" if lang == CHINESE else ", ").join(cell(key, inner, lang) for inner in value)
    text = value.value if isinstance(value, Enum) else str(value)
    word: Words | None = value_word(key, text)
    return render(word, lang) if word is not None else one_line(text)


def long_text(text: str) -> str:
    """A text of several lines, with what would hide in it made visible."""
    return visible(text, keep_newlines=True)


def _scalar(value: Any) -> bool:
    if isinstance(value, Mapping):
        return False
    if isinstance(value, (list, tuple)):
        return all(isinstance(inner, (str, int)) for inner in value) and bool(value)
    return not isinstance(value, Reason)
