"""Ask openvc-core: a JSON line {credential, files, contexts, now} in, a JSON line {word, why} out.

Runs in `.venv-peers`, never in ours. `files` maps each URL that may be read to its text, `contexts`
each context that the library does not bring to its document. `word` is "passes", "revoked",
"suspended" or "refuses", and `why` the library's own error. Status lists are fetched, verified and
bound to the issuer, as its safe resolvers and strictest policy do. With `claims` in place of
`credential` the status alone is read: the library does not read `vc+jwt`.
"""

import json
import sys
from datetime import datetime
from typing import Any

from openvc.did.base import DidResolverRegistry  # type: ignore[import-not-found]
from openvc.did.did_jwk import DidJwkResolver  # type: ignore[import-not-found]
from openvc.did.did_key import DidKeyResolver  # type: ignore[import-not-found]
from openvc.did.did_web import DidWebResolver  # type: ignore[import-not-found]
from openvc.errors import OpenvcError  # type: ignore[import-not-found]
from openvc.resolvers import (  # type: ignore[import-not-found]
    default_status_list_resolver,
    default_status_list_token_resolver,
)
from openvc.status import (  # type: ignore[import-not-found]
    CredentialRevoked,
    CredentialSuspended,
    check_token_status,
)
from openvc.verify import VerificationPolicy, verify_credential  # type: ignore[import-not-found]


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Verify one credential."""
    files: dict[str, str] = request["files"]

    def text(url: str, *_: object, **__: object) -> str:
        if url not in files:
            raise OpenvcError(f"offline: {url} was not handed over")
        return files[url]

    resolver = DidResolverRegistry(
        [DidKeyResolver(), DidJwkResolver(), DidWebResolver(lambda url: json.loads(text(url)))]
    )

    def document(url: str) -> Any:  # noqa: ANN401 - JSON
        return json.loads(text(url))

    lists: dict[str, Any] = {"resolver": resolver, "fetch": text}
    tokens = default_status_list_token_resolver(**lists, jwt_vc_issuer_fetch=document)
    try:
        if "claims" in request:
            return _of_token_list(
                check_token_status(request["claims"], resolve_status_list_token=tokens)
            )
        verify_credential(
            request["credential"],
            policy=VerificationPolicy(
                now=datetime.fromisoformat(request["now"]), require_status_issuer_binding=True
            ),
            resolver=resolver,
            resolve_status_list=default_status_list_resolver(
                **lists, extra_contexts=request["contexts"]
            ),
            resolve_status_list_token=tokens,
            jwt_vc_issuer_fetch=document,
            extra_contexts=request["contexts"],
        )
    except CredentialRevoked:
        return {"word": "revoked", "why": ""}
    except CredentialSuspended:
        return {"word": "suspended", "why": ""}
    except OpenvcError as error:
        return {"word": "refuses", "why": f"{type(error).__name__}: {error}"[:400]}
    return {"word": "passes", "why": ""}


def _of_token_list(result: Any) -> dict[str, Any]:  # noqa: ANN401 - a foreign type
    if result is None:
        return {"word": "passes", "why": "no status list is named"}
    word = "revoked" if result.revoked else "suspended" if result.suspended else "passes"
    return {"word": word, "why": f"value {result.status}"}


def main() -> None:
    """Answer line by line."""
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
