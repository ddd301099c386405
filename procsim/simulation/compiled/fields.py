"""Where things stand in the tables of the kernel: the columns of each, by name.

Every table holds 64-bit integers, a row for each thing; `NIL` is no thing. Instants and spans are
µs. The kernel reads them as `rows[token, f.CASE]`.
"""

from __future__ import annotations

from typing import Final

NIL: Final = -1
NEVER: Final = 1 << 62

# --- the world: the numbers of a run --------------------------------------------------------------
NOW: Final = 0
ROUND: Final = 1
"""How often this instant has been settled already."""
CLOCK_SIZE: Final = 2
MOVING: Final = 3
"""The token that moves next; those after it are linked by `LINK`."""
FREE_TOKEN: Final = 4
FREE_TOKENS: Final = 5
"""How many token rows are free."""
FREE_ROOM: Final = 6
ROWS: Final = 7
"""Rows written to the log."""
NEXT_ARRIVAL: Final = 8
OPEN: Final = 9
"""Cases of the window that have not ended."""
TOUCHED: Final = 10
"""The first of the groups that something changed for; the others are linked by `NEXT_TOUCHED`."""
RELEASING: Final = 11
"""The place whose batches are leaving, or NIL."""
RELEASING_ALL: Final = 12
"""Whether all that are there leave, or one batch of the full size."""
WINDOW_START: Final = 13
WINDOW_END: Final = 14
HORIZON: Final = 15
FINISHED: Final = 16
"""The instant at which the run ended."""
LARGEST_BATCH: Final = 17
"""Tokens in the largest batch that has left, at least 1: so many rows may be written at once."""
WANTED_BLOCK: Final = 18
WANTED_SLOT: Final = 19
WANTED_VISIT: Final = 20
WANTED_KIND: Final = 21
WANTED_ROWS: Final = 22
ENDLESS_STEP: Final = 23
MOST_FORKS: Final = 24
"""So many tokens may be made, and so many entries put into the clock, before the next look at the
sizes of tables."""
MOST_ENTRIES: Final = 25

# --- tables of the world: address, rows and columns of each ---------------------------------------
CLOCK: Final = 32
TOKENS: Final = 35
ROOMS: Final = 38
MEMBERS: Final = 41
GROUPS: Final = 44
LINES: Final = 47
SERVES: Final = 50
"""Which member serves which line of its group (0 or 1)."""
QUEUES: Final = 53
SPANS: Final = 56
TIMELINES: Final = 59
CODE: Final = 62
STEPS: Final = 65
HAND_OVERS: Final = 68
"""Office → office → distribution of the time a hand-over takes, or -1."""
RULES: Final = 71
PLACES: Final = 74
DATES: Final = 77
"""Instants of all recurrences."""
DATE_ROWS: Final = 80
"""For each table of dates and office: its first row of DATES and the one after its last."""
ENTRIES: Final = 83
CASES: Final = 86
LOG: Final = 89
"""A row for each column of the log, so that nothing is turned round later."""
HEADS: Final = 92
"""Block → slot → the first of a chain of columns, by visit and kind."""
COLUMNS: Final = 95
VALUES: Final = 98
UNENDED: Final = 101
"""Block → cases that have not ended."""
ORIGINS: Final = 104
"""Step (or further row of places) → office of origin → queue, NO_QUEUE or SKIP."""
TIMETABLES: Final = 107
"""Timetable → office of origin → timeline."""
WORLD_SIZE: Final = 110

# Why the kernel returns.
GO_ON: Final = 0
"""Not at all: used within it."""
COLUMN: Final = 1
"""A column of draws is wanted: that of the WANTED numbers."""
GROW: Final = 2
"""A table may be too small for what comes next."""
ENDED: Final = 3
ENDLESS: Final = 4
"""A case came too often to ENDLESS_STEP."""

# --- tokens ---------------------------------------------------------------------------------------
# The first columns are those of the log, in its order.
CASE: Final = 0
STEP: Final = 1
VISIT: Final = 2
STINT: Final = 3
QUEUE: Final = 4
MEMBER: Final = 5
READY: Final = 6
HANDED: Final = 7
RELEASED: Final = 8
QUEUED: Final = 9
STARTED: Final = 10
LOGGED: Final = 11
"""So many columns of a token are copied to its rows of the log."""
WORK: Final = 11
LEFT: Final = 12
"""What is left for the member: for the first of a batch the whole batch's work."""
POSITION: Final = 13
"""Of its case in the columns of draws."""
HOME: Final = 14
ROOM: Final = 15
OFFICE: Final = 16
AT: Final = 17
DOING: Final = 18
"""What its pending entry in the clock ends (HELD, WAITED, WORKED, CLOSED), or MOVES."""
MOVES: Final = 4
SERIAL: Final = 19
"""How many tokens have used this row: what the clock holds for an earlier one is void."""
DEAD: Final = 20
IN_HAND: Final = 21
"""Whether its work is being done."""
IN_QUEUE: Final = 22
"""Whether it is in the heap of a line."""
PLACE: Final = 23
"""Where it is being collected for a batch, or NIL."""
LEAD: Final = 24
"""While in a batch that has left: its first token (of the first itself: its own number)."""
MATE: Final = 25
"""The next, younger token of its batch."""
LIVING: Final = 26
"""On the first of a batch: how many of it live; else 1, and 0 when it is dead."""
PRIORITY: Final = 27
ORDER: Final = 28
"""In a line the moment of queueing that counts; while collected, that of its release."""
CHILD: Final = 29
SIBLING: Final = 30
LINK: Final = 31
"""The next that moves, or the next free row."""
NEXT_STRAND: Final = 32
LAST_STRAND: Final = 33
"""The tokens of a case, in the order in which they were made: the next and the one before."""
TOKEN_SIZE: Final = 34

