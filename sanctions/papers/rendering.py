"""Papers made of a Word template and plain values: text only ever, the same bytes for the same content.

docxtpl by itself runs any expression in a template, prints what is missing as nothing, loses text behind a ``<`` and
turns ``{_{`` in a value into braces. So it is held here: a sandbox without anything to call, values that are checked
and escaped, tags that were looked at (``tags``), and what it made read strictly before it becomes a paper.
"""

import io
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.filters import FILTERS as JINJA_FILTERS
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree
from lxml.etree import _Element

from domain.messages import Message, msg
from domain.refusals import Refused, refuse
from domain.text import visible
from sanctions.papers.fields import FILTERS, LOOP, Plain, listed, refused
from sanctions.papers.official import describe, packed
from sanctions.papers.tags import check_tags, tags_in
from sanctions.papers.templates import not_docx

MOST_VALUES: Final = 200_000
MOST_TEXT: Final = 4 << 20
"""Most characters of all values together."""
MOST_PAPER: Final = 16 << 20
"""Most characters of a part of the paper, as XML."""
_DEEPEST: Final = 8

_UNREADABLE: Final = (
    *(OpcError, etree.LxmlError, KeyError, ValueError, AttributeError, TypeError, IndexError, NotImplementedError),
    *(AssertionError, RecursionError),
)
"""What python-docx and docxtpl raise at a file that is a package, and no paper."""
_PROPERTIES: Final = "/metadata/core-properties"
_BODY, _HEADER, _FOOTER = msg("body text"), msg("header"), msg("footer")


class _Environment(ImmutableSandboxedEnvironment):
    """Names are keys of our own values; there is nothing else to reach, and nothing to call."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.filters = {name: JINJA_FILTERS[name] for name in FILTERS}
        self.globals = {}
        self.tests = {}

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        if isinstance(obj, LoopContext) and attribute in LOOP:
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        return self.getattr(obj, argument)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        return False

    def is_safe_callable(self, obj: Any) -> bool:
        return False


class _Paper(DocxTemplate):  # type: ignore[misc]
    """docxtpl's way through a paper, with our own way of filling in a part."""

    def __init__(self, template: bytes, name: str) -> None:
        super().__init__(io.BytesIO(template))
        self._name = name

    def render_xml_part(self, src_xml: str, part: object, context: Mapping[str, Plain], jinja_env: Any = None) -> str:
        """A part with its values. A line break in the source is none of the paper; one in a value is."""
        source = src_xml.replace("\r", " ").replace("\n", " ")
        # What is really run is looked at once more: tags may hide where no paragraph's text is.
        if not listed(jinja_env.parse(source)):
            raise _hidden(self._name)
        pieces, size = [], 0
        for piece in jinja_env.from_string(source).generate(context):
            pieces.append(piece)
            size += len(piece)
            if size > MOST_PAPER:
                raise _too_long(self._name)
        made = etree.fromstring(self.resolve_listing("".join(pieces)), _parser())
        _repair(made)
        return str(etree.tostring(made, encoding="unicode"))

    def render_properties(self, context: object, jinja_env: object = None) -> None:
        """What a paper says of itself is set by us."""

    def render_footnotes(self, context: object, jinja_env: object = None) -> None:
        """Notes have no tags; docxtpl would read them once for each section, and values along with them."""


def check(template: bytes, fields: Mapping[str, Plain], *, name: str) -> None:
    """Look at a template; `fields` is a full example of its values, `name` what it is called in a refusal.

    Refused: ``template.not_docx``, ``template.tag``, ``template.syntax``, ``template.field``.
    """
    for fault in faults(template, fields, name=name):
        raise fault


def faults(template: bytes, fields: Mapping[str, Plain], *, name: str) -> list[Refused]:
    """All that `check` would refuse, as far as it can be told at once."""
    environment = _Environment()
    try:
        paper = _Paper(template, name)
        paper.render_init()
        found = [fault for root, part in _parts(paper) for fault in check_tags(root, part, fields, environment, name)]
        _check_elsewhere(paper, name)
    except Refused as refused:
        return [refused]
    except _UNREADABLE:
        return [not_docx(name)]
    return found


def render(
    template: bytes,
    values: Mapping[str, Plain],
    *,
    name: str,
    title: str,
    author: str,
    day: date,
    identifier: str,
    fields: Mapping[str, Plain] | None = None,
) -> bytes:
    """The paper; `fields` is a full example of the values where a list among them may be empty.

    Values are text: what would hide in them becomes a mark, a newline a line break. Refused as `check` does, and
    ``template.too_long`` where it would become more than a paper is.
    """
    told = _visible(values)
    check(template, values if fields is None else fields, name=name)
    paper = _Paper(template, name)
    try:
        paper.render(told, _Environment())
        _leave_out_their_own(paper.docx)
        describe(paper.docx, title=title, author=author, day=day, identifier=identifier)
        return packed(paper.docx)
    except (TemplateError, *_UNREADABLE):
        raise refuse(
            "template.syntax",
            msg("Template {name}: no paper comes of it. Check its lists, conditions and tables.", name=name),
            field="file",
        ) from None


