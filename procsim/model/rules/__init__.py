"""Everything that must hold before a run; `check` finds all that does not, at once.

The reader has already refused unknown names, wrong units and shares that do not sum; these rules
look at what the values mean together. Codes P3xx are about graphs, P4xx about the organisation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.model.rules.calls import problems_of_calls
from procsim.model.rules.combinations import problems_of_combinations
from procsim.model.rules.delegations import problems_of_delegations
from procsim.model.rules.generations import problems_of_generations
from procsim.model.rules.graph import problems_of_graph
from procsim.model.rules.organisation import problems_of_organisation
from procsim.model.rules.people import problems_of_people
from procsim.model.rules.places import problems_of_places
from procsim.model.rules.posts import problems_of_posts
from procsim.model.rules.steps import problems_of_arrivals, problems_of_steps

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
