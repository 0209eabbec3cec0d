"""The portal 公众门户: citizens and businesses; nothing here needs a login, a script or a cookie.

It composes what domains make public and owns no data. Start reading at `urls.py`.
"""
