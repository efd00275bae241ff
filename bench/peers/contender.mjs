// A peer's side of the race: `node contender.mjs LIBRARY FOLDER`, asked as bench/process.py says.
//
// Contexts are in memory and stay parsed between documents (they are tagged static); key and loader
// are made once; every document is another one. What is verified is what Dokazilo signed. Each
// library is handed a parsed document and gives an object, so no JSON is read or written in time.
import {createInterface} from 'node:readline';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import * as bare from '../../tests/peers/bare.mjs';
import * as digitalbazaar from '../../tests/peers/digitalbazaar.mjs';
import * as digitalcredentials from '../../tests/peers/digitalcredentials.mjs';
import {documentLoader} from '../../tests/peers/documents.mjs';

const LIBRARIES = {
  '@digitalbazaar/vc': digitalbazaar,
  '@digitalcredentials/vc': digitalcredentials,
  'jsonld + rdf-canonize': bare
};
const SOURCES = {sign: 'unsigned.ndjson', verify: 'signed.ndjson'};

const [name, folder] = process.argv.slice(2);
const read = file => readFileSync(join(folder, file), 'utf8');
const lines = file => read(file).trimEnd().split('\n');
const bodies = {};
const next = {sign: 0, verify: 0};

const library = LIBRARIES[name];
const {created, now, ...named} = JSON.parse(read('key.json'));
const key = await library.keyFromSeed(named);
const controller = JSON.parse(read('controller.json'));
const loader = documentLoader({[controller.id]: controller});

const TASKS = {
  sign: credential => library.issueWith(key, {credential, created, loader}),
  verify: async credential => {
    const {verified, error} = await library.verifyWith({credential, loader, now, key});
    if(!verified) {
      throw error ?? new Error('not verified');
    }
  }
};

function some(task, count) {
  bodies[task] ??= lines(SOURCES[task]);
  const first = next[task];
  next[task] += count;
  return Array.from({length: count}, (_, place) =>
    JSON.parse(bodies[task][(first + place) % bodies[task].length]));
}

async function timed({task, count}) {
  const documents = some(task, count);
  const used = process.cpuUsage();
  const start = performance.now();
  for(const document of documents) {
    await TASKS[task](document);
  }
  const wall = (performance.now() - start) / 1000;
  const {user, system} = process.cpuUsage(used);
  return {count, wall, cpu: (user + system) / 1e6};
}

// Is this document one to accept? Asked before anything is timed, of good and of tampered ones.
async function judged({credential}) {
  const {verified} = await library.verifyWith({credential, loader, now, key});
  return {verified};
}

for await(const line of createInterface({input: process.stdin})) {
  let answer;
  try {
    const request = JSON.parse(line);
    answer = await (request.task === 'judge' ? judged(request) : timed(request));
  } catch(error) {
    answer = {error: `${error.name}: ${error.message}`};
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
