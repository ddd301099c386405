"""The grammar of expressions: text → checked program, by recursive descent.

    condition  := both ('or' both)*                    both  := denied ('and' denied)*
    denied     := 'not' denied | compared
    compared   := sum [sign sum | ['not'] 'in' '(' sum (',' sum)* ')']
    sum        := product (('+' | '-') product)*       product := signed (('*' | '/') signed)*
    signed     := '-' signed | atom
    atom       := number [unit] | date | text | 'true' | 'false' | fact
                | function '(' condition (',' condition)* ')' | '(' condition ')'

Kinds are checked while reading; only what cannot be read at all ends it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from procsim.model.expressions import kinds
from procsim.model.expressions.atoms import Atoms
from procsim.model.expressions.operands import Operand, bound, is_open
from procsim.model.expressions.problems import ExpressionProblem, Unreadable
from procsim.model.expressions.program import Apply

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from procsim.model.expressions.operands import Literal
    from procsim.model.expressions.program import Kind
    from procsim.model.expressions.words import Word

MOST_DEPTH: Final = 30
"""How deep an expression may be nested."""


class Grammar(Atoms):
    """Reads one text, once: the program and the problems found are its state."""

    def whole(self) -> Operand:
        """The one expression that the text is."""
        operand = self._condition()
        rest = self.word
        if rest.kind != "end":
            raise self._unexpected(rest)
        return operand

    def _condition(self) -> Operand:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            message = f"this is nested more than {MOST_DEPTH} deep"
            hint = "compute a part as a fact of its own"
            raise Unreadable(ExpressionProblem("syntax", message, hint, self.word.offset))
        operand = self._joined("or", self._both)
        self._depth -= 1
        return operand

    def _both(self) -> Operand:
        return self._joined("and", self._denied)

    def _joined(self, word: str, part: Callable[[], Operand]) -> Operand:
        left = part()
        while self.take("name", word):
            right = part()
            for operand in (left, right):
                self._truth(word, operand)
            left = self._applied(word, (left, right), "truth")
        return left

    def _denied(self) -> Operand:
        denials = 0
        while self.take("name", "not"):
            denials += 1
        operand = self._compared()
        for _ in range(denials):
            self._truth("not", operand)
            operand = self._applied("not", (operand,), "truth")
        return operand

    def _compared(self) -> Operand:
        left = self._sum()
        word = self.word
        if word.kind == "sign" and word.text in kinds.COMPARISONS:
            self.next()
            right = self._sum()
            self._refuse_chain()
            self._compare(word.text, left, right)
            return self._applied(word.text, (left, right), "truth")
        is_denied = word.text == "not" and word.kind == "name" and self.take("name", "not")
        if self.take("name", "in"):
            operand = self._in(left)
            return self._applied("not", (operand,), "truth") if is_denied else operand
        if is_denied:
            raise self._unexpected(self.word, "write not in (…)")
        return left

    def _in(self, value: Operand) -> Operand:
        if not self.take("sign", "("):
            raise self._unexpected(self.word, "write in (1, 2)")
        among = [self._sum()]
        while self.take("sign", ","):
            among.append(self._sum())
        self.close()
        for each in among:
            self._same_kind("==", value, each)
        self._categories((value, *among))
        return self._applied("in", (value, *among), "truth")

    def _sum(self) -> Operand:
        return self._chain(("+", "-"), self._product, kinds.kind_of_sum)

    def _product(self) -> Operand:
        return self._chain(("*", "/"), self._signed, kinds.kind_of_product)

    def _chain(
        self,
        signs: tuple[str, str],
        part: Callable[[], Operand],
        kind_of: Callable[[str, Kind, Kind], Kind],
    ) -> Operand:
        left = part()
        while self.word.kind == "sign" and self.word.text in signs:
            sign = self.next()
            right = part()
            kind = None
            if left.kind is not None and right.kind is not None:
                kind = self._kind(kind_of, sign.offset, sign.text, left.kind, right.kind)
            left = self._applied(sign.text, (left, right), kind)
        return left

    def _signed(self) -> Operand:
        if self.word.text != "-" or self.word.kind != "sign":
            return self._atom()
        sign = self.next()
        if self.word.kind == "sign" and self.word.text == "-":
            raise self._unexpected(self.word, "one minus will do")
        operand = self._atom()
        kind = None
        if operand.kind is not None:
            kind = self._kind(kinds.kind_of_negation, sign.offset, operand.kind)
        return self._applied("negative", (operand,), kind)

    def _atom(self) -> Operand:
        if self.take("sign", "("):
            operand = self._condition()
            self.close()
            return operand
        word = self.word
        if word.kind == "name" and word.text in kinds.FUNCTIONS:
            return self._call(self.next())
        return self.simple()

    def _call(self, name: Word) -> Operand:
        if not self.take("sign", "("):
            raise self._unexpected(self.word, f"`{name.text}` is a function: {name.text}(…)")
        operands = [self._condition()]
        while self.take("sign", ","):
            operands.append(self._condition())
        self.close()
        known = [operand.kind for operand in operands if operand.kind is not None]
        kind = None
        if len(known) == len(operands):
            kind = self._kind(kinds.kind_of_call, name.offset, name.text, known)
        values: tuple[str, ...] | None = None
        literals: tuple[Literal, ...] = ()
        if name.text == "weekday":
            values = kinds.WEEKDAYS
        elif kind == "category":
            values = self._categories(operands[1:], may_be_open=True)
            if values is None:
                literals = tuple(each for operand in operands for each in operand.literals)
        return self._applied(name.text, operands, kind, values, literals)

    # --- checks ------------------------------------------------------------------------------

    def _truth(self, word: str, operand: Operand) -> None:
        if operand.kind is not None:
            self._kind(kinds.check_truth, operand.offset, word, operand.kind)

    def _compare(self, sign: str, left: Operand, right: Operand) -> None:
        self._same_kind(sign, left, right)
        self._categories((left, right))

    def _same_kind(self, sign: str, left: Operand, right: Operand) -> None:
        if left.kind is not None and right.kind is not None:
            self._kind(kinds.check_comparison, left.offset, sign, left.kind, right.kind)

    def _categories(
        self, operands: Sequence[Operand], *, may_be_open: bool = False
    ) -> tuple[str, ...] | None:
        among = [operand for operand in operands if operand.kind == "category"]
        values = bound(among, self.program, self.problems)
        if values is None and among and not may_be_open and all(map(is_open, operands)):
            message = "two texts are compared, and no fact"
            self.problems.append(ExpressionProblem("kind", message, "", operands[0].offset))
        return values

    def _refuse_chain(self) -> None:
        word = self.word
        if word.kind == "sign" and word.text in kinds.COMPARISONS:
            raise self._unexpected(word, "join two comparisons with `and`: a < b and b < c")

    def _applied(
        self,
        operation: str,
        operands: Sequence[Operand],
        kind: Kind | None,
        values: tuple[str, ...] | None = None,
        literals: tuple[Literal, ...] = (),
    ) -> Operand:
        self.program.append(Apply(operation, len(operands)))
        return Operand(kind, operands[0].offset, values, literals)
