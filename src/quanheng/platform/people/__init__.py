"""People 人员: areas, organs, officers, accounts, roles and rights.

Who may do what is answered here once: an :class:`~quanheng.platform.people.actors.Actor` carries roles,
organ and area; a right is declared by the domain that owns the act; a query narrows to the actor's area.
"""
