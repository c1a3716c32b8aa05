"""What an act brings about, or why it cannot be done: shown before the last key."""

from collections.abc import Iterable

from rich.cells import cell_len
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from console.tui.cells import wrap
from console.tui.codes import word
from console.tui.naming import in_labels
from console.tui.speech import Speech
from domain.acts import Act
from domain.messages import Words, msg
from domain.reasons import Reason
from domain.refusals import Refusal
from sanctions.results import Done

_SHOWN = 20
"""Wrong cells told one by one; nobody corrects more at a time."""


class Preview(VerticalScroll, can_focus=False):
    """Lines of plain text that scroll; nothing in them is markup."""

    DEFAULT_CSS = """
    Preview { height: auto; max-height: 10; padding: 0 1; scrollbar-size: 0 1; }
    Preview.-bad Static { color: $text-error; }
    """

    def __init__(self, speech: Speech, act: Act) -> None:
        super().__init__(Static("", markup=False))
        self.speech, self.act = speech, act
        self.told: list[tuple[str, str]] = []

    @property
    def text(self) -> str:
        """What it says."""
        return "\n".join(sign + sentence for sign, sentence in self.told)

    def _show(self, bad: bool) -> None:
        width = max(self.app.size.width - 4, 20)
        lines = []
        for sign, sentence in self.told:
            for n, piece in enumerate(wrap(sentence, width - cell_len(sign))):
                lines.append((sign if n == 0 else " " * cell_len(sign)) + piece)
        self.set_class(bad, "-bad")
        self.query_one(Static).update(Content("\n".join(lines)))

    def tell(self, sentence: str, *, bad: bool = False) -> None:
        """One sentence."""
        self.told = [("", sentence)] if sentence else []
        self._show(bad)

    def add(self, sentence: str) -> None:
        """One more."""
        self.told.append(("", sentence))
        self._show(self.has_class("-bad"))

    def show_done(self, done: Done) -> None:
        """Effects and warnings."""
        self.told = [("", self.speech(msg("Once done")))]
        self.told += self._listed(" - ", done.effects)
        if not done.effects:
            status = self.speech(word("status", done.status)) if done.status else ""
            self.told.append((" - ", " ".join(part for part in (done.id, status) if part)))
        self.told += self._listed(" ! ", done.warnings)
        self._show(False)

    def show_pending(self, sentences: Iterable[Words], reasons: Iterable[Reason]) -> None:
        """What waits for a decision, and what it rests on."""
        self.told = [("", self.speech(sentence)) for sentence in sentences]
        self.told += [("   ", self._reason(reason)) for reason in reasons]
        self._show(False)

    def show_refusal(self, refusal: Refusal) -> None:
        """Why it cannot be done."""
        self.told = self._listed("x ", [refusal.message])
        for reason in refusal.reasons:
            self.told.append(("   ", self._reason(reason)))
        self.told += self._wrong_cells(refusal)
        self._show(True)

    def _wrong_cells(self, refusal: Refusal) -> list[tuple[str, str]]:
        """The first of the cells of a file that are wrong, each by its line."""
        errors = refusal.data.get("errors") or ()
        told = [
            (
                " - ",
                self.speech(msg("line {line}, {column}: {why}", line=e["line"], column=e["column"], why=e["message"])),
            )
            for e in errors[:_SHOWN]
        ]
        if len(errors) > _SHOWN:
            told.append((" - ", self.speech(msg("and {n} more", n=len(errors) - _SHOWN))))
        return told

    def _listed(self, sign: str, words: Iterable[Words]) -> list[tuple[str, str]]:
        return [(sign, in_labels(self.speech(one), self.act, self.speech)) for one in words]

    def _reason(self, reason: Reason) -> str:
        quote = f' "{reason.quote}"' if reason.quote else ""
        source = self.speech(word("source_kind", reason.source_kind))
        text = in_labels(self.speech(reason.text), self.act, self.speech)
        return f"{reason.clause or ''}{quote} {text} ({source})".strip()
