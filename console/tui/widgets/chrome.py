"""What frames every page: the header, the line of areas, a rule, and the key line."""

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from console.tui.actions import AREAS, Action
from console.tui.cells import cut, fit
from console.tui.desk import desk_of
from console.tui.speech import Speech
from domain.messages import msg


class Bar(Static):
    """One line of plain text, made anew for the width it gets; never markup."""

    DEFAULT_CSS = "Bar { height: 1; width: 1fr; }"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__("", markup=False, id=id, classes=classes)

    def made(self, width: int) -> str:
        """The text for a width in cells."""
        raise NotImplementedError

    def render(self) -> Content:
        """The line."""
        return Content(self.made(self.size.width))


class Rule(Bar):
    """A line of hyphens: box lines are drawn two cells wide by some terminals."""

    DEFAULT_CSS = "Rule { text-style: dim; }"

    def made(self, width: int) -> str:
        return "-" * width


class TextBar(Bar):
    """A line of given text, with what stands at its right end."""

    def __init__(self, text: str = "", right: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.text, self.right = text, right

    def put(self, text: str, right: str = "") -> None:
        """Show another text."""
        if (text, right) != (self.text, self.right):
            self.text, self.right = text, right
            self.refresh()

    def made(self, width: int) -> str:
        return sides(self.text, self.right, width)


def sides(left: str, right: str, width: int) -> str:
    """A text at the left and one at the right end; the left one gives way."""
    if not right:
        return fit(left, width)
    right = cut(right, max(width - 2, 0))
    return f"{fit(left, width - cell_len(right) - 2)}  {right}"


class AreaBar(Bar):
    """The areas, the present one in brackets."""

    def __init__(self, speech: Speech, area: str) -> None:
        super().__init__()
        self.speech, self.area = speech, area

    def made(self, width: int) -> str:
        names = [(name, f"{n} {self.speech(label)}") for n, (name, label) in enumerate(AREAS, 1)]
        text = " " + " ".join(f"[{label}]" if name == self.area else f" {label} " for name, label in names)
        if cell_len(text) > width:
            text = " " + " ".join(f"[{label}]" if name == self.area else label[0] for name, label in names)
        help_text = "? " + self.speech(msg("Help"))
        return sides(text, help_text, width) if cell_len(text) + cell_len(help_text) + 2 <= width else fit(text, width)


class KeyLine(Bar):
    """The keys of this place; what does not fit is left out from the middle, help and back stay."""

    DEFAULT_CSS = "KeyLine { dock: bottom; text-style: bold; }"

    def __init__(self, speech: Speech, actions: list[Action]) -> None:
        super().__init__()
        self.speech, self.actions, self.right = speech, actions, ""

    def on_mount(self) -> None:
        """Only what is there on this database, for this account."""
        desk = desk_of(self)
        self.actions = [action for action in self.actions if desk.offers(action)]

    def note(self, right: str) -> None:
        """What stands at the right end: where the cursor is, and the filter."""
        if right != self.right:
            self.right = right
            self.refresh()

    def made(self, width: int) -> str:
        texts = [f"{action.key} {self.speech(action.label)}" for action in self.actions]
        right = cut(self.right, width // 2)
        room = width - (cell_len(right) + 2 if right else 0)
        while len(texts) > 2 and cell_len("  ".join(texts)) + 1 > room:
            del texts[-3]
        left = " " + "  ".join(texts)
        return cut(left, width) if not right or cell_len(left) > room else sides(left, right, width)
