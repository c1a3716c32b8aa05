"""Commands on recoveries."""

from console.cli.acts import act_commands

COMMANDS = (*act_commands("recovery"),)
