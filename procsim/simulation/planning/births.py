"""Cases that begin in the run and messages between cases: what ties processes together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from procsim.model.by_origin import ByOrigin
from procsim.model.callers import starts_of
from procsim.model.elements import Call, Task, Wait
from procsim.simulation.addresses import Purpose, word_of
from procsim.simulation.plan import Birth, Channel

if TYPE_CHECKING:
    from procsim.model.elements import Element, Message
    from procsim.model.model import Model
    from procsim.model.process import Process
    from procsim.simulation.planning.slots import SlotCompiler

_OWN: Final = ("case", "office", "all")
"""What a wait can compare other than a fact."""


def called_processes(model: Model) -> frozenset[str]:
    """The processes that others call."""
    return frozenset(
        element.process
        for process in model.processes.values()
        for element in process.nodes
        if isinstance(element, Call)
    )


class BirthCompiler:
    """Collects the births, channels and messages of a plan."""

    def __init__(self, model: Model, slots: SlotCompiler) -> None:
        self._model = model
        self._slots = slots
        self._process = {process: number for number, process in enumerate(model.processes)}
        self._office = {office: number for number, office in enumerate(model.offices)}
        self._channels: dict[tuple[str, str], int] = {}
        self._messages: dict[str, int] = {}
        self._facts: dict[int, dict[str, int]] = {}
        self.births: list[Birth] = []

    @property
    def channels(self) -> tuple[Channel, ...]:
        """All that waits listen to, by number."""
        return tuple(
            Channel(name, match) if match in _OWN else self._by_fact(name, match)
            for name, match in self._channels
        )

    @property
    def messages(self) -> tuple[tuple[int, ...], ...]:
        """Message → the channels it is sent to."""
        return tuple(
            tuple(number for (name, _), number in self._channels.items() if name == message)
            for message in self._messages
        )

    def channel(self, message: Message) -> int:
        """The number of what a wait listens to."""
        return self._channels.setdefault((message.name, message.match), len(self._channels))

    def message(self, name: str) -> int:
        """The number of a message."""
        return self._messages.setdefault(name, len(self._messages))

    def know(self, process: Process, step: int) -> None:
        """The steps of a process begin with this one: make a slot for each fact that a wait of any
        process compares."""
        waits = (e for each in self._model.processes.values() for e in each.nodes)
        compared = {wait.message.match for wait in waits if isinstance(wait, Wait) and wait.message}
        self._facts[self._process[process.id]] = {
            fact: self._slots.fact(step, fact) for fact in process.data if fact in compared
        }

    def call(self, call: Call) -> int:
        """The number of the birth of a called case."""
        offices = []
        for origin, office in self._model.offices.items():
            at = call.at.of(office)
            place = None if at is None or at == "skip" else self._model.place(at, origin)
            offices.append(-1 if place is None else self._office[place])
        site = word_of(call.luck or call.id)
        passes = tuple(call.passes.items())
        return self._add(
            Birth(self._process[call.process], tuple(offices), -1, site, 0,
                  self._slots.given(call.passes), passes)
        )  # fmt: skip

    def starts(self, step: int, element: Element, entry: int) -> int:
        """The number of the birth of cases that an element starts, by the entry of its list."""
        starts = starts_of(element)[entry]
        name = element.luck or element.id if isinstance(element, Task) else element.id
        luck = word_of(name if entry == 0 else f"{name}/{entry}")
        count = self._slots.amount(step, luck, Purpose.STARTED, ByOrigin(starts.count, {}))
        return self._add(
            Birth(
                process=self._process[starts.process],
                offices=tuple(self._office.values()),
                count=count,
                site=word_of(name),
                entry=entry,
                registers=self._slots.given(starts.passes),
                passes=tuple(starts.passes.items()),
            )
        )

    def _add(self, birth: Birth) -> int:
        self.births.append(birth)
        return len(self.births) - 1

    def _by_fact(self, name: str, fact: str) -> Channel:
        slots = tuple(self._facts[number].get(fact, -1) for number in self._process.values())
        return Channel(name, "fact", slots)
