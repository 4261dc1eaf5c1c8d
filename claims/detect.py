"""Which sentences of an article are claims worth checking.

Check-worthiness follows the signs that ClaimBuster (Hassan et al. 2017) found to tell most: figures, dates and names for
it, wishes and opinion against it; a question or a fragment states nothing. A claim is a whole sentence here.
"""

import re

from claims.facts import Facts, read_facts
from claims.types import Claim
from index.types import Article, Section, Sentence

FEWEST_WORDS = 5
CHECKABLE = 0.35
"""score from which a sentence is listed as a claim; a plain statement passes, an opinion only with figures or names"""
_OPINION = re.compile(
    r"\b(?:i|we)\s(?:think|believe|feel|hope)\b|\b(?:should|must|ought|hopefully|arguably|perhaps|beautiful|terrible|wonderful|shameful|best|worst)\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(r"\b(?:may|might|could|would|will likely|is likely to)\b", re.IGNORECASE)
_ENDS = re.compile(r"[.!…][\"”’')\]]*$")


def detect(article: Article) -> tuple[Claim, ...]:
    """The claims of an article's own body, in order; headings, captions and teasers make none."""
    body = (sentence for sentence in article.sentences if sentence.section is Section.BODY)
    return tuple(
        Claim(sentence, sentence.text, sentence.start, sentence.end, sentence.text, score)
        for sentence in body
        if (score := check_worthiness(sentence)) >= CHECKABLE
    )


def check_worthiness(sentence: Sentence) -> float:
    """How much a sentence asks to be checked, 0 to 1; 0 for what states nothing."""
    text = sentence.text
    if len(text.split()) < FEWEST_WORDS or not _ENDS.search(text):
        return 0.0
    facts = read_facts(text)
    score = 0.35 + 0.15 * bool(facts.quantities) + 0.15 * bool(facts.dates) + _named(facts)
    score -= 0.25 * bool(_OPINION.search(text)) + 0.1 * bool(_FUTURE.search(text))
    return round(min(1.0, max(0.0, score)), 3)


def _named(facts: Facts) -> float:
    return min(0.3, 0.1 * len(facts.names)) + 0.05 * (len(facts.stems) > 8)
