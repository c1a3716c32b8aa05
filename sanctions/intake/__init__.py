"""What comes in (受理登记): institutions and agreements, complaints, inspections, events, files."""
