"""Word files as tests need them: a few paragraphs, and packages with something wrong in them."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date
from typing import Any

from sanctions.papers.rendering import render, text_of
from sanctions.papers.sources import template_of
from sanctions.papers.templates import opened_template

DAY = date(2024, 9, 6)
NAME = "decision.docx"


def document(*texts: str) -> bytes:
    """A template of these body paragraphs, whatever stands in them."""
    return template_of("".join(f". {text}\n" for text in texts))


def lines(template: bytes, values: Mapping[str, Any], fields: Mapping[str, Any] | None = None) -> list[str]:
    """The paper made of a template, as text."""
    return text_of(paper(template, values, fields))


def paper(template: bytes, values: Mapping[str, Any], fields: Mapping[str, Any] | None = None) -> bytes:
    """The paper made of a template that was looked at as one from outside."""
    opened = opened_template(template, NAME)
    return render(opened, values, fields=fields, name=NAME, title="t", author="a", day=DAY, identifier="CL-1")


def changed(content: bytes, parts: Mapping[str, bytes | None]) -> bytes:
    """A package with some parts in place of its own; None takes one out."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        kept: dict[str, bytes | None] = {name: archive.read(name) for name in archive.namelist()}
    return packed({**kept, **parts})


def packed(parts: Mapping[str, bytes | None]) -> bytes:
    """A package of these parts, deflated."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            if data is not None:
                archive.writestr(name, data)
    return written.getvalue()


def part(content: bytes, name: str) -> bytes:
    """A part of a package."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)
