"""Commands of the group renewal."""

from console.cli.acts import act_commands

COMMANDS = (*act_commands("renewal"),)
