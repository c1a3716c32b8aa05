"""Commands of the group inspection."""

from console.cli.acts import act_commands

COMMANDS = (*act_commands("inspection"),)
