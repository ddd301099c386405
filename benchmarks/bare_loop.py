"""The same work as a bare loop over `heapq`, written by hand for nothing else: an event for each
activity and arrival, a count of free people and a `deque` per pool, a row per activity appended to
a list; draws by `random`. Times are minutes."""

from __future__ import annotations

import random
import time
from collections import deque
from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING

from benchmarks.office_hours import OPEN_MINUTES, after, opening
from benchmarks.run import Run, mean_hours

if TYPE_CHECKING:
    from collections.abc import Mapping

ARRIVE, INTAKE, CHECK, LEGAL, MONEY, SIGN = range(6)
NAMES = ("", "intake", "check", "legal", "money", "sign")
ROLES = ("", "registry", "officer", "lawyer", "accountant", "registry")
RATES = (0, 1 / 20, 1 / 30, 1 / 25, 1 / 25, 1 / 15)


def station(cases: int, seed: int) -> Run:
    """M/M/8 at a load of 80 %."""
    set_up = time.process_time()
    exponential = random.Random(seed).expovariate
    log: list[tuple[object, ...]] = []
    ends: list[tuple[int, float, float]] = []
    waiting: deque[tuple[int, float]] = deque()
    # (instant, case, when it arrived, when its work started, its work); of arrivals the first two.
    events: list[tuple[float, ...]] = [(exponential(1 / 1.25), 0)]
    free = 8
    begun = time.process_time()
    while events:
        now, case, *work_in_hand = heappop(events)
        if work_in_hand:
            arrived, started, work = work_in_hand
            log.append((case, "work", 0, "clerk", arrived, started, now, work))
            ends.append((case, arrived, now))
            if not waiting:
                free += 1
                continue
            case, arrived = waiting.popleft()
        else:
            if case + 1 < cases:
                heappush(events, (now + exponential(1 / 1.25), case + 1))
            if not free:
                waiting.append((case, now))
                continue
            free -= 1
            arrived = now
        work = exponential(1 / 8)
        heappush(events, (now + work, case, arrived, now, work))
    ended = time.process_time()
    return Run(len(log), ended - begun, begun - set_up, mean_hours(ends))


def administration(cases: int, posts: Mapping[str, int], seed: int, offices: int = 1) -> Run:
    """Intake; 70 % checked; two tasks in parallel; 15 % rework; everybody works Mon-Fri 9-17."""
    set_up = time.process_time()
    rng = random.Random(seed)
    chance, exponential = rng.random, rng.expovariate
    log: list[tuple[object, ...]] = []
    ends: list[tuple[int, float, float]] = []
    numbers = [posts.get(role, 0) for role in ROLES]
    numbers[SIGN] = 0  # the registry's pool is that of its first step
    pool_of = (0, INTAKE, CHECK, LEGAL, MONEY, INTAKE)
    free = numbers * offices
    waiting: list[deque[tuple[int, int, int, float]]] = [deque() for _ in free]
    arrived = [0.0] * (cases * offices)
    halves = [0] * (cases * offices)
    events: list[tuple[float, int, int, int, int, float, float, float]] = []
    order = count()

    def begin(case: int, step: int, visit: int, ready: float, now: float) -> None:
        work = exponential(RATES[step])
        started = opening(now)
        ended = after(started, work)
        heappush(events, (ended, next(order), case, step, visit, ready, started, work))

    def ask(case: int, step: int, visit: int, now: float) -> None:
        pool = case // cases * 6 + pool_of[step]
        if free[pool]:
            free[pool] -= 1
            begin(case, step, visit, now, now)
        else:
            waiting[pool].append((case, step, visit, now))

    def arrive(case: int, now: float) -> None:
        at = after(now, exponential(cases / OPEN_MINUTES))
        heappush(events, (at, next(order), case, ARRIVE, 0, at, at, 0.0))

    for office in range(offices):
        arrive(office * cases, 0.0)
    begun = time.process_time()
    while events:
        now, _, case, step, visit, ready, started, work = heappop(events)
        if step == ARRIVE:
            arrived[case] = now
            if (case + 1) % cases:
                arrive(case + 1, now)
            ask(case, INTAKE, 0, now)
            continue
        log.append((case, NAMES[step], visit, ROLES[step], ready, started, now, work))
        pool = case // cases * 6 + pool_of[step]
        if waiting[pool]:
            begin(*waiting[pool].popleft(), now)
        else:
            free[pool] += 1
        if step == INTAKE and chance() < 0.7:
            ask(case, CHECK, 0, now)
        elif step in (INTAKE, CHECK):
            ask(case, LEGAL, 0, now)
            ask(case, MONEY, 0, now)
        elif step in (LEGAL, MONEY):
            halves[case] += 1
            if halves[case] == 2:
                ask(case, SIGN, 0, now)
        elif chance() < 0.85:
            ends.append((case, arrived[case], now))
        else:
            ask(case, SIGN, visit + 1, now)
    ended = time.process_time()
    return Run(len(log), ended - begun, begun - set_up, mean_hours(ends))
