"""The first step: what a C2PA manifest says, as far as it holds. `index.reading.credentials` found and verified it.

Anybody may sign: a signature that names no source of the text holds, but says neither that people nor that a machine wrote
it. A text edited from a machine's is a machine's; that its parent was written by people does not make the edits theirs.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from claims.provenance.source_types import means_machine, means_people
from claims.types import Finding, ProvenanceStatus, Signal, Step
from index.types import Article, Mark

_SAYS = {
    "trusted": "the signature holds, the signer is trusted",
    "valid": "the signature holds, the signer is on no trust list",
    "broken": "the signature does not hold",
    "found": "a manifest is named but not at hand, so it was not verified",
}
_FINDS = {"broken": Finding.BROKEN, "found": Finding.UNVERIFIED}


def look(article: Article) -> Step:
    """The manifests of an article; the first that holds decides, else a broken one, else one that was only found."""
    forms: dict[str, list[Mark]] = {}
    for mark in article.marks:
        if mark.method == "c2pa":
            forms.setdefault(mark.name.partition(".")[0], []).append(mark)
    found = [_read(form, marks) for form, marks in forms.items()]
    order = (Finding.AI, Finding.NO_AI, Finding.UNSTATED, Finding.BROKEN, Finding.UNVERIFIED)
    finding = min((finding for finding, _ in found), key=order.index, default=Finding.NOTHING)
    return Step(
        ProvenanceStatus.SIGNED, finding, tuple(signal for _, each in found for signal in each)
    )


def _read(form: str, marks: list[Mark]) -> tuple[Finding, list[Signal]]:
    said = {mark.name.partition(".")[2]: mark.value for mark in marks}
    sources = [mark.value for mark in marks if mark.name.endswith(".digitalSourceType")]
    holds = said["state"] in ("trusted", "valid")
    signature = Signal("signature", f"c2pa-{form}", "article", _value(said))
    types = [
        Signal("signature", f"c2pa-{form}", "article", source, ai=holds and means_machine(source))
        for source in sources
    ]
    own = [mark.value for mark in marks if mark.name == f"{form}.digitalSourceType"]
    return _FINDS.get(said["state"]) or _made(sources, own), [signature, *types]


def _made(sources: Iterable[str], own: Collection[str]) -> Finding:
    """Who made a text of these source types, of which some are its own and the others its parents'."""
    if any(means_machine(source) for source in sources):
        return Finding.AI
    return Finding.NO_AI if own and all(map(means_people, own)) else Finding.UNSTATED


def _value(said: Mapping[str, str]) -> str:
    return "; ".join([_SAYS[said["state"]], *_details(said)])


def _details(said: Mapping[str, str]) -> Iterator[str]:
    for name, words in (("signer", "signed by"), ("codes", "because of"), ("address", "at")):
        if name in said:
            yield f"{words} {said[name]}"
