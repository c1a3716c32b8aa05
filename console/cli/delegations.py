"""Commands on delegations."""

from console.cli.acts import act_commands

COMMANDS = (*act_commands("delegation"),)
