import { z } from 'zod';

// Blocks as the Textract API reference documents them, so far as text detection and document analysis return them. Coordinates are fractions
// of the page as stored. https://docs.aws.amazon.com/textract/latest/dg/API_Block.html

export const TextractPoint = z.object({ X: z.number(), Y: z.number() });
export type TextractPoint = z.infer<typeof TextractPoint>;

export const TextractGeometry = z.object({
  BoundingBox: z.object({ Left: z.number(), Top: z.number(), Width: z.number(), Height: z.number() }),
  /** Clockwise from the upper left corner of the text as it is read. */
  Polygon: z.array(TextractPoint).optional(),
  /** -180 to 180 degrees from horizontal. */
  RotationAngle: z.number().optional(),
});
export type TextractGeometry = z.infer<typeof TextractGeometry>;

export const TextractBlock = z.object({
  /** PAGE, LINE, WORD, TABLE, CELL, KEY_VALUE_SET, SELECTION_ELEMENT and SIGNATURE are read, others passed over. */
  BlockType: z.string(),
  Id: z.string(),
  Text: z.string().optional(),
  TextType: z.enum(['PRINTED', 'HANDWRITING']).optional(),
  /** 0-100. Absent on PAGE. */
  Confidence: z.number().optional(),
  Geometry: TextractGeometry.optional(),
  Relationships: z.array(z.object({ Type: z.string(), Ids: z.array(z.string()) })).nullish(),
  /** Of a CELL, 1-based. */
  RowIndex: z.int().optional(),
  ColumnIndex: z.int().optional(),
  /** Of a KEY_VALUE_SET: KEY or VALUE. */
  EntityTypes: z.array(z.string()).nullish(),
  /** Of a SELECTION_ELEMENT. */
  SelectionStatus: z.enum(['SELECTED', 'NOT_SELECTED']).optional(),
  /** 1-based within the document that was sent; absent for a single picture. */
  Page: z.int().optional(),
});
export type TextractBlock = z.infer<typeof TextractBlock>;
