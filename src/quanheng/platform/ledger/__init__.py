"""The ledger 台账: every official act, chained by hash, sealed and checkpointed.

Each entry's hash covers its predecessor's, so an edited, removed or inserted entry breaks the chain; the
head carries a seal made with a key kept outside the database, so a cut-off end shows; a daily checkpoint
is signed with Ed25519 and published, so that a stranger can hold us to it. See ``services.record``.
"""
