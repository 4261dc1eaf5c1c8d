"""How the facts of one text stand to those of another."""

from datetime import date

from claims.divergence import check_facts, differences
from claims.facts import read_facts
from claims.types import DivergenceType

TODAY = date(2026, 3, 11)


def relations(claim: str, evidence: str, background: str = "") -> dict[str, tuple[str, str]]:
    checks = check_facts(read_facts(claim, TODAY), read_facts(evidence, TODAY), background)
    return {check.claim.text: (check.type.value, check.relation.value) for check in checks}


def figures(claim: str, evidence: str) -> list[str]:
    checks = check_facts(read_facts(claim, TODAY), read_facts(evidence, TODAY))
    return [check.relation.value for check in checks if check.type is DivergenceType.NUMBER]


def explained(claim: str, evidence: str) -> list[tuple[str, str]]:
    here, there = read_facts(claim, TODAY), read_facts(evidence, TODAY)
    found = differences(check_facts(here, there))
    for divergence in found:
        assert claim[divergence.claim.start : divergence.claim.end] == divergence.claim.text
        assert (
            evidence[divergence.evidence.start : divergence.evidence.end]
            == divergence.evidence.text
        )
    return [(divergence.type.value, divergence.explanation) for divergence in found]
