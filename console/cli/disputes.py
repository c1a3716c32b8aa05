"""Commands on disputes."""

from console.cli.acts import act_commands

COMMANDS = (*act_commands("dispute"),)
