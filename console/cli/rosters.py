"""Commands on the published list."""

from console.cli.acts import act_commands

COMMANDS = (*act_commands("roster"),)
