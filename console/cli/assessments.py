"""Commands of the group assessment."""

from console.cli.acts import act_commands

COMMANDS = (*act_commands("assessment"),)
