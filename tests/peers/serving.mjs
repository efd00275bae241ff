// How a Node process answers: a JSON line {program, request} in, a JSON line
// {result} or {error} out, one after the other.
import {createInterface} from 'node:readline';

// Standard output carries answers only, whatever a library likes to log.
console.log = console.info = console.error;

async function answer(programs, line) {
  try {
    const {program, request} = JSON.parse(line);
    if(!Object.hasOwn(programs, program)) {
      throw new Error(`no program ${program}; there are ${Object.keys(programs).join(', ')}`);
    }
    return {result: await programs[program](request)};
  } catch(error) {
    return {error: `${error.name}: ${error.message}`, details: error.details ?? null};
  }
}

/** Answer until standard input ends; `programs` are functions of a request, by their names. */
export async function serve(programs) {
  for await(const line of createInterface({input: process.stdin})) {
    process.stdout.write(`${JSON.stringify(await answer(programs, line))}\n`);
  }
}
