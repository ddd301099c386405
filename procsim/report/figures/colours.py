"""Colours of figures: AS-IS is grey, a scenario has one colour in every figure and table.

Scenarios: M. Okabe and K. Ito, *Color Universal Design* (2008). Causes: the *light* scheme of
P. Tol, *Colour Schemes* (SRON 2021), with rose of his *muted* one for the tenth. They stay apart
for colour-blind readers; words and positions say the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from procsim.report.facts import Facts

INK: Final = "#1f2933"
FAINT: Final = "#5c6773"
GRID: Final = "#c8d0d9"
BASELINE: Final = "#7b848e"
SCENARIOS: Final = ("#0072b2", "#d55e00", "#009e73", "#aa4499", "#56b4e9", "#b8860b")
CAUSES: Final = {
    "scheduled": "#99ddff",
    "deadline_race": "#bbcc33",
    "hand_over": "#77aadd",
    "batch": "#44bb99",
    "off_duty": "#dddddd",
    "elsewhere": "#eedd88",
    "absence": "#ffaabb",
    "team": "#aaaa00",
    "priority": "#cc6677",
    "contention": "#ee8866",
}
WORK: Final = "#556270"
IDLE: Final = "#a9cdea"
CALM: Final = "#e9f0f6"
AMBER: Final = "#ffcf70"
RED: Final = "#c0392b"


def colour_of(facts: Facts, scenario: str) -> str:
    """The colour of a scenario, by its place in the study; grey for AS-IS."""
    places = [outcome.id for outcome in facts.scenarios]
    return SCENARIOS[places.index(scenario) % len(SCENARIOS)] if scenario in places else BASELINE


def tint(colour: str, share: float) -> str:
    """A colour mixed with white: `share` of 1 is the colour, 0 is white."""
    parts = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * share):02x}" for part in parts)
