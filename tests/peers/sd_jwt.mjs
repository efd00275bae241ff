// @sd-jwt: SD-JWTs and SD-JWT VCs, issued, presented and verified; signatures by WebCrypto.
import {digest, ES256, generateSalt} from '@sd-jwt/crypto-nodejs';
import {SDJwtInstance} from '@sd-jwt/core';
import {SDJwtVcInstance} from '@sd-jwt/sd-jwt-vc';

const COMMON = {hasher: digest, hashAlg: 'sha-256', saltGenerator: generateSalt};

/** {claims, frame, header, jwk (private, P-256)} -> {sdJwt} */
export async function issue({claims, frame, header, jwk}) {
  const signer = await ES256.getSigner(jwk);
  const issuer = new SDJwtVcInstance({...COMMON, signer, signAlg: 'ES256'});
  return {sdJwt: await issuer.issue(claims, frame, {header})};
}

/** {sdJwt, frame, proof? (payload), jwk? (the holder's)} -> {sdJwt} */
export async function present({sdJwt, frame, proof, jwk}) {
  const kbSigner = jwk && await ES256.getSigner(jwk);
  const holder = new SDJwtInstance({...COMMON, kbSigner, kbSignAlg: 'ES256'});
  const kb = proof && {kb: {payload: proof}};
  return {sdJwt: await holder.present(sdJwt, frame, kb || undefined)};
}

/** {sdJwt, jwk (public), now (seconds), nonce?} -> {verified, payload?, error?} */
export async function verify({sdJwt, jwk, now, nonce}) {
  try {
    const verifier = new SDJwtVcInstance({
      ...COMMON,
      verifier: await ES256.getVerifier(jwk),
      kbVerifier: async (data, signature, payload) =>
        (await ES256.getVerifier(payload.cnf.jwk))(data, signature),
      statusListFetcher: async uri => { throw new Error(`offline: ${uri}`); }
    });
    const {payload} = await verifier.verify(
      sdJwt, {currentDate: now, keyBindingNonce: nonce ?? undefined});
    return {verified: true, payload};
  } catch(error) {
    return {verified: false, error: `${error.name}: ${error.message}`};
  }
}
