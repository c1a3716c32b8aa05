"""An act (办理) as a description: its fields, its words, where it is offered."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from domain.acts.fields import Context, Field, parse_field
from domain.messages import Message


class Act:
    """What may be done, told once.

    `kind` is the name in the journal and in the table of roles; `commands` are its command lines (the first is its
    own); `on` names the kind of subject whose page offers it, and `subject` the field that takes that subject's id.
    `retype` asks for the institution's name again before the last key: always, or only while a field holds one of
    the values it names.
    """

    __slots__ = ("commands", "fields", "help", "kind", "label", "on", "retype", "subject")

    def __init__(
        self,
        kind: str,
        label: Message,
        *fields: Field,
        on: Sequence[str] = (),
        subject: str | None = None,
        commands: Sequence[str] = (),
        help: Message | None = None,
        retype: bool | Mapping[str, Collection[str]] = False,
    ) -> None:
        self.kind = kind
        self.label = label
        self.fields = fields
        self.on = tuple(on)
        self.subject = subject
        self.commands = tuple(commands) or (kind.replace(".", " "),)
        self.help = help
        self.retype = retype

    def field(self, name: str) -> Field:
        """The field of this name; KeyError when there is none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)

    def retypes(self, raw: Mapping[str, Any]) -> bool:
        """Whether the act, filled in like this, asks for the institution's name again."""
        if isinstance(self.retype, Mapping):
            return any(raw.get(name) in values for name, values in self.retype.items())
        return self.retype

    def parse(self, raw: Mapping[str, Any], context: Context) -> dict[str, Any]:
        """The use case's keywords from what was typed; raises Refused naming the first field that fails."""
        return {field.name: parse_field(field, raw.get(field.name), context) for field in self.fields}
