"""Reads packs: TOML bytes over the shared national pack become one typed Pack, or a list of faults."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from domain.messages import Bilingual, msg
from domain.refusals import refuse
from domain.rulebook import model
from domain.rulebook.checks import cross_faults, default_faults
from domain.rulebook.faults import PackError, PackFault
from domain.rulebook.kinds import BarTrigger, EventKind, MeasureKind, Severity
from domain.rulebook.quotes import quote_faults

MAX_BYTES = 256 * 1024
NATIONAL = "national"
_PACKS = Path(__file__).parent / "packs"

_TABLES: dict[str, type[msgspec.Struct]] = {
    "provisions": model.Provision,
    "measures": model.MeasureRule,
    "grounds": model.Ground,
    "due_process": model.DueProcess,
    "findings": model.FindingCategory,
    "wordings": model.Wording,
    "publications": model.PublicationRule,
    "bars": model.BarRule,
    "windows": model.Window,
    "fines": model.Fine,
    "tasks": model.Task,
    "policies": model.Policy,
    "competence": model.Competence,
    "records": model.CleanRecord,
}
_WORD_TABLES: dict[str, type[Any]] = {"severities": Severity, "events": EventKind, "publication_words": str}
_HEAD: dict[str, Any] = {
    "id": str,
    "title": Bilingual,
    "place": model.Place | None,
    "notice": model.Notice | None,
    "valid_from": date | None,
    "valid_to": date | None,
    "validity_note": Bilingual | None,
}
# The key of a rule in these tables is itself a member of a closed list.
_NAMED_BY: dict[str, tuple[str, type[Any]]] = {
    "measures": ("kind", MeasureKind),
    "bars": ("trigger", BarTrigger),
}
# A place that gives a rule its own source replaces the whole of the national source, not parts of it.
_PROVENANCE = ("clause", "quote", "source_kind", "text", "valid_from", "valid_to")
_AT = re.compile(r" - at `\$?\.?(.*)`$")
_FIELD = re.compile(r"field `(\w+)`")

T = TypeVar("T")
Raw = dict[str, Any]

_SUPPLEMENTED = ("policies", "provisions", "tasks", "publication_words")
"""Tables of the national rules whose missing keys are taken from the shipped ones; none of them judges old acts."""


def packs() -> tuple[str, ...]:
    """Names of the shipped packs of places, sorted."""
    return tuple(sorted(p.stem for p in _PACKS.glob("*.toml") if p.stem != NATIONAL))


@lru_cache(maxsize=8)
def load(pack_id: str) -> model.Pack:
    """A shipped pack with the national rules under it; ``national`` alone is one too.

    Errors: refused ``rulebook.unknown`` when no such pack is shipped.
    """
    if pack_id == NATIONAL:
        return national_pack()
    if pack_id not in packs():
        raise refuse(
            "rulebook.unknown",
            msg("There is no rulebook {name}; the shipped ones are {known}.", name=pack_id, known=packs()),
            field="rulebook",
        )
    data = (_PACKS / f"{pack_id}.toml").read_bytes()
    return _read(data, f"{pack_id}.toml")


def shipped_text(pack_id: str) -> bytes:
    """The text of a shipped pack, or of the national rules, as it is kept when it is adopted."""
    return (_PACKS / f"{pack_id}.toml").read_bytes()


@lru_cache(maxsize=4)
def national_pack(text: bytes | None = None) -> model.Pack:
    """The national rules alone: the shipped ones, or those of a text kept earlier."""
    return _build(None, _national(text), f"{NATIONAL}.toml", digest_of(b"", text))


def digest_of(data: bytes, national: bytes | None = None) -> str:
    """What tells packs apart: SHA-256 over the place's text and the national one, known without parsing them."""
    under = shipped_text(NATIONAL) if national is None else national
    return sha256(sha256(data).digest() + sha256(under).digest()).hexdigest()


def load_file(data: bytes, name: str, national: bytes | None = None) -> model.Pack:
    """A pack brought by the user, over the national rules; quotes are checked if it names a shipped source.

    `national` is the text of the national rules it was adopted over; None means the shipped ones.
    Errors: PackError with every fault found.
    """
    pack = _read(data, name, national)
    faults = [*quote_faults(pack, name), *_zone_faults(pack, name)]
    if faults:
        raise PackError(faults)
    return pack


def _zone_faults(pack: model.Pack, name: str) -> list[PackFault]:
    # Here, since only a pack from outside can err and the module costs every command its start.
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(pack.place.zone if pack.place else "UTC")
    except (KeyError, ValueError, OSError):
        return [PackFault(name, "place", "zone", "no such time zone")]
    return []


def _read(data: bytes, name: str, national: bytes | None = None) -> model.Pack:
    return _build(_parse(data, name), _national(national), name, digest_of(data, national))


