"""Pages on permits, one module per page kind."""
