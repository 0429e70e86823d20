import { startFauxqs } from 'fauxqs';
import { serveParent } from './serve-parent.ts';

// fauxqs alone in a process, on the folder that is its argument: objects in SQLite (its durable way: every change waits
// for the disk) or, with the second argument `files`, in plain files.
const [directory = '', kind] = process.argv.slice(2);
const { port } = await startFauxqs({
  port: 0,
  logger: false,
  ...(kind === 'files' ? { s3StorageDir: directory } : { dataDir: directory }),
  init: { buckets: ['bench'] },
});
serveParent(port);
