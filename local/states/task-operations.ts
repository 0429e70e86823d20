import { z } from 'zod';
import type { Frame } from './execution.ts';
import { isTooLarge, parseJson } from './json.ts';
import { parseRequest, type Operations, type Parts } from './request.ts';
import { ServiceError } from './service-error.ts';
import { answerTask, heartbeat } from './task-state.ts';

const tokenRequest = z.object({ taskToken: z.string() });
const maxTokenLength = 2048;
const maxErrorLength = 256;
const maxCauseLength = 32_768;

/** SendTaskSuccess, SendTaskFailure, SendTaskHeartbeat. */
export const createTaskOperations = ({ core }: Parts): Operations => {
  /**
   * The frame that waits for a token. Throws InvalidToken for a token that never was, TaskTimedOut for one that is
   * closed: answered before, timed out, or its execution has ended.
   */
  const waiting = (token: string): Frame => {
    if (token === '' || token.length > maxTokenLength)
      throw new ServiceError('InvalidToken', "Invalid Token: 'Invalid token'");
    const frame = core.tokens.get(token);
    if (frame?.isLive === true && frame.record.status === 'running') return frame;
    if (frame) core.tokens.delete(token);
    const row = core.journal.sql('select 1 from tokens where token = ?').get(token);
    if (row === undefined && !frame) throw new ServiceError('InvalidToken', "Invalid Token: 'Invalid token'");
    throw new ServiceError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
  };

  return {
    SendTaskSuccess(body) {
      const { taskToken, output } = parseRequest(tokenRequest.extend({ output: z.string() }), body);
      try {
        parseJson(output);
      } catch {
        throw new ServiceError('InvalidOutput', "Invalid Output: 'The output is not JSON'");
      }
      if (isTooLarge(output))
        throw new ServiceError('InvalidOutput', "Invalid Output: 'The output exceeds 262144 bytes'");
      answerTask(core, waiting(taskToken), { kind: 'output', output });
      return {};
    },
    SendTaskFailure(body) {
      const request = parseRequest(
        tokenRequest.extend({
          error: z.string().max(maxErrorLength).optional(),
          cause: z.string().max(maxCauseLength).optional(),
        }),
        body,
      );
      answerTask(core, waiting(request.taskToken), {
        kind: 'failure',
        error: request.error ?? null,
        cause: request.cause ?? null,
      });
      return {};
    },
    SendTaskHeartbeat(body) {
      heartbeat(core, waiting(parseRequest(tokenRequest, body).taskToken));
      return {};
    },
  };
};
