"""The formats of a publication: frozen at approval with their sums in the journal, the same bytes ever after."""

import hashlib
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest

from db.store import Reader
from domain.announcements import FORMATS
from domain.refusals import Refused
from domain.states.publications import Publication
from sanctions.publishing.formats import form_of
from sanctions.publishing.lists import publication, publication_export
from tests.sanctions.matter import institution
from tests.sanctions.office import Office
from tests.sanctions.test_publications import SITE, breach, published

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "announcement.schema.json").read_text("utf-8"))
TYPES = {"string": str, "integer": int, "array": list, "object": dict, "null": type(None)}


def fits(value: Any, schema: dict[str, Any], *, whole: bool = True) -> None:
    """Hold a value against the part of JSON Schema that the published one uses."""
    if "const" in schema or "enum" in schema:
        assert value in schema.get("enum", [schema.get("const")])
        return
    types = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    assert isinstance(value, tuple(TYPES[one] for one in types)), (value, types)
    if isinstance(value, dict):
        wanted = schema["properties"].keys() if whole else set(schema["required"])
        assert value.keys() == set(wanted)
        for key, inner in value.items():
            fits(inner, schema["properties"][key])
    if isinstance(value, list):
        for inner in value:
            fits(inner, schema["items"])


def exported(reader: Reader, id: str, version: int | None = None) -> dict[str, bytes]:
    return {form: publication_export(reader, id, form, version) for form in FORMATS}


def test_every_format_is_frozen_and_stays_the_same(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    institution(office)
    termination = breach(office, "2025-03-05")
    id = published(office, termination, "2025-03-07")
    with office.store.read() as reader:
        first = exported(reader, id)
        kept = publication(reader, id)["versions"][0]
        (approval,) = (one for one in reader.entries(subject=id) if one.kind == "publication.approve")
    for form, content in first.items():
        key = "sha256" if form == "txt" else f"{form}_sha256"
        assert hashlib.sha256(content).hexdigest() == kept[key] == approval.fields[key]
    told = json.loads(first["json"])
    fits(told, SCHEMA)
    assert (told["replaces"], told["text"].encode()) == (None, first["txt"])
    (row,) = told["institutions"]
    assert (row["name"], row["standing"], row["day"]) == ("淄测第13R医院", "决定已作出，送达中", "2025-03-05")
    assert "淄测第13R医院" in first["html"].decode()
    assert docx.Document(io.BytesIO(first["docx"])).tables[0].rows[1].cells[1].text == "淄测第13R医院"

    # A later program that lays papers out otherwise changes nothing of what was approved.
    monkeypatch.setattr("sanctions.papers.announcement_html._STYLE", "p { color: red }")
    monkeypatch.setattr("sanctions.papers.announcement_docx._WIDTHS", (1, 1, 1, 1, 1))
    office.do("institution.rename", on="2025-03-10", code="52370300MJE000013R", name="淄测改名医院")
    for act, day, before, words in (
        ("publication.correct", "2025-03-11", "2025-03-07", "本名单更正2025年3月7日公布的名单（第1版）。"),
        ("publication.withdraw", "2025-03-14", "2025-03-11", "现撤回2025年3月11日公布的名单（第2版）。"),
    ):
        office.do(act, on=day, id=id, reason="名称变更")
        office.do("approve", who="zhao", on=day, id=id)
        office.do("publication.publish", who="qian", on=day, id=id, **SITE)
        with office.store.read() as reader:
            later = exported(reader, id)
            assert exported(reader, id, 1) == first
        told = json.loads(later["json"])
        fits(told, SCHEMA)
        assert told["replaces"] == {"version": told["version"] - 1, "published_on": before}
        for form in ("txt", "html"):
            assert words in later[form].decode()
            assert "淄测改名医院" in later[form].decode()
        assert words in [p.text for p in docx.Document(io.BytesIO(later["docx"])).paragraphs]


def test_what_an_older_program_approved_still_comes_out(office: Office) -> None:
    institution(office)
    id = published(office, breach(office, "2025-03-05"), "2025-03-07")
    with office.store.read() as reader:
        found = reader.get(Publication, id)
        assert found is not None
        older = replace(found.current, paper_sha256=None, json_sha256=None, docx_sha256=None, html_sha256=None)
        made = {form: form_of(reader, id, older, form) for form in FORMATS}
        assert made == {form: form_of(reader, id, older, form) for form in FORMATS}
        gone = replace(found.current, html_sha256="0" * 64)
        with pytest.raises(Refused, match=r"publication\.lost"):
            form_of(reader, id, gone, "html")
    told = json.loads(made["json"])
    fits(told, SCHEMA, whole=False)
    assert made["txt"].decode() == told["text"]
    lines = [line for line in told["text"].split("\n") if line]
    assert [p.text for p in docx.Document(io.BytesIO(made["docx"])).paragraphs if p.text] == [*lines, "2025年3月7日"]
