// jose: JSON Web Signatures, as bytes and nothing else.
import * as jose from 'jose';

/** {jwt, jwk, alg} -> {verified, header?, payload?, error?}; `payload` is text. */
export async function verify({jwt, jwk, alg}) {
  try {
    const key = await jose.importJWK(jwk, alg);
    const {payload, protectedHeader} = await jose.compactVerify(jwt, key, {algorithms: [alg]});
    return {
      verified: true, header: protectedHeader, payload: new TextDecoder().decode(payload)
    };
  } catch(error) {
    return {verified: false, error: `${error.name}: ${error.message}`};
  }
}

/** {plain (text), jwk (public), header with alg and enc} -> {jwe} */
export async function encrypt({plain, jwk, header}) {
  const key = await jose.importJWK(jwk, header.alg);
  const jwe = await new jose.CompactEncrypt(new TextEncoder().encode(plain))
    .setProtectedHeader(header).encrypt(key);
  return {jwe};
}

/** {jwe, jwk (private), alg} -> {plain (text), header} */
export async function decrypt({jwe, jwk, alg}) {
  const {plaintext, protectedHeader} =
    await jose.compactDecrypt(jwe, await jose.importJWK(jwk, alg));
  return {plain: new TextDecoder().decode(plaintext), header: protectedHeader};
}

/** {payload (text), header with alg, jwk (private)} -> {jwt} */
export async function sign({payload, header, jwk}) {
  const key = await jose.importJWK(jwk, header.alg);
  const jwt = await new jose.CompactSign(new TextEncoder().encode(payload))
    .setProtectedHeader(header).sign(key);
  return {jwt};
}

/**
 * {document (general JWS), certificate (PEM), alg, critical (names beside b64)} ->
 * {verified, header?, payload?, error?}; `payload` is text.
 */
export async function verifySeal({document, certificate, alg, critical}) {
  try {
    const key = await jose.importX509(certificate, alg);
    const crit = Object.fromEntries(critical.map(name => [name, true]));
    const {payload, protectedHeader} =
      await jose.generalVerify(document, key, {algorithms: [alg], crit});
    return {
      verified: true, header: protectedHeader, payload: new TextDecoder().decode(payload)
    };
  } catch(error) {
    return {verified: false, error: `${error.name}: ${error.message}`};
  }
}
