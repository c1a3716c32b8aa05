"""Who comes in and who stays (准入与续签): assessments, renewals, applications."""

from sanctions import applications, assessments, renewals

__all__ = ["applications", "assessments", "renewals"]
