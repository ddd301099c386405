"""One instruction for one token: the operation that its code names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled import served as s
from procsim.simulation.compiled.gateways import end, join_and_fork, race, terminate
from procsim.simulation.compiled.inclusive import come
from procsim.simulation.compiled.jit import kernel
from procsim.simulation.compiled.messages import await_message, send
from procsim.simulation.compiled.repeats import again, meet, repeat
from procsim.simulation.compiled.starts import begin_cases, call
from procsim.simulation.compiled.stays import arm, disarm
from procsim.simulation.compiled.walk import (
    arrive,
    branch,
    choose,
    delay,
    gather,
    hold,
    reach,
    set_register,
    travel,
    until,
    work,
)
from procsim.simulation.compiled.world import table
from procsim.simulation.plan import Op

if TYPE_CHECKING:
    from procsim.simulation.compiled.world import World

_ARRIVE, _DELAY, _GATHER, _WORK, _HOLD = Op.ARRIVE, Op.DELAY, Op.GATHER, Op.WORK, Op.HOLD
_UNTIL, _BRANCH, _ALL, _END = Op.UNTIL, Op.BRANCH, Op.ALL, Op.END
_REACH, _TRAVEL, _CHOOSE = Op.REACH, Op.TRAVEL, Op.CHOOSE
_DELAY_OPEN, _HOLD_OPEN = Op.DELAY_OPEN, Op.HOLD_OPEN
_SET, _REMEMBER, _BEGIN, _CALL = Op.SET, Op.REMEMBER, Op.BEGIN, Op.CALL
_ANY, _AWAIT, _SEND, _RACE = Op.ANY, Op.AWAIT, Op.SEND, Op.RACE
_ARM, _DISARM = Op.ARM, Op.DISARM
_REPEAT, _AGAIN, _MEET = Op.REPEAT, Op.AGAIN, Op.MEET


@kernel
def step(w: World, token: int, now: int) -> int:
    """One instruction."""
    op = table(w, f.CODE)[table(w, f.TOKENS)[token, f.AT], s.OP]
    if op == _ARRIVE:
        return arrive(w, token, now)
    if op == _WORK:
        return work(w, token, now)
    if op == _BRANCH:
        return branch(w, token)
    if op == _HOLD:
        return hold(w, token, now)
    if op == _ALL:
        return join_and_fork(w, token)
    if op == _END:
        return end(w, token, now)
    if op == _DELAY:
        return delay(w, token, now)
    if op == _REACH:
        return reach(w, token, now)
    if op == _TRAVEL:
        return travel(w, token, now)
    if op == _CHOOSE:
        return choose(w, token)
    if op == _DELAY_OPEN:
        return delay(w, token, now)
    if op == _HOLD_OPEN:
        return hold(w, token, now)
    if op == _UNTIL:
        return until(w, token, now)
    if op == _GATHER:
        return gather(w, token, now)
    if op in (_SET, _REMEMBER):
        return set_register(w, token)
    if op == _BEGIN:
        return begin_cases(w, token, now)
    if op == _CALL:
        return call(w, token, now)
    if op == _AWAIT:
        return await_message(w, token, now)
    if op == _SEND:
        return send(w, token, now)
    if op == _ANY:
        return come(w, token)
    if op == _RACE:
        return race(w, token)
    if op == _ARM:
        return arm(w, token)
    if op == _DISARM:
        return disarm(w, token)
    if op == _REPEAT:
        return repeat(w, token, now)
    if op == _AGAIN:
        return again(w, token, now)
    if op == _MEET:
        return meet(w, token)
    return terminate(w, token, now)
