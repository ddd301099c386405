"""Deadlines of steps and cases: armed when a stay begins, off when it is over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from procsim.errors import ProcsimError
from procsim.simulation.plan import Op
from procsim.simulation.reference.clock import SIGNAL
from procsim.simulation.reference.duty import NEVER

if TYPE_CHECKING:
    from procsim.simulation.plan import Instruction
    from procsim.simulation.reference.token import Token
    from procsim.simulation.reference.withdrawal import Withdrawal
    from procsim.simulation.reference.working_time import WorkingTime
    from procsim.simulation.reference.world import Operation, World

_AFTER_BATCHES: Final = 1 << 32
"""A batch that is due at the instant of a deadline leaves before it."""


class Stay:
    """A token at a step, from arrival to completion, with all that stands for it there (the
    instances of a repeated task); or a case, from its start to its end. Mutable."""

    __slots__ = ("at_work", "over", "started", "step", "token", "tokens", "visit")

    def __init__(self, token: Token) -> None:
        self.token = token
        self.step = token.step
        self.visit = token.visit
        self.tokens = [token]
        self.over = False
        self.started = NEVER
        """When its first work began."""
        self.at_work: list[int] = []
        """Deadlines that are armed when work begins."""


class Alarm:
    """A deadline that will pass, for the `times`th time. `instance` orders those of one stay."""

    __slots__ = ("deadline", "instance", "stay", "times")

    def __init__(self, stay: Stay, deadline: int, times: int) -> None:
        self.stay = stay
        self.deadline = deadline
        self.times = times
        self.instance = _AFTER_BATCHES + deadline


class Deadlines:
    """The deadlines of one run that are armed; the clock calls back (`due`)."""

    def __init__(self, world: World, hours: WorkingTime, withdrawal: Withdrawal) -> None:
        self._rules = world.plan.deadlines
        self._names = world.plan.names.steps
        self._at = world.clock.at
        self._luck = world.luck
        self._after = hours.after
        self._strands = world.strands
        self._withdrawal = withdrawal
        self._cases: dict[int, Stay] = {}

    def operations(self) -> dict[int, Operation]:
        """By op."""
        return {Op.ARM: self._arm, Op.DISARM: self._disarm}

    def begun(self, token: Token, started: int) -> None:
        """The work of a token is taken up."""
        stay = token.stay
        assert stay is not None
        stay.started = min(stay.started, started)
        for deadline in stay.at_work:
            self._expect(Alarm(stay, deadline, 0), started, self._rules[deadline].slot)
        stay.at_work.clear()

    def due(self, alarm: Alarm, now: int) -> Token | None:
        """A deadline has passed: the token that goes its way, unless the stay is over."""
        stay, rule = alarm.stay, self._rules[alarm.deadline]
        if stay.over or (rule.until_start and stay.started <= now):
            return None
        case = stay.token.case
        if not rule.interrupts:
            self._strands.alive[case] += 1
            if rule.every >= 0:
                self._expect(Alarm(stay, alarm.deadline, alarm.times + 1), now, rule.every)
        elif rule.whole:
            self._withdrawal.withdraw_all(case, now)
            self._strands.alive[case] = 1
            self.forget(case)
        else:
            stay.over = True
            for token in stay.tokens:
                self._withdrawal.withdraw(token, now)
        late = self._strands.fork(stay.token)
        late.office = stay.token.home if rule.whole else stay.token.office
        late.at = rule.target
        return late

    def forget(self, case: int) -> None:
        """A case has ended."""
        stay = self._cases.pop(case, None)
        if stay is not None:
            stay.over = True

    def _arm(self, token: Token, code: Instruction, _now: int) -> bool:
        rule = self._rules[code.table]
        if token.stay is None:
            token.stay = Stay(token)
            if rule.whole:
                self._cases[token.case] = token.stay
        if rule.since_start:
            token.stay.at_work.append(code.table)
        else:
            self._expect(Alarm(token.stay, code.table, 0), token.ready, rule.slot)
        token.at = code.next
        return True

    def _disarm(self, token: Token, code: Instruction, _now: int) -> bool:
        """Of the case's own deadlines the stay goes on without the token."""
        assert token.stay is not None
        if token.case not in self._cases or self._cases[token.case] is not token.stay:
            token.stay.over = True
        token.stay = None
        token.at = code.next
        return True

    def _expect(self, alarm: Alarm, since: int, slot: int) -> None:
        stay, token, rule = alarm.stay, alarm.stay.token, self._rules[alarm.deadline]
        span = self._luck.drawn_for(slot, token, stay.visit, alarm.times)
        if alarm.times and span <= 0:
            process, step = self._names[stay.step]
            raise ProcsimError(f"a reminder of {process}.{step} comes every 0 minutes: for ever")
        instant = self._after(rule.hours, token.home, since, span)
        self._at(instant, (SIGNAL, token.case, stay.step, stay.visit, alarm))
