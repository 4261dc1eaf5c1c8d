import numpy as np
import pytest
from numpy.typing import NDArray

from index.reading import read
from index.types import Article, Hit, Submission
from index.widen import widened

CLAIM = np.array([1.0, 0.0], dtype=np.float32)
FERRY = read(
    Submission(
        outlet="wire.example",
        id="ferry",
        text="The ferry ran aground. Its captain was blamed. All aboard were saved. Tickets cost nine euros.",
    )
)
QUIZ = read(
    Submission(
        outlet="gazette.example",
        id="quiz",
        text="A ferry ran aground in the play. The bar was shut. Nobody clapped.",
    )
)
COSINES = {FERRY.id: (0.8, 0.7, 0.3, 0.0), QUIZ.id: (0.8, 0.1, 0.0)}


def vectors(*articles: Article) -> dict[str, NDArray[np.float32]]:
    return {
        sentence.id: np.array([cosine, np.sqrt(1 - cosine**2)], dtype=np.float32)
        for article in articles
        for sentence, cosine in zip(article.sentences, COSINES[article.id], strict=True)
    }


def first_of(article: Article) -> Hit:
    return Hit(article, article.sentences[0], 0.8)


def test_the_rest_of_an_article_comes_by_its_own_cosine_and_that_of_its_article() -> None:
    """Of two equal hits that in the closer article comes first, and what else that says before what the other says."""
    held = vectors(FERRY, QUIZ)
    found = widened([first_of(QUIZ), first_of(FERRY)], CLAIM, held, 5)
    assert [hit.sentence.text for hit in found] == [
        "The ferry ran aground.",
        "Its captain was blamed.",
        "A ferry ran aground in the play.",
        "All aboard were saved.",
        "Tickets cost nine euros.",
    ]
    assert [hit.similarity for hit in found] == pytest.approx([0.8, 0.7, 0.8, 0.3, 0.0])
    assert {hit.article.id for hit in found[:2]} == {"ferry"}


def test_only_articles_that_were_found_are_read_on() -> None:
    """An article without a hit adds nothing, a shorter limit cuts from behind, and nothing found stays nothing."""
    held = vectors(FERRY, QUIZ)
    found = widened([first_of(QUIZ)], CLAIM, held, 2)
    assert [hit.sentence.text for hit in found] == [
        "A ferry ran aground in the play.",
        "The bar was shut.",
    ]
    assert widened([], CLAIM, held, 2) == []
