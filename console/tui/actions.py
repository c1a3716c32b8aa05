"""Every key and what it does, told once: bindings, footer, help and palette are made from here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.messages import Message, msg

if TYPE_CHECKING:
    from textual.binding import BindingType

EVERYWHERE, LIST, PAGE, FORM, DIALOG, PICK = "everywhere", "list", "page", "form", "dialog", "pick"
JOURNAL, CALENDAR = "journal", "calendar"
TODAY, BULK = "today", "bulk"
SECTIONS, TIMELINE = "sections", "timeline"
STATISTICS, EXPORT, LETTER = "statistics", "export", "letter"


@dataclass(frozen=True, slots=True)
class Place:
    """Where keys work. A page, list or box with keys of its own has one and binds them by `bindings(NAME)`.

    `heading` stands over its keys in the help; `beside` are the places whose keys work at the same time, so that no
    key may mean one thing here and another there.
    """

    name: str
    heading: Message
    beside: tuple[str, ...] = ()


PLACES: tuple[Place, ...] = (
    Place(FORM, msg("In this form")),
    Place(BULK, msg("Over what is marked")),
    Place(TODAY, msg("On Today"), (EVERYWHERE, LIST, PAGE)),
    Place(JOURNAL, msg("In the journal"), (EVERYWHERE, PAGE, LIST)),
    Place(CALENDAR, msg("In the calendar"), (EVERYWHERE, PAGE)),
    Place(STATISTICS, msg("In the statistics"), (EVERYWHERE, LIST, PAGE)),
    Place(TIMELINE, msg("On the time line"), (EVERYWHERE, LIST, PAGE, SECTIONS)),
    Place(SECTIONS, msg("Between sections"), (EVERYWHERE, LIST, PAGE)),
    Place(PAGE, msg("On this page"), (EVERYWHERE, LIST)),
    Place(LIST, msg("In the list"), (EVERYWHERE,)),
    Place(PICK, msg("In this choice"), (DIALOG, LIST)),
    Place(EXPORT, msg("In the export"), (DIALOG, LIST)),
    Place(LETTER, msg("In a letter"), (DIALOG, LIST)),
    Place(DIALOG, msg("In this box")),
    Place(EVERYWHERE, msg("Everywhere")),
)
"""Every place, in the order in which the help tells them: what is nearest first."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something a key does.

    `do` is the name of the action of whoever stands at `where`; `keys` go first to last, the first one is shown; an
    action without one is found by its words in the help and among the commands.
    `footer` orders the key line, 0 leaves it out; `help` tells more than the label. `sample` actions are there on a
    sample alone; those that `acts` lead to an act and are not there where one may only look.
    """

    id: str
    keys: str
    label: Message
    where: str
    do: str
    footer: int = 0
    help: Message | None = None
    sample: bool = False
    acts: bool = False

    @property
    def key(self) -> str:
        """The key that is shown, as people call it."""
        return named(keys_of(self).partition(",")[0])


_NAMES = {
    "enter": "Enter",
    "escape": "Esc",
    "space": "Space",
    "slash": "/",
    "colon": ":",
    "question_mark": "?",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "down": "Down",
    "up": "Up",
    "home": "Home",
    "end": "End",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "left": "Left",
    "right": "Right",
    "asterisk": "*",
    "plus": "+",
    "equals_sign": "=",
    "minus": "-",
    "number_sign": "#",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "full_stop": ".",
}

_CHOSEN: dict[str, str] = {}


def use(keys: Mapping[str, str]) -> None:
    """Other keys for some actions, by id. Call it before the console is imported: classes bind their keys once."""
    _CHOSEN.clear()
    _CHOSEN.update(keys)


def keys_of(action: Action) -> str:
    """The keys of an action in force: the user's own, or those it comes with."""
    return _CHOSEN.get(action.id, action.keys)


def named(key: str) -> str:
    """A key as people call it: ``question_mark`` is ``?``, ``ctrl+d`` is ``Ctrl+D``."""
    if key.startswith("ctrl+"):
        return key.title()
    if key.startswith("f") and key[1:].isdigit():
        return key.upper()
    return _NAMES.get(key, key)


AREAS = (
    ("today", msg("Today")),
    ("institutions", msg("Institutions")),
    ("cases", msg("Cases")),
    ("publication", msg("Publication")),
    ("records", msg("Records")),
)

