"""The sentences of page one, word for word, from effects made by hand."""

import datetime as dt
from dataclasses import replace

import pytest

from procsim.analysis.stability import Unstable
from procsim.model.distributions import Constant, Uniform
from procsim.model.model import Input, Observed
from procsim.model.organisation import WorkingTime
from procsim.model.scenario import Investment
from procsim.report.headline import headline
from procsim.report.numbers import GAP, MINUS, THIN
from procsim.units import DAY, Money
from tests.studies import effect, services, shift, study

ASSUMED = Input("posts.0.posts", "2", "", "D", None)


def said(made, language: str = "en") -> list[str]:
    """The sentences without the scenario's title, with ordinary spaces and hyphens."""
    texts = headline(made, language)
    colon = "：" if language == "zh" else ": "
    assert all(text.startswith(f"Reform{colon}") for text in texts)
    plain = (text.removeprefix(f"Reform{colon}") for text in texts)
    return [t.replace(GAP, " ").replace(THIN, " ").replace(MINUS, "-") for t in plain]


def test_a_shorter_process_is_said_with_its_interval_first():
    made = study(
        effect("cycle_time", before=25.5, after=17.3, low=-9.1, high=-7.3, verdict="better")
    )
    assert said(made)[0] == (
        "visa is shorter by 8.2 days [7.3, 9.1] on average: 17.3 instead of 25.5 days (-32 %)."
    )


def test_a_longer_process_is_said_to_be_longer():
    made = study(effect("cycle_time", before=10, after=12, low=1.5, high=2.5, verdict="worse"))
    assert said(made)[0] == (
        "visa is longer by 2.0 days [1.5, 2.5] on average: 12 instead of 10 days (+20 %)."
    )


def test_what_cannot_be_told_apart_says_how_many_more_replications_would_do():
    made = study(
        effect("cycle_time", before=10, after=9, low=-2.5, high=0.5, verdict="cannot_tell", more=12)
    )
    assert said(made)[0] == (
        "Mean cycle times that cannot be told apart from today's at this precision: "
        "visa (-1.0 days [-2.5, +0.5]); about 12 more replications would "
        "do if the effect is as large as seen."
    )


def test_an_effect_clear_by_itself_but_not_in_its_family_is_not_called_clear():
    made = study(
        effect("cycle_time", before=10, after=9, low=-1.5, high=-0.5, verdict="cannot_tell", more=1)
    )
    assert said(made)[0] == (
        "Mean cycle times that seem to change, by their own intervals but not surely when all "
        "headline effects are judged together: visa (-1.0 days [-1.5, -0.5]); about 1 more "
        "replication would do if the effect is as large as seen."
    )


def test_of_many_processes_that_cannot_be_told_apart_only_the_names_are_said():
    made = study(
        *(
            effect(
                "cycle_time",
                before=10,
                after=9,
                low=-2.5,
                high=0.5,
                verdict="cannot_tell",
                more=12,
                process=process,
            )
            for process in ("visa", "grant", "leave")
        )
    )
    assert said(made)[0] == (
        "Mean cycle times that cannot be told apart from today's at this precision: visa, grant "
        "and leave."
    )


def test_what_seems_to_change_is_said_before_what_cannot_be_told():
    made = study(
        effect("cycle_time", before=10, after=9, low=-2.5, high=0.5, verdict="cannot_tell"),
        effect(
            "cycle_time",
            before=10,
            after=9,
            low=-1.5,
            high=-0.5,
            verdict="cannot_tell",
            process="grant",
        ),
    )
    first, second = said(made)[:2]
    assert "seem to change" in first
    assert "cannot be told apart" in second


def test_a_cost_clear_by_itself_is_not_said_to_stay_what_it_is():
    made = study(
        effect(
            "cost_of_work_per_year",
            before=1_000_000,
            after=900_000,
            low=-110_000,
            high=-90_000,
            verdict="cannot_tell",
            more=1,
        )
    )
    assert said(made)[0] == (
        "The work costs 100 000 USD/year [90 000, 110 000] less by its own interval, but not "
        "surely when all headline effects are judged together: 900 000 instead of 1 000 000 "
        "USD/year (-10 %; estimate; about 1 more replication would do if the effect is as large "
        "as seen)."
    )


def test_processes_that_stay_as_they_are_share_a_sentence():
    made = study(
        effect("cycle_time", before=10, after=10, process="visa"),
        effect("cycle_time", before=20, after=20, process="grant"),
    )
    assert said(made)[0] == "Cycle times without any difference: visa and grant."


def test_with_one_replication_nobody_is_promised_anything():
    made = study(effect("cycle_time", before=10, after=9, verdict="not_tested"))
    assert said(made)[0] == (
        "visa takes 9 instead of 10 days on average; with one replication nobody can say how sure "
        "that is."
    )


