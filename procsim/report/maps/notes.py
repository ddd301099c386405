"""What a map says of a step besides its title: who does it, how often, what it brings about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from procsim.model.amounts import Formula
from procsim.model.elements import Call, Decision, End, Start, Task, Wait
from procsim.report.maps.amounts import amount_text, expression_text, span_text
from procsim.report.maps.names import GAP, TIMES, Names, plain
from procsim.report.maps.words import listed, percent, say, word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from procsim.model.elements import Alternative, Batch, Deadline, Element, Seat, Starts
    from procsim.report.maps.glyphs import Glyph


@dataclass(frozen=True, slots=True)
class Note:
    """A sign and what it means here; the words alone say it too."""

    glyph: Glyph
    text: str


class Writer(Names):
    """Writes the notes of the steps of a process for a view."""

    __slots__ = ()

    def notes(self, node: Element) -> tuple[Note, ...]:
        """The notes of a step, in the order in which they are asked: who, how, what follows."""
        match node:
            case Task():
                found = (
                    *self._team(node),
                    *self._performer(node),
                    *self._work(node),
                    *self._quality(node),
                    *self._sends(node.sends),
                    *self._starts(node.starts),
                )
            case Call():
                title = self.process_title(node.process)
                is_news = title != node.title.into(self.seen.language)
                found = (self._note("process", "calls", title),) if is_news else ()
            case Wait(message=message) if message is not None:
                name, title = plain(message.name), node.title.into(self.seen.language)
                is_news = name.casefold() != title.casefold() or bool(node.deadlines)
                found = (self._note("envelope", "waits for", name),) if is_news else ()
            case Wait() if node.deadlines:
                found = (Note("clock", self._waiting(node)),)
            case Start(starts=starts):
                found = tuple(self._starts(starts))
            case End(sends=sends, starts=starts):
                found = (*self._sends(sends), *self._starts(starts))
            case Decision():
                found = tuple(self._decision(node))
            case _:
                found = ()
        return found

    def deadline(self, deadline: Deadline) -> str:
        """When a deadline passes: `after 5 days, then every 2 days`."""
        language, facts = self.seen.language, self.process.data
        after = deadline.after.of(self.seen.origin)
        if after is None:
            return ""
        span = amount_text(after, facts, language, self.spans_by(deadline.calendar))
        key = "after" if deadline.since == "ready" else "after begun"
        if deadline.until == "start":
            key = "after waiting"
        text = say(key, language, span)
        every = None if deadline.every is None else deadline.every.of(self.seen.origin)
        if every is None:
            return text
        again = amount_text(every, facts, language, self.spans_by(deadline.calendar))
        return say("and again", language, text, span=again)

    def alarm(self, deadline: Deadline) -> str:
        """A deadline for readers who do not see its ring."""
        key = "stops" if deadline.interrupts else "goes on"
        return say(key, self.seen.language, self.deadline(deadline))

    def _note(self, glyph: Glyph, key: str, text: str) -> Note:
        return Note(glyph, say(key, self.seen.language, text))

    def _team(self, task: Task) -> Iterator[Note]:
        if task.team is not None:
            home = self.seen.key(task.team.seats[0].at)
            seats = (self._seat(seat, home) for seat in task.team.seats)
            yield self._note("team", "team", listed(seats, self.seen.language))

    def _seat(self, seat: Seat, home: tuple[str, str] | None) -> str:
        role = self.placed(self.role(seat.role), self.seen.key(seat.at), home)
        return role if seat.count == 1 else f"{seat.count}{TIMES}{role}"

    def _performer(self, task: Task) -> Iterator[Note]:
        performer, language = task.performer, self.seen.language
        if performer.by is not None:
            title = self.seen.model.delegations[performer.by].title.into(language)
            yield self._note("stairs", "delegation", title)
        for other in performer.others:
            yield Note("person", self._alternative(other, task))
        if performer.same_as is not None:
            yield self._note("person", "same", self.step(performer.same_as))
        if performer.not_same_as:
            steps = listed(map(self.step, performer.not_same_as), language)
            yield self._note("eyes", "not same", steps)

    def _alternative(self, other: Alternative, task: Task) -> str:
        language = self.seen.language
        who = self.role(other.role)
        if other.at.of(self.seen.origin) == "peers":
            who = say("peers", language, who)
        else:
            who = self.placed(who, self.seen.key(other.at), self.seen.key(task.at))
        if other.after == 0:
            return say("or", language, who)
        return say("or later", language, who, span=span_text(other.after, language))

    def _work(self, task: Task) -> Iterator[Note]:
        language, facts = self.seen.language, self.process.data
        if task.repeat is not None:
            times = amount_text(task.repeat.times, facts, language)
            mode: Literal["at once", "in turn"]
            mode = "at once" if task.repeat.mode == "parallel" else "in turn"
            yield self._note(mode, mode, times)
        if task.batch is not None:
            yield self._note("pile", "batch", self._batch(task.batch))
        if task.priority is not None:
            yield self._note("flag", "priority", amount_text(task.priority, facts, language))
        if task.due is not None:
            key = "due" if isinstance(task.due, Formula) else "due after"
            yield self._note("clock", key, amount_text(task.due, facts, language, span_text))

    def _batch(self, batch: Batch) -> str:
        language = self.seen.language
        age = "" if batch.age is None else span_text(batch.age, language)
        parts = (
            "" if batch.size is None else str(batch.size),
            say("after", language, age) if age else "",
            "" if batch.rule is None else word("on dates", language),
        )
        text = word("or between", language).join(part for part in parts if part)
        per = "" if batch.by is None else say("per", language, self.fact(batch.by))
        return listed((text, per), language)

    def _quality(self, task: Task) -> Iterator[Note]:
        language, facts = self.seen.language, self.process.data
        if task.errors:
            made = (
                (self.error(error), amount_text(chance, facts, language, percent))
                for error, chance in task.errors
            )
            yield self._note("warning", "errs", listed(map(GAP.join, made), language))
        if task.sets:
            settings = (
                f"{self.fact(fact)} = {expression_text(value, facts, language)}"
                for fact, value in task.sets
            )
            yield self._note("pencil", "sets", listed(settings, language))

    def _waiting(self, wait: Wait) -> str:
        """How long a wait is that is drawn as a box."""
        delay = None if wait.delay is None else wait.delay.of(self.seen.origin)
        if delay is None:
            return word("on dates", self.seen.language)
        facts, language = self.process.data, self.seen.language
        return amount_text(delay, facts, language, self.spans_by(wait.calendar))

    def _decision(self, decision: Decision) -> Iterator[Note]:
        language = self.seen.language
        if decision.by is not None:
            title = self.seen.model.delegations[decision.by].title.into(language)
            if title != decision.title.into(language):
                yield self._note("stairs", "by", title)
        if decision.finds:
            found = ((self.error(error), percent(p, language)) for error, p in decision.finds)
            yield self._note("lens", "finds", listed(map(GAP.join, found), language))

    def _sends(self, messages: tuple[str, ...]) -> Iterator[Note]:
        if messages:
            names = listed(map(plain, messages), self.seen.language)
            yield self._note("letter", "sends", names)

    def _starts(self, all_: tuple[Starts, ...]) -> Iterator[Note]:
        for each in all_:
            title = self.process_title(each.process)
            count = amount_text(each.count, self.process.data, self.seen.language)
            yield self._note("link", "starts", title if count == "1" else f"{title}{TIMES}{count}")


def deadlines_of(node: Element) -> tuple[Deadline, ...]:
    """The deadlines of an element; most kinds have none."""
    return node.deadlines if isinstance(node, Start | Task | Wait | Call) else ()
