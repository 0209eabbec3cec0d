"""Pure decisions of the register: vocabularies, addresses, dates, capital, trades, rows."""
