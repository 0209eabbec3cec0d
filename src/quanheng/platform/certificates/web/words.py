"""What the acts on certificates are called on a timeline."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from quanheng.platform.web import acts

LABELS = {
    "certificate_issued": _("签发电子证照"),
    "certificate_superseded": _("证照由新版本替代"),
    "certificate_revoked": _("吊销、撤销或注销证照"),
    "certificate_file_made": _("制作证照文件"),
    "certificate_keys_rotated": _("更换证照密钥"),
}


def name_acts() -> None:
    """Name every act of this package; called once from the portal's addresses."""
    for act, says in LABELS.items():
        acts.label(act, says)
