"""Commands of the group policy."""

from console.cli.acts import act_commands

COMMANDS = (*act_commands("policy"),)
