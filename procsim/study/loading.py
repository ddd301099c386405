"""Which model and which scenarios a comparison is about, and every file behind them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from procsim.errors import UsageError
from procsim.files import Library, is_scenario, read_scenarios

if TYPE_CHECKING:
    from collections.abc import Sequence

    from procsim.model.scenario import Scenario


def load_scenario(path: Path | str) -> Scenario:
    """The one scenario in a file; a file with alternatives (`vary:`) is for `load_scenarios`."""
    found = read_scenarios(path)
    if len(found) > 1:
        raise UsageError(
            f"{path} holds {len(found)} scenarios (`vary`): load_scenarios gives all of them"
        )
    return found[0]


def load_all(given: Sequence[Path | str | Scenario]) -> tuple[Path, tuple[Scenario, ...]]:
    """The file of the common AS-IS model, and all scenarios, from files or loaded already.

    A model file among the paths is the baseline that is expected.
    """
    expected: Path | None = None
    loaded: list[Scenario] = []
    library = Library()
    for each in given:
        if not isinstance(each, Path | str):
            loaded.append(each)
        elif is_scenario(Path(each)):
            loaded.extend(read_scenarios(each, library))
        elif expected is None:
            expected = Path(each)
        else:
            raise UsageError(f"two models, {expected} and {each}: compare scenarios of one model")
    if not loaded:
        raise UsageError("nothing to compare: name at least one scenario file")
    _refuse_twins(loaded)
    return _common_root(expected, loaded), tuple(loaded)


def _refuse_twins(scenarios: Sequence[Scenario]) -> None:
    seen = {"baseline"}
    for scenario in scenarios:
        if scenario.id in seen:
            raise UsageError(f"two scenarios are called {scenario.id!r}: rename one")
        seen.add(scenario.id)


def _common_root(expected: Path | None, scenarios: Sequence[Scenario]) -> Path:
    root = expected or scenarios[0].root
    for scenario in scenarios:
        if scenario.root.resolve() != root.resolve():
            raise UsageError(
                f"scenario {scenario.id!r} is about {scenario.root}, not {root}: "
                "scenarios of one comparison share their model"
            )
    return root
