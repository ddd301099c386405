"""The same work written by hand in SimPy (and Ciw): a process per case, a `Resource` per pool, a
row per activity appended to a list; draws by `random`. Times are minutes."""

from __future__ import annotations

import random
import time

import simpy

DAY, OPENS, CLOSES = 1440.0, 540.0, 1020.0
FIRST_WEEKDAY = 3
"""1 January 2026 is a Thursday."""


def station(cases: int, seed: int) -> tuple[int, float]:
    """M/M/8 at a load of 80 %. Activities done and seconds."""
    rng = random.Random(seed)
    env = simpy.Environment()
    clerks = simpy.Resource(env, 8)
    log: list[tuple[object, ...]] = []
    ends: list[tuple[int, float, float]] = []

    def case(number):
        arrived = env.now
        with clerks.request() as request:
            yield request
            started = env.now
            work = rng.expovariate(1 / 8)
            yield env.timeout(work)
        log.append((number, "work", 0, arrived, started, env.now, work))
        ends.append((number, arrived, env.now))

    def arrivals():
        for number in range(cases):
            yield env.timeout(rng.expovariate(1 / 1.25))
            env.process(case(number))

    env.process(arrivals())
    begun = time.process_time()
    env.run()
    return len(log), time.process_time() - begun


def opening(now: float) -> float:
    """`now` if it is within Mon-Fri 9-17, else the next opening."""
    day, minute = divmod(now, DAY)
    if minute >= CLOSES:
        day, minute = day + 1, 0.0
    while (day + FIRST_WEEKDAY) % 7 >= 5:
        day, minute = day + 1, 0.0
    return day * DAY + max(minute, OPENS)


def administration(cases: int, posts: dict[str, int], seed: int) -> tuple[int, float]:
    """Intake; 70 % checked; two tasks in parallel; 15 % rework; everybody works Mon-Fri 9-17."""
    rng = random.Random(seed)
    env = simpy.Environment()
    pools = {name: simpy.Resource(env, number) for name, number in posts.items()}
    log: list[tuple[object, ...]] = []
    ends: list[tuple[int, float, float]] = []

    def task(number, step, role, mean, visit=0):
        ready = env.now
        with pools[role].request() as request:
            yield request
            begins = opening(env.now)
            if begins > env.now:
                yield env.timeout(begins - env.now)
            started = env.now
            work = left = rng.expovariate(1 / mean)
            while True:  # in pieces across closing times
                today = env.now - env.now % DAY + CLOSES - env.now
                if left <= today:
                    yield env.timeout(left)
                    break
                left -= today
                yield env.timeout(opening(env.now + today) - env.now)
        log.append((number, step, visit, role, ready, started, env.now, work))

    def case(number):
        arrived = env.now
        yield env.process(task(number, "intake", "registry", 20))
        if rng.random() < 0.7:
            yield env.process(task(number, "check", "officer", 30))
        legal = env.process(task(number, "legal", "lawyer", 25))
        money = env.process(task(number, "money", "accountant", 25))
        yield legal & money
        visit = 0
        while True:
            yield env.process(task(number, "sign", "registry", 15, visit))
            if rng.random() < 0.85:
                break
            visit += 1
        ends.append((number, arrived, env.now))

    def arrivals():
        open_minutes = 261 * (CLOSES - OPENS)
        for number in range(cases):
            gap = rng.expovariate(cases / open_minutes)
            at = opening(env.now)
            while gap > (today := at - at % DAY + CLOSES - at):
                gap -= today
                at = opening(at + today)
            yield env.timeout(at + gap - env.now)
            env.process(case(number))

    env.process(arrivals())
    begun = time.process_time()
    env.run()
    return len(log), time.process_time() - begun


def station_in_ciw(cases: int, seed: int) -> tuple[int, float] | None:
    """M/M/8 in Ciw with its records; None where Ciw is not installed."""
    try:
        import ciw
    except ImportError:
        return None
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(1 / 1.25)],
        service_distributions=[ciw.dists.Exponential(1 / 8)],
        number_of_servers=[8],
    )
    ciw.seed(seed)
    simulation = ciw.Simulation(network)
    begun = time.process_time()
    simulation.simulate_until_max_time(cases * 1.25)
    records = simulation.get_all_records()
    return len(records), time.process_time() - begun
