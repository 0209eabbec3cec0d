"""The board 领导看板: the few figures a leader answers for, each opening onto the records it counts.

Only declared indicators appear here. Start at ``views.py``.
"""
