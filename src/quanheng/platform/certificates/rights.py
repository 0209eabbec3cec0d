"""Rights about certificates 证照权限. Who may issue or end one is the deciding domain's matter."""

from quanheng.platform.people.rights import declare
from quanheng.platform.people.roles import Role

ROTATE = declare("certificates.rotate", "更换证照密钥", {Role.OPERATOR})
