"""Commands of the group operator."""

from console.cli.acts import act_commands

COMMANDS = (*act_commands("operator"),)
