"""What people write: bounded when it comes in, and shown so that nothing in it hides."""

import re
import unicodedata

from domain.messages import Words, msg
from domain.refusals import refuse

# Drawn as nothing or as a blank although their category says letter, mark or symbol.
_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
_BREAK = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# A lone half of a pair is what bytes that are not UTF-8 turn into; neither it nor NUL can be stored everywhere.
_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")
# An ideograph newer than this Python's tables is unassigned to it, and still somebody's name.
_IDEOGRAPHS = range(0x20000, 0x3FFFE)
_IDEOGRAPHIC_SPACE = "\u3000"


def clean(
    text: str,
    limit: int,
    field: str,
    *,
    label: Words | None = None,
    required: bool = True,
    long: bool = False,
) -> str:
    """The form in which a text is kept: NFC, no white space at its ends, at most `limit` characters.

    A short text becomes one line with single spaces; a `long` one keeps its spaces and its line breaks, each
    as a newline. `label` is what the field is called in a refusal, its name where none is given. Refused:
    ``value.empty`` where it is `required` and nothing could be seen of it, ``value.too_long``,
    ``value.not_text`` for a NUL or for bytes that were no text.
    """
    name = field if label is None else label
    if _NOT_TEXT.search(text):
        raise refuse(
            "value.not_text",
            msg("{field} holds bytes that are not text. Save it as UTF-8 and enter it again.", field=name),
            field=field,
        )
    kept = unicodedata.normalize("NFC", _BREAK.sub("\n", text) if long else " ".join(text.split())).strip()
    if required and all(char.isspace() or _hides(char) for char in kept):
        raise refuse("value.empty", msg("{field} is empty. Write something there.", field=name), field=field)
    if len(kept) > limit:
        raise refuse(
            "value.too_long",
            msg("{field} has {count} characters; at most {limit} fit.", field=name, count=len(kept), limit=limit),
            field=field,
        )
    return kept


def visible(text: str, *, keep_newlines: bool = False) -> str:
    """The text with every character that would hide or steer (control, bidi, zero width) as a mark.

    A mark is plain ASCII, ``<U+202E>``, so it is safe in a terminal, a file and a log of any encoding. This
    is for showing: it is not reversible, and what is stored stays as it was entered.
    """
    if text.isprintable() and not _BLANK.search(text):
        return text
    if keep_newlines:
        return "\n".join(visible(line) for line in text.replace("\r\n", "\n").split("\n"))
    return "".join(f"<U+{ord(char):04X}>" if _hides(char) else char for char in text)


def one_line(text: str) -> str:
    """The text on one line, for lists: white space and line breaks as single spaces, the rest as `visible`."""
    return visible(" ".join(text.split()))


def hidden(text: str) -> list[str]:
    """The characters in it that hide or steer, each once, in their order; line breaks and tabs among them."""
    if text.isprintable() and not _BLANK.search(text):
        return []
    return list(dict.fromkeys(char for char in text if _hides(char)))


def _hides(char: str) -> bool:
    if char.isprintable():
        return _BLANK.match(char) is not None
    if unicodedata.category(char) == "Cn":
        return ord(char) not in _IDEOGRAPHS or ord(char) & 0xFFFE == 0xFFFE
    return char != _IDEOGRAPHIC_SPACE
