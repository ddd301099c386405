"""A scenario: a short list of reasoned changes to a model, and the model they make."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from procsim.errors import Place
    from procsim.model.distributions import Distribution
    from procsim.model.model import Model
    from procsim.model.text import Title


StepChange = Literal["added", "removed", "moved", "changed"]
_SHOWN_OFFICES: Final = 4
_NOWHERE: Final = (-1, -1)


@dataclass(frozen=True, slots=True)
class Edit:
    """One value of the model's files: what it was and what it becomes ('' for absent), and where
    the scenario says so."""

    path: str
    old: str
    new: str
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Change:
    """One change as written: its verb and target in words, why, and the edits it expands to.

    `steps` says what becomes of each `process.step` it touches (tags on the map); changes with the
    same `part` are one step of the savings bridge.
    """

    verb: str
    summary: str
    why: str
    part: str
    edits: tuple[Edit, ...]
    steps: Mapping[str, StepChange]


@dataclass(frozen=True, slots=True)
class Investment:
    """A one-off cost in a month, or a running cost per year from a month on."""

    what: str
    cost: Distribution
    currency: str
    yearly: bool
    month: dt.date


@dataclass(frozen=True, slots=True)
class LikelyRename:
    """A step that is removed and one that is added (`process.step` each) look like one step."""

    before: str
    after: str

    @property
    def luck_of(self) -> str:
        """What the new step would say to keep the old one's luck."""
        return self.before.partition(".")[2]


@dataclass(frozen=True)
class Scenario:
    """The model before and after its changes.

    `baseline` is the model the changes were made to: the AS-IS model, or the model of the scenario
    that is named as its baseline; `as_is` is the AS-IS model at the end of that chain and `root`
    its file, which everything that is compared in one study must share. `bridge` holds the models
    in between: after the first part, after the first two, … (without the last, which is `model`).
    `files` are the scenario files that were read, this one first. `investments` are all costs
    since AS-IS: those of the scenarios it builds on, then its own. `changes` are its own;
    `inherited` are those of the scenarios it builds on, the first one's first.
    """

    id: str
    title: Title
    owner: str
    as_is: Model
    baseline: Model
    model: Model
    changes: tuple[Change, ...]
    parts: tuple[str, ...]
    bridge: tuple[Model, ...]
    investments: tuple[Investment, ...]
    root: Path
    files: tuple[Path, ...]
    warnings: tuple[LikelyRename, ...] = ()
    inherited: tuple[Change, ...] = ()


def since_as_is(scenario: Scenario) -> tuple[Change, ...]:
    """All changes since AS-IS, the inherited ones first.

    A value that one scenario changes and the next one changes again stands with the later change
    alone: from what it is in AS-IS to what it is in the end, or not at all if that is the same.
    """
    changes = (*scenario.inherited, *scenario.changes)
    told: dict[tuple[int, int], Edit] = {}
    holders: dict[tuple[str, str], tuple[int, int]] = {}
    for number, change in enumerate(changes):
        for position, edit in enumerate(change.edits):
            earlier = told.pop(holders.pop((edit.path, edit.old), _NOWHERE), None)
            old = edit.old if earlier is None else earlier.old
            told[number, position] = replace(edit, old=old)
            holders[edit.path, edit.new] = (number, position)
    edits: list[list[Edit]] = [[] for _ in changes]
    for (number, _), edit in told.items():
        if edit.old != edit.new:
            edits[number].append(edit)
    return tuple(
        replace(change, edits=tuple(mine)) for change, mine in zip(changes, edits, strict=True)
    )


def difference(scenario: Scenario) -> list[str]:
    """What a scenario changes since AS-IS, a line each: `path: old → new (why) [file:line]`.

    Neighbouring offices that change alike on one line of the file share a line here.
    """
    return [line for change in since_as_is(scenario) for line in _lines(change)]


def _lines(change: Change) -> Iterator[str]:
    def alike(edit: Edit) -> tuple[str, str, str, str]:
        return edit.path.rpartition(".")[0], edit.old, edit.new, _where(edit.place)

    for (holder, old, new, place), group in groupby(change.edits, key=alike):
        keys = [edit.path.rpartition(".")[2] for edit in group]
        shown = keys if len(keys) <= _SHOWN_OFFICES else [*keys[: _SHOWN_OFFICES - 1], "…"]
        count = f" ({len(keys)})" if len(keys) > _SHOWN_OFFICES else ""
        where = f"{holder}.{', '.join(shown)}{count}" if holder else ", ".join(shown)
        yield f"{where}: {old or '(none)'} → {new or '(none)'} ({change.why}){place}"


def _where(place: Place | None) -> str:
    return "" if place is None else f" [{place.file}:{place.line}]"
