"""`procsim show`: the map of a process, as a picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from procsim.cli.console import tell, tell_result
from procsim.cli.options import (
    Direction,
    Force,
    Lang,
    Language,
    Map,
    ModelOrScenario,
    OneOffice,
    OneProcess,
    OptionalScenario,
    Orientation,
)
from procsim.cli.rows import ALL, check_choice
from procsim.errors import UsageError

if TYPE_CHECKING:
    from procsim.model.model import Model
    from procsim.model.scenario import Scenario


def show(
    file: ModelOrScenario,
    process: OneProcess = None,
    scenario: OptionalScenario = None,
    output: Map = None,
    lang: Lang = Language.en,
    orientation: Direction = Orientation.vertical,
    office: OneOffice = None,
    force: Force = False,
) -> None:
    """Draw processes as maps: lanes are where the work is done."""
    from procsim import study
    from procsim.report.maps import layout, save
    from procsim.simulation.store import written_whole

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
        with written_whole(path) as aside:
            save(drawing, aside)
        if changed and (gone := study.removed_steps(changed, id_)):
            tell(_removed(changed, id_, gone, lang.value))
        tell_result(str(path))


def _removed(scenario: Scenario, process: str, steps: list[str], language: str) -> str:
    """That steps are gone, by their titles."""
    from procsim.report.words import Words

    words, before = Words(language), scenario.baseline.processes[process]
    titles = words.listed(before.node[step].title.into(language) for step in steps)
    return words("show.removed", process=before.title.into(language), steps=titles)


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
