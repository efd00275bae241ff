"""The authorization server: who may act for a learner, and with which random values.

One core for every use (RFC 6749 with PKCE, PAR, RAR, DPoP, `iss` in answers), in these parts:

- `errors.OAuthError`: a refusal as OAuth words it; raised anywhere, it becomes `{"error": …}`.
- `grant.Grant`: what one consent or offer allows: client, account or offer, scopes, details.
- `scopes.SCOPES`: the literal table of scopes, with what the consent page says of each. A new use
  of the server adds its lines there.
- `clients`: registered clients; `clients.authenticated` finds out who calls the token endpoint.
  `app.db.oauth_clients.add` registers one.
- `tokens.grant_response`: access token (and refresh token) for a grant, as a token response;
  `tokens.permitted(request, services)` gives the Grant of a request with an access token, Bearer
  or DPoP; raises OAuthError 401.
- `token_endpoint.GRANT_TYPES`: the literal table of grant types.
- `registration`: programs register themselves; `revocation`: they give tokens back.
- `authorization`: the authorization request, pushed or not; `consent`: what the learner decides.

Every random value is written down as a hash, ends soon, and is used once where it is used once:
`app.db.oauth_secrets`.
"""
