// @digitalbazaar/vc's pace, for `make bench`: one JSON line in, one JSON line out, so that its
// rounds can alternate with ours in one run. Uses the packages of tests/peers.
//
// Request: {"task": "issue" | "verify", "credential": unsigned document, "seed": 64 hex digits,
//   "count": N, "documents": {url: document}, "controller": DID, "id": verification method}
//   (the last three as in tests/peers/digitalbazaar.mjs, and optional).
// Answer: {"task", "count", "seconds", "per_second"}, or {"error"}.
//
// Each of the N documents has an id of its own; contexts are in memory and stay parsed between
// documents; key and loader are made once; what is verified was issued before the clock started.
import {createInterface} from 'node:readline';
import {issueWith, keyFromSeed, verifyWith} from '../../tests/peers/digitalbazaar.mjs';
import {documentLoader} from '../../tests/peers/documents.mjs';

async function issueAll({key, loader, credential, count}) {
  const signed = [];
  for(let index = 0; index < count; index++) {
    const own = {...structuredClone(credential), id: `urn:example:bench:${index}`};
    signed.push(await issueWith(key, {credential: own, loader}));
  }
  return signed;
}

async function verifyAll({signed, loader}) {
  for(const credential of signed) {
    const {verified, error} = await verifyWith({credential, loader});
    if(!verified) {
      throw error ?? new Error('not verified');
    }
  }
}

async function measure({task, credential, seed, count, documents, controller, id}) {
  const key = await keyFromSeed({seed, controller, id});
  const loader = documentLoader(documents);
  const signed = task === 'verify' ? await issueAll({key, loader, credential, count}) : [];
  const start = performance.now();
  if(task === 'verify') {
    await verifyAll({signed, loader});
  } else if(task === 'issue') {
    await issueAll({key, loader, credential, count});
  } else {
    throw new Error(`no task ${task}; there are issue and verify`);
  }
  const seconds = (performance.now() - start) / 1000;
  return {task, count, seconds, per_second: count / seconds};
}

for await(const line of createInterface({input: process.stdin})) {
  let answer;
  try {
    answer = await measure(JSON.parse(line));
  } catch(error) {
    answer = {error: `${error.name}: ${error.message}`};
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
