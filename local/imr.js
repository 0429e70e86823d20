#!/usr/bin/env node
// The command line's front door. Plain old JavaScript, so that a Node that cannot run the rest can still say so.
import module from 'node:module';

var major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    'imr: Node 24 or newer is needed, this is Node ' +
      process.versions.node +
      '. `npm ci` installs a pinned Node 24 on Linux and Windows; run this with `npx imr`, or install Node 24.',
  );
  process.exit(2);
}
// Compiled once, kept for the next start.
module.enableCompileCache();
void import('./cli.ts');
