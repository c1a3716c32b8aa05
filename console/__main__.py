"""``python -m console``: the same as the command jiandu."""

import sys

from console.main import main

sys.exit(main())
