"""Work that has not ended when a run stops: what is in hand, and what still waits in queues."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from procsim.simulation.compiled import fields as f
from procsim.simulation.log import ACTIVITY_COLUMNS, Result
from procsim.simulation.plan import PACE

if TYPE_CHECKING:
    from procsim.simulation.compiled.world import Table, Tables


def unended_rows(tables: Tables, end: int) -> Table:
    """The rows of unended work, as columns: first what was worked at the end, as
    far as it got, then what waited, both by case, step and visit."""
    rows = tables[f.TOKENS]
    in_hand = rows[:, f.IN_HAND] == 1
    begun = rows[:, f.STARTED] <= end
    queued = _waiting(rows, tables[f.LINES][:, f.ROOT].tolist())
    written: list[list[int]] = []
    for first in _ordered(rows, np.flatnonzero(in_hand & begun).tolist()):
        _write_worked(tables, first, end, written)
    for first in _ordered(rows, [*np.flatnonzero(in_hand & ~begun).tolist(), *queued]):
        for token in _together(rows, first):
            row = rows[token]
            part = row[: f.QUEUED].tolist()
            part[f.MEMBER] = -1
            written.append(
                [*part, int(rows[first, f.QUEUED]), -1, -1, int(row[f.WORK]), Result.WAITING, 0, 0]
            )
    return np.array(written, dtype=np.int64).reshape(-1, len(ACTIVITY_COLUMNS)).T


def _write_worked(tables: Tables, first: int, end: int, written: list[list[int]]) -> None:
    rows = tables[f.TOKENS]
    lead = rows[first]
    timeline = int(tables[f.QUEUES][lead[f.QUEUE], f.QUEUE_TIMELINE])
    if lead[f.MEMBER] != f.NIL:
        timeline = int(tables[f.MEMBERS][lead[f.MEMBER], f.TIMELINE])
    began = int(lead[f.STARTED])
    done = _done_before(tables, timeline, end) - _done_before(tables, timeline, began)
    done //= PACE
    for token in _together(rows, first):
        booked = min(done, int(rows[token, f.WORK]))
        done -= booked
        part = rows[token, : f.QUEUED].tolist()
        part[f.MEMBER] = int(lead[f.MEMBER])
        written.append([*part, int(lead[f.QUEUED]), began, end, booked, Result.UNFINISHED, 0, 0])


def _done_before(tables: Tables, timeline: int, instant: int) -> int:
    """As in `duty.done_before`."""
    first, end = tables[f.TIMELINES][timeline].tolist()
    spans = tables[f.SPANS]
    span = first + int(np.searchsorted(spans[first:end, f.SPAN_OPENS], instant, "right")) - 1
    if span < first:
        return 0
    opens, closes, done, _, pace = spans[span].tolist()
    return int(done + (min(instant, closes) - opens) * pace)


def _waiting(rows: Table, roots: list[int]) -> list[int]:
    """The tokens in the heaps of all lines whose work somebody still needs."""
    found = []
    ahead = [root for root in roots if root != f.NIL]
    while ahead:
        token = ahead.pop()
        if not rows[token, f.DEAD] or rows[token, f.LIVING] > 0:
            found.append(token)
        ahead += [int(each) for each in rows[token, [f.CHILD, f.SIBLING]] if each != f.NIL]
    return found


def _together(rows: Table, first: int) -> list[int]:
    """A token, or all of the batch it leads."""
    tokens = []
    token = first
    while token != f.NIL:
        tokens.append(token)
        token = int(rows[token, f.MATE])
    return tokens


def _ordered(rows: Table, tokens: list[int]) -> list[int]:
    return sorted(tokens, key=lambda token: tuple(rows[token, : f.STINT].tolist()))
