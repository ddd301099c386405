"""Overtime: work that goes on after the last closing of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from procsim.model.open_time import OpenTime
from procsim.units import MINUTE

if TYPE_CHECKING:
    from procsim.model.organisation import Overtime


def overtime_of(time: OpenTime, overtime: Overtime) -> OpenTime:
    """The spans that overtime adds to the open time of a member, never into the next opening."""
    last = np.append(time.day[1:] != time.day[:-1], True) if time.day.size else np.zeros(0, bool)
    closes = time.closes + overtime.minutes * MINUTE
    closes[:-1] = np.minimum(closes[:-1], time.opens[1:])
    kept = last & (closes > time.closes)
    return OpenTime(time.day[kept], time.closes[kept], closes[kept])


def extended(time: OpenTime, overtime: OpenTime) -> OpenTime:
    """Open time with its overtime, in one span where they meet."""
    closes = time.closes.copy()
    closes[np.searchsorted(time.closes, overtime.opens)] = overtime.closes
    return OpenTime(time.day, time.opens, closes)
