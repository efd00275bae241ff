// @digitalcredentials/verifier-core, the library behind the Digital Credentials Consortium's
// public verifier. It keeps DID documents and compiled schemas between calls, so each call runs in
// a thread of its own, and it fetches, so fetch answers from the files handed over.
import {Worker, isMainThread, parentPort, workerData} from 'node:worker_threads';
import {fileURLToPath} from 'node:url';

/**
 * {credential, files: {url: text}} -> {log, schemas, errors, unanswered}: the library's report,
 * and the addresses it asked for that were not handed over.
 */
export function verify({credential, files = {}}) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(fileURLToPath(import.meta.url), {
      workerData: {credential, files}, stdout: true, stderr: true
    });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

async function verifyInThisThread({credential, files}) {
  const unanswered = [];
  globalThis.fetch = async request => {
    const url = String(request?.url ?? request);
    if(!(url in files)) {
      unanswered.push(url);
      throw new TypeError(`offline: ${url} was not handed over`);
    }
    return new Response(files[url], {
      status: 200, headers: {'content-type': 'application/json'}
    });
  };
  const {verifyCredential} = await import('@digitalcredentials/verifier-core');
  const report = await verifyCredential({
    credential, knownDIDRegistries: [], reloadIssuerRegistry: false
  });
  const steps = (report.log ?? []).map(({id, valid, error}) => ({
    id, valid: valid ?? null, error: error ? `${error.name}: ${error.message}` : null
  }));
  const schemas = (report.additionalInformation ?? [])
    .flatMap(({results}) => Array.isArray(results) ? results : [{schema: null, result: results}])
    .map(({schema, result}) => ({
      schema, valid: result?.valid ?? null,
      errors: (result?.errors ?? []).map(e => `${e.instancePath} ${e.message}`)
    }));
  const errors = (report.errors ?? []).map(({name, message}) => `${name}: ${message}`);
  return {log: steps, schemas, errors, unanswered};
}

if(!isMainThread) {
  parentPort.postMessage(await verifyInThisThread(workerData));
}
