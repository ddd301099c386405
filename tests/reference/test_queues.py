"""Simulated queues against published formulas.

Service times are measured in units of the mean service (10 minutes). Replications are the unit;
where the theory fixes the mean of the work drawn and of the number of cases, these serve as
control variates (Lavenberg and Welch 1981), fitted over the replications; for several servers so
does the wait behind one server of their joint speed (M/M/1 on the same arrivals and works). Every
figure must lie within 4 standard errors of the formula at a standard error of 1 % or less of it.
"""

import datetime as dt
import math

import numpy as np
import pytest

from procsim.model.distributions import Constant, Gamma
from procsim.simulation.addresses import absorb, uniforms
from procsim.simulation.planning.compiler import make_plan
from procsim.units import MINUTE, Span
from tests.builders import (
    exponential,
    gaps,
    model,
    office,
    parallel,
    post,
    process,
    rework,
    task,
    window,
)
from tests.simulated import several

SERVICE = 10.0
"""Minutes."""
WARM_UP_DAYS = 4


def days_for(cases, per_service):
    """A window that `cases` arrive in, at a rate per mean service."""
    return math.ceil(cases * SERVICE / per_service / 1440)


def station(rate, *, servers=1, time=None, cases=8_000):
    """One queue with Poisson arrivals, `rate` of them per mean service."""
    return model(
        posts=[post("a", posts=servers)],
        processes=[process("p", task(time=time or exponential(SERVICE)), arrivals=[poisson(rate)])],
        window=open_window(cases, rate),
    )


def poisson(rate, *offices):
    return gaps(exponential(SERVICE / rate), *offices)


def open_window(cases, rate):
    days = days_for(cases, rate)
    warm_up, drain = Span(0, WARM_UP_DAYS), Span(0, 10)
    return window(dt.date(2026, 1, 1), months=0, days=days, warm_up=warm_up, drain=drain)


def estimate(built, replications, rate, measure, *, means=None, servers=1):
    """Mean (in mean services) and standard error of a measure over replications, by least squares
    on controls: the mean work of each step of `means` (minutes), the number of cases, and for
    several servers the wait behind one fast server; each as its distance from expectation."""
    after, until = (at / MINUTE for at in make_plan(built).window)
    expected = (until - after) / SERVICE * rate
    values, off = [], []
    for run in several(built, replications):
        values.append(measure(run, after, until) / SERVICE)
        arrived = run.log.case_arrived / MINUTE
        controls = [np.sum((arrived >= after) & (arrived < until)) / expected - 1]
        for step, mean in (means or {"work": SERVICE}).items():
            controls.append(np.mean(seen(run, "work", step, after, until)) / mean - 1)
        if servers > 1:
            fast = rate / servers / (1 - rate / servers) / servers
            controls.append(wait_behind_one(run, servers, after, until) / SERVICE - fast)
        off.append(controls)
    return least_squares(np.array(values), np.array(off))


def seen(run, column, step, after, until):
    """A column of the work that was ready in the window, in minutes."""
    ready = run.column("ready", step=step, after=after)
    return run.column(column, step=step, after=after)[ready < until]


def wait_behind_one(run, speed, after, until):
    """Lindley's recursion: the mean wait had one server of that speed done all the work."""
    ready, work = run.column("ready", step="work"), run.column("work", step="work")
    order = np.argsort(ready, kind="stable")
    waits = lindley(ready[order], work[order] / speed)
    return np.mean(waits[(ready[order] >= after) & (ready[order] < until)])


def lindley(arrived, work):
    """Waits of one server, first come first served: W(n+1) = max(0, W(n) + S(n) − A(n))."""
    ahead = np.concatenate(([0.0], np.cumsum(work[:-1] - np.diff(arrived))))
    return ahead - np.minimum.accumulate(ahead)


def least_squares(values, off):
    # A control that never varies (constant work) explains nothing.
    off = off[:, off.std(axis=0) > 1e-9]
    design = np.column_stack([np.ones(len(values)), off])
    coefficients, *_ = np.linalg.lstsq(design, values, rcond=None)
    left = values - design @ coefficients
    variance = left @ left / (len(values) - design.shape[1])
    return coefficients[0], math.sqrt(variance * np.linalg.inv(design.T @ design)[0, 0])


def check(theory, value, error, *, precision=0.01):
    print(f"theory {theory:.4f} simulated {value:.4f} error {error / theory:.4%}")
    assert error <= precision * theory
    assert abs(value - theory) <= 4 * error


def wait_of(*steps):
    def measure(run, after, until):
        return sum(
            np.mean(seen(run, "started", step, after, until))
            - np.mean(seen(run, "queued", step, after, until))
            for step in steps
        )

    return measure


def stay(run, after, until):
    """Mean minutes from arrival to end of the cases that arrived in the window."""
    arrived, ended = run.log.case_arrived / MINUTE, run.log.case_ended / MINUTE
    kept = (arrived >= after) & (arrived < until)
    assert (ended[kept] >= 0).all()
    return np.mean((ended - arrived)[kept])


def erlang_c(servers, load):
    """Chance of waiting with Poisson arrivals of `load` mean services per service (Erlang 1917)."""
    below = sum(load**k / math.factorial(k) for k in range(servers))
    last = load**servers / math.factorial(servers) / (1 - load / servers)
    return last / (below + last)


def mmc_wait(servers, rate):
    """Mean wait in the queue of M/M/c, in mean services."""
    return erlang_c(servers, rate) / (servers - rate)


def pollaczek_khinchine(rho, scv):
    """Mean wait in the queue of M/G/1, in mean services; `scv` squared coefficient of variation."""
    return rho * (1 + scv) / (2 * (1 - rho))


