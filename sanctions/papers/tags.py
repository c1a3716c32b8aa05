"""The tags in a template of Word, before anything is made of it: which they are, and whether each stands where it may.

A template is a file that a word processor wrote and that anybody may have changed; what is wrong with it is told by the
paragraph it stands in.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from docx.oxml.ns import qn
from jinja2 import Environment, TemplateError
from lxml.etree import _Element

from domain.messages import Message, msg
from domain.refusals import Refused
from sanctions.papers.fields import Plain, Reader, refused

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{\{|\{%|\{#")
_WORDS = re.compile(r"\{%(?P<level>p|tr|) *(?P<word>if|elif|else|endif|for|endfor)\b(?P<rest>[^{}%]*)%\}")
_FIELD = re.compile(r"\{\{(?!p |tr |tc |r )[^{}%+-][^{}%]*(?<![+-])\}\}")
_OPENS: Final = {"if": "endif", "for": "endfor"}
_QUOTES = str.maketrans("“”‘’", "\"\"''")
_SHOWN: Final = 24
_SHOWN_TAG: Final = 60


@dataclass(frozen=True, slots=True)
class Place:
    """Where a tag stands: which part of the paper, which paragraph of it, and what that says."""

    part: Message
    number: int
    text: str

    @property
    def words(self) -> Message:
        """The place for people; a template is theirs, its text no secret."""
        shown = self.text[:_SHOWN] + ("…" if len(self.text) > _SHOWN else "")
        return msg("{part}, paragraph {number}: {text}", part=self.part, number=self.number, text=shown)


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag; `around` is what it must be closed within: its paragraph, the cell or page around that, its table."""

    source: str
    level: str
    word: str
    around: _Element
    place: Place


def check_tags(
    root: _Element, part: Message, fields: Mapping[str, Plain], environment: Environment, template: str
) -> list[Refused]:
    """Look at every tag of a part of a template called `template`; `fields` is a full example of what there is.

    Gives every ``template.field`` that is wrong; raises Refused ``template.tag`` or ``template.syntax`` at the first
    tag that is none. Each tells its place.
    """
    paragraphs = list(root.iter(qn("w:p")))
    places = [Place(part, number, _text(one).strip()) for number, one in enumerate(paragraphs, 1)]
    tags = [list(_tags(one, place, template)) for one, place in zip(paragraphs, places, strict=True)]
    if not any(tags):
        return []
    _check_pairs((tag for line in tags for tag in line), template)
    try:
        tree = environment.parse("\n".join(" ".join(tag.source for tag in line) for line in tags))
    except TemplateError as error:
        line = getattr(error, "lineno", None) or 1
        raise _unreadable(template, places[min(line, len(places)) - 1]) from None
    return Reader(template, lambda line: places[line - 1].words).read(tree, fields)


def tags_in(text: str) -> bool:
    """Whether something in a text would be taken for a tag."""
    return _TAG.search(text) is not None


def _tags(paragraph: _Element, place: Place, template: str) -> Iterator[Tag]:
    if place.text.endswith("{"):
        # docxtpl would join it with a brace of the next paragraph, and take for a tag what is between.
        raise _unreadable(template, place)
    for found in _TAG.finditer(place.text):
        source = found[0].translate(_QUOTES)
        if len(source) < len("{{}}"):
            raise _unreadable(template, place)
        if _FIELD.fullmatch(source):
            yield Tag(source, "", "", paragraph, place)
            continue
        words = _WORDS.fullmatch(source)
        if words is None:
            raise refused(
                "template.tag", template, place.words, msg("{tag} is no tag of ours", tag=source[:_SHOWN_TAG])
            )
        around = _around(paragraph, words["level"], found[0], place, template)
        yield Tag(f"{{% {words['word']}{words['rest']}%}}", words["level"], words["word"], around, place)


def _around(paragraph: _Element, level: str, source: str, place: Place, template: str) -> _Element:
    """What a tag must be closed within; one for whole paragraphs or rows takes all of its own with it."""
    if not level:
        return paragraph
    row = next(paragraph.iterancestors(qn("w:tr")), None) if level == "tr" else paragraph
    around = row.getparent() if row is not None else None
    if row is None or around is None or "".join(_text(one) for one in row.iter(qn("w:p"))).strip() != source:
        raise refused(
            "template.tag",
            template,
            place.words,
            msg("{tag} must stand alone in its paragraph or row", tag=source[:_SHOWN_TAG]),
        )
    return around


def _check_pairs(tags: Iterable[Tag], template: str) -> None:
    """Every list and condition ends where it began: in its paragraph, its cell or its table."""
    standing: list[Tag] = []
    for tag in tags:
        if tag.word in _OPENS:
            standing.append(tag)
        elif tag.word:
            if not standing or not _belongs(tag, standing[-1]):
                raise _unpaired(template, tag)
            if tag.word.startswith("end"):
                standing.pop()
    if standing:
        raise _unpaired(template, standing[-1])


def _belongs(tag: Tag, begun: Tag) -> bool:
    if (begun.level, begun.around) != (tag.level, tag.around):
        return False
    return tag.word in (("elif", "else", "endif") if begun.word == "if" else ("else", "endfor"))


def _text(paragraph: _Element) -> str:
    """The text of a paragraph, without that of paragraphs in boxes within it."""
    texts = (one for one in paragraph.iter(qn("w:t")) if next(one.iterancestors(qn("w:p"))) is paragraph)
    return "".join(one.text or "" for one in texts).replace("\n", " ")


def _unreadable(template: str, place: Place) -> Refused:
    return refused("template.syntax", template, place.words, msg("this cannot be read; look at its braces and quotes"))


def _unpaired(template: str, tag: Tag) -> Refused:
    what = msg(
        "{tag} has no counterpart; a list or condition ends in the same paragraph, cell or table", tag=tag.source
    )
    return refused("template.tag", template, tag.place.words, what)
