"""Templates from outside: what is no Word file, swells, fetches or runs something is refused before it is read."""

import io
import os
import zipfile
from pathlib import Path

import pytest

from domain.refusals import Refused
from sanctions.papers import templates
from sanctions.papers.templates import LARGEST, opened_template, read_template
from tests.sanctions.papers.documents import NAME, changed, document, packed, part

PAPER = document("{{ name }}")
BODY = part(PAPER, "word/document.xml")
TYPES = part(PAPER, "[Content_Types].xml")
TIES = part(PAPER, "word/_rels/document.xml.rels")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def tied(kind: str, target: str, mode: str = "External") -> bytes:
    """The template with one more tie to a part or a place."""
    one = f'<Relationship Id="rId99" Type="{RELS}/{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>'
    return changed(PAPER, {"word/_rels/document.xml.rels": TIES.replace(b"</Relationships>", one.encode())})


def with_body(added: str) -> bytes:
    """The template with more in its body."""
    return changed(PAPER, {"word/document.xml": BODY.replace(b"<w:sectPr", added.encode() + b"<w:sectPr", 1)})


def field(*codes: str) -> bytes:
    """The template with a field of Word, its code cut into runs."""
    runs = "".join(f"<w:r><w:instrText>{code}</w:instrText></w:r>" for code in codes)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return with_body(f"<w:p>{begin}{runs}{end}</w:p>")


def bomb() -> bytes:
    """Forty megabytes of blanks in forty kilobytes."""
    return changed(PAPER, {"word/media/image1.png": b" " * (40 << 20)})


def swelling_xml() -> bytes:
    """A part of three megabytes of blanks."""
    return changed(PAPER, {"word/theme/theme1.xml": b"<a>" + b" " * (3 << 20) + b"</a>"})


def lying() -> bytes:
    """A bomb whose list of names says it is small."""
    content = bytearray(bomb())
    at = content.rindex(b"PK\x01\x02", 0, content.rindex(b"word/media/image1.png"))
    content[at + 24 : at + 28] = (100).to_bytes(4, "little")
    return bytes(content)


def doubled() -> bytes:
    """Two parts of one name."""
    written = io.BytesIO(PAPER)
    with zipfile.ZipFile(written, "a") as archive:
        archive.writestr("WORD/document.xml", b"<a/>")
    return written.getvalue()


def crowd() -> bytes:
    """More files than a paper has."""
    return packed({f"word/media/{n}.png": b"" for n in range(1000)})


ENTITY = b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]>'
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
CASES = {
    "not a zip": (b"no zip at all, and longer than its end", "template.not_docx"),
    "nothing": (b"", "template.not_docx"),
    "another zip": (packed({"a.xml": b"<a/>"}), "template.not_docx"),
    "cut off": (PAPER[:-30], "template.not_docx"),
    "no body": (changed(PAPER, {"word/document.xml": None}), "template.not_docx"),
    "not XML": (changed(PAPER, {"word/document.xml": b"<w:document"}), "template.not_docx"),
    "another name twice": (doubled(), "template.not_docx"),
    "a name that leads elsewhere": (changed(PAPER, {"../a.xml": b"<a/>"}), "template.not_docx"),
    "large": (PAPER + b" " * LARGEST, "template.bounds"),
    "a bomb": (bomb(), "template.bounds"),
    "a bomb in XML": (swelling_xml(), "template.bounds"),
    "a bomb that lies": (lying(), "template.not_docx"),
    "a crowd": (crowd(), "template.bounds"),
    "entities": (changed(PAPER, {"word/document.xml": ENTITY + b"<a>&c;</a>"}), "template.holds"),
    "a bare DTD": (changed(PAPER, {"word/styles.xml": b"<!DOCTYPE a>" + b"<a/>"}), "template.holds"),
    "macros": (changed(PAPER, {"word/vbaProject.bin": b"x"}), "template.holds"),
    "a paper of macros": (
        changed(
            PAPER,
            {
                "[Content_Types].xml": TYPES.replace(
                    b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", MACROS.encode()
                )
            },
        ),
        "template.not_docx",
    ),
    "an object": (changed(PAPER, {"word/embeddings/oleObject1.bin": b"x"}), "template.holds"),
    "a tie to an object": (tied("oleObject", "embeddings/a.xml", "Internal"), "template.holds"),
    "another file inside": (tied("aFChunk", "a.xml", "Internal"), "template.holds"),
    "a picture from elsewhere": (tied("image", "http://example.org/a.png"), "template.outside"),
    "a template from elsewhere": (tied("attachedTemplate", "file:///c:/a.dotm"), "template.outside"),
    "a link": (tied("hyperlink", "https://example.org"), "template.outside"),
    "a place said to be inside": (tied("image", "http://example.org/a.png", "Internal"), "template.outside"),
    "a share": (tied("image", "\\\\host\\a.png", "Internal"), "template.outside"),
    "what people said about it": (
        changed(PAPER, {"word/comments.xml": f'<w:comments xmlns:w="{W}"><w:comment/></w:comments>'.encode()}),
        "template.holds",
    ),
    "what people changed in it": (with_body("<w:p><w:ins><w:r/></w:ins></w:p>"), "template.holds"),
    "a picture fetched": (field("INCLUDE", 'PICTURE "http://example.org/a"'), "template.holds"),
    "a program": (field(' ddeauto c:\\\\a "b"'), "template.holds"),
    "the clock": (with_body('<w:p><w:fldSimple w:instr=" DATE "><w:r/></w:fldSimple></w:p>'), "template.holds"),
}


@pytest.mark.parametrize("name", CASES)
def test_what_no_template_may_be_is_one_sentence(name: str) -> None:
    content, code = CASES[name]
    with pytest.raises(Refused) as caught:
        opened_template(content, NAME)
    assert caught.value.refusal.code == code
    assert caught.value.refusal.message.params["name"] == NAME


def test_a_page_number_and_a_picture_are_no_harm() -> None:
    assert opened_template(field(" PA", "GE  \\* MERGEFORMAT "), NAME)
    assert opened_template(changed(PAPER, {"word/media/image1.png": b"x"}), NAME)


def test_only_what_was_looked_at_is_handed_on() -> None:
    written = io.BytesIO(b"something in front")
    written.seek(0, io.SEEK_END)
    with zipfile.ZipFile(written, "a") as archive, zipfile.ZipFile(io.BytesIO(PAPER)) as own:
        for one in own.namelist():
            archive.writestr(one, own.read(one))
    opened = opened_template(written.getvalue(), NAME)
    assert opened.startswith(b"PK\x03\x04")
    assert b"something in front" not in opened


def test_only_files_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = tmp_path / "pipe.docx"
    os.mkfifo(pipe)
    for path in (pipe, tmp_path, tmp_path / "none.docx"):
        with pytest.raises(Refused) as caught:
            read_template(path, NAME)
        assert caught.value.refusal.code == "template.unreadable"
    file = tmp_path / "a.docx"
    file.write_bytes(PAPER)
    assert read_template(file, NAME) == PAPER
    monkeypatch.setattr(templates, "LARGEST", 10)
    with pytest.raises(Refused) as caught:
        read_template(file, NAME)
    assert caught.value.refusal.code == "template.bounds"
