"""What officials and witnesses do in a draw, in the order of the protocol.

`draft` → `hand_in` (every witness) → `commit` → `reveal` (every witness), `enter_outcome` and
`confirm_outcome` (every public outcome) → `run` → `substitute` where a business turns out closed or gone.
`abort` gives up a committed draw in sight of everybody, `discard` a draft. Each takes the draw's row lock,
and a second call of the same act changes nothing and returns the same.
"""

from quanheng.platform.draws.services.aborting import abort, discard
from quanheng.platform.draws.services.committing import commit, hand_in
from quanheng.platform.draws.services.drafting import DrawDraft, SourceDraft, draft
from quanheng.platform.draws.services.drawing import run
from quanheng.platform.draws.services.revealing import confirm_outcome, enter_outcome, reveal
from quanheng.platform.draws.services.substituting import substitute

__all__ = [
    "DrawDraft",
    "SourceDraft",
    "abort",
    "commit",
    "confirm_outcome",
    "discard",
    "draft",
    "enter_outcome",
    "hand_in",
    "reveal",
    "run",
    "substitute",
]
