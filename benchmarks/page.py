"""The results as a page of tables: what `python -m benchmarks` prints.

`python -m benchmarks.page RESULTS.json "a machine" > docs/benchmarks.md` writes the page of the
documentation from results that were kept.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Results = dict[str, Any]

OPENING = """# Benchmarks

Measured on {date} on {machine}, with Python {python}; written by `python -m benchmarks.page` from
the results of `python -m benchmarks` ([how](../benchmarks/README.md)). A machine's speed changes
from minute to minute: compare ratios, which are taken within a round in which all contestants run
one after the other. Times are of the processor, of one core."""
SPEED = """## Speed

Finished activities per second, log included; drawing cases and times is included on all sides.
Start-up is what comes before: building the model's plan or the simulator's objects. For the
compiled engine, {words} {seconds:.1f} s besides. The mean cycle time shows that all do the same
work; in Ciw, which has no parallel tasks, they come one after the other."""
MEMORY = """## Memory

Bytes for each activity: what its row in the log takes, and what the process that runs them needs at
its peak beyond the loaded package (cases, people, luck, log, spare room)."""
GROWTH = """## Growth

Offices with four posts and about 10,000 activities a year each, compiled engine: twice the work
takes twice the time where the last column is 2."""
SHAPES = "About the same amount of work in other shapes:"
LUCK = """## The value of addressed luck

How many times smaller the variance of the effect on a mean cycle time is than with independent
luck, and than with one stream of random numbers that AS-IS and TO-BE share. So many times fewer
replications give the same interval: what 20 replications with addresses tell, independent luck
tells with the number given, in so many seconds more. The stream's cases, facts and absences are the
same in AS-IS and TO-BE, as a careful user would arrange it; where these come from it too, it is no
better than independent luck from the first case on that goes another way. A factor from so few
replications is itself uncertain: hence the range in brackets (90 %, that of a ratio of two
independent variances)."""
STUDY = """## A study

The full shipped model for one year, {activities:,} activities in a replication. Reading AS-IS and
five scenarios takes {reading:.1f} s, preparing one of them {preparing:.1f} s; then each replication
takes:"""
WHOLE = """30 replications of AS-IS and five scenarios would so take about {study:.0f} s on two
cores, without the bars of the bridge and the report."""


def page(results: Results, machine: str) -> str:
    """The whole page."""
    opening = OPENING.format(date=results["date"], machine=machine, python=results["python"])
    return "\n\n".join([opening, *sections(results)]) + "\n"


def sections(results: Results) -> list[str]:
    """The parts that were run."""
    writers = {
        "speed": _speed,
        "memory": _memory,
        "growth": _growth,
        "luck": _luck,
        "study": _study,
    }
    return [write(results[part]) for part, write in writers.items() if results.get(part)]


def _speed(found: Results) -> str:
    kernel = found["kernel"]
    words = "loading its code takes" if kernel["at_hand"] else "compiling its code took"
    parts = [SPEED.format(words=words, seconds=kernel["seconds"])]
    for contest, contestants in found["contests"].items():
        first = next(iter(contestants))
        head = (contest, "activities", "per second", f"× {first}", "start-up", "mean cycle")
        rows = [
            (
                who,
                f"{each['activities']:,}",
                f"{each['per_second']:,}",
                f"{each['ratio']:.2f}" if each["ratio"] < 10 else f"{each['ratio']:.0f}",
                f"{each['start_up']:.2f} s",
                f"{each['cycle_hours']:.2f} h",
            )
            for who, each in contestants.items()
        ]
        parts.append(_table(head, rows))
    return "\n\n".join(parts)


def _memory(rows: Sequence[Results]) -> str:
    table = [(f"{row['activities']:,}", f"{row['kept']:.0f}", f"{row['peak']:.0f}") for row in rows]
    head = ("activities", "row in the log", "peak of the process")
    return f"{MEMORY}\n\n{_table(head, table)}"


def _growth(found: Results) -> str:
    rows, shapes = found["doubling"], found["shapes"]
    doubling = [
        (
            f"{row['offices']:,}",
            *_work(row),
            f"{row['seconds'] / before['seconds']:.2f}" if before else "",
        )
        for before, row in zip([None, *rows], rows, strict=False)
    ]
    others = [(shape, *_work(row), f"{row['start_up']:.2f} s") for shape, row in shapes.items()]
    work = ("activities", "seconds", "µs each")
    return "\n\n".join(
        [
            GROWTH,
            _table(("offices", *work, "× the row before"), doubling),
            SHAPES,
            _table(("shape", *work, "start-up"), others),
        ]
    )


def _work(row: Results) -> tuple[str, str, str]:
    return f"{row['activities']:,}", f"{row['seconds']:.2f}", f"{row['microseconds_each']:.2f}"


def _luck(rows: Sequence[Results]) -> str:
    head = (
        "scenario",
        "effect on",
        "replications",
        "× less variance than independent luck",
        "replications instead of 20",
        "seconds saved",
        "× less than one stream",
    )
    return f"{LUCK}\n\n{_table(head, map(_luck_row, rows))}"


def _luck_row(row: Results) -> tuple[str, ...]:
    factor, stream = row["against_independent"], row["against_one_stream"]
    needed = 20 * factor
    return (
        f"`{row['scenario']}`",
        f"{row['process']}: {row['difference_hours']:+.1f} h",
        f"{row['replications']}",
        f"{factor:.1f} [{row['low']:.1f}, {row['high']:.1f}]",
        f"{needed:.0f}",
        f"{(needed - 20) * row['seconds_per_pair']:.0f}",
        "" if stream is None else f"{stream:.1f}",
    )


def _study(found: Results) -> str:
    names = {"cases": "cases", "roster": "absences", "run": "run", "measures": "measures"}
    rows = [(word, f"{found[part]:.2f}") for part, word in names.items()]
    rows.append(("together", f"{sum(found[part] for part in names):.2f}"))
    table = _table(("part", "seconds"), rows)
    return "\n\n".join([STUDY.format(**found), table, WHOLE.format(**found)])


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """In Markdown, aligned; the first column to the left, numbers to the right."""
    cells = [head, *rows]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]

    def line(row: Sequence[str]) -> str:
        first = row[0].ljust(widths[0])
        rest = [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        return f"| {' | '.join([first, *rest])} |"

    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return "\n".join([line(head), f"| {' | '.join(rule)} |", *(line(row) for row in cells[1:])])


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a text stream
    kept = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    print(page(kept, sys.argv[2]), end="")