def _parse(data: bytes, name: str) -> Raw:
    if len(data) > MAX_BYTES:
        raise PackError([PackFault(name, "", "", f"larger than {MAX_BYTES // 1024} KiB")])
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise PackError([PackFault(name, "", "", "not UTF-8 text")]) from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise PackError([PackFault(name, "", "", f"not TOML: {error}")]) from None


@lru_cache(maxsize=4)
def _national(text: bytes | None = None) -> Raw:
    shipped = _parse(shipped_text(NATIONAL), f"{NATIONAL}.toml")
    if text is None:
        return shipped
    kept = _parse(text, f"{NATIONAL}.toml")
    # Rules adopted by an earlier program lack what this one asks for besides. What a kept text says stands as it is.
    for table in _SUPPLEMENTED:
        kept[table] = {**_table(shipped, table, "", []), **_table(kept, table, f"{NATIONAL}.toml", [])}
    # What a task runs as is this program's doing, whatever the text it was adopted with said of it.
    for key, task in kept["tasks"].items():
        runs_as = _table(shipped, "tasks", "", []).get(key, {}).get("runs_as")
        if runs_as is not None and isinstance(task, dict):
            kept["tasks"][key] = {"runs_as": runs_as, **task}
    return kept


def _build(own: Raw | None, national: Raw, file: str, digest: str) -> model.Pack:
    faults: list[PackFault] = []
    raw = own or {}
    head_source = national if own is None else own
    head: Raw = {}
    faults.extend(
        PackFault(file, "", key, "unknown table or key")
        for key in head_source
        if key not in _HEAD and key not in _TABLES and key not in _WORD_TABLES
    )
    for key, kind in _HEAD.items():
        table, name = (key, "") if key in ("place", "notice") else ("", key)
        head[key] = _convert(head_source.get(key), kind, file, table, name, faults)
    if own is not None:
        faults.extend(
            PackFault(file, "", key, "missing") for key in ("place", "notice", "valid_from") if key not in raw
        )
    tables: Raw = {}
    for table, struct in _TABLES.items():
        tables[table] = _rules(table, struct, raw, national, file, faults)
    for table, keys in _WORD_TABLES.items():
        merged = {**_table(national, table, file, []), **_table(raw, table, file, faults)}
        _strict_words(merged, file, table, faults)
        tables[table] = _convert(merged, dict[keys, Bilingual], file, table, "", faults) or {}  # type: ignore[valid-type]
    if faults:
        raise PackError([*faults, *default_faults(tables["policies"], file)])
    pack = model.Pack(digest=digest, **head, **tables)
    faults = cross_faults(pack, file)
    if faults:
        raise PackError(faults)
    return pack


def _table(raw: Mapping[str, Any], table: str, file: str, faults: list[PackFault]) -> Raw:
    value = raw.get(table, {})
    if not isinstance(value, dict):
        faults.append(PackFault(file, table, "", "must be a table"))
        return {}
    return value


def _rules(table: str, struct: type[T], raw: Raw, national: Raw, file: str, faults: list[PackFault]) -> dict[str, T]:
    under, over = _table(national, table, file, []), _table(raw, table, file, faults)
    rules: dict[str, T] = {}
    for key in [*under, *(k for k in over if k not in under)]:
        address = f"{table}.{key}"
        here = file if key in over else f"{NATIONAL}.toml"
        own = over.get(key, {})
        if not isinstance(own, dict):
            faults.append(PackFault(here, address, "", "must be a table"))
            continue
        merged = _overlay(under.get(key, {}), own)
        injected = {"key": key}
        if table in _NAMED_BY:
            injected[_NAMED_BY[table][0]] = key
        faults.extend(
            PackFault(here, address, name, "is the table's own name; leave it out")
            for name in injected
            if name in merged
        )
        _strict_words(merged, here, address, faults)
        rule = _convert({**merged, **injected}, struct, here, address, "", faults)
        if rule is not None:
            rules[key] = rule
    return rules


def _overlay(under: Raw, over: Raw) -> Raw:
    base = under
    if "source_kind" in over or "clause" in over or "quote" in over:
        base = {k: v for k, v in under.items() if k not in _PROVENANCE}
    return {**base, **over}


def _convert(value: object, kind: Any, file: str, table: str, key: str, faults: list[PackFault]) -> Any:
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        text = str(error)
        at = _AT.search(text)
        where = at.group(1) if at else ""
        named = _FIELD.search(text)
        parts = [part for part in (key, where, named.group(1) if named else "") if part and part != "..."]
        faults.append(PackFault(file, table, ".".join(parts), _AT.sub("", text)))
        return None


def _strict_words(rule: Mapping[str, Any], file: str, table: str, faults: list[PackFault]) -> None:
    """Two languages and nothing else: a misspelt third key would be lost without a word."""
    for key, value in rule.items():
        if isinstance(value, dict) and ("zh" in value or "en" in value) and set(value) != {"zh", "en"}:
            faults.append(PackFault(file, table, key, "must have zh and en, and nothing else"))
