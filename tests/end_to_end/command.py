"""Runs the command in a process of its own, on a model small enough to wait for."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
SHIPPED = REPOSITORY / "models" / "field-hq" / "model.yaml"

MODEL = """\
procsim: 1
title: {en: Permits, fr: Permis, zh: 许可}
currency: USD
observe: {from: 2026-01-01, length: 3 months}
drain: 2 months
calendars:
  week: {days: Mon-Fri, hours: 09:00-17:00}
offices:
  geneva: {title: {en: Geneva, zh: 日内瓦}, tier: hq, time_zone: Europe/Zurich, calendar: week}
  suva: {title: Suva, tier: country, parent: geneva, time_zone: Pacific/Fiji, calendar: week}
roles:
  clerk: {title: Clerk, staff: {geneva: 2, suva: 1}, cost: 42000 USD/year}
processes: [permit.yaml]
observed:
  - {process: permit, kpi: cycle_time, statistic: p50, value: 2 days, source: Register}
targets:
  - {process: permit, kpi: cycle_time, statistic: p90, at_most: 5 wd week}
"""
PERMIT = """\
process: permit
title: {en: Permit, fr: Permis, zh: 许可}
arrivals:
  - {office: every office, per_year: arrivals.csv}
steps:
  asked: {event: start, next: check}
  check: {task: Check, role: clerk, at: origin, time: triangular 20..40..90 min, next: good}
  good: {decision: In order?, next: [{to: sign, share: 80%}, {to: check, share: 20%}]}
  sign: {task: Sign, role: clerk, at: hq, time: 15 min, next: done}
  done: {event: end}
"""
VOLUMES = "process,office,per_year\npermit,geneva,700\npermit,suva,400\n"
FASTER = """\
procsim: 1
scenario: faster
title: {en: Faster checks, fr: Contrôles plus rapides, zh: 加快审核}
baseline: ../model/model.yaml
changes:
  - {time: permit.check, scale: 0.5, part: List, why: "A list of what is asked, in the form"}
  - {staff: clerk, at: suva, from: 1, to: 0.8, part: Posts, why: Less work}
"""
NOTHING = "procsim: 1\nscenario: nothing\nbaseline: ../model/model.yaml\nchanges: []\n"
OVERLOADED = """\
procsim: 1
scenario: overloaded
baseline: ../model/model.yaml
changes:
  - {staff: clerk, at: suva, to: 0.1, why: A test}
"""


@dataclass(frozen=True)
class Answer:
    """What a command said."""

    status: int
    out: str
    err: str


def procsim(*arguments: object, cwd: Path | None = None, **environment: str) -> Answer:
    """Run the command with plain output and wait for it."""
    done = subprocess.run(
        [sys.executable, "-m", "procsim", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "NO_COLOR": "1", "COLUMNS": "100", **environment},
        capture_output=True,
        check=False,
        timeout=120,
    )
    return Answer(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def write_inputs(folder: Path) -> None:
    """The small model in `model/` and its scenarios in `scenarios/`."""
    files = {
        "model/model.yaml": MODEL,
        "model/permit.yaml": PERMIT,
        "model/arrivals.csv": VOLUMES,
        "scenarios/faster.yaml": FASTER,
        "scenarios/nothing.yaml": NOTHING,
        "scenarios/overloaded.yaml": OVERLOADED,
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
