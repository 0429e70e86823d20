import { createServer } from 'node:http';
import { openS3 } from '../../../local/s3/s3-server.ts';
import { accessKeyId, region, secretAccessKey } from './credentials.ts';

// A server in a process of its own: one test kills it, another asks for its memory. Its events are never acknowledged, as if their receiver had died with it.
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

process.on('message', () => process.send?.(process.resourceUsage().maxRSS / 1024));
