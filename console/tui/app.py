"""The application: areas, keys that work everywhere, and how it ends. What pages show is theirs."""

import asyncio
import logging
import signal
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.dom import DOMNode
from textual.filter import LineFilter, Monochrome, NoColor
from textual.message import Message as Tiding
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Button, Static

from console.i18n import CHINESE, ENGLISH
from console.log import where
from console.tui import left
from console.tui.actions import ACTIONS, EVERYWHERE, Action, bindings
from console.tui.boards import Boards
from console.tui.desk import Desk
from console.tui.driver import REPLACED
from console.tui.hiding import Unhidden
from console.tui.screens.areas import area
from console.tui.screens.page import Page
from console.tui.session import Session, Trouble, tried
from console.tui.themes import CONTRAST, CSS, THEMES, USUAL, Look
from console.tui.widgets.columns import Column, Line
from domain.messages import Message, msg

logger = logging.getLogger("jiandu")


def _binder(action: Action, focused: Widget | None, screen: Screen[Any]) -> DOMNode | None:
    """Who takes the key of an action: the widget with the focus, what it stands in, the screen, or another on it."""
    near: list[DOMNode] = list(focused.ancestors_with_self) if focused is not None else []
    near += [screen, *screen.query("*")]
    for node in near:
        if any(binding.id == action.id for _, binding in node._bindings):  # noqa: SLF001
            return node
    return None


