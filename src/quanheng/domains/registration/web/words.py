"""Words that pages translate by what a record says 按记录取词: named here so that they are collected."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

CAPITAL = (_("注册资本"), _("出资额"), _("成员出资总额"))
"""What a business's capital is called, by its kind (``Business.capital_called``)."""
