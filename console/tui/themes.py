"""Colours (配色): dark, light, high contrast; the terminal's own sixteen, so that whoever set those is obeyed."""

from dataclasses import dataclass

from textual.theme import Theme

from domain.messages import Message, msg

CONTRAST = Theme(
    name="jiandu-contrast",
    primary="ansi_bright_white",
    secondary="ansi_bright_white",
    warning="ansi_bright_yellow",
    error="ansi_bright_yellow",
    success="ansi_bright_green",
    accent="ansi_bright_white",
    foreground="ansi_bright_white",
    background="ansi_black",
    surface="ansi_black",
    panel="ansi_black",
    boost="ansi_black",
    dark=True,
    ansi=True,
    variables={
        "ansi-background": "ansi_black",
        "ansi-foreground": "ansi_bright_white",
        "border-blurred": "ansi_bright_white",
        "block-cursor-foreground": "ansi_black",
        "block-cursor-background": "ansi_bright_white",
        "input-cursor-background": "ansi_bright_white",
        "input-cursor-foreground": "ansi_black",
        "input-cursor-text-style": "none",
        "input-selection-background": "ansi_bright_yellow",
        "input-selection-foreground": "ansi_black",
        "screen-selection-background": "ansi_bright_yellow",
        "screen-selection-foreground": "ansi_black",
    },
)
"""Nothing on black that is not bright; no grey."""


@dataclass(frozen=True, slots=True)
class Look:
    """How the console looks: `theme` is a name of THEMES; `plain` tells by signs what else is reversed or dimmed."""

    theme: str = "dark"
    plain: bool = False


USUAL = Look()
THEMES: dict[str, tuple[str, Message]] = {
    "dark": ("ansi-dark", msg("Dark")),
    "light": ("ansi-light", msg("Light")),
    "contrast": (CONTRAST.name, msg("High contrast")),
}
"""The name people give it -> the theme that draws it, and what it is called."""

CSS = """
Jiandu.-contrast RowList > .rows--quiet, Jiandu.-plain RowList > .rows--quiet { text-style: none; }
Jiandu.-contrast Rule, Jiandu.-plain Rule { text-style: none; }
Jiandu.-contrast #hint, Jiandu.-plain #hint { text-style: none; }
Jiandu.-plain RowList > .rows--cursor { text-style: none; }
Jiandu.-plain Button:focus { text-style: none; }
"""
"""What dims elsewhere does not where contrast counts."""
