"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeAlias

import typer


class Language(StrEnum):
    """Languages of reports and maps."""

    en = "en"
    zh = "zh"
    fr = "fr"
    es = "es"


class Form(StrEnum):
    """How results are written."""

    text = "text"
    json = "json"
    csv = "csv"
    md = "md"


class Engine(StrEnum):
    """What runs the replications."""

    auto = "auto"
    simpy = "simpy"
    compiled = "compiled"


class Logs(StrEnum):
    """Which cases and activities are kept."""

    all = "all"
    sample = "sample"
    none = "none"


class Orientation(StrEnum):
    """How a map runs."""

    vertical = "vertical"
    horizontal = "horizontal"


ModelOrScenario: TypeAlias = Annotated[
    Path, typer.Argument(metavar="FILE", help="A model or a scenario.", show_default=False)
]
ScenarioFiles: TypeAlias = Annotated[
    list[Path],
    typer.Argument(
        metavar="[MODEL] SCENARIO...", help="Scenarios of one model.", show_default=False
    ),
]
OptionalScenario: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "-s", "--scenario", metavar="SCENARIO", help="Show what it changes.", show_default=False
    ),
]
StudyFolder: TypeAlias = Annotated[
    Path, typer.Argument(metavar="DIR", help="A study made by compare -o.", show_default=False)
]
Results: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "-o", "--output", metavar="DIR", help="A folder for everything.", show_default="none"
    ),
]
Page: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "-o", "--output", metavar="FILE", help="The page.", show_default="report.LANG.html in DIR"
    ),
]
Replications: TypeAlias = Annotated[
    int, typer.Option("-n", "--replications", min=1, help="Independent repetitions of the run.")
]
Seed: TypeAlias = Annotated[
    int, typer.Option("--seed", min=0, help="Another seed is other luck; the same, the same.")
]
Jobs: TypeAlias = Annotated[
    int | None,
    typer.Option("--jobs", min=1, help="Processes to use.", show_default="one per core"),
]
EngineChoice: TypeAlias = Annotated[
    Engine,
    typer.Option(
        "--engine", help="simpy is the reference, compiled is fast; the results are the same."
    ),
]
Cluster: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="ADDRESS",
        help="A Dask scheduler whose workers run it: tcp://host:8786.",
        show_default="this machine",
    ),
]
Keep: TypeAlias = Annotated[
    Logs,
    typer.Option(
        "--keep", help="Cases and activities in DIR: of every replication, the first one, or none."
    ),
]
Resume: TypeAlias = Annotated[
    bool, typer.Option("--resume", help="Go on with what an interrupted run has finished.")
]
Format: TypeAlias = Annotated[Form, typer.Option("--format", help="How results are written.")]
Force: TypeAlias = Annotated[bool, typer.Option("--force", help="Replace what is there.")]
Lang: TypeAlias = Annotated[Language, typer.Option("--lang", help="Language of texts.")]
FailIf: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--fail-if",
        metavar="CONDITION",
        help="Exit with 1 if it holds: 'payroll.cycle_time.p90 > 20 wd'. May be repeated.",
        show_default=False,
    ),
]
Materiality: TypeAlias = Annotated[
    str, typer.Option("--materiality", help="Gains and losses of offices below it are not named.")
]
Processes: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--process", metavar="ID", help="Only these processes.", show_default="all"),
]
Scope: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--scope",
        metavar="SCOPE",
        help="process, office, tier, role, pool, step; or all.",
        show_default="process",
    ),
]
OneProcess: TypeAlias = Annotated[
    str | None,
    typer.Option("--process", metavar="ID", help="The process.", show_default="every one"),
]
Map: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="A name that ends in .svg, .png or .pdf.",
        show_default="PROCESS.svg here",
    ),
]
Direction: TypeAlias = Annotated[
    Orientation, typer.Option("--orientation", help="vertical for paper, horizontal for screens.")
]
OneOffice: TypeAlias = Annotated[
    str | None,
    typer.Option("--office", metavar="ID", help="Whose cases.", show_default="busiest tier"),
]
