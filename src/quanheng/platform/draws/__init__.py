"""Draws 抽取: plan, commitment, witnesses, seed, result and bundle, for whichever domain draws.

DESIGN section 5 says what a draw is; `kernel.draw` calculates it. Here stands what a calculation cannot keep:
who handed in what and when, that the commitment came before every value, that a draw is made once, that an
abandoned one stays visible with its serial, and that nothing committed changes afterwards. Start reading with
`states`, then `models`, then the services in the order of the protocol: drafting, committing, revealing,
drawing, substituting, aborting. The domain that draws gives a `purpose` and hears the facts in `events`.
"""
