import { render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { CasePage } from './cases/case-page.tsx';
import { IntakePage } from './intake/intake-page.tsx';
import { InboxPage } from './reviewer/inbox-page.tsx';
import { ReviewPage } from './reviewer/review-page.tsx';
import { ScreensPage } from './screens/screens-page.tsx';
import type { Route } from './shared/route-of.ts';
import { takePathIntoHash, useRoute } from './shared/route.ts';
import { SignedInAs } from './shared/signed-in-as.tsx';

const titles: Record<Route['page'], string> = {
  cases: 'Cases',
  case: 'Case',
  reviews: 'Reviews',
  review: 'Review',
  screens: 'Screening',
  unknown: 'Not found',
};

const NavLink = ({ to, pages, route, children }: { to: string; pages: string[]; route: Route; children: string }) => (
  <a href={`#${to}`} {...(pages.includes(route.page) ? { 'aria-current': 'page' as const } : {})}>
    {children}
  </a>
);

const Page = ({ route }: { route: Route }) => {
  if (route.page === 'cases') return <IntakePage />;
  if (route.page === 'case') return <CasePage key={route.caseId} caseId={route.caseId} />;
  if (route.page === 'reviews') return <InboxPage />;
  if (route.page === 'review') return <ReviewPage key={route.caseId} caseId={route.caseId} />;
  if (route.page === 'screens') return <ScreensPage />;
  return (
    <>
      <h1>Not found</h1>
      <p>
        There is no such page. <a href="#/">To the cases</a>
      </p>
    </>
  );
};

const App = () => {
  const route = useRoute();
  const [user, setUser] = useState(0);
  const title = 'caseId' in route ? `${titles[route.page]} ${route.caseId}` : titles[route.page];
  useEffect(() => {
    document.title = `${title} - IMR Casework`;
  }, [title]);
  const isFirst = useRef(true);
  useEffect(() => {
    // As a page load would, a new page takes the focus, but not the first one.
    if (!isFirst.current) document.querySelector<HTMLElement>('#main')?.focus({ preventScroll: true });
    if (!isFirst.current) window.scrollTo({ top: 0, behavior: 'instant' });
    isFirst.current = false;
  }, [title]);
  return (
    <>
      <a class="skip" href="#main" onClick={skipToMain}>
        Skip to the content
      </a>
      <header class="bar">
        <span class="brand">IMR Casework</span>
        <nav aria-label="Pages">
          <NavLink to="/" pages={['cases', 'case']} route={route}>
            Cases
          </NavLink>
          <NavLink to="/reviews" pages={['reviews', 'review']} route={route}>
            Reviews
          </NavLink>
          <NavLink to="/screens" pages={['screens']} route={route}>
            Screening
          </NavLink>
        </nav>
        <SignedInAs onChange={() => setUser((count) => count + 1)} />
      </header>
      <main id="main" tabIndex={-1} class={route.page === 'review' ? 'wide' : ''}>
        <Page key={user} route={route} />
      </main>
    </>
  );
};

/** The hash names the page, so the skip link must not change it. */
const skipToMain = (event: Event): void => {
  event.preventDefault();
  document.querySelector<HTMLElement>('#main')?.focus();
};

takePathIntoHash();
render(<App />, document.body);
