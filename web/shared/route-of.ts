export type Route =
  | { page: 'cases' }
  | { page: 'case'; caseId: string }
  | { page: 'reviews' }
  | { page: 'review'; caseId: string }
  | { page: 'screens' }
  | { page: 'unknown' };

/** The page stands behind the `#`, so that no case number reaches the log of a web server. */
export const routeOf = (path: string): Route => {
  const [first = '', caseId = '', ...rest] = path.split('/').filter((part) => part !== '');
  if (rest.length > 0) return { page: 'unknown' };
  if (first === '') return { page: 'cases' };
  if (first === 'cases') return caseId === '' ? { page: 'cases' } : { page: 'case', caseId };
  if (first === 'reviews') return caseId === '' ? { page: 'reviews' } : { page: 'review', caseId };
  if (first === 'screens' && caseId === '') return { page: 'screens' };
  return { page: 'unknown' };
};
