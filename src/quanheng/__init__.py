"""Quanheng 权衡: an open platform for market supervision.

Five storeys, each of which may look down only: ``config`` > ``desks`` > ``domains`` > ``platform`` >
``kernel``. Start reading at ``domains/inspections/services.py`` for what officials do, and at
``kernel/draw`` for the draw that anybody can re-run.
"""

__version__ = "0.1.0"
