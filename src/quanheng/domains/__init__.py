"""What the bureau does: one package per domain, each with the same rooms."""
