"""Commands of the group institution."""

from console.cli.acts import act_commands

COMMANDS = (*act_commands("institution"),)
