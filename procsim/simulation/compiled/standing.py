"""Work that waits in a matched group: for whom, in which line, and when that changes.

Whom work waits for is read when it is queued; it comes into its line when its group is served
next, for only then may tables grow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from procsim.simulation.compiled import fields as f
from procsim.simulation.compiled import served as s
from procsim.simulation.compiled.clock import put_widening
from procsim.simulation.compiled.duty import on_duty_from
from procsim.simulation.compiled.groups import touch
from procsim.simulation.compiled.heaps import first_of_two, with_token, without_token
from procsim.simulation.compiled.jit import kernel
from procsim.simulation.compiled.strands import give_back
from procsim.simulation.compiled.world import table

if TYPE_CHECKING:
    from procsim.simulation.compiled.world import World


@kernel
def ask(w: World, token: int, now: int) -> None:
    """Queue a token's work as its instruction's requirement says."""
    rows, queues = table(w, f.TOKENS), table(w, f.QUEUES)
    number = table(w, f.CODE)[rows[token, f.AT], s.TABLE]
    if number < 0:
        option = queues[rows[token, f.QUEUE], s.QUEUE_OPTION]
    else:
        option = table(w, f.ASKS)[number, rows[token, f.HOME]]
    options = table(w, f.OPTIONS)
    first = s.NOT_SAME_AS + options[option, s.NEVER_COUNT]
    rows[token, f.QUEUE] = options[option, first]
    rows[token, f.KIND] = f.NIL
    rows[token, f.IN_QUEUE] = 1
    _settle_on(w, token, option, now)
    _list(w, token, options[option, s.OPTION_GROUP])


@kernel
def fall_due(w: World, token: int, now: int) -> None:
    """If a token's work still waits, others may take it now, or its team has waited long enough."""
    rows = table(w, f.TOKENS)
    if rows[token, f.IN_QUEUE] and rows[token, f.WIDENS] <= now and not rows[token, f.DUE]:
        _list(w, token, table(w, f.OPTIONS)[rows[token, f.OPTION], s.OPTION_GROUP])


@kernel
def _settle_on(w: World, token: int, option: int, now: int) -> None:
    """Read for whom a token's work waits by now, from its first option on."""
    rows, options = table(w, f.TOKENS), table(w, f.OPTIONS)
    rows[token, f.ONLY] = f.NIL
    for number in range(w[f.MOST_NEVER]):
        rows[token, f.TOKEN_SIZE + number] = 0
    for number in range(options[option, s.NEVER_COUNT]):
        last = _last_member(w, token, options[option, s.NOT_SAME_AS + number])
        rows[token, f.TOKEN_SIZE + number] = last
    rows[token, f.WIDENS] = f.NEVER
    rows[token, f.OPTION] = option
    if options[option, s.SAME_AS] != f.NIL and _settle_on_same(w, token, option, now):
        return
    while (
        not options[option, s.OPTION_TEAM]
        and options[option, s.NEXT_AFTER] <= now - rows[token, f.ORDER]
    ):
        option += 1
    rows[token, f.OPTION] = option
    after = options[option, s.NEXT_AFTER]
    if after < f.NEVER:
        rows[token, f.WIDENS] = rows[token, f.ORDER] + after
        if rows[token, f.WIDENS] > now:
            put_widening(w, token, rows[token, f.WIDENS])


@kernel
def _settle_on_same(w: World, token: int, option: int, now: int) -> bool:
    """Let only the member do it who did the step named before, if that can be."""
    rows, options = table(w, f.TOKENS), table(w, f.OPTIONS)
    member = _last_member(w, token, options[option, s.SAME_AS]) - 1
    final = options[option, s.FINAL_OPTION]
    if member < 0 or table(w, f.ABLE)[final, member] < 0 or _is_barred(w, token, member):
        return False
    if on_duty_from(w, member, now) == f.NEVER:
        return False
    rows[token, f.ONLY] = member
    rows[token, f.OPTION] = final
    for number in range(w[f.MOST_NEVER]):
        rows[token, f.TOKEN_SIZE + number] = 0
    return True


@kernel
def _last_member(w: World, token: int, register: int) -> int:
    """The last member of a step of the token's case, plus 1, or 0."""
    rows = table(w, f.TOKENS)
    return int(table(w, f.ROOMS)[rows[token, f.ROOM], f.FIRST_REGISTER + register])


@kernel
def _is_barred(w: World, token: int, member: int) -> bool:
    """Whether a member may not do a token's work."""
    rows = table(w, f.TOKENS)
    for number in range(w[f.MOST_NEVER]):
        if rows[token, f.TOKEN_SIZE + number] == member + 1:
            return True
    return False


@kernel
def _list(w: World, token: int, group: int) -> None:
    """Let a token's work be looked at when its group is served next."""
    rows, groups = table(w, f.TOKENS), table(w, f.GROUPS)
    rows[token, f.DUE] = f.LISTED
    rows[token, f.LINK] = groups[group, s.FIRST_DUE]
    groups[group, s.FIRST_DUE] = token
    touch(w, group)


