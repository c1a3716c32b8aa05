"""Commands of the group hold."""

from console.cli.acts import act_commands

COMMANDS = (*act_commands("hold"),)
