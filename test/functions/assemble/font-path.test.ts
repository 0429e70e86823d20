import { afterEach, describe, expect, test } from '@jest/globals';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fontName, fontPath, fontScripts } from '../../../functions/assemble/font-path.ts';

const directory = mkdtempSync(join(tmpdir(), 'fonts-'));
const name = fontName('latin', 400);

afterEach(() => {
  delete process.env['FONT_DIRECTORY'];
  rmSync(join(directory, name), { force: true });
});

describe('fontPath', () => {
  test.each(fontScripts.flatMap((script) => [fontName(script, 400), fontName(script, 700)]))(
    '%s is in the package',
    (font) => expect(existsSync(fontPath(font))).toBe(true),
  );

  test('takes the font that a bundle brings along', () => {
    process.env['FONT_DIRECTORY'] = directory;
    writeFileSync(join(directory, name), '');
    expect(fontPath(name)).toBe(join(directory, name));
  });

  test('falls back to the package for a font that the bundle lacks', () => {
    process.env['FONT_DIRECTORY'] = directory;
    expect(fontPath(name)).toMatch(/@fontsource/);
  });
});
