import type { TextractBlock } from '../../functions/ocr/textract-block.ts';
import { ServiceError } from '../states/service-error.ts';
import { blocksOfPage } from './blocks-of-page.ts';
import type { JobRow, JobStore } from './job-store.ts';

/** "The maximum number of results to return per paginated call. The largest value you can specify is 1,000." */
const maxResultsPerCall = 1000;

/**
 * One call's worth of blocks. The token says where the next call goes on: `{page}.{block within the page}`. A page that
 * could not be read has no blocks, not even its own: it is named in the job's warnings.
 */
export const resultsPage = (
  store: JobStore,
  job: JobRow,
  maxResults = maxResultsPerCall,
  nextToken = '1.0',
): { Blocks: TextractBlock[]; NextToken?: string } => {
  const limit = Math.min(maxResultsPerCall, maxResults);
  const [, pageText, offsetText] = /^(\d+)\.(\d+)$/.exec(nextToken) ?? [];
  if (!pageText || !offsetText)
    throw new ServiceError('InvalidParameterException', 'Request has invalid parameters: NextToken');
  let page = Number(pageText);
  let offset = Number(offsetText);
  const blocks: TextractBlock[] = [];
  for (; page <= job.pages; page += 1, offset = 0) {
    const reading = store.getPage(job.jobId, page);
    if (!reading || reading.failure) continue;
    const own = blocksOfPage(job.jobId, reading);
    const taken = own.slice(offset, offset + limit - blocks.length);
    blocks.push(...taken);
    if (offset + taken.length < own.length) return { Blocks: blocks, NextToken: `${page}.${offset + taken.length}` };
  }
  return { Blocks: blocks };
};
