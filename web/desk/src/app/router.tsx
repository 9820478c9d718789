import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet, redirect, type RouteComponent } from '@tanstack/react-router';
import { toProblem } from '@/api/problem';
import { armIfSignedIn, loadSession } from '@/api/session';
import { followLanguage } from '@/i18n';
import { readQuery, writeQuery } from '@/kit/url';
import { ProblemPage } from '@/kit/problem';
import { NotFound } from './not-found';
import { firstPlace } from './places';
import { Shell } from './shell';

type Context = { cache: QueryClient };
type Pages = Record<string, () => null>;

const root = createRootRouteWithContext<Context>()({ component: Outlet, notFoundComponent: NotFound });

/** Pages are fetched when first opened. The fixed type keeps the route tree's type apart from the pages'. */
function page(load: () => Promise<unknown>, name: string): RouteComponent {
  return lazyRouteComponent(load as () => Promise<Pages>, name);
}

const session = () => import('@/features/session');
const signIn = createRoute({ getParentRoute: () => root, path: '/sign-in', component: page(session, 'SignInPage'), beforeLoad: armIfSignedIn });
const invitation = createRoute({ getParentRoute: () => root, path: '/invitation', component: page(session, 'InvitationPage'), beforeLoad: armIfSignedIn });
const signInReturn = createRoute({ getParentRoute: () => root, path: '/sign-in/return', component: page(session, 'ReturnPage'), beforeLoad: armIfSignedIn });
const setUp = createRoute({ getParentRoute: () => root, path: '/setup', component: page(session, 'SetUpPage') });

const password = createRoute({ getParentRoute: () => root, path: '/password', component: page(session, 'PasswordPage'), beforeLoad: ({ context }) => loadSession(context.cache).then(() => undefined) });

const secondFactor = createRoute({ getParentRoute: () => root, path: '/second-factor', component: page(session, 'SecondFactorPage'), beforeLoad: ({ context }) => loadSession(context.cache).then(() => undefined) });

const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: Shell,
  beforeLoad: async ({ context, location }) => {
    const session = await loadSession(context.cache).catch((thrown: unknown) => {
      if (toProblem(thrown).status !== 401) throw thrown;
      const next = location.href === '/' ? undefined : location.href;
      throw redirect({ to: '/sign-in', search: { next } as never });
    });
    await followLanguage(session.person.locale);
    if (session.must_change_password) throw redirect({ to: '/password' });
    if (session.must_enrol) throw redirect({ to: '/second-factor' });
    return { session };
  },
  errorComponent: ({ error, reset }) => <ProblemPage error={error} retry={reset} />,
});

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  beforeLoad: ({ context }) => {
    throw redirect({ to: firstPlace(context.session.rights) });
  },
});

const day = () => import('@/features/day');
const conversations = () => import('@/features/conversations');
const cases = () => import('@/features/cases');
const customers = () => import('@/features/customers');
const loop = () => import('@/features/loop');
const live = () => import('@/features/live');
const metrics = () => import('@/features/metrics');
const policies = () => import('@/features/policies');
const entrances = () => import('@/features/entrances');
const people = () => import('@/features/people');
const imports = () => import('@/features/imports');
const settings = () => import('@/features/settings');
const help = () => import('@/features/help');

