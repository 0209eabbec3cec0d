"""Identifiers 号码: the numbers a bureau meets every day, and what can be said of one from itself alone.

One number, one module: `uscc` (unified social credit code), `organization_code`, `registration_number`,
`resident_id`, `licence_number`, `area_code`. Each has `check(text)`, which returns a `Verdict`:

* *valid*: length, signs and check digit are right;
* *flagged*: kept, but somebody should look, and the reason says why. A wrong check digit is flagged and
  not refused: of 1.1 million codes in the published registers 60 are wrong, and they are the codes on
  the licences;
* *invalid*: it cannot be such a number (wrong length, signs that are not used).

The bias of error is to flag rather than to reject. Full-width signs, lower case, spaces and hyphens are
normalised first; a letter that looks like a digit is never guessed.

Why not python-stdnum alone: its `cn.uscc` refuses departments A, N and Y, answers yes or no, and is too
slow for an import of 20,000 rows a second. The tests hold these modules against it.

>>> business_code("９１５０ ０１１８ ４５０６ ４６６７ ７ｘ").value
'91500118450646677X'
>>> business_code("915001184506466770").status
<Status.FLAGGED: 'flagged'>
"""

from quanheng.kernel.identifiers.deciding import business_code
from quanheng.kernel.identifiers.verdict import Status, Verdict

__all__ = ["Status", "Verdict", "business_code"]
