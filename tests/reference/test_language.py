"""Inclusive gateways, impatience, bulk arrivals and bulk service against theory.

Replications are the unit; a figure must lie within 4 standard errors of its formula, at a standard
error of a few per cent of it.
"""

import datetime as dt
import itertools

import numpy as np
import pytest

from procsim.simulation.log import Result
from procsim.units import MINUTE, Span
from tests.builders import (
    any_,
    batch,
    chain,
    deadline,
    end,
    exponential,
    flow,
    gaps,
    late,
    minutes,
    model,
    post,
    process,
    start,
    starts,
    task,
    window,
)
from tests.simulated import several, simulate

SERVICE = 10.0
"""Minutes."""


def window_of(days):
    start_ = dt.date(2026, 1, 1)
    return window(start_, months=0, days=days, warm_up=Span(0, 3), drain=Span(0, 10))


def estimates(built, replications, measure):
    """Mean and standard error of a measure over replications."""
    values = np.array([measure(run) for run in several(built, replications)])
    return values.mean(), values.std(ddof=1) / np.sqrt(replications)


def agrees(found, exact, *, within):
    mean, error = found
    assert error <= within * exact
    assert abs(mean - exact) <= 4 * error


# Inclusive gateways

SHARES = (0.6, 0.3, 0.2)
TAKES = (10, 20, 30)


def test_inclusive_gateways_against_enumerated_probabilities():
    """Three ways taken each for itself, else a fourth of 5 minutes: sixteen outcomes. The join is
    passed with the slowest way that was taken."""
    names = ("a", "b", "c", "none")
    system = {name: task(name, role=None, time=minutes(takes))
              for name, takes in zip(names, (*TAKES, 5), strict=True)}  # fmt: skip
    flows = [*chain("start", "some"), *chain("join", "end"), flow("some", "none", is_default=True)]
    flows += [flow("some", n, share) for n, share in zip(names, SHARES, strict=False)]
    flows += [flow(name, "join") for name in names]
    nodes = (start(), any_("some"), *system.values(), any_("join"), end())
    built = process("p", *nodes, flows=flows, arrivals=[gaps(minutes(5))])
    run = simulate(model(processes=[built], posts=[], window=window(months=0, days=60)))
    log = run.log
    count = len(log.case_arrived)
    taken = {name: set() for name in names}
    for case, step in zip(log.activities.case.tolist(), log.activities.step.tolist(), strict=True):
        taken[run.plan.names.steps[step][1]].add(case)
    ended = (log.case_ended - log.case_arrived) / MINUTE
    for ways in itertools.product((False, True), repeat=3):
        chance = np.prod([s if way else 1 - s for s, way in zip(SHARES, ways, strict=True)])
        cases = set(range(count))
        for name, way in zip(names, ways, strict=False):
            cases = cases & taken[name] if way else cases - taken[name]
        error = np.sqrt(chance * (1 - chance) / count)
        assert abs(len(cases) / count - chance) <= 4 * error
        span = max((t for t, way in zip(TAKES, ways, strict=True) if way), default=5)
        over = [case for case in cases if log.case_ended[case] >= 0]
        assert set(ended[over]) == {span}
        assert (ways == (False, False, False)) == bool(cases & taken["none"])


# Impatience


def abandoning(rate, servers, patience):
    """The probability that a case of M/M/c+M leaves unserved where patience runs on in service.

    A birth-death chain: births λ, deaths min(n, c)·μ + n·θ (Palm's Erlang-A has (n − c)⁺·θ, for
    there patience ends when service begins); of all that comes, θ·E[N]/λ is lost. Times are in mean
    services.
    """
    weights = [1.0]
    for n in range(1, 400):
        weights.append(weights[-1] * rate / (min(n, servers) + n / patience))
    weights = np.array(weights)
    mean = (np.arange(weights.size) * weights).sum() / weights.sum()
    return mean / patience / rate


@pytest.mark.parametrize(("rate", "servers", "patience"), [(0.9, 1, 2.0), (3.5, 3, 4.0)])
def test_deadlines_as_impatience_against_the_birth_death_chain(rate, servers, patience):
    limit = deadline(after=exponential(SERVICE * patience))
    built = process(
        "p",
        start(),
        task("serve", time=exponential(SERVICE), deadlines=(limit,)),
        end(),
        flows=[*chain("start", "serve", "end"), late("serve", "end")],
        arrivals=[gaps(exponential(SERVICE / rate))],
    )
    whole = model(posts=[post(posts=servers)], processes=[built], window=window_of(20))

    def lost(run):
        acts = run.log.activities
        since = acts.ready >= run.plan.window[0]
        return np.mean(acts.result[since] == Result.WITHDRAWN)

    agrees(estimates(whole, 8, lost), abandoning(rate, servers, patience), within=0.03)


