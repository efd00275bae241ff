// The Learner Credential Wallet's side of its deep link, made of the wallet's own libraries and read
// from its source (app/lib/present.ts, parseResponse.ts): a bare Ed25519Signature2020 presentation
// for the challenge of the link, and a reply whose HTML entities are decoded before it is parsed.
import {driver} from '@digitalcredentials/did-method-key';
import {Ed25519Signature2020} from '@digitalcredentials/ed25519-signature-2020';
import {Ed25519VerificationKey2020} from '@digitalcredentials/ed25519-verification-key-2020';
import {securityLoader} from '@digitalcredentials/security-document-loader';
import * as vc from '@digitalcredentials/vc';

const ENTITIES = {amp: '&', lt: '<', gt: '>', quot: '"', apos: "'"};
const SIGNED_WITH = 'https://w3id.org/security/suites/ed25519-2020/v1';

/** {link, seed (hex), challenge?} -> {url, presentation}: what the wallet posts, and where. */
export async function answer({link, seed, challenge}) {
  const asked = new URL(link).searchParams;
  if(asked.get('auth_type') !== 'bearer' || !asked.get('issuer')) {
    throw new Error('the wallet takes deep links with issuer and auth_type=bearer only');
  }
  const presentation = await present({seed, challenge: challenge ?? asked.get('challenge')});
  return {url: asked.get('vc_request_url'), presentation};
}

/** {seed (hex), challenge, domain?, holder?, created?} -> a signed presentation without credentials. */
export async function present({seed, challenge, domain, holder, created}) {
  const keys = driver();
  keys.use({
    multibaseMultikeyHeader: 'z6Mk', fromMultibase: Ed25519VerificationKey2020.from
  });
  const keyPair = await Ed25519VerificationKey2020.generate({seed: Buffer.from(seed, 'hex')});
  const {didDocument} = await keys.fromKeyPair({verificationKeyPair: keyPair});
  keyPair.id = didDocument.assertionMethod[0].id ?? didDocument.assertionMethod[0];
  keyPair.controller = didDocument.id;
  const presentation = vc.createPresentation({holder: holder ?? didDocument.id, verify: false});
  if(!presentation['@context'].includes(SIGNED_WITH)) {
    presentation['@context'].push(SIGNED_WITH);
  }
  return vc.signPresentation({
    presentation, challenge, domain,
    suite: new Ed25519Signature2020({key: keyPair, date: created}),
    documentLoader: securityLoader({fetchRemoteContexts: false}).build()
  });
}

/** {reply: text} -> the credential, as the wallet reads it. */
export function read({reply}) {
  const decoded = reply.replace(/&(amp|lt|gt|quot|apos);/g, (_, name) => ENTITIES[name]);
  return JSON.parse(decoded);
}
