import { expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { fontName, fontPath, fontScripts } from '../../../functions/assemble/font-path.ts';

test.each(fontScripts.flatMap((script) => [fontName(script, 400), fontName(script, 700)]))(
  '%s is in the package',
  (font) => expect(existsSync(fontPath(font))).toBe(true),
);
