"""A sample database (样例库): one invented city, two years of work, a day of its own."""

from sanctions.sample.making import make_sample as make_sample
