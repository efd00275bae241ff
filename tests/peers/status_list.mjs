// Bitstring status lists as the Digital Credentials Consortium's library writes and reads them.
import {createList, decodeList} from '@digitalcredentials/vc-bitstring-status-list';

/** {length, set: [index]} -> {encodedList} */
export async function encode({length, set}) {
  const list = await createList({length});
  for(const index of set) {
    list.setStatus(index, true);
  }
  return {encodedList: await list.encode()};
}

/** {encodedList} -> {length, set: [index]} */
export async function decode({encodedList}) {
  const list = await decodeList({encodedList});
  const set = [];
  for(let index = 0; index < list.length; index++) {
    if(list.getStatus(index)) {
      set.push(index);
    }
  }
  return {length: list.length, set};
}
