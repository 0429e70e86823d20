import { createServer } from 'node:http';
import { openS3 } from '../../local/s3/s3-server.ts';
import { serveParent } from './serve-parent.ts';

// Our S3 endpoint alone in a process, on the folder that is its argument. Events are kept, as in the product.
const [directory = ''] = process.argv.slice(2);
const s3 = openS3({
  directory,
  region: 'us-west-2',
  credentials: (id) => (id === 'local' ? 'local-secret' : undefined),
  onEvent: (_, id) => void s3.ackEvent(id),
});
await s3.createBucket('bench');
const server = createServer((request, response) => void s3.handle(request, response));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  serveParent(typeof address === 'object' && address ? address.port : 0);
});
