"""Papers by template: values are only ever text, nothing else runs, and the same content is the same bytes."""

import io
import re
from datetime import datetime
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.refusals import Refused
from domain.text import visible
from sanctions.papers import rendering
from sanctions.papers.rendering import check, faults
from sanctions.papers.templates import opened_template
from tests.sanctions.papers.documents import NAME, changed, document, lines, paper, part
from tests.texts import TEXTS

HOSTILE = (
    *("<script>alert(1)</script>", "=cmd|' /C calc'!A0", "{{ 7*7 }}", "{% for x in y %}", "{_{ a }_}", "{%_ x _%}"),
    *("&amp;]]><w:t>", "医\x07院\u202e院\x1b[31m\x0c", "很" * 300, "\\1 \\g<0> %s {0.__class__}", "</w:t></w:r></w:p>"),
)
NOTHING_RUNS = (
    "{{ 7*7 }}",
    "{{ ''.__class__ }}",
    "{{ name.__class__.__mro__ }}",
    "{{ name['__class__'] }}",
    "{{ name|attr('__class__') }}",
    "{{ name.format(name) }}",
    "{{ '{0.__class__}'.format(name) }}",
    "{{ '%s' % name }}",
    "{{ cycler('a', 'b') }}",
    "{{ lipsum() }}",
    "{{ range(999999999) }}",
    "{{ namespace }}",
    "{{ self }}",
    "{{ name ~ name }}",
    "{{ name[0:2] }}",
    "{{ 'text' }}",
    "{{ [name] }}",
    "{{ name if name else name }}",
    "{{ name|upper }}",
    "{{ findings|join(attribute='what') }}",
    "{{ findings|map('upper') }}",
    "{{ name is string }}",
    "{% if name is defined %}{% endif %}",
    "{% for x in name.upper() %}{% endfor %}",
    "{% for x in findings if x %}{% endfor %}",
    "{% for x in findings recursive %}{% endfor %}",
    "{% for x, y in findings %}{% endfor %}",
    "{% for x in findings %}{% for y in findings %}{% endfor %}{% endfor %}",
    "{% for name in findings %}{% endfor %}",
    "{% set x = 1 %}",
    "{% include 'secret' %}",
    "{% import 'os' as os %}",
    "{% from 'os' import path %}",
    "{% extends 'other' %}",
    "{% macro x() %}{% endmacro %}",
    "{% raw %}{{ name }}{% endraw %}",
    "{% filter upper %}{% endfilter %}",
    "{% do name %}",
    "{% debug %}",
    "{%- if name %}{% endif %}",
    "{{- name }}",
    "{{r name }}",
    "{{p name }}",
    "{%tc if name %}",
    "{% colspan name %}",
    "{% vm %}",
    "{# said apart #}",
    "{%p if name %} and more",
    "{%tr if name %}",
    "{% if name %}",
    "{% endif %}",
    "{% for x in findings %}{% endif %}",
    "{%p for x in findings %}",
    "{{ name",
    "{{ }}",
    "{% if %}{% endif %}",
    "{{ name }} {% if name",
    "{{ findings }}",
    "{{ flag }}",
    "{{ group }}",
    "{{ name|length }}",
    "{{ findings|join('、') }}",
    "{% for x in name %}{% endfor %}",
)
VALUES: dict[str, Any] = {
    "name": "医院",
    "flag": True,
    "group": {"name": "甲", "items": "乙"},
    "words": ["一", "二<"],
    "findings": [{"what": "甲", "parts": ["x", "y"]}, {"what": "乙", "parts": []}],
}


@pytest.mark.parametrize("text", NOTHING_RUNS)
def test_what_is_no_field_no_list_and_no_condition_is_refused_with_its_place(text: str) -> None:
    template = document("第一段", f"金额 {text}" if not text.startswith(("{%p", "{%tr")) else text)
    with pytest.raises(Refused) as caught:
        paper(template, VALUES)
    refusal = caught.value.refusal
    assert refusal.code in ("template.tag", "template.syntax", "template.field")
    assert refusal.message.params["name"] == NAME
    place = refusal.message.params["place"]
    assert getattr(place, "params", {}).get("number") == 2


