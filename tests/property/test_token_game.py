"""The token game against an exhaustive search of every interleaving, on generated graphs."""

from collections import Counter

import networkx as nx
from hypothesis import assume, event, example, given, settings
from hypothesis import strategies as st

from procsim.model.elements import All, Decision, End, First, Start, Terminate
from procsim.model.routing import is_finite, routing_of, transitions
from procsim.model.rules.token_game import play
from tests.builders import decision, end, every, flow, model, process, start, task, terminate
from tests.builders import first as race

MOST = 3000


def exhaustive(made):
    """('deadlock' | 'sound' | 'unknown'): fires every enabled node in every order."""
    first = frozenset({(made.flows.index(made.outgoing(id_of_start(made))[0]), 1)})
    seen, waiting = {first}, [first]
    while waiting:
        marking = waiting.pop()
        following = successors(made, Counter(dict(marking)))
        if marking and not following:
            return "deadlock"
        for each in following:
            if each not in seen:
                seen.add(each)
                waiting.append(each)
        if len(seen) > MOST:
            return "unknown"
    return "sound"


def id_of_start(made):
    return next(node.id for node in made.nodes if isinstance(node, Start))


def successors(made, tokens):
    found = set()
    for node in made.nodes:
        ins = [p for p, each in enumerate(made.flows) if each.target == node.id]
        outs = [p for p, each in enumerate(made.flows) if each.source == node.id]
        if isinstance(node, All):
            if ins and all(tokens[p] for p in ins):
                found.add(frozen(tokens, ins, outs))
            continue
        for p in ins:
            if not tokens[p]:
                continue
            match node:
                case Terminate():
                    found.add(frozenset())
                case End():
                    found.add(frozen(tokens, [p], []))
                case Decision() | First():
                    found.update(frozen(tokens, [p], [out]) for out in outs)
                case _:
                    found.add(frozen(tokens, [p], outs))
    return found


def frozen(tokens, taken, given_):
    after = tokens.copy()
    after.subtract(taken)
    after.update(given_)
    return frozenset((p, n) for p, n in after.items() if n)


@st.composite
def graphs(draw):
    """Up to seven inner nodes with flows drawn between them; shares are even."""
    kinds = draw(st.lists(st.sampled_from("tddfaaae"), min_size=3, max_size=8))
    kinds.append(draw(st.sampled_from("xe")))
    make = {"f": race, "t": task, "d": decision, "a": every, "e": end, "x": terminate}
    nodes = [make[kind](f"{kind}{n}") for n, kind in enumerate(kinds)]
    flows = [flow("start", nodes[0].id)]
    for place, (kind, node) in enumerate(zip(kinds, nodes, strict=True)):
        if kind in "ex":
            continue
        count = 1 if kind == "t" else draw(st.integers(1, 3))
        share = 1 / count if kind == "d" and count > 1 else None
        ahead, behind = nodes[place + 1 :], nodes[: place + 1]
        targets = st.sampled_from([other.id for other in (*ahead, *ahead, *ahead, *behind)])
        flows += [flow(node.id, draw(targets), share) for _ in range(count)]
    return met_part(process("p", start(), *nodes, flows=flows))


def met_part(made):
    """Without the nodes that no case can reach."""
    kept = {"start", *nx.descendants(made.graph, "start")}
    nodes = [node for node in made.nodes if node.id in kept]
    return process("p", *nodes, flows=[each for each in made.flows if each.source in kept])


def is_well_formed(made):
    """What the other rules guarantee: every node can reach an end, and visits are finite."""
    ends = {node.id for node in made.nodes if isinstance(node, End | Terminate)}
    ending = ends.union(*(nx.ancestors(made.graph, id_) for id_ in ends))
    origin = model().offices["a"]
    finite = is_finite(transitions(made, routing_of(made, origin)))
    return finite and all(node.id in ending for node in made.nodes)


def crossing():
    """Two splits and two joins that are not nested, with a rework loop around them."""
    pairs = "start m0 a0;m0 a1;a1 t2;a1 a3;t2 a4;a3 a4;a3 a5;a4 a5;a5 d6;d6 m0;d6 e7"
    names = [pair.split() for pair in pairs.replace(" a0", "").split(";")]
    nodes = [decision("m0"), *(every(f"a{n}") for n in (1, 3, 4, 5)), task("t2")]
    flows = [flow(a, b, 0.5 if a == "d6" else None) for a, b in names]
    return process("p", start(), *nodes, decision("d6"), end("e7"), flows=flows)


@settings(max_examples=300, deadline=None, derandomize=True)
@example(crossing())
@given(graphs())
def test_the_token_game_agrees_with_an_exhaustive_search(made):
    assume(is_well_formed(made))

    truth = exhaustive(made)
    found = play(made, frozenset(range(len(made.flows)))).kind

    event(f"{truth}, {found}")
    if truth != "unknown":
        assert (truth == "sound") == (found == "sound")
