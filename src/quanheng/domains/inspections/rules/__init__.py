"""What inspections decide on paper: no database, no clock, no randomness."""
