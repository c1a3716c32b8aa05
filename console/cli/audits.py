"""What an auditor looks at first."""

from console.cli.command import Command

COMMANDS: tuple[Command, ...] = ()
