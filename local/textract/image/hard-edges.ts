import type { GreyImage } from './grey-image.ts';

/** Grey levels between neighbours: an edge, and one without any grey between ink and paper. */
const edge = 60;
const hardEdge = 200;

/**
 * Share of the edges, along the rows, that jump from ink to paper within one pixel. 1 on a page of black and white dots
 * (fax, copy), also about 0.45 after its rows were interpolated; under 0.2 on sharp print drawn in grey, 0 on grey scans.
 */
export const hardEdges = ({ width, height, data }: GreyImage): number => {
  let edges = 0;
  let hard = 0;
  for (let y = 0; y < height; y += 2)
    for (let at = y * width + 1; at < (y + 1) * width; at += 1) {
      const step = Math.abs((data[at] ?? 0) - (data[at - 1] ?? 0));
      if (step > edge) edges += 1;
      if (step > hardEdge) hard += 1;
    }
  return edges === 0 ? 0 : hard / edges;
};