def test_with_one_replication_no_office_is_said_to_be_safe():
    """Nobody is tested with one replication, so that nobody loses is not shown."""
    made = study(effect("cycle_time", before=10, after=9, verdict="not_tested"))
    made = replace(made, identity=replace(made.identity, replications=1))
    assert said(made)[-1] == (
        "With one replication nobody can say which offices gain or lose: nothing is tested."
    )


def cheaper(kpi: str):
    return effect(
        kpi, before=1_000_000, after=900_000, low=-110_000, high=-90_000, verdict="better"
    )


@pytest.mark.parametrize(
    ("status", "inputs", "word"),
    [
        ("draft", (), "estimate"),
        ("draft", (ASSUMED,), "illustration"),
        ("validated", (), "saving"),
    ],
)
def test_only_a_validated_baseline_allows_the_word_saving(status, inputs, word):
    made = study(cheaper("cost_of_capacity"), given=services(status=status, inputs=inputs))
    assert said(made)[0] == (
        "The capacity (the share of posts given to these processes, worked or not; requesters' "
        "time; systems) costs 100 000 USD/year "
        f"[90 000, 110 000] less: 900 000 instead of 1 000 000 USD/year (-10 %; {word})."
    )


def halved(*, cost: float = 30_000):
    """Suva's clerk, at this yearly cost, has half the hours in the scenario and works 100 of
    them."""
    made = study(
        cheaper("cost_of_work_per_year"),
        effect("work_per_year", before=100, after=100, scope="pool", id_="clerk@suva"),
    )
    (outcome,) = made.comparison.scenarios
    hq, suva = outcome.model.posts
    fewer = replace(suva, working_time=WorkingTime(productive=0.5), cost=Money(cost, "USD"))
    to_be = replace(outcome, model=replace(outcome.model, posts=(hq, fewer)))
    return replace(made, comparison=replace(made.comparison, scenarios=(to_be,)))


def test_another_price_of_the_same_posts_hours_is_told_from_the_cost_of_the_work():
    """30,000 USD over 8,760 hours are 3.42 an hour, over 4,380 6.85: 100 hours cost 342 more."""
    assert said(halved())[1] == (
        "Of the change in the cost of the work, +342 USD/year are no money: an hour costs another "
        "amount only because the same posts, at the same pay, have more or fewer hours in clerk, "
        "suva (6.85 USD/h instead of 3.42)."
    )


def test_a_price_that_the_scenario_itself_changes_needs_no_remark():
    assert not any("are no money" in text for text in said(halved(cost=40_000)))


def test_less_work_is_never_called_a_saving():
    made = study(cheaper("cost_of_work_per_year"), given=services(status="validated"))
    assert said(made)[0].endswith("(-10 %; on a validated baseline).")


def test_posts_are_those_of_the_establishment_and_those_the_work_needs():
    made = study(
        effect("posts", before=10, after=9, low=-1, high=-1, verdict="lower"),
        effect("posts_needed", before=8, after=6, low=-2.2, high=-1.8, verdict="better"),
    )
    assert said(made)[0] == (
        "The establishment changes from 10 to 9 posts (-1 post). "
        "The work would keep 6 posts busy instead of 8: -2.0 posts [-2.2, -1.8]."
    )


def test_losers_are_named_before_winners():
    made = study(
        effect("cycle_time", before=10, after=10),
        shifts=[
            shift("cycle_time", "suva", before=10, after=12, better=False),
            shift("cycle_time", "hq", before=10, after=8, better=True),
        ],
    )
    assert said(made)[-1] == (
        "Offices shown to lose on some indicator (1): suva. "
        "Offices shown to gain on some indicator (1): hq."
    )


def test_no_loser_is_said_with_the_materiality():
    assert said(study(effect("cycle_time", before=10, after=10)))[-1] == (
        "No office is shown to lose more than 5 % of today's value."
    )


OVERLOADED = Unstable("clerk@suva", 1.43, 35.0, 30.0, 40.0)


def test_what_cannot_keep_up_is_said_first_with_load_and_growth():
    nan = float("nan")
    made = study(
        effect("cycle_time", before=10, after=nan, verdict="not_comparable"),
        cheaper("cost_of_work_per_year"),
        unstable=[OVERLOADED],
    )
    assert said(made) == [
        "Pools that cannot keep up with their work: 1.",
        (
            "clerk, suva: more work arrives than can be done (expected load 143 %); "
            "the backlog grows by 35 cases/month [30, 40]."
        ),
        "Cycle times not comparable with today's, and not printed: visa.",
    ]


def test_a_backlog_that_grows_below_full_load_is_not_called_too_much_work():
    made = study(
        effect("cycle_time", before=10, after=10),
        unstable=[Unstable("clerk@suva", 0.55, 8.0, 4.0, 12.0)],
    )
    assert said(made)[1] == (
        "clerk, suva: the backlog grows by 8 cases/month [4, 12], "
        "although the expected load is 55 %."
    )


