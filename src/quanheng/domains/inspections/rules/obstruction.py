"""When the business does not sign, and when it refuses the inspection altogether.

The record is signed by the legal representative (the person in charge) or sealed by the business; where
that cannot be had, the officers note the reason and may ask somebody to witness
(《企业公示信息抽查办法》第九条第二款).
"""

from __future__ import annotations

from enum import StrEnum

from quanheng.kernel.refusal import Refused

SIGNATURE_CITES = "《企业公示信息抽查办法》第九条第二款"
REFUSAL_CITES = "《企业公示信息抽查办法》第十一条"


class Ground(StrEnum):
    """The four cases of serious non-cooperation 不予配合情节严重的情形 (《企业公示信息抽查办法》第十一条)."""

    ENTRY = "entry"
    MATERIAL = "material"
    UNTRUE = "untrue"
    OTHER = "other"


GROUND_SAYS = {
    Ground.ENTRY: "拒绝检查人员或者受委托的专业机构进入被检查场所的",
    Ground.MATERIAL: "拒绝向检查人员或者受委托的专业机构提供相关材料的",
    Ground.UNTRUE: "不如实或者不按要求提供情况或者相关材料的",
    Ground.OTHER: "其他阻挠、妨碍检查的行为",
}


class Confirmed(StrEnum):
    """How the record was confirmed 签字确认方式."""

    SIGNED = "signed"
    SEALED = "sealed"
    UNSIGNED = "unsigned"


CONFIRMED_SAYS = {
    Confirmed.SIGNED: "签字确认",
    Confirmed.SEALED: "盖章确认",
    Confirmed.UNSIGNED: "未能取得签字或者盖章",
}


class NotConfirmed(Refused):
    """The record carries neither a signature nor the reason why there is none 记录未经确认."""


class RefusalNotProven(Refused):
    """A refusal of inspection is recorded without what proves it 拒绝检查记录不完整."""


def check_confirmation(kind: Confirmed, *, signer: str, drawn: bool, reason: str) -> None:
    """Raise ``NotConfirmed`` unless the record is signed, sealed, or says why it is neither.

    ``signer`` names who signed or sealed; ``drawn`` says whether a signature drawing is at hand.
    """
    if kind is Confirmed.UNSIGNED:
        if not reason.strip():
            raise NotConfirmed(
                "没有签字或者盖章，也没有注明原因",
                cites=SIGNATURE_CITES,
                instead="请注明无法取得签字或者盖章的原因，必要时请见证人到场",
                field="unsigned_reason",
            )
        return
    if not signer.strip():
        raise NotConfirmed("没有写明由谁签字或者盖章", cites=SIGNATURE_CITES, field="signer_name")
    if kind is Confirmed.SIGNED and not drawn:
        raise NotConfirmed(
            "还没有签字",
            cites=SIGNATURE_CITES,
            instead="请在签字框内签名，或者注明无法签字的原因",
            field="signature",
        )


def check_refusal(account: str, *, witness: str, no_witness: str) -> None:
    """Raise ``RefusalNotProven`` unless the refusal is described and witnessed, or says why it is not."""
    if len(account.strip()) < 5:
        raise RefusalNotProven("没有写明拒绝检查的经过", cites=REFUSAL_CITES, field="account")
    if not witness.strip() and not no_witness.strip():
        raise RefusalNotProven(
            "没有见证人，也没有说明为什么没有",
            cites=SIGNATURE_CITES,
            instead="请写明见证人姓名；现场没有可以见证的人的，请注明并拍照、录音",
            field="witness_name",
        )
