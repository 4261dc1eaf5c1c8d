import pytest
import torch

from training.stance import Plan, batches, losses_of, schedule


def test_the_loss_knows_open_stances() -> None:
    """With one stance allowed it is cross-entropy; with all allowed there is nothing to learn."""
    logits = torch.tensor([[2.0, 0.0, 0.0]])
    one = losses_of(logits, torch.tensor([[1.0, 0.0, 0.0]])).item()
    two = losses_of(logits, torch.tensor([[1.0, 0.0, 1.0]])).item()
    assert one == pytest.approx(torch.nn.functional.cross_entropy(logits, torch.tensor([0])).item())
    assert 0 < two < one
    assert losses_of(logits, torch.ones(1, 3)).item() == pytest.approx(0.0, abs=1e-6)


def test_batches_hold_every_pair_once_and_alike_in_length() -> None:
    """An epoch sees each pair once, in an order that seed and epoch alone decide."""
    lengths = [n % 97 + 5 for n in range(1000)]
    first = batches(lengths, Plan(batch=32), epoch=0)
    assert sorted(place for batch in first for place in batch) == list(range(1000))
    assert (
        first
        == batches(lengths, Plan(batch=32), epoch=0)
        != batches(lengths, Plan(batch=32), epoch=1)
    )
    spread = [max(lengths[p] for p in batch) - min(lengths[p] for p in batch) for batch in first]
    assert sorted(spread)[len(spread) // 2] <= 5


def test_the_rate_warms_up_and_ends_at_zero() -> None:
    """The rate rises over the warm-up, then falls in a straight line."""
    plan = Plan(warmup=0.1)
    rates = [schedule(step, 100, plan) for step in range(101)]
    assert rates[0] == pytest.approx(0.1)
    assert max(rates) == pytest.approx(1.0)
    assert rates[100] == 0.0
    assert rates[55] == pytest.approx(0.5)
