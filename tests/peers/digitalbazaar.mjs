// @digitalbazaar/vc with eddsa-rdfc-2022 and Bitstring Status Lists: issue and verify.
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {documentLoader} from './documents.mjs';

/**
 * An Ed25519 key pair from 32 bytes of seed in hex. Without `controller` it is a did:key.
 */
export async function keyFromSeed({seed, controller, id}) {
  const key = await Ed25519Multikey.generate({seed: Buffer.from(seed, 'hex')});
  key.controller = controller ?? `did:key:${key.publicKeyMultibase}`;
  key.id = id ?? `${key.controller}#${key.publicKeyMultibase}`;
  return key;
}

/** Sign `credential`; `created` is an ISO 8601 time, now when absent. */
export async function issueWith(key, {credential, created, loader}) {
  const suite = new DataIntegrityProof({signer: key.signer(), date: created, cryptosuite});
  return vc.issue({credential, suite, documentLoader: loader});
}

/** Verify `credential` at the time `now` (ISO 8601, the machine's clock when absent). */
export async function verifyWith({credential, loader, now, withStatus = false}) {
  return vc.verifyCredential({
    credential,
    suite: new DataIntegrityProof({cryptosuite}),
    documentLoader: loader,
    ...(now && {now: new Date(now)}),
    ...((withStatus || credential.credentialStatus) && {
      checkStatus: withStatus ? checkStatus : async () => ({verified: true})
    })
  });
}

/** {credential, seed, controller?, id?, created?, documents?} -> {signed, key: {id, publicKeyMultibase}} */
export async function issue({credential, seed, controller, id, created, documents}) {
  const key = await keyFromSeed({seed, controller, id});
  const signed = await issueWith(key, {credential, created, loader: documentLoader(documents)});
  return {signed, key: {id: key.id, publicKeyMultibase: key.publicKeyMultibase}};
}

/**
 * {credential, documents?, checkStatus?, now?} -> {verified, errors, statuses}.
 *
 * `verified` is the library's own word, and the library calls a revoked credential verified:
 * `statuses` ({purpose, index, set}) tells whether a bit is set.
 */
export async function verify({credential, documents, checkStatus: withStatus, now}) {
  const loader = documentLoader(documents);
  const {verified, error, statusResult} = await verifyWith({credential, loader, now, withStatus});
  const statuses = (statusResult?.results ?? []).map(({credentialStatus, status}) => ({
    purpose: credentialStatus.statusPurpose, index: credentialStatus.statusListIndex, set: status
  }));
  return {verified, errors: [...messages(error), ...messages(statusResult?.error)], statuses};
}

function messages(error) {
  if(!error) {
    return [];
  }
  const causes = error.errors ?? (error.cause ? [error.cause] : []);
  return causes.length > 0 ? causes.flatMap(messages) : [`${error.name}: ${error.message}`];
}
