"""A scenario: a short list of reasoned changes to a model, and the model they make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from procsim.model.distributions import Distribution
    from procsim.model.model import Model
    from procsim.model.text import Title


@dataclass(frozen=True, slots=True)
class Edit:
    """One value of the model's files: what it was and what it becomes ('' for absent)."""

    path: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """One change as written: its verb and target in words, why, and the edits it expands to.

    `steps` are the `process.step` ids it touches (tags on the map); changes with the same `part`
    are one step of the savings bridge.
    """

    verb: str
    summary: str
    why: str
    part: str
    edits: tuple[Edit, ...]
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Investment:
    """A one-off cost in a month, or a running cost per year from a month on."""

    what: str
    cost: Distribution
    currency: str
    yearly: bool
    month: dt.date


@dataclass(frozen=True)
class Scenario:
    """The model before and after its changes. `bridge` holds the models in between: after the
    first part, after the first two, … (without the last, which is `model`)."""

    id: str
    title: Title
    owner: str
    baseline: Model
    model: Model
    changes: tuple[Change, ...]
    parts: tuple[str, ...]
    bridge: tuple[Model, ...]
    investments: tuple[Investment, ...]
