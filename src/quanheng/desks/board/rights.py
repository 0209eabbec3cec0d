"""Who reads the board."""

from quanheng.platform.people import rights
from quanheng.platform.people.roles import Role

READ_BOARD = rights.declare(
    "board.read", "查看监管看板", {Role.LEADER, Role.SECTION, Role.TOWNSHIP, Role.AUDITOR, Role.OPERATOR}
)
