"""The report as one HTML file: complete, self-contained, escaped, in every language."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest

from procsim.analysis.bridge import Bar
from procsim.analysis.checks import Check
from procsim.analysis.estimates import estimate
from procsim.analysis.stability import Unstable
from procsim.errors import UsageError
from procsim.model.model import Input, Observed, Target
from procsim.model.scenario import Change, Edit
from procsim.report.html import render
from procsim.report.words import CATALOGUES, LANGUAGES
from procsim.units import DAY
from tests.studies import effect, services, shift, study

NASTY = """<script>alert("1") & 'x'</script>"""
NAN = float("nan")
CHANGE = Change(
    "staff",
    "staff clerk at suva to 1",
    f"why {NASTY}",
    "Posts",
    (Edit("staff.clerk.suva", "2", "1"),),
    {"visa.work": "changed"},
)
EFFECTS = (
    effect("cycle_time", before=10, after=8, low=-2.5, high=-1.5, verdict="better"),
    effect("cycle_time", before=20, after=16, low=-5, high=-3, verdict="better", statistic="p90"),
    effect(
        "cycle_time",
        before=10,
        after=8,
        low=-2.5,
        high=-1.5,
        verdict="better",
        scope="office",
        id_="suva",
    ),
    effect("waiting_contention", before=4, after=2, low=-2.5, high=-1.5, verdict="better"),
    effect(
        "cost_of_capacity",
        before=120_000,
        after=90_000,
        low=-30_000,
        high=-30_000,
        verdict="better",
    ),
    effect(
        "cost_of_work_per_year",
        before=80_000,
        after=70_000,
        low=-11_000,
        high=-9_000,
        verdict="better",
    ),
    effect("utilisation", before=0.9, after=0.8, scope="pool", id_="clerk@suva"),
    effect("load", before=0.9, after=0.8, scope="pool", id_="clerk@suva", process="all"),
)
OBSERVED = Observed("visa", (), "", "cycle_time", "mean", 9 * DAY, "days", 40, False, "register")
TARGET = Target("visa", "cycle_time", "mean", "at_most", 9 * DAY, "days", None)
INPUTS = (
    Input("processes.visa.steps.work.time", "30 min", "", "D", None),
    Input("posts.0.cost", "30000 USD/year", "payroll office", "B", None),
)
BAR = Bar("reform", "Posts", "cost_of_capacity", "USD/year", 120_000, -30_000, -30_000, -30_000, 5)
CHECKS = (
    Check("conservation", "baseline: visa", 0, 0, 0, True, "note"),
    Check("visits", "baseline: visa.work", 1.1, 1.3, 0.01, False, "note"),
)


def full(**options):
    """A study with something in every part of the report."""
    given = options.pop("given", None) or services(
        inputs=INPUTS, observed=[OBSERVED], targets=[TARGET]
    )
    defaults = {
        "title": NASTY,
        "changes": [CHANGE],
        "shifts": [shift("cycle_time", "suva", before=10, after=12, better=False)],
        "bars": [BAR],
        "checks": CHECKS,
    }
    return study(*EFFECTS, given=given, **(defaults | options))


@pytest.fixture(scope="module")
def report() -> str:
    return render(full())


class Reader(HTMLParser):
    """Collects what a page loads, its ids, and the texts of its headings and captions."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.said: dict[str, list[str]] = {"h2": [], "caption": []}
        self._inside = ""

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        for name, value in attrs:
            if name in ("src", "href", "xlink:href", "data", "action", "poster"):
                self.links.append(value)
            if name == "id":
                self.ids.append(value)
        if tag in self.said:
            self._inside = tag
            self.said[tag].append("")

    def handle_endtag(self, tag):
        if tag == self._inside:
            self._inside = ""

    def handle_data(self, data):
        if self._inside:
            self.said[self._inside][-1] += data


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    return reader


def test_the_report_loads_nothing_and_runs_nothing(report: str):
    reader = read(report)
    assert all(link.startswith("#") for link in reader.links)
    assert not {"script", "link", "iframe", "object", "img"}.intersection(reader.tags)
    assert "@import" not in report
    assert not re.search(r"url\((?!#)", report)


def test_no_id_stands_twice(report: str):
    ids = read(report).ids
    assert sorted(ids) == sorted(set(ids))


def test_titles_from_files_cannot_become_markup(report: str):
    assert "<script" not in report
    assert "&lt;script&gt;alert(&#34;1&#34;) &amp; &#39;x&#39;&lt;/script&gt;" in report


