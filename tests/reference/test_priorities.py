"""Classes of urgency, and offices that help each other out, against published formulas.

The method is that of `test_queues`; all work is exponential with a mean of one service (10 min).

Non-preemptive priorities (Cobham 1954, "Priority assignment in waiting line problems", Operations
Research 2; with several servers and one mean service, Kella and Yechiali 1985): class i waits
W_i = W_0 / ((1 − σ_{i−1}) (1 − σ_i)), where σ_i is the load per server of classes 1 to i and
W_0 = C(c, a) / c mean services, C being Erlang's chance of waiting (one server: its load).
"""

from itertools import pairwise

import pytest

from procsim.model.elements import Alternative, Performer
from tests.builders import by, exponential, model, office, post, process, task
from tests.reference.test_queues import (
    SERVICE,
    check,
    erlang_c,
    estimate,
    mmc_wait,
    open_window,
    poisson,
    wait_of,
)


def cobham(servers, rates):
    """Mean wait of each class, the most urgent first, in mean services."""
    first = erlang_c(servers, sum(rates)) / servers
    loads = [sum(rates[:count]) / servers for count in range(len(rates) + 1)]
    return [first / ((1 - above) * (1 - own)) for above, own in pairwise(loads)]


def two_classes(servers, rates, cases):
    names = ("urgent", "usual")
    return model(
        posts=[post("a", posts=servers)],
        processes=[
            process(
                f"p_{name}",
                task(name, time=exponential(SERVICE), priority=number),
                arrivals=[poisson(rate)],
            )
            for number, (name, rate) in enumerate(zip(names, rates, strict=True))
        ],
        window=open_window(cases, sum(rates)),
    )


@pytest.mark.parametrize(("servers", "rates"), [(1, (0.3, 0.3)), (3, (0.9, 1.2))])
def test_two_classes_wait_as_cobham_says(servers, rates):
    built = two_classes(servers, rates, cases=5_000)
    means = dict.fromkeys(("urgent", "usual"), SERVICE)
    for name, theory in zip(means, cobham(servers, rates), strict=True):
        found = estimate(built, 16, sum(rates), wait_of(name), means=means)
        check(theory, *found, precision=0.04)


def test_classes_share_the_wait_of_one_queue():
    """Kleinrock's conservation law (1965): with one mean service, whatever the order, the mean wait
    over all cases is that of the queue without classes."""
    rates = (0.9, 1.2)
    waits = cobham(3, rates)
    mean = sum(rate * wait for rate, wait in zip(rates, waits, strict=True)) / sum(rates)
    assert mean == pytest.approx(mmc_wait(3, sum(rates)))


def test_offices_that_take_each_others_work_at_once_wait_as_one_office():
    """Four offices with a clerk each, load 0.7; whoever is free takes the work of any of them:
    M/M/4, a wait of 0.36 mean services instead of 2.33."""
    names = [f"o{number}" for number in range(4)]
    peers = Performer(others=(Alternative("clerk", by("peers")),))
    built = model(
        offices=[office(name) for name in names],
        posts=[post(name) for name in names],
        processes=[
            process(
                "p",
                task("work", time=exponential(SERVICE), performer=peers),
                arrivals=[poisson(0.7, *names)],
            )
        ],
        window=open_window(6_000, 2.8),
    )
    theory = mmc_wait(4, 2.8)
    assert theory == pytest.approx(0.357, abs=5e-4)
    check(theory, *estimate(built, 16, 2.8, wait_of("work"), servers=4), precision=0.03)
