import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildWeb } from './build.ts';

// `node web/write-page.ts FOLDER SIGN_IN_HOST CLIENT_ID`: the page as files, ready for `aws s3 sync` (docs/deploying.md).

const [folder, host, clientId] = process.argv.slice(2);
if (folder === undefined || host === undefined || clientId === undefined) {
  process.stderr.write('usage: node web/write-page.ts FOLDER SIGN_IN_HOST CLIENT_ID\n');
  process.exit(2);
}
for (const [address, { body }] of await buildWeb()) {
  const file = path.join(folder, address);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, address === '/config.json' ? JSON.stringify({ signIn: { host, clientId } }) : body);
}
