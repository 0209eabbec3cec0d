"""Who sets the bureau's goals 年度目标权限: whoever answers for the figures."""

from quanheng.platform.people.rights import declare
from quanheng.platform.people.roles import Role

SET_GOALS = declare("indicators.set_goals", "确定年度目标", {Role.LEADER})
