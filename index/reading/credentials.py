"""C2PA manifests of a text or a page: found, taken out, and verified as far as that can be done on this machine.

The three forms of C2PA 2.4 for text: an element of an HTML head (A.7), a run of variation selectors in plain text (A.8),
a block between armour lines in structured text (A.9). c2pa-text takes the manifest out; c2pa-python checks the signature,
the assertions and the hash of the content. That library cannot tell where a manifest stands in a text: that the hash
leaves out the manifest and nothing else is checked here. A manifest that is only referred to is said to be found, for
nothing is fetched.
"""

import base64
import binascii
import io
import json
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import c2pa
import c2pa_text
import regex

from index.types import Mark

_SELECTORS = "[\ufe00-\ufe0f\U000e0100-\U000e01ef]"
_WRAPPER = regex.compile(
    c2pa_text.encode_wrapper(b"")[: 1 + len(c2pa_text.MAGIC)] + _SELECTORS + "*"
)
_BEGIN = c2pa_text.BEGIN_DELIMITER
_ARMOUR = regex.compile(
    rf"\n?[ \t]{{0,40}}[#/*;%<!-]{{0,40}}?[ \t]{{0,40}}{_BEGIN}(?:(?!{_BEGIN}).)*?{c2pa_text.END_DELIMITER}[ \t]*(?:\*/|-->)?[ \t]*\n?",
    regex.DOTALL,
)
_HEAD = regex.compile(r".*?</head\s*>", regex.DOTALL | regex.IGNORECASE)
_SCRIPT = regex.compile(
    r"<script\b[^>]{0,500}?\btype\s{0,9}=\s{0,9}[\"']?application/c2pa[\"'\s>][^<]*</script\s*>",
    regex.IGNORECASE,
)
_LINK = regex.compile(
    r"<link\b[^>]{0,500}?\brel\s{0,9}=\s{0,9}[\"']?c2pa-manifest\b[^>]{0,3000}>", regex.IGNORECASE
)
_ADDRESS = regex.compile(r"\bhref\s*=\s*[\"']?([^\"'\s>]+)", regex.IGNORECASE)
_LINK_FIELD = regex.compile(
    r"<([^<>]+)>[^,<]*;\s*rel=\"?[^\",;]*\bc2pa-manifest\b", regex.IGNORECASE
)
_PARENT = "parentOf"
_UNTRUSTED = "signingCredential.untrusted"
_TRUSTED = "signingCredential.trusted"
_MATCHES = "assertion.dataHash.match"
_DIFFERS = "assertion.dataHash.mismatch"


@dataclass(frozen=True)
class _Manifest:
    """A manifest inside the content: its store, and the bytes of the content that are the manifest's own."""

    form: str
    store: bytes
    start: int
    length: int


def is_wrapper(run: str) -> bool:
    """Whether a run of invisible characters is a text manifest wrapper, whole or damaged."""
    return _WRAPPER.match(run) is not None


def without_armour(text: str) -> str:
    """A structured text without its manifest block."""
    return _ARMOUR.sub("\n", text) if c2pa_text.BEGIN_DELIMITER in text else text


def text_credentials(text: str, trust: str | None) -> tuple[Mark, ...]:
    """What the manifest of a plain or structured text says, and whether it holds; empty where there is none.

    Args:
        text: the text exactly as it was sent.
        trust: certificates (PEM) whose signatures are trusted; None leaves every signer unknown.
    """
    if c2pa_text.BEGIN_DELIMITER in text:
        return tuple(_armoured(text, trust))
    return tuple(_wrapped(unicodedata.normalize("NFC", text), trust))


def html_credentials(html: str, trust: str | None) -> tuple[Mark, ...]:
    """The same of the manifest that the head of a page holds or refers to."""
    head = _HEAD.match(html)
    scripts = list(_SCRIPT.finditer(head.group())) if head else []
    links = _LINK.findall(head.group()) if head else []
    if len(scripts) + len(links) > 1:
        return tuple(_says("html", "broken", codes="manifest.html.multipleManifests"))
    if links:
        address = _ADDRESS.search(links[0])
        return tuple(_says("html-link", "found", address=address.group(1) if address else ""))
    return tuple(mark for place in scripts for mark in _scripted(html, place, trust))


def header_credentials(headers: Mapping[str, str]) -> tuple[Mark, ...]:
    """The manifest that a Link field of the HTTP reply refers to (C2PA 2.4, 11.5; RFC 8288)."""
    links = [value for name, value in headers.items() if name.casefold() == "link"]
    found = [match.group(1) for value in links for match in _LINK_FIELD.finditer(value)]
    return tuple(
        mark for address in found for mark in _says("header-link", "found", address=address)
    )


def _scripted(html: str, place: regex.Match[str], trust: str | None) -> Iterator[Mark]:
    content = place.group().partition(">")[2].rpartition("<")[0]
    try:
        store = base64.b64decode("".join(content.split()), validate=True)
    except binascii.Error:
        yield from _says("html-script", "broken", codes="not Base64")
        return
    start, length = len(html[: place.start()].encode()), len(place.group().encode())
    yield from _verified(_Manifest("html-script", store, start, length), html.encode(), trust)


def _wrapped(text: str, trust: str | None) -> Iterator[Mark]:
    wrappers = list(_WRAPPER.finditer(text))
    if not wrappers:
        return
    if len(wrappers) > 1:
        yield from _says("text-wrapper", "broken", codes="manifest.text.multipleWrappers")
    elif found := c2pa_text.find_wrapper_info(text[wrappers[0].start() : wrappers[0].end()]):
        store, _, length = found
        start = len(text[: wrappers[0].start()].encode())
        yield from _verified(_Manifest("text-wrapper", store, start, length), text.encode(), trust)
    else:
        yield from _says("text-wrapper", "broken", codes="manifest.text.corruptedWrapper")


