"""Who signs: the station by a certificate of its own, made at the first use, or by a given one.

A certificate for C2PA may not be signed by itself, so the station makes an authority, lets it sign
one certificate, and throws the authority's key away. Sources: C2PA 2.2, section 14.5; RFC 5280.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from webtv.config.settings import Settings
from webtv.errors import ConfigError
from webtv.files import read_regular, write_atomic

_MOST_BYTES = 1_000_000
_YEARS = 30  # without a timestamp authority, a signature is good for as long as its certificate
_DOCUMENT_SIGNING = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")
_CURVES = {"secp256r1": "es256", "secp384r1": "es384", "secp521r1": "es512"}


@dataclass(frozen=True, slots=True)
class Identity:
    """A certificate with its chain, the key to it, and C2PA's name of how it signs."""

    chain: str
    key: str = field(repr=False)
    algorithm: str
    fingerprint: str


def identity(settings: Settings) -> Identity:
    """Who signs. The station's own certificate is made if it is not there.

    Raises `ConfigError`, which names the file and the cure.
    """
    given = settings.signing_cert, settings.signing_key
    if (given[0] is None) != (given[1] is None):
        raise ConfigError("WEBTV_SIGNING_CERT and WEBTV_SIGNING_KEY belong together: set both")
    if given[0] is not None and given[1] is not None:
        return _identity(given[0], _read(given[0]), given[1], _read(given[1]))
    own = settings.signing_file
    if not own.exists():
        _make(own, settings.authority_file)
    text = _read(own)
    return _identity(own, text, own, text)


def anchors(settings: Settings) -> str:
    """The certificates whose signatures count as this station's, as PEM; may be empty."""
    paths = (settings.authority_file, settings.signing_cert)
    return "\n".join(_read(path).decode() for path in paths if path is not None and path.is_file())


def _identity(place: Path, chain: bytes, key_place: Path, key: bytes) -> Identity:
    try:
        certificates = x509.load_pem_x509_certificates(chain)
    except ValueError as error:
        raise ConfigError(f"{place}: must hold a certificate in PEM: {error}") from None
    try:
        secret = load_pem_private_key(key, None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise ConfigError(f"{key_place}: must hold a key in PEM, without a password") from None
    first = certificates[0]
    spki = Encoding.DER, PublicFormat.SubjectPublicKeyInfo
    if first.public_key().public_bytes(*spki) != secret.public_key().public_bytes(*spki):
        raise ConfigError(f"{key_place}: is not the key of the first certificate in {place}")
    now = datetime.now(UTC)
    if not first.not_valid_before_utc <= now <= first.not_valid_after_utc:
        raise ConfigError(f"{place}: is valid until {first.not_valid_after_utc:%Y-%m-%d} only")
    return Identity(
        # Whoever checks has the authority itself, or it would prove nothing.
        chain="".join(_pem(each) for each in certificates if each.subject != each.issuer),
        key=secret.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(),
        algorithm=_algorithm(key_place, secret),
        fingerprint=first.fingerprint(hashes.SHA256()).hex(),
    )


def _algorithm(place: Path, key: PrivateKeyTypes) -> str:
    if isinstance(key, ec.EllipticCurvePrivateKey) and key.curve.name in _CURVES:
        return _CURVES[key.curve.name]
    if isinstance(key, rsa.RSAPrivateKey):
        return "ps256"
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return "ed25519"
    raise ConfigError(f"{place}: must be a key of RSA, Ed25519, P-256, P-384 or P-521")


def _make(own: Path, authority_file: Path) -> None:
    root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root_name, name = _name("WebTV station's authority"), _name("WebTV station")
    root_id = x509.SubjectKeyIdentifier.from_public_key(root_key.public_key())
    root = (
        _begun(root_name, root_name, root_key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(of_certificates=True), critical=True)
        .add_extension(root_id, critical=False)
        .sign(root_key, hashes.SHA256())
    )
    purposes = [ExtendedKeyUsageOID.EMAIL_PROTECTION, _DOCUMENT_SIGNING]
    certificate = (
        _begun(name, root_name, key.public_key())
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(of_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage(purposes), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(root_id), critical=False
        )
        .sign(root_key, hashes.SHA256())
    )
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    try:
        # What an earlier certificate has signed stays known as the station's.
        known = authority_file.read_text("ascii") if authority_file.exists() else ""
        write_atomic(authority_file, known + _pem(root))
        write_atomic(own, secret + _pem(certificate) + _pem(root), private=True)
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{own}: a certificate cannot be made here: {error}") from None


def _begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))  # clocks of others may be behind
        .not_valid_after(now + timedelta(days=365 * _YEARS))
    )


def _usage(*, of_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not of_certificates,
        key_cert_sign=of_certificates,
        crl_sign=of_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _name(common: str) -> x509.Name:
    # C2PA shows the organisation as who signed.
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "WebTV station (its own certificate)"),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(Encoding.PEM).decode()


def _read(path: Path) -> bytes:
    try:
        return read_regular(path, most_bytes=_MOST_BYTES)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from None
