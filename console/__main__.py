"""``python -m console``: the same as the command jiandu."""

from console.main import main

main()
