"""In how many bits the models multiply: bfloat16 where the processor has instructions for it, else 32 bits.

Here as elsewhere what comes with torch is imported where a model is loaded or run: it takes seconds, and most commands need no model.
"""

from contextlib import AbstractContextManager

GRID = 16
"""texts are filled up to a multiple of so many tokens: in bfloat16 what a model says of a text is then nearly the same whatever else
is in its batch and on however many cores: to the bit on some processors, on others a stance moves by up to 0.008, and at multiples
of 8 and without any by up to 0.02"""
PADDING = {"text": {"pad_to_multiple_of": GRID}}
"""the same as `processing_kwargs` of sentence-transformers"""


def multiplies_halves() -> bool:
    """Whether the processor has instructions for bfloat16; without them it would be slower than full precision."""
    import torch

    known = torch.cpu.get_capabilities()
    return any(known.get(name, False) for name in ("avx512_bf16", "amx_bf16", "sve_bf16"))


def precision(*, half: bool) -> AbstractContextManager[object]:
    """Within the block matrices are multiplied in bfloat16, or as they are."""
    import torch

    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=half)