def test_a_field_that_is_not_there_is_named_with_its_place() -> None:
    with pytest.raises(Refused) as caught:
        paper(document("甲", "乙：{% for f in findings %}{{ f.what }}{{ f.amount }}{% endfor %}"), VALUES)
    message = caught.value.refusal.message
    assert caught.value.refusal.code == "template.field"
    assert getattr(message.params["what"], "params", {}) == {"field": "f.amount"}
    # Where nothing of a list is there yet, an example tells what its items have.
    empty = {**VALUES, "findings": []}
    with pytest.raises(Refused):
        paper(document("{% for f in findings %}{{ f.amount }}{% endfor %}"), empty, VALUES)


def test_every_field_that_is_not_there_is_told_once() -> None:
    template = document(
        "{{ nam }}", "{% for f in findigs %}{{ f.what }}{% endfor %}", "{{ group }}{{ name }}", "{{ a.b }}"
    )
    found = faults(opened_template(template, NAME), VALUES, name=NAME)
    places = [getattr(one.refusal.message.params["place"], "params", {})["number"] for one in found]
    assert places == [1, 2, 3, 4]
    # Nobody knows what is in a list of which there is no example.
    assert lines(document("{% for f in findings %}{{ f.what }}{% else %}无{% endfor %}"), {"findings": []}) == ["无"]


def test_what_a_template_may_say() -> None:
    template = document(
        "{{ group.items }}，{{ words|join('、') }}，共{{ findings|length }}项",
        "{% if flag and not group.name == “丙” %}是{% elif name %}或{% else %}否{% endif %}",
        "{%p for f in findings %}",
        "{{ loop.index }}/{{ loop.length }} {{ f.what }}{% for p in f.parts %}[{{ p }}]{% endfor %}",
        "{%p else %}",
        "没有",
        "{%p endfor %}",
        "{%p if findings|length > 5 %}",
        "多",
        "{%p endif %}",
    )
    assert lines(template, VALUES) == ["乙，一、二<，共2项", "是", "1/2 甲[x][y]", "2/2 乙"]
    assert lines(template, {**VALUES, "findings": [], "flag": False}, VALUES)[1:] == ["或", "没有"]


@pytest.mark.parametrize("value", HOSTILE)
def test_what_people_wrote_stays_text(value: str) -> None:
    made = paper(
        document("甲{{ name }}乙", "{% for w in words %}{{ w }}{% endfor %}"), {"name": value, "words": [value]}
    )
    shown = visible(value, keep_newlines=True)
    assert docx.Document(io.BytesIO(made)).paragraphs[0].text == f"甲{shown}乙"
    assert docx.Document(io.BytesIO(made)).paragraphs[1].text == shown


@settings(max_examples=25, deadline=None)
@given(TEXTS, st.lists(TEXTS, max_size=3))
def test_any_text_reads_back(name: str, words: list[str]) -> None:
    values = {"name": name, "words": words}
    first = paper(_TEMPLATE, values)
    assert first == paper(_TEMPLATE, values)
    told = [one.text for one in docx.Document(io.BytesIO(first)).paragraphs]
    assert told[0] == visible(name, keep_newlines=True)
    assert told[1] == "/".join(visible(word, keep_newlines=True) for word in words)


_TEMPLATE = document("{{ name }}", "{{ words|join('/') }}")


def test_line_breaks_stay_and_the_file_bears_no_clock() -> None:
    made = paper(document("{{ name }}"), {"name": "第一行\n第二行\r\n第三行"})
    assert lines(document("{{ name }}"), {"name": "第一行\n第二行\r\n第三行"}) == ["第一行", "第二行", "第三行"]
    properties = docx.Document(io.BytesIO(made)).core_properties
    assert (properties.title, properties.author, properties.identifier) == ("t", "a", "CL-1")
    assert properties.created == properties.modified
    assert isinstance(properties.created, datetime)
    assert properties.created.date().isoformat() == "2024-09-06"


def test_another_program_s_properties_give_way_to_ours() -> None:
    template = document("{{ name }}")
    ties = part(template, "_rels/.rels")
    # LibreOffice writes the tie to them in small letters.
    theirs = re.sub(rb'"[^"]*/metadata/core-properties"', _IN_SMALL_LETTERS, ties)
    assert theirs != ties
    made = paper(changed(template, {"_rels/.rels": theirs}), {"name": "甲"})
    assert docx.Document(io.BytesIO(made)).core_properties.identifier == "CL-1"


_IN_SMALL_LETTERS = b'"http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties"'


