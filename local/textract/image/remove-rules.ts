import type { GreyImage } from './grey-image.ts';

const inkBelow = 140;
/** A rule is at least this long and at most this thick, in inches; no letter has a stroke of this length. */
const minLengthInches = 0.45;
const maxThicknessInches = 0.03;
/** A scan breaks a rule for a pixel or two. */
const maxGap = 2;

/**
 * Paints over the long thin lines of forms and tables, level and upright. Where a letter crosses a rule its stroke goes
 * on to both sides, so those pixels stay.
 */
export const removeRules = (image: GreyImage): { image: GreyImage; rules: number } => {
  const out = new Uint8Array(image.data);
  const rules = removeAlong(image, out, 1, image.width) + removeAlong(image, out, image.width, 1);
  return { image: { ...image, data: out }, rules };
};

/** `step` leads along the rule, `side` across it. */
const removeAlong = ({ width, height, data, dpi }: GreyImage, out: Uint8Array, step: number, side: number): number => {
  const length = step === 1 ? width : height;
  const lines = step === 1 ? height : width;
  const minInk = Math.round(minLengthInches * dpi) - maxGap - 1;
  const maxThickness = Math.max(2, Math.round(maxThicknessInches * dpi));
  const dark = (at: number): boolean => (data[at] ?? 255) < inkBelow;
  let rules = 0;
  for (let line = 0; line < lines; line += 1) {
    const start = line * side;
    let from = 0;
    while (from + minInk <= length) {
      // A rule has ink in any three neighbours: where three have none, looked for from its far end, it cannot be.
      let light = 0;
      let at = from + minInk - 1;
      for (; at >= from && light <= maxGap; at -= 1) light = dark(start + at * step) ? 0 : light + 1;
      if (light > maxGap) {
        from = at + light + 1;
        continue;
      }
      while (!dark(start + from * step)) from += 1;
      let to = from + 1;
      for (let gap = 0; to < length && gap <= maxGap; to += 1) gap = dark(start + to * step) ? 0 : gap + 1;
      if (to - from >= minInk + maxGap + 1) {
        rules += 1;
        for (let place = from; place < to; place += 1) wipe(line, place);
      }
      from = to;
    }
  }
  return rules;

  function wipe(line: number, place: number): void {
    const at = line * side + place * step;
    let before = 0;
    while (before <= maxThickness && line - before - 1 >= 0 && dark(at - (before + 1) * side)) before += 1;
    let after = 0;
    while (after <= maxThickness && line + after + 1 < lines && dark(at + (after + 1) * side)) after += 1;
    if (before + after + 1 > maxThickness) return;
    // The grey rim of the rule goes with it.
    for (let across = -before - 1; across <= after + 1; across += 1)
      if (line + across >= 0 && line + across < lines) out[at + across * side] = 255;
  }
};
