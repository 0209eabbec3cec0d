"""The kernel 内核: pure Python that every storey above may use, and that could be published on its own.

It knows the numbers of the trade (`identifiers`), the days that count (`calendar`, `clock`), law as
dated data (`law`), what may follow what (`workflow`), how values become bytes (`canonical`), the draw
anyone can repeat (`draw`), and how one says no (`refusal`). No Django, no database, no network; the
only files it reads are its own tables and the law files it is given.

Start reading at `refusal`, then `law`.
"""
