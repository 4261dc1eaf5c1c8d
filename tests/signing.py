"""A newsroom that signs: certificates made on the spot, and C2PA manifests in every form that a text can carry."""

import base64
import ctypes
import datetime as dt
import hashlib
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import c2pa
import c2pa_text
from c2pa import c2pa as native
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
MACHINE = IPTC + "trainedAlgorithmicMedia"
PEOPLE = IPTC + "digitalCreation"
INGREDIENT = "first-version"
PICTURE_FORMAT = "image/svg+xml"
SIGNER = "Skerrow Gazette"
PEM = serialization.Encoding.PEM


@dataclass(frozen=True)
class Newsroom:
    """A signer with its certificates; `root` is what somebody who trusts it puts on the trust list."""

    chain: bytes
    key: bytes
    root: str

    def sidecar(self, content: bytes, source: str = MACHINE) -> bytes:
        """A manifest store bound to the whole content."""
        builder = _builder(source)
        builder.set_no_embed()
        return bytes(builder.sign(self._signer(), "text/plain", io.BytesIO(content), io.BytesIO()))

    def wrapped(self, text: str, source: str | None = MACHINE, parent: str | None = None) -> str:
        """A text with its manifest in variation selectors behind it (C2PA 2.4, A.8).

        With `parent` it is edited from signed content of that source type; the edits then have `source`.
        """
        return self.embedded(
            source,
            lambda store: (
                text
                + c2pa_text.encode_wrapper_padded(
                    store, c2pa_text.worst_case_wrapper_byte_length(len(store))
                )
            ),
            lambda store: (
                len(text.encode()),
                c2pa_text.worst_case_wrapper_byte_length(len(store)),
            ),
            parent,
        )

    def armoured(self, text: str, source: str = MACHINE) -> str:
        """A text with its manifest between armour lines above it (A.9)."""

        def put(store: bytes) -> c2pa_text.StructuredEmbed:
            return c2pa_text.embed_structured(text, c2pa_text.encode_data_uri(store), "#")

        return self.embedded(
            source,
            lambda store: put(store).text,
            lambda store: (put(store).exclusion_start, put(store).exclusion_length),
        )

    def page(self, html: str, source: str = MACHINE) -> str:
        """A page with its manifest in a script of its head (A.7)."""

        def put(store: bytes) -> c2pa_text.HtmlEmbed:
            return c2pa_text.embed_html_inline(html, store)

        return self.embedded(
            source,
            lambda store: put(store).html,
            lambda store: (put(store).exclusion_start, put(store).exclusion_length),
        )

    def _picture(self, source: str) -> io.BytesIO:
        """Signed content that the library takes for a parent; it takes no text."""
        signed = io.BytesIO()
        picture = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>'
        _builder(source).sign(self._signer(), PICTURE_FORMAT, io.BytesIO(picture), signed)
        return io.BytesIO(signed.getvalue())

    def _signer(self) -> c2pa.Signer:
        return c2pa.Signer.from_info(c2pa.C2paSignerInfo(b"es256", self.chain, self.key, None))

    def embedded(
        self,
        source: str | None,
        put: Callable[[bytes], str],
        place: Callable[[bytes], tuple[int, int]],
        parent: str | None = None,
    ) -> str:
        """Content whose manifest's hash leaves out the manifest; a store is as long before it is filled as after."""
        builder, signer = _builder(source, edits=parent is not None), self._signer()
        if parent is not None:
            whole = {"title": "first version", "relationship": "parentOf", "label": INGREDIENT}
            builder.add_ingredient(json.dumps(whole), PICTURE_FORMAT, self._picture(parent))
        placeholder = _call(
            "c2pa_builder_data_hashed_placeholder",
            [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_char_p],
            [builder._handle, signer.reserve_size(), b"application/c2pa"],
        )
        start, length = place(placeholder)
        content = put(placeholder).encode()
        digest = hashlib.sha256(content[:start] + content[start + length :]).digest()
        data_hash = {
            "exclusions": [{"start": start, "length": length}],
            "name": "manifest",
            "alg": "sha256",
            "hash": list(digest),
            "pad": "",
        }
        store = _call(
            "c2pa_builder_sign_data_hashed_embeddable",
            [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_void_p],
            [
                builder._handle,
                signer._handle,
                json.dumps(data_hash).encode(),
                b"application/c2pa",
                None,
            ],
        )
        assert len(store) == len(placeholder)
        return put(store)


def newsroom() -> Newsroom:
    """A newsroom with a certificate for signing, issued by a root of its own, both valid for a day."""
    root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root = (
        _certificate("Press Root", "Press Root", root_key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(_usage(signs=False), critical=True)
        .add_extension(
            x509.SubjectKeyIdentifier.from_public_key(root_key.public_key()), critical=False
        )
        .sign(root_key, hashes.SHA256())
    )
    own = (
        _certificate(SIGNER, "Press Root", key.public_key())
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs=True), critical=True)
        .add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False
        )
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()),
            critical=False,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(root_key, hashes.SHA256())
    )
    private = key.private_bytes(
        PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    trusted = root.public_bytes(PEM)
    return Newsroom(own.public_bytes(PEM) + trusted, private, trusted.decode())


def _builder(source: str | None, *, edits: bool = False) -> c2pa.Builder:
    action: dict[str, object] = {"action": "c2pa.edited" if edits else "c2pa.created"}
    if source:
        action["digitalSourceType"] = source
    opened = {"action": "c2pa.opened", "parameters": {"ingredientIds": [INGREDIENT]}}
    return c2pa.Builder(
        {
            "claim_generator_info": [{"name": "crosscheck-tests", "version": "1"}],
            "title": "story",
            "format": "text/plain",
            "assertions": [
                {
                    "label": "c2pa.actions.v2",
                    "data": {"actions": [opened, action] if edits else [action]},
                }
            ],
        }
    )


def _call(name: str, types: Sequence[type], values: Sequence[object]) -> bytes:
    """A function of the native library that c2pa-python does not hand on: its last argument takes the bytes."""
    function = getattr(native._lib, name)
    function.argtypes, function.restype = [*types, ctypes.POINTER(ctypes.c_void_p)], ctypes.c_int64
    out = ctypes.c_void_p()
    size = function(*values, ctypes.byref(out))
    assert size > 0, native._read_native_error()
    return ctypes.string_at(out, size)


def _certificate(
    subject: str, issuer: str, key: ec.EllipticCurvePublicKey
) -> x509.CertificateBuilder:
    now = dt.datetime.now(dt.UTC)

    def named(name: str) -> x509.Name:
        return x509.Name(
            [
                x509.NameAttribute(NameOID.COMMON_NAME, name),
                x509.NameAttribute(NameOID.ORGANIZATION_NAME, name),
            ]
        )

    return (
        x509.CertificateBuilder()
        .subject_name(named(subject))
        .issuer_name(named(issuer))
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(days=1))
    )


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(signs, False, False, False, False, not signs, not signs, False, False)


def encoded(store: bytes) -> str:
    """A store as Base64."""
    return base64.b64encode(store).decode()
