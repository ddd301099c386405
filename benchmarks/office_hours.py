"""Mon-Fri 9-17 in minutes since 1 January 2026, for the models written by hand."""

from __future__ import annotations

DAY, OPENS, CLOSES = 1440.0, 540.0, 1020.0
FIRST_WEEKDAY = 3
"""1 January 2026 is a Thursday."""
OPEN_MINUTES = 261 * (CLOSES - OPENS)
"""In a year."""


def opening(now: float) -> float:
    """`now` if it is within Mon-Fri 9-17, else the next opening."""
    day, minute = divmod(now, DAY)
    if minute >= CLOSES:
        day, minute = day + 1, 0.0
    while (day + FIRST_WEEKDAY) % 7 >= 5:
        day, minute = day + 1, 0.0
    return day * DAY + max(minute, OPENS)


def after(now: float, open_minutes: float) -> float:
    """When so many open minutes have passed."""
    at = opening(now)
    while open_minutes > (today := CLOSES - at % DAY):
        open_minutes -= today
        at = opening(at + today)
    return at + open_minutes