def _armoured(text: str, trust: str | None) -> Iterator[Mark]:
    try:
        found = c2pa_text.extract_structured(text)
    except c2pa_text.StructuredError as fault:
        yield from _says("text-armour", "broken", codes=fault.code)
        return
    block = _ARMOUR.search(text)
    if found.manifest is not None and block is not None:
        start, length = len(text[: block.start()].encode()), len(block.group().encode())
        manifest = _Manifest("text-armour", found.manifest, start, length)
        yield from _verified(manifest, text.encode(), trust)
    elif found.reference.startswith("data:"):
        yield from _says("text-armour", "broken", codes="not Base64")
    else:
        yield from _says("text-armour", "found", address=found.reference)


def _verified(manifest: _Manifest, content: bytes, trust: str | None) -> Iterator[Mark]:
    try:
        reader = c2pa.Reader("text/plain", io.BytesIO(content), manifest.store, _context(trust))
        marks = _report(
            manifest,
            json.loads(reader.detailed_json()),
            reader.get_active_manifest(),
            reader.get_validation_results()["activeManifest"],
        )
    except (c2pa.C2paError, KeyError, TypeError, AttributeError, ValueError) as fault:
        unread = str(fault) if isinstance(fault, c2pa.C2paError) else "not readable"
        marks = list(_says(manifest.form, "broken", codes=unread))
    yield from marks


def _report(
    manifest: _Manifest,
    report: Mapping[str, Any],
    said: Mapping[str, Any],
    results: Mapping[str, Any],
) -> list[Mark]:
    """What a manifest says; raises KeyError, TypeError, AttributeError or ValueError where one is damaged."""
    held = [result["code"] for result in results["success"]]
    manifests, active = report["manifests"], report["active_manifest"]
    store = manifests[active]["assertion_store"]
    faults = _faults(manifest, [result["code"] for result in results["failure"]], held, store)
    state = "broken" if faults else "trusted" if _TRUSTED in held else "valid"
    signature = said.get("signature_info", {})
    signer = signature.get("common_name") or signature.get("issuer") or ""
    marks = list(_says(manifest.form, state, codes=", ".join(faults), signer=signer))
    own = f"{manifest.form}.digitalSourceType"
    marks += [Mark("c2pa", own, source) for source in _sources(store)]
    return marks + [
        Mark("c2pa", f"{manifest.form}.{_PARENT}.digitalSourceType", source)
        for parent in _parents(manifests, active)
        for source in _sources(manifests[parent]["assertion_store"])
    ]


def _faults(
    manifest: _Manifest, failed: list[str], held: list[str], store: Mapping[str, Any]
) -> list[str]:
    """The status codes that break the manifest; an unknown signer does not.

    The library says that the hash differs also where it only does not see the manifest in a text; then it says as well
    that the hash matches, and what the hash leaves out decides.
    """
    unseen = _MATCHES in held and failed.count(_DIFFERS) == 1
    harmless = {_UNTRUSTED, _DIFFERS} if unseen else {_UNTRUSTED}
    faults = [code for code in dict.fromkeys(failed) if code not in harmless]
    end = manifest.start + manifest.length
    if any(
        part["start"] < manifest.start or part["start"] + part["length"] > end
        for part in store.get("c2pa.hash.data", {}).get("exclusions", [])
    ):
        return [*faults, "assertion.dataHash.malformed"]
    return faults if _MATCHES in held or faults else ["claim.hardBindings.missing"]


def _sources(store: Mapping[str, Any]) -> list[str]:
    """The digital source types that the manifest gives to the content itself, not to what was placed in it."""
    found: list[str] = []
    for label, assertion in store.items():
        if label.startswith("c2pa.actions"):
            actions = [
                act for act in assertion.get("actions", []) if act.get("action") != "c2pa.placed"
            ]
            found += [
                str(act["digitalSourceType"]) for act in actions if "digitalSourceType" in act
            ]
        elif label.startswith(("c2pa.metadata", "cawg.metadata", "stds.")) and isinstance(
            assertion, dict
        ):
            found += [
                value
                for key, value in assertion.items()
                if key.rpartition(":")[2].casefold() == "digitalsourcetype"
                and isinstance(value, str)
            ]
    return list(dict.fromkeys(found))


def _parents(manifests: Mapping[str, Any], active: str) -> list[str]:
    """The labels of the manifests whose content this one's was edited from, nearest first."""
    line = [active]
    for label in line:
        for name, ingredient in manifests[label]["assertion_store"].items():
            if name.startswith("c2pa.ingredient") and ingredient.get("relationship") == _PARENT:
                named = ingredient.get("activeManifest") or ingredient.get("c2pa_manifest") or {}
                parent = named.get("url", "").rpartition("/")[2]
                if parent in manifests and parent not in line:
                    line.append(parent)
    return line[1:]


def _says(form: str, state: str, **more: str) -> Iterator[Mark]:
    yield Mark("c2pa", f"{form}.state", state)
    for name, value in more.items():
        if value:
            yield Mark("c2pa", f"{form}.{name}", value)


@cache
def _context(trust: str | None) -> c2pa.Context | None:
    return c2pa.Context.from_dict({"trust": {"trust_anchors": trust}}) if trust else None
