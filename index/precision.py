"""In how many bits the models multiply: bfloat16 where the processor has instructions for it, else 32 bits."""

from contextlib import AbstractContextManager

import torch


def multiplies_halves() -> bool:
    """Whether the processor has instructions for bfloat16; without them it would be slower than full precision."""
    known = torch.cpu.get_capabilities()
    return any(known.get(name, False) for name in ("avx512_bf16", "amx_bf16", "sve_bf16"))


def precision(*, half: bool) -> AbstractContextManager[object]:
    """Within the block matrices are multiplied in bfloat16, or as they are."""
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=half)
