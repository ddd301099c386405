"""What a run leaves behind: a row per case and a row per activity, as columns of integers.

Nothing is averaged here. Instants are µs since the plan's start, spans µs. An activity is a task,
a wait or a system's step performed for a case; queued work that nobody took up stands as `WAITING`.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from procsim.simulation.cases import Cases
    from procsim.simulation.plan import Instants
    from procsim.simulation.token import Token

Numbers = NDArray[np.int64]

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
)


class Result(IntEnum):
    """How an activity stood at the end of its row."""

    DONE = 0
    PASSED_ON = 1
    """Work of this stint went back to the queue at closing."""
    WITHDRAWN = 2
    """The case was terminated."""
    UNFINISHED = 3
    """Being worked when the run ended; `ended` is that instant, `work` what had been done."""
    WAITING = 4
    """Queued when the run ended; `started` and `ended` are -1."""


@dataclass(frozen=True, slots=True)
class Activities:
    """Rows in the order they ended. `ready` → hand-over → `handed` → delay → `released` → batch →
    `queued` → `started` → `ended`; `work` is at full pace; queue or member is -1 where none is."""

    case: Numbers
    step: Numbers
    visit: Numbers
    stint: Numbers
    queue: Numbers
    member: Numbers
    ready: Instants
    handed: Instants
    released: Instants
    queued: Instants
    started: Instants
    ended: Instants
    work: Numbers
    result: Numbers


@dataclass(frozen=True, slots=True)
class Log:
    """One replication. `case_ended` is -1 for unfinished cases; `case_outcome` is the step at which
    the case ended, or -1; `finished` the instant the run stopped."""

    replication: int
    case_process: Numbers
    case_office: Numbers
    case_stream: Numbers
    case_number: Numbers
    case_arrived: Instants
    case_ended: Instants
    case_outcome: Numbers
    activities: Activities
    finished: int


class LogWriter:
    """Collects rows while a run goes on; `close` makes the log."""

    def __init__(self, cases: int) -> None:
        self._rows = array("q")
        self._ended = [-1] * cases
        self._outcome = [-1] * cases

    def write(self, token: Token, ended: int, work: int, result: int) -> None:
        """The activity of a token as it stands."""
        self._rows.extend(
            (
                token.case,
                token.step,
                token.visit,
                token.stint,
                token.queue,
                token.member,
                token.ready,
                token.handed,
                token.released,
                token.queued,
                token.started,
                ended,
                work,
                result,
            )
        )

    def end_case(self, case: int, ended: int, step: int) -> None:
        """A case has ended at a step."""
        self._ended[case] = ended
        self._outcome[case] = step

    def close(self, cases: Cases, *, replication: int, finished: int) -> Log:
        """The log of what was written."""
        rows = np.frombuffer(self._rows, dtype=np.int64).reshape(-1, len(ACTIVITY_COLUMNS))
        columns = [np.ascontiguousarray(column) for column in rows.T]
        return Log(
            replication=replication,
            case_process=cases.process,
            case_office=cases.office,
            case_stream=cases.stream,
            case_number=cases.number,
            case_arrived=cases.arrived,
            case_ended=np.array(self._ended, dtype=np.int64),
            case_outcome=np.array(self._outcome, dtype=np.int64),
            activities=Activities(*columns),
            finished=finished,
        )
