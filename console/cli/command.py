"""A command as a description: parsing, help, completion and documents are all made from it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from console.sorts import SORTS
from domain.acts.core import Act
from domain.acts.fields import Field
from domain.messages import Message, Words, msg

JSON: Final = Field("json", msg("Print JSON"), "flag")
ON: Final = Field("on", msg("Legal day"), help=msg("Today unless given."))
KNOWN_AT: Final = Field(
    "known_at", msg("As known at"), help=msg("A moment with its zone, or a day, which means its end.")
)
LATE_REASON: Final = Field("late_reason", msg("Why it is entered late"))
SEEN: Final = Field(
    "seen",
    msg("Last entry seen"),
    "count",
    help=msg("Refused, telling what others did, where somebody acted on the same subject after it."),
)
ONCE: Final = Field("once", msg("Key of this act"), help=msg("The same key and arguments give the first result again."))
DRY_RUN: Final = Field("dry_run", msg("Only show what it would bring about"), "flag")
LIMIT: Final = Field("limit", msg("Records on a page"), "count", help=msg("At most 500."))
AFTER: Final = Field("after", msg("Go on behind this cursor"))
OUTPUT: Final = Field("output", msg("Write to this file"), "path", help=msg("Its owner alone may read it."))
REPLACE: Final = Field("replace", msg("Replace the file if there is one"), "flag")
PAGE: Final = (LIMIT, AFTER)
REVERSE: Final = Field("reverse", msg("The other way round"), "flag")


def sorted_page(plural: str) -> tuple[Field, ...]:
    """The fields of a list that can be sorted."""
    keys = ", ".join(SORTS[plural])
    return (*PAGE, Field("sort", msg("Sort by"), help=msg("One of: {keys}.", keys=keys)), REVERSE)


Run = Callable[..., "Answer"]


class Answer:
    """What a command answers.

    `document` is what ``--json`` prints; people see it as a table of `columns` where `plural` names a list in it,
    else as a record. `chunks` are bytes that take the place of both. `notes` go to stderr, `status` is the exit
    status, `view` draws the document for people where a table or record would not do.
    """

    __slots__ = ("chunks", "columns", "document", "notes", "plural", "status", "view")

    def __init__(
        self,
        document: Mapping[str, Any],
        *,
        plural: str | None = None,
        columns: Sequence[str] = (),
        notes: Iterable[Words] = (),
        status: int = 0,
        chunks: Iterable[bytes] | None = None,
        view: Callable[[Mapping[str, Any], str], str] | None = None,
    ) -> None:
        self.document = document
        self.plural = plural
        self.columns = tuple(columns)
        self.notes = tuple(notes)
        self.status = status
        self.chunks = chunks
        self.view = view


class Command:
    """One command line: its words, its fields, and the function that answers it.

    `run` takes a look and the fields' values as keywords, by field name; where `act` is set it takes the session and
    what was typed, and nothing but the choke point parses it. `negative` marks commands whose words may begin with a
    minus, as periods do. A command that `needs_store` is given a look at it in place of the session.
    """

    __slots__ = ("act", "fields", "help", "label", "needs_store", "negative", "path", "run")

    def __init__(
        self,
        path: str,
        label: Message,
        *fields: Field,
        run: Run,
        help: Message | None = None,
        act: Act | None = None,
        negative: bool = False,
        needs_store: bool = True,
    ) -> None:
        self.path = tuple(path.split())
        self.label = label
        self.fields = (*fields, JSON)
        self.help = help
        self.run = run
        self.act = act
        self.negative = negative
        self.needs_store = needs_store

    @property
    def words(self) -> tuple[Field, ...]:
        """The fields given by position."""
        return tuple(field for field in self.fields if field.positional)

    @property
    def options(self) -> tuple[Field, ...]:
        """The fields given by name."""
        return tuple(field for field in self.fields if not field.positional)
