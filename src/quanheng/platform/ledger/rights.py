"""Who may read the ledger as a whole 查阅台账."""

from quanheng.platform.people.rights import declare
from quanheng.platform.people.roles import Role

READ = declare("ledger.read", "查阅台账", {Role.AUDITOR, Role.LEADER, Role.OPERATOR})
VERIFY = declare("ledger.verify", "核验台账", {Role.AUDITOR, Role.LEADER, Role.OPERATOR})
