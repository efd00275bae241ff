"""What the OpenAPI document says of the routes for wallets."""

from typing import Any

from app.http.openapi import public_refusals
from app.oid4vp.request_object import MEDIA_TYPE

_FORM = "application/x-www-form-urlencoded"

REQUEST_OBJECT: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "A JWT of the type oauth-authz-req+jwt; its header says by `x5c` or `kid` "
        "who signed it.",
        "content": {
            MEDIA_TYPE: {
                "schema": {"type": "string"},
                "example": "eyJ0eXAiOiJvYXV0aC1hdXRoei1yZXErand0IiwiYWxnIjoiRVMyNTYifQ…",
            }
        },
    },
    **public_refusals(404),
}
WALLET_NONCE: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            _FORM: {
                "schema": {
                    "type": "object",
                    "properties": {
                        "wallet_nonce": {"type": "string", "maxLength": 256},
                        "wallet_metadata": {"type": "string"},
                    },
                },
                "example": {"wallet_nonce": "qPmxiNFCR3QTm19POc8u"},
            }
        },
    }
}
RESPONSE: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "By `direct_post.jwt` the parameter `response`, a JWE (ECDH-ES; A128GCM or "
        "A256GCM) for the key in the request; by `direct_post` the parameters in the clear. A "
        "wallet that cannot or may not answer sends `error`.",
        "content": {
            _FORM: {
                "schema": {
                    "type": "object",
                    "properties": {
                        "response": {"type": "string"},
                        "vp_token": {"type": "string", "description": "JSON: arrays by query id."},
                        "state": {"type": "string"},
                        "error": {"type": "string"},
                        "error_description": {"type": "string"},
                    },
                },
                "examples": {
                    "encrypted": {"value": {"response": "eyJhbGciOiJFQ0RILUVTIiwiZW5jIjoi…"}},
                    "plain": {"value": {"vp_token": '{"sd_jwt_vc":["eyJ…~"]}', "state": "tSI0…"}},
                    "declined": {"value": {"error": "access_denied", "state": "tSI0…"}},
                },
            }
        },
    }
}
_ERROR_SCHEMA = {
    "type": "object",
    "required": ["error"],
    "properties": {"error": {"type": "string"}, "error_description": {"type": "string"}},
}
_PROBLEMS = public_refusals(404, 413, 415, 503)
ANSWERED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Taken. `redirect_uri` is where the wallet's owner reads that it arrived.",
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["redirect_uri"],
                    "properties": {"redirect_uri": {"type": "string"}},
                },
                "example": {
                    "redirect_uri": "https://badges.example.org/present/6Rt…?response_code=k9s…"
                },
            }
        },
    },
    400: {
        "description": "No answer to this request, or not the first one; the request still waits "
        "unless it is over.",
        "content": {
            "application/json": {
                "schema": _ERROR_SCHEMA,
                "example": {
                    "error": "invalid_request",
                    "error_description": "The state is missing, or not the one of this request.",
                },
            }
        },
    },
    **_PROBLEMS,
}
DID_DOCUMENT: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The document.",
        "content": {"application/did+json": {"schema": {"type": "object"}}},
    },
    **public_refusals(404),
}