@kernel
def stand_in_lines(w: World, group: int, now: int) -> int:
    """Bring all work that is to be looked at into its line; GROW if a table may be too small."""
    rows, groups, options = table(w, f.TOKENS), table(w, f.GROUPS), table(w, f.OPTIONS)
    while groups[group, s.FIRST_DUE] != f.NIL:
        if _is_cramped(w):
            return f.GROW
        token = groups[group, s.FIRST_DUE]
        groups[group, s.FIRST_DUE] = rows[token, f.LINK]
        rows[token, f.DUE] = 0
        if rows[token, f.DEAD] and rows[token, f.LIVING] == 0:
            drop(w, token)
            continue
        option = rows[token, f.OPTION]
        if rows[token, f.WIDENS] <= now:
            if options[option, s.OPTION_TEAM]:
                rows[token, f.WIDENS] = f.NEVER
                _be_overdue(w, token, group)
            else:
                _leave_line(w, token)
                number = table(w, f.CODE)[rows[token, f.AT], s.TABLE]
                _settle_on(w, token, table(w, f.ASKS)[number, rows[token, f.HOME]], now)
        if rows[token, f.KIND] == f.NIL:
            kind = _kind_of(w, token)
            kinds = table(w, f.KINDS)
            rows[token, f.KIND] = kind
            kinds[kind, s.ROOT] = with_token(rows, kinds[kind, s.ROOT], token)
    return f.GO_ON


@kernel
def _is_cramped(w: World) -> bool:
    return bool(
        w[f.KIND_TOTAL] == table(w, f.KINDS).shape[0]
        or table(w, f.CLOCK).shape[0] - w[f.CLOCK_SIZE] < w[f.MOST_ENTRIES]
    )


@kernel
def _kind_of(w: World, token: int) -> int:
    """The line for what a token waits for; if it is the first of its kind, a new one."""
    rows, kinds, options = table(w, f.TOKENS), table(w, f.KINDS), table(w, f.OPTIONS)
    groups, option = table(w, f.GROUPS), rows[token, f.OPTION]
    kind = options[option, s.OPTION_KIND]
    while kind != f.NIL:
        same = kinds[kind, s.KIND_ONLY] == rows[token, f.ONLY]
        for number in range(w[f.MOST_NEVER]):
            never = rows[token, f.TOKEN_SIZE + number]
            same = same and kinds[kind, s.KIND_NEVER + number] == never
        if same:
            return int(kind)
        kind = kinds[kind, s.KIND_AFTER]
    kind = w[f.KIND_TOTAL]
    w[f.KIND_TOTAL] = kind + 1
    kinds[kind, s.ROOT] = f.NIL
    kinds[kind, s.KIND_OPTION] = option
    kinds[kind, s.KIND_ONLY] = rows[token, f.ONLY]
    for number in range(w[f.MOST_NEVER]):
        kinds[kind, s.KIND_NEVER + number] = rows[token, f.TOKEN_SIZE + number]
    kinds[kind, s.KIND_AFTER] = options[option, s.OPTION_KIND]
    options[option, s.OPTION_KIND] = kind
    group = options[option, s.OPTION_GROUP]
    kinds[kind, s.KIND_IN_GROUP] = groups[group, s.FIRST_KIND]
    groups[group, s.FIRST_KIND] = kind
    return int(kind)


@kernel
def _leave_line(w: World, token: int) -> None:
    """Take a token out of its line, if it stands in one."""
    rows, kinds, kind = table(w, f.TOKENS), table(w, f.KINDS), table(w, f.TOKENS)[token, f.KIND]
    if kind != f.NIL:
        kinds[kind, s.ROOT] = without_token(rows, kinds[kind, s.ROOT], token)
        rows[token, f.KIND] = f.NIL


@kernel
def stop_waiting(w: World, token: int) -> None:
    """Take a token out of wherever it waits in a matched group."""
    rows, groups = table(w, f.TOKENS), table(w, f.GROUPS)
    _leave_line(w, token)
    rows[token, f.IN_QUEUE] = 0
    rows[token, f.WIDENS] = f.NEVER  # what is still in the clock concerns no later work of it
    if rows[token, f.DUE]:
        group = table(w, f.OPTIONS)[rows[token, f.OPTION], s.OPTION_GROUP]
        column = s.FIRST_DUE if rows[token, f.DUE] == f.LISTED else s.FIRST_OVERDUE
        rows[token, f.DUE] = 0
        before = groups[group, column]
        if before == token:
            groups[group, column] = rows[token, f.LINK]
            return
        while rows[before, f.LINK] != token:
            before = rows[before, f.LINK]
        rows[before, f.LINK] = rows[token, f.LINK]


@kernel
def drop(w: World, token: int) -> None:
    """Nobody needs a token's work (of a batch, anybody's) any more."""
    rows = table(w, f.TOKENS)
    stop_waiting(w, token)
    while token != f.NIL:
        mate = rows[token, f.MATE]
        give_back(w, token)
        token = mate


@kernel
def _be_overdue(w: World, token: int, group: int) -> None:
    """A team has waited long enough: after those that were queued before it, whatever they are."""
    rows, groups = table(w, f.TOKENS), table(w, f.GROUPS)
    rows[token, f.DUE] = f.OVERDUE
    before, after = f.NIL, groups[group, s.FIRST_OVERDUE]
    while after != f.NIL and _is_older(w, after, token):
        before, after = after, rows[after, f.LINK]
    rows[token, f.LINK] = after
    if before == f.NIL:
        groups[group, s.FIRST_OVERDUE] = token
    else:
        rows[before, f.LINK] = token


@kernel
def _is_older(w: World, one: int, other: int) -> bool:
    """The order of work without its priority."""
    rows = table(w, f.TOKENS)
    priority = rows[one, f.PRIORITY]
    rows[one, f.PRIORITY] = rows[other, f.PRIORITY]
    found = first_of_two(rows, one, other)
    rows[one, f.PRIORITY] = priority
    return found
