// One process for wallets that talk to a running service, https by the certificates of
// NODE_EXTRA_CA_CERTS.
import * as credo from './credo.mjs';
import * as openid4vc from './openid4vc.mjs';
import {serve} from './serving.mjs';

await serve({
  credo_keep: credo.keep,
  credo_present: credo.present,
  credo_ready: credo.ready,
  credo_receive: credo.receive,
  credo_verify: credo.verify,
  openid4vc_receive: openid4vc.receive
});
