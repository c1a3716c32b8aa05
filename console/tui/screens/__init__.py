"""The areas and the pages behind them."""