const within = () => inside;
const talks = createRoute({ getParentRoute: within, path: '/conversations', component: page(conversations, 'ConversationsPage') });
const tree = root.addChildren([
  signIn,
  signInReturn,
  invitation,
  setUp,
  password,
  secondFactor,
  inside.addChildren([
    home,
    createRoute({ getParentRoute: within, path: '/day', component: page(day, 'DayPage') }),
    // The list stays as it is while one goes from one conversation to the next.
    talks.addChildren([createRoute({ getParentRoute: () => talks, path: '/' }), createRoute({ getParentRoute: () => talks, path: '$talkId' })]),
    createRoute({ getParentRoute: within, path: '/cases', component: page(cases, 'CasesPage') }),
    createRoute({ getParentRoute: within, path: '/cases/new', component: page(cases, 'NewCasePage') }),
    createRoute({ getParentRoute: within, path: '/cases/$caseId', component: page(cases, 'CasePage') }),
    createRoute({ getParentRoute: within, path: '/cases/$caseId/record', component: page(cases, 'ComplaintRecordPage') }),
    createRoute({ getParentRoute: within, path: '/follow-ups', component: page(cases, 'FollowUpsPage') }),
    createRoute({ getParentRoute: within, path: '/questions', component: page(cases, 'QuestionsPage') }),
    createRoute({ getParentRoute: within, path: '/joint', component: page(cases, 'JointPage') }),
    createRoute({ getParentRoute: within, path: '/templates', component: page(cases, 'TemplatesPage') }),
    createRoute({ getParentRoute: within, path: '/supervision', component: page(cases, 'SupervisionPage') }),
    createRoute({ getParentRoute: within, path: '/approvals', component: page(cases, 'ApprovalsPage') }),
    createRoute({ getParentRoute: within, path: '/customers', component: page(customers, 'CustomersPage') }),
    createRoute({ getParentRoute: within, path: '/customers/duplicates', component: page(customers, 'DuplicatesPage') }),
    createRoute({ getParentRoute: within, path: '/customers/sheets', component: page(customers, 'SheetsPage') }),
    createRoute({ getParentRoute: within, path: '/customers/sheets/$sheetId', component: page(customers, 'SheetPage') }),
    createRoute({ getParentRoute: within, path: '/customers/erasures', component: page(customers, 'ErasuresPage') }),
    createRoute({ getParentRoute: within, path: '/customers/$customerId', component: page(customers, 'CustomerPage') }),
    createRoute({ getParentRoute: within, path: '/loop', component: page(loop, 'LoopPage') }),
    createRoute({ getParentRoute: within, path: '/live', component: page(live, 'LivePage') }),
    createRoute({ getParentRoute: within, path: '/wall', component: page(live, 'WallPage') }),
    createRoute({ getParentRoute: within, path: '/figures', component: page(metrics, 'MetricsPage') }),
    createRoute({ getParentRoute: within, path: '/figures/$metricId', component: page(metrics, 'MetricPage') }),
    createRoute({ getParentRoute: within, path: '/policies', component: page(policies, 'PoliciesPage') }),
    createRoute({ getParentRoute: within, path: '/policies/$kind', component: page(policies, 'PolicyPage') }),
    createRoute({ getParentRoute: within, path: '/policies/$kind/edit', component: page(policies, 'EditPolicyPage') }),
    createRoute({ getParentRoute: within, path: '/people', component: page(people, 'PeoplePage') }),
    createRoute({ getParentRoute: within, path: '/people/import', component: page(people, 'ImportPeoplePage') }),
    createRoute({ getParentRoute: within, path: '/people/$personId', component: page(people, 'PersonPage') }),
    createRoute({ getParentRoute: within, path: '/backups', component: page(people, 'BackupsPage') }),
    createRoute({ getParentRoute: within, path: '/access-review', component: page(people, 'ReviewPage') }),
    createRoute({ getParentRoute: within, path: '/me', component: page(people, 'MePage') }),
    createRoute({ getParentRoute: within, path: '/imports', component: page(imports, 'ImportsPage') }),
    createRoute({ getParentRoute: within, path: '/imports/$importId', component: page(imports, 'ImportPage') }),
    createRoute({ getParentRoute: within, path: '/settings', component: page(settings, 'SettingsPage') }),
    createRoute({ getParentRoute: within, path: '/settings/entrances', component: page(entrances, 'EntrancesPage') }),
    createRoute({ getParentRoute: within, path: '/settings/single-sign-on', component: page(people, 'IdentityProvidersPage') }),
    createRoute({ getParentRoute: within, path: '/help', component: page(help, 'HelpPage') }),
  ]),
]);

export function makeRouter(cache: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { cache },
    parseSearch: readQuery,
    stringifySearch: writeQuery,
    defaultPreload: false,
    scrollRestoration: true,
    defaultNotFoundComponent: NotFound,
    defaultErrorComponent: ({ error, reset }) => <ProblemPage error={error} retry={reset} />,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
