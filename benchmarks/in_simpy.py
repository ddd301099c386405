"""The same work written by hand in SimPy, as a competent user would write it: a process per case, a
`Resource` per pool, a row per activity appended to a list; draws by `random`. Times are minutes."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

import simpy

from benchmarks.office_hours import CLOSES, DAY, OPEN_MINUTES, after, opening
from benchmarks.run import Run, mean_hours

if TYPE_CHECKING:
    from collections.abc import Mapping


def station(cases: int, seed: int) -> Run:
    """M/M/8 at a load of 80 %."""
    set_up = time.process_time()
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
        log.append((number, "work", 0, "clerk", arrived, started, env.now, work))
        ends.append((number, arrived, env.now))

    def arrivals():
        for number in range(cases):
            yield env.timeout(rng.expovariate(1 / 1.25))
            env.process(case(number))

    env.process(arrivals())
    begun = time.process_time()
    env.run()
    ended = time.process_time()
    return Run(len(log), ended - begun, begun - set_up, mean_hours(ends))


def administration(cases: int, posts: Mapping[str, int], seed: int, offices: int = 1) -> Run:
    """Intake; 70 % checked; two tasks in parallel; 15 % rework; everybody works Mon-Fri 9-17."""
    set_up = time.process_time()
    rng = random.Random(seed)
    env = simpy.Environment()
    pools = {
        (office, role): simpy.Resource(env, number)
        for office in range(offices)
        for role, number in posts.items()
    }
    log: list[tuple[object, ...]] = []
    ends: list[tuple[int, float, float]] = []

    def task(number, office, step, role, mean, visit=0):
        ready = env.now
        with pools[office, role].request() as request:
            yield request
            begins = opening(env.now)
            if begins > env.now:
                yield env.timeout(begins - env.now)
            started = env.now
            work = left = rng.expovariate(1 / mean)
            while left > (today := CLOSES - env.now % DAY):  # in pieces across closing times
                left -= today
                yield env.timeout(opening(env.now + today) - env.now)
            yield env.timeout(left)
        log.append((number, step, visit, role, ready, started, env.now, work))

    def case(number, office):
        arrived = env.now
        yield env.process(task(number, office, "intake", "registry", 20))
        if rng.random() < 0.7:
            yield env.process(task(number, office, "check", "officer", 30))
        legal = env.process(task(number, office, "legal", "lawyer", 25))
        money = env.process(task(number, office, "money", "accountant", 25))
        yield legal & money
        visit = 0
        while True:
            yield env.process(task(number, office, "sign", "registry", 15, visit))
            if rng.random() < 0.85:
                break
            visit += 1
        ends.append((number, arrived, env.now))

    def arrivals(office):
        for number in range(cases):
            gap = rng.expovariate(cases / OPEN_MINUTES)
            yield env.timeout(after(env.now, gap) - env.now)
            env.process(case(office * cases + number, office))

    for office in range(offices):
        env.process(arrivals(office))
    begun = time.process_time()
    env.run()
    ended = time.process_time()
    return Run(len(log), ended - begun, begun - set_up, mean_hours(ends))
