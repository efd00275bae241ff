// Credo as a wallet: receives SD-JWT VCs by OpenID4VCI and presents them by OpenID4VP.
//
// Its own stores need native programs, so it has a memory and keys of ours: credo_storage.mjs,
// credo_keys.mjs. A wallet lives as long as this process, under the name that its first request
// gives it.
import {EventEmitter} from 'node:events';
import {Agent, Kms, SdJwtVcRecord, X509Module} from '@credo-ts/core';
import {OpenId4VcModule} from '@credo-ts/openid4vc';
import {MemoryKeys} from './credo_keys.mjs';
import {StorageModule} from './credo_storage.mjs';

const WALLETS = new Map();

class NoFiles {}

async function opened(name, trusted = []) {
  if(!WALLETS.has(name)) {
    const agent = new Agent({
      config: {autoUpdateStorageOnStartup: true},
      dependencies: {
        FileSystem: NoFiles, EventEmitterClass: EventEmitter, fetch, WebSocketClass: WebSocket
      },
      modules: {
        storage: new StorageModule(),
        kms: new Kms.KeyManagementModule({backends: [new MemoryKeys()]}),
        x509: new X509Module({trustedCertificates: trusted}),
        openid4vc: new OpenId4VcModule()
      }
    });
    await agent.initialize();
    WALLETS.set(name, agent);
  }
  return WALLETS.get(name);
}

/**
 * {wallet, trusted? [PEM], offer, txCode?, configuration?, copies?, event?}
 *   -> {credentials: [compact], configuration, typeMetadata, notified}
 *
 * `copies` are bound to as many keys of the wallet. Credo verifies what it receives, its status
 * list too; what does not hold is an error.
 */
export async function receive(
  {wallet, trusted, offer, txCode, configuration, copies = 1, event = 'credential_accepted'}
) {
  const agent = await opened(wallet, trusted);
  const {holder} = agent.openid4vc;
  const resolvedCredentialOffer = await holder.resolveCredentialOffer(offer);
  const token = await holder.requestToken({resolvedCredentialOffer, txCode});
  const {credentials: [received]} = await holder.requestCredentials({
    resolvedCredentialOffer,
    ...token,
    credentialConfigurationIds: configuration && [configuration],
    credentialBindingResolver: async () => ({method: 'jwk', keys: await newKeys(agent, copies)})
  });
  const {record, notificationId, credentialConfigurationId} = received;
  if(notificationId !== undefined) {
    await holder.sendNotification({
      metadata: resolvedCredentialOffer.metadata, notificationId, accessToken: token.accessToken,
      dpop: token.dpop, notificationEvent: event
    });
  }
  await agent.sdJwtVc.store({record});
  return {
    credentials: record.credentialInstances.map(each => each.compactSdJwtVc),
    configuration: credentialConfigurationId,
    typeMetadata: record.typeMetadata ?? null,
    notified: notificationId !== undefined
  };
}

/** {wallet, trusted? [PEM], credential (compact), key (its `kid`)}: put in what came another way. */
export async function keep({wallet, trusted, credential, key}) {
  const agent = await opened(wallet, trusted);
  const record = new SdJwtVcRecord({
    credentialInstances: [{compactSdJwtVc: credential, kmsKeyId: key}]
  });
  await agent.sdJwtVc.store({record});
  return {};
}

/**
 * {wallet, trusted? [PEM], request} -> {ok, status, body, redirectUri, disclosed: {query: [claims]}}
 *
 * `request` is what the QR code says (openid4vp://…); the wallet sends the first credential that
 * satisfies each query, with no more claims than asked for.
 */
export async function present({wallet, trusted, request}) {
  const agent = await opened(wallet, trusted);
  const {holder} = agent.openid4vc;
  const resolved = await holder.resolveOpenId4VpAuthorizationRequest(
    request, {trustedCertificates: trusted});
  const credentials = holder.selectCredentialsForDcqlRequest(resolved.dcql.queryResult);
  const {ok, serverResponse, redirectUri} = await holder.acceptOpenId4VpAuthorizationRequest({
    authorizationRequestPayload: resolved.authorizationRequestPayload, dcql: {credentials}
  });
  const disclosed = Object.entries(credentials).map(([query, chosen]) => [
    query, chosen.map(each => Object.keys(each.disclosedPayload ?? {}))
  ]);
  return {
    ok,
    status: serverResponse?.status ?? null,
    body: serverResponse?.body ?? null,
    redirectUri: redirectUri ?? null,
    disclosed: Object.fromEntries(disclosed)
  };
}

/** {wallet, trusted? [PEM], credential (compact)} -> {verified, error?}: judged again, as of now. */
export async function verify({wallet, trusted, credential}) {
  const agent = await opened(wallet, trusted);
  const {isValid, error} = await agent.sdJwtVc.verify({compactSdJwtVc: credential});
  return {verified: isValid, error: error && `${error.name}: ${error.message}`};
}

/** {wallet} -> {keys: [JWK]}: opens the wallet and makes a key, without asking anybody. */
export async function ready({wallet, trusted}) {
  const keys = await newKeys(await opened(wallet, trusted), 1);
  return {keys: keys.map(each => each.toJson())};
}

async function newKeys(agent, count) {
  const made = Array.from({length: count}, () =>
    agent.kms.createKeyForSignatureAlgorithm({algorithm: 'ES256'}));
  return (await Promise.all(made)).map(({publicJwk}) => Kms.PublicJwk.fromPublicJwk(publicJwk));
}
