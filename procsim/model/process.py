"""What is done with a case: a graph of typed elements, and how cases arrive.

Nodes and flows are the truth; `Process.graph` derives the networkx graph from them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Mapping

    from procsim.model.calendars import Recurrence
    from procsim.model.distributions import Distribution
    from procsim.model.organisation import Office
    from procsim.model.text import Title
    from procsim.units import Money

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ByOrigin(Generic[T]):
    """A value by the office a case belongs to: by its name, else by its tier, else `otherwise`."""

    otherwise: T | None
    by: Mapping[str, T]

    def of(self, origin: Office) -> T | None:
        """The value for cases of `origin`; None where nothing is said."""
        if origin.id in self.by:
            return self.by[origin.id]
        return self.by.get(origin.tier, self.otherwise)

    def values(self) -> tuple[T, ...]:
        """All values, `otherwise` first."""
        first = () if self.otherwise is None else (self.otherwise,)
        return (*first, *self.by.values())


@dataclass(frozen=True, slots=True)
class Start:
    """Where a case enters."""

    id: str
    title: Title


@dataclass(frozen=True, slots=True)
class End:
    """Where a token leaves; the case ends with its last token."""

    id: str
    title: Title


@dataclass(frozen=True, slots=True)
class Terminate:
    """Ends the case with all its tokens."""

    id: str
    title: Title


@dataclass(frozen=True, slots=True)
class Batch:
    """Work collected and done together, for all cases whose task is done at the same place.

    Due when `size` are ready, the oldest has waited `age` (µs), or `rule` occurs, whichever is
    first; then all ready leave, `size` at a time. The work of a batch is `setup` plus each
    member's own work; without `size` all ready leave together.
    """

    size: int | None
    age: int | None
    rule: Recurrence | None
    setup: Distribution | None


@dataclass(frozen=True, slots=True)
class Task:
    """Work done by a role somewhere; without a role, by a system, which never queues.

    `at` is per origin: `origin`, `parent`, `hq`, `centre`, `skip`, or an office id.
    `luck` is the id whose draws the task uses (its own, or that of the step it replaces).
    """

    id: str
    title: Title
    role: str | None
    at: ByOrigin[str]
    time: ByOrigin[Distribution]
    delay: ByOrigin[Distribution] | None = None
    batch: Batch | None = None
    uses: tuple[str, ...] = ()
    fixed_cost: Money | None = None
    priority: int = 0
    """Lower goes first."""
    at_closing: Literal["keep", "pass_on"] = "keep"
    protected: bool = False
    luck: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Wait:
    """Time that passes without work: a delay drawn per visit, or until a recurrence (exactly one).

    `at` is `skip` for origins whose cases do not wait.
    """

    id: str
    title: Title
    delay: ByOrigin[Distribution] | None
    until: Recurrence | None
    at: ByOrigin[str]
    luck: str = ""
    protected: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """Exclusive: one flow out is taken, by the shares on the flows. Several in: merges."""

    id: str
    title: Title
    luck: str = ""


@dataclass(frozen=True, slots=True)
class All:
    """Parallel gateway: several flows out split, several in join, both do both."""

    id: str
    title: Title


Element = Start | End | Terminate | Task | Wait | Decision | All


@dataclass(frozen=True, slots=True)
class Flow:
    """An arrow. `share` is the probability of being taken where it leaves a decision."""

    source: str
    target: str
    share: ByOrigin[float] | None = None
    id: str = ""
    title: Title | None = None


@dataclass(frozen=True, slots=True)
class RandomArrivals:
    """Cases at random over the open time of a calendar: a Poisson process with a yearly volume.

    `per_year` is by office id; `calendar` is a calendar's id, or `office` for each office's own.
    `seasonality` weighs the months (relative intensity of open time; the year's volume is kept).
    `scale` multiplies demand: below 1 it thins the same cases, above 1 it adds others.
    """

    per_year: Mapping[str, float]
    calendar: str
    seasonality: tuple[float, ...]
    scale: ByOrigin[float]


@dataclass(frozen=True, slots=True)
class GapArrivals:
    """Cases with drawn gaps (µs of open time of a calendar) between them, for each office."""

    offices: tuple[str, ...]
    gap: Distribution
    calendar: str
    scale: ByOrigin[float]


@dataclass(frozen=True, slots=True)
class ScheduledArrivals:
    """A drawn number of cases at each instant of a recurrence, for each office."""

    offices: tuple[str, ...]
    rule: Recurrence
    cases: Distribution
    scale: ByOrigin[float]


@dataclass(frozen=True, slots=True)
class RecordedArrivals:
    """Cases as recorded: (office id, µs since 1970-01-01 UTC), in file order."""

    arrived: tuple[tuple[str, int], ...]
    scale: ByOrigin[float]


Arrivals = RandomArrivals | GapArrivals | ScheduledArrivals | RecordedArrivals


@dataclass(frozen=True)
class Process:
    """A kind of case, how its cases arrive and what is done with them."""

    id: str
    title: Title
    case: Title
    owner: str
    arrivals: tuple[Arrivals, ...]
    nodes: tuple[Element, ...]
    flows: tuple[Flow, ...]

    @cached_property
    def node(self) -> Mapping[str, Element]:
        """Id → element."""
        return {element.id: element for element in self.nodes}

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks, in file order."""
        return tuple(element for element in self.nodes if isinstance(element, Task))

    @cached_property
    def graph(self) -> nx.MultiDiGraph[str]:
        """The process as a networkx graph: nodes carry `element`, edges (keyed by the flow's
        position in `flows`) carry `flow`; nodes and edges are in file order."""
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(id=self.id)
        for element in self.nodes:
            graph.add_node(element.id, element=element)
        for position, flow in enumerate(self.flows):
            graph.add_edge(flow.source, flow.target, key=position, flow=flow)
        return graph

    def outgoing(self, node: str) -> tuple[Flow, ...]:
        """The flows that leave a node, in file order."""
        return tuple(flow for flow in self.flows if flow.source == node)

    def incoming(self, node: str) -> tuple[Flow, ...]:
        """The flows that enter a node, in file order."""
        return tuple(flow for flow in self.flows if flow.target == node)


def place_of(
    at: str, origin: Office, offices: Mapping[str, Office], centre: str | None
) -> str | None:
    """The office id that a placement means for cases of `origin`; None if there is none.

    `parent` of an office without one, `hq` without a headquarters and `centre` without a centre
    that serves the origin are None, and so is `skip`.
    """
    if at == "origin":
        return origin.id
    if at == "parent":
        return origin.parent
    if at == "hq":
        return next((office.id for office in offices.values() if office.tier == "hq"), None)
    if at == "centre":
        return centre
    return None if at == "skip" else at
