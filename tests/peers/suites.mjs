// @digitalbazaar's cryptosuites, all of them: issue, derive and verify with a did:key of the kind.
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import * as ecdsaJcs2019 from '@digitalbazaar/ecdsa-jcs-2019-cryptosuite';
import * as ecdsaSd2023 from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import * as eddsaJcs2022 from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {Ed25519Signature2020} from '@digitalbazaar/ed25519-signature-2020';
import {cryptosuite as ecdsaRdfc2019} from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import {cryptosuite as eddsaRdfc2022} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {documentLoader} from './documents.mjs';

const SIGNING = {
  'eddsa-rdfc-2022': () => eddsaRdfc2022,
  'eddsa-jcs-2022': () => eddsaJcs2022.createSignCryptosuite(),
  'ecdsa-rdfc-2019': () => ecdsaRdfc2019,
  'ecdsa-jcs-2019': () => ecdsaJcs2019.createSignCryptosuite(),
  'ecdsa-sd-2023': options => ecdsaSd2023.createSignCryptosuite(options)
};
const VERIFYING = {
  ...SIGNING,
  'eddsa-jcs-2022': () => eddsaJcs2022.createVerifyCryptosuite(),
  'ecdsa-jcs-2019': () => ecdsaJcs2019.createVerifyCryptosuite(),
  'ecdsa-sd-2023': () => ecdsaSd2023.createVerifyCryptosuite()
};
const SUITE_2020 = 'Ed25519Signature2020';

async function newKey(kind) {
  const key = kind === 'Ed25519' ?
    await Ed25519Multikey.generate() : await EcdsaMultikey.generate({curve: kind});
  key.controller = `did:key:${key.publicKeyMultibase}`;
  key.id = `${key.controller}#${key.publicKeyMultibase}`;
  return key;
}

function signingSuite({suite, signer, date, mandatoryPointers}) {
  if(suite === SUITE_2020) {
    return new Ed25519Signature2020({signer, date});
  }
  return new DataIntegrityProof({signer, date, cryptosuite: SIGNING[suite]({mandatoryPointers})});
}

function verifyingSuite(suite) {
  return suite === SUITE_2020 ?
    new Ed25519Signature2020() : new DataIntegrityProof({cryptosuite: VERIFYING[suite]()});
}

/**
 * {credential, suite, kind, created?, mandatoryPointers?, documents?} -> the signed credential.
 *
 * The issuer's id becomes the new key's.
 */
export async function issue({credential, suite, kind, created, mandatoryPointers, documents}) {
  const key = await newKey(kind);
  const {issuer} = credential;
  return vc.issue({
    credential: {
      ...credential,
      issuer: typeof issuer === 'object' ? {...issuer, id: key.controller} : key.controller
    },
    suite: signingSuite({suite, signer: key.signer(), date: created, mandatoryPointers}),
    documentLoader: documentLoader(documents)
  });
}

/** {credential, selectivePointers, documents?} -> the derived credential. */
export async function derive({credential, selectivePointers, documents}) {
  const cryptosuite = ecdsaSd2023.createDiscloseCryptosuite({selectivePointers});
  return vc.derive({
    verifiableCredential: credential,
    suite: new DataIntegrityProof({cryptosuite}),
    documentLoader: documentLoader(documents)
  });
}

/** {credential, suite, documents?, now?} -> {verified, errors}; the status is not looked at. */
export async function verify({credential, suite, documents, now}) {
  const {verified, error} = await vc.verifyCredential({
    credential,
    suite: verifyingSuite(suite),
    documentLoader: documentLoader(documents),
    ...(now && {now: new Date(now)}),
    checkStatus: async () => ({verified: true})
  });
  return {verified, errors: (error?.errors ?? (error ? [error] : [])).map(String)};
}

/** {suite, kind, challenge, domain, created?} -> a presentation without credentials, signed. */
export async function present({suite, kind, challenge, domain, created}) {
  const key = await newKey(kind);
  const presentation = vc.createPresentation({holder: key.controller, verify: false});
  return vc.signPresentation({
    presentation,
    suite: signingSuite({suite, signer: key.signer(), date: created}),
    challenge, domain, documentLoader: documentLoader()
  });
}
