"""Where things stand in the world of the kernel: its numbers, its tables, and the columns of what
comes and goes in a run (`served` has those of the plan, of people and of cases).

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
ARMING: Final = 4
"""The first of the stays whose work has begun and whose deadlines are to be armed; the others are
linked by NEXT_STAY."""
LEAVING: Final = 5
"""The first of the rest of a batch that has ended; they go on one after the other, by MATE."""
UNSETTLED: Final = 6
"""The first of the rooms whose inclusive joins have to be judged; the others are linked."""
TOUCHED: Final = 7
"""The first of the groups that something changed for; the others are linked by `NEXT_TOUCHED`."""
RELEASING: Final = 8
"""The place whose batches are leaving, or NIL."""
RELEASING_ALL: Final = 9
"""What leaves there: ONE_BATCH of the full size, ALL_BATCHES, or (ALL_PLACES) also those of the
places that follow it."""
FREE_TOKEN: Final = 10
FREE_TOKENS: Final = 11
"""How many token rows are free."""
FREE_ROOM: Final = 12
FREE_ROOMS: Final = 13
"""How many rooms are free."""
FREE_STAY: Final = 14
FREE_ADDRESS: Final = 15
ROWS: Final = 16
"""Rows written to the log."""
KIND_TOTAL: Final = 17
PLACE_TOTAL: Final = 18
"""Places so far."""
RACED: Final = 19
"""Ways of races that have been put into the clock so far."""
"""Lines of matched groups so far."""
NEXT_ARRIVAL: Final = 20
PREPARED: Final = 21
BORN: Final = 22
"""Cases that there are: prepared ones, and those made to begin in the run."""
BEGUN: Final = 23
"""Cases that there are, without those made that have not begun yet."""
OPEN: Final = 24
"""Cases of the window that have not ended."""
WINDOW_START: Final = 25
WINDOW_END: Final = 26
HORIZON: Final = 27
FINISHED: Final = 28
"""The instant at which the run ended."""
FIRST_JOIN: Final = 29
"""The place in a room where its joins begin."""
LARGEST_BATCH: Final = 30
"""Tokens in the largest batch that has left, at least 1: so many rows may be written at once."""
MOST_FORKS: Final = 31
"""So many tokens may be made, and so many entries put into the clock, before the next look at the
sizes of tables."""
MOST_ENTRIES: Final = 32
MOST_NEVER: Final = 33
"""The most registers in NOT_SAME_AS."""
WANTED_BLOCK: Final = 34
WANTED_SLOT: Final = 35
WANTED_VISIT: Final = 36
WANTED_KIND: Final = 37
WANTED_ROWS: Final = 38
WANTED_COUNT: Final = 39
"""Tokens wanted besides MOST_FORKS, or cases; or what is too many."""
WANTED_BIRTH: Final = 40
WANTED_TOKEN: Final = 41
ENDLESS_STEP: Final = 42

ONE_BATCH, ALL_BATCHES, ALL_PLACES = 0, 1, 2

# --- tables of the world: address, rows and columns of each ---------------------------------------
CLOCK: Final = 64
TOKENS: Final = 67
ROOMS: Final = 70
MEMBERS: Final = 73
GROUPS: Final = 76
LINES: Final = 79
SERVES: Final = 82
"""Which member serves which line of its group (0 or 1)."""
QUEUES: Final = 85
SPANS: Final = 88
TIMELINES: Final = 91
CODE: Final = 94
STEPS: Final = 97
HAND_OVERS: Final = 100
"""Office → office → distribution of the time a hand-over takes, or -1."""
RULES: Final = 103
PLACES: Final = 106
DATES: Final = 109
"""Instants of all recurrences."""
DATE_ROWS: Final = 112
"""For each table of dates and office: its first row of DATES and the one after its last."""
ENTRIES: Final = 115
CASES: Final = 118
LOG: Final = 121
"""A row for each column of the log, so that nothing is turned round later."""
HEADS: Final = 124
"""Block → slot → the first of a chain of columns, by visit and kind."""
COLUMNS: Final = 127
VALUES: Final = 130
UNENDED: Final = 133
"""Block → cases that have not ended."""
ORIGINS: Final = 136
"""Step (or further row of places) → office of origin → queue, NO_QUEUE or SKIP."""
TIMETABLES: Final = 139
"""Timetable → office of origin → timeline."""
OPTIONS: Final = 142
ASKS: Final = 145
"""What work asks for → office of origin → its first option."""
ABLE: Final = 148
"""Option → member → the first of its queues that the member serves, or NIL; of a team the seats
he can take, a bit each."""
KINDS: Final = 151
SEATS: Final = 154
"""The team that is being sought or worked out."""
CHOSEN_BY: Final = 157
"""Slot → the registers of the case that choose among its draws."""
ERRORS: Final = 160
"""Process → the registers of its errors, in their order; NIL after the last."""
DEADLINES: Final = 163
STAYS: Final = 166
BIRTHS: Final = 169
CHANNELS: Final = 172
SENDS: Final = 175
"""Message → how many channels it is sent to; they follow."""
ADDRESSES: Final = 178
BUCKETS: Final = 181
"""The first of the addresses of each bucket; the others are linked by NEXT_ADDRESS."""
JOINS: Final = 184
REACH: Final = 187
"""Join → step → the flows in that a token at the step can still come by, a bit each."""
WORLD_SIZE: Final = 190

# Why the kernel returns.
GO_ON: Final = 0
"""Not at all: used within it."""
COLUMN: Final = 1
"""A column of draws is wanted: that of the WANTED numbers."""
GROW: Final = 2
"""A table may be too small for what comes next."""
BIRTH: Final = 3
"""WANTED_COUNT cases are to begin, by WANTED_BIRTH of the plan and WANTED_TOKEN."""
ENDED: Final = 4
ENDLESS: Final = 5
"""A case came too often to ENDLESS_STEP."""
REMINDS_FOR_EVER: Final = 6
"""A reminder of ENDLESS_STEP comes every 0 minutes."""
IS_TOO_MUCH: Final = 7
"""ENDLESS_STEP is to be repeated WANTED_COUNT times."""
STARTS_TOO_MUCH: Final = 8
"""ENDLESS_STEP is to start WANTED_COUNT cases."""

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
CALLED: Final = 44
"""While it waits for a case that it called: the room of that case, else NIL."""
RIVAL: Final = 45
"""In a race the way after it, of the last the first; else NIL."""
RACE_STEP: Final = 46
ADDRESS: Final = 47
"""While it waits for a message: its row of ADDRESSES, else NIL."""
TOKEN_SIZE: Final = 48
"""From here on: the last members, plus 1, of the steps whose members may not do it."""

# --- rooms: what a case on its way keeps ----------------------------------------------------------
ALIVE: Final = 0
"""How many tokens it has."""
FIRST_TOKEN: Final = 1
"""The first of its tokens; of a free room the next free one."""
LAST_TOKEN: Final = 2
CASE_STAY: Final = 3
"""The row of STAYS of its own deadlines, or NIL."""
ROOM_CASE: Final = 4
"""The case, or NIL: it has ended, the room is free."""
CALLER: Final = 5
"""The token that waits for the end of the case, or NIL."""
AT_INCLUSIVE: Final = 6
"""How many tokens wait at inclusive joins."""
IS_UNSETTLED: Final = 7
NEXT_UNSETTLED: Final = 8
FIRST_REGISTER: Final = 9
"""From here on: its registers, then visits of its steps, then tokens at its joins by flow (after
those of an inclusive join the office of the last that came)."""

# --- the clock: a heap ----------------------------------------------------------------------------
INSTANT: Final = 0
RANK: Final = 1
"""Round of the instant, phase and case."""
WHERE: Final = 2
"""Step and visit, or (batch rule, queue), or group."""
TIE: Final = 3
"""Instance of a repeated task; of a way of a race, how many ways were put in before it; or (from
FIRST_DEADLINE on) the deadline."""
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
