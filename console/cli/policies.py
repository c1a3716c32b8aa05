"""Commands on policies, the agency's own settings of its rulebook."""

from typing import TYPE_CHECKING

from console.cli.acts import act_commands, alias
from console.cli.answers import page
from console.cli.command import ON, Answer, Command
from domain.acts.fields import Field
from domain.messages import msg
from domain.refusals import refuse

if TYPE_CHECKING:
    from console.session import Look


def _list(look: "Look") -> Answer:
    from sanctions.agency.policies import policies

    return page("policies", policies(look.reader, on=look.on), "key", "value", "since", "settable", "text")


def _show(look: "Look", *, key: str) -> Answer:
    from sanctions.agency.policies import policies

    for item in policies(look.reader, on=look.on).items:
        if item["key"] == key:
            return Answer(item)
    raise refuse("policy.unknown", msg("There is no policy {key}; `policy list` shows them all.", key=key), field="key")


COMMANDS = (
    Command("policy list", msg("List policies with their values on a day"), ON, run=_list),
    Command(
        "policy show",
        msg("Show a policy with every setting of it"),
        Field("key", msg("Policy"), required=True, positional=True, source="policies"),
        ON,
        run=_show,
    ),
    *act_commands("policy"),
    alias("approve", "policy approve"),
    alias("reject", "policy reject"),
)
