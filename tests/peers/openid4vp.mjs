// @openid4vc/openid4vp as a wallet of badges: reads requests as strictly as OpenID4VP 1.0 has them,
// chooses by DCQL (dcql), and presents with @digitalbazaar/vc or as a JWT (jose).
//
// A wallet has two keys, and lives as long as this process.
import * as vc from '@digitalbazaar/vc';
import jsonld from 'jsonld';
import {createHash, randomBytes, X509Certificate} from 'node:crypto';
import {CompactEncrypt, decodeJwt, exportJWK, generateKeyPair, importJWK, importX509, jwtVerify, SignJWT}
  from 'jose';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {DcqlQuery} from 'dcql';
import {Openid4vpClient} from '@openid4vc/openid4vp';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {documentLoader} from './documents.mjs';
import {keyFromSeed} from './digitalbazaar.mjs';

const WALLETS = new Map();
const CREDENTIALS_V2 = 'https://www.w3.org/ns/credentials/v2';
const CREDENTIALS_V1 = 'https://www.w3.org/2018/credentials/v1';

/** {wallet} -> {ldp_vc: DID URL, jwt_vc_json: DID URL}: the keys that copies are to be bound to. */
export async function ready({wallet}) {
  const multikey = await keyFromSeed({seed: randomBytes(32).toString('hex')});
  const {publicKey, privateKey} = await generateKeyPair('ES256', {extractable: true});
  const jwk = JSON.stringify(await exportJWK(publicKey));
  const did = `did:jwk:${Buffer.from(jwk).toString('base64url')}`;
  WALLETS.set(wallet, {multikey, did, privateKey});
  return {ldp_vc: multikey.id, jwt_vc_json: `${did}#0`};
}

/**
 * {wallet, request, format, credential, changes?: {challenge?, domain?, by?}}
 *   -> {status, body, clientId, matches: [query id], mode}
 *
 * `changes` make a presentation for somebody else, or for another request; `by` is another wallet
 * that signs it.
 */
export async function present({wallet, request, format, credential, changes = {}}) {
  const client = new Openid4vpClient({callbacks});
  const {params} = client.parseOpenid4vpAuthorizationRequest({authorizationRequest: request});
  const resolved = await client.resolveOpenId4vpAuthorizationRequest(
    {authorizationRequestPayload: params});
  const {authorizationRequestPayload: asked} = resolved;
  const matches = await matching(asked.dcql_query, format, credential);
  const signer = WALLETS.get(changes.by ?? wallet);
  const presented = await PRESENTING[format](signer, credential, {
    challenge: asked.nonce, domain: asked.client_id, ...changes
  });
  const {authorizationResponsePayload, jarm} = await client.createOpenid4vpAuthorizationResponse({
    authorizationRequestPayload: asked,
    authorizationResponsePayload: {vp_token: {[matches[0]]: [presented]}},
    ...(asked.response_mode === 'direct_post.jwt' && {jarm: ENCRYPTED})
  });
  const {response} = await client.submitOpenid4vpAuthorizationResponse({
    authorizationRequestPayload: asked, authorizationResponsePayload, jarm
  });
  return {
    status: response.status, body: await response.json(), clientId: asked.client_id,
    matches, mode: asked.response_mode
  };
}

/** Ask a foreign reader of DCQL which parts of the query the credential answers. */
async function matching(query, format, credential) {
  const document = format === 'ldp_vc' ? credential : decodeJwt(credential);
  const [{'@type': types}] = await jsonld.expand(document, {documentLoader: documentLoader()});
  const parsed = DcqlQuery.parse(query);
  DcqlQuery.validate(parsed);
  const {credential_matches: found} = DcqlQuery.query(parsed, [{
    credential_format: format, type: types, claims: document, cryptographic_holder_binding: true
  }]);
  return Object.entries(found).filter(([, match]) => match.success).map(([id]) => id);
}

const PRESENTING = {
  async ldp_vc({multikey}, credential, {challenge, domain}) {
    const presentation = {
      '@context': [CREDENTIALS_V2], type: ['VerifiablePresentation'],
      holder: multikey.controller, verifiableCredential: [credential]
    };
    const suite = new DataIntegrityProof({signer: multikey.signer(), cryptosuite});
    return vc.signPresentation(
      {presentation, suite, challenge, domain, documentLoader: documentLoader()});
  },

  async jwt_vc_json({did, privateKey}, credential, {challenge, domain}) {
    const vp = {
      '@context': [CREDENTIALS_V1], type: ['VerifiablePresentation'],
      holder: did, verifiableCredential: [credential]
    };
    return new SignJWT({vp, nonce: challenge})
      .setProtectedHeader({alg: 'ES256', kid: `${did}#0`, typ: 'JWT'})
      .setIssuer(did).setAudience(domain).setIssuedAt().setExpirationTime('5m').sign(privateKey);
  }
};

const ENCRYPTED = {
  encryption: {},
  serverMetadata: {
    authorization_encryption_alg_values_supported: ['ECDH-ES'],
    authorization_encryption_enc_values_supported: ['A256GCM', 'A128GCM']
  }
};

const callbacks = {
  fetch,
  hash: (data, algorithm) => createHash(algorithm.replace('-', '')).update(data).digest(),
  generateRandom: length => randomBytes(length),
  signJwt: () => { throw new Error('requests are read here, and none made'); },
  decryptJwe: () => ({decrypted: false}),
  getX509CertificateMetadata: certificate => ({
    sanDnsNames: new X509Certificate(Buffer.from(certificate, 'base64'))
      .subjectAltName.split(', ').map(name => name.replace(/^DNS:/, '')),
    sanUriNames: []
  }),
  async verifyJwt(signer, {compact}) {
    const {jwk, key} = await signerKey(signer);
    await jwtVerify(compact, key);
    return {verified: true, signerJwk: jwk};
  },
  async encryptJwe({publicJwk, alg, enc, apu, apv}, payload) {
    const bytes = value => value && Buffer.from(value, 'base64url');
    const jwe = await new CompactEncrypt(Buffer.from(payload))
      .setProtectedHeader({alg, enc, kid: publicJwk.kid})
      .setKeyManagementParameters({apu: bytes(apu), apv: bytes(apv)})
      .encrypt(await importJWK(publicJwk, alg));
    return {jwe, encryptionJwk: publicJwk};
  }
};

async function signerKey(signer) {
  if(signer.method === 'x5c') {
    const pem = new X509Certificate(Buffer.from(signer.x5c[0], 'base64')).toString();
    const key = await importX509(pem, signer.alg, {extractable: true});
    return {key, jwk: await exportJWK(key)};
  }
  const jwk = await didKeyOf(signer.didUrl);
  return {key: await importJWK(jwk, signer.alg), jwk};
}

/** Read a did:web as its method says: host and path, over https. */
async function didKeyOf(didUrl) {
  const [did] = didUrl.split('#');
  const [host, ...path] = did.slice('did:web:'.length).split(':').map(decodeURIComponent);
  const document = await (await fetch(`https://${host}/${path.join('/')}/did.json`)).json();
  return document.verificationMethod.find(({id}) => id === didUrl).publicKeyJwk;
}
