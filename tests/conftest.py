"""What every test stands on: the profiles of the property tests."""

from hypothesis import HealthCheck, settings

# A busy machine is no reason to fail, and a failure must come again: no deadline, no chance in `make test`.
settings.register_profile(
    "test", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "trial", deadline=None, max_examples=3000, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("test")