class Jiandu(Desk):
    """The console (监督)."""

    TITLE = "Jiandu"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = bindings(EVERYWHERE)
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {
        "today": lambda: area("today")(),
        "institutions": lambda: area("institutions")(),
        "cases": lambda: area("cases")(),
        "publication": lambda: area("publication")(),
        "records": lambda: area("records")(),
    }
    DEFAULT_MODE = "today"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-normal"), (120, "-wide")]  # noqa: RUF012
    CSS = (
        """
    Toast { background: $background; border: ascii $foreground; width: auto; max-width: 76; padding: 0 1; }
    Input:focus, TextArea:focus, Button:focus { text-style: underline; }
    Button:focus { text-style: reverse; }
    """
        + CSS
    )

    class Recorded(Tiding):
        """Somebody recorded something."""

    def __init__(
        self, session: Session, look: Look = USUAL, troubles: Sequence[Message] = (), *, live: bool = False
    ) -> None:
        """`troubles` were met before, and are told once there is a page to tell them on.

        With `live` what others do appears by itself.
        """
        super().__init__(session)
        self._boards = Boards(session, lambda: self.post_message(self.Recorded())) if live else None
        self.plain = look.plain
        self._troubles = list(troubles)
        # Over a line every cell counts, and nothing here is told by motion.
        self.animation_level = "none"
        self.register_theme(CONTRAST)
        self.put_on(look.theme)
        _ = self.set_class(look.plain, "-plain")
        if self.no_color:
            # The filter in place was chosen for another theme: its grey of this one's colours is black on black.
            self._filters = [NoColor() if isinstance(one, Monochrome) else one for one in self._filters]
        self._unhidden = Unhidden()
        self._told_encoding = False
        self._offered: set[str] = set()
        self._told: set[str] = set()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line goes through before it is drawn."""
        return [*super().get_line_filters(), self._unhidden]

    def on_mount(self) -> None:
        """End cleanly when the line drops or somebody asks the program to stop."""
        loop = asyncio.get_running_loop()
        for name in ("SIGHUP", "SIGTERM"):
            if hasattr(signal, name) and not self.is_headless:
                loop.add_signal_handler(getattr(signal, name), self.leave_with, 128 + getattr(signal, name))

    def leave_with(self, status: int) -> None:
        """End with an exit status; what is typed into a form is kept first."""
        self._keep_drafts()
        self.exit(status)

    def _keep_drafts(self) -> None:
        from console.tui.keeping import keep_everything

        # A form is over everything else, so no other area can hold one.
        _ = tried(lambda: keep_everything(self.screen_stack))

    def answered(self, page: Screen[Any]) -> None:
        """Tell what was wrong before; offer once to whoever works here what they left unfinished."""
        while self._troubles:
            self.say(self._troubles.pop(0), bad=True)
        if self._boards is not None:
            self._boards.begin()
        opened = self.opened
        if opened is not None and opened.behind is not None and "behind" not in self._told:
            self._told.add("behind")
            self.say(opened.behind, bad=True)
        if self.session.read_only:
            return
        if opened is not None and opened.operator not in self._offered and isinstance(page, Page):
            self._offered.add(opened.operator)
            left.offer(page)
            if "administrator" in opened.roles:
                self._offer_first(page)

    def on_jiandu_recorded(self, message: Recorded) -> None:
        """The page in front is asked for again; what lies under a form is when it comes to the front."""
        message.stop()
        if isinstance(self.screen, Page):
            self.screen.freshen()

    def on_unmount(self) -> None:
        """Listen no more."""
        if self._boards is not None:
            self._boards.end()

    def unanswered(self, page: Screen[Any]) -> None:
        """Show the way out where there is no database yet, or nobody here by this name."""
        if "" not in self._offered and isinstance(page, Page):
            self._offered.add("")
            self._offer_first(page)

    def _offer_first(self, page: Page) -> None:
        from console.tui import first

        first.look(page, self.action_setup)

    def get_loading_widget(self) -> Widget:
        """A word, where the usual one would repaint itself sixteen times a second."""
        return Static(self.speech(msg("Loading")), markup=False)

    def _fatal_error(self) -> None:
        """End with one sentence: the usual end prints every local value, which may be what somebody confided."""
        self._keep_drafts()
        if self._exception is not None:
            logger.error("The console ended: %s", where(self._exception))
        self.panic(Content(self.speech(msg("The console ended on an error of the program. The log says more."))))

    def on_key(self, event: events.Key) -> None:
        """Tell once when the terminal sends something other than UTF-8."""
        if event.character == REPLACED and not self._told_encoding:
            self._told_encoding = True
            self.say(msg("The terminal does not send UTF-8. Set its encoding to UTF-8."), bad=True)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Where nothing is reversed, a sign tells the button with the focus."""
        self._sign(event.widget, "[>")

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """It goes with the focus."""
        self._sign(event.widget, "[ ")

    def _sign(self, widget: Widget, sign: str) -> None:
        if self.plain and isinstance(widget, Button):
            label = str(widget.label)
            widget.label = Content(sign + label[2:] if label.startswith("[") else label)

    # Keys that work everywhere

    def action_area(self, name: str) -> None:
        """Go to an area; once more goes back to its first page."""
        if self.current_mode == name:
            while len(self.screen_stack) > 1:
                _ = self.pop_screen()
        else:
            _ = self.switch_mode(name)

    def action_go_back(self) -> None:
        """Close the page; on the first page of an area go to Today, and from there leave."""
        if len(self.screen_stack) > 1:
            _ = self.pop_screen()
        elif self.current_mode != self.DEFAULT_MODE:
            _ = self.switch_mode(self.DEFAULT_MODE)
        else:
            self.action_ask_to_leave()

    def action_ask_to_leave(self) -> None:
        """Leave, after a question: one key too many must not end the program."""
        from console.tui.modals.confirm import Confirm

        def answered(leave: bool | None) -> None:
            if leave:
                self.leave_with(0)

        title = self.speech(msg("Quit"))
        self.over(Confirm(title, msg("Leave the console? Nothing is lost."), msg("Quit")), answered)

    def action_leave(self) -> None:
        """Leave at once."""
        self.leave_with(0)

    def action_setup(self) -> None:
        """First steps and settings."""
        from console.tui.first_page import FirstPage

        if isinstance(self.screen, Page) and not isinstance(self.screen, FirstPage):
            self.over(FirstPage(self.screen.area))

    def action_drafts(self) -> None:
        """What was typed and not handed in."""
        if isinstance(self.screen, Page) and self.opened is not None:
            left.listed(self.screen)

    def action_language(self) -> None:
        """The other language, from here on."""
        from console.tui.relearning import learn

        learn(self, ENGLISH if self.speech.lang == CHINESE else CHINESE)

    def put_on(self, theme: str) -> None:
        """Other colours, by their name."""
        self.look = theme
        self.theme = THEMES[theme][0]
        _ = self.set_class(theme == "contrast", "-contrast")

    def action_colours(self) -> None:
        """Choose the colours, until one leaves."""
        from console.tui.modals.pick import Pick

        lines = [
            Line(name, (self.speech(label), "*" if name == self.look else "")) for name, (_, label) in THEMES.items()
        ]

        def chosen(names: tuple[str, ...] | None) -> None:
            if names:
                self.put_on(names[0])
                self.say(msg("To keep them: theme = {name} in the settings file.", name=f'"{names[0]}"'))

        self.over(Pick(self.speech(msg("Colours")), lines, (Column(None, 20), Column(None, 1))), chosen)

    # Ways out that the library has and nobody here is offered: no key leads to them, and where an account is confined
    # nothing may.

    def action_suspend_process(self) -> None:
        """There is nothing to go back to."""

    def action_screenshot(self, filename: str | None = None, path: str | None = None) -> None:
        """Pictures of what was confided lie nowhere."""

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """No other program is started."""

    def action_help(self) -> None:
        """Every key here, and what one may want to do, searchable; Enter does it."""
        from console.tui.modals.help import Help

        behind = self.screen
        focused = behind.focused
        self.over(Help(behind), lambda keys: self._wished(keys, behind, focused))

    def action_palette(self) -> None:
        """What one wants to do, by its words."""
        from console.tui.modals.palette import Palette

        behind = self.screen
        if isinstance(behind, Page):
            focused = behind.focused
            self.over(Palette(behind), lambda keys: self._wished(keys, behind, focused))

    async def _wished(self, keys: tuple[str, ...] | None, behind: Screen[Any], focused: Widget | None) -> None:
        from console.tui import errands

        if not keys:
            return
        if isinstance(behind, Page) and errands.run(behind, keys[0]):
            return
        action = next(action for action in ACTIONS if action.id == keys[0])
        await self.do(action, behind, focused)

    async def do(self, action: Action, screen: Screen[object], focused: Widget | None = None) -> None:
        """Do an action as if its key had been pressed."""
        space = self if action.where == EVERYWHERE else _binder(action, focused, screen)
        if space is not None:
            await self.run_action(action.do, default_namespace=space)


__all__ = ["Jiandu", "Trouble"]
