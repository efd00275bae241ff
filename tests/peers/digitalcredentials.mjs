// @digitalcredentials/vc with eddsa-rdfc-2022, the fork that the field's services run on.
import * as Ed25519Multikey from '@digitalcredentials/ed25519-multikey';
import * as vc from '@digitalcredentials/vc';
import {DataIntegrityProof} from '@digitalcredentials/data-integrity';
import {cryptosuite} from '@digitalcredentials/eddsa-rdfc-2022-cryptosuite';

/** An Ed25519 key pair from 32 bytes of seed in hex. */
export async function keyFromSeed({seed, controller, id}) {
  const key = await Ed25519Multikey.generate({seed: Buffer.from(seed, 'hex'), controller});
  key.id = id;
  return key;
}

/** Sign `credential`; `created` is an ISO 8601 time. */
export async function issueWith(key, {credential, created, loader}) {
  const suite = new DataIntegrityProof({signer: key.signer(), date: created, cryptosuite});
  return vc.issue({credential, suite, documentLoader: loader});
}

/** Verify `credential` at the time `now` (ISO 8601), its status aside. */
export async function verifyWith({credential, loader, now}) {
  return vc.verifyCredential({
    credential,
    suite: new DataIntegrityProof({cryptosuite}),
    documentLoader: loader,
    now: new Date(now),
    checkStatus: async () => ({verified: true})
  });
}