def test_the_answer_comes_first_and_the_identity_last(report: str):
    headings = read(report).said["h2"]
    assert headings[0] == "The answer"
    assert headings[-1] == "Identity of the run"
    assert len(headings) == 11


def test_every_figure_has_its_numbers_in_a_table(report: str):
    figures = re.findall(r'<figure id="figure-.*?</figure>', report, flags=re.DOTALL)
    assert len(figures) == 7
    for figure in figures:
        assert 'role="img"' in figure
        assert "<svg" in figure
        assert "<table" in figure


def test_every_part_of_the_report_has_its_table(report: str):
    captions = " | ".join(read(report).said["caption"])
    for words in (
        "Simulated AS-IS beside observed figures",
        "Mean cycle time of each process",
        "what changes",
        "offices shown to lose",
        "Variance reduction",
        "Checks that failed",
        "All checks",
        "yearly cost by kind of office",
        "yearly cost by office",
        "Targets of the model",
        "Inputs by evidence",
        "What this report was made of",
    ):
        assert words in captions


def test_assumptions_make_the_data_illustrative(report: str):
    assert "Illustrative data." in report
    assert "1 of 2 headline inputs" in report


def test_without_assumptions_there_is_no_banner():
    assert "Illustrative data." not in render(full(given=services()))


def test_the_word_saving_needs_a_validated_baseline(report: str):
    """Published cases keep the word: it is theirs."""
    own = re.sub(r'<section aria-labelledby="outside">.*?</section>', "", report, flags=re.DOTALL)
    assert "saving" not in own.lower()
    assert "saving" in render(full(given=services(status="validated"))).lower()


def test_an_overloaded_scenario_is_flagged_and_its_times_are_not_printed():
    touched = effect("cycle_time", before=10, after=NAN, verdict="not_comparable")
    made = study(touched, unstable=[Unstable("clerk@suva", 1.43, 35, 30, 40)])
    page = render(made)
    assert "cannot keep up, not comparable" in page
    assert "expected load 143" in page
    assert "– (cannot keep up)" in page
    assert "nan" not in re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL).lower().split()


def test_with_one_replication_no_interval_and_no_adjustment_is_spoken_of():
    made = study(effect("cycle_time", before=10, after=9, verdict="not_tested"))
    page = render(replace(made, identity=replace(made.identity, replications=1)))
    assert "nothing is tested" in page
    assert "adjusted by Holm over the" not in page
    assert "no office is shown to" not in page


def test_a_target_within_the_interval_is_not_called_met():
    """8 and 10 days in two replications: 9 on average, an interval that holds the limit of 9.5."""
    page = render(uncertain_target(9.5))
    assert "met on average, not surely: 9 days" in page.replace("\N{NO-BREAK SPACE}", " ")
    page = render(uncertain_target(8.5))
    assert "not met on average, not surely: 9 days" in page.replace("\N{NO-BREAK SPACE}", " ")


def test_checks_that_hold_say_how_much_they_could_not_have_seen():
    """Of 2 visits, 0.5 either way are allowed: a quarter."""
    wide = Check("visits", "baseline: visa.work", 2, 2.1, 0.1, True, "note", allowed=0.5)
    narrow = Check("visits", "baseline: visa.sign", 1, 1, 0.0, True, "note", allowed=1e-9)
    page = render(full(checks=[narrow, wide])).replace("\N{NO-BREAK SPACE}", " ")
    assert "All 2 checks of the run against theory hold. With 20 replications a check" in page
    assert "a difference of up to 25 % of what is expected (visits, baseline: visa.work)" in page


def uncertain_target(limit: float):
    """8 and 10 days in AS-IS, against a target of so many days."""
    wanted = replace(TARGET, value=limit * DAY)
    made = study(EFFECTS[0], given=services(targets=[wanted]))
    before = made.comparison.baseline
    keys, values = before.estimates.keys, np.array([[8.0], [10.0]])
    baseline = replace(before, estimates=estimate("baseline", keys, values))
    return replace(made, comparison=replace(made.comparison, baseline=baseline))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_is_written_in_every_language(language: str):
    page = render(full(), language=language)
    assert f'<html lang="{language}">' in page
    assert CATALOGUES[language]["heading.answer"] in page


def test_an_unknown_language_is_refused_with_those_that_are_known():
    with pytest.raises(UsageError, match="no texts in language 'xx': use one of en, fr, es, zh"):
        render(full(), language="xx")
