"""The clock of a run: SimPy brings every instant at which anything happens, in order and once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import simpy
from simpy.core import EmptySchedule
from simpy.events import NORMAL, Event

if TYPE_CHECKING:
    from collections.abc import Callable

    from procsim.simulation.reference.deadlines import Alarm
    from procsim.simulation.reference.token import Token

# Phases of an instant.
ENDING: Final = 0
SIGNAL: Final = 1
ARRIVAL: Final = 2
DUTY: Final = 3

Entry = tuple[int, int, int, int, "Token | Alarm | None"]
"""(phase, case, step, visit, what), settled in the order of the first four and of the instance of
what is there: a token, or the alarm of a deadline, (SIGNAL, …). Without one stand
the arrivals of an instant, (ARRIVAL, first case, -1, -1); the recurrence of a batch, (SIGNAL, -1,
rule, queue); the end of the window, (SIGNAL, -1, -1, -1); and an opening, (DUTY, -1, group, -1)."""


class Instant(Event):
    """A SimPy event for an instant and all that is to be settled in it."""

    def __init__(
        self,
        env: simpy.Environment,
        instant: int,
        delay: int,
        callbacks: list[Callable[[Event], None]],
        entry: Entry,
    ) -> None:
        # As in simpy.Timeout, the base is initialised here: this runs for every event.
        self.env = env
        self.callbacks = callbacks
        self._ok = True
        self._value = None
        self.instant = instant
        self.entries = [entry]
        env.schedule(self, NORMAL, delay)


class Clock:
    """Instants ahead; `settle(entries, now)` is called for each when its time has come.

    What is due at one instant shares one event, so that it can be settled in the order of the
    model, never in that of insertion. Entries added for the instant being settled make it come
    again. What lies at or beyond the horizon never happens.
    """

    def __init__(self, horizon: int, settle: Callable[[list[Entry], int], None]) -> None:
        self.now = 0
        self._horizon = horizon
        self._settle = settle
        self._env = simpy.Environment()
        self._ahead: dict[int, Instant] = {}
        self._callbacks: list[Callable[[Event], None]] = [self._come]
        self._stopped = False

    def at(self, instant: int, entry: Entry) -> None:
        """Let an entry be settled at an instant."""
        ahead = self._ahead.get(instant)
        if ahead is not None:
            ahead.entries.append(entry)
        elif instant < self._horizon:
            delay = instant - self.now
            self._ahead[instant] = Instant(self._env, instant, delay, self._callbacks, entry)

    def run(self) -> int:
        """Until stopped or nothing lies ahead; the instant at which the run ends."""
        step = self._env.step
        try:
            while not self._stopped:
                step()
        except EmptySchedule:
            return self._horizon
        return self.now

    def stop(self) -> None:
        """End the run with the instant being settled."""
        self._stopped = True

    def _come(self, event: Event) -> None:
        assert isinstance(event, Instant)
        self.now = event.instant
        del self._ahead[event.instant]
        self._settle(event.entries, event.instant)
