"""Commands on offices."""

from console.cli.acts import act_commands

COMMANDS = (*act_commands("office"),)
