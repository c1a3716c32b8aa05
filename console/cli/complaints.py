"""Commands of the group complaint."""

from console.cli.acts import act_commands

COMMANDS = (*act_commands("complaint"),)
