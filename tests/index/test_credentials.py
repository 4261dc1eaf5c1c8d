import c2pa_text
import pytest

from index.reading.credentials import (
    header_credentials,
    html_credentials,
    text_credentials,
    without_armour,
)
from index.types import Mark
from tests.signing import MACHINE, PEOPLE, SIGNER, Newsroom, newsroom

TEXT = "The ferry ran aground off Skerrow on Tuesday. Nobody was hurt, and the café stayed open.\n"
PAGE = f"<html><head><title>Ferry</title></head><body><p>{TEXT}</p></body></html>"
ELSEWHERE = "https://gazette.example/story.c2pa"


@pytest.fixture(scope="module")
def room() -> Newsroom:
    """A newsroom that signs."""
    return newsroom()


def said(marks: tuple[Mark, ...]) -> dict[str, str]:
    assert {mark.method for mark in marks} <= {"c2pa"}
    return {mark.name: mark.value for mark in marks}


def test_a_signed_text_holds(room: Newsroom) -> None:
    """The wrapper in variation selectors is taken out and verified; the signer is named."""
    assert said(text_credentials(room.wrapped(TEXT), None)) == {
        "text-wrapper.state": "valid",
        "text-wrapper.signer": SIGNER,
        "text-wrapper.digitalSourceType": MACHINE,
    }


def test_a_trust_list_makes_the_signer_trusted(room: Newsroom) -> None:
    """Signed by somebody whose root is on the list, a text is trusted; another newsroom's root changes nothing."""
    signed = room.wrapped(TEXT)
    assert said(text_credentials(signed, room.root))["text-wrapper.state"] == "trusted"
    assert said(text_credentials(signed, newsroom().root))["text-wrapper.state"] == "valid"


def test_structured_text_and_pages_hold(room: Newsroom) -> None:
    """The block between armour lines and the script in a page's head are verified the same way."""
    assert said(text_credentials(room.armoured(TEXT, PEOPLE), None)) == {
        "text-armour.state": "valid",
        "text-armour.signer": SIGNER,
        "text-armour.digitalSourceType": PEOPLE,
    }
    assert said(html_credentials(room.page(PAGE), None))["html-script.state"] == "valid"


def test_a_changed_word_breaks_the_signature(room: Newsroom) -> None:
    """Whatever the form, content that was changed after signing is broken, with the codes of C2PA."""
    for marks in (
        text_credentials(room.wrapped(TEXT).replace("Nobody", "Everybody"), None),
        text_credentials(room.armoured(TEXT).replace("Nobody", "Everybody"), None),
        html_credentials(room.page(PAGE).replace("Nobody", "Everybody"), None),
    ):
        found = {name.partition(".")[2]: value for name, value in said(marks).items()}
        assert found["state"] == "broken"
        assert "assertion.dataHash" in found["codes"]


def test_a_hash_may_leave_out_nothing_but_the_manifest(room: Newsroom) -> None:
    """Words that the hash does not cover break the signature, though every byte it covers is as it was."""

    def put(store: bytes) -> str:
        length = c2pa_text.worst_case_wrapper_byte_length(len(store))
        return f"{TEXT}{c2pa_text.encode_wrapper_padded(store, length)}"

    size = len(TEXT.encode())
    greedy = room.embedded(
        MACHINE,
        put,
        lambda store: (size - 10, 10 + c2pa_text.worst_case_wrapper_byte_length(len(store))),
    )
    assert (
        said(text_credentials(greedy, None))["text-wrapper.codes"] == "assertion.dataHash.malformed"
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (TEXT + c2pa_text.encode_wrapper(b"x" * 40) * 2, "manifest.text.multipleWrappers"),
        (TEXT + c2pa_text.encode_wrapper(b"x" * 40)[:-5], "manifest.text.corruptedWrapper"),
        (TEXT + c2pa_text.encode_wrapper(b"x" * 40), "Verify: invalid JUMBF header"),
        (c2pa_text.embed_structured(TEXT, c2pa_text.DATA_URI_PREFIX + "!", "#").text, "not Base64"),
        (f"{c2pa_text.BEGIN_DELIMITER} {TEXT}", "manifest.structuredText.noManifest"),
    ],
)
def test_damaged_manifests_are_broken(text: str, code: str) -> None:
    """A manifest that cannot be read is reported as broken, with the reason."""
    form = "text-armour" if c2pa_text.BEGIN_DELIMITER in text else "text-wrapper"
    assert said(text_credentials(text, None)) == {f"{form}.state": "broken", f"{form}.codes": code}


def test_the_source_types_of_what_was_edited_are_named_apart(room: Newsroom) -> None:
    """What the parent's manifest says of its source stands beside what the edits say of theirs."""
    assert said(text_credentials(room.wrapped(TEXT, PEOPLE, parent=MACHINE), None)) == {
        "text-wrapper.state": "valid",
        "text-wrapper.signer": SIGNER,
        "text-wrapper.digitalSourceType": PEOPLE,
        "text-wrapper.parentOf.digitalSourceType": MACHINE,
    }


@pytest.mark.parametrize(
    ("whole", "damaged"),
    [(b"\xa1gactions", b"\xa1Gactions"), (b"qdigitalSourceType", b"QdigitalSourceType")],
)
def test_a_manifest_that_is_no_report_is_broken(
    room: Newsroom, whole: bytes, damaged: bytes
) -> None:
    """Where the library reads a damaged manifest but finds nothing in it, the manifest is broken."""
    store = room.sidecar(TEXT.encode())
    assert store.count(whole) == 1
    wrapper = c2pa_text.encode_wrapper(store.replace(whole, damaged))
    assert said(text_credentials(TEXT + wrapper, None)) == {
        "text-wrapper.state": "broken",
        "text-wrapper.codes": "not readable",
    }


def test_a_manifest_elsewhere_is_only_found(room: Newsroom) -> None:
    """A reference in the head, in an armour block or in the reply's header is said to be found, with its address."""
    page = c2pa_text.embed_html_reference(PAGE, ELSEWHERE)
    text = c2pa_text.embed_structured(TEXT, ELSEWHERE, "#").text
    link = {
        "link": f'<{ELSEWHERE}>; rel="c2pa-manifest"; type="application/c2pa", </a.css>; rel=preload'
    }
    for form, marks in (
        ("html-link", html_credentials(page, None)),
        ("text-armour", text_credentials(text, None)),
        ("header-link", header_credentials(link)),
    ):
        assert said(marks) == {f"{form}.state": "found", f"{form}.address": ELSEWHERE}
    two = html_credentials(c2pa_text.embed_html_reference(room.page(PAGE), ELSEWHERE), None)
    assert said(two) == {"html.state": "broken", "html.codes": "manifest.html.multipleManifests"}


def test_unsigned_content_says_nothing() -> None:
    """Texts, pages and headers without a manifest give no marks."""
    assert text_credentials(f"{TEXT}❤️", None) == html_credentials(PAGE, None) == ()
    assert header_credentials({"Link": "</a.css>; rel=preload", "X": ELSEWHERE}) == ()


def test_the_armour_is_no_text(room: Newsroom) -> None:
    """The manifest block is left out of the text that is read."""
    assert without_armour(room.armoured(TEXT)).strip() == TEXT.strip()
    assert without_armour(TEXT) == TEXT
