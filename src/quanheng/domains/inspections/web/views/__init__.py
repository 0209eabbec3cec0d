"""Pages on inspections, one module per stage of the work."""
