"""Commands on things to carry out."""

from console.cli.acts import act_commands

COMMANDS = (*act_commands("task"),)
