// The keys of a wallet of Credo: on P-256, in memory. They sign, and agree on a key to encrypt with.
import {
  createCipheriv, createHash, createPrivateKey, createPublicKey, diffieHellman, generateKeyPairSync,
  randomBytes, randomUUID, sign, verify
} from 'node:crypto';

const GCM = {A128GCM: 'aes-128-gcm', A256GCM: 'aes-256-gcm'};

export class MemoryKeys {
  backend = 'memory';
  #keys = new Map();

  isOperationSupported(_context, {operation, algorithm, type, encryption}) {
    switch(operation) {
      case 'createKey': return type.crv === 'P-256';
      case 'sign':
      case 'verify': return algorithm === 'ES256';
      case 'encrypt': return encryption.algorithm in GCM;
      default: return ['importKey', 'deleteKey', 'randomBytes'].includes(operation);
    }
  }

  async getPublicKey(_context, keyId) {
    return this.#keys.has(keyId) ? this.#public(keyId) : null;
  }

  async createKey(_context, {keyId = randomUUID()}) {
    this.#keys.set(keyId, generateKeyPairSync('ec', {namedCurve: 'P-256'}).privateKey);
    return {keyId, publicJwk: this.#public(keyId)};
  }

  async importKey(_context, {privateJwk}) {
    const keyId = privateJwk.kid ?? randomUUID();
    this.#keys.set(keyId, createPrivateKey({key: privateJwk, format: 'jwk'}));
    return {keyId, publicJwk: this.#public(keyId)};
  }

  async deleteKey(_context, {keyId}) {
    return this.#keys.delete(keyId);
  }

  async sign(_context, {keyId, data}) {
    const key = {key: this.#keys.get(keyId), dsaEncoding: 'ieee-p1363'};
    return {signature: sign('sha256', data, key)};
  }

  async verify(_context, {key: {keyId, publicJwk}, data, signature}) {
    const jwk = publicJwk ?? this.#public(keyId);
    const key = {key: createPublicKey({key: jwk, format: 'jwk'}), dsaEncoding: 'ieee-p1363'};
    return verify('sha256', data, key, signature) ?
      {verified: true, publicJwk: jwk} : {verified: false};
  }

  // ECDH-ES as the content's key itself (RFC 7518, section 4.6).
  async encrypt(_context, {key: {keyAgreement}, data, encryption: {algorithm, aad}}) {
    const publicKey = createPublicKey({key: keyAgreement.externalPublicJwk, format: 'jwk'});
    const privateKey = this.#keys.get(keyAgreement.keyId);
    const secret = derived(diffieHellman({privateKey, publicKey}), algorithm, keyAgreement);
    const iv = randomBytes(12);
    const cipher = createCipheriv(GCM[algorithm], secret, iv).setAAD(aad);
    const encrypted = Buffer.concat([cipher.update(data), cipher.final()]);
    return {encrypted, iv, tag: cipher.getAuthTag()};
  }

  randomBytes(_context, {length}) {
    return randomBytes(length);
  }

  #public(keyId) {
    return {...createPublicKey(this.#keys.get(keyId)).export({format: 'jwk'}), kid: keyId};
  }
}

/** Concat KDF (RFC 7518, section 4.6.2): one round gives as much as GCM takes. */
function derived(shared, algorithm, {apu, apv}) {
  const bits = Number(algorithm.slice(1, 4));
  const parts = [number(1), shared, prefixed(algorithm), prefixed(apu), prefixed(apv), number(bits)];
  return createHash('sha256').update(Buffer.concat(parts)).digest().subarray(0, bits / 8);
}

function prefixed(value) {
  const bytes = Buffer.from(value ?? '');
  return Buffer.concat([number(bytes.length), bytes]);
}

function number(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
