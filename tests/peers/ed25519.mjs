// Bare Ed25519 signatures, judged as @digitalbazaar's programs do: on Node, and in browsers (noble).
import * as base58 from 'base58-universal';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import * as noble from '@noble/ed25519';

const MULTIKEY_PREFIX = Buffer.from('ed01', 'hex');

async function onNode(publicKey, message, signature) {
  const multikey = `z${base58.encode(Buffer.concat([MULTIKEY_PREFIX, publicKey]))}`;
  const key = await Ed25519Multikey.from({type: 'Multikey', publicKeyMultibase: multikey});
  return key.verifier().verify({data: message, signature});
}

async function inBrowsers(publicKey, message, signature) {
  try {
    return await noble.verify(signature, message, publicKey);
  } catch(error) {
    return false; // it throws where a value is out of range
  }
}

/** {cases: [{publicKey, message, signature}, …]}, in hex -> [{node, browser}, …]. */
export async function verify({cases}) {
  return Promise.all(cases.map(async ({publicKey, message, signature}) => {
    const given = [publicKey, message, signature].map(hex => Buffer.from(hex, 'hex'));
    return {node: await onNode(...given), browser: await inBrowsers(...given)};
  }));
}
