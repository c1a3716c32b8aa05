"""Commands of the group attach."""

from console.cli.acts import act_commands

COMMANDS = (*act_commands("attach"),)
