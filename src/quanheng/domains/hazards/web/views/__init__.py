"""Pages on hazards, one module per page kind."""
