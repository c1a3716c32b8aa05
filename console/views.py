"""Records and lists as people read them in a terminal or a mail: plain columns, nothing hidden in them.

Everything fits the terminal's width, 80 columns where there is none: columns nobody filled are left out, and long
cells go over several lines. Where that is not enough, a list with chosen columns loses the last of them, which stand
in the order of what matters; the rows of any other list are told one below the other.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any

from console.i18n import SEPARATORS, render
from console.lines import columns as columns_of
from console.lines import hanging, padded, pieces, width, wrapped
from console.output import reason_text
from console.words import SUMS, key_word, value_word
from domain.messages import Bilingual, Message, msg
from domain.reasons import Reason
from domain.text import one_line, visible

Drawing = Callable[[Mapping[str, Any], str], str]
_INDENT = "  "
_GAP = 2
_NARROW = 8
"""A column is not made narrower than this to save another."""

_NAME = 18
"""Up to this width cells are left in one piece as long as others can give way."""

_HIDDEN = ("next", "warnings")
"""Told elsewhere: on stderr."""

_ALL = {"reporters": "reporter", "texts": "text"}
"""Lists whose last member stands by itself too."""

_TEXTS = ("text", "reply", "notice")
"""What may have lines of its own."""

_SHOWN: dict[str, tuple[str, ...]] = {
    "findings": ("id", "category", "severity", "provision", "departments", "amount", "withdrawn_on", "text"),
    "lists": ("id", "institution", "services", "decided_on", "published_on", "late_by"),
    "measures": ("id", "word", "departments", "status", "pending", "decided_on", "ended_on", "in_force_from"),
    "versions": ("version", "kind", "drafted_on", "approved_on", "published_on", "due", "late_by", "reason"),
}
"""The columns of a list inside a record, where not all of it matters there."""

_INHERITED = ("agreement", "case", "institution", "institution_name", "name")
"""What records in a record share with it."""

_MONEY = frozenset(
    ("amount", "return", "return_", "fine_from", "fine_to", "yuan", *SUMS),
)
_SEVERAL = re.compile("[,;] ?")
_AMOUNT = re.compile(r"-?[0-9]+\.[0-9]{2}")


def drawn(
    document: Mapping[str, Any],
    lang: str,
    *,
    plural: str | None = None,
    columns: Sequence[str] = (),
    view: Drawing | None = None,
    within: str = "",
) -> str:
    """A document for people: by its own drawing, as a table of the list it holds, or as a record.

    `within` is the noun the document is about, by which some words differ.
    """
    if view is not None:
        return view(document, lang)
    if plural is not None:
        return table(document[plural], lang, columns, within=plural)
    return record(document, lang, within=within)


def table(
    items: Sequence[Mapping[str, Any]],
    lang: str,
    columns: Sequence[str] = (),
    *,
    within: str = "",
    indent: str = "",
) -> str:
    """Items as aligned columns under their headings, which count wide characters as two."""
    if not items:
        return indent + render(msg("Nothing here."), lang)
    chosen = columns or _SHOWN.get(within)
    keys = chosen or tuple(dict.fromkeys(key for item in items for key in item if key not in _HIDDEN))
    rows = [[cell(key, item.get(key), lang, within) for key in keys] for item in items]
    filled = [n for n in range(len(keys)) if any(row[n] for row in rows)] or [0]
    headings = [heading(keys[n], lang, within) for n in filled]
    rows = [[row[n] for n in filled] for row in rows]
    widths = _fitted(headings, rows, width() - len(indent))
    while widths is None and chosen and len(headings) > 1:
        headings, rows = headings[:-1], [row[:-1] for row in rows]
        widths = _fitted(headings, rows, width() - len(indent))
    if widths is None:
        return "\n\n".join("\n".join(_filled(headings, row, indent)) for row in rows)
    lines = grid(
        ["\n".join(wrapped(one, to)) for one, to in zip(headings, widths, strict=True)],
        [["\n".join(wrapped(one, to)) for one, to in zip(row, widths, strict=True)] for row in rows],
    )
    return "\n".join(indent + line.rstrip() for line in lines.splitlines())


def _filled(headings: Sequence[str], row: Sequence[str], indent: str) -> list[str]:
    return _pairs([pair for pair in zip(headings, row, strict=True) if pair[1]], indent)


def _fitted(headings: Sequence[str], rows: Sequence[Sequence[str]], to: int) -> list[int] | None:
    """How wide each column may be so that all fit; None where what cannot be broken is too wide together."""
    cells = [[row[n] for row in rows] for n in range(len(headings))]
    bodies = [max(map(columns_of, column)) for column in cells]
    widths = [max(columns_of(name), body) for name, body in zip(headings, bodies, strict=True)]
    spare = to - _GAP * (len(widths) - 1)
    least = [
        max(_narrowest([name, *column]), min(body, _NARROW), min(columns_of(name), _NARROW))
        for name, column, body in zip(headings, cells, bodies, strict=True)
    ]
    if sum(least) > spare:
        return None if sum(widths) > spare else widths
    # A heading may well stand in two lines; what stands under it is broken only when that does not do.
    for most in (max(bodies), _NAME, 0):
        floor = [max(low, min(body, most)) for low, body in zip(least, bodies, strict=True)]
        while sum(widths) > spare and any(map(int.__gt__, widths, floor)):
            widest = max(range(len(widths)), key=lambda n: (widths[n] > floor[n], widths[n]))
            widths[widest] -= 1
    return widths


def _narrowest(texts: Iterable[str]) -> int:
    return max(max((columns_of(piece.rstrip()) for piece in pieces(text)), default=0) for text in texts)


def grid(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Texts as aligned columns."""
    import tabulate

    # Otherwise a heading takes two columns more than it is wide.
    tabulate.MIN_PADDING = 0
    # Numbers must stay as they are written: a document number 1e5 is no 100000.
    return tabulate.tabulate(rows, headings, tablefmt="simple", disable_numparse=True)


