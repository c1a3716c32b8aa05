"""Delegation (代理审批) of decisions for a time."""
