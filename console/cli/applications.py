"""Commands of the group application."""

from console.cli.acts import act_commands

COMMANDS = (*act_commands("application"),)
