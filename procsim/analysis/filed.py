"""A finished replication as Parquet: its measurements, and its cases and activities if kept.

The measurements come last, so a replication that has them is complete.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from procsim.analysis.sheet import Key
from procsim.errors import UsageError
from procsim.simulation.store import written_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

    from procsim.analysis.runs import AnyRun, Result, Values
    from procsim.simulation.log import Log
    from procsim.simulation.plan import Plan
    from procsim.simulation.preparation.roster import Roster

    Files = Mapping[str, bytes]
    """Contents by what they are: `cases`, `activities`, `measurements`."""

CASES: Final = "cases"
ACTIVITIES: Final = "activities"
_MEASUREMENTS: Final = "measurements"
_NAME: Final = re.compile(rf"{_MEASUREMENTS}-(\d+)\.parquet")


@dataclass(frozen=True)
class Packing:
    """Makes the files of a replication, for whoever writes them."""

    run: AnyRun

    @property
    def plan(self) -> Plan:
        """The plan that is run."""
        return self.run.plan

    def observe(self, log: Log, roster: Roster) -> Files:
        """The contents of the replication's files."""
        return packed(self.plan, self.run.observe(log, roster))


@dataclass(frozen=True)
class Filing:
    """Writes the files of a replication into a folder, from whatever process it runs in: nothing
    else has to travel."""

    run: AnyRun
    folder: Path

    @property
    def plan(self) -> Plan:
        """The plan that is run."""
        return self.run.plan

    def observe(self, log: Log, roster: Roster) -> None:
        """Write the replication."""
        files = packed(self.plan, self.run.observe(log, roster))
        write_replication(self.folder, log.replication, files)


def packed(plan: Plan, result: Result) -> Files:
    """The files of a replication: the same bytes wherever it ran."""
    files: dict[str, bytes] = {}
    if result.log is not None:
        # It asks for pandas, which most worker processes never need.
        from procsim.analysis.frames import activities_frame, cases_frame

        files[CASES] = _parquet(_table(cases_frame(plan, [result.log])))
        files[ACTIVITIES] = _parquet(_table(activities_frame(plan, [result.log])))
    columns = dict(zip(Key._fields, zip(*result.keys, strict=True), strict=False))
    names = [*columns, "value"]
    measured = [*map(pa.array, columns.values()), _numbers(result.measured)]
    files[_MEASUREMENTS] = _parquet(pa.Table.from_arrays(measured, names=names))
    return files


def write_replication(folder: Path, replication: int, files: Files) -> None:
    """Write the files of a replication, the measurements last."""
    for name, content in files.items():
        with written_whole(file_of(folder, name, replication)) as aside:
            aside.write_bytes(content)


def file_of(folder: Path, name: str, replication: int) -> Path:
    """Where a replication's cases, activities or measurements are."""
    return folder / f"{name}-{replication:06d}.parquet"


def finished(folder: Path) -> list[int]:
    """The replications that are complete, in order."""
    if not folder.is_dir():
        return []
    found = (_NAME.fullmatch(path.name) for path in folder.iterdir())
    return sorted(int(name[1]) for name in found if name)


def read_measurements(folder: Path, count: int) -> tuple[tuple[Key, ...], Values]:
    """The keys of replications 0 … count-1, and their values of shape (replications, keys)."""
    first = _read(file_of(folder, _MEASUREMENTS, 0))
    keys = zip(*(first[name].to_pylist() for name in Key._fields), strict=True)
    values = np.empty((count, first.num_rows))
    for each in range(count):
        values[each] = _read(file_of(folder, _MEASUREMENTS, each))["value"].to_numpy()
    return tuple(Key(*key) for key in keys), values


def _read(path: Path) -> pa.Table:
    try:
        return pq.read_table(path)
    except (OSError, pa.ArrowInvalid) as error:
        hint = "delete it, and --resume runs its replication again"
        raise UsageError(f"{path} cannot be read: {hint}") from error


def _numbers(values: Values) -> pa.Array:
    """Without `pa.array`, which loads pandas to see whether it was given something of it."""
    return pa.Array.from_buffers(pa.float64(), values.size, [None, pa.py_buffer(values)])


def _table(frame: pd.DataFrame) -> pa.Table:
    return pa.Table.from_pandas(frame, preserve_index=False)


def _parquet(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink)
    content: bytes = sink.getvalue().to_pybytes()
    return content
