"""Looking things up in the plain tree of a model: steps, flows, offices, values by office."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from procsim.files.addresses import bare
from procsim.files.edits import Refusal, Tree
from procsim.files.fields.by_office import select
from procsim.files.fields.table import PROVENANCE, nearest, written
from procsim.files.nodes import AMOUNT_FORMS
from procsim.model.organisation import TIERS

if TYPE_CHECKING:
    from procsim.errors import Path


#: Keys whose value is a title: a text, or texts by language.
TITLES: Final = ("task", "decision", "all", "any", "first", "call", "title", "case")


def text(value: Any) -> str:
    """A value as one would write it on a line, without its source; '' for none."""
    return " ".join(written(bare(value)).split())


def entries(value: Any) -> tuple[Any, ...]:
    """One or several: a list as it is, anything else as the only entry, nothing as none."""
    if value is None:
        return ()
    return tuple(value) if isinstance(value, Sequence) and not isinstance(value, str) else (value,)


def section(tree: Tree, *keys: str) -> Mapping[str, Any]:
    """The mapping at a path of the tree, without its source; empty where there is none."""
    here: Any = tree
    for key in keys:
        here = here.get(key) if isinstance(here, Mapping) else None
    return by_origin(here) if isinstance(here, Mapping) else {}


def title_of(thing: Mapping[str, Any]) -> str:
    """What a step, an office or a role is called, in English if it can be; '' if nothing."""
    for key in TITLES:
        title = thing.get(key)
        if isinstance(title, Mapping):
            return text(title.get("en", next(iter(title.values()), "")))
        if title is not None:
            return text(title)
    return ""


@dataclass(frozen=True, slots=True)
class StepRef:
    """A step that a change names as `process.step`."""

    process: str
    id: str
    node: Mapping[str, Any]

    @property
    def path(self) -> Path:
        return ("processes", self.process, "steps", self.id)

    @property
    def name(self) -> str:
        return f"{self.process}.{self.id}"

    @property
    def title(self) -> str:
        """What the step is called, in English if it has several titles."""
        return title_of(self.node) or self.id


def process_named(tree: Tree, name: Any, at: Path) -> str:
    """The id of a process, if there is one of this name."""
    processes = section(tree, "processes")
    if name not in processes:
        raise Refusal("P502", f"unknown process '{text(name)}'", at, nearest(text(name), processes))
    return str(name)


def step_named(tree: Tree, name: Any, at: Path) -> StepRef:
    """The step that `process.step` means."""
    parts = text(name).split(".")
    if len(parts) != 2:
        hint = "write process.step, as in payroll.validate"
        raise Refusal("P502", f"'{text(name)}' does not name a step", at, hint)
    process = process_named(tree, parts[0], at)
    steps = section(tree, "processes", process, "steps")
    if parts[1] not in steps:
        names = [f"{process}.{step}" for step in steps]
        raise Refusal("P502", f"unknown step '{text(name)}'", at, nearest(text(name), names))
    return StepRef(process, parts[1], section(tree, "processes", process, "steps", parts[1]))


def office_named(tree: Tree, name: Any, at: Path) -> str:
    """The id of an office, if there is one of this name."""
    offices = section(tree, "offices")
    if name not in offices:
        raise Refusal("P502", f"unknown office '{text(name)}'", at, nearest(text(name), offices))
    return str(name)


def ways_out(step: Mapping[str, Any]) -> Iterator[tuple[Path, str, Mapping[str, Any]]]:
    """All flows that leave a step, those of its deadlines last; each as in `flows_out`."""
    yield from flows_out(step)
    deadlines = step.get("deadline")
    listed = isinstance(deadlines, Sequence) and not isinstance(deadlines, str)
    for position, deadline in enumerate(entries(deadlines)):
        if isinstance(deadline, Mapping) and "to" in deadline:
            path: Path = ("deadline", position, "to") if listed else ("deadline", "to")
            yield path, text(deadline["to"]), deadline


def flows_out(step: Mapping[str, Any]) -> Iterator[tuple[Path, str, Mapping[str, Any]]]:
    """The flows that leave a step when it is done: path of the target in the step, target, the rest
    of the flow."""
    following = step.get("next")
    listed = isinstance(following, Sequence) and not isinstance(following, str)
    for position, flow in enumerate(entries(following)):
        path: Path = ("next", position) if listed else ("next",)
        if isinstance(flow, Mapping):
            yield (*path, "to"), text(flow.get("to")), flow
        else:
            yield path, text(flow), {}


def is_by_origin(value: Any) -> bool:
    """Whether a value differs by the origin of the case: `{else: …, country: …, dakar: …}`."""
    return isinstance(value, Mapping) and "is" not in value and not AMOUNT_FORMS & value.keys()


def by_origin(value: Mapping[str, Any]) -> dict[str, Any]:
    """What a mapping says, without the source that may stand in it."""
    return {key: held for key, held in value.items() if key not in PROVENANCE}


def value_for(tree: Tree, value: Any, office: str) -> Any:
    """What a value by office or origin is for one office: by its most specific key."""
    if not is_by_origin(value):
        return value
    offices = section(tree, "offices")
    best: tuple[int, Any] = (-1, None)
    for key, held in by_origin(value).items():
        found = select(_selector(str(key)), offices)
        if found is not None and office in found.offices and found.rank >= best[0]:
            best = (found.rank, held)
    return best[1]


def is_office_key(tree: Tree, key: str) -> bool:
    """Whether a key can stand in a value by office or origin: an office, a tier, `else`."""
    return select(_selector(key), section(tree, "offices")) is not None


def _selector(key: str) -> str:
    """The selector that a key of a mapping by office is short for."""
    return "every office" if key == "else" else f"every {key}" if key in TIERS else key


def offices_named(tree: Tree, selector: Any, at: Path) -> tuple[str, ...]:
    """The ids of the offices a selector means, in the order of the model; at least one."""
    offices = section(tree, "offices")
    found = select(text(selector), offices)
    if found is None:
        names = [*offices, "every office", *(f"every {tier}" for tier in TIERS)]
        hint = nearest(text(selector), names)
        raise Refusal("P502", f"unknown office '{text(selector)}'", at, hint)
    if not found.offices:
        raise Refusal("P502", f"'{text(selector)}' means no office of this model", at)
    return found.offices
