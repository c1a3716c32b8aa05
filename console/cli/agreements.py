"""Commands of the group agreement."""

from console.cli.acts import act_commands

COMMANDS = (*act_commands("agreement"),)
