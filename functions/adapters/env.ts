import { z } from 'zod';

const Environment = z.object({
  CASE_FILES_BUCKET: z.string().min(1),
  WORK_BUCKET: z.string().min(1),
  DETERMINATIONS_BUCKET: z.string().min(1),
  STATE_MACHINE_ARN: z.string().min(1),
  TEXT_DETECTION_TOPIC_ARN: z.string().min(1),
  TEXT_DETECTION_ROLE_ARN: z.string().min(1),
  WORK_KEY_ARN: z.string().default(''),
});
export type Environment = z.infer<typeof Environment>;

let parsed: Environment | undefined;

/** The settings of this deployment, read once. Throws a ZodError that names what is missing. */
export const environment = (): Environment => (parsed ??= Environment.parse(process.env));