def record(document: Mapping[str, Any], lang: str, indent: str = "", *, within: str = "") -> str:
    """A document as lines of label and value, with lists and records in it below."""
    lines: list[str] = []
    rows: list[tuple[str, str]] = []
    told = _told(document, within)
    shown = {key: document[key] for key in _order(document) if _worth(key, document[key], document)}
    aligned = max((columns_of(heading(key, lang, within)) for key, value in shown.items() if _flat(value)), default=0)
    for key, value in shown.items():
        name = heading(key, lang, within)
        if key in _TEXTS and isinstance(value, str) and "\n" in value.strip():
            lines += [*_pairs(rows, indent, aligned), indent + name, *paragraphs(value, indent + _INDENT)]
            rows = []
        elif _flat(value):
            rows.append((name, cell(key, value, lang, within)))
        else:
            lines += [*_pairs(rows, indent, aligned), indent + name, _below(key, value, lang, indent + _INDENT, told)]
            rows = []
    return "\n".join([*lines, *_pairs(rows, indent, aligned)])


def _order(document: Mapping[str, Any]) -> list[str]:
    """What a record is known by comes first, under its proper name where the number is only its double."""
    same = next((key for key in document if key != "id" and document[key] == document.get("id")), None)
    return list(dict.fromkeys((same, *document))) if same is not None and "id" in document else list(document)


def _worth(key: str, value: Any, document: Mapping[str, Any]) -> bool:
    """Whether a line says something, and nothing another line says already."""
    if key in _HIDDEN or value is None or (isinstance(value, (str, list, tuple, dict)) and not value):
        return False
    if key in _ALL:
        return [document.get(_ALL[key])] != list(value)
    return key != "id" or all(value != other for name, other in document.items() if name != "id")


def _told(document: Mapping[str, Any], within: str) -> frozenset[tuple[str, str]]:
    """What a record says of itself: records in it need not say it again."""
    own = {(key, str(document[key])) for key in _INHERITED if document.get(key)}
    return frozenset((*own, (within, str(document.get("id")))))


def _below(key: str, value: Any, lang: str, indent: str, told: frozenset[tuple[str, str]]) -> str:
    if isinstance(value, Mapping):
        return record(value, lang, indent, within=key)
    if all(isinstance(item, Mapping) for item in value):
        # The names an institution bore are what their list is for.
        repeated = _repeated(value, told) if key != "names" else ()
        items = [{k: v for k, v in item.items() if k not in repeated} for item in value]
        if key in _SHOWN or all(_cellular(v) for item in items for v in item.values()):
            return table(items, lang, within=key, indent=indent)
        return "\n\n".join(record(item, lang, indent, within=key) for item in items)
    return "\n".join(bullet(cell(key, item, lang), indent) for item in value)


def _repeated(items: Sequence[Mapping[str, Any]], told: frozenset[tuple[str, str]]) -> set[str]:
    return {key for key, value in told if all(item.get(key) == value for item in items)}


def bullet(text: str, indent: str = "") -> str:
    """A text as an item of a list."""
    return "\n".join(hanging(f"{indent}- ", text, width()))


def paragraphs(text: str, indent: str = "") -> list[str]:
    """A text of several lines in its own lines, with what would hide in it made visible."""
    return [
        (indent + line).rstrip()
        for own in visible(text.rstrip("\n"), keep_newlines=True).split("\n")
        for line in wrapped(own, width() - len(indent))
    ]


def _pairs(rows: Sequence[tuple[str, str]], indent: str, aligned: int = 0) -> list[str]:
    label = max([aligned, *(columns_of(name) for name, _ in rows)]) if rows else 0
    lines: list[str] = []
    for name, value in rows:
        first = f"{indent}{padded(name, label)}  "
        # A hash or an address is not broken: it stands below what it is called.
        if columns_of(first) + _narrowest([value]) > width():
            lines += [indent + name, f"{indent}{_INDENT}{value}"]
        else:
            lines += hanging(first, value, width())
    return [line.rstrip() for line in lines]


def heading(key: str, lang: str, within: str = "") -> str:
    """The label of a JSON key."""
    word = key_word(key, within)
    return render(word, lang) if word is not None else key.replace("_", " ")


def cell(key: str, value: Any, lang: str, within: str = "") -> str:
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
        return SEPARATORS[lang].join(cell(key, inner, lang, within) for inner in value)
    text = value.value if isinstance(value, Enum) else str(value)
    if key in _MONEY and _AMOUNT.fullmatch(text):
        return grouped_amount(text)
    word = value_word(key, text, within)
    if word is None and _SEVERAL.search(text):
        # A field of the record that holds several terms, such as the services of a measure.
        parts = [value_word(key, part, within) for part in _SEVERAL.split(text)]
        if all(parts):
            return SEPARATORS[lang].join(render(part, lang) for part in parts if part)
    return render(word, lang) if word is not None else one_line(text)


def grouped_amount(text: str) -> str:
    """Decimal text of yuan with commas: ``126000.00`` as ``126,000.00``."""
    sign = "-" if text.startswith("-") else ""
    whole, _, rest = text.removeprefix("-").partition(".")
    return f"{sign}{int(whole):,}.{rest}"


def _flat(value: Any) -> bool:
    """Whether a value stands on the line of its label."""
    if isinstance(value, Mapping):
        return False
    if isinstance(value, (list, tuple)):
        return all(isinstance(inner, (str, int)) for inner in value)
    return not isinstance(value, Reason)


def _cellular(value: Any) -> bool:
    return _flat(value) or value == {}