def test_headers_and_footers_are_filled_in_too() -> None:
    own = docx.Document(io.BytesIO(document("{{ name }}")))
    own.sections[0].header.paragraphs[0].text = "抬头 {{ name }}"
    own.sections[0].footer.paragraphs[0].text = "页脚 {{ name }}"
    written = io.BytesIO()
    own.save(written)
    made = paper(written.getvalue(), {"name": "甲 & <乙>"})
    section = docx.Document(io.BytesIO(made)).sections[0]
    assert section.header.paragraphs[0].text == "抬头 甲 & <乙>"
    assert section.footer.paragraphs[0].text == "页脚 甲 & <乙>"
    assert lines(written.getvalue(), {"name": "甲"})[0] == "抬头 甲"
    own.sections[0].header.paragraphs[0].text = "{{ nam }}"
    written = io.BytesIO()
    own.save(written)
    with pytest.raises(Refused) as caught:
        paper(written.getvalue(), {"name": "甲"})
    place = caught.value.refusal.message.params["place"]
    assert getattr(getattr(place, "params", {})["part"], "template", "") == "header"


def test_tags_hide_nowhere() -> None:
    template = document("{{ name }}")
    body = part(template, "word/document.xml").decode()
    styled = changed(template, {"word/styles.xml": part(template, "word/styles.xml").replace(b"Body Text", b"{{ x }}")})
    assert lines(styled, {"name": "甲"}) == ["甲"], "an attribute of a style is nobody's text"
    inside = body.replace("<w:body>", '<w:body><w:bookmarkStart w:id="1" w:name="{{ 7*7 }}"/>')
    apart = body.replace("<w:t>", "<w:t>{</w:t><w:t>{ 7*7 }}</w:t><w:t>", 1)
    across = body.replace(
        "</w:body>", "<w:p><w:r><w:t>{</w:t></w:r></w:p><w:p><w:r><w:t>{ 7*7 }}</w:t></w:r></w:p></w:body>"
    )
    for hidden in (inside, apart, across):
        assert hidden != body
        with pytest.raises(Refused) as caught:
            paper(changed(template, {"word/document.xml": hidden.encode()}), {"name": "甲"})
        assert caught.value.refusal.code.startswith("template.")


def test_tags_cut_apart_by_a_word_processor_are_whole_again() -> None:
    template = document("{{ name }}")
    body = part(template, "word/document.xml")
    cut = body.replace(
        b"{{ name }}", b'{</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t>{ na</w:t></w:r><w:r><w:t>me }}'
    )
    assert cut != body
    assert lines(changed(template, {"word/document.xml": cut}), {"name": "甲"}) == ["甲"]


def test_a_cell_and_a_table_that_lost_all_they_had_stay_readable() -> None:
    own = docx.Document(io.BytesIO(document("{{ name }}")))
    table = own.add_table(rows=3, cols=1)
    for row, text in zip(table.rows, ("{%tr for f in findings %}", "{{ f.what }}", "{%tr endfor %}"), strict=True):
        row.cells[0].text = text
    other = own.add_table(rows=1, cols=1).rows[0].cells[0]
    other.text = "{%p if flag %}"
    for text in ("甲", "{%p endif %}"):
        other.add_paragraph(text)
    written = io.BytesIO()
    own.save(written)
    made = paper(written.getvalue(), {**VALUES, "findings": [], "flag": False}, VALUES)
    (left,) = docx.Document(io.BytesIO(made)).tables
    assert [cell.text for cell in left.rows[0].cells] == [""]


def test_values_are_plain_and_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    template = document("{{ name }}{% for w in words %}{{ w }}{% endfor %}")
    for wrong in (object(), 1, ("a",), {"__class__": "x"}, {1: "x"}, type("Text", (str,), {})("x")):
        with pytest.raises(TypeError):
            paper(template, {"name": "a", "words": [], "more": wrong}, {"name": "a", "words": ["a"]})
    endless: list[Any] = []
    endless.append(endless)
    with pytest.raises(ValueError, match="too many"):
        paper(template, {"name": "a", "words": endless})
    monkeypatch.setattr(rendering, "MOST_PAPER", 20_000)
    with pytest.raises(Refused) as caught:
        paper(template, {"name": "a", "words": ["b" * 1000] * 30})
    assert caught.value.refusal.code == "template.too_long"


def test_a_template_can_be_checked_without_values() -> None:
    check(opened_template(document("{{ name }}"), NAME), VALUES, name=NAME)
    with pytest.raises(Refused):
        check(opened_template(document("{{ nam }}"), NAME), VALUES, name=NAME)
