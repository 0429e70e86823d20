// The process of `read-apart.ts`: reads the one document that it is sent and hands over its pages one by one.
import { once } from 'node:events';
import { z } from 'zod';
import type { Page } from '../../functions/domain/page.ts';
import { defaultReading } from '../../functions/domain/reading-settings.ts';
import { readEachPage } from '../../functions/ocr/read-pages.ts';
import { identifyDocument } from '../../functions/register/identify-document.ts';
import type { ReadMessage } from './read-apart.ts';

const say = (message: ReadMessage): void => void process.send?.(message);

const [message]: unknown[] = await once(process, 'message');
const bytes = z.instanceof(Uint8Array).parse(message);
const identified = await identifyDocument(bytes);
if (identified.kind === 'refused') say(identified);
else {
  const keep = (page: Page): void => say({ page });
  say({ ...identified, rest: await readEachPage(bytes, identified.mediaType, defaultReading.limits, keep) });
}
