"""Ledgers to hand in."""

from console.cli.command import Command

COMMANDS: tuple[Command, ...] = ()
