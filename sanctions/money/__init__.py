"""Money (资金): recoveries, payments of released bills, and the ledgers that balance."""
