"""`procsim show`: the map of a process, as a picture."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from procsim.cli.console import tell, tell_result
from procsim.cli.options import Force, Lang, Language, ModelOrScenario
from procsim.cli.rows import ALL, check_choice
from procsim.errors import UsageError

if TYPE_CHECKING:
    from procsim.model.model import Model
    from procsim.model.scenario import Scenario


class Orientation(StrEnum):
    """How a map runs."""

    vertical = "vertical"
    horizontal = "horizontal"


def show(
    file: ModelOrScenario,
    process: Annotated[
        str | None,
        typer.Option("--process", metavar="ID", help="The process.", show_default="every one"),
    ] = None,
    scenario: Annotated[
        Path | None,
        typer.Option("-s", "--scenario", metavar="SCENARIO", help="Show what it changes."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="A name that ends in .svg, .png or .pdf.",
            show_default="PROCESS.svg here",
        ),
    ] = None,
    lang: Lang = Language.en,
    orientation: Annotated[
        Orientation, typer.Option(help="vertical for paper, horizontal for screens.")
    ] = Orientation.vertical,
    office: Annotated[
        str | None,
        typer.Option("--office", metavar="ID", help="Whose cases.", show_default="busiest tier"),
    ] = None,
    force: Force = False,
) -> None:
    """Draw processes as maps: lanes are where the work is done."""
    from procsim import study
    from procsim.report.maps import layout, save

    model, changed = _load(file, scenario)
    process = None if process == ALL else process
    check_choice(processes=[process] if process else None, scopes=None, known=model.processes)
    if office is not None and office not in model.offices:
        raise UsageError(f"unknown office {office!r}: known: {', '.join(model.offices)}")
    ids = [process] if process else list(model.processes)
    for id_, path in zip(ids, _targets(ids, output, force=force), strict=True):
        drawing = layout(
            model.processes[id_],
            model,
            language=lang.value,
            orientation=orientation.value,
            origin=office,
            tags=study.step_tags(changed, id_) if changed else None,
        )
        with study.said_in_one_line(path):
            save(drawing, path)
        if changed and (gone := study.removed_steps(changed, id_)):
            tell(f"{id_}: removed, so not on the map: {', '.join(gone)}")
        tell_result(str(path))


def _load(file: Path, scenario: Path | None) -> tuple[Model, Scenario | None]:
    from procsim import study
    from procsim.files import is_scenario, read_model

    if scenario is None and is_scenario(file):
        file, scenario = file, file
    if scenario is None:
        return read_model(file), None
    found = study.load_scenario(scenario)
    if file != scenario and file.resolve() != found.root.resolve():
        raise UsageError(f"{scenario} is about {found.root}, not {file}")
    return found.model, found


def _targets(ids: list[str], output: Path | None, *, force: bool) -> list[Path]:
    """The file of each map; none that exists, unless it may be replaced."""
    if output is not None and len(ids) > 1:
        raise UsageError(f"-o is one file: choose one with --process ({', '.join(ids)})")
    paths = [Path(f"{id_}.svg") for id_ in ids] if output is None else [output]
    for path in paths:
        if path.suffix.lower() not in (".svg", ".png", ".pdf"):
            raise UsageError(f"cannot draw {path.name!r}: name it .svg, .png or .pdf")
        if path.exists() and not force:
            raise UsageError(f"{path} exists: --force replaces it")
    return paths
