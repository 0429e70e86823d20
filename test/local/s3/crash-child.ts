import { createServer } from 'node:http';
import { openS3 } from '../../../local/s3/s3-server.ts';
import { accessKeyId, region, secretAccessKey } from './testbed.ts';

// A server that the crash test kills. Its events are never acknowledged, as if their receiver had died with it.
const s3 = openS3({
  directory: process.argv[2] ?? '',
  region,
  credentials: (id) => (id === accessKeyId ? secretAccessKey : undefined),
  onEvent: () => undefined,
});
await s3.createBucket('records');
const server = createServer((request, response) => void s3.handle(request, response));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${typeof address === 'object' && address ? address.port : 0}\n`);
});
