// Token status lists as @sd-jwt/jwt-status-list reads them: the bits alone, no signature, no times.
import {getListFromStatusListJWT, getStatusListFromJWT} from '@sd-jwt/jwt-status-list';

/** {credential (token), files: {uri: token}} -> {value} */
export async function read({credential, files}) {
  const {idx, uri} = getStatusListFromJWT(credential);
  return {value: getListFromStatusListJWT(files[uri]).getStatus(idx)};
}
