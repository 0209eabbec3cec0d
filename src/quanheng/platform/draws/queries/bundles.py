"""The bundle as it is handed out 抽取包: nine files, or one ZIP with the same bytes at every download."""

from __future__ import annotations

import io
import zipfile

from quanheng.kernel import draw as kernel
from quanheng.kernel.canonical import canonical_json
from quanheng.kernel.refusal import Missing
from quanheng.platform.draws import plans
from quanheng.platform.draws.models import Draw
from quanheng.platform.draws.refusals import CITES, NotDrawnYet
from quanheng.platform.draws.states import State
from quanheng.platform.ledger import queries as ledger

ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def public_names(draw: Draw) -> tuple[str, ...]:
    """The files that everybody may have: all nine once drawn, the plan alone before or without that.

    The lists stay with the bureau until then; the plan names their digests.
    """
    if draw.state == State.DRAWN:
        return kernel.NAMES
    return ("plan.json",) if draw.commitment else ()


def bundle(draw: Draw) -> dict[str, bytes]:
    """The nine files of a drawn draw by name. Raises ``NotDrawnYet``."""
    if draw.state != State.DRAWN:
        raise NotDrawnYet("还没有抽取，没有抽取包", cites=CITES, instead="请在抽取之后下载")
    made = plans.stored(draw) | {name: _made(draw, name) for name in _MADE}
    return {name: made[name] for name in kernel.NAMES}


def file(draw: Draw, name: str) -> bytes:
    """One file of a draw, public or not. Raises ``Missing`` where there is none."""
    if name in _MADE and (draw.state == State.DRAWN or (name == "plan.json" and draw.commitment)):
        return _made(draw, name)
    found = plans.stored(draw, name)
    if name not in found:
        raise Missing
    return found[name]


def zipped(draw: Draw) -> bytes:
    """The bundle as a ZIP under a folder named by the serial; the same files give the same bytes."""
    buffer = io.BytesIO()
    folder = f"{draw.organ_id}-{draw.serial}"
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in bundle(draw).items():
            entry = zipfile.ZipInfo(f"{folder}/{name}", ZIP_DATE)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()


_MADE = ("ledger-proof.json", "plan.json", "substitutions.csv", "verify.py")


def _made(draw: Draw, name: str) -> bytes:
    """A file that is written afresh: it follows from the record, or is the same for every draw."""
    if name == "plan.json":
        return draw.plan_text.encode()
    if name == "verify.py":
        return kernel.verifier_bytes()
    if name == "substitutions.csv":
        rows = draw.substitutions.all()
        return kernel.substitutions_bytes(
            kernel.Substitution(row.code, row.replaced_by, row.reason, row.on.isoformat()) for row in rows
        )
    return canonical_json(ledger.proof(draw))
