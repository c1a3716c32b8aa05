"""Commands of the group case."""

from console.cli.acts import act_commands

COMMANDS = (*act_commands("case"),)
