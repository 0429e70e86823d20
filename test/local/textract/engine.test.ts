import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { readModel } from '../../../local/textract/engine/tesseract-engine.ts';

test('the fast model is byte for byte the one that decision 0018 names', () => {
  const decision = readFileSync(new URL('../../../docs/decisions/0018-fast-model.md', import.meta.url), 'utf8');
  const named = /SHA-256\s+`([0-9a-f]{64})`/.exec(decision)?.[1];
  expect(named).toBeDefined();
  expect(createHash('sha256').update(readModel('fast')).digest('hex')).toBe(named);
});

test('the slow model can be read', () => {
  expect(readModel('slow').length).toBeGreaterThan(5_000_000);
});
