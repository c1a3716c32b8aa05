"""A signed head for people: plain lines to print, to mail, or to read over the telephone."""

from typing import TYPE_CHECKING, Final

from console.i18n import render
from domain.messages import Message, Words, msg

if TYPE_CHECKING:
    from datetime import tzinfo

    from sanctions.agency.heads import Head

_GROUP: Final = 4
_ROW: Final = 8
_SHORT: Final = 16


def groups(digest: str) -> str:
    """The first sixteen digits of a hash in groups of four: short enough to read out, long enough to tell apart."""
    return _grouped(digest[:_SHORT])


def head_text(head: "Head", lang: str, zone: "tzinfo") -> bytes:
    """The head as lines of at most 80 columns, the first meant for the subject of a mail; last the line itself."""
    moment = head.signed_at.astimezone(zone).isoformat(sep=" ", timespec="minutes")

    def say(message: Words) -> str:
        return render(message, lang)

    def told(label: Message, digest: str) -> list[str]:
        digits = [digest[start : start + _GROUP * _ROW] for start in range(0, len(digest), _GROUP * _ROW)]
        return [say(label), *(f"    {_grouped(part)}" for part in digits), ""]

    lines = [
        say(msg("{agency}: head of the journal, entry {number}", agency=head.agency, number=head.entries)),
        "",
        say(msg("Signed at {moment}", moment=moment)),
        say(msg("To read out: entry {number}, {digits}", number=head.entries, digits=groups(head.head))),
        "",
        *told(msg("Hash of the last entry"), head.head),
        *told(msg("Hash of all hashes"), head.hashes),
        *told(msg("Fingerprint of the key"), head.key),
        say(msg("Keep this outside the agency: a journal rewritten later cannot have it.")),
        say(msg("The line below is checked by: journal verify --against FILE")),
        "",
    ]
    return ("\n".join(lines) + "\n").encode() + head.line


def _grouped(digits: str) -> str:
    return " ".join(digits[start : start + _GROUP] for start in range(0, len(digits), _GROUP))
