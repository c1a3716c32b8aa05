"""Write docs/keys.md from the registry of keys: `python -m scripts.keys`."""

from pathlib import Path

from console.tui.card import page

PAGE = Path(__file__).resolve().parents[1] / "docs" / "keys.md"

if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
