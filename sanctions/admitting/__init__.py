"""Who comes in and who stays (准入与续签): assessments, renewals, bars, applications."""
