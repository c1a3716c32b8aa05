"""What runs on a day (期限), one module a matter; `sanctions.running.deadlines` puts it together."""
