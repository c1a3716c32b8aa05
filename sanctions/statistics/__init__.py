"""Statistics (统计): one function a figure over a time, and the report that holds them all."""
