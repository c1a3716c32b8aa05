"""What a line or a page is about: a noun and an id, with what belongs to it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from console.tui.widgets.columns import Line


@dataclass(frozen=True, slots=True)
class Subject:
    """Something acts are done on. `id` is what people write; `institution` the code it belongs to."""

    noun: str
    id: str
    institution: str | None = None
    name: str = ""
    record: Mapping[str, Any] = field(default_factory=dict)


_CODE = re.compile("[0-9A-Z]{18}|L-[0-9]+")
"""How an institution is called: a credit code or a local one."""

_NOUNS = {
    "TS": "complaint",
    "JC": "inspection",
    "FX": "finding",
    "SJ": "event",
    "FJ": "attachment",
    "HC": "case",
    "CL": "measure",
    "GB": "publication",
    "KH": "assessment",
    "SQ": "application",
    "ZY": "dispute",
    "ZH": "recovery",
    "LS": "task",
    "MD": "roster",
    "MY": "survey",
    "WT": "delegation",
    "BS": "history",
}


def noun_of(key: str) -> str:
    """The noun of a subject by its id; anything without a prefix is an institution's code."""
    head, colon, _ = key.partition(":")
    if colon:
        return head
    prefix = key.partition("-")[0]
    return _NOUNS.get(prefix, "institution")


def subject_of(line: Line) -> Subject | None:
    """What a line is about; None for lines that only tell something."""
    if not line.key:
        return None
    noun = noun_of(line.key)
    key = line.key.partition(":")[2] or line.key
    named = _text(line.record.get("institution"))
    if noun == "institution" and named is not None and named != key and not _CODE.fullmatch(key):
        # What belongs to an institution and is called by a number of others: its agreement.
        noun = "agreement"
    code = key if noun == "institution" else named
    return Subject(
        noun, key, code, _text(line.record.get("institution_name") or line.record.get("name")) or "", line.record
    )


def _text(value: object) -> str | None:
    if isinstance(value, Mapping):
        value = value.get("code")
    return str(value) if value else None
