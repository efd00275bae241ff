// jsonld and rdf-canonize alone, without a library for credentials around them: canonicalize
// document and proof options, hash both, sign or check with Node's own Ed25519. The fairest lower
// end of what JavaScript can do: no required fields, no key resolution, no proof purpose.
import {createHash, createPrivateKey, createPublicKey, sign, verify} from 'node:crypto';
import jsonld from 'jsonld';
import * as base58 from 'base58-universal';

const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** An Ed25519 private key from 32 bytes of seed in hex, with the name of its public half. */
export async function keyFromSeed({seed, id}) {
  const der = Buffer.concat([ED25519_PKCS8, Buffer.from(seed, 'hex')]);
  const secret = createPrivateKey({key: der, format: 'der', type: 'pkcs8'});
  return {id, secret, open: createPublicKey(secret)};
}

/** Sign `credential`; `created` is an ISO 8601 time. */
export async function issueWith(key, {credential, created, loader}) {
  const options = {
    type: 'DataIntegrityProof', cryptosuite: 'eddsa-rdfc-2022', created,
    verificationMethod: key.id, proofPurpose: 'assertionMethod'
  };
  const signature = sign(null, await hashData(credential, options, loader), key.secret);
  return {...credential, proof: {...options, proofValue: `z${base58.encode(signature)}`}};
}

/** Tell whether the signature of `credential` fits `key`; nothing else is looked at. */
export async function verifyWith({credential, loader, key}) {
  const {proof: {proofValue, ...options}, ...document} = credential;
  const data = await hashData(document, options, loader);
  return {verified: verify(null, data, key.open, base58.decode(proofValue.slice(1)))};
}

async function hashData(document, options, loader) {
  const withContext = {'@context': document['@context'], ...options};
  return Buffer.concat([await hash(withContext, loader), await hash(document, loader)]);
}

async function hash(document, documentLoader) {
  const nquads = await jsonld.canonize(document, {
    algorithm: 'RDFC-1.0', format: 'application/n-quads', safe: true, documentLoader
  });
  return createHash('sha256').update(nquads).digest();
}
