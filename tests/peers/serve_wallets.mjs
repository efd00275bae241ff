// One process for wallets that talk to a running service, https by the certificates of
// NODE_EXTRA_CA_CERTS.
import * as credo from './credo.mjs';
import * as older from './older_wallets.mjs';
import * as openid4vc from './openid4vc.mjs';
import * as openid4vp from './openid4vp.mjs';
import {serve} from './serving.mjs';

await serve({
  credo_keep: credo.keep,
  credo_present: credo.present,
  credo_ready: credo.ready,
  credo_receive: credo.receive,
  credo_verify: credo.verify,
  older_digitalbazaar_receive: older.digitalbazaar,
  older_sphereon_receive: older.sphereon,
  openid4vc_authorize: openid4vc.authorize,
  openid4vc_finish: openid4vc.finish,
  openid4vc_receive: openid4vc.receive,
  openid4vp_present: openid4vp.present,
  openid4vp_ready: openid4vp.ready
});
