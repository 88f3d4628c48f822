"""Electronic signatures, made here with a throw-away certificate."""

from __future__ import annotations

import datetime as dt
import io
import logging

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

from extractors.signatures import read_signatures
from tests.extractors.printed import Sheet, pdf, text

SIGNER = "虚构市无名医院"


@pytest.fixture(scope="module")
def signer() -> signers.SimpleSigner:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, SIGNER)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(dt.datetime(2025, 1, 1))
        .not_valid_after(dt.datetime(2045, 1, 1))
        .sign(key, hashes.SHA256())
    )
    packed = serialization.pkcs12.serialize_key_and_certificates(
        b"x", key, certificate, None, serialization.NoEncryption()
    )
    return signers.SimpleSigner.load_pkcs12_data(packed, other_certs=[])


def signed(data: bytes, signer: signers.SimpleSigner, box: tuple[int, int, int, int] | None, page: int = 0) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    fields.append_signature_field(writer, fields.SigFieldSpec("Seal", box=box, on_page=page))
    out = io.BytesIO()
    signers.sign_pdf(writer, signers.PdfSignatureMetadata(field_name="Seal"), signer=signer, output=out)
    return out.getvalue()


def two_pages(extra: bytes = b"") -> bytes:
    return pdf([Sheet(text("REPORT", 50, 700)), Sheet(text("SIGNED HERE", 50, 700), extra=extra)])


def test_signer_integrity_and_place_are_read(signer: signers.SimpleSigner) -> None:
    (found,) = read_signatures(signed(two_pages(), signer, (300, 100, 420, 220), page=1))
    assert found.signer == SIGNER
    assert found.field_name == "Seal"
    assert found.intact
    assert found.covers_whole_file
    assert not found.trusted  # no roots are configured: who signed is claimed, not proved
    assert dt.datetime.fromisoformat(found.signed_on).tzinfo is not None
    assert found.page == 2
    assert found.box is not None
    assert (found.box.x0, found.box.x1) == pytest.approx((300 / 595, 420 / 595), abs=1e-3)
    assert (found.box.y0, found.box.y1) == pytest.approx((1 - 220 / 842, 1 - 100 / 842), abs=1e-3)


def test_the_place_follows_a_turned_page(signer: signers.SimpleSigner) -> None:
    (found,) = read_signatures(signed(two_pages(b"/Rotate 90"), signer, (300, 100, 420, 220), page=1))
    assert found.box is not None
    assert (found.box.x0, found.box.y0) == pytest.approx((100 / 842, 300 / 595), abs=1e-3)


def test_an_invisible_signature_has_no_place(signer: signers.SimpleSigner) -> None:
    (found,) = read_signatures(signed(two_pages(), signer, None))
    assert (found.page, found.box) == (None, None)
    assert found.intact


def test_changed_bytes_are_noticed(signer: signers.SimpleSigner) -> None:
    data = signed(two_pages(), signer, (300, 100, 420, 220))
    (found,) = read_signatures(data.replace(b"(REPORT)", b"(FORGED)"))
    assert not found.intact


def test_what_was_added_after_signing_is_noticed(signer: signers.SimpleSigner) -> None:
    data = signed(two_pages(), signer, (300, 100, 420, 220))
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    writer.root["/Lang"] = writer.root.get("/Lang", None) or fields.generic.pdf_string("zh")
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    (found,) = read_signatures(out.getvalue())
    assert not found.covers_whole_file


@pytest.mark.parametrize(
    "data",
    [b"", b"no PDF", b"%PDF-1.4 /ByteRange [0 1 2 3] %%EOF", two_pages(), two_pages() + b"/ByteRange"],
)
def test_without_signatures_there_are_none(data: bytes) -> None:
    assert read_signatures(data) == ()


def test_nothing_of_the_signer_is_logged(signer: signers.SimpleSigner, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    read_signatures(signed(two_pages(), signer, (300, 100, 420, 220)))
    assert SIGNER not in caplog.text
