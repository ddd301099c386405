"""The shipped models' tables, kept so that a change of numbers is noticed.

    python -m tests.golden.shipped            what has changed
    python -m tests.golden.shipped --update   write it down

The ledger `models/field-hq/delays.csv` gets its simulated waits from here.
"""

from __future__ import annotations

import argparse
import csv
import difflib
import io
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from procsim.analysis.comparison import compare
from procsim.files import read_model, read_scenarios
from procsim.model.elements import Task
from procsim.simulation.addresses import draws_digest
from tests.measured import replicated

if TYPE_CHECKING:
    from procsim.analysis.comparison import Comparison

ROOT: Final = Path(__file__).resolve().parents[2]
MODEL: Final = ROOT / "models" / "field-hq" / "model.yaml"
SCENARIOS: Final = ("payroll_centre", "procurement_hubs")
LEDGER: Final = ROOT / "models" / "field-hq" / "delays.csv"
TABLE: Final = Path(__file__).parent / "shipped.csv"
REPLICATIONS: Final = 2

#: What the table of the comparison shows: (scope, kpi, statistic).
SHOWN: Final = (
    ("process", "cases_arrived", "total"),
    ("process", "cases_unfinished", "total"),
    ("process", "cycle_time", "mean"),
    ("process", "cycle_time", "p90"),
    ("process", "waiting_time", "mean"),
    ("process", "processing_time", "mean"),
    ("process", "cost_of_work", "mean"),
    ("process", "work_per_year", "total"),
    ("process", "cost_of_work_per_year", "total"),
    ("process", "cost_of_capacity", "total"),
    ("process", "utilisation", "mean"),
    ("process", "posts", "total"),
    ("process", "posts_needed", "total"),
    ("tier", "cost_of_work_per_year", "total"),
    ("tier", "cost_of_capacity", "total"),
)


@cache
def comparison() -> Comparison:
    """The shipped comparison."""
    model = read_model(MODEL)
    scenarios = [
        scenario
        for name in SCENARIOS
        for scenario in read_scenarios(ROOT / "scenarios" / f"{name}.yaml")
    ]
    baseline = replicated(model, REPLICATIONS)
    return compare(
        baseline,
        [replicated(each.model, REPLICATIONS, id_=each.id, before=model) for each in scenarios],
    )


def table() -> str:
    """Key indicators of the baseline and the scenarios, six digits of each; the first line names
    the luck they were made with."""
    found = comparison()
    rows = [("scenario", "process", "scope", "id", "kpi", "statistic", "unit", "mean")]
    for outcome in (found.baseline, *found.scenarios):
        for key, mean in zip(outcome.estimates.keys, outcome.estimates.mean, strict=True):
            if (key.scope, key.kpi, key.statistic) in SHOWN:
                rows.append((outcome.id, *key, f"{mean:.6g}"))
    return f"# draws {draws_digest()}\n{_written(rows)}"


def ledger() -> str:
    """The ledger of waits with what the baseline's run adds to each step: all waiting but the delay
    that is left in the model. A wait for a date is the simulator's, a wait of its own is not."""
    outcome = comparison().baseline
    mean = {
        key[:5]: m for key, m in zip(outcome.estimates.keys, outcome.estimates.mean, strict=True)
    }
    lines = list(csv.reader(LEDGER.read_text(encoding="utf-8").splitlines()))
    rows = [
        (
            "process",
            "step",
            "draft_delay_days",
            "simulated_wait_days",
            "remainder_days",
            "difference_days",
            "note",
        )
    ]
    for line in (dict(zip(lines[0], values, strict=True)) for values in lines[1:]):
        process, step = line["process"], line["step"]
        element = outcome.model.processes[process].node[step]
        waits = mean[process, "step", step, "waiting_time", "mean"]
        if isinstance(element, Task) or element.until is None:
            waits -= mean[process, "step", step, "waiting_scheduled", "mean"]
        simulated = round(waits, 2) + 0.0
        draft, remainder = float(line["draft_delay_days"]), float(line["remainder_days"])
        difference = round(simulated + remainder - draft, 2) + 0.0
        rows.append(
            (
                process,
                step,
                line["draft_delay_days"],
                f"{simulated:.2f}",
                line["remainder_days"],
                f"{difference:+.2f}",
                line["note"],
            )
        )
    return _written(rows)


def difference(kept: Path, now: str) -> str:
    """The lines that have changed, as a patch; empty where none has."""
    old = kept.read_text(encoding="utf-8") if kept.exists() else ""
    lines = difflib.unified_diff(
        old.splitlines(), now.splitlines(), f"{kept.name} as kept", f"{kept.name} as run", n=0,
        lineterm="",
    )  # fmt: skip
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Show what has changed; with `--update` keep it."""
    parser = argparse.ArgumentParser(prog="python -m tests.golden.shipped")
    parser.add_argument("--update", action="store_true", help="keep what is run now")
    update = parser.parse_args(arguments).update
    changed = 0
    for path, now in ((TABLE, table()), (LEDGER, ledger())):
        shown = difference(path, now)
        if shown:
            changed = 1
            print(shown)
            if update:
                path.write_text(now, encoding="utf-8", newline="\n")
    return 0 if update else changed


def _written(rows: list[tuple[str, ...]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
