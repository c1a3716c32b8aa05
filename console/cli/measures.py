"""Commands of the group measure."""

from console.cli.acts import act_commands

COMMANDS = (*act_commands("measure"),)
