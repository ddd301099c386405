"""What can stand in a process: events, tasks, waits, gateways, calls.

`luck` is the id whose draws an element uses: its own, or that of the step it replaces.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from procsim.model.amounts import Amount
    from procsim.model.by_origin import ByOrigin
    from procsim.model.calendars import Recurrence
    from procsim.model.distributions import Distribution
    from procsim.model.expressions import Expression
    from procsim.model.text import Title
    from procsim.units import Money

DAY_HELD: Final = 2 * 86_400_000_000
"""How long an incomplete team lets later work pass if nothing is said: 2 days (µs)."""


@dataclass(frozen=True, slots=True)
class Starts:
    """Cases of another process that begin when a step is done, and go on by themselves.

    `count` is a number per case (rounded); `passes` gives facts of the new case, computed from
    those of this one; other facts are drawn.
    """

    process: str
    count: Amount
    passes: Mapping[str, Expression]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A limit on the time at a step (on a start: since the case arrived).

    When `after` has passed since the step was `ready` or its work `start`ed, and `until` has not
    come (the start of work, or the end of the step), the flow whose `deadline` is this id is taken.
    If it interrupts, what is under way is withdrawn and the token
    leaves by that flow; if not, a further token does, and again `every` so much until the step is
    done. `calendar` counts working time: `office` (that of the origin), or a calendar's id; None:
    elapsed time.
    """

    id: str
    after: ByOrigin[Amount]
    since: Literal["ready", "start"]
    calendar: str | None
    interrupts: bool
    every: ByOrigin[Amount] | None = None
    until: Literal["start", "done"] = "done"


