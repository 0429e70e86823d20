/** Six numbers that take a picture's unit square, origin at the lower left, to points from the page's upper left. */
export type Matrix = readonly [number, number, number, number, number, number];

/** A decoded picture, one byte a point. */
export type DecodedPicture = {
  width: number;
  height: number;
  grey: Uint8Array;
  /** 0 = nothing is painted at this point; all points are when it is left out. */
  covers?: Uint8Array;
};

export type PlacedPicture = { picture: DecodedPicture; matrix: Matrix };