def text_of(paper: bytes) -> list[str]:
    """A paper of ours as lines of text, header first; the cells of a row stand on one line."""
    document = docx.Document(io.BytesIO(paper))
    lines = [line for root, part in _parts_of(document) if part is _HEADER for line in _lines(root) if line.strip()]
    return [*lines, *_lines(document.element.body)]


def _parts(paper: _Paper) -> Iterator[tuple[_Element, Message]]:
    yield from _parts_of(paper.docx)


def _parts_of(document: Document) -> Iterator[tuple[_Element, Message]]:
    yield document.element.body, _BODY
    for uri, word in ((DocxTemplate.HEADER_URI, _HEADER), (DocxTemplate.FOOTER_URI, _FOOTER)):
        for tie in document.part.rels.values():
            if tie.reltype == uri:
                yield etree.fromstring(tie.target_part.blob, _parser()), word


def _check_elsewhere(paper: _Paper, name: str) -> None:
    """No tags in what is not filled in: notes, comments, texts of settings."""
    filled = {DocxTemplate.HEADER_URI, DocxTemplate.FOOTER_URI}
    ours = {tie.target_part.partname for tie in paper.docx.part.rels.values() if tie.reltype in filled}
    for part in paper.docx.part.package.iter_parts():
        if part is paper.docx.part or part.partname in ours or not str(part.partname).endswith(".xml"):
            continue
        root = part.element if isinstance(part, XmlPart) else etree.fromstring(part.blob, _parser())
        if tags_in("".join(root.itertext())):
            raise _hidden(name)


def _leave_out_their_own(document: Document) -> None:
    """What the template said of itself under a name that python-docx does not know would stand beside ours."""
    ties = document.part.package.rels
    for id in [
        id
        for id, tie in ties.items()
        if tie.reltype.endswith(_PROPERTIES) and tie.reltype != RELATIONSHIP_TYPE.CORE_PROPERTIES
    ]:
        del ties[id]


def _visible(values: Mapping[str, Plain]) -> dict[str, Plain]:
    """The values as they may be printed; TypeError for what is not plain, ValueError for what never ends."""
    left = [MOST_VALUES, MOST_TEXT]

    def told(value: Plain, depth: int) -> Plain:
        left[0] -= 1
        if left[0] < 0 or depth > _DEEPEST:
            raise ValueError("too many values")
        if type(value) is str:
            left[1] -= len(value)
            if left[1] < 0:
                raise ValueError("too much text")
            return visible(value, keep_newlines=True)
        if type(value) is bool:
            return value
        if type(value) is list:
            return [told(one, depth + 1) for one in value]
        if type(value) is dict and all(type(key) is str and not key.startswith("_") for key in value):
            return {key: told(one, depth + 1) for key, one in value.items()}
        raise TypeError(f"not a plain value: {type(value).__name__}")

    return {key: told(value, 1) for key, value in values.items()}


def _repair(root: _Element) -> None:
    """What a word processor must find where a condition left nothing: a paragraph in each cell, a row in each table."""
    for table in list(root.iter(qn("w:tbl"))):
        around = table.getparent()
        if around is not None and table.find(qn("w:tr")) is None:
            around.remove(table)
    for cell in [*root.iter(qn("w:tc")), *([root] if root.tag in (qn("w:hdr"), qn("w:ftr")) else [])]:
        if len(cell) == 0 or cell[-1].tag != qn("w:p"):
            cell.append(OxmlElement("w:p"))


def _lines(around: _Element) -> Iterator[str]:
    for child in around:
        if child.tag == qn("w:p"):
            yield from _line(child).split("\n")
        elif child.tag == qn("w:tbl"):
            for row in child.iter(qn("w:tr")):
                yield " | ".join(" ".join(line for line in _lines(cell) if line) for cell in row.iter(qn("w:tc")))
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent")):
            yield from _lines(child)


def _line(paragraph: _Element) -> str:
    signs = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n"}
    inner = (one for one in paragraph.iter() if next(one.iterancestors(qn("w:p")), paragraph) is paragraph)
    # Tab stops of its settings have the name of a tab.
    marks = (one for one in inner if one.tag == qn("w:t") or (one.tag in signs and one.getparent().tag == qn("w:r")))
    return "".join(one.text or "" if one.tag == qn("w:t") else signs[one.tag] for one in marks)


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def _hidden(name: str) -> Refused:
    return refused(
        "template.tag", name, msg("outside its text"), msg("tags stand in the text, the header or the footer alone")
    )


def _too_long(name: str) -> Refused:
    return refuse(
        "template.too_long",
        msg("Template {name}: the paper would be longer than a paper may be.", name=name),
        field="file",
    )