@pytest.mark.parametrize(("servers", "rho"), [(1, 0.5), (3, 0.7)])
def test_mean_wait_of_m_m_c_is_erlangs(servers, rho):
    rate = servers * rho
    built = station(rate, servers=servers, cases=9_000)
    found = estimate(built, 25, rate, wait_of("work"), servers=servers)
    check(mmc_wait(servers, rate), *found)


@pytest.mark.parametrize(
    ("name", "time", "scv"),
    [
        ("constant work", Constant(SERVICE * MINUTE), 0.0),
        ("work of Erlang type 4", Gamma(SERVICE * MINUTE, SERVICE * MINUTE / 2), 0.25),
    ],
)
def test_mean_wait_of_m_g_1_is_that_of_pollaczek_and_khinchine(name, time, scv):
    built = station(0.5, time=time, cases=8_000)
    check(pollaczek_khinchine(0.5, scv), *estimate(built, 20, 0.5, wait_of("work")))


def test_a_tandem_waits_as_two_independent_queues_do():
    """Jackson 1957: each station behaves as M/M/1 with Poisson arrivals; loads 0.4 and 0.3, wait
    ρ/(1−ρ) × mean service of each: 0.6667 + 0.75 × 0.4286 = 0.9881."""
    tandem = process(
        "p",
        task("one", role="r1", time=exponential(SERVICE)),
        task("two", role="r2", time=exponential(7.5)),
        arrivals=[poisson(0.4)],
    )
    built = model(
        posts=[post("a", "r1"), post("a", "r2")],
        processes=[tandem],
        window=open_window(4_000, 0.4),
    )
    means = {"one": SERVICE, "two": 7.5}
    found = estimate(built, 25, 0.4, wait_of("one", "two"), means=means)
    check(0.4 / 0.6 + 0.75 * 0.3 / 0.7, *found)


def test_feedback_raises_the_load_as_jackson_says():
    """A quarter of the work is done again: visits 1/(1 − 0.25), load 0.3 × 4/3 = 0.4, so a case
    stays (4/3) × 1/(1 − 0.4) mean services."""
    again = rework(0.25, task("work", time=exponential(SERVICE)), id_="p", arrivals=[poisson(0.3)])
    built = model(posts=[post("a")], processes=[again], window=open_window(3_000, 0.3))
    check(4 / 3 / (1 - 0.4), *estimate(built, 25, 0.3, stay))


def test_fork_and_join_of_two_queues_takes_the_time_of_flatto_and_hahn():
    """Flatto and Hahn 1984, Nelson and Tantawi 1988: two M/M/1 queues fed by the same arrivals
    answer after (12 − ρ)/8 × 1/(μ − λ) on average; ρ = 0.4: 1.45 × 1.6667 = 2.4167."""
    fork = parallel(
        "p",
        task("one", role="r1", time=exponential(SERVICE)),
        task("two", role="r2", time=exponential(SERVICE)),
        arrivals=[poisson(0.4)],
    )
    built = model(
        posts=[post("a", "r1"), post("a", "r2")],
        processes=[fork],
        window=open_window(2_000, 0.4),
    )
    means = {"one": SERVICE, "two": SERVICE}
    check(1.45 / 0.6, *estimate(built, 25, 0.4, stay, means=means))


def test_one_clerk_at_eighty_percent_lets_people_wait_four_mean_services():
    """M/M/1 at ρ = 0.8 is too noisy to be simulated to 1 % in seconds. So in two steps: the run
    equals Lindley's recursion on its own arrivals and works to the microsecond, and that recursion
    on four million further draws gives ρ/(1−ρ) = 4.0."""
    (run,) = several(station(0.8, cases=5_000), 1)
    ready, work = (run.column(name, step="work") for name in ("ready", "work"))
    waits = run.column("started", step="work") - run.column("queued", step="work")
    order = np.argsort(ready, kind="stable")
    assert waits[order] == pytest.approx(lindley(ready[order], work[order]), abs=1e-6)

    means, size = [], 100_000
    for number in range(40):
        states = absorb(np.full(2 * size, number, np.uint64), np.arange(2 * size, dtype=np.uint64))
        gaps_, works = np.split(-np.log(uniforms(states)), 2)
        off = [np.mean(works) - 1, np.mean(gaps_) - 1]
        means.append([np.mean(lindley(np.cumsum(gaps_ / 0.8), works)[1_000:]), *off])
    table = np.array(means)
    check(4.0, *least_squares(table[:, 0], table[:, 1:]))


@pytest.mark.parametrize(("servers", "theory"), [(8, 0.286), (7, 1.262)])
def test_eight_offices_pooled_wait_a_fraction_of_the_time(servers, theory):
    """Eight M/M/1 at ρ = 0.8 wait 4.0 mean services; pooled in one place (M/M/8) 0.286; with one
    post fewer (M/M/7, ρ = 0.914) still only 1.262."""
    assert mmc_wait(servers, 6.4) == pytest.approx(theory, abs=5e-4)
    offices = [office(f"o{n}", parent="centre") for n in range(8)]
    names = [place.id for place in offices]
    pooled = process(
        "p",
        task("work", at="hq", time=exponential(SERVICE)),
        arrivals=[poisson(0.8, *names)],
    )
    built = model(
        offices=[office("centre", tier="hq"), *offices],
        posts=[post("centre", posts=servers)],
        processes=[pooled],
        window=open_window(14_000, 6.4),
    )
    check(mmc_wait(servers, 6.4), *estimate(built, 25, 6.4, wait_of("work"), servers=servers))
