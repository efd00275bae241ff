"""/api/v1/profiles/{id}/token-certificate: who vouches for the key of SD-JWT VCs."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from app import token_certificates
from app.dependencies import Administrator, IdInPath, PartsOfService
from app.http.bodies.token_certificates import NewTokenCertificate, TokenCertificateAnswer
from app.http.openapi import api_body_refusals, api_refusals
from app.json_body import StrictJsonRoute
from app.token_certificates import TokenCertificate

router = APIRouter(
    prefix="/api/v1/profiles/{profile_id}/token-certificate",
    tags=["profiles"],
    route_class=StrictJsonRoute,
)


@router.get("", summary="Read its certificate for tokens", responses=api_refusals(404, 409))
def read_certificate(
    services: PartsOfService, actor: Administrator, profile_id: IdInPath
) -> TokenCertificateAnswer:
    """Tell of the certificate that SD-JWT VCs and their status lists carry. Scope: admin."""
    return _shown(token_certificates.certificate_in_use(services, actor, profile_id))


@router.get(
    "/request",
    summary="Ask for a certificate",
    response_class=Response,
    responses={
        200: {"content": {"application/x-pem-file": {"schema": {"type": "string"}}}},
        **api_refusals(404, 409),
    },
)
def certificate_request(
    services: PartsOfService, actor: Administrator, profile_id: IdInPath
) -> Response:
    """Give a request (PKCS #10) for the key in use, to take to a certificate authority.

    It asks for the names that wallets compare: the profile's https address, and its host. Scope:
    admin.
    """
    request = token_certificates.request_certificate(services, actor, profile_id)
    return Response(request, media_type="application/x-pem-file")


@router.put("", summary="Install its certificate for tokens", responses=api_body_refusals(404, 409))
def install_certificate(
    services: PartsOfService,
    actor: Administrator,
    profile_id: IdInPath,
    body: NewTokenCertificate,
) -> TokenCertificateAnswer:
    """Let SD-JWT VCs and status lists carry this certificate (`x5c`) from now on. Scope: admin.

    It is checked first: that it is of the key in use, for the profile's address, for signing, valid
    now, and not signed by itself. New keys (keys/rotate) need a new one.
    """
    installed = token_certificates.install_certificate(
        services, actor, profile_id, body.certificates
    )
    return _shown(installed)


def _shown(found: TokenCertificate) -> TokenCertificateAnswer:
    facts = found.facts
    return TokenCertificateAnswer(
        key=found.key.fragment,
        subject=facts.subject,
        organisation=facts.organisation,
        issuer=facts.issuer,
        serial=f"{facts.serial:x}",
        valid_from=facts.valid_from,
        valid_until=facts.valid_until,
        chain_length=found.chain_length,
    )