ACTIONS: tuple[Action, ...] = (
    *(Action(f"area.{name}", str(n), label, EVERYWHERE, f"area('{name}')") for n, (name, label) in enumerate(AREAS, 1)),
    Action("help", "question_mark,f1", msg("Help"), EVERYWHERE, "help", 6, msg("Every key, searchable.")),
    Action("palette", "colon,ctrl+p", msg("Commands"), EVERYWHERE, "palette", 5),
    Action(
        "back", "escape,q", msg("Back"), EVERYWHERE, "go_back", 7, msg("Close what is open; leave from the first page.")
    ),
    Action(
        "setup", "i", msg("Set up"), EVERYWHERE, "setup", 0, msg("First steps, people, settings, a copy: what is done.")
    ),
    Action(
        "drafts", "d", msg("Drafts"), EVERYWHERE, "drafts", 0, msg("What you typed and did not hand in."), acts=True
    ),
    Action("quit", "ctrl+q,f10", msg("Quit"), EVERYWHERE, "leave"),
    Action("language", "f12", msg("Other language"), EVERYWHERE, "language"),
    Action("colours", "", msg("Colours"), EVERYWHERE, "colours", 0, msg("Dark, light or high contrast.")),
    Action("list.open", "enter", msg("Open"), LIST, "open", 1),
    Action("list.down", "j,down", msg("Down"), LIST, "move(1)"),
    Action("list.up", "k,up", msg("Up"), LIST, "move(-1)"),
    Action("list.first", "g,home", msg("First"), LIST, "edge(-1)"),
    Action("list.last", "G,end", msg("Last"), LIST, "edge(1)"),
    Action("list.page-down", "pagedown,ctrl+d", msg("Page down"), LIST, "leap(1)"),
    Action("list.page-up", "pageup,ctrl+u", msg("Page up"), LIST, "leap(-1)"),
    Action("list.left", "left", msg("Column to the left"), LIST, "column(-1)"),
    Action("list.right", "right", msg("Column to the right"), LIST, "column(1)"),
    Action("list.sort", "t", msg("Sort"), LIST, "sort", 0, msg("By the column marked >; again: the other way round.")),
    Action("explain", "e,f4", msg("How counted"), PAGE, "explain", 2, msg("How the date on this line was counted.")),
    Action("act", "a,f2", msg("Act"), PAGE, "act", 3, msg("What you may do about this line or page."), acts=True),
    Action("filter", "slash,f3", msg("Filter"), PAGE, "filter", 4, msg("Show only lines with these words.")),
    Action("standing", "s,f6", msg("Standing"), PAGE, "standing", 0, msg("What an institution may do on a day.")),
    Action("search", "f,f8", msg("Search"), PAGE, "search", 0, msg("Everything: numbers, names, codes, texts.")),
    Action("sheet", "p,f9", msg("One page"), PAGE, "sheet", 0, msg("All on one institution, and what is open.")),
    Action("letters", "w", msg("Letters and forms"), PAGE, "letters", 0, msg("Those that fit this line or page.")),
    Action("mark", "space", msg("Mark"), PAGE, "mark", 0, msg("Mark or unmark this line; a then acts on all marked.")),
    Action("mark-range", "v", msg("Mark up to here"), PAGE, "mark_range", 0, msg("All lines from the last mark on.")),
    Action("mark-all", "asterisk", msg("Mark all shown"), PAGE, "mark_all", 0, msg("What the filter shows here.")),
    Action("unmark", "u", msg("Unmark all"), PAGE, "unmark", 0),
    Action(
        "copy", "y", msg("Copy text"), PAGE, "copy", 0, msg("The number of this line, or of this page; or its words.")
    ),
    Action("today.mine", "m", msg("Mine or all"), TODAY, "mine", 0, msg("Only what is yours to do, or everything.")),
    Action("section.next", "tab", msg("Next section"), SECTIONS, "section(1)"),
    Action("section.previous", "shift+tab", msg("Section before"), SECTIONS, "section(-1)"),
    Action("timeline.earlier", "left_square_bracket", msg("A month back"), TIMELINE, "look(-1)"),
    Action("timeline.later", "right_square_bracket", msg("A month on"), TIMELINE, "look(1)"),
    Action("timeline.page-back", "left_curly_bracket", msg("A picture back"), TIMELINE, "look_on(-1)"),
    Action("timeline.page-on", "right_curly_bracket", msg("A picture on"), TIMELINE, "look_on(1)"),
    Action("timeline.nearer", "plus,equals_sign", msg("Fewer months"), TIMELINE, "zoom(-1)"),
    Action("timeline.farther", "minus", msg("More months"), TIMELINE, "zoom(1)"),
    Action("timeline.back", "0", msg("First look"), TIMELINE, "look_back", 0, msg("The time line as it first stood.")),
    Action("refresh", "r,f5", msg("Refresh"), PAGE, "refresh_page"),
    Action(
        "act-as",
        "o,f7",
        msg("Act as somebody else"),
        PAGE,
        "act_as",
        0,
        msg("Only in a sample: see what another person sees, and decide what waits for one."),
        sample=True,
    ),
    Action("export", "x", msg("Export"), PAGE, "export", 0, msg("What is looked at, as filtered, into a file.")),
    Action(
        "journal.verify",
        "c",
        msg("Verify"),
        JOURNAL,
        "verify",
        2,
        msg("Check every entry's hash and link; once more stops it."),
    ),
    Action("calendar.open", "enter", msg("This day"), CALENDAR, "open", 1, msg("What ends on this day.")),
    Action("calendar.count", "plus", msg("Count from here"), CALENDAR, "count", 2, msg("Type +20wd, +1m or -3d.")),
    Action("calendar.earlier", "left_square_bracket", msg("Year before"), CALENDAR, "year(-1)", 3),
    Action("calendar.later", "right_square_bracket", msg("Year after"), CALENDAR, "year(1)", 4),
    Action("calendar.left", "left", msg("Day before"), CALENDAR, "move(-1)"),
    Action("calendar.right", "right", msg("Day after"), CALENDAR, "move(1)"),
    Action("calendar.up", "up,k", msg("Week before"), CALENDAR, "move(-7)"),
    Action("calendar.down", "down,j", msg("Week after"), CALENDAR, "move(7)"),
    Action("calendar.page-up", "pageup,ctrl+u", msg("Months before"), CALENDAR, "leap(-1)"),
    Action("calendar.page-down", "pagedown,ctrl+d", msg("Months after"), CALENDAR, "leap(1)"),
    Action("calendar.first", "home,g", msg("First of the year"), CALENDAR, "edge(-1)"),
    Action("calendar.last", "end,G", msg("Last of the year"), CALENDAR, "edge(1)"),
    Action("calendar.today", "full_stop", msg("Back to today"), CALENDAR, "to_today"),
    Action("statistics.earlier", "left_square_bracket", msg("Year before"), STATISTICS, "year(-1)", 2),
    Action("statistics.later", "right_square_bracket", msg("Year after"), STATISTICS, "year(1)", 3),
    Action(
        "form.submit",
        "f8",
        msg("Preview, then submit"),
        FORM,
        "submit",
        1,
        msg("Shows what it brings about; again: does it."),
    ),
    Action("form.next", "tab", msg("Next field"), FORM, "app.focus_next", 2),
    Action("form.choose", "f4", msg("Choose"), FORM, "choose", 3, msg("A list to choose from, where there is one.")),
    Action(
        "form.editor",
        "f2",
        msg("Editor"),
        FORM,
        "editor",
        4,
        msg("A long text in your own editor, named by EDITOR."),
    ),
    Action("form.discard", "f9", msg("Throw away"), FORM, "discard", 0, msg("Leave, and keep nothing of it.")),
    Action("form.help", "f1", msg("Help"), FORM, "app.help", 6),
    Action("form.language", "f12", msg("Other language"), FORM, "app.language"),
    Action("form.back", "escape", msg("Back"), FORM, "back", 7, msg("Leave; what is typed is kept as a draft.")),
    Action("bulk.go", "f8", msg("Do them"), BULK, "go", 1, msg("Does what was shown; each as an act of its own.")),
    Action("bulk.on", "j,down,pagedown", msg("Page down"), BULK, "leap(1)"),
    Action("bulk.back", "k,up,pageup", msg("Page up"), BULK, "leap(-1)"),
    Action("bulk.help", "f1", msg("Help"), BULK, "app.help", 6),
    Action("bulk.close", "escape", msg("Back"), BULK, "close", 7, msg("While it runs: stop after the present one.")),
    Action("pick.search", "slash,f3", msg("Search in it"), PICK, "search"),
    Action("pick.mark", "space", msg("Mark"), PICK, "mark", 0, msg("Where several may be chosen.")),
    Action(
        "export.bounds",
        "slash",
        msg("Bounds"),
        EXPORT,
        "bounds",
        2,
        msg("Of the record of measures only a district, a service, a kind or a time."),
    ),
    Action("letter.export", "x", msg("Export"), LETTER, "export", 1, msg("A file for Word or WPS, or plain text.")),
    Action(
        "letter.number",
        "number_sign",
        msg("Number"),
        LETTER,
        "number",
        2,
        msg("Write its number; without one it is blank."),
    ),
    Action(
        "letter.keep",
        "a",
        msg("Keep"),
        LETTER,
        "keep",
        3,
        msg("Keep it with its subject, so that packages carry it."),
        acts=True,
    ),
    Action("letter.serve", "s", msg("Served"), LETTER, "serve", 4, msg("Record that it was received."), acts=True),
    Action("dialog.help", "f1", msg("Help"), DIALOG, "app.help"),
    Action("dialog.close", "escape", msg("Back"), DIALOG, "close", 7),
)


def bindings(where: str, *, closing: bool = False) -> "list[BindingType]":
    """The bindings of whoever stands at `where`; `closing` lets `q` close too, where nothing is typed."""
    from textual.binding import Binding

    made: list[BindingType] = []
    for action in ACTIONS:
        if action.where == where and keys_of(action):
            keys = keys_of(action) + (",q" if closing and action.id == "dialog.close" else "")
            made.append(Binding(keys, action.do, action.label.template, show=False, id=action.id))
    return made


def footer(*places: str, most: int = 7) -> list[Action]:
    """The actions of the key line at these places, at most `most`; help and back always stay."""
    shown = sorted((a for a in ACTIONS if a.footer and a.where in places), key=lambda action: action.footer)
    kept = [action for action in shown if action.do.removeprefix("app.") in _ALWAYS]
    others = [action for action in shown if action not in kept][: most - len(kept)]
    return sorted([*others, *kept], key=lambda action: action.footer)


_ALWAYS = ("help", "go_back", "back", "close")
