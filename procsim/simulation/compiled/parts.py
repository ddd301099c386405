"""Functions compiled as parts of one whole: linked, optimised and made machine code once, together.

Numba by itself makes every function ready to be called from Python: it links into it all that it
calls, optimises that as a whole and turns it into machine code. Of the kernel's two hundred
functions, which call each other, only the last is ever called from Python. As parts they are typed
and lowered one by one, and what they have in common is not done two hundred times.

This is no documented side of Numba: it is used with versions that it was tried with (`ARE_KNOWN`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numba
from numba._dynfunc import make_function  # type: ignore[import-not-found]  # it is made in C
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import PassManager, register_pass
from numba.core.typed_passes import NativeLowering

if TYPE_CHECKING:
    from numba.core.compiler import StateDict

ARE_KNOWN: Final = numba.version_info.short in {(0, 68)}
"""Whether this version of Numba compiles parts as we expect; if not every function is compiled for
itself, which takes more than twice as long."""


class _Part(JITCodeLibrary):
    """The code of a function, and what it calls: nothing of its own, but for others to link."""

    def finalize(self) -> None:
        """Nothing is to be done before the whole is linked."""
        self._finalized = True

    def get_pointer_to_function(self, name: str) -> int:  # noqa: ARG002  # as in numba
        """There is no machine code of a part."""
        return 0

    def _get_module_for_linking(self) -> object:
        """This part with all others that it needs, so marked that those may be left out of which
        nothing is left after inlining."""
        whole = self._final_module.clone()
        linked: set[JITCodeLibrary] = {self}
        ahead = list(self._linking_libraries)
        while ahead:
            library = ahead.pop()
            if library in linked:
                continue
            linked.add(library)
            if isinstance(library, _Part):
                whole.link_in(library._final_module, preserve=True)  # noqa: SLF001  # ours
                ahead += library._linking_libraries  # noqa: SLF001
            else:
                whole.link_in(library._get_module_for_linking(), preserve=True)  # noqa: SLF001
        for function in whole.functions:
            if not function.is_declaration and function.linkage.name == "external":
                function.linkage = "linkonce_odr"
        return whole


@register_pass(mutates_CFG=True, analysis_only=False)
class _PartLowering(NativeLowering):
    """From typed code to that of a part."""

    _name = "part_lowering"

    def run_pass(self, state: StateDict) -> bool:
        state.library = _Part(state.targetctx.codegen(), state.func_id.func_qualname)
        state.flags.no_compile = True
        super().run_pass(state)
        # Callers find a function by what Python would call: nothing that could be.
        made, name = state.cr, state.cr.fndesc.qualname.split(".")[-1]
        kept = (state.library,)
        entry = make_function(made.fndesc.lookup_module(), name, "", 0, made.env, kept)
        state.targetctx.insert_user_function(entry, made.fndesc, kept)
        state.cr = made._replace(cfunc=entry)
        return True


class PartCompiler(CompilerBase):
    """Compiles a function as a part."""

    def define_pipelines(self) -> list[PassManager]:
        """Numba's own, but for the last but one of its passes."""
        passes = DefaultPassBuilder.define_nopython_pipeline(self.state)
        passes.passes = [
            (_PartLowering if made is NativeLowering else made, said)
            for made, said in passes.passes
        ]
        passes.finalize()
        return [passes]
