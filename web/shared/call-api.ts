import { accessToken } from './sign-in.ts';

/** What the API answered when it refused: one line for the person, and the body for who can use it. */
export class ApiError extends Error {
  readonly statusCode: number;
  readonly body: unknown;
  constructor(statusCode: number, message: string, body: unknown) {
    super(message);
    this.name = 'ApiError';
    this.statusCode = statusCode;
    this.body = body;
  }
}

const userKey = 'imr-user';
export const defaultUser = 'local-user';
export const currentUser = (): string => localStorage.getItem(userKey) ?? defaultUser;
export const setCurrentUser = (id: string): void => {
  if (id === '' || id === defaultUser) localStorage.removeItem(userKey);
  else localStorage.setItem(userKey, id);
};

/** Calls the HTTP API of functions/domain/api.ts; the caller names the shape that the route promises. */
export const callApi = async <T>(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<T> => {
  const token = await accessToken();
  const response = await fetch(`/api/${path}`, {
    method,
    headers: {
      ...(token === undefined ? { 'x-imr-user': currentUser() } : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new ApiError(0, 'The server does not answer. Is it running?', undefined);
  });
  if (response.ok) return readAs<T>(response);
  const answer: unknown = await response.json().catch(() => undefined);
  throw new ApiError(response.status, messageOf(answer, response.status), answer);
};

/** The server parsed this with the schema whose type the caller names; a second parser would double the page. */
const readAs = <T>(response: Response): Promise<T> => response.json();

const messageOf = (answer: unknown, statusCode: number): string => {
  if (typeof answer === 'object' && answer !== null && 'message' in answer && typeof answer.message === 'string') {
    return answer.message.charAt(0).toUpperCase() + answer.message.slice(1);
  }
  return `The server answered with status ${statusCode}.`;
};

/** One line for the person, whatever was thrown. */
export const lineOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
