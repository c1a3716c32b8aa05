"""Commands of the group bar."""

from console.cli.acts import act_commands

COMMANDS = (*act_commands("bar"),)
