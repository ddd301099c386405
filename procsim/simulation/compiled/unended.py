"""Work that has not ended when a run stops: what is in hand, and what still waits in queues."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled import served as s
from procsim.simulation.log import ACTIVITY_COLUMNS, Result
from procsim.simulation.plan import PACE
from procsim.simulation.preparation.roster import Timeline
from procsim.simulation.reference.seating import done_together

if TYPE_CHECKING:
    from procsim.simulation.compiled.world import Table, Tables


def unended_rows(tables: Tables, end: int) -> Table:
    """The rows of unended work, as columns: first what was worked at the end, as
    far as it got, then what waited, both by case, step and visit."""
    rows = tables[f.TOKENS]
    in_hand = rows[:, f.IN_HAND] == 1
    begun = rows[:, f.STARTED] <= end
    plain, matched = _waiting(tables)
    queued = [*plain, *matched]
    written: list[list[int]] = []
    for first in _ordered(rows, np.flatnonzero(in_hand & begun).tolist()):
        _write_worked(tables, first, end, written)
    for first in _ordered(rows, [*np.flatnonzero(in_hand & ~begun).tolist(), *queued]):
        option = int(rows[first, f.OPTION]) if first in matched else f.NIL
        for token in _together(rows, first):
            row = rows[token]
            part = row[: f.QUEUED].tolist()
            end_part = [int(rows[first, f.QUEUED]), -1, -1, int(row[f.WORK]), Result.WAITING]
            seats = _queues_of_team(tables, option) or [int(rows[first, f.QUEUE])]
            for seat, queue in enumerate(seats):
                part[f.QUEUE], part[f.MEMBER] = queue, -1
                written.append([*part, *end_part, int(row[f.INSTANCE]), seat])
    return np.array(written, dtype=np.int64).reshape(-1, len(ACTIVITY_COLUMNS)).T


def _write_worked(tables: Tables, first: int, end: int, written: list[list[int]]) -> None:
    rows = tables[f.TOKENS]
    lead = rows[first]
    if lead[f.CREW] != f.NIL:
        _write_team(tables, first, end, written)
        return
    timeline = int(tables[f.QUEUES][lead[f.QUEUE], s.QUEUE_TIMELINE])
    if lead[f.MEMBER] != f.NIL:
        timeline = int(tables[f.MEMBERS][lead[f.MEMBER], s.TIMELINE])
    began = int(lead[f.STARTED])
    done = _done_before(tables, timeline, end) - _done_before(tables, timeline, began)
    done //= PACE
    for token in _together(rows, first):
        booked = min(done, int(rows[token, f.WORK]))
        done -= booked
        part = rows[token, : f.QUEUED].tolist()
        part[f.QUEUE], part[f.MEMBER] = int(lead[f.QUEUE]), int(lead[f.MEMBER])
        instance = int(rows[token, f.INSTANCE])
        part += [int(lead[f.QUEUED]), began, end, booked, Result.UNFINISHED, instance, 0]
        written.append(part)


def _write_team(tables: Tables, token: int, end: int, written: list[list[int]]) -> None:
    """A row for each seat."""
    row = tables[f.TOKENS][token].tolist()
    timelines, members = [], []
    member = row[f.MEMBER]
    queues = _queues_of_team(tables, row[f.CREW])
    for queue in queues:
        members.append(member)
        if member != f.NIL:
            timelines.append(_timeline(tables, int(tables[f.MEMBERS][member, s.TIMELINE])))
            member = int(tables[f.MEMBERS][member, s.NEXT_SEATED])
        else:
            timelines.append(_timeline(tables, int(tables[f.QUEUES][queue, s.QUEUE_TIMELINE])))
    began = row[f.STARTED]
    done = done_together(timelines, began, end)
    for seat, (queue, member) in enumerate(zip(queues, members, strict=True)):
        part = row[: f.QUEUED]
        part[f.QUEUE], part[f.MEMBER] = queue, member
        part += [row[f.QUEUED], began, end, done, Result.UNFINISHED, row[f.INSTANCE], seat]
        written.append(part)


def _queues_of_team(tables: Tables, option: int) -> list[int]:
    """The queue of each seat; none where work needs no team."""
    if option == f.NIL or not tables[f.OPTIONS][option, s.OPTION_TEAM]:
        return []
    row = tables[f.OPTIONS][option].tolist()
    first = s.NOT_SAME_AS + row[s.NEVER_COUNT]
    queues: list[int] = row[first : first + row[s.QUEUE_COUNT]]
    return queues


def _timeline(tables: Tables, timeline: int) -> Timeline:
    first, end = tables[f.TIMELINES][timeline].tolist()
    spans = tables[f.SPANS][first:end]
    return Timeline(
        opens=spans[:, s.SPAN_OPENS].tolist(),
        closes=spans[:, s.SPAN_CLOSES].tolist(),
        done=tables[f.SPANS][first : end + 1, s.SPAN_DONE].tolist(),
        shift_ends=spans[:, s.SPAN_SHIFT_ENDS].tolist(),
        pace=0,
        paces=spans[:, s.SPAN_PACE].tolist(),
    )


def _done_before(tables: Tables, timeline: int, instant: int) -> int:
    """As in `duty.done_before`."""
    first, end = tables[f.TIMELINES][timeline].tolist()
    spans = tables[f.SPANS]
    span = first + int(np.searchsorted(spans[first:end, s.SPAN_OPENS], instant, "right")) - 1
    if span < first:
        return 0
    opens, closes, done, _, pace = spans[span].tolist()
    return int(done + (min(instant, closes) - opens) * pace)


def _waiting(tables: Tables) -> tuple[list[int], list[int]]:
    """The tokens that wait whose work somebody still needs: in plain lines, in matched groups."""
    rows, groups = tables[f.TOKENS], tables[f.GROUPS]
    plain = _in_heaps(rows, tables[f.LINES][:, s.ROOT].tolist())
    kinds = tables[f.KINDS][: tables.world[f.KIND_TOTAL]]
    matched = set(_in_heaps(rows, kinds[:, s.ROOT].tolist()))
    for token in groups[groups[:, s.IS_MATCHED] == 1, s.FIRST_DUE].tolist():
        listed = token
        while listed != f.NIL:
            if not rows[listed, f.DEAD] or rows[listed, f.LIVING] > 0:
                matched.add(listed)
            listed = int(rows[listed, f.LINK])
    return plain, sorted(matched)


def _in_heaps(rows: Table, roots: list[int]) -> list[int]:
    """The tokens in heaps whose work somebody still needs."""
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
    return sorted(
        tokens, key=lambda token: (*rows[token, : f.STINT].tolist(), rows[token, f.INSTANCE])
    )
