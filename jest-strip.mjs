// Jest runs the TypeScript as Node does: types stripped in place, so lines and columns stay true without source maps.
import { createHash } from 'node:crypto';
import { stripTypeScriptTypes } from 'node:module';

export default {
  process: (source) => ({ code: stripTypeScriptTypes(source, { mode: 'strip' }) }),
  getCacheKey: (source) => createHash('sha1').update(source).update(process.version).digest('hex'),
};
