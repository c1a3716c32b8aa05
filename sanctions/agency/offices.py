"""Offices of the agency (属地经办机构) and what each is competent for."""
