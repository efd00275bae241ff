// What a wallet of Credo remembers: records by class and id, in memory.
import {InjectionSymbols, RecordDuplicateError, RecordNotFoundError} from '@credo-ts/core';

class MemoryStorage {
  supportsCursorPagination = false;
  #records = new Map();

  async save(_context, record) {
    if(this.#of(record.type).has(record.id)) {
      throw new RecordDuplicateError(`there is ${record.id}`, {recordType: record.type});
    }
    this.#of(record.type).set(record.id, record);
  }

  async update(_context, record) {
    this.#existing(record.type, record.id);
    this.#of(record.type).set(record.id, record);
  }

  async delete(context, record) {
    return this.deleteById(context, record, record.id);
  }

  async deleteById(_context, {type}, id) {
    this.#existing(type, id);
    this.#of(type).delete(id);
  }

  async getById(_context, {type}, id) {
    return this.#existing(type, id);
  }

  async getAll(_context, {type}) {
    return [...this.#of(type).values()];
  }

  async findByQuery(_context, {type}, query, {limit, offset = 0} = {}) {
    const found = [...this.#of(type).values()].filter(record => fits(record.getTags(), query));
    return found.slice(offset, limit === undefined ? undefined : offset + limit);
  }

  #of(type) {
    return this.#records.get(type) ?? this.#records.set(type, new Map()).get(type);
  }

  #existing(type, id) {
    const record = this.#of(type).get(id);
    if(record === undefined) {
      throw new RecordNotFoundError(`there is no ${id}`, {recordType: type});
    }
    return record;
  }
}

/** A tag fits its value, and an array of tags one that has all of them. */
function fits(tags, {$and, $or, $not, ...wanted}) {
  return Object.entries(wanted).every(([name, value]) => has(tags[name], value)) &&
    ($and ?? []).every(query => fits(tags, query)) &&
    ($or === undefined || $or.some(query => fits(tags, query))) &&
    ($not === undefined || !fits(tags, $not));
}

function has(tag, value) {
  return Array.isArray(value) ? value.every(each => tag?.includes(each)) : tag === value;
}

/** The module that gives an agent this memory. */
export class StorageModule {
  register(dependencies) {
    dependencies.registerInstance(InjectionSymbols.StorageService, new MemoryStorage());
  }
}
