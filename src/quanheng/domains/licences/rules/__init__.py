"""Pure decisions of licences: no Django, no clock, no randomness."""
