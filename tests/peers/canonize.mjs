// RDFC-1.0 by jsonld and rdf-canonize, the reference for canonical forms.
import jsonld from 'jsonld';
import * as rdfCanonize from 'rdf-canonize';
import {documentLoader} from './documents.mjs';

// The libraries' own default gives up on most of the published tests of cyclic graphs.
const WORK_FACTOR = 3;

/** {document, documents?, hash?} -> {nquads}, in safe mode: data loss is an error. */
export async function document({document, documents, hash = 'sha256'}) {
  const nquads = await jsonld.canonize(document, {
    algorithm: 'RDFC-1.0', format: 'application/n-quads', safe: true,
    documentLoader: documentLoader(documents),
    canonizeOptions: {messageDigestAlgorithm: hash, maxWorkFactor: WORK_FACTOR}
  });
  return {nquads};
}

/** {nquads, hash?} -> {nquads} */
export async function dataset({nquads, hash = 'sha256'}) {
  return {nquads: await rdfCanonize.canonize(nquads, {
    algorithm: 'RDFC-1.0', inputFormat: 'application/n-quads', format: 'application/n-quads',
    messageDigestAlgorithm: hash, maxWorkFactor: WORK_FACTOR
  })};
}