# --- rooms: what a case on its way keeps ----------------------------------------------------------
ALIVE: Final = 0
"""How many tokens it has."""
FIRST_TOKEN: Final = 1
"""The first of its tokens; of a free room the next free one."""
LAST_TOKEN: Final = 2
COUNTERS: Final = 3
"""From here on: visits of its steps, then tokens at its joins by flow."""

# --- the clock: a heap ----------------------------------------------------------------------------
INSTANT: Final = 0
RANK: Final = 1
"""Round of the instant, phase and case."""
WHERE: Final = 2
"""Step and visit, or (batch rule, queue), or group."""
TOKEN: Final = 3
TOKEN_SERIAL: Final = 4
CLOCK_WIDTH: Final = 5
CASE_BITS: Final = 34
PHASE_BITS: Final = 2
VISIT_BITS: Final = 32

# --- members, groups, lines, queues ---------------------------------------------------------------
MEMBER_GROUP: Final = 0
PACE: Final = 1
"""In the span that is open now or next."""
SPAN: Final = 2
"""The span that is open now or next."""
OPENS: Final = 3
CLOSES: Final = 4
IDLE_SINCE: Final = 5
NEXT_FREE: Final = 6
LAST_FREE: Final = 7
"""The free members of a group, in the order in which they take work: the next, the one before."""
TIMELINE: Final = 8
MEMBER_SIZE: Final = 9

FIRST_FREE: Final = 0
FINAL_FREE: Final = 1
ASLEEP: Final = 2
ALARM: Final = 3
IS_TOUCHED: Final = 4
NEXT_TOUCHED: Final = 5
FIRST_LINE: Final = 6
LINE_COUNT: Final = 7
"""A group's lines are FIRST_LINE … FIRST_LINE + LINE_COUNT - 1."""
GROUP_SIZE: Final = 8

ROOT: Final = 0
"""The token that is first in a line or a place, or NIL."""
PASSED_OVER: Final = 1
"""Whether nobody is free for a line while a group is served."""
LINE_SIZE: Final = 2

QUEUE_OFFICE: Final = 0
QUEUE_GROUP: Final = 1
QUEUE_LINE: Final = 2
QUEUE_TIMELINE: Final = 3
"""Of unlimited staff, or NIL."""
QUEUE_SIZE: Final = 4

# --- spans of timelines ---------------------------------------------------------------------------
SPAN_OPENS: Final = 0
SPAN_CLOSES: Final = 1
SPAN_DONE: Final = 2
"""Work (µs × pace) possible before the span; a timeline's last row has only this, its total."""
SPAN_SHIFT_ENDS: Final = 3
SPAN_PACE: Final = 4
SPAN_SIZE: Final = 5

FIRST_SPAN: Final = 0
TOTAL: Final = 1
"""The last row of a timeline."""
TIMELINE_SIZE: Final = 2

# --- the program ----------------------------------------------------------------------------------
OP: Final = 0
CODE_STEP: Final = 1
NEXT: Final = 2
SLOT: Final = 3
TABLE: Final = 4
INPUTS: Final = 5
JOIN: Final = 6
"""The place in a room of the first counter of a join."""
WAY_COUNT: Final = 7
"""How many ways on there are; they follow from WAYS on."""
WAYS: Final = 8

STEP_PRIORITY: Final = 0
PASSES_ON: Final = 1
HAND_OVER: Final = 2
COUNTER: Final = 3
"""The place in a room of a step's counter of visits."""
KEY: Final = 4
"""The slot of its work's key in queues, or NIL: then STEP_PRIORITY is the key."""
STEP_SIZE: Final = 5

BATCH_SIZE: Final = 0
BATCH_AGE: Final = 1
BATCH_SETUP: Final = 2
BATCH_DATES: Final = 3
"""Its first row in the table of dates (one for each office), or NIL."""
RULE_SIZE: Final = 4

COLLECTED: Final = 1
"""How many living tokens are at a place (a rule and a queue); ROOT is the oldest."""
EXPECTED: Final = 2
PLACE_RULE: Final = 3
PLACE_SIZE: Final = 4

# --- cases ----------------------------------------------------------------------------------------
CASE_PROCESS: Final = 0
CASE_HOME: Final = 1
ARRIVED: Final = 2
CASE_POSITION: Final = 3
CASE_ENDED: Final = 4
OUTCOME: Final = 5
ARRIVAL_ORDER: Final = 6
"""In row k: the case that arrives k-th."""
CASES_SIZE: Final = 7

# --- columns of draws -----------------------------------------------------------------------------
COLUMN_VISIT: Final = 0
COLUMN_KIND: Final = 1
NEXT_COLUMN: Final = 2
COLUMN_SIZE: Final = 3
