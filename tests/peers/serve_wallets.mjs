// One process for wallets that talk to a running service, https by the certificates of
// NODE_EXTRA_CA_CERTS.
import * as credo from './credo.mjs';
import {serve} from './serving.mjs';

await serve({
  credo_present: credo.present,
  credo_ready: credo.ready,
  credo_receive: credo.receive,
  credo_verify: credo.verify
});