def erlang_a(rate, servers, patience):
    """Palm's M/M/c+M: (probability to leave unserved, mean wait of all in mean services).

    A birth-death chain: births λ, deaths min(n, c)·μ + (n − c)⁺·θ; of all that comes, θ·Lq/λ is
    lost, and everybody waits Lq/λ (Palm 1957; Mandelbaum & Zeltyn 2007).
    """
    weights = [1.0]
    for n in range(1, 400):
        weights.append(weights[-1] * rate / (min(n, servers) + max(n - servers, 0) / patience))
    queue = np.maximum(np.arange(len(weights)) - servers, 0)
    waiting = (queue * weights).sum() / np.sum(weights)
    return waiting / patience / rate, waiting / rate


@pytest.mark.parametrize(("rate", "servers", "patience"), [(0.9, 1, 2.0), (3.5, 3, 4.0)])
def test_deadlines_until_the_start_against_erlang_a(rate, servers, patience):
    limit = deadline(after=exponential(SERVICE * patience), until="start")
    built = process(
        "p",
        start(),
        task("serve", time=exponential(SERVICE), deadlines=(limit,)),
        end(),
        flows=[*chain("start", "serve", "end"), late("serve", "end")],
        arrivals=[gaps(exponential(SERVICE / rate))],
    )
    whole = model(posts=[post(posts=servers)], processes=[built], window=window_of(20))

    def seen(run):
        acts = run.log.activities
        return acts, (acts.ready >= run.plan.window[0]) & (acts.ready < run.plan.window[1])

    def lost(run):
        acts, since = seen(run)
        return np.mean(acts.result[since] == Result.WITHDRAWN)

    def waited(run):
        acts, since = seen(run)
        since = since & (acts.started >= 0)
        return np.mean((acts.started - acts.queued)[since]) / MINUTE / SERVICE

    lost_share, wait = erlang_a(rate, servers, patience)
    agrees(estimates(whole, 8, lost), lost_share, within=0.03)
    agrees(estimates(whole, 8, waited), wait, within=0.05)


# Bulk arrivals and bulk service


def mean_in_system(run, step):
    """Mean minutes from ready to the end, of what was ready in the window."""
    names = [name for _, name in run.plan.names.steps]
    acts = run.log.activities
    begins, ends = run.plan.window
    seen = (acts.step == names.index(step)) & (acts.ready >= begins) & (acts.ready < ends)
    return float(np.mean((acts.ended - acts.ready)[seen])) / MINUTE


def test_bulk_arrivals_against_the_formula():
    """M^[X]/M/1: L = λ(E[X] + E[X²]) / (2μ(1 − ρ)) (Gross & Harris, ch. 3); here X = 3, started by
    one event, and ρ = 0.6: L = 3, so a case is 3/0.6 = 5 mean services in the system."""
    events = process("events", task("call", role=None, time=minutes(0), starts=(starts("p", 3),)),
                     arrivals=[gaps(exponential(SERVICE / 0.2))])  # fmt: skip
    served = process("p", task("serve", time=exponential(SERVICE)), arrivals=[])
    whole = model(processes=[events, served], window=window_of(60))
    found = estimates(whole, 8, lambda run: mean_in_system(run, "serve") / SERVICE)
    agrees(found, 0.2 * (3 + 9) / (2 * 0.4) / 0.6, within=0.05)


def test_bulk_service_against_the_formula():
    """Batches of b that leave when full arrive as Erlang(b, λ): E_b/M/1 with one service each. A
    batch waits σ/(μ(1 − σ)) with σ = (λ/(λ + μ(1 − σ)))^b (GI/M/1); a member gathers for
    (b − 1)/(2λ) on average before."""
    size, rate = 4, 2.8
    sigma = 0.5
    for _ in range(200):
        sigma = (rate / (rate + 1 - sigma)) ** size
    exact = (size - 1) / (2 * rate) + sigma / (1 - sigma) + 1
    together = batch(size, setup=exponential(SERVICE))
    served = process("p", task("serve", time=minutes(0), batch=together),
                     arrivals=[gaps(exponential(SERVICE / rate))])  # fmt: skip
    whole = model(processes=[served], window=window_of(20))
    found = estimates(whole, 8, lambda run: mean_in_system(run, "serve") / SERVICE)
    agrees(found, exact, within=0.05)