def test_the_answer_is_given_in_chinese():
    made = study(
        effect("cycle_time", before=25.5, after=17.3, low=-9.1, high=-7.3, verdict="better")
    )
    assert said(made, "zh")[0] == ("visa平均缩短8.2 天 [7.3, 9.1]：由25.5 天变为17.3 天（-32%）。")


def test_a_longer_process_without_a_loser_is_explained():
    made = study(effect("cycle_time", before=10, after=10.2, low=0.1, high=0.3, verdict="worse"))
    assert said(made)[-1] == (
        "No office is shown to lose more than 5 % of today's value. This is no contradiction to "
        "the longer cycle time of visa: in no single office is the loss both larger than that and "
        "sure."
    )


def pool(id_: str, before: float, after: float):
    return effect("posts", before=before, after=after, verdict="lower", scope="pool", id_=id_)


def test_cuts_of_a_fraction_of_a_post_are_called_out_with_their_sum():
    """2 to 1.75 and 1 to 0.8 are cuts of 0.45 posts; half a post and more can be cut."""
    made = study(
        effect("posts", before=10, after=9, low=-1, high=-1, verdict="lower"),
        pool("clerk@hq", 2, 1.75),
        pool("clerk@suva", 1, 0.8),
        pool("chief@hq", 2, 1.5),
    )
    assert said(made)[0] == (
        "The establishment changes from 10 to 9 posts (-1 post). "
        "2 pools change by less than 0.5 posts each (0.45 posts cut and 0 posts added in all): "
        "such fractions exist on paper only, unless contracts change or other work fills the time."
    )


def run_observed(value: float, statistic: str = "p50"):
    return Observed(
        "visa", (), "", "cycle_time", statistic, value * DAY, "µs", None, False, "a register"
    )


def test_a_baseline_that_misses_what_was_observed_is_said_after_the_answer():
    """20 days simulated against 10 observed is twice; 12 against 10 is near enough."""
    known = services(observed=[run_observed(10), run_observed(10, "mean")])
    made = study(
        effect("cycle_time", before=20, after=20, statistic="p50"),
        effect("cycle_time", before=12, after=12),
        given=known,
    )
    (*_, last) = headline(made, "en")
    plain = last.replace(GAP, " ")
    assert plain == (
        "AS-IS: Simulated AS-IS is far from what was observed of visa (Cycle time, median: 20 days "
        "against 10 days, ×2). Read their effects with care."
    )


KNOWN_COST = Constant(154_000.0)


def investing(*, low: float, high: float, status: str = "draft", cost=KNOWN_COST):
    """100,000 less running cost, 23,000 of it spent on the change; a one-off cost of 154,000."""
    made = study(
        effect(
            "cost_of_capacity",
            before=1_000_000,
            after=900_000,
            low=low,
            high=high,
            verdict="better",
        ),
        given=services(status=status),
    )
    outcome = made.comparison.scenarios[0]
    costs = (
        Investment("Move", cost, "USD", False, dt.date(2026, 1, 1)),
        Investment("Run", Constant(23_000.0), "USD", True, dt.date(2026, 1, 1)),
    )
    scenario = replace(outcome.scenario, investments=costs)
    comparison = replace(made.comparison, scenarios=(replace(outcome, scenario=scenario),))
    return replace(made, comparison=comparison)


def test_a_one_off_cost_is_set_against_what_is_saved_after_the_change_has_been_paid():
    """154,000 / (100,000 - 23,000) = 2 years; at 110,000 saved 1.77, at 90,000 2.30."""
    assert said(investing(low=-110_000, high=-90_000))[2] == (
        "Its one-off cost of 154 000 USD would be paid back in 2.0 years [1.8, 2.3], at 77 000 "
        "USD/year [67 000, 87 000] less running cost (simple payback, not discounted; "
        "estimate). It counts all capacity as money paid, requesters' time and fractions of posts "
        "too."
    )


def test_a_payback_of_an_uncertain_cost_says_what_its_interval_leaves_out():
    """A mean of 154,000 between 77,000 and 231,000, at 77,000 a year: 1 to 3 years."""
    made = investing(low=-110_000, high=-90_000, cost=Uniform(77_000.0, 231_000.0))
    assert "would be paid back in 2.0 years [1.8, 2.3]" in said(made)[2]
    assert (
        "These years use the mean one-off cost; their interval does not hold how uncertain that "
        "cost is. At the least cost stated, 77 000 USD, it would be 1.0 years, at the most, "
        "231 000 USD, 3.0 years."
    ) in said(made)[2]


def test_where_the_interval_of_what_is_saved_holds_0_no_payback_is_promised():
    assert said(investing(low=-180_000, high=-20_000))[2] == (
        "It cannot be told whether its one-off cost of 154 000 USD is paid back: running cost "
        "falls by 77 000 USD/year [-3 000, 157 000], an interval that includes 0 (estimate). It "
        "counts all capacity as money paid, requesters' time and fractions of posts too."
    )
