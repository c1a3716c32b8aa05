"""Commands on surveys."""

from console.cli.acts import act_commands

COMMANDS = (*act_commands("survey"),)
