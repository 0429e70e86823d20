import type { CorsRule } from './bucket-rows.ts';
import { receiveText } from './request-body.ts';
import { emptyAnswer, xmlAnswer, type S3Answer, type S3Operation } from './s3-call.ts';
import { S3Error } from './s3-error.ts';
import type { S3Request } from './s3-request.ts';
import { branch, childText, childrenNamed, leaf, parseXmlDocument, type XmlElement } from './xml.ts';

const methods = new Set(['GET', 'PUT', 'HEAD', 'POST', 'DELETE']);

/** A pattern of S3's CORS rules: at most one `*`, which stands for anything. */
const matchesPattern = (pattern: string, text: string): boolean => {
  const [head = '', tail] = pattern.split('*');
  if (tail === undefined) return pattern === text;
  return text.length >= head.length + tail.length && text.startsWith(head) && text.endsWith(tail);
};

type CorsQuestion = { origin: string; method: string; headers: string[] };

/** The first rule that lets the origin use the method with these headers. */
export const findCorsRule = (
  rules: readonly CorsRule[],
  { origin, method, headers }: CorsQuestion,
): CorsRule | undefined =>
  rules.find(
    (rule) =>
      rule.allowedOrigins.some((pattern) => matchesPattern(pattern, origin)) &&
      rule.allowedMethods.includes(method) &&
      headers.every((header) => rule.allowedHeaders.some((pattern) => matchesPattern(pattern.toLowerCase(), header))),
  );

const headersOf = (rule: CorsRule, { origin, headers }: CorsQuestion): Record<string, string> => ({
  ...(rule.allowedOrigins.includes('*')
    ? { 'access-control-allow-origin': '*' }
    : { 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true' }),
  'access-control-allow-methods': rule.allowedMethods.join(', '),
  ...(headers.length > 0 && { 'access-control-allow-headers': headers.join(', ') }),
  ...(rule.exposeHeaders.length > 0 && { 'access-control-expose-headers': rule.exposeHeaders.join(', ') }),
  ...(rule.maxAgeSeconds !== undefined && { 'access-control-max-age': String(rule.maxAgeSeconds) }),
  vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
});

/** The CORS headers of the answer to a request that is not a preflight. */
export const corsHeaders = (request: S3Request, rulesOf: (bucket: string) => CorsRule[]): Record<string, string> => {
  const origin = request.headers.get('origin');
  if (origin === undefined || request.bucket === '') return {};
  const question = { origin, method: request.method, headers: [] };
  const rule = findCorsRule(rulesOf(request.bucket), question);
  return rule ? headersOf(rule, question) : {};
};

/** Answers a preflight, which nobody signs. Throws `AccessForbidden` when no rule matches. */
export const answerPreflight = (request: S3Request, rulesOf: (bucket: string) => CorsRule[]): S3Answer => {
  const origin = request.headers.get('origin');
  const method = request.headers.get('access-control-request-method');
  if (origin === undefined)
    throw new S3Error('InvalidRequest', 'Insufficient information. Origin request header needed.');
  if (method === undefined || !methods.has(method))
    throw new S3Error('InvalidRequest', 'Invalid Access-Control-Request-Method.');
  const headers = (request.headers.get('access-control-request-headers') ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const question = { origin, method, headers };
  const rules = rulesOf(request.bucket);
  const rule = findCorsRule(rules, question);
  if (!rule)
    throw new S3Error(
      'AccessForbidden',
      rules.length === 0
        ? 'CORSResponse: CORS is not enabled for this bucket.'
        : "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.",
      { Method: method, ResourceType: 'OBJECT' },
    );
  return emptyAnswer(200, headersOf(rule, question));
};

const textsOf = (element: XmlElement, name: string): string[] =>
  childrenNamed(element, name).map(({ text }) => text.trim());

const parseRule = (element: XmlElement): CorsRule => {
  const rule: CorsRule = {
    allowedOrigins: textsOf(element, 'AllowedOrigin'),
    allowedMethods: textsOf(element, 'AllowedMethod'),
    allowedHeaders: textsOf(element, 'AllowedHeader'),
    exposeHeaders: textsOf(element, 'ExposeHeader'),
  };
  const [id, maxAge] = [childText(element, 'ID'), childText(element, 'MaxAgeSeconds')];
  const unknown = rule.allowedMethods.find((method) => !methods.has(method));
  if (unknown !== undefined)
    throw new S3Error(
      'InvalidRequest',
      `Found unsupported HTTP method in CORS config. Unsupported method is ${unknown}`,
    );
  const starred = [...rule.allowedOrigins, ...rule.allowedHeaders].find((pattern) => pattern.split('*').length > 2);
  if (starred !== undefined)
    throw new S3Error('InvalidRequest', `AllowedOrigin "${starred}" can not have more than one wildcard.`);
  if (rule.allowedOrigins.length === 0 || rule.allowedMethods.length === 0)
    throw new S3Error(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
    );
  return { ...rule, ...(id !== undefined && { id }), ...(maxAge !== undefined && { maxAgeSeconds: Number(maxAge) }) };
};

export const putBucketCors: S3Operation = async ({ buckets, catalog }, call) => {
  const rules = childrenNamed(parseXmlDocument(await receiveText(call), 'CORSConfiguration'), 'CORSRule').map(
    parseRule,
  );
  if (rules.length === 0 || rules.length > 100)
    throw new S3Error(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
    );
  await catalog.commit(() => buckets.setCors(buckets.get(call.request.bucket).name, rules));
  return emptyAnswer(200);
};

export const getBucketCors: S3Operation = ({ buckets }, { request }) => {
  const rules = buckets.cors(buckets.get(request.bucket).name);
  if (rules.length === 0)
    throw new S3Error('NoSuchCORSConfiguration', 'The CORS configuration does not exist', {
      BucketName: request.bucket,
    });
  return xmlAnswer(
    'CORSConfiguration',
    rules.map((rule) =>
      branch(
        'CORSRule',
        leaf('ID', rule.id),
        ...rule.allowedOrigins.map((origin) => leaf('AllowedOrigin', origin)),
        ...rule.allowedMethods.map((method) => leaf('AllowedMethod', method)),
        ...rule.allowedHeaders.map((header) => leaf('AllowedHeader', header)),
        ...rule.exposeHeaders.map((header) => leaf('ExposeHeader', header)),
        leaf('MaxAgeSeconds', rule.maxAgeSeconds),
      ),
    ),
  );
};

export const deleteBucketCors: S3Operation = async ({ buckets, catalog }, { request }) => {
  await catalog.commit(() => buckets.setCors(buckets.get(request.bucket).name, []));
  return emptyAnswer(204);
};
