import { useEffect, useState } from 'preact/hooks';

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

const pathNow = (): string => decodeURIComponent(location.hash.slice(1));

/** An address such as `/cases/CM15-0165862`, as a command prints it, becomes `/#/cases/CM15-0165862`. */
export const takePathIntoHash = (): void => {
  if (location.pathname !== '/' && location.hash === '') history.replaceState(null, '', `/#${location.pathname}`);
};

export const useRoute = (): Route => {
  const [path, setPath] = useState(pathNow);
  useEffect(() => {
    const follow = (): void => setPath(pathNow());
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  return routeOf(path);
};
