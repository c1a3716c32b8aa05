"""The agency itself (经办机构): its people, rulebooks, policies, calendars, journal and database."""
