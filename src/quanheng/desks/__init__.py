"""Where somebody sits: pages that compose domains and own no data."""
