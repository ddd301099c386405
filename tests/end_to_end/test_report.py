"""A comparison of files becomes a report and figures that can be opened."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from procsim.analysis.results import Study
from procsim.report.facts import Facts
from procsim.report.figures import draw, save_figures
from procsim.report.headline import headline
from procsim.report.html import render
from procsim.study import compare
from procsim.study.drawing import figures_of

MODEL = """
procsim: 1
title: {en: Visas & permits, zh: 签证}
currency: USD
observe: {from: 2026-01-01, length: 12 months}
warm_up: 1 month
drain: 2 months
calendars:
  week: {days: Mon-Fri, hours: 09:00-17:00}
offices:
  geneva: {tier: hq, time_zone: Europe/Zurich, calendar: week}
  suva: {title: {en: Suva, zh: 苏瓦}, tier: country, parent: geneva, time_zone: Pacific/Fiji,
    calendar: week}
  lima: {tier: country, parent: geneva, time_zone: America/Lima, calendar: week}
hand_overs:
  - {from: country, to: hq, takes: 4 h}
  - {from: hq, to: country, takes: 4 h}
roles:
  clerk: {category: administrative, staff: {geneva: 1, suva: 1, lima: 1}, cost: 40000 USD/year}
processes:
  visa:
    title: {en: Visa, zh: 签证}
    arrivals: [{office: every country, per_year: 400}]
    steps:
      received: {event: start, next: check}
      check: {task: Check, role: clerk, time: exponential mean 90 min, next: approve}
      approve: {task: Approve, role: clerk, at: hq, time: 15 min, next: issued}
      issued: {event: end}
"""
LOCAL = """
procsim: 1
scenario: local
title: {en: Approval on the spot, zh: 就地批准}
baseline: model.yaml
changes:
  - {move: visa.approve, to: origin, part: On the spot, why: No hand-over to headquarters}
"""
HALF = """
procsim: 1
scenario: half
title: {en: Half the time, zh: 一半人手}
baseline: model.yaml
changes:
  - {staff: clerk, at: suva, from: 1, to: 0.25, part: Posts, why: A test of the tool}
"""


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    folder = tmp_path_factory.mktemp("study")
    for name, text in (("model", MODEL), ("local", LOCAL), ("half", HALF)):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return compare(folder / "local.yaml", folder / "half.yaml", replications=4, seed=1)


def test_approval_on_the_spot_is_shorter_and_half_the_posts_cannot_keep_up(study: Study):
    sentences = headline(study, "en")
    assert any(s.startswith("Approval on the spot: Visa is shorter by ") for s in sentences)
    assert sentences[0].startswith("Half the time: Pools that cannot keep up with their work")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Visas &amp; permits", "Approval on the spot", "cannot keep up")),
        ("fr", ("La réponse", "débordé")),
        ("es", ("La respuesta", "desbordado")),
        ("zh", ("签证", "就地批准", "超负荷")),
    ],
)
def test_the_report_of_a_run_is_whole(study: Study, language: str, words: tuple[str, ...]):
    page = render(study, language=language)
    assert page.rstrip().endswith("</html>")
    assert all(word in page for word in words)
    assert study.identity.hash in page
    assert page.count("<svg") == 2 + 9  # The map before and after; the figures.


def test_every_figure_is_written_as_svg_and_png(study: Study, tmp_path: Path):
    written = save_figures(draw(Facts(study, "en")), tmp_path)
    assert len(written) == 2 * 9
    for path in written:
        if path.suffix == ".png":
            assert path.read_bytes().startswith(b"\x89PNG")
        else:
            ElementTree.parse(path)  # noqa: S314  # our own file


def test_figures_are_the_same_whoever_draws_them(study: Study):
    """Each name, text, table, SVG and PNG."""
    with figures_of(study, "en", jobs=1) as alone, figures_of(study, "en", jobs=2) as together:
        assert together() == alone()


def test_figures_of_one_study_are_the_same_bytes_twice(study: Study, tmp_path: Path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    for one, other in zip(
        save_figures(draw(Facts(study, "en")), tmp_path / "a"),
        save_figures(draw(Facts(study, "en")), tmp_path / "b"),
        strict=True,
    ):
        assert one.read_bytes() == other.read_bytes()
