"""What using the calendar costs a command that only shows a date."""

import subprocess
import sys


def test_importing_and_shipping_load_no_reader_and_no_other_calendar() -> None:
    script = (
        "import sys, domain.calendars, domain.calendars.due, domain.calendars.relative, domain.calendars.loading\n"
        "early = {'tomllib', 'csv', 'json', 'hashlib'} & set(sys.modules)\n"
        "domain.calendars.Calendar.shipped().identity\n"
        "late = {'pendulum', 'msgspec', 'holidays', 'chinese_calendar', 'sqlalchemy'} & set(sys.modules)\n"
        "print(sorted(early), sorted(late))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] []"
