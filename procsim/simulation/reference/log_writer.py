"""The log of a run while it is written, a row after the other."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import numpy as np

from procsim.simulation.log import ACTIVITY_COLUMNS, Log, Rows, facts_of_all

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from procsim.simulation.preparation.cases import Cases
    from procsim.simulation.reference.token import Token


class LogWriter:
    """Collects rows while a run goes on; `close` makes the log."""

    def __init__(self, cases: int) -> None:
        self._rows = array("q")
        self._ended = [-1] * cases
        self._outcome = [-1] * cases
        self._errors = [0] * cases
        self._prepared = cases
        self._born: list[tuple[int, int, int, int, int]] = []
        self._children: dict[int, int] = {}

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
                token.instance,
                token.seat,
            )
        )

    def end_case(self, case: int, ended: int, step: int) -> None:
        """A case has ended at a step."""
        self._ended[case] = ended
        self._outcome[case] = step

    def add_case(self, process: int, office: int, parent: int, arrived: int) -> None:
        """A case begins in the run."""
        number = self._children.get(parent, 0)
        self._children[parent] = number + 1
        self._born.append((process, office, number, arrived, parent))
        self._ended.append(-1)
        self._outcome.append(-1)
        self._errors.append(0)

    def escape(self, case: int, errors: int) -> None:
        """A case has ended with errors."""
        self._errors[case] = errors

    def close(
        self,
        cases: Cases,
        *,
        replication: int,
        finished: int,
        born: Sequence[Mapping[str, float]] = (),
    ) -> Log:
        """The log of what was written; `born` are the facts of the cases that began in the run."""
        rows = Rows()
        table = np.frombuffer(self._rows, dtype=np.int64).reshape(-1, len(ACTIVITY_COLUMNS))
        rows.add(table.T)
        begun = np.array(self._born, dtype=np.int64).reshape(-1, 5).T
        none = np.full(self._prepared, -1, dtype=np.int64)
        return Log(
            replication=replication,
            case_process=np.concatenate((cases.process, begun[0])).astype(np.int32),
            case_office=np.concatenate((cases.office, begun[1])).astype(np.int32),
            case_stream=np.concatenate((cases.stream, np.zeros_like(begun[2]))).astype(np.int32),
            case_number=np.concatenate((cases.number, begun[2])),
            case_arrived=np.concatenate((cases.arrived, begun[3])),
            case_ended=np.array(self._ended, dtype=np.int64),
            case_outcome=np.array(self._outcome, dtype=np.int32),
            activities=rows.close(),
            finished=finished,
            case_parent=np.concatenate((none, begun[4])).astype(np.int32),
            case_errors=np.array(self._errors, dtype=np.int64),
            case_facts=facts_of_all(cases, born),
        )
