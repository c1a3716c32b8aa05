"""Commands of the group finding."""

from console.cli.acts import act_commands

COMMANDS = (*act_commands("finding"),)
