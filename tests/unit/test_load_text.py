"""The text of `validate --load`: what it names, and what it marks as an estimate."""

from procsim.cli.load import load_text
from procsim.model.elements import Seat, Team
from tests.builders import (
    batch,
    by,
    calendar,
    hours,
    minutes,
    model,
    office,
    post,
    process,
    role,
    task,
    yearly,
)

OFFICES = [f"o{number}" for number in range(12)]


def lines(made):
    return load_text(made).splitlines()


def test_only_the_figures_that_are_estimates_are_marked():
    printed = task("print", batch=batch(10, setup=minutes(30)))
    made = process("p", task("sort"), printed, arrivals=[yearly(a=100.0)])
    text = lines(model(processes=[made]))
    assert "p: per case, 100 cases a year; ≈: an estimate" in text
    (sort,) = (line for line in text if line.startswith("sort"))
    (print_,) = (line for line in text if line.startswith("print"))
    assert "≈" not in sort
    assert print_.count("≈") == 3


def test_what_is_exact_has_no_mark():
    assert "≈" not in load_text(model())


def test_offices_that_only_a_team_links_have_a_line_each():
    """Twelve offices meet with headquarters: thirteen pools, each judged by its own posts."""
    team = Team((Seat("clerk", by("origin")), Seat("chair", by("hq"))))
    arrivals = [yearly(**dict.fromkeys(OFFICES, 10.0))]
    made = process("p", task("meet", role=None, team=team, time=hours(1)), arrivals=arrivals)
    text = lines(
        model(
            offices=[office("hq", tier="hq"), *map(office, OFFICES)],
            roles=[role("clerk"), role("chair")],
            posts=[post("hq", "chair"), *map(post, OFFICES)],
            processes=[made],
        )
    )
    pools = [line for line in text if line.startswith(("clerk@", "chair@"))]
    assert len(pools) == 13
    assert pools[0].startswith("chair@hq")


def test_a_team_with_few_hours_in_common_cannot_keep_up_though_its_members_could():
    """09:00-17:00 and 16:00-24:00 meet for an hour on 261 weekdays of 2026: at half the time of the
    slower member 130.5 hours; 150 meetings of an hour are 115 % of them."""
    early, night = calendar("early"), calendar("night", hours="16:00-24:00")
    team = Team((Seat("clerk", by("hq")), Seat("chair", by("hq"))))
    made = process(
        "p", task("meet", role=None, team=team, time=hours(1)), arrivals=[yearly(hq=150.0)]
    )
    text = lines(
        model(
            offices=[office("hq", tier="hq")],
            roles=[role("clerk"), role("chair")],
            posts=[
                post("hq", "clerk", calendar="early"),
                post("hq", "chair", calendar="night", share=0.5),
            ],
            calendars=[early, night],
            processes=[made],
        )
    )
    (meets,) = (line for line in text if line.startswith("chair@hq + clerk@hq"))
    assert "115 %" in meets.replace("\N{NO-BREAK SPACE}", " ")
    assert meets.endswith("red: cannot keep up")
    assert not any("cannot keep up" in line for line in text if line.startswith("clerk@"))


def test_the_label_of_a_pool_of_many_roles_is_short():
    roles = [f"role{number}" for number in range(33)]
    made = model(
        offices=[office("a")],
        roles=[role(id_) for id_ in roles],
        posts=[post("a", *roles)],
        processes=[process("p", task(role="role0"))],
    )
    (pool,) = (line for line in lines(made) if line.startswith("role0@"))
    assert pool.startswith("role0@a + role1@a and 31 more ")
