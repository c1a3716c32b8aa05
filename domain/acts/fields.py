"""The fields of an act: one description that commands, forms and validation are made from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from domain.messages import Message, msg
from domain.refusals import refuse

if TYPE_CHECKING:
    from domain.calendars import Calendar

SHORT, LONG = 200, 20_000
"""Most characters of a line and of a text."""


class Upload:
    """A file handed in from outside: its name and bytes, already bounded by who read it."""

    __slots__ = ("data", "name")

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.data = data


@dataclass(frozen=True, slots=True)
class Part:
    """A bill, with the amount of it in fen that is meant; None for all that is left."""

    bill: str
    fen: int | None


@dataclass(frozen=True, slots=True)
class Promised:
    """A text, and the day by which it is to be done."""

    text: str
    by: date


@dataclass(frozen=True, slots=True)
class Pair:
    """A number and what stands for it."""

    number: str
    value: str


@dataclass(frozen=True, slots=True)
class Context:
    """What turning words into values needs: today, for relative days, and the calendar."""

    today: date
    calendar: "Calendar"


Parser = Callable[[str, "Field", Context], Any]


class Field:
    """One field of an act.

    `name` is the keyword of the use case and, with hyphens, the option of the command. `parse` turns what was
    typed into a value. `source` names where completion and choices come from (see the console's form). `aliases` are
    the words people use for a choice (维持 for upheld), each with the choice it means.
    """

    __slots__ = (
        "aliases",
        "choices",
        "help",
        "label",
        "limit",
        "many",
        "name",
        "option",
        "parse",
        "positional",
        "required",
        "shape",
        "source",
    )

    def __init__(
        self,
        name: str,
        label: Message,
        shape: str = "line",
        *,
        required: bool = False,
        many: bool = False,
        positional: bool = False,
        choices: Sequence[str] = (),
        source: str | None = None,
        help: Message | None = None,
        limit: int = SHORT,
        option: str | None = None,
        aliases: Mapping[str, str] | None = None,
    ) -> None:
        self.name = name
        self.label = label
        self.shape = shape
        self.required = required
        self.many = many
        self.positional = positional
        self.choices = tuple(choices)
        self.aliases = aliases or {}
        self.source = source
        self.help = help
        self.limit = limit
        self.option = option or name.replace("_", "-")
        self.parse: Parser = PARSERS[shape]


def _line(raw: str, field: Field, context: Context) -> str:
    from domain.text import clean

    return clean(raw, field.limit, field.name, label=field.label)


def _text(raw: str, field: Field, context: Context) -> str:
    from domain.text import clean

    return clean(raw, field.limit, field.name, label=field.label, long=True)


def _choice(raw: str, field: Field, context: Context) -> str:
    value = field.aliases.get(raw.strip(), raw.strip())
    if field.choices and value not in field.choices:
        raise refuse(
            "value.choice",
            msg("{field}: choose one of {choices}.", field=field.label, choices=", ".join(field.choices)),
            field=field.name,
        )
    return value


def _day(raw: str, field: Field, context: Context) -> date:
    from domain.calendars.relative import parse_day

    return parse_day(raw, context.today, context.calendar)


def _money(raw: str, field: Field, context: Context) -> int:
    from domain.money import parse_yuan

    return parse_yuan(raw, field=field.name, label=field.label)


def _count(raw: str, field: Field, context: Context) -> int:
    text = raw.strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise refuse(
            "value.count",
            msg("{field}: give a whole number, such as 4.", field=field.label),
            field=field.name,
        )
    return int(text)


def _code(raw: str, field: Field, context: Context) -> str:
    from domain.identifiers import parse_institution_code

    return parse_institution_code(raw)


def _part(raw: str, field: Field, context: Context) -> Part:
    bill, equals, amount = raw.partition("=")
    name = bill.strip()
    if not name:
        raise refuse(
            "value.bill",
            msg("{field}: name the bill, as in B-17 or B-17=120.00.", field=field.label),
            field=field.name,
        )
    return Part(_line(name, field, context), _money(amount, field, context) if equals else None)


def _bill(raw: str, field: Field, context: Context) -> Part:
    part = _part(raw, field, context)
    if part.fen is None:
        raise refuse(
            "value.bill",
            msg("{field}: give each bill with its amount, as in B-17=120.00.", field=field.label),
            field=field.name,
        )
    return part


def _promise(raw: str, field: Field, context: Context) -> Promised:
    text, _, day = raw.rpartition("=")
    if not text.strip() or not day.strip():
        raise refuse(
            "value.promise",
            msg("{field}: give each with its day, as in text=2025-06-30 or text=+10wd.", field=field.label),
            field=field.name,
        )
    return Promised(_line(text, field, context), _day(day, field, context))


def _pair(raw: str, field: Field, context: Context) -> Pair:
    number, _, value = raw.partition("=")
    if not number.strip() or not value.strip():
        raise refuse(
            "value.pair",
            msg("{field}: give number and initials, as in 2025-0117=LZ.", field=field.label),
            field=field.name,
        )
    return Pair(_line(number, field, context), _line(value, field, context))


def _subject(raw: str, field: Field, context: Context) -> str:
    return raw.strip()


def _as_is(raw: Any, field: Field, context: Context) -> Any:
    return raw


PARSERS: Final[dict[str, Parser]] = {
    "line": _line,
    "text": _text,
    "choice": _choice,
    "day": _day,
    "money": _money,
    "count": _count,
    "code": _code,
    "bill": _bill,
    "part": _part,
    "promise": _promise,
    "pair": _pair,
    "subject": _subject,
    "flag": _as_is,
    "file": _as_is,
    "path": _line,
}
"""Every shape a field can have. `flag` values are booleans and `file` values are Uploads from the start; a `path` is
a place on this machine, which a confined account may not name."""


def parse_field(field: Field, raw: Any, context: Context) -> Any:
    """One field's value from what was typed, which is a text, a list of texts, a boolean or an Upload.

    A field left empty is None (an empty tuple for a repeated one). Every refusal names the field.
    """
    from domain.refusals import Refused

    empty = raw is None or raw == [] or raw == () or (isinstance(raw, str) and not raw.strip())
    if empty:
        if field.required:
            raise refuse("value.missing", msg("{field} is missing.", field=field.label), field=field.name)
        return () if field.many else (False if field.shape == "flag" else None)
    try:
        if field.many:
            words = [raw] if isinstance(raw, str) else list(raw)
            return tuple(field.parse(word, field, context) for word in words)
        return field.parse(raw, field, context)
    except Refused as refused:
        if refused.refusal.field is not None:
            raise
        from dataclasses import replace

        raise Refused(replace(refused.refusal, field=field.name)) from None
