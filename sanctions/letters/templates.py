"""Where the template of a letter comes from: the agency's own folder, else ours for the place, else ours for all.

The agency keeps its templates as ``<folder>/<rulebook>/<letter>.docx``; what is not there is made of our texts.
A passage that several of ours have stands once, in ``texts/passages``; a line ``%use NAME`` puts it in.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from domain.messages import Message, msg
from domain.refusals import Refused, refuse
from domain.rulebook.loader import packs
from domain.rulebook.timeline import Rulebook
from sanctions.letters.catalogue import LETTERS, named, sample_values
from sanctions.papers.fields import Plain
from sanctions.papers.rendering import faults, render
from sanctions.papers.sources import template_of, title_of
from sanctions.papers.templates import opened_template, read_template

OURS, AGENCY = "shipped", "agency"
COMMON: Final = "common"
SUFFIX: Final = ".docx"
_ANY_DAY = date(2000, 1, 1)
_USE: Final = re.compile(r"^%use ([a-z]+)\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Template:
    """A template that was looked at; `whose` is OURS or AGENCY, `name` what it is called in a refusal."""

    content: bytes
    name: str
    whose: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in the agency's folder: which file of it, and why."""

    template: str
    code: str
    message: Message


def pack_of(rules: Rulebook, on: date) -> str:
    """The folder of a day's rulebook: that of the place, also before its first version began."""
    pack = rules.pack_on(on)
    return pack.id if pack.place is not None else rules.current.id


def source_of(letter_id: str, pack: str) -> str:
    """Our own text of a letter, as the place has it or as all do. Refused ``letter.unknown``."""
    return _source(named(letter_id).id, pack)


@cache
def _source(letter_id: str, pack: str) -> str:
    texts = files("sanctions.letters") / "texts"
    for folder in (pack, COMMON):
        text = texts / folder / f"{letter_id}.txt"
        if text.is_file():
            return _USE.sub(_passage, text.read_text(encoding="utf-8"))
    raise FileNotFoundError(letter_id)


def _passage(line: re.Match[str]) -> str:
    """A passage that several letters have, in the place of the line ``%use NAME``."""
    return (files("sanctions.letters") / "texts" / "passages" / f"{line[1]}.txt").read_text(encoding="utf-8")


def title_for(letter_id: str, pack: str) -> str:
    """What a letter is called in the properties of its file."""
    title = title_of(source_of(letter_id, pack))
    return title if "{" not in title else letter_id


def template_for(letter_id: str, pack: str, folder: Path | None) -> Template:
    """The template of a letter under a rulebook.

    Refused ``letter.unknown``, ``template.folder``, and for one of the agency's as `opened_template` does.
    """
    letter_id = named(letter_id).id
    own = _own(letter_id, pack, folder)
    if own is not None:
        name = f"{pack}/{own.name}"
        return Template(opened_template(read_template(own, name), name), name, AGENCY)
    return Template(template_of(_source(letter_id, pack)), letter_id, OURS)


def whose(letter_id: str, pack: str, folder: Path | None) -> str:
    """Whose template a letter is made of; nothing is read. Refused ``template.folder``."""
    return OURS if _own(letter_id, pack, folder) is None else AGENCY


def faults_of(content: bytes, letter_id: str, name: str) -> list[Fault]:
    """Why a file cannot be the template of a letter: it is looked at, and filled with an example of everything.

    Refused ``letter.unknown``.
    """
    fields = sample_values(letter_id)
    try:
        opened = opened_template(content, name)
        found = faults(opened, fields, name=name)
        if not found:
            render(opened, fields, name=name, title="", author="", day=_ANY_DAY, identifier="")
    except Refused as refused:
        found = [refused]
    return [Fault(name, one.refusal.code, one.refusal.message) for one in found]


def examples(letter_id: str) -> Iterator[tuple[str, str]]:
    """The fields of a letter as a template names them, ``bills[].amount``, each with an example.

    A flag, which only a condition can ask, has none. Refused ``letter.unknown``.
    """
    return _examples(sample_values(letter_id), "")


def _examples(value: Plain, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _examples(part, f"{name}.{key}" if name else key)
    elif isinstance(value, list):
        yield from _examples(value[0], f"{name}[]")
    else:
        yield name, value if isinstance(value, str) else ""


def faults_in(folder: Path, adopted: tuple[str, ...] = ()) -> Iterator[Fault]:
    """What is wrong in the agency's folder; `adopted` are rulebooks of this agency beside those shipped."""
    try:
        _need(folder)
        known = {*adopted, *packs()}
        for inner in _listed(folder):
            if not inner.is_dir() or inner.name not in known:
                yield Fault(inner.name, "template.pack", _no_pack(tuple(sorted(known))))
                continue
            for one in _listed(inner):
                yield from _of_file(one, f"{inner.name}/{one.name}")
    except OSError:
        yield Fault("", "template.folder", _NO_FOLDER)
    except Refused as refused:
        yield Fault("", refused.refusal.code, refused.refusal.message)


def _of_file(file: Path, name: str) -> Iterator[Fault]:
    letter_id = file.name.removesuffix(SUFFIX)
    if file.name == letter_id or letter_id not in LETTERS:
        yield Fault(
            name,
            "template.letter",
            msg("There is no letter of this name. Call it as one of: {letters}.", letters=tuple(LETTERS)),
        )
        return
    try:
        content = read_template(file, name)
    except Refused as refused:
        yield Fault(name, refused.refusal.code, refused.refusal.message)
    else:
        yield from faults_of(content, letter_id, name)


def _listed(folder: Path) -> list[Path]:
    # Word puts a file of such a name beside one that is open.
    return sorted(one for one in folder.iterdir() if not one.name.startswith((".", "~$")))


def _own(letter_id: str, pack: str, folder: Path | None) -> Path | None:
    if folder is None:
        return None
    _need(folder)
    path = folder / pack / f"{letter_id}{SUFFIX}"
    return path if os.path.lexists(path) else None


_NO_FOLDER = msg("The folder of templates is not there or cannot be read. Correct the setting: templates")


def _need(folder: Path) -> None:
    # With our own in place of theirs a letter might go out in words the agency replaced.
    if not folder.is_dir() or not os.access(folder, os.R_OK | os.X_OK):
        raise refuse("template.folder", _NO_FOLDER)


def _no_pack(known: tuple[str, ...]) -> Message:
    return msg("There is no rulebook of this name. Templates lie in folders named: {packs}.", packs=known)
