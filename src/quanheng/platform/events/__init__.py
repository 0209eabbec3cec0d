"""Facts 事实: what one domain announces and others hear, through an outbox in the same transaction.

``announce(fact)`` inside an act writes one outbox row per listener; after the commit each listener runs in
a transaction of its own. One that fails, or a process that dies in between, leaves the row: it is tried
again by the next delivery and at every start.
"""

from quanheng.platform.events.facts import Fact, announce, connect

__all__ = ["Fact", "announce", "connect"]
