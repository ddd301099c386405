"""Which engine runs a plan: the reference engine, or the compiled one; their logs are the same.

The compiled engine pays where there is enough to run. Its code is compiled once per installation
and kept on disk; loading it takes about a second, compiling it half a minute. So `auto` takes it
from `WORTH_LOADING` activities on, if its code is at hand, else from `WORTH_COMPILING` on; and only
for plans that it knows all of.
"""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from procsim.errors import UsageError
from procsim.simulation.addresses import Purpose
from procsim.simulation.compiled.choices import needs_too_many
from procsim.simulation.people import Member
from procsim.simulation.plan import BatchRule, Instruction, Op, Plan, Slot, Stream

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Engine: TypeAlias = Literal["simpy", "compiled"]
"""The reference engine (`engine_simpy`) or the compiled one (`engine_compiled`)."""
Choice: TypeAlias = Literal["auto", "simpy", "compiled"]

_Part: TypeAlias = Instruction | Slot | BatchRule | Member | Stream | Plan

WORTH_LOADING: Final = 50_000
"""Activities of all replications, about: a second of the reference engine."""
WORTH_COMPILING: Final = 1_000_000

_OPS: Final = frozenset(
    (
        Op.ARRIVE,
        Op.DELAY,
        Op.GATHER,
        Op.WORK,
        Op.HOLD,
        Op.UNTIL,
        Op.BRANCH,
        Op.ALL,
        Op.END,
        Op.TERMINATE,
        Op.REACH,
        Op.TRAVEL,
        Op.CHOOSE,
        Op.DELAY_OPEN,
        Op.HOLD_OPEN,
        Op.SET,
        Op.REMEMBER,
        Op.ARM,
        Op.DISARM,
        Op.REPEAT,
        Op.AGAIN,
        Op.MEET,
        Op.ANY,
        Op.CALL,
        Op.AWAIT,
        Op.SEND,
        Op.RACE,
        Op.BEGIN,
    )
)
_PURPOSES: Final = frozenset(
    (
        Purpose.WORK,
        Purpose.DELAY,
        Purpose.CHOICE,
        Purpose.HAND_OVER,
        Purpose.SETUP,
        Purpose.PRIORITY,
        Purpose.DUE,
        Purpose.ERROR,
        Purpose.DEADLINE,
        Purpose.EVERY,
        Purpose.TIMES,
        Purpose.STARTED,
        Purpose.FACT,
    )
)
_KNOWN: Final = {
    Instruction: "op step next slot table targets inputs value",
    Slot: "luck purpose variants again step registers",
    BatchRule: "size age occurrences setup by",
    Member: "queues pace luck time away away_fraction years vacancy holders overtime",
    Stream: "process office entry kind knots levels distribution scale facts",
    Plan: "names start window horizon entry instructions step_process step_place step_priority "
    "step_passes_on step_hand_over slots distributions choices occurrences batches queue_office "
    "queue_group queue_unlimited hand_overs members office_time streams hours timetables facts "
    "office_tier rules reads_arrival step_key registers errors settable deadlines births "
    "requirements channels messages inclusive",
}
"""What the compiled engine reads or need not read, by name. Anything else must be as it is where
nobody uses it."""


def choose(
    plans: Sequence[tuple[str, Plan, int]],
    choice: Choice = "auto",
    *,
    tell: Callable[[str], None] | None = None,
) -> list[Engine]:
    """The engine for each of (name, plan, replications), ready to run: if code must be compiled it
    is done here, once, before any worker process starts. `tell` hears what a user should know."""
    told = tell or (lambda _: None)
    if choice == "simpy":
        return ["simpy"] * len(plans)
    reasons = [unsupported(plan) for _, plan, _ in plans]
    work = sum(activities_expected(plan) * count for _, plan, count in plans)
    if choice == "auto" and work < WORTH_LOADING:
        return ["simpy"] * len(plans)
    for (name, _, _), reason in zip(plans, reasons, strict=True):
        if reason is None:
            continue
        if choice == "compiled":
            raise UsageError(
                f"the compiled engine cannot run {name}: {reason}; leave out --engine, and the "
                "reference engine does it"
            )
        told(f"{name}: the reference engine runs it, for {reason}")
    if all(reasons) or not _made_ready(choice, work, told):
        return ["simpy"] * len(plans)
    return ["compiled" if reason is None else "simpy" for reason in reasons]


def unsupported(plan: Plan) -> str | None:
    """What of a plan the compiled engine does not know, in words; None if it knows all of it."""
    names = {value: name for name, value in vars(Op).items() if isinstance(value, int)}
    for made in plan.instructions:
        step = ".".join(plan.names.steps[made.step])
        if made.op not in _OPS:
            return f"{step} needs {names.get(made.op, made.op)}"
        foreign = _foreign(made) or (_foreign(plan.slots[made.slot]) if made.slot >= 0 else None)
        if foreign:
            return f"{step} uses '{foreign}'"
        if made.slot >= 0 and plan.slots[made.slot].purpose not in _PURPOSES:
            return f"{step} draws for a new purpose"
    if needs_too_many(plan, plan.slots):
        return "more facts and errors choose a draw than fit into a number"
    parts: list[_Part] = [plan, *plan.batches, *plan.members, *plan.streams]
    for part in parts:
        foreign = _foreign(part)
        if foreign:
            return f"the plan uses '{foreign}'"
    return None


def activities_expected(plan: Plan) -> int:
    """About how many activities a replication has: its cases, each once at every step."""
    steps = [0] * len(plan.entry)
    for made in plan.instructions:
        if made.op in (Op.ARRIVE, Op.REACH):
            steps[plan.step_process[made.step]] += 1
    return round(sum(_cases_expected(plan, each) * steps[each.process] for each in plan.streams))


def _cases_expected(plan: Plan, stream: Stream) -> float:
    if stream.kind == "recorded":
        return stream.knots.size * stream.scale
    mean = plan.distributions[stream.distribution].mean
    if stream.kind == "scheduled":
        return stream.knots.size * mean * stream.scale
    return float(stream.levels[-1]) / mean * stream.scale if stream.levels.size else 0.0


def _made_ready(choice: Choice, work: int, told: Callable[[str], None]) -> bool:
    """Whether the code of the compiled engine is at hand, if need be after compiling it."""
    from procsim.simulation.compiled.build import is_at_hand, make_ready

    if not is_at_hand():
        if choice == "auto" and work < WORTH_COMPILING:
            return False
        told("compiling the engine: once per installation, about half a minute")
        make_ready()
    return True


def _foreign(part: _Part) -> str | None:
    """The name of a field in use that the compiled engine does not know, if there is one."""
    known = _KNOWN[type(part)].split()
    for field in fields(part):
        if field.name not in known:
            unused = field.default if field.default is not MISSING else None
            if getattr(part, field.name) != unused:
                return field.name
    return None
