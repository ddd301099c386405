"""What a run leaves behind: a row per case and a row per activity, as columns of integers. They are
as narrow as what they hold: a code takes 32 bits, an instant 64.

Nothing is averaged here. Instants are µs since the plan's start, spans µs. An activity is a task,
a wait or a system's step performed for a case; queued work that nobody took up stands as `WAITING`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from procsim.model.facts import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from procsim.simulation.plan import Instants
    from procsim.simulation.preparation.cases import Cases

Numbers = NDArray[np.int64]
Codes = NDArray[np.int32]
Marks = NDArray[np.int8]

ACTIVITY_COLUMNS: Final = (
    "case",
    "step",
    "visit",
    "stint",
    "queue",
    "member",
    "ready",
    "handed",
    "released",
    "queued",
    "started",
    "ended",
    "work",
    "result",
    "instance",
    "seat",
)


_WIDTHS: Final = {
    **dict.fromkeys(
        ("ready", "handed", "released", "queued", "started", "ended", "work"), np.int64
    ),
    "result": np.int8,
}
"""Of other columns 32 bits."""


class Result(IntEnum):
    """How an activity stood at the end of its row."""

    DONE = 0
    PASSED_ON = 1
    """Work of this stint went back to the queue at closing."""
    WITHDRAWN = 2
    """Taken back: the case was terminated, or a deadline passed."""
    UNFINISHED = 3
    """Being worked when the run ended; `ended` is that instant, `work` what had been done."""
    WAITING = 4
    """Queued when the run ended; `started` and `ended` are -1."""


@dataclass(frozen=True, slots=True)
class Activities:
    """Rows in the order they ended. `ready` → hand-over → `handed` → delay → `released` → batch →
    `queued` → `started` → `ended`; `work` is at full pace; queue or member is -1 where none is.

    A repeated task has a row for each `instance` (from 1; 0 is single work), a team one for each
    `seat` (from 0). What was withdrawn before it began started and ended at that instant.
    """

    case: Codes
    step: Codes
    visit: Codes
    stint: Codes
    queue: Codes
    member: Codes
    ready: Instants
    handed: Instants
    released: Instants
    queued: Instants
    started: Instants
    ended: Instants
    work: Numbers
    result: Marks
    instance: Codes
    seat: Codes

    def those(self, places: slice | Numbers) -> Activities:
        """Some of the rows."""
        return Activities(*(getattr(self, name)[places] for name in ACTIVITY_COLUMNS))


class Rows:
    """Collects the rows of activities, each column in its own width: at most 89 bytes a row."""

    def __init__(self) -> None:
        self._parts: list[list[NDArray[np.integer]]] = [[] for _ in ACTIVITY_COLUMNS]

    def add(self, table: Numbers) -> None:
        """Add rows, as the columns of a table."""
        for name, parts, column in zip(ACTIVITY_COLUMNS, self._parts, table, strict=True):
            parts.append(column.astype(_WIDTHS.get(name, np.int32)))

    def close(self) -> Activities:
        """All rows. What is the same in all of them is kept once, and so are instants that are
        the same as those before them."""
        columns: list[NDArray[np.integer]] = []
        for parts in self._parts:
            column = np.concatenate(parts)
            parts.clear()
            before = columns[-1] if columns else column[:0]
            if column.dtype == before.dtype == np.int64 and np.array_equal(column, before):
                column = before
            elif column.size and (column == column[0]).all():
                column = np.broadcast_to(column[:1].copy(), column.shape)
            columns.append(column)
        return Activities(**dict(zip(ACTIVITY_COLUMNS, columns, strict=True)))  # type: ignore[arg-type]  # each in its width


@dataclass(frozen=True, slots=True)
class Log:
    """One replication. `case_ended` is -1 for unfinished cases; `case_outcome` is the step at which
    the case ended (for a case withdrawn by its caller the step of the call), or -1; `finished` the
    instant the run stopped. `case_parent` is the case that began it, or -1: such cases stand after
    the others, in the order in which they began, numbered by parent. `case_errors` are the errors
    that an ended case still carried, a bit each in the order of its process."""

    replication: int
    case_process: Codes
    case_office: Codes
    case_stream: Codes
    case_number: Numbers
    case_arrived: Instants
    case_ended: Instants
    case_outcome: Codes
    activities: Activities
    finished: int
    case_parent: Codes
    case_errors: Numbers
    case_facts: Mapping[str, NDArray[np.float64]] = field(default_factory=dict)
    """Fact → its value in each case, as drawn (base units); nan where a process has it not."""


def facts_of_all(
    cases: Cases, born: Sequence[Mapping[str, float]]
) -> dict[str, NDArray[np.float64]]:
    """The drawn facts of prepared cases, then of those that began in the run."""
    names = dict.fromkeys((*cases.facts, *(name for case in born for name in case)))
    unknown = np.full(cases.process.size, np.nan)
    return {
        name: np.concatenate(
            (cases.facts.get(name, unknown), [case.get(name, np.nan) for case in born])
        )
        for name in names
        if name not in BUILT_IN
    }
