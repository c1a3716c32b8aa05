"""Commands of the group publication."""

from console.cli.acts import act_commands

COMMANDS = (*act_commands("publication"),)
