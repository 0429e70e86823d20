import { createServer } from 'node:http';
import { answerJsonProtocol } from '../../../local/states/json-protocol.ts';
import { openStates } from '../../../local/states/states-engine.ts';

/** A process to be killed: the engine over HTTP on a free port. Every function call is a line on standard output. */
const [databasePath, definition] = process.argv.slice(2);
if (databasePath === undefined || definition === undefined) throw new Error('usage: kill-host DATABASE DEFINITION');

const engine = openStates({
  databasePath,
  region: 'us-east-1',
  accountId: '111111111111',
  async invokeFunction(name, payload) {
    process.stdout.write(`call ${name} ${payload}\n`);
    await new Promise((resolve) => setTimeout(resolve, 5));
    return { payload: '1' };
  },
  objects: {
    get: () => Promise.reject(new Error('no objects')),
    put: () => Promise.resolve(),
    async *list() {
      // No objects.
    },
  },
});
const machineArn = engine.createOrUpdateStateMachine('machine', definition);
engine.resume();
const server = createServer((request, response) => void answerJsonProtocol(request, response, engine.handle));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`ready ${typeof address === 'object' && address ? address.port : 0} ${machineArn}\n`);
});
