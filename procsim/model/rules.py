"""Everything that must hold before a run; `check` finds all that does not, at once.

The reader has already refused unknown names, wrong units and shares that do not sum; these rules
look at what the values mean together. Codes P3xx are about graphs, P4xx about the organisation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.model.rules_calls import problems_of_calls
from procsim.model.rules_combinations import problems_of_combinations
from procsim.model.rules_delegations import problems_of_delegations
from procsim.model.rules_generations import problems_of_generations
from procsim.model.rules_graph import problems_of_graph
from procsim.model.rules_organisation import problems_of_organisation
from procsim.model.rules_people import problems_of_people
from procsim.model.rules_places import problems_of_places
from procsim.model.rules_posts import problems_of_posts
from procsim.model.rules_steps import problems_of_arrivals, problems_of_steps

if TYPE_CHECKING:
    from procsim.errors import Problem
    from procsim.model.model import Model


def check(model: Model) -> list[Problem]:
    """All problems of a model, in the order of the file's sections; an empty list: it can run."""
    problems = [*problems_of_organisation(model), *problems_of_posts(model)]
    problems += [*problems_of_delegations(model), *problems_of_calls(model)]
    for process in model.processes.values():
        problems += problems_of_graph(model, process)
        problems += problems_of_arrivals(model, process)
        problems += problems_of_steps(model, process)
        problems += problems_of_combinations(process)
        problems += problems_of_places(model, process)
        problems += problems_of_people(model, process)
    return problems or list(problems_of_generations(model))
