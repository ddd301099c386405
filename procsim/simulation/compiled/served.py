"""The columns of the tables that a plan, its people and its cases make: members and groups, lines,
options and spans; the program, batches, cases, deadlines, draws.

`fields` has the world, and the columns of what comes and goes in a run: tokens, rooms, the clock.
"""

from __future__ import annotations

from typing import Final

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
STANDS_BY: Final = 9
"""Whether it could take up work, while a matched group is served."""
SEAT: Final = 10
"""In a team that is being sought."""
ASKED: Final = 11
NEXT_SEATED: Final = 12
"""The member on the next seat of the same team."""
MEMBER_SIZE: Final = 13

FIRST_FREE: Final = 0
FINAL_FREE: Final = 1
ASLEEP: Final = 2
ALARM: Final = 3
IS_TOUCHED: Final = 4
NEXT_TOUCHED: Final = 5
FIRST_LINE: Final = 6
LINE_COUNT: Final = 7
"""A group's lines are FIRST_LINE … FIRST_LINE + LINE_COUNT - 1."""
FIRST_DUE: Final = 8
"""The first of the work to be looked at; the others are linked by LINK."""
FIRST_OVERDUE: Final = 9
FIRST_KIND: Final = 10
"""NIL in a group without lines of its own kind, IS_MATCHED."""
IS_MATCHED: Final = 11
GROUP_SIZE: Final = 12

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
QUEUE_OPTION: Final = 4
"""What plain work of the queue waits for, in a matched group."""
QUEUE_SIZE: Final = 5

# --- matched groups: whom work waits for ----------------------------------------------------------
OPTION_GROUP: Final = 0
OPTION_TEAM: Final = 1
"""Whether a member is needed for each queue, not for one of them."""
QUEUE_COUNT: Final = 2
SEAT_COUNT: Final = 3
"""Seats of members; those of unlimited roles follow."""
NEXT_AFTER: Final = 4
"""The next option follows when work has waited for so long, or NEVER."""
FINAL_OPTION: Final = 5
"""The option in which all queues are open to the work."""
SAME_AS: Final = 6
"""The register of the last member of a step, or NIL."""
NEVER_COUNT: Final = 7
"""So many registers of last members follow from NOT_SAME_AS on, then the queues, then (by queue)
the opening that a team has been told of."""
OPTION_KIND: Final = 8
"""The first of its lines; the others are linked by KIND_AFTER."""
NOT_SAME_AS: Final = 9

KIND_OPTION: Final = 2
"""After ROOT and PASSED_OVER."""
KIND_ONLY: Final = 3
KIND_AFTER: Final = 4
KIND_IN_GROUP: Final = 5
"""The next line of the group."""
KIND_NEVER: Final = 6
"""From here on as in its tokens."""

SEATED: Final = 0
SEAT_TIMELINE: Final = 1
SEAT_SPAN: Final = 2
SEATS_SIZE: Final = 3

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
VALUE: Final = 8
"""What SET sets where no slot says it."""
WAYS: Final = 9

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
BATCH_BY: Final = 4
"""The slot of the fact that the members of a batch share, or NIL."""
RULE_SIZE: Final = 5

COLLECTED: Final = 1
"""How many living tokens are at a place (a rule and a queue, and the value of a fact where members
share one); ROOT is the oldest."""
EXPECTED: Final = 2
PLACE_RULE: Final = 3
PLACE_VALUE: Final = 4
NEXT_PLACE: Final = 5
"""The place of the same rule and queue with the next higher value, or NIL. That of no value is the
first; where values are shared nothing is collected there."""
PLACE_SIZE: Final = 6

JOIN_STEP: Final = 0
JOIN_PROCESS: Final = 1
JOIN_INPUTS: Final = 2
JOIN_COUNTERS: Final = 3
"""The place in a room of the first counter."""
JOIN_EXIT: Final = 4
"""Of an inclusive join the instruction at which a token leaves it, else NIL."""
JOIN_SIZE: Final = 5

# --- cases ----------------------------------------------------------------------------------------
CASE_PROCESS: Final = 0
CASE_HOME: Final = 1
ARRIVED: Final = 2
CASE_POSITION: Final = 3
CASE_ENDED: Final = 4
OUTCOME: Final = 5
ARRIVAL_ORDER: Final = 6
"""In row k: the case that arrives k-th."""
CASE_ERRORS: Final = 7
"""Which errors were still there at its end, a bit each."""
CASE_PARENT: Final = 8
CASE_ROOT: Final = 9
"""The first of its family: a case that nobody has begun."""
CASES_SIZE: Final = 10

# --- messages -------------------------------------------------------------------------------------
MATCH: Final = 0
"""Whom a wait of the channel hears: its OWN_FAMILY, its OWN_OFFICE, ANYBODY, or SAME_FACT."""
CHANNEL_FACT: Final = 1
"""From here on: process → the slot of the fact, or NIL."""

OWN_FAMILY: Final = 0
OWN_OFFICE: Final = 1
ANYBODY: Final = 2
SAME_FACT: Final = 3

ADDRESS_CHANNEL: Final = 0
WHOSE: Final = 1
"""The first case of a family, an office, the value of a fact, or 0 for all."""
WAITING: Final = 2
"""The first of the tokens that wait there, or NIL."""
KEPT: Final = 3
"""How many messages nobody has taken yet."""
NEXT_ADDRESS: Final = 4
"""The next of its bucket, or the next free row."""
ADDRESS_SIZE: Final = 5

# --- deadlines ------------------------------------------------------------------------------------
DEADLINE_SLOT: Final = 0
EVERY: Final = 1
DEADLINE_HOURS: Final = 2
SINCE_START: Final = 3
INTERRUPTS: Final = 4
WHOLE: Final = 5
TARGET: Final = 6
DEADLINE_STEP: Final = 7
UNTIL_START: Final = 8
DEADLINE_SIZE: Final = 9

STAY_TOKEN: Final = 0
"""The token whose stay it is, or NIL when that is done before its other instances; then there is
STAY_OFFICE."""
STAY_OFFICE: Final = 1
STAY_CASE: Final = 2
STAY_HOME: Final = 3
STAY_ROOM: Final = 4
STAY_POSITION: Final = 5
STAY_STEP: Final = 6
STAY_VISIT: Final = 7
AT_WORK: Final = 8
"""Whether deadlines are to be armed when work begins."""
WORK_BEGAN: Final = 9
"""When the first work began, or NEVER."""
STAY_SERIAL: Final = 10
NEXT_STAY: Final = 11
"""The next whose deadlines are to be armed, or the next free row."""
STAY_SIZE: Final = 12

# --- registers that choose draws ------------------------------------------------------------------
CHOICE_COUNT: Final = 0
FIRST_CHOICE: Final = 1
"""From here on: each register, and after it how many bits its value takes."""

# --- columns of draws -----------------------------------------------------------------------------
COLUMN_VISIT: Final = 0
"""Visit, and above `VISIT_BITS` the instance."""
COLUMN_KIND: Final = 1
"""The distribution of a hand-over, or the values of the registers that choose, packed."""
NEXT_COLUMN: Final = 2
COLUMN_SIZE: Final = 3
