"""What every page has: header, areas, key line, and the acts and questions that a line or the page offers."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import ScreenResume
from textual.screen import Screen
from textual.widget import Widget

from console.tui import flows, marking
from console.tui.actions import EVERYWHERE, LIST, PAGE, bindings, footer
from console.tui.cells import safe
from console.tui.desk import Asker, Desk, desk_of
from console.tui.marks import Marks
from console.tui.modals.ask_line import AskLine
from console.tui.questions import Questions
from console.tui.ruling import open_rule, reason_of
from console.tui.session import Opened, Trouble
from console.tui.speech import Speech
from console.tui.subjects import Subject, subject_of
from console.tui.widgets.chrome import AreaBar, KeyLine, Rule, TextBar
from console.tui.widgets.columns import Line
from console.tui.widgets.row_list import RowList
from domain.messages import Message, msg

if TYPE_CHECKING:
    from console.tui.exports import Export

T = TypeVar("T")
NAME, SAMPLE, READ_ONLY = msg("Jiandu"), msg("sample"), msg("read-only")


class Page(Screen[None]):
    """A page of an area. Its kinds say what they show; it loads again whenever it comes to the front."""

    DEFAULT_CSS = """
    Page { layout: vertical; background: $background; overflow: hidden; }
    Page #title { text-style: bold; }
    Page .note { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(PAGE)
    AUTO_FOCUS = "RowList"
    AREA: ClassVar[str] = "today"
    filters_in_store: ClassVar[bool] = False
    """Whether the store looks for the words of the filter, in all there is; otherwise only loaded lines are."""
    fresh_by_itself: ClassVar[bool] = True
    """Whether what others do may change what is shown."""

    def __init__(self, area: str | None = None) -> None:
        super().__init__()
        self.area = area or self.AREA
        self.ask = Asker(self)
        self.marks = Marks(self.means)
        self.words = ""
        self._told_in = ""
        self.seen: int | None = None
        """The journal's last entry when what stands here was read."""
        self._reading: int | None = None
        self.partial = False
        """Whether there is more than what is loaded."""
        self._quiet = self._waits = self._stale = False
        self._shown: Any = None

    # What kinds of pages say

    def body(self) -> Iterable[Widget]:
        """What stands between the areas and the keys."""
        raise NotImplementedError

    def question(self, questions: Questions) -> Any:
        """What the page asks, in a thread."""
        raise NotImplementedError

    def show(self, answer: Any) -> None:
        """Draw what was answered."""
        raise NotImplementedError

    def stands(self, shown: Any, answer: Any) -> bool:
        """Whether what is shown stays: it is the answer already, or there was none and nobody asked."""
        return isinstance(answer, Trouble) or bool(shown == answer)

    def own_subject(self) -> Subject | None:
        """What the whole page is about; None for lists."""
        return None

    def exports(self) -> "Sequence[Export]":
        """What of this page can be written into a file."""
        return ()

    def package(self) -> str | None:
        """The case that can be handed over from here as a signed package, by its number."""
        return None

    # The frame

    @property
    def desk(self) -> Desk:
        """The application."""
        return desk_of(self)

    @property
    def speech(self) -> Speech:
        """The language of the application."""
        return self.desk.speech

    @property
    def opened(self) -> Opened:
        """Where, when and who; only asked once there is an answer."""
        opened = self.desk.opened
        assert opened is not None
        return opened

    def compose(self) -> ComposeResult:
        """Header, areas, rule, body, keys."""
        yield TextBar(id="head")
        yield AreaBar(self.speech, self.area)
        yield Rule()
        yield from self.body()
        yield KeyLine(self.speech, footer(EVERYWHERE, LIST, PAGE))

    @property
    def rows(self) -> RowList:
        """The list of the page."""
        return self.query_one(RowList)

    def on_mount(self) -> None:
        """Something to look at before the store is open."""
        self._told_in = self.speech.lang
        self._head()
        self.rows.tell(self.speech(msg("Loading")))

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Load whenever the page comes to the front."""
        self.load()

    def load(self) -> None:
        """Ask again; what stands stays until the answer comes."""
        session = self.desk.session
        self._quiet, self._waits, self._stale = False, True, False
        self.ask(lambda: session.ask(self._asked), self._answered)

    def _asked(self, questions: Questions) -> Any:
        # Of two that overtake each other the older number may win: then others' acts are told once too often.
        self._reading = questions.seen
        return self.question(questions)

    def freshen(self) -> None:
        """Ask again because others acted: nothing moves, and nothing is drawn where nothing is another."""
        if self._waits:
            # The answer under way may be from before, and whoever asked for it is to see it.
            self._stale = True
        elif self.fresh_by_itself and self.desk.opened is not None:
            self.load()
            self._quiet = True

    def _answered(self, answer: Any) -> None:
        quiet, self._quiet, self._waits = self._quiet, False, False
        if self._stale:
            self.call_later(self.freshen)
        if quiet and self.stands(self._shown, answer):
            return
        self._shown = None if isinstance(answer, Trouble) else answer
        if self._told_in != self.speech.lang:
            self._tell_again()
        self._head()
        if isinstance(answer, Trouble):
            self.trouble(self.speech(answer.message))
            self.desk.unanswered(self)
        else:
            self.seen = self._reading
            self.show(answer)
            self.desk.answered(self)

    def _tell_again(self) -> None:
        """What stands since the page was made, in the language that holds now."""
        self._told_in = self.speech.lang
        for made in self.body():
            if isinstance(made, TextBar) and made.id is not None:
                self.query_one(f"#{made.id}", TextBar).put(made.text, made.right)
        for widget in self.query("AreaBar, KeyLine, RowList"):
            widget.refresh()

    def trouble(self, sentence: str) -> None:
        """Say why there is nothing to show."""
        self.rows.tell(sentence)

    def inquire(self, question: Callable[[Questions], T], then: Callable[[T], None], *, topic: str = "inquiry") -> None:
        """Ask something besides the page's own question; trouble becomes a notice."""
        session = self.desk.session

        def heard(answer: T | Trouble) -> None:
            if isinstance(answer, Trouble):
                self.desk.say(answer.message, bad=True)
            else:
                then(answer)

        self.ask(lambda: session.ask(question), heard, topic=topic)

    def _head(self) -> None:
        opened, say = self.desk.opened, self.speech
        head = self.query_one("#head", TextBar)
        if opened is None:
            head.put(f" {say(NAME)}", f"{say(self.desk.session.operator)} ")
            return
        from domain.roles import ROLE_WORDS, Role

        roles = say([ROLE_WORDS[Role(role)] for role in opened.roles])
        sample = " " + say(SAMPLE) if opened.sample else ""
        # In front of what may be cut: whoever acts in vain should see why.
        only = f"  {say(READ_ONLY)}" if self.desk.session.read_only else ""
        day = say.day(opened.today, opened.calendar)
        head.put(f" {say(NAME)}{only}  {opened.pack}  {day}{sample}", f"{say(opened.operator)} {roles} ")

    # What a line or the page offers

    def here(self) -> Subject | None:
        """The subject of the line under the cursor, or of the page."""
        line = self.rows.current
        return (subject_of(line) if line is not None else None) or self.own_subject()

    def on_row_list_opened(self, message: RowList.Opened) -> None:
        """Enter on a line opens its subject."""
        message.stop()
        self.open_line(message.line)

    def means(self, line: Line) -> list[Subject]:
        """What a line stands for when it is marked."""
        subject = subject_of(line)
        return [subject] if subject is not None else []

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        """The key line tells where the cursor is."""
        self.tell_position()

    @property
    def view(self) -> str:
        """Which part of its lines a page shows; nothing where it is all."""
        return ""

    def tell_position(self) -> None:
        """How many are marked, the filter, and where the cursor is, at the end of the key line."""
        parts = [self.view] if self.view else []
        parts += [self.speech(msg("{n} marked", n=len(self.marks)))] if self.marks.lines else []
        parts += [f"/{safe(self.words)}"] if self.words else []
        if self.words and self.partial and not self.filters_in_store:
            parts.append(self.speech(msg("loaded lines only")))
        if place := self.rows.place(partial=self.partial):
            parts.append(place)
        self.query_one(KeyLine).note(" ".join(parts) + " " if parts else "")

    def open_line(self, line: Line) -> None:
        """Open what a line stands for."""
        reason = reason_of(line)
        if reason is not None:
            open_rule(self, self.ask, reason)
            return
        subject = subject_of(line)
        if subject is not None:
            flows.open_subject(self, subject)
        else:
            self.read_whole(line)

    def read_whole(self, line: Line) -> bool:
        """Show a line in full where the list had to cut it; whether it had to."""
        return flows.read_whole(self, line)

    def action_act(self) -> None:
        """Choose an act on what is marked, or on what is here."""
        if self.marks.lines:
            marking.choose_act(self)
        else:
            flows.choose_act(self, self.here(), self.own_subject())

    def action_mark(self) -> None:
        """Mark or unmark this line and go on."""
        marking.mark(self)

    def action_mark_range(self) -> None:
        """Mark from the last mark to here."""
        marking.mark_range(self)

    def action_mark_all(self) -> None:
        """Mark all that is shown."""
        marking.mark_all(self)

    def action_unmark(self) -> None:
        """Unmark everything."""
        marking.unmark(self)

    def action_copy(self) -> None:
        """Copy the number of this line, or its words."""
        marking.copy(self)

    def action_explain(self) -> None:
        """Show how the date on this line was counted."""
        line = self.rows.current
        flows.explain(self, line.record if line is not None else {}, line)

    def action_standing(self) -> None:
        """Ask what an institution may do on a day."""
        flows.standing(self, self.here())

    def action_sheet(self) -> None:
        """All on one institution."""
        flows.sheet(self, self.here())

    def action_search(self) -> None:
        """Look for words in everything."""
        flows.search(self)

    def action_export(self) -> None:
        """Write what is here into a file."""
        from console.tui.exporting import export

        export(self)

    def action_letters(self) -> None:
        """Letters about what is here."""
        from console.tui.lettering import letters

        letters(self)

    def action_refresh_page(self) -> None:
        """Load again."""
        self.load()

    def action_act_as(self) -> None:
        """On a sample, act as somebody else."""
        flows.act_as(self)

    def action_filter(self) -> None:
        """Show only lines with some words."""

        def typed(words: str | None) -> None:
            if words is not None:
                self.words = words.strip()
                self.load()

        self.desk.over(AskLine(self.speech(msg("Filter")), self.words, hint=self.speech(self.filter_hint())), typed)

    def filter_hint(self) -> Message:
        """Where the words of the filter are looked for."""
        if self.partial:
            return msg("Looked for only in the lines loaded here; empty shows all. Enter takes it.")
        return msg("Words that must be in a line; empty shows all. Enter takes it.")

    def filtered(self, lines: list[Line]) -> list[Line]:
        """Those lines with all the words of the filter; headings only while there is none."""
        words = self.words.casefold().split()
        if not words or self.filters_in_store:
            return lines
        return [
            line
            for line in lines
            if not line.heading and all(word in " ".join((*line.cells, line.key)).casefold() for word in words)
        ]

    def put(self, lines: list[Line], empty: str, *, partial: bool = False) -> None:
        """Show lines through the filter, or say that there are none; `partial` when there is more in the store."""
        self.partial = partial
        shown = self.filtered(lines)
        if shown:
            self.rows.put(shown)
        elif lines:
            nothing = msg("No line has the words {words}. / changes them.", words=self.words)
            if partial:
                nothing = msg("No line loaded here has the words {words}. / changes them.", words=self.words)
            self.rows.tell(self.speech(nothing))
        else:
            self.rows.tell(empty)
