"""A notice as it was published (通知原文), to read; the words a rule quotes are marked where they stand."""

from collections.abc import Iterable

from textual.widget import Widget

from console.tui.cells import safe, wrap
from console.tui.questions import Questions
from console.tui.record_lines import WHOLE
from console.tui.screens.page import Page
from console.tui.widgets.chrome import Rule, TextBar
from console.tui.widgets.columns import Line
from console.tui.widgets.row_list import RowList
from domain.messages import msg

MARK = ">"
"""Stands before every line that holds some of the quoted words: colour alone would not tell."""


def notice_lines(text: str, quote: str, width: int) -> tuple[list[tuple[str, bool]], int]:
    """The text in lines of at most `width` cells, each with whether it holds some of the quote; the first that does.

    The quote is found as rulebooks are checked: with line breaks and the layout around them joined. Without one, or
    where it does not stand in the text, no line is marked and the first line is 0.
    """
    from domain.rulebook.quotes import joined

    whole = joined(text)
    start = whole.find(quote) if quote else -1
    end = start + len(quote) if start >= 0 else -1
    lines: list[tuple[str, bool]] = []
    at = first = 0
    for paragraph in text.splitlines():
        bare = joined(f"{paragraph}\n")
        pieces = wrap(safe(paragraph), width)
        # What a paragraph adds to the joined text is looked up where it comes next: layout around it is not in there.
        begin = whole.find(bare.strip(), at) if bare.strip() else -1
        for piece in pieces:
            stripped = piece.strip()
            here = whole.find(stripped, begin) if stripped and begin >= 0 else -1
            marked = 0 <= here < end and here + len(stripped) > start
            if marked and not any(one for _, one in lines):
                first = len(lines)
            lines.append((piece, marked))
            if here >= 0:
                begin = at = here + len(stripped)
    return lines, first


class NoticePage(Page):
    """The text from its beginning, or from the words a rule quotes."""

    AREA = "records"

    def __init__(self, source: str, title: str, quote: str = "") -> None:
        super().__init__()
        self.source, self.heading, self.quote = source, title, quote
        self.text = ""

    def body(self) -> Iterable[Widget]:
        """Title and text."""
        yield TextBar(f" {self.speech(self.heading)}", id="title")
        yield Rule()
        yield RowList(self.speech)

    def question(self, questions: Questions) -> str:
        """The text as it is shipped."""
        from domain.rulebook.quotes import source_text

        return source_text(self.source)

    def show(self, answer: str) -> None:
        """The text, the cursor on what is quoted."""
        fresh, self.text = not self.text, answer
        first = self._draw()
        if fresh and not self.words:
            # From below, so that what is quoted does not end at the lower edge.
            self.rows.to_line(first + max(self.rows.size.height // 2, 1))
            self.rows.to_line(first)

    def on_resize(self) -> None:
        """Texts are wrapped for the width."""
        if self.text:
            self._draw()

    def _draw(self) -> int:
        lines, first = notice_lines(self.text, self.quote, max(self.size.width - 4, 10))
        drawn = [
            Line("", (f"{MARK if marked else ' '} {piece}",), tone="good" if marked else "", columns=WHOLE)
            for piece, marked in lines
        ]
        self.put(drawn, self.speech(msg("There is nothing to show.")))
        return first
