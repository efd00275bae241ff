// Canonical forms of many documents by jsonld and rdf-canonize, as others run them: in safe mode,
// with the library's own bound on work.
import ContextResolver from 'jsonld/lib/ContextResolver.js';
import jsonld from 'jsonld';

const editions = {};

/**
 * {contexts?: {edition: {url: document}}, ask: [{document, edition}], hash?} ->
 * [{nquads} or {error}].
 *
 * The contexts are handed over once; each document may then name those of its edition.
 */
export async function documents({contexts = {}, ask, hash = 'sha256'}) {
  for(const [name, known] of Object.entries(contexts)) {
    // The library's own cache knows a context by its URL alone, so each edition has one.
    editions[name] = {documentLoader: loaderOf(known), sharedCache: new Map()};
  }
  const answers = [];
  for(const {document, edition} of ask) {
    answers.push(await answer(document, editions[edition], hash));
  }
  return answers;
}

async function answer(document, {documentLoader, sharedCache}, hash) {
  try {
    const nquads = await jsonld.canonize(document, {
      algorithm: 'RDFC-1.0', format: 'application/n-quads', safe: true, documentLoader,
      contextResolver: new ContextResolver({sharedCache}),
      canonizeOptions: {messageDigestAlgorithm: hash}
    });
    return {nquads};
  } catch(error) {
    return {error: error.details?.event?.code ?? error.details?.code ?? error.message};
  }
}

function loaderOf(known) {
  return async url => {
    if(!Object.hasOwn(known, url)) {
      throw new Error(`offline: ${url} was not handed over`);
    }
    return {contextUrl: null, documentUrl: url, document: known[url], tag: 'static'};
  };
}
