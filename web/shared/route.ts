import { useEffect, useState } from 'preact/hooks';

import { routeOf, type Route } from './route-of.ts';

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
