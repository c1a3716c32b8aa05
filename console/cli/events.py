"""Commands of the group event."""

from console.cli.acts import act_commands

COMMANDS = (*act_commands("event"),)
