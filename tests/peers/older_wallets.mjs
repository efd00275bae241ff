// Wallets that speak earlier drafts of OpenID4VCI: @digitalbazaar/oid4-client and
// @sphereon/oid4vci-client. Both receive one credential for one key.
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {OpenID4VCIClientV1_0_15 as SphereonClient} from '@sphereon/oid4vci-client';
import {getCredentialOffer, OID4Client} from '@digitalbazaar/oid4-client';
import {exportJWK, generateKeyPair, SignJWT} from 'jose';

/** {offer, format} -> {credentials}; a key of did:key, Ed25519. */
export async function digitalbazaar({offer: url, format}) {
  const key = await Ed25519Multikey.generate();
  key.controller = `did:key:${key.publicKeyMultibase}`;
  key.id = `${key.controller}#${key.publicKeyMultibase}`;
  const offer = await getCredentialOffer({url});
  const client =
    await unwrapped(OID4Client.fromCredentialOffer({offer, supportedFormats: [format]}));
  const {nonce} = await client.getNonce();
  const {credentials} = await unwrapped(client.requestCredentials({
    did: key.controller, didProofSigner: key.signer(), nonce, format
  }));
  return {credentials};
}

/** {offer, configuration, format, txCode?} -> {credentials}; a key of did:jwk, P-256. */
export async function sphereon({offer: uri, configuration, format, txCode}) {
  const {publicKey, privateKey} = await generateKeyPair('ES256', {extractable: true});
  const jwk = await exportJWK(publicKey);
  const kid = `did:jwk:${Buffer.from(JSON.stringify(jwk)).toString('base64url')}#0`;
  const client = await SphereonClient.fromURI({
    uri, kid, alg: 'ES256', retrieveServerMetadata: true
  });
  await client.acquireAccessToken(txCode ? {pin: txCode} : {});
  const signCallback = async ({header, payload}) =>
    new SignJWT(payload).setProtectedHeader({...header, alg: 'ES256', kid}).sign(privateKey);
  const response = await client.acquireCredentials({
    credentialConfigurationId: configuration, format, alg: 'ES256', kid,
    proofCallbacks: {signCallback}
  });
  return {credentials: response.credentials.map(each => each.credential)};
}

/** Say what the innermost error says: the outer ones only that something went wrong. */
async function unwrapped(promise) {
  try {
    return await promise;
  } catch(error) {
    let inner = error;
    while(inner.cause) {
      inner = inner.cause;
    }
    inner.message += ` ${JSON.stringify(inner.data ?? null)}`;
    throw inner;
  }
}
