"""The chi-square distribution 卡方分布: how often chance alone strays so far.

The survival function is the regularised upper incomplete gamma function Q(k/2, x/2), by its series below
x < a + 1 and by its continued fraction above (Abramowitz and Stegun 6.5.29, 6.5.31), to about 12 digits.

>>> round(survival(3.841458820694124, 1), 6), round(survival(16.918977604620448, 9), 6)
(0.05, 0.05)
>>> survival(0, 5), survival(1000, 3) < 1e-200
(1.0, True)
"""

from __future__ import annotations

from math import exp, lgamma, log

STEPS = 100_000
TINY = 1e-300
EPSILON = 1e-15


def survival(statistic: float, degrees: int) -> float:
    """Return P(X > statistic) for X chi-square with that many degrees of freedom (at least 1)."""
    if degrees < 1:
        raise ValueError("a chi-square has at least one degree of freedom")
    if statistic <= 0:
        return 1.0
    a, x = degrees / 2, statistic / 2
    weight = exp(a * log(x) - x - lgamma(a))
    return 1 - weight * _series(a, x) if x < a + 1 else weight * _fraction(a, x)


def _series(a: float, x: float) -> float:
    term = total = 1 / a
    for step in range(1, STEPS):
        term *= x / (a + step)
        total += term
        if term < total * EPSILON:
            break
    return total


def _fraction(a: float, x: float) -> float:
    """Lentz's method for 1/(x+1-a- 1(1-a)/(x+3-a- …))."""
    b = x + 1 - a
    c, d = 1 / TINY, 1 / b
    total = d
    for step in range(1, STEPS):
        numerator = -step * (step - a)
        b += 2
        d = 1 / _not_zero(numerator * d + b)
        c = _not_zero(b + numerator / c)
        total *= c * d
        if abs(c * d - 1) < EPSILON:
            break
    return total


def _not_zero(value: float) -> float:
    return value if abs(value) > TINY else TINY
