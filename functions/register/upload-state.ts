import type { SubmitManifest } from '../domain/case-record.ts';
import type { Instant } from '../domain/days.ts';

/** Without a manifest, an upload is over when nothing has come for this long. */
const quietSeconds = 60;

/** Whether the files of a case are all here: a manifest says so, or nothing has come for a while. */
export const uploadState = (
  uploaded: readonly { key: string; atTime: Instant }[],
  manifest: SubmitManifest | undefined,
  now: Instant,
): { kind: 'complete' } | { kind: 'uploading'; waitSeconds: number } => {
  const here = new Set(uploaded.map((object) => object.key));
  if (manifest && manifest.keys.every((key) => here.has(key))) return { kind: 'complete' };
  const newest = Math.max(0, ...uploaded.map((object) => Date.parse(object.atTime)));
  const quietForSeconds = (Date.parse(now) - newest) / 1000;
  return quietForSeconds >= quietSeconds
    ? { kind: 'complete' }
    : { kind: 'uploading', waitSeconds: Math.max(1, Math.ceil(quietSeconds - quietForSeconds)) };
};
