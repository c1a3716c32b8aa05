"""Several pictures as one that plays: an SVG any browser shows, with no script in it."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

_VIEW: Final = re.compile(r'viewBox="[^"]*"')


@dataclass
class Recording:
    """Pictures one after the other, each for some seconds."""

    frames: list[tuple[str, float]] = field(default_factory=list)

    def add(self, picture: str, seconds: float) -> None:
        """One more picture; the same as the last one stays longer instead."""
        if self.frames and self.frames[-1][0] == picture:
            self.frames[-1] = (picture, self.frames[-1][1] + seconds)
        else:
            self.frames.append((picture, seconds))

    def played(self) -> str:
        """All of them as one picture that plays over and over; where nothing plays, the first one stands."""
        view = _VIEW.search(self.frames[0][0])
        assert view is not None, "a picture says how large it is"
        total = sum(seconds for _, seconds in self.frames)
        rules, at = [], 0.0
        for number, (_, seconds) in enumerate(self.frames):
            begin, end = 100 * at / total, 100 * (at + seconds) / total
            stops = [(begin, "visible"), (end, "hidden")] if number + 1 < len(self.frames) else [(begin, "visible")]
            if number:
                stops.insert(0, (0.0, "hidden"))
            steps = " ".join(f"{percent:.3f}% {{ visibility: {shown} }}" for percent, shown in stops)
            rules.append(f"@keyframes frame-{number} {{ {steps} }}")
            rest = "hidden" if number else "visible"
            rules.append(
                f".frame-{number} {{ visibility: {rest}; animation: frame-{number} {total:g}s step-end infinite }}"
            )
            at += seconds
        return "\n".join(
            [
                f'<svg {view.group()} xmlns="http://www.w3.org/2000/svg">',
                "<style>",
                *rules,
                "</style>",
                *(f'<g class="frame-{number}">{picture}</g>' for number, (picture, _) in enumerate(self.frames)),
                "</svg>",
                "",
            ]
        )

    def write(self, path: Path) -> None:
        """Into a file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.played(), encoding="utf-8")
