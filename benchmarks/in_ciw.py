"""The same work in Ciw with its records; None where Ciw is not installed. Times are minutes.

Ciw knows no split into parallel tasks: its cases go to the lawyer and then to the accountant, which
is as much work but takes longer.
"""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

from benchmarks.office_hours import CLOSES, DAY, FIRST_WEEKDAY, OPEN_MINUTES, OPENS, after
from benchmarks.run import Run

if TYPE_CHECKING:
    from collections.abc import Mapping

POOLS = ("registry", "officer", "lawyer", "accountant")


def station(cases: int, seed: int) -> Run | None:
    """M/M/8 at a load of 80 %."""
    try:
        import ciw
    except ImportError:
        return None
    set_up = time.process_time()
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(1 / 1.25)],
        service_distributions=[ciw.dists.Exponential(1 / 8)],
        number_of_servers=[8],
    )
    return _run(network, cases * 1.25, seed, set_up)


def administration(cases: int, posts: Mapping[str, int], seed: int) -> Run | None:
    """Intake; 70 % checked; two tasks; 15 % rework; everybody works Mon-Fri 9-17."""
    try:
        import ciw
    except ImportError:
        return None
    set_up = time.process_time()
    rng = random.Random(seed)

    class InOfficeHours(ciw.dists.Distribution):
        def sample(self, t=None, ind=None):  # noqa: ARG002  # as Ciw calls it
            return after(t, rng.expovariate(cases / OPEN_MINUTES)) - t

    class IntakeThenSignature(ciw.dists.Distribution):
        def sample(self, t=None, ind=None):  # noqa: ARG002  # as Ciw calls it
            return rng.expovariate(1 / 15 if ind.data_records else 1 / 20)

    def after_intake(_individual, _simulation):
        way = [2, 3, 4, 1] if rng.random() < 0.7 else [3, 4, 1]
        while rng.random() >= 0.85:
            way.append(1)
        return way

    network = ciw.create_network(
        arrival_distributions=[InOfficeHours(), None, None, None],
        service_distributions=[
            IntakeThenSignature(),
            *(ciw.dists.Exponential(1 / mean) for mean in (30, 25, 25)),
        ],
        number_of_servers=[_week(ciw, posts[role]) for role in POOLS],
        routing=ciw.routing.ProcessBased(after_intake),
    )
    return _run(network, 365 * DAY, seed, set_up)


def _week(ciw, servers: int):
    numbers, ends = [], []
    for day in range(7):
        if (day + FIRST_WEEKDAY) % 7 < 5:
            numbers += [0, servers]
            ends += [day * DAY + OPENS, day * DAY + CLOSES]
    return ciw.Schedule([*numbers, 0], [*ends, 7 * DAY], preemption="resume")


def _run(network, until: float, seed: int, set_up: float) -> Run:
    import ciw

    ciw.seed(seed)
    simulation = ciw.Simulation(network)
    begun = time.process_time()
    simulation.simulate_until_max_time(until)
    records = [each for each in simulation.get_all_records() if each.record_type == "service"]
    ended = time.process_time()
    spans: dict[int, tuple[float, float]] = {}
    for each in records:
        first, last = spans.get(each.id_number, (each.arrival_date, each.exit_date))
        spans[each.id_number] = min(first, each.arrival_date), max(last, each.exit_date)
    cycle = sum(last - first for first, last in spans.values()) / len(spans) / 60
    return Run(len(records), ended - begun, begun - set_up, cycle)
