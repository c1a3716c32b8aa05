"""What leaves the program: data on stdout, narration on stderr, both UTF-8 whatever the terminal's locale says."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any, BinaryIO

from console.errors import Failure, Fault
from console.i18n import render
from domain.messages import Bilingual, Message, Words, msg
from domain.reasons import Reason


class Output:
    """The two streams of one run, in its language."""

    def __init__(self, stdout: BinaryIO, stderr: BinaryIO, lang: str) -> None:
        self.stdout = stdout
        self.stderr = stderr
        self.lang = lang

    def write(self, chunks: Iterable[bytes]) -> None:
        """Data. BrokenPipeError when nobody reads any more, Fault when it cannot be written."""
        try:
            for chunk in chunks:
                self.stdout.write(chunk)
            self.stdout.flush()
        except BrokenPipeError:
            raise
        except OSError:
            raise Fault("output.failed", msg("The output cannot be written. What was asked for may be done.")) from None

    def text(self, text: str) -> None:
        """Data for people; a line end is added where it is missing."""
        if text:
            self.write([encoded(text if text.endswith("\n") else text + "\n")])

    def document(self, document: Mapping[str, Any]) -> None:
        """One JSON document."""
        import json

        self.write([encoded(json.dumps(plain(document, self.lang), ensure_ascii=False) + "\n")])

    def tell(self, words: Words | str) -> None:
        """Narration; nobody reading it is no reason to fail."""
        text = words if isinstance(words, str) else render(words, self.lang)
        try:
            self.stderr.write(encoded(text + "\n"))
            self.stderr.flush()
        except OSError:
            return

    def fail(self, failure: Failure, *, as_json: bool) -> None:
        """One sentence on stderr with what belongs to it, and with `as_json` the document on stdout instead."""
        self.tell(failure.message)
        if failure.subject is not None:
            self.tell(msg("The attempt is kept on record as {id}.", id=failure.subject))
        if as_json:
            self.document(failure.document)
            return
        for reason in failure.reasons:
            if isinstance(reason, Reason):
                from console.views import bullet

                self.tell(bullet(reason_text(reason, self.lang), "  "))
        for listed in failure.data.values():
            if isinstance(listed, list) and listed:
                from console.views import table

                self.tell(table(listed, self.lang))


def encoded(text: str) -> bytes:
    """UTF-8; what is no text (half a pair, from a damaged argument) becomes a visible mark."""
    return text.encode("utf-8", "backslashreplace")


def reason_text(reason: Reason, lang: str) -> str:
    """A reason on one line: citation, the notice's words, ours."""
    from domain.text import one_line

    parts = [reason.clause or "", f"“{one_line(reason.quote)}”" if reason.quote else "", render(reason.text, lang)]
    return "  ".join(part for part in parts if part)


def plain(value: Any, lang: str) -> Any:
    """A value as JSON holds it: words in the language, days in ISO 8601, reasons by their keys."""
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return value
    if isinstance(value, (Message, Bilingual)):
        return render(value, lang)
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Reason):
        return {
            "clause": value.clause,
            "quote": value.quote,
            "source_kind": value.source_kind.value,
            "text": render(value.text, lang),
        }
    if isinstance(value, Mapping):
        return {str(key): plain(inner, lang) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner, lang) for inner in value]
    raise TypeError(type(value).__name__)
