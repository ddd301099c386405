"""Tables of every replication, written and read piece by piece: they can be larger than memory.

The bytes depend on what is written only, not on how many processes made it nor in which order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from procsim.analysis.estimates import Estimates, estimate
from procsim.analysis.sheet import Key
from procsim.simulation.store import said_in_one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_ROWS: Final = 1_000_000
"""Of a piece, about."""
_MEASUREMENTS: Final = pa.schema(
    [
        ("scenario", pa.string()),
        *((name, pa.string()) for name in Key._fields),
        ("replication", pa.int64()),
        ("value", pa.float64()),
    ]
)


def write_measurements(path: Path, measured: Sequence[Estimates]) -> None:
    """Every measurement of every replication: what the estimates and effects are made from."""
    with said_in_one_line(path), pq.ParquetWriter(path, _MEASUREMENTS) as writer:
        for estimates in measured:
            for piece in _pieces(estimates):
                writer.write_table(piece)


def read_measurements(path: Path) -> dict[str, Estimates]:
    """By scenario what was measured of it."""
    keys: dict[str, list[Key]] = {}
    values: dict[str, list[np.ndarray]] = {}
    with pq.ParquetFile(path) as file:
        for number in range(file.num_row_groups):
            piece = file.read_row_group(number)
            scenario = piece["scenario"][0].as_py()
            count = piece["replication"].to_numpy()[-1] + 1
            columns = (piece[name][::count].to_pylist() for name in Key._fields)
            keys.setdefault(scenario, []).extend(map(Key, *columns))
            found = piece["value"].to_numpy().reshape(-1, count)
            values.setdefault(scenario, []).append(found.T)
    return {
        scenario: estimate(scenario, keys[scenario], np.concatenate(parts, axis=1))
        for scenario, parts in values.items()
    }


def write_joined(parts: Sequence[Path], path: Path) -> None:
    """The rows of Parquet files with the same columns, file by file."""
    schemas = [pq.read_schema(part) for part in parts]
    # A column in which a replication has nothing has no type of its own there.
    schema = pa.unify_schemas(schemas).with_metadata(schemas[0].metadata)
    with said_in_one_line(path), pq.ParquetWriter(path, schema) as writer:
        for part in parts:
            with pq.ParquetFile(part) as file:
                for number in range(file.num_row_groups):
                    writer.write_table(file.read_row_group(number).cast(schema))


def _pieces(estimates: Estimates) -> Iterator[pa.Table]:
    count = estimates.replications
    step = max(1, _ROWS // count)
    for begin in range(0, len(estimates.keys), step):
        keys = estimates.keys[begin : begin + step]
        rows = np.repeat(np.arange(len(keys)), count)
        columns = [pa.array(column).take(pa.array(rows)) for column in zip(*keys, strict=True)]
        yield pa.table(
            [
                pa.array([estimates.scenario]).take(pa.array(np.zeros_like(rows))),
                *columns,
                np.tile(np.arange(count), len(keys)),
                np.ravel(estimates.values[:, begin : begin + step], order="F"),
            ],
            schema=_MEASUREMENTS,
        )
