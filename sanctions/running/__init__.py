"""What runs on a day (期限), one module a matter; `sanctions.deadlines` puts it together."""
