"""The reference pages that are written from the code: docs/kpis.md and docs/errors.md.

`make docs` writes them; a test says when that has been forgotten.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from procsim.analysis.kpis import KPIS, Kpi
from procsim.errors import CODES

ROOT: Final = Path(__file__).parents[2]
_BAD_INPUTS: Final = ROOT / "tests" / "bad_inputs"

_UNITS: Final = {
    "cases": "cases",
    "days": "days of 24 hours",
    "wd": "working days of a named calendar",
    "h": "hours",
    "h/year": "hours a year",
    "share": "share",
    "money": "reporting currency",
    "money/year": "reporting currency a year",
    "posts": "posts",
    "times": "times",
}
_BETTER: Final = {
    "lower": "lower is better",
    "higher": "higher is better",
    "none": "neither way is better",
}
_KINDS: Final = {
    "P0": "Files and tables",
    "P1": "Keys, names and words",
    "P2": "Quantities",
    "P3": "The graph of a process",
    "P4": "Offices, roles and time",
    "P5": "Scenarios",
}
_KPIS_HEAD: Final = """\
# Indicators

Written from `procsim.analysis.kpis` by `make docs`: change it there.

Each indicator is measured in every replication; tables give its mean over replications with a 95 %
interval (Student). Where an indicator is written in a file (`observed`, `targets`) or a condition
(`--fail-if`), its id is used.

Scopes: `process` (a process, or `all`), `office` (of origin for cases, of work for staff), `tier`,
`role`, `pool` (the members of one office who hold the same roles), `step`, `segment` (cases told
apart by a fact, as `kind=a` or `amount<1000`). Case indicators cover the cases that arrive in the
reported window, or that others call or start in it; staff indicators cover what was worked or paid
in it.

"""
_ERRORS_HEAD: Final = """\
# Errors

Written from `procsim.errors` and `tests/bad_inputs/` by `make docs`: change it there.

An error names the file, line and column, a code that never changes its meaning, the value, and a
way out. All errors of a stage are shown at once; nothing is written and the exit status is 1. Files
are read in stages (text; keys and values; the rules of the whole model), so a second run can show
errors of a later stage.

"""


def kpis_page() -> str:
    """docs/kpis.md: every indicator as it is declared."""
    return _KPIS_HEAD + "\n".join(line for kpi in KPIS.values() for line in _kpi(kpi))


def _kpi(kpi: Kpi) -> Iterator[str]:
    yield f"## `{kpi.id}`"
    yield ""
    yield f"**{kpi.name}** ({_UNITS[kpi.unit]}; {_BETTER[kpi.direction]}). {kpi.definition}"
    yield ""
    yield f"Scopes: {', '.join(kpi.scopes)}. Statistics: {', '.join(kpi.statistics)}."
    yield ""


def errors_page() -> str:
    """docs/errors.md: every code, with a wrong input and what is said about it."""
    lines = (line for start, title in _KINDS.items() for line in _kind(start, title))
    return _ERRORS_HEAD + "\n".join(lines)


def _kind(start: str, title: str) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    for code, about in CODES.items():
        if not code.startswith(start):
            continue
        yield f"### {code}: {about}"
        yield ""
        example = _example(code)
        if example:
            yield from ("```text", *example, "```", "")


def _example(code: str) -> list[str]:
    """What is said about the first wrong input of a code; nothing for inputs made by a test."""
    case = next(iter(sorted(_BAD_INPUTS.glob(f"{code}_*/expected.txt"))), None)
    if case is None:
        return []
    lines = case.read_text(encoding="utf-8").splitlines()
    return lines[:-1]  # the last counts the errors


PAGES: Final = {"docs/kpis.md": kpis_page, "docs/errors.md": errors_page}


def main() -> None:
    """Write every page."""
    for name, page in PAGES.items():
        with (ROOT / name).open("w", encoding="utf-8", newline="\n") as file:
            file.write(page())
        print(f"wrote {name}")


if __name__ == "__main__":
    main()
