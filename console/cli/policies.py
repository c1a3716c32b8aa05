"""Commands on policies, the agency's own settings of its rulebook."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from console.cli.acts import act_commands, alias
from console.cli.answers import page
from console.cli.command import ON, Answer, Command
from console.i18n import render
from domain.acts.fields import Field
from domain.messages import msg
from domain.refusals import refuse

if TYPE_CHECKING:
    from console.session import Look


def _list(look: "Look") -> Answer:
    from sanctions.agency.policies import policies

    answer = page("policies", policies(look.reader, on=look.on))
    answer.view = _drawn
    return answer


def _drawn(document: Mapping[str, Any], lang: str) -> str:
    """Policy by policy: its value, since when where it was set, and what it is for."""
    from console.lines import hanging, width
    from console.views import cell, heading

    lines = []
    for one in document["policies"]:
        value = cell("value", one["value"], lang) or render(msg("not set"), lang)
        since = f"  ({heading('since', lang)} {cell('since', one['since'], lang)})" if one["since"] else ""
        lines += [f"{one['key']}: {value}{since}", *hanging("  ", cell("text", one["text"], lang), width())]
    return "\n".join(lines)


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
