"""Settings, addresses and wiring: the only code that knows everyone."""
