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
KIND_TOTAL: Final = 26
"""Lines of matched groups so far."""
MOST_NEVER: Final = 27
"""The most registers in NOT_SAME_AS."""

FREE_STAY: Final = 28
FIRST_JOIN: Final = 29
"""The place in a room where its joins begin."""
WANTED_COUNT: Final = 30
"""Tokens wanted besides MOST_FORKS, or cases; or what is too many."""
FREE_ROOMS: Final = 31
"""How many rooms are free."""

MOST_ARMED: Final = 164
"""Deadlines that are armed when work begins."""
BORN: Final = 165
"""Cases that there are: prepared ones, and those made to begin in the run."""
BEGUN: Final = 166
"""Cases that there are, without those made that have not begun yet."""
PREPARED: Final = 167
WANTED_BIRTH: Final = 168
WANTED_TOKEN: Final = 169

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
OPTIONS: Final = 110
ASKS: Final = 113
"""What work asks for → office of origin → its first option."""
ABLE: Final = 116
"""Option → member → the first of its queues that the member serves, or NIL; of a team the seats
he can take, a bit each."""
KINDS: Final = 119
SEATS: Final = 122
"""The team that is being sought or worked out."""
CHOSEN_BY: Final = 125
"""Slot → the registers of the case that choose among its draws."""
ERRORS: Final = 128
"""Process → the registers of its errors, in their order; NIL after the last."""
DEADLINES: Final = 131
STAYS: Final = 134
BIRTHS: Final = 137
WORLD_SIZE: Final = 170

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

REMINDS_FOR_EVER: Final = 5
"""A reminder of ENDLESS_STEP comes every 0 minutes."""
IS_TOO_MUCH: Final = 6
"""ENDLESS_STEP is to be repeated WANTED_COUNT times."""
STARTS_TOO_MUCH: Final = 8
"""ENDLESS_STEP is to start WANTED_COUNT cases."""
BIRTH: Final = 7
"""WANTED_COUNT cases are to begin, by WANTED_BIRTH of the plan and WANTED_TOKEN."""

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
BACK: Final = 34
"""In a heap the sibling before, or the parent of the first."""
# In a group that is matched:
OPTION: Final = 35
"""Whom its work waits for."""
ONLY: Final = 36
"""The one member who may do it, or NIL."""
KIND: Final = 37
"""The line it stands in, or NIL."""
DUE: Final = 38
"""Whether it is on its group's list of work to be looked at (LISTED), or of teams that have waited
long enough (OVERDUE)."""
LISTED: Final = 1
OVERDUE: Final = 2
WIDENS: Final = 39
"""When others may take it too, or its team has waited long enough."""
CREW: Final = 40
"""While a team works on it: its OPTION, else NIL."""
INSTANCE: Final = 41
"""Which instance of a repeated task it is at, from 1; 0 elsewhere."""
INSTANCES_LEFT: Final = 42
"""How many of them are still to be done one after the other."""
STAY: Final = 43
"""While at a step with deadlines: its row of STAYS, else NIL."""
TOKEN_SIZE: Final = 44
"""From here on: the last members, plus 1, of the steps whose members may not do it."""

# --- rooms: what a case on its way keeps ----------------------------------------------------------
ALIVE: Final = 0
"""How many tokens it has."""
FIRST_TOKEN: Final = 1
"""The first of its tokens; of a free room the next free one."""
LAST_TOKEN: Final = 2
CASE_STAY: Final = 3
"""The row of STAYS of its own deadlines, or NIL."""
FIRST_REGISTER: Final = 4
"""From here on: its registers, then visits of its steps, then tokens at its joins by flow."""

# --- the clock: a heap ----------------------------------------------------------------------------
INSTANT: Final = 0
RANK: Final = 1
"""Round of the instant, phase and case."""
WHERE: Final = 2
"""Step and visit, or (batch rule, queue), or group."""
TIE: Final = 3
"""Instance of a repeated task, or (from FIRST_DEADLINE on) the deadline."""
TOKEN: Final = 4
"""Of a deadline its row of STAYS."""
TOKEN_SERIAL: Final = 5
"""Of a deadline that of its stay and, TIMES_SHIFT higher, how often it has passed already."""
CLOCK_WIDTH: Final = 6
FIRST_DEADLINE: Final = 1 << 32
"""A batch that is due at the instant of a deadline leaves before it."""
TIMES_SHIFT: Final = 32
CASE_BITS: Final = 34
PHASE_BITS: Final = 2
VISIT_BITS: Final = 32
