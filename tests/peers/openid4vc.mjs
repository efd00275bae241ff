// @openid4vc/openid4vci as a wallet: speaks OpenID4VCI 1.0, and nothing that departs from it.
import * as oauth2 from '@openid4vc/oauth2';
import {Openid4vciClient} from '@openid4vc/openid4vci';
import {createHash, randomBytes} from 'node:crypto';
import {exportJWK, generateKeyPair, importJWK, SignJWT} from 'jose';

const BASE64URL = object => Buffer.from(JSON.stringify(object)).toString('base64url');

async function newKey(binding) {
  const {publicKey, privateKey} = await generateKeyPair('ES256', {extractable: true});
  const publicJwk = await exportJWK(publicKey);
  const signer = binding === 'jwk' ? {method: 'jwk', alg: 'ES256', publicJwk} :
    {method: 'did', alg: 'ES256', didUrl: `did:jwk:${BASE64URL(publicJwk)}#0`};
  return {publicJwk, privateKey, signer};
}

function callbacksFor(keys) {
  return {
    fetch,
    hash: (data, algorithm) => createHash(algorithm.replace('-', '')).update(data).digest(),
    generateRandom: length => randomBytes(length),
    clientAuthentication: oauth2.clientAuthenticationAnonymous(),
    decryptJwe: () => ({decrypted: false}),
    encryptJwe: () => { throw new Error('nothing is encrypted here'); },
    verifyJwt: () => { throw new Error('nothing is verified here'); },
    signJwt: async (signer, {header, payload}) => {
      const key = keys.find(({publicJwk, signer: own}) =>
        signer.method === 'did' ? own.didUrl === signer.didUrl : publicJwk.x === signer.publicJwk.x);
      const jwt = await new SignJWT(payload).setProtectedHeader(header).sign(key.privateKey);
      return {jwt, signerJwk: key.publicJwk};
    }
  };
}

/**
 * {offer, configuration, txCode?, copies? = 1, binding? = 'did' or 'jwk', dpop?, event?,
 *  provider?: {jwk (private), x5c}, which then vouches for the keys}
 *   -> {version, configurations, credentials, keys: [JWK], tokenType, nonceReuse, secondRedemption}
 *
 * Receives, tells the issuer twice what became of it, and tries what must not work: the nonce and
 * the code once more. Each of these two is the error that the issuer answers with.
 */
export async function receive(
  {
    offer, configuration, txCode, copies = 1, binding = 'did', dpop, provider,
    event = 'credential_accepted'
  }
) {
  const keys = await Promise.all(Array.from({length: copies}, () => newKey(binding)));
  const dpopKey = dpop && await newKey('jwk');
  const callbacks = callbacksFor(dpop ? [...keys, dpopKey] : keys);
  const client = new Openid4vciClient({callbacks});
  const credentialOffer = await client.resolveCredentialOffer(offer);
  const issuerMetadata = await client.resolveIssuerMetadata(credentialOffer.credential_issuer);
  const token = {
    credentialOffer, issuerMetadata, txCode: txCode ?? undefined, ...(dpop && {dpop: {signer: dpopKey.signer}})
  };
  const {accessTokenResponse, dpop: bound} =
    await client.retrievePreAuthorizedCodeAccessTokenFromOffer(token);
  const access = {
    issuerMetadata, accessToken: accessTokenResponse.access_token, ...(bound && {dpop: bound})
  };
  const {c_nonce: nonce} = await client.requestNonce({issuerMetadata});
  const keyAttestationJwt = provider && await attestation(provider, keys);
  // A provider's word is for all keys, of which one is shown.
  const jwt = await Promise.all((provider ? keys.slice(0, 1) : keys).map(async ({signer}) => (
    await client.createCredentialRequestJwtProof({
      issuerMetadata, credentialConfigurationId: configuration, nonce, signer, keyAttestationJwt
    })).jwt));
  const wanted = {...access, credentialConfigurationId: configuration, proofs: {jwt}};
  const {credentialResponse} = await client.retrieveCredentials(wanted);
  const {notification_id: notificationId} = credentialResponse;
  for(const _ of notificationId ? [1, 2] : []) {
    await client.sendNotification({...access, notification: {notificationId, event}});
  }
  return {
    version: issuerMetadata.originalDraftVersion,
    configurations: Object.keys(issuerMetadata.knownCredentialConfigurations),
    credentials: (credentialResponse.credentials ?? []).map(each => each.credential),
    transactionId: credentialResponse.transaction_id ?? null,
    keys: keys.map(each => each.publicJwk),
    tokenType: accessTokenResponse.token_type,
    nonceReuse: await refusal(() => client.retrieveCredentials(wanted)),
    secondRedemption:
      await refusal(() => client.retrievePreAuthorizedCodeAccessTokenFromOffer(token))
  };
}

