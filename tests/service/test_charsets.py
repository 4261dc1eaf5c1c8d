import codecs

import pytest

from service.charsets import page_text

UTF_8 = '<meta charset="utf-8"><p>El alcalde señaló el puente.</p>'


def test_one_bad_byte_spoils_nothing_else() -> None:
    """A page stays in the encoding that it declares; the byte that does not fit is U+FFFD."""
    page = UTF_8.encode().replace(b"puente", b"puent\xe9")
    assert page_text(page) == UTF_8.replace("puente", "puent\ufffd")


@pytest.mark.parametrize(
    ("content", "content_type", "text"),
    [
        (codecs.BOM_UTF8 + "señaló".encode(), "text/html; charset=windows-1252", "señaló"),
        (codecs.BOM_UTF16_BE + "señaló".encode("utf-16-be"), "text/html", "señaló"),
        ("señaló".encode("cp1252"), "text/html; charset=windows-1252", "señaló"),
        (UTF_8.encode("cp1252"), 'text/html; charset="Windows-1252"', UTF_8),
        ("señaló".encode(), "text/html; charset=iso-8859-1", "señaló"),
        (UTF_8.encode(), "text/html; charset=none-such", UTF_8),
        (UTF_8.encode(), "text/html; charset=punycode", UTF_8),
        ("<meta charset=utf-16>señaló".encode(), "", "<meta charset=utf-16>señaló"),
        ("“señaló”".encode("cp1252"), "text/html; charset=iso-8859-1", "“señaló”"),
        (
            '<meta http-equiv="content-type" content="text/html; charset=iso-8859-2">Łódź'.encode(
                "iso-8859-2"
            ),
            "text/html",
            '<meta http-equiv="content-type" content="text/html; charset=iso-8859-2">Łódź',
        ),
        ("señaló".encode(), "text/html", "señaló"),
    ],
)
def test_a_page_is_in_the_encoding_that_is_declared(
    content: bytes, content_type: str, text: str
) -> None:
    """Its own mark comes first, then what reads as UTF-8, the reply, its head; what is no charset is passed over, and without one it is guessed."""
    assert page_text(content, content_type) == text
