// One process for all Node peers that need no network.
import * as canonize from './canonize.mjs';
import * as canonizeBatch from './canonize_batch.mjs';
import * as digitalbazaar from './digitalbazaar.mjs';
import * as ed25519 from './ed25519.mjs';
import * as jose from './jose.mjs';
import * as lcw from './lcw.mjs';
import * as registries from './registries.mjs';
import * as sdJwt from './sd_jwt.mjs';
import {serve} from './serving.mjs';
import * as statusList from './status_list.mjs';
import * as suites from './suites.mjs';
import * as tokenStatusList from './token_status_list.mjs';
import * as verifierCore from './verifier_core.mjs';

await serve({
  canonize: canonize.document,
  canonize_batch: canonizeBatch.documents,
  canonize_nquads: canonize.dataset,
  digitalbazaar_issue: digitalbazaar.issue,
  digitalbazaar_verify: digitalbazaar.verify,
  ed25519_verify: ed25519.verify,
  jose_decrypt: jose.decrypt,
  jose_encrypt: jose.encrypt,
  jose_sign: jose.sign,
  jose_verify: jose.verify,
  jose_verify_seal: jose.verifySeal,
  lcw_answer: lcw.answer,
  lcw_present: lcw.present,
  lcw_read: lcw.read,
  registries_look_up: registries.lookUp,
  sd_jwt_issue: sdJwt.issue,
  sd_jwt_present: sdJwt.present,
  sd_jwt_verify: sdJwt.verify,
  status_list_decode: statusList.decode,
  status_list_encode: statusList.encode,
  suites_derive: suites.derive,
  suites_issue: suites.issue,
  suites_present: suites.present,
  suites_verify: suites.verify,
  token_status_list_read: tokenStatusList.read,
  verifier_core: verifierCore.verify
});