/** A wallet's provider says which keys are kept well (OpenID4VCI 1.0, appendix D.1). */
async function attestation({jwk, x5c}, keys) {
  const header = {alg: 'ES256', typ: 'key-attestation+jwt', x5c};
  const attested = {attested_keys: keys.map(({publicJwk}) => publicJwk)};
  return new SignJWT(attested).setProtectedHeader(header).setIssuedAt().setExpirationTime('1h')
    .sign(await importJWK(jwk, 'ES256'));
}

async function refusal(attempt) {
  try {
    await attempt();
  } catch(error) {
    return error.errorResponse?.error ?? error.response?.credentialErrorResponseResult?.data?.error
      ?? `${error.name}: ${error.message}`;
  }
  return null;
}

const BEGUN = new Map();

/**
 * {offer, configuration, clientId, redirectUri} -> {url}: pushes a request; `url` is where the
 * learner decides. `finish` goes on with where the learner is then sent.
 */
export async function authorize({offer, configuration, clientId, redirectUri}) {
  const key = await newKey('did');
  const clientAuthentication = oauth2.clientAuthenticationNone({clientId});
  const client = new Openid4vciClient({
    callbacks: {...callbacksFor([key]), clientAuthentication}
  });
  const credentialOffer = await client.resolveCredentialOffer(offer);
  const issuerMetadata = await client.resolveIssuerMetadata(credentialOffer.credential_issuer);
  const {authorizationRequestUrl, pkce} = await client.createAuthorizationRequestUrlFromOffer({
    credentialOffer, issuerMetadata, clientId, redirectUri, scope: configuration
  });
  BEGUN.set(redirectUri, {client, key, credentialOffer, issuerMetadata, configuration, pkce});
  return {url: authorizationRequestUrl};
}

/** {redirectUri, answer (where the learner was sent)} -> {credentials, iss} */
export async function finish({redirectUri, answer}) {
  const {client, key, credentialOffer, issuerMetadata, configuration, pkce} =
    BEGUN.get(redirectUri);
  const [authorizationServerMetadata] = issuerMetadata.authorizationServers;
  const {code, iss} = client.parseAndVerifyAuthorizationResponseRedirectUrl({
    url: answer, authorizationServerMetadata
  });
  const {accessTokenResponse} = await client.retrieveAuthorizationCodeAccessTokenFromOffer({
    credentialOffer, issuerMetadata, authorizationCode: code, redirectUri,
    pkceCodeVerifier: pkce.codeVerifier
  });
  const {c_nonce: nonce} = await client.requestNonce({issuerMetadata});
  const {jwt} = await client.createCredentialRequestJwtProof({
    issuerMetadata, credentialConfigurationId: configuration, nonce, signer: key.signer
  });
  const {credentialResponse} = await client.retrieveCredentials({
    issuerMetadata, accessToken: accessTokenResponse.access_token,
    credentialConfigurationId: configuration, proofs: {jwt: [jwt]}
  });
  return {credentials: credentialResponse.credentials.map(each => each.credential), iss};
}
