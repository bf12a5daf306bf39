"""Content credentials (C2PA): signs published images with the operator's certificate, and verifies signed images.

A reader of this package starts at `signing.py`. Nothing here uses the network, except to read an
image that is to be verified.
"""

from bumi.credentials.certificate import SigningCertificate, new_certificate, read_certificate
from bumi.credentials.signing import ContentSigner, check_signing, content_signer
from bumi.credentials.verifying import CredentialReport, CredentialState, image_at, trusted_roots, verify_image

__all__ = [
    "ContentSigner",
    "CredentialReport",
    "CredentialState",
    "SigningCertificate",
    "check_signing",
    "content_signer",
    "image_at",
    "new_certificate",
    "read_certificate",
    "trusted_roots",
    "verify_image",
]
