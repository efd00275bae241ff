// @digitalcredentials/issuer-registry-client: who is an issuer, by lists and by OpenID Federation.
// It fetches, so fetch answers from the files handed over; the calls come one after the other.
import {RegistryClient} from '@digitalcredentials/issuer-registry-client';

/**
 * {did, registries, files: {url: text}} -> {matches: [{name, registry}], unchecked: [name]}:
 * the organisation's name in each registry that knows it, and the registries it could not ask.
 */
export async function lookUp({did, registries, files}) {
  const before = globalThis.fetch;
  globalThis.fetch = async request => {
    const url = String(request?.url ?? request);
    return url in files ?
      new Response(files[url], {status: 200}) : new Response('', {status: 404});
  };
  try {
    const client = new RegistryClient();
    client.use({registries});
    const {matchingIssuers, uncheckedRegistries} = await client.lookupIssuersFor(did);
    return {
      matches: matchingIssuers.map(({issuer, registry}) => ({
        name: issuer.federation_entity.organization_name,
        registry: registry.federation_entity.organization_name
      })),
      unchecked: uncheckedRegistries.map(({name}) => name)
    };
  } finally {
    globalThis.fetch = before;
  }
}