@dataclass(frozen=True, slots=True)
class Start:
    """Where a case enters."""

    id: str
    title: Title
    starts: tuple[Starts, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    """Of the whole case."""


@dataclass(frozen=True, slots=True)
class End:
    """Where a token leaves; the case ends with its last token."""

    id: str
    title: Title
    sends: tuple[str, ...] = ()
    starts: tuple[Starts, ...] = ()


@dataclass(frozen=True, slots=True)
class Terminate:
    """Ends the case with all its tokens and the cases it has called."""

    id: str
    title: Title


@dataclass(frozen=True, slots=True)
class Batch:
    """Work collected and done together, for all cases whose task is done at the same place and
    (`by`) share the value of a fact.

    Due when `size` are ready, the oldest has waited `age` (µs), or `rule` occurs, whichever is
    first; then all ready leave, `size` at a time. The work of a batch is `setup` plus each
    member's own work; without `size` all ready leave together.
    """

    size: int | None
    age: int | None
    rule: Recurrence | None
    setup: Distribution | None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Repeat:
    """A task done `times` (rounded; 0: not at all), one after the other or all at once. Each
    instance draws for itself."""

    times: Amount
    mode: Literal["sequential", "parallel"]


@dataclass(frozen=True, slots=True)
class Seat:
    """`count` members of a role somewhere, who work on a task together with the other seats."""

    role: str
    at: ByOrigin[str]
    count: int = 1


@dataclass(frozen=True, slots=True)
class Team:
    """Several members at once, in their common open time, at the pace of the slowest.

    Later work passes an incomplete team until it has waited `hold_after` (µs).
    """

    seats: tuple[Seat, ...]
    hold_after: int = DAY_HELD


@dataclass(frozen=True, slots=True)
class Alternative:
    """Who else may take a task that has been queued for `after` (elapsed µs; 0: from the first
    moment). `at` is a placement, or `peers`: every office of the tier of the task's own."""

    role: str
    at: ByOrigin[str]
    after: int = 0


@dataclass(frozen=True, slots=True)
class Performer:
    """Who does a task besides the members of its role at its place.

    `by` is the delegation that says role and place instead, by the facts of the case. `same_as`
    names a step whose last member in this case does it, if it can still be done by that member;
    `not_same_as` steps whose last members may not.
    """

    others: tuple[Alternative, ...] = ()
    by: str | None = None
    same_as: str | None = None
    not_same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """Work done by a role somewhere; without a role, a team or a delegation, by a system, which
    never queues.

    `at` is per origin: `origin`, `parent`, `hq`, `centre`, `skip`, or an office id. A team has its
    seats instead of `role` and `at`, of which only `skip` counts.
    """

    id: str
    title: Title
    role: str | None
    at: ByOrigin[str]
    time: ByOrigin[Amount]
    delay: ByOrigin[Amount] | None = None
    delay_calendar: str | None = None
    """The delay is working time of this calendar (`office`: of the origin); None: elapsed."""
    batch: Batch | None = None
    uses: tuple[str, ...] = ()
    fixed_cost: Money | None = None
    cost: Amount | None = None
    """Money spent per visit by the facts of the case, in the reporting currency."""
    priority: Amount | None = None
    """A whole number, lower first; None: 0."""
    due: Amount | None = None
    """Among equal priorities the earlier due goes first: µs after the case's arrival."""
    at_closing: Literal["keep", "pass_on"] = "keep"
    protected: bool = False
    luck: str = ""
    note: str = ""
    team: Team | None = None
    performer: Performer = field(default_factory=Performer)
    repeat: Repeat | None = None
    again: float = 1.0
    """What part of the work a second and later visit takes (learning)."""
    deadlines: tuple[Deadline, ...] = ()
    sets: tuple[tuple[str, Expression], ...] = ()
    """Facts changed when it is done; the expressions read the facts as they were drawn."""
    errors: tuple[tuple[str, Amount], ...] = ()
    """Errors it may make, each with its chance; doing it again replaces an earlier one."""
    sends: tuple[str, ...] = ()
    """Messages sent when it is done."""
    starts: tuple[Starts, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """What a wait waits for: `name`, sent by another case, or another strand of this one.

    `match` says which: `case` this case and those that it started or was started by (kept until a
    wait takes it), `office` cases of the same origin, `all` any case, or a fact whose value both
    cases share; the last three release everybody who waits, and nobody who comes later.
    """

    name: str
    match: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Time that passes without work: a delay drawn per visit, until a recurrence, or for a message
    (exactly one).

    `at` is `skip` for origins whose cases do not wait. `calendar` makes the delay working time
    (`office`: that of the origin); None: elapsed.
    """

    id: str
    title: Title
    delay: ByOrigin[Amount] | None
    until: Recurrence | None
    at: ByOrigin[str]
    luck: str = ""
    protected: bool = False
    calendar: str | None = None
    message: Message | None = None
    deadlines: tuple[Deadline, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """Exclusive: one flow out is taken. Several in: merges.

    Which one: by the shares on the flows; by the first `when` that holds, else the `is_default`
    one; by the `level` of a delegation (`by`); or, as a check, the `found` flow if one of the
    errors in `finds` is there and is found (each with its chance), else the default.
    """

    id: str
    title: Title
    luck: str = ""
    by: str | None = None
    finds: tuple[tuple[str, float], ...] = ()
    protected: bool = False


@dataclass(frozen=True, slots=True)
class All:
    """Parallel gateway: several flows out split, several in join, both do both."""

    id: str
    title: Title


@dataclass(frozen=True, slots=True)
class Any:
    """Inclusive gateway: takes every flow out whose `when` holds or whose share is drawn (each for
    itself), or the default if there is none; waits for every token that can still come."""

    id: str
    title: Title
    luck: str = ""


@dataclass(frozen=True, slots=True)
class First:
    """A race: of the waits that follow, the one that ends first goes on, the others are off."""

    id: str
    title: Title


@dataclass(frozen=True, slots=True)
class Call:
    """Another process as a sub-process: a case of its own, which this one waits for.

    `at` says whose case it is (origin, parent, hq, centre, an office; `skip`: not called).
    """

    id: str
    title: Title
    process: str
    at: ByOrigin[str]
    passes: Mapping[str, Expression]
    luck: str = ""
    deadlines: tuple[Deadline, ...] = ()
    protected: bool = False


Element = Start | End | Terminate | Task | Wait | Decision | All | Any | First | Call
