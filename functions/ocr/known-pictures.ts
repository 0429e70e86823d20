import { createHash } from 'node:crypto';
import type { DecodedPicture } from '../pictures/placed-picture.ts';

/** Remembers pictures by their points: says whether one was asked for before. A letterhead stands on every page. */
export const knownPictures = (): ((picture: DecodedPicture) => boolean) => {
  const seen = new Set<string>();
  return ({ grey, width, height }) => {
    const print = createHash('sha256').update(`${width} ${height} `).update(grey).digest('base64');
    const isKnown = seen.has(print);
    seen.add(print);
    return isKnown;
  };
};
