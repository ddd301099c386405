"""Simulated queues against published formulas.

Service times are measured in units of the mean service (10 minutes). Replications are the unit;
where the theory fixes the mean of the work drawn and of the number of cases, these serve as
control variates (Lavenberg and Welch 1981), fitted over the replications. Every figure must lie
within 4 standard errors of the formula at a standard error of 1 % or less of it.
"""

import datetime as dt
import math

import numpy as np
import pytest

from procsim.model.distributions import Constant, Gamma
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
WARM_UP_DAYS = 10


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
    return window(dt.date(2026, 1, 1), months=0, days=days, warm_up=Span(0, WARM_UP_DAYS))


def observe(built, replications, steps, measure):
    """For each replication the measure (minutes), and the controls: mean work per step and the
    number of cases, each relative to its expectation."""
    values, controls = [], []
    after = WARM_UP_DAYS * 1440
    for run in several(built, replications):
        values.append(measure(run, after))
        works = [np.mean(run.column("work", step=step, after=0)) / SERVICE - 1 for step in steps]
        controls.append([*works, len(run.log.case_arrived)])
    table = np.array(controls)
    return np.array(values) / SERVICE, table


def estimate(values, controls, expected_cases):
    """Mean and standard error of the values at the controls' expectations (zero work deviation and
    the expected number of cases), by least squares over the replications."""
    off = controls.copy()
    off[:, -1] = off[:, -1] / expected_cases - 1
    # A control that never varies (constant work) explains nothing.
    off = off[:, off.std(axis=0) > 1e-9]
    design = np.column_stack([np.ones(len(values)), off])
    coefficients, *_ = np.linalg.lstsq(design, values, rcond=None)
    left = values - design @ coefficients
    variance = left @ left / (len(values) - design.shape[1])
    return coefficients[0], math.sqrt(variance * np.linalg.inv(design.T @ design)[0, 0])


def expected_cases(built, rate):
    days = (built.window.finishes - built.window.begins).days
    return days * 1440 / SERVICE * rate


def check(theory, value, error, *, precision=0.01):
    print(f"theory {theory:.4f} simulated {value:.4f} error {error / theory:.4%}")
    assert error <= precision * theory
    assert abs(value - theory) <= 4 * error


def wait_of(*steps):
    def measure(run, after):
        return sum(run.mean_wait(step, after=after) for step in steps)

    return measure


def stay(run, after):
    """Mean time from arrival to end of the cases that arrived after the warm-up and ended."""
    arrived, ended = run.log.case_arrived, run.log.case_ended
    kept = (arrived >= after * MINUTE) & (ended >= 0)
    return float(np.mean((ended - arrived)[kept])) / MINUTE


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
    built = station(rate, servers=servers)
    found = estimate(*observe(built, 30, ["work"], wait_of("work")), expected_cases(built, rate))
    check(mmc_wait(servers, rate), *found)


@pytest.mark.parametrize(
    ("name", "time", "scv"),
    [
        ("constant work", Constant(SERVICE * MINUTE), 0.0),
        ("work of Erlang type 4", Gamma(SERVICE * MINUTE, SERVICE * MINUTE / 2), 0.25),
    ],
)
def test_mean_wait_of_m_g_1_is_that_of_pollaczek_and_khinchine(name, time, scv):
    built = station(0.5, time=time, cases=6_000)
    found = estimate(*observe(built, 25, ["work"], wait_of("work")), expected_cases(built, 0.5))
    check(pollaczek_khinchine(0.5, scv), *found)


def test_a_tandem_waits_as_two_independent_queues_do():
    """Jackson 1957: each station behaves as M/M/1; loads 0.5 and 0.4 (two clerks at 0.4 would
    not). Wait ρ/(1−ρ) × mean service of each."""
    second = 8.0
    tandem = process(
        "p",
        task("one", role="r1", time=exponential(SERVICE)),
        task("two", role="r2", time=exponential(second)),
        arrivals=[poisson(0.5)],
    )
    built = model(
        posts=[post("a", "r1"), post("a", "r2")],
        processes=[tandem],
        window=open_window(6_000, 0.5),
    )
    values, controls = observe(built, 25, ["one", "two"], wait_of("one", "two"))
    theory = 0.5 / 0.5 + second / SERVICE * 0.4 / 0.6
    controls[:, 1] = (controls[:, 1] + 1) * SERVICE / second - 1
    check(theory, *estimate(values, controls, expected_cases(built, 0.5)))


def test_feedback_raises_the_load_as_jackson_says():
    """A quarter of the work is done again: visits 1/(1 − 0.25), load 0.375 × 4/3 = 0.5, so a case
    stays (4/3) × 1/(1 − 0.5) mean services."""
    built = model(
        posts=[post("a")],
        processes=[
            rework(0.25, task("work", time=exponential(SERVICE)), id_="p", arrivals=[poisson(0.375)])
        ],
        window=open_window(6_000, 0.375),
    )
    values, controls = observe(built, 25, ["work"], stay)
    check(4 / 3 / (1 - 0.5), *estimate(values, controls, expected_cases(built, 0.375)))


def test_fork_and_join_of_two_queues_takes_the_time_of_flatto_and_hahn():
    """Flatto and Hahn 1984, Nelson and Tantawi 1988: two M/M/1 queues fed by the same arrivals
    answer after (12 − ρ)/8 × 1/(μ − λ) on average; ρ = 0.5: 1.4375 × 2 = 2.875."""
    fork = parallel(
        "p",
        task("one", role="r1", time=exponential(SERVICE)),
        task("two", role="r2", time=exponential(SERVICE)),
        arrivals=[poisson(0.5)],
    )
    built = model(
        posts=[post("a", "r1"), post("a", "r2")],
        processes=[fork],
        window=open_window(4_000, 0.5),
    )
    values, controls = observe(built, 25, ["one", "two"], stay)
    check(2.875, *estimate(values, controls, expected_cases(built, 0.5)))


def test_eight_offices_of_their_own_wait_fourteen_times_as_long_as_one_pool():
    """Eight M/M/1 at ρ = 0.8 wait 4.0 mean services; pooled in one place (M/M/8) 0.286; with one
    post fewer (M/M/7, ρ = 0.914) 1.262."""
    assert mmc_wait(8, 6.4) == pytest.approx(0.286, abs=5e-4)
    assert mmc_wait(7, 6.4) == pytest.approx(1.262, abs=5e-4)
    offices = [office(f"o{n}", parent="centre") for n in range(8)]
    names = [place.id for place in offices]
    work = task("work", time=exponential(SERVICE))
    apart = model(
        offices=[office("centre", tier="hq"), *offices],
        posts=[post(name) for name in names],
        processes=[process("p", work, arrivals=[poisson(0.8, *names)])],
        window=open_window(3_000, 0.8),
    )
    values, controls = observe(apart, 20, ["work"], wait_of("work"))
    check(4.0, *estimate(values, controls, 8 * expected_cases(apart, 0.8)))
    for servers, precision in ((8, 0.01), (7, 0.03)):
        pooled = model(
            offices=[office("centre", tier="hq"), *offices],
            posts=[post("centre", posts=servers)],
            processes=[
                process(
                    "p",
                    task("work", at="hq", time=exponential(SERVICE)),
                    arrivals=[poisson(0.8, *names)],
                )
            ],
            window=open_window(2_000, 0.8),
        )
        values, controls = observe(pooled, 20, ["work"], wait_of("work"))
        found = estimate(values, controls, 8 * expected_cases(pooled, 0.8))
        check(mmc_wait(servers, 6.4), *found, precision=precision)
