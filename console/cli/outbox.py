"""Commands on the outbox: what the console wrote for whoever asks, fetched on stdout."""

from typing import TYPE_CHECKING

from console.cli.answers import whole
from console.cli.command import Answer, Command
from domain.acts.fields import Field
from domain.messages import msg

if TYPE_CHECKING:
    from console.outbox import Held, Outbox
    from console.session import Look

_NAME = Field("name", msg("Name of the file"), required=True, positional=True)


def _outbox(look: "Look") -> "Outbox":
    # Whoever left has none any more: who asks is looked up first.
    return look.session.outbox(look.operator().name)


def _record(held: "Held") -> dict[str, object]:
    return {"name": held.name, "size": held.size, "made_at": held.made_at, "kept_until": held.kept_until}


def _list(look: "Look") -> Answer:
    found = [_record(one) for one in _outbox(look).held()]
    return whole("exports", found, "name", "size", "made_at", "kept_until")


def _show(look: "Look", *, name: str) -> Answer:
    return Answer(_record(_outbox(look).find(name)))


def _get(look: "Look", *, name: str) -> Answer:
    outbox = _outbox(look)
    held = outbox.find(name)
    return Answer(_record(held), chunks=outbox.chunks(held))


def _remove(look: "Look", *, name: str) -> Answer:
    return Answer(_record(_outbox(look).remove(name)))


COMMANDS = (
    Command("export list", msg("List the files in your outbox"), run=_list),
    Command("export show", msg("Show a file of your outbox without its content"), _NAME, run=_show),
    Command(
        "export get",
        msg("Write a file of your outbox to stdout"),
        _NAME,
        run=_get,
        help=msg("Over SSH: ssh ACCOUNT@HOST export get NAME > NAME"),
    ),
    Command("export remove", msg("Remove a file from your outbox"), _NAME, run=_remove),
)
